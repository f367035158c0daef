// Dumps in words of two bytes, the lower byte first, as `hexdump` and `od` print them unless they are told otherwise.

const HEX_WORDS = /^[0-9a-f]{7,8}((?: {1,4}[0-9a-f]{4}){1,8})\s*$/;
const OCTAL_WORDS = /^[0-7]{7}((?: [0-7]{6}){1,8})\s*$/;

/** The same text with the bytes of such a dump as pairs of hexadecimal digits; each line stays as long as it is. */
export function plainWords(text: string): string {
  const pattern = /^0{7,8} {1,4}8[1-3]30 /m.test(text)
    ? HEX_WORDS
    : /^0{7} 10[01]\d60 /m.test(text)
      ? OCTAL_WORDS
      : null;
  if (pattern === null) return text;
  const radix = pattern === HEX_WORDS ? 16 : 8;
  return text
    .split('\n')
    .map((line) => {
      const words = pattern.exec(line)?.[1]?.trim().split(/ +/);
      if (words === undefined) return line;
      const bytes = words.map((word) => swapped(Number.parseInt(word, radix))).join(' ');
      return bytes.padStart(line.length);
    })
    .join('\n');
}

const swapped = (word: number): string =>
  [word & 0xff, (word >> 8) & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join('');
