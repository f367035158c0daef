// Text of others on our terminal: nothing in it breaks a line, moves the cursor, or turns the direction of writing.

/** Controls, separators of lines, and marks of direction become `\\u001b`. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu, escaped);

/** Likewise, of several lines; tabs stay. */
export const printableLines = (text: string): string[] =>
  text.split(/\r\n|\r|\n/).map((line) => line.split('\t').map(printable).join('\t'));

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
