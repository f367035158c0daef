// The answers that missions offer, as people read them. Fields have the names of RFC 5280.
const ANSWER_WORDS: Readonly<Record<string, string>> = {
  forged: 'forged: the CA did not sign it',
  stale: 'stale: it is too old',
  silent: 'silent: none came',
  server: 'the server lies',
};

export const answerWord = (value: string): string => ANSWER_WORDS[value] ?? value;
