// What a program printed, cut to the lines that matter, without what belongs to one machine and one moment: the words in
// angle brackets are those of the corpus.
import { withoutVolatile } from '../src/stacks/volatile.ts';

/** The lines of `output` that `picks` take, each once, joined by " | "; `own` are names of files and folders of the run. */
export function said(output: string, picks: readonly RegExp[], own: readonly string[] = []): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => normalised(line.trim(), own))
    .filter((line) => line !== '' && picks.some((pick) => pick.test(line)));
  return [...new Set(lines)].join(' | ').slice(0, LONGEST);
}

const LONGEST = 900;

export const normalised = (text: string, own: readonly string[] = []): string =>
  withoutVolatile(own.reduce((rest, each) => rest.replaceAll(each, '<path>'), printable(text)));

/** Colours and other control characters of a terminal go. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
