// Strings of names made ready for comparison without regard to case: RFC 4518 2, which RFC 5280 7.1 asks for.

/**
 * Equal for two strings exactly if they match; null where the string holds what must not be compared (2.4): code points
 * that are unassigned or for private use, lone surrogates, the replacement character; or is longer than any name.
 */
export function prepare(text: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  if (/^[ -~]*$/.test(text)) return withoutSpaces(text.toLowerCase());
  if (PROHIBITED.test(text)) return null;
  // Normalisation may yield letters that fold, and folding what normalises: two rounds leave nothing to do.
  let prepared = map(text);
  for (let round = 0; round < 2; round++) prepared = fold(prepared.normalize('NFKC')).normalize('NFKC');
  return withoutSpaces(prepared);
}

/** The longest string that any attribute of a name may be: ub-name of RFC 5280 A.1. */
const MAX_LENGTH = 32768;

/** 2.2: what is mapped to nothing, and what to a space. */
const map = (text: string): string => text.replace(SPACES, ' ').replace(IGNORED, '');

const SPACES = /[\t\n\v\f\r\u0085\p{Z}]/gu;
/**
 * Controls, marks of the layout, the object replacement character, and all that Unicode calls ignorable, which is what RFC
 * 4518 lists (soft hyphens, joiners, variation selectors, zero width space) and what was added of the kind since.
 */
const IGNORED = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u1806\u06dd\u070f\ufff9-\ufffc]/gu;
const PROHIBITED = /[\p{Cn}\p{Co}\p{Cs}\ufffd]/u;

/**
 * Case folding as RFC 3454 B.2 has it, for each character by itself: what case mapping depends on in its neighbours (the
 * final sigma) does not count. The dotless i is no i, although both have the same capital.
 */
function fold(text: string): string {
  let folded = '';
  for (const character of text) folded += foldings.get(character) ?? foldOne(character);
  return folded;
}

const foldings = new Map<string, string>([['ı', 'ı']]);

function foldOne(character: string): string {
  const folded = lower(lower(character).toUpperCase());
  foldings.set(character, folded);
  return folded;
}

const lower = (text: string): string => Array.from(text, (one) => one.toLowerCase()).join('');

/** 2.6.1: spaces at the ends do not count, and any number of them within counts as one. One below a mark is none. */
const withoutSpaces = (text: string): string => text.replace(RUNS, ' ').replace(ENDS, '');

const RUNS = /(?: (?!\p{M}))+/gu;
const ENDS = /^ (?!\p{M})| $/gu;
