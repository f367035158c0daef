// The end of a run: who has proven what to whom, what a listener knows, and what the CA said. A fold over the recording.
import { connectionsOf } from '../../lab/recording/connections.ts';
import type { EventOf, LabEvent, Message, Recording } from '../../lab/recording/recording.ts';
import type { OcspStatus } from '../../tls/details.ts';
import type { Side } from '../../tls/events.ts';
import { type ProofColumn, proofColumn, stepNumberOf } from './claims.ts';

export interface RunSummary {
  /** By connection: what the server proved to the client, and what the client proved to the server. */
  readonly connections: readonly (readonly [ProofColumn, ProofColumn])[];
  readonly onlooker: Onlooker;
  /** In the order in which the answers were given. */
  readonly answers: readonly StatusAnswer[];
}

/** What somebody knows who reads all wires and holds no key, and what whoever else was on the way came to read. */
export interface Onlooker {
  /** The server's name in ClientHello. */
  readonly name: { readonly text: string; readonly step: number } | null;
  /** Subjects of leaves that travelled unencrypted. */
  readonly certificates: readonly { readonly side: Side; readonly subject: string; readonly step: number }[];
  /** Whose serial number went to the CA unencrypted. */
  readonly serials: readonly { readonly about: Side; readonly step: number }[];
  /** Messages with application data. */
  readonly sealed: number;
  /** Where a machine in the middle reads what the client sent; where a stolen key opens what was recorded. */
  readonly reads: number | null;
  readonly opens: number | null;
}

/** What was said of a certificate's revocation in the CA's name. `list`: the CA's CRL. */
export interface StatusAnswer {
  readonly about: Side | null;
  readonly says: OcspStatus | 'list';
  readonly step: number;
  /** False where somebody else answered in the CA's place, or played an old answer again. */
  readonly genuine: boolean;
}

export function runSummary(recording: Recording): RunSummary {
  return {
    connections: connectionsOf(recording.events).map(
      ({ start }) => [proofColumn(recording, 'server', start), proofColumn(recording, 'client', start)] as const,
    ),
    onlooker: onlookerOf(recording),
    answers: answersOf(recording),
  };
}

function onlookerOf(recording: Recording): Onlooker {
  const sent = recording.events.filter((event): event is EventOf<'sent'> => event.kind === 'sent');
  const stepOf = ({ id }: LabEvent): number => stepNumberOf(recording, id) ?? 1;
  const hello = sent.find(({ message }) => message.type === 'ClientHello' && message.details.serverName !== '');
  const operation = (id: 'attacker.read' | 'attacker.decrypt') =>
    recording.events.find((event) => event.kind === 'operation' && event.operation === id && event.result === 'pass');
  const [reads, opens] = [operation('attacker.read'), operation('attacker.decrypt')];
  return {
    name:
      hello?.message.type === 'ClientHello' ? { text: hello.message.details.serverName, step: stepOf(hello) } : null,
    certificates: firstOfEach(
      sent.flatMap((event) => {
        const [leaf] = event.message.certificates;
        const isOpen = event.message.type === 'Certificate' && !event.message.encrypted;
        const subject = leaf === undefined ? undefined : recording.certificates[leaf]?.subject;
        return isOpen && subject !== undefined ? [{ side: writerOf(event.message), subject, step: stepOf(event) }] : [];
      }),
      ({ side }) => side,
    ),
    serials: firstOfEach(
      sent.flatMap((event) =>
        event.message.type === 'OCSPRequest' && isSide(event.message.details.about)
          ? [{ about: event.message.details.about, step: stepOf(event) }]
          : [],
      ),
      ({ about }) => about,
    ),
    sealed: sent.filter(({ message }) => message.type === 'ApplicationData' && message.encrypted).length,
    reads: reads === undefined ? null : stepOf(reads),
    opens: opens === undefined ? null : stepOf(opens),
  };
}

/** Answers to client and server; what outsiders had the CA do is not among them. */
function answersOf(recording: Recording): StatusAnswer[] {
  const { events } = recording;
  let about: Side | null = null;
  let impersonated = false;
  return events.flatMap((event): StatusAnswer[] => {
    if (event.kind === 'operation' && event.operation === 'ca.impersonate') impersonated = true;
    if (event.kind !== 'sent') return [];
    const { message } = event;
    if (message.type === 'OCSPRequest') {
      about = isSide(message.details.about) ? message.details.about : null;
      impersonated = false;
      return [];
    }
    const step = stepNumberOf(recording, event.id) ?? 1;
    const genuine = message.from === 'ca' && !impersonated;
    if (message.type === 'OCSPResponse') {
      const isAsked = about !== null && message.details.action === undefined && message.details.about !== 'any';
      return isAsked ? [{ about, says: message.details.status, step, genuine }] : [];
    }
    return message.type === 'CRL' ? [{ about: null, says: 'list', step, genuine }] : [];
  });
}

const isSide = (about: string | undefined): about is Side => about === 'client' || about === 'server';

const writerOf = ({ from, to }: Message): Side =>
  from === 'client' || (from === 'attacker' && to === 'server') ? 'client' : 'server';

function firstOfEach<T>(all: readonly T[], key: (one: T) => string): T[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const isNew = !seen.has(key(one));
    seen.add(key(one));
    return isNew;
  });
}
