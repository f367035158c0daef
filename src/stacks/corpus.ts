// The corpus as it is stored: a table by columns, whose texts and names each stand once. Written by scripts/makeStacks.ts
// from measurements; nobody edits it by hand. Loaded by whoever asks, so that nobody else carries it.

import { ALERT_CODES, type AlertName } from '../tls/alertCodes.ts';
import type { AlertSeen, StackProtocol, StackRole, StackRow } from './row.ts';

/** Numbers are indexes into `words`; -1 is null. All columns are of one length: the number of rows. */
export interface CorpusTable {
  readonly words: readonly string[];
  readonly columns: Readonly<Record<CorpusColumn, readonly number[]>>;
}

export const CORPUS_COLUMNS = [
  'stack',
  'version',
  'role',
  'protocol',
  'fault',
  'refused',
  'alert',
  'seen',
  'message',
  'peer',
  'peerMessage',
  'note',
  'date',
] as const;
export type CorpusColumn = (typeof CORPUS_COLUMNS)[number];

/** The rows of a table. Throws where it is not one that `writeCorpus` wrote. */
export function readCorpus({ words, columns }: CorpusTable): StackRow[] {
  const word = (column: CorpusColumn, row: number): string | null => {
    const at = columns[column][row] ?? -1;
    return at < 0 ? null : (words[at] ?? null);
  };
  const given = (column: CorpusColumn, row: number): string => {
    const text = word(column, row);
    if (text === null) throw new Error(`corpus: row ${row} has no ${column}`);
    return text;
  };
  return columns.stack.map((_, row) => ({
    stack: given('stack', row),
    version: given('version', row),
    role: given('role', row) as StackRole,
    protocol: given('protocol', row) as StackProtocol,
    fault: given('fault', row) as StackRow['fault'],
    refused: given('refused', row) === 'yes',
    alert: alertOf(word('alert', row)),
    seen: word('seen', row) as AlertSeen | null,
    message: word('message', row),
    peer: given('peer', row),
    peerMessage: word('peerMessage', row),
    note: word('note', row),
    date: given('date', row),
  }));
}

const alertOf = (name: string | null): AlertName | null =>
  name !== null && Object.hasOwn(ALERT_CODES, name) ? (name as AlertName) : null;

export function writeCorpus(rows: readonly StackRow[]): CorpusTable {
  const places = new Map<string, number>();
  const place = (text: string | null): number => {
    if (text === null) return -1;
    const at = places.get(text) ?? places.size;
    places.set(text, at);
    return at;
  };
  const columns = Object.fromEntries(
    CORPUS_COLUMNS.map((column) => [
      column,
      rows.map((row) => place(column === 'refused' ? (row.refused ? 'yes' : 'no') : row[column])),
    ]),
  ) as Record<CorpusColumn, number[]>;
  return { words: [...places.keys()], columns };
}
