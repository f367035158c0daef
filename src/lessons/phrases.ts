// Small pieces of sentences: actors, names, dates and numbers as a reader wants them.

import type { Actor, Recording } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';

type Value = string | number | boolean | undefined;

const NOUNS: Record<Actor, string> = { client: 'client', server: 'server', ca: 'CA', attacker: 'attacker' };

/** `the client`, `the CA`. */
export const the = (actor: Actor): string => `the ${NOUNS[actor]}`;
/** `The client`, at the beginning of a sentence. */
export const The = (actor: Actor): string => `The ${NOUNS[actor]}`;
/** `Client`, `CA`. */
export const Noun = (actor: Actor): string => capital(NOUNS[actor]);
export const noun = (actor: Actor): string => NOUNS[actor];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 check`, `2 checks`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/**
 * A whole number with its digits in groups of three: `1,842`. By hand: the first use of `Intl` took half of the time in which the page's
 * script begins. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** The common name of a distinguished name (`alice` of `CN=alice, O=Bank Customers`), else the whole name. */
export function commonNameIn(distinguishedName: Value): string {
  if (typeof distinguishedName !== 'string' || distinguishedName === '') return 'no name';
  const found = /(?:^|[,/+]\s*)CN\s*=\s*((?:\\.|[^,+\\])+)/.exec(distinguishedName)?.[1];
  return found === undefined ? distinguishedName : found.replace(/\\(.)/g, '$1').trim();
}

export const text = (value: Value): string | null => (typeof value === 'string' && value !== '' ? value : null);

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/;

export const isDate = (value: Value): value is string => typeof value === 'string' && ISO.test(value);

/** `2026-03-01` of an ISO 8601 time; the time of day too if `precise`. */
export function date(value: string, precise = false): string {
  const parts = ISO.exec(value);
  if (parts === null) return value;
  return precise ? `${parts[1]} ${parts[2]}` : `${parts[1]}`;
}

/** `267 days`, `1 day`, `5 hours`, `less than an hour`, between two times in milliseconds. */
export function span(from: number, to: number): string {
  const hours = Math.floor(Math.abs(to - from) / 3_600_000);
  if (hours < 1) return 'less than an hour';
  if (hours < 24) return count(hours, 'hour');
  return count(Math.floor(hours / 24), 'day');
}

/** A byte in two hexadecimal digits. */
export const hexByte = (value: Value): string =>
  typeof value === 'number' ? value.toString(16).padStart(2, '0') : String(value);

/** Names that people make up have to fit, too. */
export const clip = (name: string, most: number): string =>
  name.length <= most ? name : `${name.slice(0, most - 1).trimEnd()}…`;

/** Whether the server proves its key by a signature: in all protocols but TLS 1.2 with RSA key exchange. */
export const signs = ({ protocol }: { readonly protocol: string }): boolean => protocol !== 'tls1.2-rsa';

/** Whether the attacker is an endpoint of two connections, and so has their keys: it came with a certificate of its own. */
export const isMiddle = (events: Recording['events']): boolean =>
  events.some((event) => event.kind === 'operation' && event.operation === 'attacker.equip');

/** For CertificateRequest of each protocol: the one kind of key that its lists leave. */
export function onlyKeys(keys: 'rsa' | 'elliptic' | undefined): string {
  if (keys === undefined) return '';
  return keys === 'rsa' ? ' (here only those of RSA keys)' : ' (here only those of P-256 and P-384 keys)';
}

/** What the request does not say: whether this server goes on without a valid certificate. */
export function goesOnWithout({ clientCertificate }: Pick<Scenario, 'clientCertificate'>): string {
  switch (clientCertificate) {
    case 'optional':
      return ' What it does not say: this server also goes on without one.';
    case 'optional-no-ca':
      return ' What it does not say: this server also goes on without one, and takes one of any issuer once its key is proven.';
    default:
      return '';
  }
}
