// What is said of a step at once, and what waits for "More": one sentence or two, as long as they are short.

export interface Brief {
  readonly first: string;
  /** Empty where `first` says all. */
  readonly rest: string;
}

/** Letters that two sentences may take together; where they take more, the first stands alone. */
const SHORT = 210;
/** Letters of a text that is never parted: what would be left is not worth a click. */
const WHOLE = 150;

export function inBrief(text: string): Brief {
  if (text.length <= WHOLE) return { first: text, rest: '' };
  const sentences = text.split(BETWEEN_SENTENCES);
  const [one = '', two = ''] = sentences;
  const both = two === '' ? one : `${one} ${two}`;
  const taken = both.length <= SHORT ? 2 : 1;
  return { first: sentences.slice(0, taken).join(' '), rest: sentences.slice(taken).join(' ') };
}

/** After the mark that ends one, with what closes a quotation, and before a capital or what opens a quotation. */
const BETWEEN_SENTENCES = /(?<=[.!?][”’)]?) (?=[“‘(]?[A-Z])/;
