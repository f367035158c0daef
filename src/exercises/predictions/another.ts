// The same question elsewhere: of a run with another protocol, or, for a review, of another fault. Whoever asks it runs the
// scenario and takes what is asked there from its recording.
import { applies, FAULTS, faultById } from '../../lab/faults/catalogue.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  type Protocol,
  REVOCATIONS,
  type Scenario,
} from '../../lab/scenario/scenario.ts';
import { genericKinds } from './places.ts';
import type { PredictionKind } from './prediction.ts';

/**
 * The scenario in another protocol, with the same faults, in which a question of this kind is asked; null where there is
 * none. Another version of TLS comes first. Revocation may change where the question needs it.
 */
export function inAnotherProtocol(kind: PredictionKind, scenario: Scenario): Scenario | null {
  // What was done by hand was done to messages or certificates of just this run.
  if (scenario.tampering.length > 0 || scenario.edits !== undefined || scenario.caWork.length > 0) return null;
  if (scenario.faults.some((id) => ELSEWHERE_NOT[id]?.includes(kind))) return null;
  const revocations = [scenario.revocation, ...REVOCATIONS.filter((each) => each !== scenario.revocation)];
  for (const protocol of othersOf(scenario.protocol)) {
    for (const revocation of revocations) {
      const settings = { ...scenario, protocol, revocation };
      const isPossible = scenario.faults.every((id) => applies(faultById(id), settings));
      if (isPossible && isAskedIn(kind, settings)) return normalizeScenario(settings);
    }
  }
  return null;
}

/** Questions to which a run with this fault does not come in other versions: it is refused earlier there, or not at all. */
const ELSEWHERE_NOT: Readonly<Partial<Record<FaultId, readonly PredictionKind[]>>> = {
  'server/stolen-certificate': ['P8'],
  'ca/crl-expired': ['P9'],
  'wire/edit-hello': ['P2', 'P3', 'P4', 'P8'],
  'wire/mitm-trusted': ['P5', 'P12'],
};

const othersOf = (protocol: Protocol): readonly Protocol[] =>
  protocol === 'tls1.3'
    ? ['tls1.2-ecdhe', 'tls1.2-rsa']
    : ['tls1.3', ...PROTOCOLS.filter((each) => each !== protocol && each !== 'tls1.3')];

/** What has come to pass is asked wherever it comes to pass. */
function isAskedIn(kind: PredictionKind, settings: Pick<Scenario, 'protocol' | 'mode' | 'revocation'>): boolean {
  const asked = kind === 'P4' ? 'P3' : kind;
  return SPECIAL.includes(kind) || genericKinds(settings).some((each) => each === asked);
}

const SPECIAL: readonly PredictionKind[] = ['P5', 'P11', 'P12', 'P13', 'P14'];

/** What makes an item another one: its protocol or its fault. */
export interface ReviewedItem {
  readonly kind: PredictionKind;
  readonly protocol: Protocol;
  /** Ids of faults, joined by commas; empty where nothing is broken. */
  readonly faults: string;
}

export const itemOf = (
  kind: PredictionKind,
  { protocol, faults }: Pick<Scenario, 'protocol' | 'faults'>,
): ReviewedItem => ({
  kind,
  protocol,
  faults: faults.join(','),
});

/**
 * For the n-th review, from 0, of what was asked last in `item`: a scenario in which a question of the same kind is asked,
 * never with the same fault in the same protocol.
 */
export function reviewScenario(item: ReviewedItem, n: number): Scenario {
  const all = REVIEWS[item.kind] ?? reviewsOf(item.kind);
  REVIEWS[item.kind] = all;
  const others = all.filter(({ protocol, faults }) => protocol !== item.protocol || faults.join(',') !== item.faults);
  // A step that has no divisor with most lengths leads from protocol to protocol, and to another fault.
  return others[(n * STRIDE + 1) % others.length] ?? DEFAULT_SCENARIO;
}

const REVIEWS: Partial<Record<PredictionKind, readonly Scenario[]>> = {};
const STRIDE = 7;

function reviewsOf(kind: PredictionKind): readonly Scenario[] {
  const faults = FAULTS_OF[kind];
  return faults.flatMap((id) =>
    PROTOCOLS.flatMap((protocol) => {
      const settings = MODES.flatMap((mode) => REVOCATIONS.map((revocation) => ({ protocol, mode, revocation })));
      const fitting = settings.find((each) => isAskedIn(kind, each) && (id === null || applies(faultById(id), each)));
      if (fitting === undefined) return [];
      return [normalizeScenario({ ...DEFAULT_SCENARIO, ...fitting, faults: id === null ? [] : [id] })];
    }),
  );
}

/** Those with which the question is asked before anything is refused; of where it fails, all. */
const BEFORE: readonly (FaultId | null)[] = [
  'server/expired',
  'server/untrusted-root',
  null,
  'server/stolen-certificate',
  'server/wrong-host',
];
const ALL = FAULTS.map(({ id }) => id);
const FAULTS_OF: Readonly<Record<PredictionKind, readonly (FaultId | null)[]>> = {
  P1: BEFORE,
  P2: BEFORE,
  P3: ALL,
  P4: ALL,
  P5: ALL,
  P6: [null, 'wire/server-key-leaks'],
  P7: BEFORE,
  P8: ['client/expired', null, 'client/untrusted-root', 'client/stolen-certificate'],
  P9: [null, 'client/expired', 'client/not-allowed'],
  P10: [null, 'client/expired', 'client/stolen-certificate'],
  P11: ['client/not-allowed'],
  P12: ['wire/mitm-trusted'],
  P13: ['wire/server-key-leaks'],
  P14: ['ca/ocsp-unreachable'],
};
