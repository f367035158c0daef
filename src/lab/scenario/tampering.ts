// Changes by hand as text, in links and on the command line: `client:ClientHello@12=ff`.

/** A byte that the attacker writes over another one, in a message on its way between client and server or to the CA. */
export interface Tampering {
  /** The message by its step's key, as its sender made it: `client:ClientHello`, `server:ApplicationData#2`. */
  readonly message: string;
  /** In the message as it is on the wire, from 0. */
  readonly offset: number;
  /** 0 to 255. */
  readonly value: number;
}

/** So many bytes may be changed: a link stays readable, and a run short. */
export const MAX_TAMPERING = 64;
export const MAX_OFFSET = 99_999;
/** What to write, for messages about what is not. */
export const TAMPERING_FORM = 'like client:ClientHello@12=ff: message, byte from 0, new value in hexadecimal';

const FORM = /^((?:client|server|ca):[A-Za-z]{2,32}(?:#(?:[2-9]|[1-9]\d{1,3}))?)@(0|[1-9]\d{0,4})=([0-9a-f]{2})$/;

/** Null where it is not of this form. */
export function parseTampering(text: string): Tampering | null {
  const [, message, offset, value] = FORM.exec(text) ?? [];
  if (message === undefined || offset === undefined || value === undefined) return null;
  return { message, offset: Number(offset), value: Number.parseInt(value, 16) };
}

export const formatTampering = ({ message, offset, value }: Tampering): string =>
  `${message}@${offset}=${value.toString(16).padStart(2, '0')}`;

/** Each place once, by what was said of it last, in the order in which places were named first. */
export function canonicalTampering(tampering: readonly Tampering[]): Tampering[] {
  const places = new Map<string, Tampering>();
  for (const each of tampering) places.set(`${each.message}@${each.offset}`, each);
  return [...places.values()].slice(0, MAX_TAMPERING);
}
