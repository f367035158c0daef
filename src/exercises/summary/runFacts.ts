// What an answer to a run's question may rely on: who refused, by which check, with which alert, and the rows for it.
import type { OperationDetails } from '../../lab/recording/details.ts';
import type { EventOf, LabEvent, Message, Recording } from '../../lab/recording/recording.ts';
import type { CheckId } from '../../pki/path/checkId.ts';
import { isPassedOver } from '../../pki/path/softFail.ts';
import type { Side } from '../../tls/events.ts';
import { type CheckEvent, connected, failedChecks, refuses } from '../facts.ts';
import { type ProofColumn, proofColumn, stepNumberOf } from './claims.ts';

/** What a row is named for. Each is the number of a step; a row that this run does not have is absent. */
export const FACT_ROWS = [
  'fails', // the check that decides
  'alert', // the fatal alert of the side that refuses
  'shown', // the Certificate message of the side that is refused
  'proof', // the message that proves its key
  'asked', // CertificateRequest
  'request', // the client's first request, where it went out before the server refused
  'status', // the last answer about revocation before the decision
  'passedOver', // where soft-fail lets a missing answer pass
  'serverShown', // the server's certificate is accepted by the client
  'serverProof', // the server's key is proven
  'clientShown', // the client's certificate is accepted by the server
  'clientProof', // the client's key is proven
  'clientMessage', // the client's CertificateVerify
  'serverFinished', // the client has checked the server's Finished
  'decides', // the application decides
  'update', // the first KeyUpdate
  'again', // the client connects once more
  'ticket', // the server opens its ticket
  'attack', // the attacker changes, drops or replays a message
  'reads', // a machine in the middle reads the request
  'opens', // a stolen key opens what was recorded
  'fruitless', // and where it opens nothing
  'caWork', // the first thing that the CA did at somebody's wish
] as const;
export type FactRow = (typeof FACT_ROWS)[number];

export interface RunFacts {
  /** `through`: both sides connected. `silent`: nobody refused, and they did not connect. */
  readonly end: 'through' | 'refused' | 'silent';
  /** Of `refused`: the side that found the failure that came first. */
  readonly by: Side | null;
  readonly check: CheckId | null;
  readonly failure: CheckEvent | null;
  /** How many different checks failed, on both sides. */
  readonly failed: number;
  /** Name of the fatal alert that this side sent. */
  readonly alert: string | null;
  readonly rows: Readonly<Partial<Record<FactRow, number>>>;
  readonly server: ProofColumn;
  readonly client: ProofColumn;
  /** The name that the client asked for. */
  readonly host: string | null;
  /** Status of the application's first answer, such as 403; and how the customer logged in. */
  readonly status: string | null;
  readonly login: OperationDetails['application.decide']['by'] | null;
  readonly updates: number;
}

export function runFacts(recording: Recording): RunFacts {
  const { events } = recording;
  const failures = failedChecks(recording);
  const by = firstToRefuse(recording, failures);
  const failure = by === null ? null : (failures.find(({ actor }) => actor === by) ?? null);
  const sent = events.filter((event): event is EventOf<'sent'> => event.kind === 'sent');
  const tls = sent.filter(({ message }) => message.channel === 'tls');
  const alert = by === null ? undefined : tls.find(({ message }) => message.from === by && isFatal(message));
  const server = proofColumn(recording, 'server', 0);
  const client = proofColumn(recording, 'client', 0);
  const refused = by === null ? null : by === 'client' ? server : client;
  const operation = <Id extends EventOf<'operation'>['operation']>(id: Id) =>
    events.find((event): event is Operation<Id> => event.kind === 'operation' && event.operation === id);
  const decision = operation('application.decide');
  const updates = tls.filter(({ message }) => message.type === 'KeyUpdate');
  const hello = tls.find(({ message }) => message.type === 'ClientHello')?.message;
  const request = tls.find(({ message }) => message.type === 'ApplicationData' && message.from === 'client');
  const decrypt = operation('attacker.decrypt');
  const found: Partial<Record<FactRow, LabEvent | undefined>> = {
    fails: failure ?? undefined,
    alert,
    shown: refused === null ? undefined : lastSent(tls, refused, 'Certificate'),
    proof: refused === null ? undefined : lastSent(tls, refused, refused.claims[1].message),
    asked: tls.find(({ message }) => message.type === 'CertificateRequest'),
    request:
      by === 'server' && failure !== null && request !== undefined && request.id < failure.id ? request : undefined,
    status: sent.findLast(
      ({ id, message }) =>
        id < (failure?.id ?? events.length) &&
        (message.type === 'OCSPResponse' || message.type === 'CRL') &&
        !('action' in message.details),
    ),
    passedOver: events.find((event) => event.kind === 'check' && isPassedOver(event.check)),
    clientMessage: tls.find(({ message }) => message.type === 'CertificateVerify' && message.from === 'client'),
    decides: decision,
    update: updates[0],
    again: operation('connection.again'),
    ticket: operation('ticket.open'),
    attack: operation('attacker.edit') ?? operation('attacker.drop') ?? operation('attacker.replay'),
    reads: operation('attacker.read'),
    opens: decrypt?.details.opened === true ? decrypt : undefined,
    fruitless: decrypt?.details.opened === false ? decrypt : undefined,
    caWork: events.find(
      (event) => event.kind === 'operation' && 'action' in event.details && event.details.action !== undefined,
    ),
  };
  return {
    end: connected(recording) ? 'through' : by === null ? 'silent' : 'refused',
    by,
    check: failure?.check.check ?? null,
    failure,
    failed: new Set(failures.map(({ actor, check }) => `${actor} ${check.check} ${check.certificate}`)).size,
    alert: alert?.message.type === 'Alert' ? alert.message.details.description : null,
    rows: { ...numbers(recording, found), ...provenRows(server, client) },
    server,
    client,
    host: hello?.type === 'ClientHello' ? hello.details.serverName || null : null,
    status: decision?.details.status ?? null,
    login: decision?.details.by ?? null,
    updates: updates.length,
  };
}

type Operation<Id extends EventOf<'operation'>['operation']> = Extract<
  LabEvent,
  { readonly kind: 'operation'; readonly operation: Id }
>;

/** Both may find a failure of their own: the earlier one counts. */
function firstToRefuse(recording: Recording, failures: readonly CheckEvent[]): Side | null {
  const sides = (['client', 'server'] as const).filter((side) => refuses(recording, side));
  const first = failures.find(({ actor }) => sides.some((side) => side === actor));
  return sides.find((side) => side === first?.actor) ?? null;
}

const isFatal = (message: Message): boolean => message.type === 'Alert' && message.details.level === 'fatal';

function lastSent(
  tls: readonly EventOf<'sent'>[],
  { prover, verifier }: ProofColumn,
  type: string | null,
): EventOf<'sent'> | undefined {
  const own = tls.filter(({ message }) => message.type === type);
  return own.find(({ message }) => message.to === verifier) ?? own.find(({ message }) => message.from === prover);
}

function numbers(
  recording: Recording,
  found: Partial<Record<FactRow, LabEvent | undefined>>,
): Partial<Record<FactRow, number>> {
  return Object.fromEntries(
    Object.entries(found).flatMap(([row, event]) => {
      const step = event === undefined ? null : stepNumberOf(recording, event.id);
      return step === null ? [] : [[row, step]];
    }),
  );
}

function provenRows(server: ProofColumn, client: ProofColumn): Partial<Record<FactRow, number>> {
  const rows: [FactRow, ProofColumn, number][] = [
    ['serverShown', server, 0],
    ['serverProof', server, 1],
    ['serverFinished', server, 2],
    ['clientShown', client, 0],
    ['clientProof', client, 1],
  ];
  return Object.fromEntries(
    rows.flatMap(([row, { claims }, i]) => {
      const claim = claims[i];
      return claim?.state === 'proven' && claim.step !== null ? [[row, claim.step]] : [];
    }),
  );
}
