// One measured run as a line of JSON: which program refused what of whom, what it sent, and what both sides said. The keys
// and their order are those of the corpus; a file of rows is made of such lines.

export type Role = 'client' | 'server';
/** `tlsdef`: both sides speak TLS 1.2 and 1.3, as they do by default. */
export type MeasuredProtocol = 'tls1.2' | 'tls1.3' | 'tlsdef';
/** `wire`: a plaintext record in the proxy. `peer`: the other side decrypted it. `log`: the program's own words, or no alert. */
export type AlertHow = 'wire' | 'peer' | 'log';

export interface Row {
  readonly stack: string;
  readonly version: string;
  /** Whose part the judging program plays: a `client` verifies the server's chain. */
  readonly role: Role;
  readonly protocol: MeasuredProtocol;
  /** The id of our fault, or `ok`. */
  readonly defect: string;
  readonly refused: boolean;
  readonly alertSent?: string;
  readonly alertHow?: AlertHow;
  readonly message?: string;
  readonly exit?: number;
  readonly peer: string;
  readonly peerMessage?: string;
  readonly peerExit?: number;
  readonly note?: string;
  /** The day of the run: `2026-11-30`. */
  readonly date?: string;
}

/** A line that is no row; the message names its number and what is wrong. */
export class RowError extends Error {}

/** Rows in the order of the file; empty lines are left out. Throws `RowError`. */
export function readRows(text: string): Row[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const problem = (what: string): RowError => new RowError(`line ${i + 1}: ${what}`);
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw problem('this is no JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem('an object is wanted');
    const row = value as Readonly<Record<string, unknown>>;
    for (const [key, kind] of KEYS) {
      const given = row[key];
      if (given === undefined && OPTIONAL.includes(key)) continue;
      if (Array.isArray(kind) ? !kind.includes(given) : typeof given !== kind)
        throw problem(`"${key}" wants ${Array.isArray(kind) ? `one of ${kind.join(', ')}` : `a ${kind}`}`);
    }
    const strange = Object.keys(row).find((key) => !KEYS.some(([name]) => name === key));
    if (strange !== undefined) throw problem(`there is no key "${strange}"`);
    return [value as Row];
  });
}

/** Rows as lines, in the order of their cells, so that a second measurement changes only what differs. */
export const writeRows = (rows: readonly Row[]): string =>
  [...rows]
    .sort((a, b) => (cellKey(a) < cellKey(b) ? -1 : 1))
    .map(
      (row) =>
        `${JSON.stringify(Object.fromEntries(KEYS.flatMap(([key]) => (key in row ? [[key, row[key]]] : []))))}\n`,
    )
    .join('');

/** What one run is about: everything that was chosen before it. */
export const cellKey = ({ stack, role, protocol, defect, version, peer }: Row): string =>
  [stack, role, protocol, defect, version, peer].join('\t');

/** A kind of JSON value, or the values that there are, in the order of the keys. */
const KEYS: readonly (readonly [keyof Row, 'string' | 'boolean' | 'number' | readonly unknown[]])[] = [
  ['stack', 'string'],
  ['version', 'string'],
  ['role', ['client', 'server']],
  ['protocol', ['tls1.2', 'tls1.3', 'tlsdef']],
  ['defect', 'string'],
  ['refused', 'boolean'],
  ['alertSent', 'string'],
  ['alertHow', ['wire', 'peer', 'log']],
  ['message', 'string'],
  ['exit', 'number'],
  ['peer', 'string'],
  ['peerMessage', 'string'],
  ['peerExit', 'number'],
  ['note', 'string'],
  ['date', 'string'],
];
const OPTIONAL: readonly string[] = [
  'alertSent',
  'alertHow',
  'message',
  'exit',
  'peerMessage',
  'peerExit',
  'note',
  'date',
];
