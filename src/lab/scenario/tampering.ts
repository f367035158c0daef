// Changes by hand as text, in links and on the command line: `client:ClientHello@12=ff`.
import type { Tampering } from './scenario.ts';

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
