// Whether a name lies within a subtree of nameConstraints, RFC 5280 4.2.1.10, for each kind of name.
import { equalBytes } from '../../bytes/hex.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { parseIp } from '../x509/ipAddress.ts';
import { decodeName, type NamePart } from '../x509/name.ts';

/** `malformed`: one of the two is not what its kind asks for. `unsupported`: nobody here can compare such names. */
export type Within = 'inside' | 'outside' | 'malformed' | 'unsupported';

/** Names and bases are prepared once and compared often. */
export type PreparedName =
  /** Labels, top-level domain last; `wildcard`: a `*` stood before them. */
  | { readonly kind: 'dns'; readonly host: string; readonly wildcard: boolean }
  | { readonly kind: 'email'; readonly local: string; readonly host: string }
  | { readonly kind: 'uri'; readonly host: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'dirName'; readonly parts: readonly NamePart[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unsupported' };

export type PreparedBase =
  | { readonly kind: 'dns'; readonly host: string }
  | { readonly kind: 'mailbox'; readonly local: string; readonly host: string }
  /** `email` and `uri`: this very host, or all hosts below it. */
  | { readonly kind: 'host' | 'domain'; readonly host: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array; readonly mask: Uint8Array }
  | { readonly kind: 'dirName'; readonly parts: readonly NamePart[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unsupported' };

const MALFORMED = { kind: 'malformed' } as const;
const UNSUPPORTED = { kind: 'unsupported' } as const;

export function prepareName({ type, value, bytes }: GeneralName): PreparedName {
  switch (type) {
    case 'dns': {
      const wildcard = value.startsWith('*.');
      const host = lower(wildcard ? value.slice(2) : value);
      return isHost(host) ? { kind: 'dns', host, wildcard } : MALFORMED;
    }
    case 'email': {
      const mailbox = parseMailbox(value);
      return mailbox === null ? MALFORMED : { kind: 'email', ...mailbox };
    }
    case 'uri': {
      // "If a constraint is imposed and a certificate names a URI without a host name, it must be rejected."
      const host = uriHost(value);
      return host === null || parseIp(host) !== null || !isHost(host) ? MALFORMED : { kind: 'uri', host };
    }
    case 'ip':
      return bytes.length === 4 || bytes.length === 16 ? { kind: 'ip', octets: bytes } : MALFORMED;
    case 'dirName':
      return { kind: 'dirName', parts: decodeName(bytes).parts };
    case 'other':
      return UNSUPPORTED;
  }
}

export function prepareBase({ type, value, bytes }: GeneralName): PreparedBase {
  switch (type) {
    case 'dns':
      // The empty name stands for the root of all names. A leading dot is for e-mail and URIs only.
      return value === '' || isHost(lower(value)) ? { kind: 'dns', host: lower(value) } : MALFORMED;
    case 'email': {
      if (!value.includes('@')) return hostOrDomain(value);
      const mailbox = parseMailbox(value);
      return mailbox === null ? MALFORMED : { kind: 'mailbox', ...mailbox };
    }
    case 'uri':
      return hostOrDomain(value);
    case 'ip': {
      const half = bytes.length / 2;
      const mask = bytes.subarray(half);
      return (half === 4 || half === 16) && isPrefixMask(mask)
        ? { kind: 'ip', octets: bytes.subarray(0, half), mask }
        : MALFORMED;
    }
    case 'dirName':
      return { kind: 'dirName', parts: decodeName(bytes).parts };
    case 'other':
      return UNSUPPORTED;
  }
}

/**
 * `name` and `base` are of the same type of GeneralName. A wildcard lies inside where all names that it stands for do; for
 * an exclusion it counts as inside where one of them does.
 */
export function compare(name: PreparedName, base: PreparedBase, purpose: 'permitted' | 'excluded'): Within {
  if (name.kind === 'unsupported' || base.kind === 'unsupported') return 'unsupported';
  if (name.kind === 'malformed' || base.kind === 'malformed') return 'malformed';
  if (name.kind === 'dirName' && base.kind === 'dirName') return compareDirectories(name.parts, base.parts);
  return isInside(name, base, purpose) ? 'inside' : 'outside';
}

/**
 * A subtree is all names that begin with these relative names. Where one of them can't be compared and no other is
 * certain to differ, nobody can tell: then 4.2.1.10 leaves nothing but to reject the certificate.
 */
function compareDirectories(name: readonly NamePart[], base: readonly NamePart[]): Within {
  let within: Within = 'inside';
  for (const [i, wanted] of base.entries()) {
    const found = name[i];
    if (found === undefined || found.types !== wanted.types) return 'outside';
    if (equalBytes(found.der, wanted.der)) continue;
    if (!found.isCertain || !wanted.isCertain) within = 'unsupported';
    else if (found.key !== wanted.key) return 'outside';
  }
  return within;
}

type Sound<T> = Exclude<T, { readonly kind: 'malformed' } | { readonly kind: 'unsupported' }>;

function isInside(name: Sound<PreparedName>, base: Sound<PreparedBase>, purpose: 'permitted' | 'excluded'): boolean {
  switch (base.kind) {
    case 'dns':
      if (name.kind !== 'dns') return false;
      if (isAtOrBelow(name.host, base.host)) return true;
      return name.wildcard && purpose === 'excluded' && parentOf(base.host) === name.host;
    case 'mailbox':
      return name.kind === 'email' && name.host === base.host && name.local === base.local;
    case 'host':
      return (name.kind === 'email' || name.kind === 'uri') && name.host === base.host;
    case 'domain':
      return (name.kind === 'email' || name.kind === 'uri') && name.host.endsWith(`.${base.host}`);
    case 'ip':
      return name.kind === 'ip' && name.octets.length === base.octets.length && sameNetwork(name.octets, base);
    case 'dirName':
      return false;
  }
}

const isAtOrBelow = (host: string, base: string): boolean =>
  base === '' || host === base || (host.endsWith(base) && host.at(-base.length - 1) === '.');

const parentOf = (host: string): string => host.slice(host.indexOf('.') + 1);

const sameNetwork = (octets: Uint8Array, base: { readonly octets: Uint8Array; readonly mask: Uint8Array }): boolean =>
  octets.every((octet, i) => ((octet ^ (base.octets[i] ?? 0)) & (base.mask[i] ?? 0)) === 0);

function hostOrDomain(value: string): PreparedBase {
  const isDomain = value.startsWith('.');
  const host = lower(isDomain ? value.slice(1) : value);
  return isHost(host) ? { kind: isDomain ? 'domain' : 'host', host } : MALFORMED;
}

/** Letters, digits, hyphens, and underscores, which occur; labels and names of the lengths that DNS allows. */
export const isHost = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));

/** RFC 5321 Mailbox: case counts before the `@`, not behind it. */
export function parseMailbox(text: string): { local: string; host: string } | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const host = lower(text.slice(at + 1));
  const isLocal =
    /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || /^"([ !#-[\]-~]|\\[ -~])*"$/.test(local);
  return at > 0 && isLocal && isHost(host) ? { local, host } : null;
}

/** RFC 3986 3.2: the host of a URI with an authority; lower-case, without brackets. Null where there is none. */
function uriHost(uri: string): string | null {
  const [, authority] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri) ?? [];
  const [, host] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(authority ?? '') ?? [];
  return host === undefined || host === '' ? null : lower(host.replace(/^\[|\]$/g, ''));
}

/** RFC 4632 3.1: ones, then zeros. */
function isPrefixMask(mask: Uint8Array): boolean {
  const ones = mask.findIndex((octet) => octet !== 0xff);
  if (ones < 0) return true;
  const partial = mask[ones] ?? 0;
  const isPartialOk = (~partial & 0xff & ((~partial & 0xff) + 1)) === 0;
  return isPartialOk && equalBytes(mask.subarray(ones + 1), new Uint8Array(mask.length - ones - 1));
}

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
