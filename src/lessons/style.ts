// The house style of words, as far as a program can hold it. For tests only.

/** `sentence`: whole sentences. `title`: a heading or label, without a full stop. */
export function styleProblems(kind: 'sentence' | 'title', text: string): string[] {
  const rules: [boolean, string][] = [
    [text.trim() === '', 'is empty'],
    [text !== text.trim(), 'has white space at an end'],
    [/ {2}|\n/.test(text), 'has a double space or a line break'],
    [/['"`]/.test(text), 'has a straight quote'],
    [/undefined|\bnull\b|\[object|NaN/.test(text.replaceAll('“null”', '')), 'shows a missing value'],
    [/ [,.;:?!]|,,|\.\./.test(text), 'has stray punctuation'],
    [/\b(authorized|authorizes|behavior|color|canceled)\b/i.test(text), 'is not in British spelling'],
    [/pre-master|root of trust|cert\b/i.test(text), 'departs from the terms'],
    [kind === 'sentence' && !/[.?!]$/.test(text), 'does not end as a sentence'],
    [
      kind === 'sentence' &&
        !/^[\p{Lu}\d“]|^(notBefore|notAfter|basicConstraints|serverAuth|ocsp|extensionRequest)\b/u.test(text),
      'does not begin as a sentence',
    ],
    [kind === 'sentence' && text.length > MAX_SENTENCES, `is ${text.length} characters long`],
    [kind === 'title' && /\.$/.test(text), 'ends with a full stop'],
    [kind === 'title' && text.length > MAX_TITLE, `is ${text.length} characters long`],
  ];
  return rules.filter(([broken]) => broken).map(([, problem]) => `“${text}” ${problem}`);
}

const MAX_SENTENCES = 320;
const MAX_TITLE = 100;
