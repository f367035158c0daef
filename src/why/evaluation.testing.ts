// How right the engine is, over texts with known truth: rows of a corpus. A text's truth is the set of faults that made
// this program say it, in this role and on this side.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackRole, StackRow } from '../stacks/row.ts';
import { withoutVolatile } from '../stacks/volatile.ts';
import type { WhyMessage } from './answer.ts';
import type { CorpusIndex } from './corpusIndex.ts';
import { programOf } from './programs.ts';
import { explain } from './why.ts';

export interface KnownText {
  readonly text: string;
  readonly program: string;
  readonly version: string;
  readonly role: StackRole;
  readonly side: 'self' | 'peer';
  /** With how many rows each fault said it. */
  readonly faults: ReadonlyMap<FaultId, number>;
}

/** Every text of the rows, once for each program, role and side. */
export function knownTexts(rows: readonly StackRow[], byRole = false): KnownText[] {
  const found = new Map<string, KnownText & { readonly faults: Map<FaultId, number> }>();
  const put = (
    name: string,
    role: StackRole,
    side: 'self' | 'peer',
    text: string | null,
    fault: StackRow['fault'],
  ): void => {
    if (text === null || fault === 'ok') return;
    const program = programOf(name);
    const id = [
      program,
      byRole ? role : '',
      side,
      [...new Set(text.split(/\n| \| /).map(withoutVolatile))].sort().join('\n'),
    ].join('\n');
    const known = found.get(id) ?? { text, program, version: name, role, side, faults: new Map<FaultId, number>() };
    known.faults.set(fault, (known.faults.get(fault) ?? 0) + 1);
    found.set(id, known);
  };
  for (const row of rows) {
    if (!row.refused) continue;
    put(row.version, row.role, 'self', row.message, row.fault);
    put(row.peer, row.role === 'client' ? 'server' : 'client', 'peer', row.peerMessage, row.fault);
  }
  return [...found.values()];
}

export interface Verdict {
  readonly known: KnownText;
  readonly message: WhyMessage | null;
  readonly count: number;
  readonly isSideRight: boolean;
  readonly missing: readonly FaultId[];
  /** Said to be measured, and not in the set. */
  readonly outside: readonly FaultId[];
  /** Rows whose fault is among the first three, of all rows. */
  readonly firstThree: number;
  readonly first: number;
  readonly rows: number;
  /** The same for an order by how often each fault stands in the corpus, and for the best order there is. */
  readonly byFrequency: number;
  readonly atBest: number;
}

export function verdictOf(
  known: KnownText,
  index: CorpusIndex,
  pasted = known.text,
  asked: Parameters<typeof explain>[2] = {},
): Verdict {
  const answer = explain(pasted.replaceAll(' | ', '\n'), index, asked);
  const messages = answer.ok ? answer.messages : [];
  const message = messages[0] ?? null;
  const causes = message?.causes ?? [];
  const three = causes.slice(0, 3).map(({ fault }) => fault);
  const rowsOf = (faults: readonly FaultId[]): number =>
    faults.reduce((sum, fault) => sum + (known.faults.get(fault) ?? 0), 0);
  return {
    known,
    message,
    count: messages.length,
    isSideRight: message?.side === known.side,
    missing: [...known.faults.keys()].filter((fault) => !causes.some((cause) => cause.fault === fault)),
    outside: causes.filter(({ fault, measured }) => measured && !known.faults.has(fault)).map(({ fault }) => fault),
    firstThree: rowsOf(three),
    first: rowsOf(three.slice(0, 1)),
    rows: rowsOf([...known.faults.keys()]),
    byFrequency: rowsOf(
      causes
        .map(({ fault }) => fault)
        .sort((a, b) => (index.frequency.get(b) ?? 0) - (index.frequency.get(a) ?? 0))
        .slice(0, 3),
    ),
    atBest: [...known.faults.values()]
      .sort((a, b) => b - a)
      .slice(0, 3)
      .reduce((sum, count) => sum + count, 0),
  };
}
