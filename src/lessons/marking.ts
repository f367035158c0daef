// Where the terms of the glossary stand in a text: longest first, whole words, and of a panel only where each first occurs.
import type { GlossaryTerm } from './glossary.ts';

/** `term` from `start` up to `end`, in units of the string. */
export interface TermMark {
  readonly start: number;
  readonly end: number;
  /** Its id. */
  readonly term: string;
}

interface Form {
  readonly text: string;
  readonly term: string;
  /** Written with small letters only: a sentence may begin with it. */
  readonly common: boolean;
}

/** Forms by their first word in small letters, the longest first. */
export type TermIndex = ReadonlyMap<string, readonly Form[]>;

export function termIndex(glossary: readonly Pick<GlossaryTerm, 'id' | 'forms'>[]): TermIndex {
  const index = new Map<string, Form[]>();
  for (const { id, forms } of glossary) {
    for (const text of forms) {
      const first = firstWord(text);
      index.set(first, [...(index.get(first) ?? []), { text, term: id, common: text === text.toLowerCase() }]);
    }
  }
  for (const forms of index.values()) forms.sort((a, b) => b.text.length - a.text.length);
  return index;
}

/**
 * All terms of a text, in order; none overlaps another. Each place is compared with the forms that begin with its word, so
 * the work grows with the length of the text.
 */
export function marksIn(text: string, index: TermIndex): TermMark[] {
  const marks: TermMark[] = [];
  let free = 0;
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    if (start < free || INSIDE.test(text.charAt(start - 1))) continue;
    for (const form of index.get(word.toLowerCase()) ?? index.get(singular(word)) ?? []) {
      const end = endOf(form, text, start);
      if (end === null) continue;
      marks.push({ start, end, term: form.term });
      free = end;
      break;
    }
  }
  return marks;
}

/** For the texts of a panel, in their order: of each term its first place alone. */
export function firstMarks(texts: readonly string[], index: TermIndex): TermMark[][] {
  const seen = new Set<string>();
  return texts.map((text) =>
    marksIn(text, index).filter(({ term }) => {
      if (seen.has(term)) return false;
      seen.add(term);
      return true;
    }),
  );
}

const WORD = /[\p{L}\p{N}]+/gu;
/** Behind these a word is a part of something longer: of a compound, a name with dots, a path. */
const INSIDE = /[-_.@/*]/;
/** So it is before these, where a letter or digit follows. */
const GOES_ON = /^(?:[\p{L}\p{N}_]|[-.@/][\p{L}\p{N}])/u;

const firstWord = (text: string): string => /[\p{L}\p{N}]+/u.exec(text)?.[0].toLowerCase() ?? '';

/** A form of one word may stand there in the plural. */
const singular = (word: string): string => word.toLowerCase().replace(/s$/, '');

/** Where the form ends that begins at `start`, its plural included; null where the text says something else. */
function endOf({ text: form, common }: Form, text: string, start: number): number | null {
  const said = text.slice(start, start + form.length);
  const same = said === form || (common && said.charAt(0).toLowerCase() + said.slice(1) === form);
  if (!same) return null;
  const end = start + form.length;
  const rest = text.slice(end, end + 4);
  if (!GOES_ON.test(rest)) return end;
  const plural = /^e?s/.exec(rest)?.[0];
  return plural !== undefined && !GOES_ON.test(rest.slice(plural.length)) ? end + plural.length : null;
}
