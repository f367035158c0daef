// The stops of the player: each message and each operation, with phase and textbook step.

import type { Mode } from '../scenario/scenario.ts';
import type { Actor, EventOf, LabEvent, Message, OperationId, PhaseId, Recording, Step } from './recording.ts';

type Stop = EventOf<'sent'> | EventOf<'operation'>;

export function stepsOf(events: readonly LabEvent[], mode: Mode): Step[] {
  const stops = events.filter((event): event is Stop => event.kind === 'sent' || event.kind === 'operation');
  const seen = new Map<string, number>();
  const steps: Step[] = [];
  // In TLS 1.3 a client sends its request before the server has looked at its proof: that is not yet the phase of data.
  let verified = !stops.some(({ actor }) => actor === 'server');
  let textbook = 1;
  for (const [index, stop] of stops.entries()) {
    const before = steps.at(-1);
    verified ||= stop.kind === 'operation' && stop.operation === 'finished.verify' && stop.actor === 'server';
    const phase = phaseOf(stop, before?.phase ?? 'issuance', mode, verified);
    // No textbook's flow begins with a ticket.
    const own =
      phase === 'issuance' || phase === 'again' || phase === 'inside' ? null : textbookOf(stop, mode, textbook);
    textbook = own ?? textbook;
    steps.push({
      number: index + 1,
      key: keyOf(stop, seen),
      kind: stop.kind === 'sent' ? 'message' : 'operation',
      event: stop.id,
      until: stops[index + 1]?.id ?? events.length,
      phase,
      textbook: own,
    });
  }
  return steps;
}

/** Whether a step of the textbook's flow begins with it: it is the first of the run that the textbook counts so. */
export const textbookBegins = ({ steps }: Pick<Recording, 'steps'>, { number, textbook }: Step): boolean =>
  textbook !== null && steps.find((step) => step.textbook === textbook)?.number === number;

function keyOf(stop: Stop, seen: Map<string, number>): string {
  const name = `${stop.actor}:${stop.kind === 'sent' ? stop.message.type : stop.operation}`;
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  return count === 1 ? name : `${name}#${count}`;
}

/** Phases follow each other; what starts one is named here, everything else stays in the phase before it. */
function phaseOf(stop: Stop, before: PhaseId, mode: Mode, verified: boolean): PhaseId {
  if (stop.kind === 'sent' && stop.message.channel === 'inside') return 'inside';
  if (before === 'inside' && !(stop.kind === 'operation' && stop.operation === 'key.steal')) return before;
  if (before === 'again' && !(stop.kind === 'operation' && stop.operation === 'key.steal')) return before;
  if (stop.kind === 'sent' && stop.message.channel === 'tls') {
    const { type, from } = stop.message;
    // A machine in the middle connects to the server while its connection with the client is under way.
    if (before === 'upstream') return type === 'ApplicationData' && from !== 'client' ? 'data' : before;
    if (before === 'data') return before;
    if (type === 'ApplicationData') return verified ? 'data' : before;
    if (type === 'ClientHello') return from === 'attacker' && before !== 'hello' ? 'upstream' : 'hello';
    if (type === 'Certificate') return isForServer(stop.message) ? 'client-proves' : 'server-proves';
    if (type === 'NewSessionTicket') return 'data';
  }
  if (stop.kind === 'operation') {
    if (stop.operation === 'key.steal') return 'tomorrow';
    if (stop.operation === 'connection.again') return 'again';
    if (before === 'upstream' || before === 'data') return before;
    const begins =
      stop.operation === 'premaster.generate' || (stop.operation === 'ecdhe.generate' && stop.actor === 'client');
    // TLS 1.3: the client's share is part of its hello.
    if (begins && (before === 'issuance' || before === 'hello')) return 'hello';
    if (begins && mode === 'one-way') return 'keys';
    if (stop.operation === 'keys.application' && stop.actor === 'client' && mode === 'one-way') return 'keys';
    if (ABOVE_TLS.includes(stop.operation)) return 'data';
    if ((stop.operation === 'finished.verify' || stop.operation === 'record.open') && before === 'client-proves')
      return 'keys';
  }
  return before;
}

/** What applications do, whoever has ended TLS. */
const ABOVE_TLS: readonly OperationId[] = ['proxy.handOn', 'application.origin', 'account.find', 'application.decide'];

/** Whether it is part of what the client tells the server, whoever sends it. */
const isForServer = ({ from, to }: Pick<Message, 'from' | 'to'>): boolean =>
  from === 'client' || (from === 'attacker' && to === 'server');

/** Whether the client has shown its certificate, and the server has not looked at it yet. */
const isUnverified = ({ actor }: Stop, mode: Mode, before: number): boolean =>
  mode === 'mutual' && actor === 'client' && before === 4;

/** Step of the textbook's flow, one-way 1 to 5 or two-way 1 to 6; null for what no textbook has. */
function textbookOf(stop: Stop, mode: Mode, before: number): number | null {
  const talk = mode === 'one-way' ? 5 : 6;
  if (stop.kind === 'sent') {
    const { message } = stop;
    const isAside = message.type === 'OCSPRequest' || message.type === 'OCSPResponse';
    if (message.channel === 'enrolment' || (isAside && message.details.about === 'any')) return before;
    if (stop.message.channel === 'ocsp' || stop.message.channel === 'crl') return judging(stop.actor, before);
    switch (stop.message.type) {
      case 'ClientHello':
        return 1;
      case 'HelloRetryRequest':
        return null;
      case 'ServerHello':
      case 'EncryptedExtensions':
      case 'CertificateStatus':
      case 'CertificateRequest':
      case 'ServerKeyExchange':
      case 'ServerHelloDone':
        return 2;
      case 'Certificate':
        return isForServer(stop.message) ? 4 : 2;
      case 'ClientKeyExchange':
        return 4;
      case 'CertificateVerify':
        return stop.message.from === 'server' ? 2 : 4;
      case 'ChangeCipherSpec':
        // In TLS 1.3 it means nothing.
        return stop.message.details.dummy === true ? null : before > 3 ? talk : before;
      case 'Finished':
        // TLS 1.3: part of the server's answer, and of what a client shows of itself.
        return isUnverified(stop, mode, before)
          ? before
          : before > 2
            ? talk
            : stop.message.from === 'server'
              ? 2
              : before;
      case 'ApplicationData':
        // TLS 1.3: a client that showed a certificate talks before it is verified. No textbook has that.
        return isUnverified(stop, mode, before) ? null : talk;
      default: // an alert belongs to what it answers
        return before;
    }
  }
  switch (stop.operation) {
    case 'path.validate':
    case 'certificate.decide':
    case 'certificate.missing':
    case 'ca.lookUp':
    case 'ca.impersonate':
      return judging(stop.actor, before);
    case 'ca.checkRequest':
    case 'ca.revoke':
    case 'ca.release':
    case 'ca.publishCrl':
      return before;
    case 'premaster.generate':
    case 'premaster.open':
    case 'ecdhe.agree':
    case 'keys.derive':
      // A server in mutual TLS 1.2 verifies the client first: textbooks have the keys before that.
      return before > 4 ? null : 4;
    case 'transcript.sign':
      return stop.actor === 'server' ? 2 : 4;
    // TLS 1.3: keys come in stages, from the server's answer on.
    case 'keys.handshake':
    case 'ticket.open':
      return before;
    case 'keys.application':
      return stop.actor === 'client' && mode === 'one-way' ? 4 : before;
    // The server's share is part of its answer, the client's of the key exchange.
    case 'ecdhe.generate':
    case 'parameters.sign':
      if (before <= 2 && stop.actor === 'client') return 1;
      if (before === 1) return 2;
      return stop.actor === 'server' ? 2 : 4;
    case 'finished.verify':
      return stop.actor === 'client' && before === 3 ? 3 : talk;
    case 'message.refuse':
    case 'attacker.equip':
    case 'attacker.edit':
    case 'attacker.drop':
    case 'attacker.replay':
      return before;
    case 'possession.verify':
      if (stop.details.shown === 'ServerKeyExchange') return 3;
      if (stop.subject === 'client') return 5;
      return before === 3 ? 3 : talk;
    default:
      return talk;
  }
}

/** The client verifies in step 3, the server in step 5; the CA's part belongs to who asked. */
function judging(actor: Actor, before: number): number {
  if (actor === 'client') return 3;
  return actor === 'server' ? 5 : before;
}
