// The faults of the catalogue as the page shows them, and what must follow from those of certificates, CA and clocks.

import { faultById } from '../../src/lab/faults/catalogue.ts';
import { acceptedCases, type RefusedCase, refusedCases, TWELVE_FAULTS } from '../../src/lab/faults/expected.testing.ts';
import type { Fault, FaultSide } from '../../src/lab/faults/fault.ts';
import type { Recording } from '../../src/lab/recording/recording.ts';
import type { FaultId } from '../../src/lab/scenario/faultId.ts';
import { FAULT_WORDS } from '../../src/lessons/faults.ts';
import { modeOf, recordingOf } from './recordings.ts';

/** In the older protocol, and the mode that the page chooses for it. */
export const EXPECTED: readonly RefusedCase[] = refusedCases('server', 'ca', 'client', 'clock').filter(
  ({ fault, protocol, mode }) => protocol === 'tls1.2-rsa' && mode === modeOf(faultById(fault).modes),
);

export const TWELVE = EXPECTED.filter(({ fault }) => TWELVE_FAULTS.includes(fault));
export const MORE = EXPECTED.filter(({ fault }) => !TWELVE_FAULTS.includes(fault));

/** Those with which the handshake goes through, as it should. */
export const ACCEPTED: readonly FaultId[] = [
  ...new Set(acceptedCases('server', 'ca', 'client', 'clock').map(({ fault }) => fault)),
];

export const faultOf = (id: FaultId): Fault => faultById(id);

/** The recording that the page shows once somebody has chosen these faults on the default page. */
export function brokenRecording(...ids: FaultId[]): Recording {
  const mode = ids.some((id) => modeOf(faultOf(id).modes) === 'mutual') ? 'mutual' : 'one-way';
  return recordingOf({ mode, faults: ids });
}

/** As the drawer names it: the group of its side, and its own name in it. */
export function nameInDrawer(id: FaultId): { group: string; name: string } {
  return { group: GROUPS[faultOf(id).side], name: FAULT_WORDS[id].title };
}

const GROUPS: Readonly<Record<FaultSide, string>> = {
  server: 'Server’s certificate',
  ca: 'The CA',
  client: 'Client’s certificate',
  clock: 'Clocks',
  negotiation: 'Negotiation',
  proxy: 'Behind TLS',
  wire: 'The wire',
};
