// What differs from run to run in a message although nothing else does: times, addresses, ports, process numbers,
// pointers, fingerprints, paths. Each becomes a word in angle brackets. No pattern backtracks over more than a few characters.

/** In this order: dates before numbers, pointers before hexadecimal digits. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [
    /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [A-Z]{3,4})? \d{4}\b/g,
    '<time>',
  ],
  [/\b\d{1,2}-[A-Z][a-z]{2}-\d{4}::\d\d:\d\d:\d\d(?:\.\d{1,9})?/g, '<time>'],
  [/\b[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?: \d{4})?(?: GMT| UTC)?/g, '<time>'],
  [/\b1[5-9]\d{8}(?=:)/g, '<time>'],
  [/\b\d{1,7}#\d{1,7}: \*\d{1,9}/g, '<pid>:'],
  [/\bpid \d{1,7}(?::tid \d{1,20})?/g, 'pid <pid>'],
  [/\b(socat)\[\d{1,7}\]/g, '$1[<pid>]'],
  [/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, '<address>'],
  [/(<address>|\b[a-z][a-z0-9.-]{0,60}\.test|localhost):(?:\d{4,5}|PORT)\b/g, '$1:<port>'],
  [/"listening":\d{1,5}/g, '"listening":<port>'],
  [/\b0x[0-9a-f]{7,16}\b/g, '<pointer>'],
  [/\b[0-9A-F]{12,16}:(?=error:)/g, ''],
  [/\b(?:0x)?[0-9A-Fa-f]{28,64}\b/g, '<hex>'],
  [/(pin-sha256|sha256)="[^"]{8,100}"/g, '$1="<hash>"'],
  [/(?<![\w.<>/])\/(?:[\w.-]{1,60}\/){1,12}[\w.-]{0,60}/g, '<path>'],
  [/\bbytes \d{1,9}\b/g, 'bytes <count>'],
];

/** The same text for every run that says the same. Idempotent. */
export function withoutVolatile(text: string): string {
  let plain = text;
  for (const [pattern, word] of VOLATILE) plain = plain.replace(pattern, word);
  return plain;
}

/** Characters of one line of a stored message, and of all of its lines. */
const MAX_LINE = 320;
const MAX_MESSAGE = 640;

/**
 * A message as it is stored: lines separated by ` | `, each once, volatile parts as words, and of our own reports, which are
 * long, the part that says what happened.
 */
export function storedMessage(raw: string): string | null {
  const lines = raw
    .replaceAll('\r', '')
    .split(/\n| \| |(?<=[\])}\w]) \/ (?=[A-Z=])|\\n(?=[{])/)
    .map(ownReport)
    .map((line) => withoutVolatile(line.trim()).slice(0, MAX_LINE))
    .filter((line) => line !== '' && !/^[A-Za-z0-9+/=]{40,}$/.test(line) && !line.startsWith('{"listening"'));
  const kept: string[] = [];
  let length = 0;
  for (const line of new Set(lines)) {
    if (length + line.length > MAX_MESSAGE && kept.length > 0) break;
    kept.push(line);
    length += line.length + 3;
  }
  return kept.length === 0 ? null : kept.join(' | ');
}

/** Of a report of `listen` and `connect`, which may be cut off at both ends, how it ended. */
function ownReport(line: string): string {
  const at = line.lastIndexOf('"error":{');
  if (at < 0 || !/"by":"(?:self|peer)"/.test(line)) return line;
  const end = line.indexOf('}', at);
  const whose = /"outcome":\{"(client|server)"/.exec(line);
  const outcome = whose === null ? '' : `,"outcome":{"${whose[1]}":{}}`;
  return `{"state":"failed",${line.slice(at, end < 0 ? undefined : end + 1)}${outcome}}`;
}
