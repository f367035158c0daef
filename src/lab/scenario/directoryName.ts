// Directory names as text, `CN=alice, O=Bank`, after RFC 4514: read into the attributes that the editor knows.
import type { NameSpec } from '../../pki/x509/name.ts';

/** The attributes of a name that can be edited. */
export const ATTRIBUTES = ['CN', 'O', 'OU', 'C'] as const satisfies readonly NameSpec['type'][];

/** Each attribute at most once; empty for an empty name. Null where the text is no such name. */
export function readDirectoryName(text: string): NameSpec[] | null {
  if (text.trim() === '') return [];
  const attributes: NameSpec[] = [];
  for (const part of splitAtCommas(text)) {
    const [, name = '', raw = ''] = /^\s*([A-Za-z]+)\s*=([\s\S]*)$/.exec(part) ?? [];
    const type = ATTRIBUTES.find((each) => each === name.toUpperCase());
    const value = unescaped(raw);
    if (type === undefined || value === null || attributeProblem(type, value) !== null) return null;
    if (attributes.some((each) => each.type === type)) return null;
    attributes.push({ type, value });
  }
  return ATTRIBUTES.flatMap((type) => attributes.filter((each) => each.type === type));
}

/** What an attribute should be, where it is not; the lengths are those of RFC 5280 appendix A.1. */
export function attributeProblem(type: NameSpec['type'], value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || !isText(value)) return 'text';
  if (type === 'C') return /^[A-Z]{2}$/.test(value) ? null : 'two capital letters, such as NL';
  return [...value].length <= 64 ? null : 'at most 64 characters';
}

/** No lone surrogate: such a text has no UTF-8. */
export const isText = (value: string): boolean => value.length <= MOST_LETTERS && !/\p{Surrogate}/u.test(value);
export const MOST_LETTERS = 300;

/** At commas that no backslash stands before. */
function splitAtCommas(text: string): string[] {
  const parts = [''];
  for (const [token] of text.matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (token === ',') parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/**
 * RFC 4514 3: `\,` is a comma, `\0a` an octet, here of ASCII; blanks around the value do not count, unless escaped. Null
 * where what has a meaning of its own stands bare.
 */
function unescaped(raw: string): string | null {
  let value = '';
  let lengthWithoutBlanks = 0;
  for (const [token, hex, mark, bare] of raw.matchAll(/\\([0-7][0-9a-f])|\\([ "#+,;<=>\\])|(["+;<>\\])|[\s\S]/gi)) {
    if (bare !== undefined) return null;
    const isBlank = /^[ \t\r\n]$/.test(token);
    if (isBlank && value === '') continue;
    value += hex === undefined ? (mark ?? token) : String.fromCharCode(Number.parseInt(hex, 16));
    if (!isBlank) lengthWithoutBlanks = value.length;
  }
  return value.slice(0, lengthWithoutBlanks);
}
