// What one recording comes to, in figures and findings, so that two can be set against each other. All of it is read
// off the events: messages with their bytes, checks, beliefs.
import { eavesdropper } from './eavesdropper.ts';
import type { Actor, EventOf, Message, Outcome, Recording } from './recording.ts';

export interface Summary {
  /** Turns that the client waited for an answer of the server before it could send its request, or until the end. */
  readonly roundTrips: number;
  /** True where the request was sent: the number of round trips is then that before it. */
  readonly requestSent: boolean;
  /** Questions to the CA that somebody waited for while the handshake went on. */
  readonly questions: number;
  /** Between client and server. */
  readonly messages: number;
  readonly encryptedMessages: number;
  /** Records with their headers. */
  readonly bytesFromClient: number;
  readonly bytesFromServer: number;
  /** HTTP to and from the CA. */
  readonly bytesWithCa: number;
  readonly seen: Seen;
  readonly proven: { readonly server: Proof; readonly client: Proof };
  readonly outcome: { readonly client: Outcome; readonly server: Outcome };
}

/** What a listener on every wire gets to read. */
export interface Seen {
  /** Subjects of the certificates that went in the clear, by who showed them: the leaf's name, or null where none did. */
  readonly server: string | null;
  readonly client: string | null;
  /** Of whose certificates the serial number went in the clear, in a question to the CA over HTTP (RFC 6960 A.1). */
  readonly asked: Readonly<Record<'server' | 'client', boolean>>;
  readonly request: boolean;
  readonly response: boolean;
  /** Bytes of records whose content is readable, of all. */
  readonly readable: number;
  readonly all: number;
}

/** `key`: certificate accepted and possession proven. `certificate`: accepted, the key not proven. `nothing`: none of it. */
export type Proof = 'key' | 'certificate' | 'refused' | 'nothing';

export function summarise(recording: Recording): Summary {
  const { events, outcome } = recording;
  const sent = events.filter((event): event is EventOf<'sent'> => event.kind === 'sent');
  const tls = sent.map(({ message }) => message).filter(({ channel }) => channel === 'tls');
  const start = sent.find(({ message }) => message.channel === 'tls')?.id ?? events.length;
  const withCa = sent.filter(({ id, message }) => ['ocsp', 'crl'].includes(message.channel) && id > start);
  const bytes = (messages: readonly Message[]) => messages.reduce((sum, { wire }) => sum + wire.length / 2, 0);
  const from = (actor: Actor) => bytes(tls.filter((message) => message.from === actor));
  return {
    ...roundTrips(tls),
    questions: withCa.filter(({ message }) => message.to === 'ca').length,
    messages: tls.length,
    encryptedMessages: tls.filter(({ encrypted }) => encrypted).length,
    bytesFromClient: from('client'),
    bytesFromServer: from('server'),
    bytesWithCa: bytes(withCa.map(({ message }) => message)),
    seen: viewOf(recording, tls),
    proven: { server: proofOf(recording, 'server'), client: proofOf(recording, 'client') },
    outcome,
  };
}

/** A round trip ends with a flight of the server that the client has waited for. */
function roundTrips(tls: readonly Message[]): { roundTrips: number; requestSent: boolean } {
  const request = tls.findIndex(({ from, type }) => from === 'client' && type === 'ApplicationData');
  const before = (request < 0 ? tls : tls.slice(0, request)).filter(({ type }) => type !== 'Alert');
  const turns = before.filter(({ from }, i) => from === 'server' && before[i - 1]?.from === 'client').length;
  return { roundTrips: turns, requestSent: request >= 0 };
}

function viewOf(recording: Recording, tls: readonly Message[]): Seen {
  const { events, certificates } = recording;
  const known = eavesdropper(recording, events.length);
  const shown = (actor: Actor): string | null => {
    const message = tls.find(({ from, type, encrypted }) => from === actor && type === 'Certificate' && !encrypted);
    const [leaf] = message?.certificates ?? [];
    return leaf === undefined ? null : (certificates[leaf]?.subject ?? '');
  };
  const isAsked = (of: 'server' | 'client') =>
    events.some(
      (event) => event.kind === 'sent' && event.message.type === 'OCSPRequest' && subjectOf(event.message) === of,
    );
  const clear = tls.filter(({ encrypted }) => !encrypted);
  const length = (messages: readonly Message[]) => messages.reduce((sum, { wire }) => sum + wire.length / 2, 0);
  return {
    server: shown('server'),
    client: shown('client'),
    asked: { server: isAsked('server'), client: isAsked('client') },
    request: known.has('request'),
    response: known.has('response'),
    readable: length(clear),
    all: length(tls),
  };
}

/** Whose certificate a request is about: the peer's, or the asker's own, for a stapled answer; null where it is anybody's. */
function subjectOf({ from, details }: Message): Actor | null {
  const about = 'about' in details ? details.about : undefined;
  if (about === 'any' || (from !== 'client' && from !== 'server')) return null;
  return about === from ? from : from === 'client' ? 'server' : 'client';
}

/** What `subject` has proven to its peer, by the checks that the peer made. */
function proofOf({ events }: Recording, subject: 'client' | 'server'): Proof {
  const operation = (id: string) =>
    events.findLast(
      (event): event is EventOf<'operation'> =>
        event.kind === 'operation' && event.operation === id && event.subject === subject,
    );
  const possessed = events.some(
    (event) =>
      event.kind === 'check' &&
      event.subject === subject &&
      event.check.check === 'possession' &&
      event.check.result === 'pass',
  );
  const decided = operation('certificate.decide')?.result;
  if (
    decided === 'fail' ||
    operation('path.validate')?.result === 'fail' ||
    operation('certificate.missing')?.result === 'fail'
  )
    return 'refused';
  if (possessed) return 'key';
  return decided === 'pass' ? 'certificate' : 'nothing';
}
