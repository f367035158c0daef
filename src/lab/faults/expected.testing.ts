// For tests: what must follow from every fault of the catalogue, and the cases that come of it.
import type { CheckId } from '../../pki/path/result.ts';
import type { FaultId } from '../scenario/faultId.ts';
import { type Mode, PROTOCOLS, type Protocol, type Revocation } from '../scenario/scenario.ts';
import { CA_EXPECTED } from './ca.testing.ts';
import { faultById, isFaultId } from './catalogue.ts';
import { CLIENT_EXPECTED } from './client.testing.ts';
import { CLOCK_EXPECTED } from './clock.testing.ts';
import type { Expectation, FileFindings, Ledger, Refusal } from './expectation.testing.ts';
import type { FaultSide } from './fault.ts';
import { NEGOTIATION_EXPECTED } from './negotiation.testing.ts';
import { PROXY_EXPECTED } from './proxy.testing.ts';
import { SERVER_EXPECTED } from './server.testing.ts';
import { WIRE_EXPECTED } from './wire.testing.ts';

/** The compiler wants an entry for each id. */
export const EXPECTED: Readonly<Record<FaultId, Expectation>> = {
  ...SERVER_EXPECTED,
  ...CA_EXPECTED,
  ...CLIENT_EXPECTED,
  ...CLOCK_EXPECTED,
  ...NEGOTIATION_EXPECTED,
  ...WIRE_EXPECTED,
  ...PROXY_EXPECTED,
};

/** Those that every lecture has: tests of many cases work out each of these, and take a part of the others. */
export const TWELVE_FAULTS: readonly FaultId[] = [
  'server/expired',
  'server/wrong-host',
  'server/self-signed',
  'server/untrusted-root',
  'server/tampered',
  'server/stolen-certificate',
  'server/revoked',
  'client/none',
  'client/expired',
  'client/untrusted-root',
  'client/wrong-eku',
  'client/stolen-certificate',
];

export interface Place {
  readonly fault: FaultId;
  readonly protocol: Protocol;
  readonly mode: Mode;
  /** Under which the fault shows best. */
  readonly revocation: Revocation;
  readonly ledger: Ledger | null;
}
export type RefusedCase = Place & Refusal;

const PLACES: readonly (Place & { readonly refusal: Refusal | null })[] = Object.entries(EXPECTED).flatMap(
  ([fault, { follows, ledger = null }]) =>
    !isFaultId(fault)
      ? []
      : PROTOCOLS.flatMap((protocol) =>
          (Object.entries(follows[protocol] ?? {}) as [Mode, Refusal | null][]).map(([mode, refusal]) => ({
            ...{ fault, protocol, mode, ledger, refusal },
            revocation: faultById(fault).revocations[0] ?? 'ocsp',
          })),
        ),
);

/** Of these sides; of all without any. */
const ofSides = (sides: readonly FaultSide[]) =>
  PLACES.filter(({ fault }) => sides.length === 0 || sides.includes(faultById(fault).side));

export const refusedCases = (...sides: FaultSide[]): RefusedCase[] =>
  ofSides(sides).flatMap(({ refusal, ...place }) => (refusal === null ? [] : [{ ...place, ...refusal }]));

export const acceptedCases = (...sides: FaultSide[]): Place[] =>
  ofSides(sides).flatMap(({ refusal, ...place }) => (refusal === null ? [place] : []));

/** Undefined where the fault changes nothing, null where the handshake goes through. */
export const followsFrom = (fault: FaultId, protocol: Protocol, mode: Mode): Refusal | null | undefined =>
  EXPECTED[fault].follows[protocol]?.[mode];

/** What is found in the files of `pki`; nothing where the fault is elsewhere than in a certificate. */
export function findingsInFiles(fault: FaultId): FileFindings {
  const { follows, files, ledger } = EXPECTED[fault];
  const refusal = faultById(fault).shows === 'files' && follows['tls1.2-rsa']?.mutual;
  const inPath = [...(refusal ? [refusal.check] : []), ...(ledger?.also ?? [])].filter(isOfPath);
  const code = refusal ? refusal.openssl?.code : undefined;
  return { checks: inPath, codes: inPath.length === 0 || code === undefined ? [] : [code], ...files };
}

const isOfPath = (check: CheckId): boolean =>
  !['client.required', 'possession', 'record.mac'].includes(check) && !check.startsWith('revocation.');
