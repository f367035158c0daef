// What differs between two sets of rows, cell by cell. Versions of the programs may differ: a cell is then the same one
// where stack, role, protocol, fault and the peer's program agree.
import { isToldBy, unversioned } from '../src/stacks/measured.ts';
import { withoutVolatile } from '../src/stacks/volatile.ts';
import type { Row } from './row.ts';

export interface Difference {
  readonly cell: Row;
  readonly field: 'refused' | 'alertSent' | 'alertHow' | 'message';
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  /** How many cells both have. */
  readonly shared: number;
  readonly differences: readonly Difference[];
  /** Cells of `after` alone, and of `before` alone (of the pairs of programs that `after` has). */
  readonly added: readonly Row[];
  readonly missing: readonly Row[];
}

export function compareRows(before: readonly Row[], after: readonly Row[]): Comparison {
  const known = byCell(before);
  const now = byCell(after);
  const sort = ({ stack, version, peer }: Row): string => [stack, isToldBy(version), unversioned(peer)].join();
  const sorts = new Set(after.map(sort));
  const shared = [...now].filter(([key]) => known.has(key));
  return {
    shared: shared.length,
    differences: shared.flatMap(([key, row]) => differencesOf(known.get(key) ?? row, row)),
    added: [...now].filter(([key]) => !known.has(key)).map(([, row]) => row),
    missing: [...known].filter(([key, row]) => sorts.has(sort(row)) && !now.has(key)).map(([, row]) => row),
  };
}

/** Lines of a table for people. */
export function comparisonText({ shared, differences, added, missing }: Comparison): string {
  const lines = differences.map(
    ({ cell, field, before, after }) =>
      `${cell.stack} ${cell.role} ${cell.protocol} ${cell.defect} (peer ${cell.peer}), ${field}: ${before} -> ${after}`,
  );
  const changed = new Set(differences.map(({ cell }) => cell)).size;
  const rest = [
    `${shared} cells in both, ${changed} of them differ`,
    `${added.length} new cells${listed(added)}`,
    `${missing.length} cells not measured now${listed(missing)}`,
  ];
  return [...lines, ...rest].join('\n');
}

const listed = (rows: readonly Row[]): string => {
  if (rows.length === 0) return '';
  const names = [...new Set(rows.map(({ role, defect }) => `${role} ${defect}`))];
  return `: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;
};

/** The last of several runs stands for its cell. */
const byCell = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [looseKey(row), row]));

/** A peer by its program: "OpenSSL 3.0.19 s_server" and "OpenSSL 3.0.22 s_server" are one. */
const looseKey = ({ stack, role, protocol, defect, peer, version }: Row): string =>
  [stack, isToldBy(version), role, protocol, defect, unversioned(peer)].join('\t');

function differencesOf(before: Row, after: Row): Difference[] {
  const plain = (['refused', 'alertSent', 'alertHow'] as const).flatMap((field): Difference[] =>
    before[field] === after[field]
      ? []
      : [{ cell: after, field, before: String(before[field] ?? 'none'), after: String(after[field] ?? 'none') }],
  );
  // Where a program accepts, what it prints is not about the fault.
  const isOther = before.refused && after.refused && !sameFamily(before.message ?? '', after.message ?? '');
  return isOther
    ? [...plain, { cell: after, field: 'message', before: before.message ?? '', after: after.message ?? '' }]
    : plain;
}

/** Two messages are of one family when they share a part, without numbers, names of files, and quoted values. */
export function sameFamily(a: string, b: string): boolean {
  const parts = partsOf(a);
  return (
    (a === '' && b === '') ||
    partsOf(b).some((part) => parts.some((other) => begins(part, other) || begins(other, part)))
  );
}

/** A table may hold messages that were cut. */
const begins = (whole: string, part: string): boolean => whole === part || (part.length > 40 && whole.startsWith(part));

const partsOf = (message: string): string[] =>
  withoutVolatile(message)
    .split(/ \| | <- /)
    .map((part) =>
      part
        .replace(/:(?:\.\.\/)?[\w./-]+\.(?:c|h|erl):\d+:?.*$/, '')
        .replace(/\((?:_ssl\.c:\d+|file .*)\)/, '')
        .replace(/.*\[(?:info|crit|alert|error)\] (?:\S+ \*\d+|<pid>:) /, '')
        .replace(/^\[[^\]]*\] \[ssl:\w+\] \[pid [^\]]*\] (?:\[client [^\]]*\] )?/, '')
        .replace(/ \[subject: .*/, '')
        .replace(/, client: .*/, '')
        .replace(/<\w+>|\d[\d:.TZ/-]*|PORT/g, '#')
        .replace(/OpenSSL\/#/g, '')
        .replace(/[:.…\s]+$/, '')
        .trim()
        .toLowerCase(),
    )
    .filter((part) => part.length > 3);
