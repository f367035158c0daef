// What the peer shows for itself beside a chain, as check and report: that it holds its key, that it saw the same
// handshake, or that it has no certificate to show (RFC 5246 7.4.6, 7.4.8, 7.4.9; RFC 9846 4.5.1.4, 4.5.2, 4.5.3).
import { toHex } from '../../bytes/hex.ts';
import type { CitationKey } from '../../pki/citations.ts';
import type { Evidence } from '../../pki/path/evidence.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { Certificate } from '../../pki/x509/certificate.ts';
import type { ServerConfig } from '../config.ts';
import type { EndpointOperationDetails } from '../details.ts';
import type { Side } from '../events.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { type FinishedProof, type PossessionProof, proveFinished } from './proof.ts';

/** With RSA key exchange the server proves its key by its Finished, else by a signature; a client by CertificateVerify. */
export function possessionCheck(
  subject: Side,
  result: CheckResult['result'],
  evidence: Evidence<'possession'>,
  reference: CitationKey = POSSESSION[subject],
): CheckResult<'possession'> {
  return { certificate: 0, check: 'possession', result, reference, evidence };
}

interface Signed {
  /** Who signed, with which certificate. */
  readonly subject: Side;
  readonly leaf: Certificate;
  /** Null where the signature does not fit. */
  readonly proof: PossessionProof | null;
  readonly evidence: Evidence<'possession'>;
  readonly reference?: CitationKey;
  readonly details: EndpointOperationDetails['possession.verify'];
}

/** Reports a signature that was verified, and gives the proof. */
export function reportPossession(
  context: HandshakeContext,
  { subject, leaf, proof, evidence, reference, details }: Signed,
): PossessionProof | Refusal {
  const check = possessionCheck(subject, proof ? 'pass' : 'fail', evidence, reference);
  context.recordChecks('possession.verify', proof ? 'pass' : 'fail', subject, { certificates: [leaf.der], details }, [
    check,
  ]);
  return proof ?? new Refusal({ kind: 'check', check });
}

/**
 * Holds the Finished of `sender` against the verify_data that the transcript asks for (12 bytes; in TLS 1.3 as many as
 * the suite's hash has). `settles`: whether it shows that the sender holds its key, too.
 */
export function takeFinished(
  context: HandshakeContext,
  sender: Side,
  { expected, received }: { expected: Uint8Array; received: Uint8Array },
  {
    reference,
    details,
    settles = false,
  }: { reference: CitationKey; details: EndpointOperationDetails['finished.verify']; settles?: boolean },
): FinishedProof | Refusal {
  const proof = proveFinished(expected, received);
  const result = proof ? 'pass' : 'fail';
  const evidence = { expected: toHex(expected), received: toHex(received) };
  const check: CheckResult = { certificate: null, check: 'finished.verify', result, reference, evidence };
  const possession = settles ? [possessionCheck(sender, result, { shown: 'Finished' })] : [];
  context.recordChecks('finished.verify', result, sender, { details }, [check, ...possession]);
  return proof ?? new Refusal({ kind: 'check', check });
}

/**
 * The client's Certificate is empty, which is legal: whether the server goes on without authentication is its own
 * decision. Null where it does; the check where it refuses the client, and says so behind the handshake.
 */
export function withoutCertificate(
  context: HandshakeContext,
  policy: ServerConfig['clientCertificate'],
  reference: CitationKey,
  possession?: CitationKey,
): Refusal | CheckResult | null {
  const required = policy === 'require';
  const evidence = { certificates: 0, policy };
  const result = required ? 'fail' : 'pass';
  const check: CheckResult = { certificate: null, check: 'client.required', result, reference, evidence };
  const notReached = possessionCheck('client', 'not-reached', { reason: 'no certificate' }, possession);
  const checks = required ? [check, notReached] : [check];
  context.recordChecks(
    'certificate.missing',
    required ? 'fail' : 'neutral',
    'client',
    { details: { required } },
    checks,
  );
  if (!required) return null;
  if (context.behaviour?.afterwards?.none !== true) return new Refusal({ kind: 'check', check });
  context.recordBelief('server.putOff', { check: 'client.required' }, 'fail');
  return check;
}

const POSSESSION: Readonly<Record<Side, CitationKey>> = { server: 'tls12.F.1.1.2', client: 'tls12.7.4.8' };
