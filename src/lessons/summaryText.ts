// Text with rows in it: `row 40` is a link wherever it is shown.
export type TextPart =
  | { readonly kind: 'words'; readonly text: string; readonly strong: boolean }
  | { readonly kind: 'row'; readonly step: number };
export type RichText = readonly TextPart[];

export const words = (text: string): TextPart => ({ kind: 'words', text, strong: false });
export const strongWords = (text: string): TextPart => ({ kind: 'words', text, strong: true });
export const rowPart = (step: number): TextPart => ({ kind: 'row', step });

/** ` (row 29, row 43)`. */
export const inBrackets = (steps: readonly number[]): RichText =>
  steps.length === 0
    ? []
    : [words(' ('), ...steps.flatMap((step, i) => [...(i > 0 ? [words(', ')] : []), rowPart(step)]), words(')')];
