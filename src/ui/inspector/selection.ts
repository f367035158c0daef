// What the inspector looks at: the selected step with its message or operation, read from the recording.
import type {
  Actor,
  CertificateRecord,
  EventOf,
  Fingerprint,
  Message,
  Recording,
  Step,
} from '../../lab/recording/recording.ts';

export interface Selection {
  readonly recording: Recording;
  readonly step: Step;
  /** Who sent the message or does the operation. */
  readonly actor: Actor;
  readonly focus:
    | { readonly kind: 'message'; readonly event: EventOf<'sent'>; readonly message: Message }
    | { readonly kind: 'operation'; readonly event: EventOf<'operation'> };
}

/** Null while there is no recording or no such step. */
export function select(recording: Recording | null, cursor: number): Selection | null {
  const step = recording?.steps[cursor - 1];
  const event = step && recording?.events[step.event];
  if (!recording || step === undefined || event === undefined) return null;
  const { actor } = event;
  if (event.kind === 'sent') {
    return { recording, step, actor, focus: { kind: 'message', event, message: event.message } };
  }
  if (event.kind === 'operation') return { recording, step, actor, focus: { kind: 'operation', event } };
  return null;
}

/** The step whose message is event `id`. */
export const stepOfEvent = (recording: Recording, id: number): Step | null =>
  recording.steps.find((step) => recording.events[step.event]?.id === id) ?? null;

/** Certificates worth showing at a step: those it carries or checks, else all that were seen so far. */
export function certificatesAt({ recording, step, focus }: Selection): {
  readonly origin: 'message' | 'operation' | 'seen';
  readonly fingerprints: readonly Fingerprint[];
} {
  const own = focus.kind === 'message' ? focus.message.certificates : focus.event.certificates;
  if (own.length > 0) return { origin: focus.kind, fingerprints: [...new Set(own)] };
  return { origin: 'seen', fingerprints: seenCertificates(recording, step.until) };
}

/** Certificates that were sent or worked on before event `until`, in the order of their first appearance. */
export function seenCertificates(recording: Pick<Recording, 'events'>, until: number): Fingerprint[] {
  const seen = recording.events
    .slice(0, until)
    .flatMap((event) =>
      event.kind === 'sent' ? event.message.certificates : event.kind === 'operation' ? event.certificates : [],
    );
  return [...new Set(seen)];
}

export const certificateOf = (recording: Recording, fingerprint: Fingerprint | null): CertificateRecord | null =>
  fingerprint === null ? null : (recording.certificates[fingerprint] ?? null);
