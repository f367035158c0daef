// For tests: what must follow from a fault, written down from the standards, not from a run. Unit tests, the tests with
// OpenSSL and those in a browser read the same expectation, each as far as it sees.
import type { CheckId } from '../../pki/path/result.ts';
import type { Side } from '../../tls/events.ts';
import type { Outcome } from '../recording/recording.ts';
import { MODES, type Mode, PROTOCOLS, type Protocol } from '../scenario/scenario.ts';

export interface Expectation {
  /** By protocol and mode, where the fault changes anything; null where the handshake goes through, as it should. */
  readonly follows: Follows;
  /** Of a fault of certificates, CA or clock: what the one who refuses notes about its peer, with the older protocols. */
  readonly ledger?: Ledger;
  /** A server whose certificate goes through, but not with OpenSSL. */
  readonly refusedByOpenssl?: OpenSslSays;
  /** What is found in the files of `pki`, where it is not what `follows` says of the first protocol. */
  readonly files?: Partial<FileFindings>;
}

export type Follows = Readonly<Partial<Record<Protocol, ByMode>>>;
export type ByMode = Readonly<Partial<Record<Mode, Refusal | null>>>;

export interface Refusal {
  readonly by: Side;
  readonly check: CheckId;
  readonly alert: string;
  /** What the other one learns, where it is not the alert. */
  readonly other?: Outcome;
  /** OpenSSL in the place of the one who refuses: what it prints, and its alert; null where it accepts. */
  readonly openssl: OpenSslSays | null;
}

export interface OpenSslSays {
  readonly prints: string;
  readonly alert: string;
  /** The error that its verification reports (x509_vfy.h). */
  readonly code?: number;
}

export interface Ledger {
  /** Index in the path; null for a check about no single certificate, or about several. */
  readonly certificate: number | null;
  /** What else fails by the same change. */
  readonly also: readonly CheckId[];
  /** What can't be looked at any more. */
  readonly notReached: readonly CheckId[];
}

export interface FileFindings {
  /** Of path validation, RFC 5280 6.1 and RFC 9525 6. */
  readonly checks: readonly CheckId[];
  /** Of `openssl verify`. */
  readonly codes: readonly number[];
}

export const refusedBy = (
  by: Side,
  check: CheckId,
  alert: string,
  openssl: OpenSslSays | null,
  other?: Outcome,
): Refusal => ({ by, check, alert, openssl, ...(other && { other }) });

/** OpenSSL's verification of a path ends with this error. */
export const verifies = (code: number, alert: string): OpenSslSays => ({
  code,
  prints: `verify error:num=${code}:`,
  alert,
});

export const says = (prints: string, alert: string): OpenSslSays => ({ prints, alert });

export const ACCEPTS = null;
export const GOES_THROUGH = null;

export const inBoth = (refusal: Refusal | null): ByMode =>
  Object.fromEntries(MODES.map((mode) => [mode, refusal])) as ByMode;
export const inMutual = (refusal: Refusal | null): ByMode => ({ mutual: refusal });

/** The same in these protocols. */
export const inProtocols = (protocols: readonly Protocol[], modes: ByMode): Follows =>
  Object.fromEntries(protocols.map((protocol) => [protocol, modes])) as Follows;
export const everywhere = (refusal: Refusal | null): Follows => inProtocols(PROTOCOLS, inBoth(refusal));
export const everywhereInMutual = (refusal: Refusal | null): Follows => inProtocols(PROTOCOLS, inMutual(refusal));

export const OLDER: readonly Protocol[] = ['tls1.2-rsa', 'tls1.2-ecdhe'];

/** Nobody can be asked where no trusted issuer stands behind the certificate. */
export const REVOCATION: readonly CheckId[] = [
  'revocation.available',
  'revocation.signature',
  'revocation.fresh',
  'revocation.status',
];
/** Nor is there a key to verify with where the issuer is unknown. */
export const NO_ISSUER: readonly CheckId[] = [
  'chain.trustAnchor',
  'chain.nameChaining',
  'aki.match',
  'signature.verify',
  ...REVOCATION,
  'possession',
];

/** Who refuses a certificate looks at no proof of possession. */
export const ledger = (
  certificate: Ledger['certificate'],
  { also = [], notReached = ['possession'] }: Partial<Omit<Ledger, 'certificate'>> = {},
): Ledger => ({ certificate, also, notReached });

/** Nothing else is seen of it, and no revocation can be asked for. */
export const unanchored = (certificate: Ledger['certificate']): Ledger =>
  ledger(certificate, { notReached: [...REVOCATION, 'possession'] });
