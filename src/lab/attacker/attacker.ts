// Somebody on the wire: a program that gets what each side sends, and sends on what it likes. It knows bytes, no roles.
import type { EndpointSecret, SentMessage, Side } from '../../tls/events.ts';
import type { BeliefDetails, BeliefId, OperationDetails, OperationId } from '../recording/details.ts';
import type { Message, ResultKind, SecretId } from '../recording/recording.ts';

/** The bytes of one message, in whole records, on their way. */
export interface InterceptedMessage {
  readonly to: Side;
  readonly bytes: Uint8Array;
  /** What the bytes are, or were before somebody changed them: a message that was recorded, or one of its own making. */
  readonly origin:
    | { readonly kind: 'recorded'; readonly message: Message }
    | { readonly kind: 'made'; readonly message: SentMessage };
}

/** What the attacker does about a message: sends, and what it works out or learns meanwhile. */
export type AttackerAction =
  | { readonly kind: 'send'; readonly passing: InterceptedMessage }
  | { [Id in OperationId]: AttackerOperation<Id> }[OperationId]
  | {
      readonly kind: 'secret';
      readonly secret: SecretId | EndpointSecret;
      readonly value: Uint8Array;
      readonly how: 'generated' | 'received' | 'derived' | 'opened';
    }
  | { [Id in BeliefId]: AttackerBelief<Id> }[BeliefId];

export interface AttackerOperation<Id extends OperationId> {
  readonly kind: 'operation';
  readonly operation: Id;
  readonly result: ResultKind;
  readonly details: OperationDetails[Id];
}

interface AttackerBelief<Id extends BeliefId> {
  readonly kind: 'belief';
  readonly belief: Id;
  readonly result: ResultKind;
  readonly details: BeliefDetails[Id];
}

export interface Attacker {
  /** `passing.to` is whom the sender meant. Nothing in return: the message is kept back. */
  carry(passing: InterceptedMessage): readonly AttackerAction[];
}

/** Each gets what the one before it sends on. */
export function inSequence(attackers: readonly Attacker[]): Attacker {
  return {
    carry: (passing) =>
      attackers.reduce<readonly AttackerAction[]>(
        (acts, attacker) => acts.flatMap((act) => (act.kind === 'send' ? attacker.carry(act.passing) : [act])),
        [send(passing)],
      ),
  };
}

export const send = (passing: InterceptedMessage): AttackerAction => ({ kind: 'send', passing });

export const operation = <Id extends OperationId>(
  id: Id,
  details: OperationDetails[Id],
  result: ResultKind = 'neutral',
): AttackerOperation<Id> => ({ kind: 'operation', operation: id, result, details });

export const belief = <Id extends BeliefId>(
  id: Id,
  details: BeliefDetails[Id],
  result: ResultKind = 'neutral',
): AttackerBelief<Id> => ({ kind: 'belief', belief: id, result, details });
