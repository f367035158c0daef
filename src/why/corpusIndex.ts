// The corpus, by what was said: each text of each program once, with the faults that made it say so.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackRole, StackRow } from '../stacks/row.ts';
import { withoutVolatile } from '../stacks/volatile.ts';
import { letterOf } from './automaton.ts';
import { keyOf } from './messages.ts';
import { readPaste } from './paste.ts';
import { programOf } from './programs.ts';
import { scan } from './scan.ts';

/** A text that a program said, on one side, in one role. */
export interface SaidText {
  readonly program: string;
  /** As the program calls itself, each version once. */
  readonly versions: readonly string[];
  readonly role: StackRole;
  readonly side: 'self' | 'peer';
  readonly key: string;
  /** Each line as letters alone; none of them within another. */
  readonly lines: readonly string[];
  /** The same with digits: line numbers tell versions apart. */
  readonly exact: readonly string[];
  readonly length: number;
  readonly cells: readonly SaidCell[];
}

/** One row of the corpus that ended in this text. */
export interface SaidCell {
  readonly fault: FaultId;
  readonly version: string;
  readonly protocol: StackRow['protocol'];
  readonly row: number;
}

export interface CorpusIndex {
  readonly texts: readonly SaidText[];
  readonly byCode: ReadonlyMap<string, readonly SaidText[]>;
  /** Rows by program, role, side and fault: how often the fault was tried there. */
  readonly tried: ReadonlyMap<string, number>;
  /** In how many rows that refuse each fault stands. */
  readonly frequency: ReadonlyMap<FaultId, number>;
}

/** `read`: texts that were read before, for whoever makes several indexes of the same texts. */
export function indexOf(rows: readonly StackRow[], read: Map<string, TextParts> = new Map()): CorpusIndex {
  const texts = new Map<string, { said: Omit<SaidText, 'cells' | 'versions'>; cells: SaidCell[] }>();
  const tried = new Map<string, number>();
  const put = (row: number, name: string, role: StackRole, side: 'self' | 'peer', text: string | null): void => {
    const { fault, protocol } = rows[row] ?? { fault: 'ok', protocol: 'tls1.2' };
    if (fault === 'ok') return;
    const program = programOf(name);
    const cell = triedKey(program, role, side, fault);
    tried.set(cell, (tried.get(cell) ?? 0) + 1);
    if (text === null) return;
    const parts = read.get(text) ?? partsOf(text);
    read.set(text, parts);
    if (parts.key === '' && parts.length < 8) return;
    const id = [program, role, side, parts.key, [...parts.exact].sort().join(' ')].join('\n');
    const found = texts.get(id) ?? { said: { program, role, side, ...parts }, cells: [] };
    found.cells.push({ fault, version: name, protocol, row });
    texts.set(id, found);
  };
  for (const [index, row] of rows.entries()) {
    if (!row.refused) continue;
    put(index, row.version, row.role, 'self', row.message);
    put(index, row.peer, row.role === 'client' ? 'server' : 'client', 'peer', row.peerMessage);
  }
  const all = [...texts.values()].map(({ said, cells }) => ({
    ...said,
    cells,
    versions: [...new Set(cells.map(({ version }) => version))],
  }));
  const byCode = new Map<string, SaidText[]>();
  for (const text of all) for (const code of text.key.split(' ')) byCode.set(code, [...(byCode.get(code) ?? []), text]);
  const frequency = new Map<FaultId, number>();
  for (const { fault, refused } of rows)
    if (refused && fault !== 'ok') frequency.set(fault, (frequency.get(fault) ?? 0) + 1);
  return { texts: all, byCode, tried, frequency };
}

export const triedKey = (program: string, role: StackRole, side: string, fault: string): string =>
  [program, role, side, fault].join(' ');

export type TextParts = Pick<SaidText, 'key' | 'lines' | 'exact' | 'length'>;

function partsOf(text: string): TextParts {
  const spoken = text.split(' | ').map((line) => readPaste(line).text);
  const paste = readPaste(text.replaceAll(' | ', '\n'));
  const all = [...new Set(spoken.map((line) => lettersOf(line)))].filter((line) => line.length > 3);
  const lines = all.filter((line) => !all.some((other) => other !== line && other.includes(line)));
  const exact = [...new Set(spoken.map((line) => lettersOf(line, true)))];
  return { key: keyOf(scan(paste)), lines, exact, length: lines.reduce((sum, line) => sum + line.length, 0) };
}

/** Letters (and digits) alone, small, without what differs from run to run: the same wherever a line was wrapped. */
export function lettersOf(text: string, withDigits = false): string {
  const plain = withoutVolatile(text).replaceAll(/<[a-z]+>/g, '');
  let letters = '';
  for (let at = 0; at < plain.length; at++) {
    const letter = letterOf(plain.charCodeAt(at));
    if (letter >= 0 && (withDigits || letter < 26)) letters += plain[at];
  }
  return letters.toLowerCase();
}
