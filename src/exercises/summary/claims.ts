// What one side has proven to the other in a connection, by which message, and at which step the other decided.
import { connectionAt } from '../../lab/recording/connections.ts';
import type { Actor, EventOf, LabEvent, MessageOf, Recording } from '../../lab/recording/recording.ts';
import type { CheckId } from '../../pki/path/checkId.ts';
import { isProtocolCheck } from '../../pki/path/result.ts';
import { isPassedOver } from '../../pki/path/softFail.ts';
import type { Side, TlsMessageType } from '../../tls/events.ts';
import type { CheckEvent } from '../facts.ts';

/** Of each side the same three, in this order. */
export const CLAIMS = ['certificate', 'key', 'handshake'] as const;
export type ClaimId = (typeof CLAIMS)[number];

/**
 * `proven`, `refused`: the verifier decided. `unchecked`: sent, and nobody looked at it. `never`: not sent. `notAsked`: the
 * verifier did not want it. `remembered`: a ticket stands for it (RFC 9846 2.2).
 */
export type ClaimState = 'proven' | 'refused' | 'unchecked' | 'never' | 'notAsked' | 'remembered';

export interface Claim {
  readonly claim: ClaimId;
  readonly state: ClaimState;
  /** The message that carries the proof, or the one that was refused; null where a record could not be opened. */
  readonly message: string | null;
  /** Where it was decided; of what nobody looked at, where it was sent. Null where there is no such step. */
  readonly step: number | null;
  /** The check that refused it. */
  readonly failure: CheckEvent | null;
}

/** How the verifier learnt whether the certificate is revoked. */
export type RevocationLearnt = 'good' | 'passedOver' | 'notAsked';

export interface ProofColumn {
  readonly prover: Side;
  readonly verifier: Side;
  /** Who really wrote these messages: the prover, or the attacker in its place. */
  readonly by: Actor;
  /** Subject of the certificate that was shown; null where none was. */
  readonly subject: string | null;
  /** True if the prover answered with a Certificate message that has none. */
  readonly empty: boolean;
  readonly claims: readonly [Claim, Claim, Claim];
  /** Checks on certificate and revocation that passed. */
  readonly passed: number;
  /** Null where the certificate was not accepted. */
  readonly revocation: RevocationLearnt | null;
  /** Bytes that the signature covers; null where no signature was checked. */
  readonly signedBytes: number | null;
}

/** The column of `prover` in the connection that event `at` belongs to. */
export function proofColumn(recording: Recording, prover: Side, at: number): ProofColumn {
  const verifier = peerOf(prover);
  const events = connectionAt(recording.events, at).events;
  const proof = { recording, events, prover, verifier };
  const checks = checksOn(proof);
  const shown = sentBy(proof, 'Certificate');
  const empty = shown !== null && shown.message.certificates.length === 0;
  const judged = operationBy(proof, 'path.validate');
  const signature = operationBy(proof, 'possession.verify');
  const leaf = shown?.message.certificates[0];
  const claims = [certificateClaim(proof, checks), keyClaim(proof, checks), handshakeClaim(proof, checks)] as const;
  return {
    prover,
    verifier,
    by: (shown ?? sentBy(proof, 'Finished'))?.message.details.passed === 'own' ? 'attacker' : prover,
    subject: judged?.details.subject ?? (leaf === undefined ? null : (recording.certificates[leaf]?.subject ?? null)),
    empty,
    claims,
    passed: checks.filter(({ check }) => isOfCertificate(check.check) && check.result === 'pass').length,
    revocation: claims[0].state === 'proven' ? revocationLearnt(checks) : null,
    signedBytes: signature?.details.bytes ?? null,
  };
}

/** The number of the step that an event belongs to; null of what was before the first. */
export const stepNumberOf = ({ steps }: Pick<Recording, 'steps'>, event: number): number | null =>
  steps.findLast((step) => step.event <= event)?.number ?? null;

export const peerOf = (side: Side): Side => (side === 'client' ? 'server' : 'client');

interface Proof {
  readonly recording: Recording;
  readonly events: readonly LabEvent[];
  readonly prover: Side;
  readonly verifier: Side;
}

function certificateClaim(proof: Proof, checks: readonly CheckEvent[]): Claim {
  const claim = { claim: 'certificate', message: 'Certificate' } as const;
  const failure = checks.find(
    ({ check, operation }) =>
      check.result === 'fail' &&
      (isOfCertificate(check.check) || isAboutMessage(proof, operation, check.check, 'Certificate')),
  );
  if (failure) return { ...claim, ...at(proof, failure), state: 'refused', failure };
  const decided = operationBy(proof, 'certificate.decide');
  if (decided?.result === 'pass') return { ...claim, ...at(proof, decided), state: 'proven', failure: null };
  const sent = sentBy(proof, 'Certificate');
  if (sent === null) return { ...claim, ...unsent(proof, 'certificate') };
  if (sent.message.certificates.length === 0) return { ...claim, ...at(proof, sent), state: 'never', failure: null };
  return { ...claim, ...at(proof, sent), state: 'unchecked', failure: null };
}

function keyClaim(proof: Proof, checks: readonly CheckEvent[]): Claim {
  const message = keyMessage(proof);
  const claim = { claim: 'key', message } as const;
  const failure = checks.find(
    ({ check, operation }) =>
      check.result === 'fail' &&
      (check.check === 'possession' || isAboutMessage(proof, operation, check.check, message)),
  );
  if (failure) return { ...claim, ...at(proof, failure), state: 'refused', failure };
  const proven = checks.find(({ check }) => check.check === 'possession' && check.result === 'pass');
  if (proven) return { ...claim, ...at(proof, proven), state: 'proven', failure: null };
  const certificate = sentBy(proof, 'Certificate');
  const sent = sentBy(proof, message);
  // A Finished without a certificate proves no key.
  if (sent === null || certificate === null || certificate.message.certificates.length === 0)
    return { ...claim, ...unsent(proof, 'key') };
  return { ...claim, ...at(proof, sent), state: 'unchecked', failure: null };
}

function handshakeClaim(proof: Proof, checks: readonly CheckEvent[]): Claim {
  const proven = checks.find(({ check }) => check.check === 'finished.verify' && check.result === 'pass');
  const claim = { claim: 'handshake', message: 'Finished' } as const;
  if (proven) return { ...claim, ...at(proof, proven), state: 'proven', failure: null };
  const key = keyMessage(proof);
  const failure = checks.find(
    ({ check: { check, result }, operation }) =>
      result === 'fail' &&
      !isOfCertificate(check) &&
      check !== 'possession' &&
      !isAboutMessage(proof, operation, check, 'Certificate') &&
      (key === 'Finished' || !isAboutMessage(proof, operation, check, key)),
  );
  if (failure) {
    const message = failure.check.check === 'finished.verify' ? 'Finished' : refusedMessage(proof, failure.operation);
    return { ...claim, ...at(proof, failure), message, state: 'refused', failure };
  }
  const sent = sentBy(proof, 'Finished');
  if (sent) return { ...claim, ...at(proof, sent), state: 'unchecked', failure: null };
  return { ...claim, state: 'never', step: null, failure: null };
}

/** Of a proof that no message carries: why there is none. */
function unsent(proof: Proof, claim: 'certificate' | 'key'): Pick<Claim, 'state' | 'step' | 'failure'> {
  const before = isResumed(proof) ? remembered(proof, claim) : null;
  if (before !== null) return { state: 'remembered', step: before, failure: null };
  const notAsked = proof.prover === 'client' && proof.recording.scenario.mode === 'one-way';
  return { state: notAsked ? 'notAsked' : 'never', step: null, failure: null };
}

/** What the prover had proven in the connection whose ticket came back. */
function remembered(proof: Proof, claim: 'certificate' | 'key'): number | null {
  const first = { ...proof, events: connectionAt(proof.recording.events, 0).events };
  const before = (claim === 'certificate' ? certificateClaim : keyClaim)(first, checksOn(first));
  return before.state === 'proven' ? before.step : null;
}

const isResumed = ({ events }: Proof): boolean =>
  events.some(
    (event) => event.kind === 'sent' && event.message.type === 'ServerHello' && event.message.details.resumes === true,
  );

/** RFC 5246 7.4.7.1 and F.1.1.2; RFC 8422 5.4; RFC 9846 4.5.2. */
function keyMessage({ recording, events, prover }: Proof): 'CertificateVerify' | 'ServerKeyExchange' | 'Finished' {
  if (prover === 'client') return 'CertificateVerify';
  const hello = events.find(
    (event): event is EventOf<'sent'> => event.kind === 'sent' && event.message.type === 'ServerHello',
  )?.message;
  const details = hello?.type === 'ServerHello' ? hello.details : null;
  if (details === null || details.veil !== undefined) return BY_PROTOCOL[recording.scenario.protocol];
  if (details.version === 'tls1.3') return 'CertificateVerify';
  return details.suite.startsWith('TLS_RSA_') ? 'Finished' : 'ServerKeyExchange';
}

const BY_PROTOCOL = {
  'tls1.2-rsa': 'Finished',
  'tls1.2-ecdhe': 'ServerKeyExchange',
  'tls1.3': 'CertificateVerify',
} as const;

function revocationLearnt(checks: readonly CheckEvent[]): RevocationLearnt {
  const made = checks.filter(({ check }) => check.check.startsWith('revocation.'));
  if (made.some(({ check }) => isPassedOver(check))) return 'passedOver';
  return made.some(({ check }) => check.check === 'revocation.status' && check.result === 'pass') ? 'good' : 'notAsked';
}

/** Of the certificate, its path and its revocation; and that there is one. */
export const isOfCertificate = (check: CheckId): boolean => !OF_HANDSHAKE.includes(check) && !isProtocolCheck(check);

const OF_HANDSHAKE: readonly CheckId[] = ['possession', 'psk.binder', 'record.mac', 'finished.verify'];

/** Whether a message of this type could not be used: what came out of turn says nothing about its contents. */
const isAboutMessage = (proof: Proof, operation: number, check: CheckId, message: TlsMessageType): boolean =>
  isProtocolCheck(check) && check !== 'order' && check !== 'flood' && refusedMessage(proof, operation) === message;

function refusedMessage({ recording }: Proof, operation: number): string | null {
  const refused = recording.events[operation];
  const isRefusal = refused?.kind === 'operation' && refused.operation === 'message.refuse';
  return isRefusal ? (refused.details.message ?? null) : null;
}

const checksOn = ({ events, prover, verifier }: Proof): CheckEvent[] =>
  events.filter(
    (event): event is CheckEvent => event.kind === 'check' && event.actor === verifier && event.subject === prover,
  );

type OperationEvent<Id extends EventOf<'operation'>['operation']> = Extract<
  LabEvent,
  { readonly kind: 'operation'; readonly operation: Id }
>;

function operationBy<Id extends EventOf<'operation'>['operation']>(
  { events, prover, verifier }: Proof,
  id: Id,
): OperationEvent<Id> | null {
  const found = events.find(
    (event): event is OperationEvent<Id> =>
      event.kind === 'operation' && event.operation === id && event.actor === verifier && event.subject === prover,
  );
  return found ?? null;
}

type SentOf<Type extends TlsMessageType> = Omit<EventOf<'sent'>, 'message'> & { readonly message: MessageOf<Type> };

/** What the prover sent, or the attacker in its place: as it goes to the verifier, else as far as it came. */
function sentBy<Type extends TlsMessageType>({ events, prover, verifier }: Proof, type: Type): SentOf<Type> | null {
  const sent = events.filter(
    (event): event is EventOf<'sent'> & SentOf<Type> =>
      event.kind === 'sent' && event.message.channel === 'tls' && event.message.type === type,
  );
  return (
    sent.find(({ message }) => message.to === verifier) ??
    sent.find(({ message }) => message.from === prover && !talksToMiddle(events)) ??
    null
  );
}

/** A machine in the middle has the client's proofs, and cannot hand them on: another connection needs its own. */
const talksToMiddle = (events: readonly LabEvent[]): boolean =>
  events.some(({ kind, actor }, i) => kind === 'operation' && actor === 'attacker' && isEquip(events[i]));

const isEquip = (event: LabEvent | undefined): boolean =>
  event?.kind === 'operation' && event.operation === 'attacker.equip';

const at = ({ recording }: Proof, { id }: { readonly id: number }): Pick<Claim, 'step'> => ({
  step: stepNumberOf(recording, id),
});
