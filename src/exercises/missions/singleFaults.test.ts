// Which single fault of the catalogue solves a mission, in every mode and protocol that the mission leaves open. What
// must follow from each fault: `lab/faults/*.testing.ts`; which of that solves a mission follows from its goal.
import { expect, it } from 'vitest';
import { applies, FAULTS } from '../../lab/faults/catalogue.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import { MODES, PROTOCOLS, type Scenario } from '../../lab/scenario/scenario.ts';
import { changed, forgetRuns, handIn, mission } from './handIn.testing.ts';
import type { MissionId } from './mission.ts';

/** What is found wrong with the client after its certificate was sent: it counts itself as connected by then. */
const LATE: readonly FaultId[] = [
  'client/none',
  'client/unlisted-issuer',
  'client/key-not-accepted',
  'client/expired',
  'client/long-expired',
  'client/not-yet-valid',
  'client/self-signed',
  'client/untrusted-root',
  'client/missing-intermediate',
  'client/tampered',
  'client/weak-key',
  'client/weak-signature',
  'client/revoked',
  'client/wrong-eku',
  'client/server-certificate',
  'client/wrong-key-usage',
  'client/stolen-certificate',
];

/** By mission. Those with an answer, a byte or a mystery of their own (1, 6, 9, 13, 15) are solved by no fault alone. */
const SOLVED_BY: Readonly<Partial<Record<MissionId, readonly FaultId[]>>> = {
  // Nobody but a thief shows a certificate in which nothing is wrong.
  2: ['server/stolen-certificate'],
  3: [],
  // The server sends what was missing, though in another order.
  // Or what is missing is itself what the client trusts.
  4: ['server/reversed-chain', 'ca/intermediate-anchor'],
  5: [],
  // A proof that does not fit: by another key, over other messages, changed on the way, or of another connection.
  7: ['client/stolen-certificate', 'wire/edit-hello', 'wire/flip-certificate-verify', 'wire/mitm-trusted'],
  // It puts the root of the other CA into the server’s trust store.
  8: ['client/same-name-other-ca'],
  10: [],
  11: [],
  12: [],
  // A Finished of another day is found out as late as a certificate.
  14: [...LATE, 'wire/replay'],
};

const IDS = Object.keys(SOLVED_BY).map(Number) as MissionId[];

/** The faults that may be added, in the settings that are open; in each setting its scenarios, in their order. */
function candidates(id: MissionId, fault: (typeof FAULTS)[number]): Scenario[][] {
  const { open, start } = mission(id);
  const isOpen = open.includes('faults');
  const modes = isOpen && start.mode === undefined ? MODES : [start.mode ?? 'one-way'];
  const protocols = isOpen && id !== 14 ? PROTOCOLS : [start.protocol ?? 'tls1.3'];
  return modes.flatMap((mode) =>
    protocols.flatMap((protocol) => {
      const [usual = 'ocsp'] = fault.revocations;
      const revocation = start.revocation ?? usual;
      if (!applies(fault, { mode, protocol, revocation })) return [];
      const faults = [...new Set([...(start.faults ?? []), fault.id])];
      const run = changed(id, { mode, protocol, revocation, faults });
      return [id === 14 ? [run, changed(id, { mode, protocol: 'tls1.2-ecdhe', revocation, faults })] : [run]];
    }),
  );
}

/** Fault by fault, so that missions share the runs of one, and no more than these are kept. */
const solving: Promise<ReadonlyMap<MissionId, readonly FaultId[]>> = (async () => {
  const found = new Map<MissionId, FaultId[]>(IDS.map((id) => [id, []]));
  for (const fault of FAULTS) {
    for (const id of IDS) {
      for (const scenarios of candidates(id, fault)) {
        const list = found.get(id) ?? [];
        if (!list.includes(fault.id) && (await handIn(id, scenarios)).passed) list.push(fault.id);
      }
    }
    forgetRuns();
  }
  return found;
})();

it.each(IDS)('Mission %s is solved by these single faults and no other', async (id) => {
  expect((await solving).get(id)).toEqual(SOLVED_BY[id]);
});
