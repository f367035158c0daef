// How an endpoint uses the room that the standards leave: which alert, in the clear or not, or none; what it lets pass; when
// it says that it refuses a certificate; which certificate it keeps to itself; what it asks for. Without a behaviour an
// endpoint does what the lab does of its own. Nothing here proves anything: what is accepted was verified.

import type { CheckId } from '../pki/path/result.ts';
import type { AlertName } from './alertCodes.ts';
import type { Version } from './codePoints/versions.ts';
import { alertFor, errorCode, type TlsError } from './error.ts';

/** `none`: it closes the connection without a word. */
export type AlertChoice = AlertName | 'none';

/** A check, or a check of the peer's own certificate (`@leaf`), or of a CA's above it (`@ca`). */
export type AlertKey = CheckId | `${CheckId}@leaf` | `${CheckId}@ca`;

/** What it sends in place of the usual alert; `certificate`: where a certificate or its status fails any check that has no row. */
export type AlertTable = Readonly<Partial<Record<AlertKey | 'certificate', AlertChoice>>>;

/** How it validates a certificate, where that is not as the lab does it. */
export interface CertificateRules {
  /** A name in the subject's common name counts, where there is no subjectAltName of the kind. */
  readonly commonName?: true;
  /** It does not look at the leaf's keyUsage. */
  readonly anyKeyUsage?: true;
  /** It does not look at the leaf's extKeyUsage. */
  readonly anyPurpose?: true;
  readonly minRsaBits?: number;
  readonly weakHashes?: 'accept';
}

/** What a server's CertificateRequest lists; names of SignatureScheme codes are in codePoints. */
export interface CertificateRequestForm {
  /** ClientCertificateType codes (RFC 5246 7.4.4). */
  readonly types: readonly number[];
  /** SignatureScheme codes, of TLS 1.2 and of TLS 1.3. */
  readonly schemes12: readonly number[];
  readonly schemes13: readonly number[];
  /** Extensions of TLS 1.3, in their order (RFC 9846 4.4.2). */
  readonly extensions: readonly RequestExtension[];
}
export type RequestExtension =
  | 'signature_algorithms'
  | 'certificate_authorities'
  | 'signature_algorithms_cert'
  | 'status_request'
  | 'signed_certificate_timestamp';

export interface Behaviour {
  readonly alerts: AlertTable;
  /** In TLS 1.3, before `alerts`. */
  readonly alerts13?: AlertTable;
  /** A client of TLS 1.3 that gives up before its own flight sends the alert in the clear. */
  readonly plainAlerts?: true;
  /** A server of TLS 1.3 takes such an alert for a record that it can't open. */
  readonly opensAlerts?: true;
  readonly validation?: CertificateRules;
  /**
   * It goes on with the handshake though it refuses the peer's certificate, and acts behind it: it closes without a word,
   * or answers with HTTP 400. `none`: likewise where a client shows no certificate that must show one.
   */
  readonly afterwards?: { readonly act: 'close' | 'http400'; readonly none?: true };
  /** Certificates that a client does not send, whatever it was told: of an issuer that the server does not name; expired or not yet valid; of another purpose. */
  readonly withholds?: readonly Withholding[];
  readonly request?: CertificateRequestForm;
  /** After a handshake of TLS 1.3. */
  readonly tickets?: number;
  /** It answers for whatever name it is asked for. */
  readonly anyName?: true;
}
export type Withholding = 'issuer' | 'validity' | 'purpose';

/** The alert that an endpoint sends that found `error`; null where it sends none. */
export function chosenAlert(behaviour: Behaviour | null, error: TlsError, version: Version): AlertName | null {
  const usual = alertFor(error, version);
  if (behaviour === null || usual === null || error.kind === 'alert' || error.kind === 'cut') return usual;
  const id = errorCode(error);
  const index = error.kind === 'check' ? error.check.certificate : null;
  const place = index === null ? null : (`${id}@${index === 0 ? 'leaf' : 'ca'}` as const);
  const { alerts, alerts13 } = behaviour;
  const tables = version === 'tls1.3' && alerts13 ? [alerts13, alerts] : [alerts];
  const chosen =
    tables.map((table) => (place === null ? undefined : table[place]) ?? table[id]).find((row) => row !== undefined) ??
    (index !== null && id !== 'possession'
      ? tables.map(({ certificate }) => certificate).find((row) => row !== undefined)
      : undefined) ??
    usual;
  return chosen === 'none' ? null : chosen;
}
