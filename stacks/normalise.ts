// What a program printed, without what belongs to one machine and one moment: paths, ports, process numbers, times, serials.

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const RULES: readonly (readonly [RegExp, string])[] = [
  // OpenSSL begins a line with the number of its thread.
  [/\b[0-9A-F]{8,16}:(?=error:[0-9A-F]{8}:)/g, ''],
  // 2026/11/30 03:09:00 [info] 30700#30700: *1
  [/\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/g, 'TIME'],
  [/\b\d+#\d+: \*\d+/g, 'PID#PID: *1'],
  // [Mon Nov 30 03:09:46.339819 2026] [ssl:info] [pid 2111:tid 2113]
  [
    new RegExp(`\\b\\w{3} (?:${MONTH}) {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? (?:[A-Z]{3,4} )?\\d{4}\\b`, 'g'),
    'TIME',
  ],
  [new RegExp(`\\b(?:${MONTH}) {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? (?:\\d{4} )?GMT\\b`, 'g'), 'TIME'],
  [new RegExp(`\\b\\d{1,2}[/-](?:${MONTH})[/-]\\d{4}[: ]{1,2}\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?`, 'g'), 'TIME'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?(?: ?UTC)?/g, 'TIME'],
  [/\bpid \d+(?::tid \d+)?/g, 'pid PID'],
  [/\b(127\.0\.0\.1|localhost|\[::1\]|[\w.-]+\.test):\d{2,5}\b/g, '$1:PORT'],
  [/"listening":\d+/g, '"listening":PORT'],
  [/<0x[0-9a-f]{6,16}>/g, '<1>'],
  [/\b0x[0-9a-fA-F]{12,}\b/g, 'HEX'],
  [/(?<![\w:])[0-9a-fA-F]{20,}\b/g, 'HEX'],
  // A path that begins at the root of the machine; sources are named by relative ones (../ssl/statem/…).
  [/(?<![\w./:])\/(?:[\w.+@-]+\/)+[\w.+@-]*/g, 'PATH'],
];

/** The lines of `output` that `picks` take, each once, joined by " | ", at most 900 characters; `own` texts read as FILE. */
export function said(output: string, picks: readonly RegExp[], own: readonly string[] = []): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => normalised(line.trim(), own))
    .filter((line) => line !== '' && picks.some((pick) => pick.test(line)));
  return [...new Set(lines)].join(' | ').slice(0, LONGEST);
}

const LONGEST = 900;

export function normalised(text: string, own: readonly string[] = []): string {
  const without = own.reduce((rest, each) => rest.replaceAll(each, 'FILE'), text);
  return RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), printable(without));
}

/** Colours and other control characters of a terminal go. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
