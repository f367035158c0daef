// Which questions a scenario has, and where. By its settings alone, so that a question tells nothing of what is broken: at
// most three, and one more for what has come to pass (places of that: special.ts).
import type { EventOf, LabEvent, Message, Recording, Step } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import type { PredictionKind } from './prediction.ts';

export type GenericKind = Extract<PredictionKind, 'P1' | 'P2' | 'P3' | 'P6' | 'P7' | 'P8' | 'P9' | 'P10'>;

/** In the order in which they are asked. P2 stands before P3, one of whose rings tells who asks about revocation. */
export function genericKinds({ protocol, mode, revocation }: Pick<Scenario, 'protocol' | 'mode' | 'revocation'>) {
  const isOff = revocation === 'off';
  const isMutual = mode === 'mutual';
  const kinds: readonly GenericKind[] = (() => {
    switch (protocol) {
      case 'tls1.2-rsa':
        if (!isMutual) return [revocation === 'ocsp' || isOff ? 'P1' : 'P2', 'P3', 'P6'];
        return isOff ? ['P1', 'P3', 'P9'] : ['P7', 'P3', 'P8'];
      case 'tls1.2-ecdhe':
        if (!isMutual) return [isOff ? 'P1' : 'P2', 'P3'];
        return isOff ? ['P7', 'P3', 'P8'] : ['P2', 'P3', 'P9'];
      case 'tls1.3':
        if (!isMutual) return [revocation === 'ocsp' || isOff ? 'P1' : 'P2', 'P3', 'P10'];
        if (isOff) return ['P7', 'P3', 'P8'];
        return revocation === 'ocsp' ? ['P1', 'P3', 'P10'] : ['P9', 'P2', 'P3'];
    }
  })();
  return kinds;
}

/** Number of the step at which it is asked; null where this run does not come so far. */
export function placeOf(kind: GenericKind, recording: Recording): number | null {
  const { steps } = recording;
  const is = PLACES[kind];
  const found = steps.findIndex((_, i) => is(recording, i));
  const step = steps[found];
  // A ticket, or another day, is another story.
  return step === undefined || step.phase === 'again' ? null : step.number;
}

type Is = (recording: Recording, index: number) => boolean;

const PLACES: Readonly<Record<GenericKind, Is>> = {
  /** The server's Certificate has come. */
  P1: (recording, i) => isServersCertificate(messageAt(recording, i)),
  /** The last step before the client looks at the path. */
  P2: (recording, i) => beginsPath(recording, i + 1),
  P3: (recording, i) => beginsPath(recording, i + 1),
  P6: (recording, i) => isFromClient(messageAt(recording, i), 'ClientKeyExchange'),
  P7: (recording, i) => {
    const message = messageAt(recording, i);
    return message?.type === 'CertificateRequest' && message.to === 'client';
  },
  /** A certificate, and not an empty list. */
  P8: (recording, i) => isFromClient(messageAt(recording, i), 'Certificate') && showsCertificate(recording, i),
  /** TLS 1.3: the server signs first, and the card of its signature tells what. Else: before the client signs. */
  P9: (recording, i) =>
    recording.scenario.protocol === 'tls1.3'
      ? isServersCertificate(messageAt(recording, i))
      : operationAt(recording, i + 1)?.operation === 'transcript.sign',
  /** The last step before the client's Finished, with which its beliefs change. */
  P10: (recording, i) => isFromClient(messageAt(recording, i + 1), 'Finished'),
};

const beginsPath: Is = (recording, i) => {
  const operation = operationAt(recording, i);
  return operation?.operation === 'path.validate' && operation.actor === 'client';
};

const isServersCertificate = (message: Message | null): boolean =>
  message?.type === 'Certificate' && message.from !== 'client' && message.to === 'client';

const isFromClient = (message: Message | null, type: Message['type']): boolean =>
  message?.type === type && message.from === 'client';

const showsCertificate: Is = (recording, i) => (messageAt(recording, i)?.certificates.length ?? 0) > 0;

const eventAt = ({ steps, events }: Recording, i: number): LabEvent | undefined => events[steps[i]?.event ?? -1];

export function messageAt(recording: Recording, i: number): Message | null {
  const event = eventAt(recording, i);
  return event?.kind === 'sent' ? event.message : null;
}

export function operationAt(recording: Recording, i: number): EventOf<'operation'> | null {
  const event = eventAt(recording, i);
  return event?.kind === 'operation' ? event : null;
}

/** The step in which an event happens. */
export const stepAround = ({ steps }: Recording, event: number): Step | null =>
  steps.findLast((step) => step.event <= event) ?? null;
