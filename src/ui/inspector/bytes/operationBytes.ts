// What an operation takes in and gives, from the secret events around it.
import type { Actor, EventOf, Hex, OperationId, Recording, SecretId, Step } from '../../../lab/recording/recording.ts';
import type { Selection } from '../selection.ts';

export interface SecretBytes {
  readonly secret: SecretId;
  readonly value: Hex;
}

export interface OperationBytes {
  readonly inputs: readonly SecretBytes[];
  readonly outputs: readonly SecretBytes[];
}

export function operationBytes({ recording, step }: Selection, operation: EventOf<'operation'>): OperationBytes {
  const own = recording.events.filter(
    (event): event is EventOf<'secret'> => event.kind === 'secret' && event.actor === operation.actor,
  );
  const before = own.filter((event) => event.id < operation.id);
  const during = own.filter((event) => event.id > operation.id && event.id < untilId(recording, step));
  return {
    inputs: (INPUTS[operation.operation] ?? []).flatMap((secret) => {
      const known = before.findLast((event) => event.secret === secret);
      return known === undefined ? [] : [{ secret, value: known.value }];
    }),
    outputs: during.map(({ secret, value }) => ({ secret, value })),
  };
}

/** The last message that reached the actor before this step, and the next one it sends. */
export function neighbours(
  recording: Recording,
  step: Step,
  actor: Actor,
): { before: Step | null; after: Step | null } {
  const message = (candidate: Step) => {
    const event = recording.events[candidate.event];
    return event?.kind === 'sent' ? event.message : null;
  };
  return {
    before: recording.steps.findLast((other) => other.number < step.number && message(other)?.to === actor) ?? null,
    after: recording.steps.find((other) => other.number > step.number && message(other)?.from === actor) ?? null,
  };
}

const untilId = (recording: Recording, step: Step): number =>
  recording.events[step.until]?.id ?? Number.POSITIVE_INFINITY;

/** Secrets that an operation uses, where the actor holds them; those that are not named here use none. */
const INPUTS: Partial<Record<OperationId, readonly SecretId[]>> = {
  'premaster.open': ['server.privateKey'],
  'parameters.sign': ['server.privateKey', 'clientRandom', 'serverRandom', 'serverShare'],
  'ecdhe.agree': ['clientSharePrivateKey', 'serverShare', 'serverSharePrivateKey', 'clientShare'],
  'keys.derive': ['premasterSecret', 'clientRandom', 'serverRandom'],
  'transcript.sign': ['client.privateKey'],
  'ticket.offer': ['preSharedKey'],
  'finished.verify': ['masterSecret'],
  'record.open': ['clientWriteKey', 'serverWriteKey'],
  'application.decide': ['request'],
};
