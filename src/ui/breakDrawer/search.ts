// The drawer's list: faults by side, narrowed to those that hold every word of a search.
import type { Fault, FaultSide } from '../../lab/faults/fault.ts';
import type { LabNames } from '../../lab/scenario/names.ts';
import { FAULT_LIST, faultTerms } from '../../lessons/faultList.ts';
import { FAULT_WORDS } from '../../lessons/faults.ts';
import { inOwnNames } from '../../lessons/ownNames.ts';

export interface FaultEntry {
  readonly title: string;
  readonly changes: string;
  readonly fault: Pick<Fault, 'id' | 'side' | 'modes' | 'protocols' | 'revocations'>;
}
export interface FaultGroup {
  readonly side: FaultSide;
  readonly title: string;
  readonly entries: readonly FaultEntry[];
}

/** Groups in the order of the page; none without entries. `names`: those of the scenario, which the lines tell. */
export function findFaults(
  faults: readonly FaultEntry['fault'][],
  query: string,
  names: Partial<LabNames> = {},
): FaultGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return SIDES.map(([side, title]) => ({
    side,
    title,
    entries: faults
      .filter((fault) => fault.side === side)
      .map((fault) => ({
        fault,
        title: FAULT_WORDS[fault.id].title,
        changes: inOwnNames(FAULT_LIST[fault.id].changes, names),
      }))
      .filter((entry) => {
        const { id } = entry.fault;
        const text = `${title} ${entry.title} ${entry.changes} ${id} ${faultTerms(id)}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
  })).filter((group) => group.entries.length > 0);
}

const SIDES = [
  ['server', 'Server’s certificate'],
  ['ca', 'The CA'],
  ['client', 'Client’s certificate'],
  ['clock', 'Clocks'],
  ['negotiation', 'Negotiation'],
  ['wire', 'The wire'],
  ['proxy', 'Behind TLS'],
] as const satisfies readonly (readonly [FaultSide, string])[];
