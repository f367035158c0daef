// The glossary by name, narrowed to the terms that hold every word of a search; and the address of each.
import { GLOSSARY, type GlossaryTerm } from '../../lessons/glossary.ts';

const BY_NAME = [...GLOSSARY].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

/** All of them for no words. A term that is itself called by the words stands first, the others by name. */
export function glossaryTerms(query: string): readonly GlossaryTerm[] {
  const asked = query.trim().toLowerCase();
  const words = asked.split(/\s+/).filter(Boolean);
  if (words.length === 0) return BY_NAME;
  const found = BY_NAME.filter((term) => {
    const text = [...namesOf(term), term.meaning].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const called = (term: GlossaryTerm) => namesOf(term).some((name) => name.toLowerCase() === asked);
  return [...found.filter(called), ...found.filter((term) => !called(term))];
}

const namesOf = ({ id, name, expansion, forms, also }: GlossaryTerm): readonly string[] => [
  ...[id, name, ...forms, ...also.split(/,\s*/)],
  ...(expansion === null ? [] : [expansion]),
];

/** The glossary's own page, and a term's place in it: `#/learn/glossary/san`. */
export const GLOSSARY_HASH = '#/learn/glossary';
export const termHash = (id: string): string => `${GLOSSARY_HASH}/${encodeURIComponent(id)}`;

/** What an address of the glossary names after its last slash; empty for the whole list. Never throws. */
export function termInHash(hash: string): string {
  const [path = ''] = hash.split('?');
  const rest = path.startsWith(`${GLOSSARY_HASH}/`) ? path.slice(GLOSSARY_HASH.length + 1).replace(/\/+$/, '') : '';
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}
