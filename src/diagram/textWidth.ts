// How wide a text will be where nothing can measure it: wide enough for the widest of the fonts that may stand in for Inter.

export interface Font {
  readonly size: number;
  readonly weight: number;
}

export function textWidth(text: string, { size, weight }: Font): number {
  let em = 0;
  for (const char of text) em += charWidth(char);
  return em * size * (weight > 500 ? 1.14 : 1.02);
}

/** Breaks a text between words into lines of at most `width`; a word that is wider stands alone. */
export function wrapText(text: string, width: number, font: Font): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && textWidth(`${line} ${word}`, font) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function charWidth(char: string): number {
  if (/[ijl.,:;'|!]/.test(char)) return 0.31;
  if (/[ ftr()[\]I/·-]/.test(char)) return 0.37;
  if (/[mwMW@]/.test(char)) return 0.92;
  if (/[A-Z0-9_+=]/.test(char)) return 0.67;
  return 0.61;
}
