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
    [/pre-master|root of trust|(?<!client-)cert\b/i.test(text), 'departs from the terms'],
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

/** Ways of writing that readers whose first language is another stumble over. */
export function plainProblems(text: string): string[] {
  return STUMBLES.filter(([pattern]) => pattern.test(text)).map(([, problem]) => `“${text}” ${problem}`);
}

const STUMBLES: readonly (readonly [RegExp, string])[] = [
  [/(^|[.:;] )Who (?!\w+ (the|a) )[^?]*\.( |$)/, 'has “Who …” for “someone who …”'],
  [/\bcan not\b/, 'writes “cannot” in two words'],
  [
    /\b(whom|that|if|which|where|what) one\b(?! (side|of|more))|\bone (has to|can|may|could|might|goes|asks|knows|looks)\b|\bone’s own\b/,
    'has “one” as a subject',
  ],
  [/\bthe asker\b/i, 'says “the asker”'],
  [/\bgets? to (hear|see)\b/, 'says “get to hear” or “get to see”'],
  [/\bturned over\b|\bkept back\b|\bplayed back\b|\bof yesterday\b/, 'has an idiom'],
  [/\b(is|are) no (CA|key|point|request|proof|secret)’?s?\b/, 'has “is no X” for “is not an X”'],
  [/\bfrom when on\b|\bno sooner than\b|\bas late as\b|\bcome to light\b|\bsees? to it\b/, 'has an idiom'],
];
