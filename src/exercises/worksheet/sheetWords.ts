// What a worksheet says; the words themselves are in lessons/worksheet.ts, and are handed to the maker.
import type { BeliefId, MessageType, OperationId } from '../../lab/recording/details.ts';
import type { Actor, EventOf, Recording, SecretId } from '../../lab/recording/recording.ts';
import type { CheckId } from '../../pki/path/result.ts';
import type { Side } from '../../tls/events.ts';
import type { Prediction } from '../predictions/prediction.ts';
import type { Duty } from '../summary/duties.ts';

/** By what a message is protected: a secret of both, the key that signed it, or the public key that it was sealed for. */
export type SheetKey =
  | { readonly kind: 'encrypted'; readonly secret: SecretId }
  | { readonly kind: 'signed'; readonly by: Actor; readonly otherKey: boolean }
  | { readonly kind: 'sealed' };

export type EndLabel = 'check' | 'alert' | Side;

export interface SheetWords {
  readonly story: (run: Recording) => { readonly title: string; readonly line: string };
  readonly settings: (run: Recording) => string;
  readonly actor: (actor: Actor) => string;
  readonly direction: (from: Actor, to: Actor) => string;
  readonly message: (type: MessageType) => string;
  readonly decision: (operation: DecidingOperation, subject: Actor | null) => string;
  /** Passed or not, in this order. */
  readonly results: readonly [pass: string, fail: string];
  /** What asks for a key, and the key. */
  readonly keyLabel: (key: SheetKey) => string;
  readonly key: (key: SheetKey) => string;
  readonly inClear: string;
  readonly belief: (event: EventOf<'belief'>) => string;
  readonly beliefLabel: (actor: Actor) => string;
  readonly endLabel: (label: EndLabel) => string;
  readonly check: (check: CheckId) => string;
  readonly alert: (description: string) => string;
  readonly question: (prediction: Prediction) => string;
  readonly choice: (prediction: Prediction, choice: string) => { readonly label: string; readonly detail: string };
  readonly why: (prediction: Prediction, choice: string | null) => string;
  /** P3: that it fails nowhere, and what is asked of the row. */
  readonly nowhere: string;
  readonly rowLabel: string;
  readonly noRow: string;
  readonly dutyWhat: (duty: Duty) => string;
  readonly dutyBehalf: (duty: Duty) => string;
  readonly dutyState: (duty: Duty['state']) => string;
  readonly before: string;
}

/** What a row of a worksheet can be besides a message. */
export const DECIDING = [
  'path.validate',
  'certificate.decide',
  'certificate.missing',
  'possession.verify',
  'ticket.open',
  'finished.verify',
  'record.open',
  'message.refuse',
  'application.decide',
] as const satisfies readonly OperationId[];
export type DecidingOperation = (typeof DECIDING)[number];

/** What a side believes before anything has come, and when all is over: nobody is asked for it. */
export const IDLE: readonly BeliefId[] = ['client.idle', 'server.listening', 'client.closed', 'server.closed'];
