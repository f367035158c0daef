// What each program was measured to do with one defect: a row for each program and side, a cell for each protocol. Where it
// did otherwise with another peer, the cell has both.
import type { AlertSeen, StackRole, StackRow } from '../stacks/row.ts';
import type { AlertName } from '../tls/alertCodes.ts';
import { programOf } from '../why/programs.ts';

export interface DefectCell {
  readonly refused: boolean;
  readonly alert: AlertName | null;
  readonly seen: AlertSeen | null;
}

export interface DefectRow {
  readonly program: string;
  readonly version: string;
  readonly role: StackRole;
  readonly cells: Readonly<Record<'tls1.2' | 'tls1.3', readonly DefectCell[]>>;
  /** The first that it was measured to say itself; null where it said nothing. */
  readonly words: string | null;
  /** When it was measured: `2026-11-30`. */
  readonly date: string;
}

/**
 * In the order of the corpus. Rows in which both sides offered two versions stand in both columns, and only where the
 * defect was measured in no other way: what is done to a hello shows in no other.
 */
export function sameDefectTable(rows: readonly StackRow[]): DefectRow[] {
  const groups = new Map<string, StackRow[]>();
  const isLeftOpen = rows.every(({ protocol }) => protocol === 'tlsdef');
  for (const row of rows) {
    if (row.protocol === 'tlsdef' && !isLeftOpen) continue;
    const key = `${row.version}\n${row.role}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { version, role, date } = first;
    return [
      {
        program: programOf(version),
        version,
        role,
        cells: { 'tls1.2': cellsOf(all, 'tls1.2'), 'tls1.3': cellsOf(all, 'tls1.3') },
        words: all.find(({ message, refused }) => refused && message !== null)?.message ?? null,
        date,
      },
    ];
  });
}

/** Each outcome once; of several ways in which an alert was seen the surest. */
function cellsOf(rows: readonly StackRow[], protocol: StackRow['protocol']): DefectCell[] {
  const found = new Map<string, DefectCell>();
  for (const { protocol: spoken, refused, alert, seen } of rows) {
    if (spoken !== protocol && spoken !== 'tlsdef') continue;
    const key = `${refused} ${alert}`;
    const before = found.get(key);
    if (before === undefined || surer(seen) > surer(before.seen)) found.set(key, { refused, alert, seen });
  }
  return [...found.values()];
}

const surer = (seen: AlertSeen | null): number => (seen === 'wire' ? 3 : seen === 'peer' ? 2 : seen === 'log' ? 1 : 0);
