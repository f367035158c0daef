// What the words of a mission say of this run: its rows, its certificates, what failed. All read from the recording.
import { fromHex } from '../../bytes/hex.ts';
import { certificateIds } from '../../lab/recording/certificateIds.ts';
import type { EventOf, Fingerprint, Recording } from '../../lab/recording/recording.ts';
import type { CertificateId } from '../../lab/scenario/edits.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import type { Side } from '../../tls/events.ts';
import type { CheckEvent } from '../facts.ts';
import {
  firstDoubtOfStatus,
  firstFailedCheck,
  pathChecks,
  refusalAlert,
  refuserOf,
  rowBelieves,
  rowOfEvent,
  rowOfProof,
  rowOperation,
  rowSent,
} from './runRows.ts';

/** Rows of a run that hints talk of; null where there is none. */
export interface MissionRows {
  readonly trust: number | null;
  readonly serverCertificate: number | null;
  readonly serverVerify: number | null;
  readonly certificateRequest: number | null;
  readonly clientPath: number | null;
  readonly clientProof: number | null;
  readonly clientConnected: number | null;
  readonly keyExchange: number | null;
  readonly clientCertificate: number | null;
  readonly clientVerify: number | null;
  readonly serverPath: number | null;
  readonly serverProof: number | null;
  readonly request: number | null;
  readonly told: number | null;
  readonly upstream: number | null;
  readonly attackerReads: number | null;
  readonly theft: number | null;
  readonly failure: number | null;
  readonly doubt: number | null;
}

/** A certificate by its common names and dates (milliseconds since 1970). */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface FailureFacts {
  readonly check: CheckResult;
  readonly by: Side;
  /** Subject of the certificate that the check is about; null where it is about none. */
  readonly about: string | null;
}

export interface MissionFacts {
  readonly scenario: Scenario;
  /** Milliseconds since 1970: the lab's clock. */
  readonly now: number;
  readonly rows: MissionRows;
  readonly server: CertificateFacts | null;
  readonly client: CertificateFacts | null;
  /** The subject of the root that the client trusts; the first of several. */
  readonly trusted: string | null;
  /** How many certificates the server sends. */
  readonly sent: number;
  /** The first of the CAs that the server's CertificateRequest names. */
  readonly asked: string | null;
  readonly failure: FailureFacts | null;
  readonly doubt: FailureFacts | null;
  readonly refuser: Side | null;
  readonly alert: string | null;
  /** Checks of the client's path that the server made, and how many passed. */
  readonly serverChecks: { readonly made: number; readonly passed: number };
}

export function missionFacts(recording: Recording): MissionFacts {
  const failed = firstFailedCheck(recording);
  const doubt = firstDoubtOfStatus(recording);
  const places = certificateIds(recording);
  const checks = pathChecks(recording, 'server');
  const request = sentMessage(recording, 'CertificateRequest');
  const shown = sentMessage(recording, 'Certificate');
  return {
    scenario: recording.scenario,
    now: recording.now,
    rows: rowsOf(recording, failed, doubt),
    server: certificateFacts(recording, places, 'server'),
    client: certificateFacts(recording, places, 'client'),
    trusted: trustedBy(recording),
    sent: shown?.certificates.length ?? 0,
    asked: request?.type === 'CertificateRequest' ? request.details.authority : null,
    failure: failed && failureFacts(recording, failed),
    doubt: doubt && failureFacts(recording, doubt),
    refuser: refuserOf(recording),
    alert: refusalAlert(recording),
    serverChecks: { made: checks.length, passed: checks.filter(({ check }) => check.result === 'pass').length },
  };
}

function rowsOf(recording: Recording, failed: CheckEvent | null, doubt: CheckEvent | null): MissionRows {
  const client = (type: 'Certificate' | 'CertificateVerify' | 'ClientKeyExchange' | 'ApplicationData') =>
    rowSent(recording, { from: 'client', type });
  const server = (type: 'Certificate' | 'CertificateVerify' | 'CertificateRequest' | 'ServerKeyExchange') =>
    rowSent(recording, { from: 'server', type });
  return {
    trust: rowOperation(recording, 'client', 'trust.install'),
    serverCertificate: server('Certificate'),
    serverVerify: server('CertificateVerify') ?? server('ServerKeyExchange'),
    certificateRequest: server('CertificateRequest'),
    clientPath: rowOperation(recording, 'client', 'path.validate'),
    clientProof: rowOfProof(recording, 'client'),
    clientConnected: rowBelieves(recording, 'client', 'connected'),
    keyExchange: client('ClientKeyExchange'),
    clientCertificate: client('Certificate'),
    clientVerify: client('CertificateVerify'),
    serverPath: rowOperation(recording, 'server', 'path.validate'),
    serverProof: rowOfProof(recording, 'server'),
    request: client('ApplicationData'),
    told: rowBelieves(recording, 'client', 'told') ?? rowBelieves(recording, 'server', 'told'),
    upstream: rowSent(recording, { from: 'attacker', type: 'ClientHello' }),
    attackerReads: rowOperation(recording, 'attacker', 'attacker.read'),
    theft: rowOperation(recording, 'attacker', 'attacker.decrypt'),
    failure: rowOfEvent(recording, failed?.id),
    doubt: rowOfEvent(recording, doubt?.id),
  };
}

function sentMessage({ events }: Recording, type: 'Certificate' | 'CertificateRequest') {
  const found = events.find(
    (event): event is EventOf<'sent'> & (typeof events)[number] =>
      event.kind === 'sent' && event.message.from === 'server' && event.message.type === type,
  );
  return found?.message;
}

function certificateFacts(
  { certificates }: Recording,
  places: ReadonlyMap<CertificateId, Fingerprint>,
  id: Side,
): CertificateFacts | null {
  const record = certificates[places.get(id) ?? ''];
  if (record === undefined) return null;
  // One of which a byte was changed may be unreadable.
  const decoded = decodeCertificate(fromHex(record.der));
  if (!decoded.ok) return null;
  const { subject, issuer, notBefore, notAfter } = decoded.value;
  return { subject: subject.text, issuer: issuer.text, notBefore, notAfter };
}

const trustedBy = ({ events }: Recording): string | null => {
  const found = events.find(
    (event) => event.kind === 'operation' && event.operation === 'trust.install' && event.actor === 'client',
  );
  return found?.kind === 'operation' && found.operation === 'trust.install' ? found.details.root : null;
};

function failureFacts({ certificates }: Recording, { check, actor, about }: CheckEvent): FailureFacts {
  return {
    check,
    by: actor === 'server' ? 'server' : 'client',
    about: about === null ? null : (certificates[about]?.subject ?? null),
  };
}
