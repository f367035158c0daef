// The rows of a run that missions talk of, and what is true at them: all read from the recording.
import type { LabEvent, Message, Recording } from '../../lab/recording/recording.ts';
import { isPassedOver } from '../../pki/path/softFail.ts';
import type { Side } from '../../tls/events.ts';
import { type CheckEvent, failedChecks, refuses } from '../facts.ts';

/** The step that an event belongs to, from 1; null before the first. */
export const rowOfEvent = ({ steps }: Recording, event: number | undefined): number | null =>
  event === undefined ? null : (steps.findLast((step) => step.event <= event)?.number ?? null);

export const rowOfKey = ({ steps }: Recording, key: string): number | null =>
  steps.find((step) => step.key === key)?.number ?? null;

/** The row of the first event of which this is true. */
export const rowWhere = (recording: Recording, is: (event: LabEvent) => boolean): number | null =>
  rowOfEvent(recording, recording.events.find(is)?.id);

type SentBy = Pick<Message, 'from' | 'type'>;
export const rowSent = (recording: Recording, { from, type }: SentBy): number | null =>
  rowWhere(recording, (event) => event.kind === 'sent' && event.message.from === from && event.message.type === type);

/** Whether this side sent application data. */
export const sentData = (recording: Recording, from: Side): boolean =>
  rowSent(recording, { from, type: 'ApplicationData' }) !== null;

type SideBelief = 'refused' | 'told' | 'connected' | 'connectedAnonymous';
export const rowBelieves = (recording: Recording, side: Side, what: SideBelief): number | null =>
  rowWhere(recording, (event) => event.kind === 'belief' && event.actor === side && event.belief === `${side}.${what}`);

export const rowOperation = (recording: Recording, actor: Side | 'attacker', operation: string): number | null =>
  rowWhere(recording, (event) => event.kind === 'operation' && event.actor === actor && event.operation === operation);

/** Where this side's check of its peer's proof stands: in TLS 1.2 with RSA key exchange, that of Finished. */
export const rowOfProof = (recording: Recording, side: Side): number | null =>
  rowWhere(
    recording,
    (event) =>
      event.kind === 'check' &&
      event.actor === side &&
      event.check.check === 'possession' &&
      event.check.result !== 'not-reached',
  );

/** The first check that failed; null where none did. */
export const firstFailedCheck = (recording: Recording): CheckEvent | null => failedChecks(recording)[0] ?? null;

/** The first check of revocation that failed, or that soft-fail passed over. */
export const firstDoubtOfStatus = ({ events }: Recording): CheckEvent | null =>
  events.find(
    (event): event is CheckEvent =>
      event.kind === 'check' &&
      event.check.check.startsWith('revocation.') &&
      (event.check.result === 'fail' || isPassedOver(event.check)),
  ) ?? null;

/** Checks of the peer's path, its revocation among them, that this side made. */
export const pathChecks = ({ events }: Recording, side: Side): readonly CheckEvent[] =>
  events.filter((event): event is CheckEvent => {
    if (event.kind !== 'check' || event.actor !== side || event.check.check === 'possession') return false;
    const operation = events[event.operation];
    return (
      operation?.kind === 'operation' &&
      (operation.operation === 'path.validate' || operation.operation === 'certificate.decide')
    );
  });

/** The trust anchor was reached, the certificate accepted, and no check of the path failed or was not reached. */
export function pathPassed(recording: Recording, side: Side): boolean {
  const validations = recording.events.flatMap((event) =>
    event.kind === 'operation' && event.actor === side && event.operation === 'path.validate' ? [event.details] : [],
  );
  const decided = recording.events.some(
    (event) =>
      event.kind === 'operation' &&
      event.actor === side &&
      event.operation === 'certificate.decide' &&
      event.result === 'pass',
  );
  return (
    validations.length > 0 &&
    validations.every(({ anchored }) => anchored) &&
    decided &&
    pathChecks(recording, side).every(({ check }) => check.result === 'pass')
  );
}

/** The side that found the error by itself; the server where both did. */
export const refuserOf = (recording: Recording): Side | null =>
  refuses(recording, 'server') ? 'server' : refuses(recording, 'client') ? 'client' : null;

/** The alert of whoever refused; null where nobody did. */
export function refusalAlert(recording: Recording): string | null {
  const refuser = refuserOf(recording);
  return refuser === null ? null : (recording.outcome[refuser].error?.alert ?? null) || null;
}

/** Whether the stolen key opened anything that was recorded. */
export const isOpened = ({ events }: Recording): boolean =>
  events.some(
    (event) =>
      event.kind === 'opened' ||
      (event.kind === 'operation' && event.operation === 'attacker.decrypt' && event.details.opened),
  );
