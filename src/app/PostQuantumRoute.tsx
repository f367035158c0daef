// What post-quantum certificates cost, with what the page needs: a worker of its own, what the address asks for, and links
// into the lab.
import { useCallback, useEffect, useState } from 'react';
import { type CaKeyKind, MODES, type Mode, PROTOCOL_GROUPS, REVOCATIONS } from '../lab/scenario/choices.ts';
import { costScenario } from '../lab/scenario/costScenario.ts';
import { normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import { type CostChoice, CostPage } from '../ui/cost/CostPage.tsx';
import costStyles from '../ui/cost/cost.css?inline';
import { LearnBar } from '../ui/learn/LearnBar.tsx';
import { adoptSheet } from '../ui/shared/adoptSheet.ts';
import { useLabStore } from '../ui/useLab.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import { pageWorker } from '../workers/client.ts';
import { formatLink } from './link.ts';

let worker: ReturnType<typeof pageWorker> | null = null;

export default function PostQuantumRoute({ arrived }: PlaceProps) {
  const store = useLabStore();
  const [lab] = useState(() => {
    adoptSheet(costStyles);
    return store.getState().scenario;
  });
  const [choice, choose] = useState(() => wanted(location.hash, lab));
  useEffect(() => {
    history.replaceState(history.state, '', addressOf(choice));
  }, [choice]);
  const { group, revocation, mode } = choice;
  const ask = useCallback(
    (key: CaKeyKind) => {
      worker ??= pageWorker();
      return worker.ask({ kind: 'cost', scenario: baseOf(lab, { group, revocation }), key });
    },
    [lab, group, revocation],
  );
  const linkTo = (kind: CaKeyKind) =>
    `#${formatLink({ scenario: costScenario(baseOf(lab, choice), kind, mode), at: 'server:Certificate', tab: 'certificates' })}`;
  return (
    <>
      <LearnBar here="postQuantum" />
      <CostPage arrived={arrived} choice={choice} onChoose={choose} ask={ask} linkTo={linkTo} />
    </>
  );
}

/** The lab's own names, suite and seed, in TLS 1.3. */
const baseOf = (lab: Scenario, chosen: Pick<CostChoice, 'group' | 'revocation'>): Scenario =>
  normalizeScenario({ ...lab, ...chosen, protocol: 'tls1.3' });

/** What stands behind the question mark, else as in the lab; anything else is passed over. */
function wanted(hash: string, lab: Scenario): CostChoice {
  const parts = new URLSearchParams(hash.split('?')[1] ?? '');
  const one = <T extends string>(values: readonly T[], part: string, otherwise: T): T =>
    values.find((value) => value === parts.get(part)) ?? otherwise;
  return {
    mode: one<Mode>(MODES, 'mode', lab.mode),
    group: one(PROTOCOL_GROUPS['tls1.3'], 'group', lab.group),
    revocation: one(REVOCATIONS, 'revocation', lab.revocation) === 'stapled' ? 'stapled' : 'ocsp',
  };
}

const addressOf = (choice: CostChoice): string =>
  `#/learn/post-quantum?${new URLSearchParams({ ...choice }).toString()}`;
