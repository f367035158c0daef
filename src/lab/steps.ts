// The stops of the player: each message and each piece of local work, with phase and textbook step.
import type { Actor, EventOf, LabEvent, Message, PhaseId, Step } from './recording.ts';
import type { Mode } from './scenario.ts';

type Stop = EventOf<'sent'> | EventOf<'work'>;

export function stepsOf(events: readonly LabEvent[], mode: Mode): Step[] {
  const stops = events.filter((event): event is Stop => event.kind === 'sent' || event.kind === 'work');
  const seen = new Map<string, number>();
  const steps: Step[] = [];
  for (const [index, stop] of stops.entries()) {
    const before = steps.at(-1);
    const phase = phaseOf(stop, before?.phase ?? 'issuance', mode);
    steps.push({
      number: index + 1,
      key: keyOf(stop, seen),
      kind: stop.kind === 'sent' ? 'message' : 'work',
      event: stop.id,
      until: stops[index + 1]?.id ?? events.length,
      phase,
      textbook: phase === 'issuance' ? null : textbookOf(stop, mode, before?.textbook ?? 1),
    });
  }
  return steps;
}

function keyOf(stop: Stop, seen: Map<string, number>): string {
  const name = `${stop.actor}:${stop.kind === 'sent' ? stop.message.type : stop.work}`;
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  return count === 1 ? name : `${name}#${count}`;
}

/** Phases follow each other; what starts one is named here, everything else stays in the phase before it. */
function phaseOf(stop: Stop, before: PhaseId, mode: Mode): PhaseId {
  if (stop.kind === 'sent' && stop.message.channel === 'tls') {
    const { type, from } = stop.message;
    // A machine in the middle connects to the server while its connection with the client is under way.
    if (before === 'upstream') return type === 'ApplicationData' && from !== 'client' ? 'data' : before;
    if (type === 'ApplicationData' || before === 'data') return 'data';
    if (type === 'ClientHello') return from === 'attacker' && before !== 'hello' ? 'upstream' : 'hello';
    if (type === 'Certificate') return isForServer(stop.message) ? 'client-proves' : 'server-proves';
  }
  if (stop.kind === 'work') {
    if (stop.work === 'key.steal') return 'tomorrow';
    if (before === 'upstream' || before === 'data') return before;
    if (stop.work === 'premaster.generate' && mode === 'one-way') return 'keys';
    if ((stop.work === 'finished.verify' || stop.work === 'record.open') && before === 'client-proves') return 'keys';
  }
  return before;
}

/** Whether it is part of what the client tells the server, whoever sends it. */
const isForServer = ({ from, to }: Pick<Message, 'from' | 'to'>): boolean =>
  from === 'client' || (from === 'attacker' && to === 'server');

/** Step of the textbook's flow, one-way 1 to 5 or two-way 1 to 6. */
function textbookOf(stop: Stop, mode: Mode, before: number): number {
  const talk = mode === 'one-way' ? 5 : 6;
  if (stop.kind === 'sent') {
    if (stop.message.channel === 'ocsp' || stop.message.channel === 'crl') return judging(stop.actor, before);
    switch (stop.message.type) {
      case 'ClientHello':
        return 1;
      case 'ServerHello':
      case 'CertificateStatus':
      case 'CertificateRequest':
      case 'ServerHelloDone':
        return 2;
      case 'Certificate':
        return isForServer(stop.message) ? 4 : 2;
      case 'ClientKeyExchange':
      case 'CertificateVerify':
        return 4;
      case 'ChangeCipherSpec':
      case 'Finished':
      case 'ApplicationData':
        return talk;
      default: // an alert belongs to what it answers
        return before;
    }
  }
  switch (stop.work) {
    case 'path.validate':
    case 'certificate.decide':
    case 'certificate.missing':
    case 'ca.lookUp':
    case 'ca.impersonate':
      return judging(stop.actor, before);
    case 'premaster.generate':
    case 'premaster.open':
    case 'keys.derive':
    case 'transcript.sign':
      return 4;
    case 'attacker.equip':
    case 'attacker.edit':
    case 'attacker.drop':
    case 'attacker.replay':
      return before;
    case 'possession.verify':
      return stop.subject === 'client' ? 5 : talk;
    default:
      return talk;
  }
}

/** The client verifies in step 3, the server in step 5; the CA's part belongs to who asked. */
function judging(actor: Actor, before: number): number {
  if (actor === 'client') return 3;
  return actor === 'server' ? 5 : before;
}
