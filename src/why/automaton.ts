// Finds many words in a text in one pass (Aho and Corasick, 1975): one step a character, whatever the text, so that no
// paste can make it slow. The alphabet is that of squeezed texts: a to z and 0 to 9.

const ALPHABET = 36;

export interface WordHit {
  /** Index of the word. */
  readonly word: number;
  /** Where it begins and ends in the squeezed text. */
  readonly start: number;
  readonly end: number;
}

export interface Automaton {
  /** For each state 36 following states. */
  readonly next: Int32Array;
  /** For each state the longest word that ends there, or -1. */
  readonly word: Int32Array;
  /** For each state the nearest shorter state where a word ends, or 0. */
  readonly output: Int32Array;
  readonly lengths: readonly number[];
}

/** 0 to 25 for letters, 26 to 35 for digits, -1 for what is neither; small letters and capitals are alike. */
export function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 48 && code <= 57) return code - 48 + 26;
  return -1;
}

/** Letters and digits alone, small: `SSL_ERROR_BAD_CERT` is `sslerrorbadcert`. */
export function squeezedWord(text: string): string {
  let word = '';
  for (let at = 0; at < text.length; at++) if (letterOf(text.charCodeAt(at)) >= 0) word += text[at];
  return word.toLowerCase();
}

/** Of words that are squeezed. A word that stands twice is found by the index of the first. */
export function automatonOf(words: readonly string[]): Automaton {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most * ALPHABET).fill(-1);
  const word = new Int32Array(most).fill(-1);
  let states = 1;
  for (const [index, text] of words.entries()) {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const edge = state * ALPHABET + letterOf(text.charCodeAt(at));
      let to = next[edge] ?? -1;
      if (to < 0) {
        to = states++;
        next[edge] = to;
      }
      state = to;
    }
    if (text !== '' && word[state] === -1) word[state] = index;
  }
  const output = new Int32Array(states);
  const failure = new Int32Array(states);
  const queue = new Int32Array(states);
  let head = 0;
  let tail = 0;
  for (let letter = 0; letter < ALPHABET; letter++) {
    const to = next[letter] ?? -1;
    if (to < 0) next[letter] = 0;
    else queue[tail++] = to;
  }
  while (head < tail) {
    const state = queue[head++] ?? 0;
    const back = failure[state] ?? 0;
    output[state] = (word[back] ?? -1) >= 0 ? back : (output[back] ?? 0);
    for (let letter = 0; letter < ALPHABET; letter++) {
      const edge = state * ALPHABET + letter;
      const to = next[edge] ?? -1;
      const short = next[back * ALPHABET + letter] ?? 0;
      if (to < 0) next[edge] = short;
      else {
        failure[to] = short;
        queue[tail++] = to;
      }
    }
  }
  return {
    next: next.slice(0, states * ALPHABET),
    word: word.slice(0, states),
    output,
    lengths: words.map(({ length }) => length),
  };
}

/** All words in a squeezed text, by where they end; those that end together, the longest first. At most `most`. */
export function findWords({ next, word, output, lengths }: Automaton, letters: Uint8Array, most: number): WordHit[] {
  const hits: WordHit[] = [];
  let state = 0;
  for (let at = 0; at < letters.length && hits.length < most; at++) {
    state = next[state * ALPHABET + (letters[at] ?? 0)] ?? 0;
    for (let found = state; found > 0; found = output[found] ?? 0) {
      const index = word[found] ?? -1;
      if (index >= 0) hits.push({ word: index, start: at + 1 - (lengths[index] ?? 0), end: at + 1 });
    }
  }
  return hits;
}
