// Runs a scenario: makes its world, lets two endpoints talk over a wire in memory, and returns the recording.
import { fromUtf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import type { PoolKeyName } from '../crypto/poolNames.ts';
import { type Random, seededRandom } from '../crypto/random.ts';
import { parseCertificate } from '../pki/certificate.ts';
import { encodeCrlHttpResponse } from '../pki/crlHttp.ts';
import { isoTime } from '../pki/time.ts';
import type { Credential } from '../tls/credential.ts';
import { type ClientConfig, newClient, newServer, type ServerConfig } from '../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput, RevocationQuestion, Side } from '../tls/events.ts';
import { commonName } from '../tls/peer.ts';
import { ocspAnswer, ocspQuestion } from '../tls/revocation.ts';
import { offered, preferred } from './abilities.ts';
import { balanceRequest, balanceResponse, movementsRequest } from './application.ts';
import type { Keys } from './authority.ts';
import { answerOcsp, forgeOcsp, type OcspAnswer, replayOcsp } from './ca.ts';
import type { CaMoment } from './caActions.ts';
import { type Desk, workAtCa } from './caWork.ts';
import { makeWorld, type World } from './issuance.ts';
import { keyLogOf } from './keyLog.ts';
import { outcomesOf, preventedMessages } from './outcome.ts';
import type { Plan } from './plan.ts';
import { planOf } from './planOf.ts';
import { Recorder } from './recorder.ts';
import type { Facts, LabEvent, Recording } from './recording.ts';
import { honestScenario, isHonest, type Scenario, scenarioKey } from './scenario.ts';
import { stepsOf } from './steps.ts';
import { converse, type Ends } from './wire.ts';

/** The same scenario gives the same recording, byte for byte, wherever it runs. */
export function runScenario(scenario: Scenario): Recording {
  const run = perform(scenario);
  const honest = isHonest(scenario) ? run.recorder.events : honestEvents(honestScenario(scenario));
  const { events, certificates } = run.recorder;
  const outcome = outcomesOf(run.ends.client, run.ends.server, events);
  const failed = outcome.client.state === 'failed' || outcome.server.state === 'failed';
  return {
    format: 'handshake-lab-recording',
    version: 1,
    scenario,
    now: run.plan.now,
    events,
    steps: stepsOf(events, scenario.mode),
    prevented: failed ? preventedMessages(events, honest) : [],
    certificates,
    outcome,
    keyLog: keyLogOf(events, 'client'),
  };
}

/** Configurations of both endpoints in a world; shared with the command line, which runs them on sockets. */
export function endpointConfigs(
  scenario: Pick<Scenario, 'protocol' | 'suite' | 'group' | 'revocation' | 'revocationPolicy'>,
  plan: Plan,
  world: World,
  random: (who: Side) => Random,
  staple: Uint8Array | null,
  clientStaple: Uint8Array | null = null,
): { client: ClientConfig; server: ServerConfig } {
  const { revocation, revocationPolicy } = scenario;
  const common = { revocationPolicy, alpn: ['http/1.1'] };
  return {
    client: {
      ...common,
      // The client offers all that it has; the server takes the scenario's first.
      ...offered(scenario, { staple: clientStaple, session: null }),
      revocation,
      now: plan.clientNow,
      anchors: world.clientRoots,
      random: random('client'),
      serverName: plan.serverName,
      credential: world.client,
      sendUnlisted: plan.clientSendsUnlisted,
    },
    server: {
      ...common,
      ...preferred(scenario, { random: random('server'), asksForStaple: revocation === 'stapled', tickets: 1 }),
      // A client can't staple in TLS 1.2: the server asks. In 1.3 it asks the client to.
      revocation: revocation === 'stapled' ? 'ocsp' : revocation,
      now: plan.now,
      anchors: world.serverRoots,
      random: random('server'),
      credential: world.server,
      clientCertificate: plan.clientCertificate,
      staple,
    },
  };
}

/** Plan and world of a scenario, as its run finds them. The recorder, where there is one, sees how the world is made. */
export function prepareWorld(
  scenario: Scenario,
  recorder: Recorder | null,
): { plan: Plan; world: World; keys: Keys; random: (who: string) => Random } {
  const plan = planOf(scenario);
  const randoms = new Map<string, Random>();
  const random = (who: string): Random => {
    const known = randoms.get(who) ?? seededRandom(scenario.seed, who);
    randoms.set(who, known);
    return known;
  };
  const keys = (name: PoolKeyName) => poolKey(name);
  return { plan, keys, random, world: makeWorld(plan, { keys, random: random('ca') }, recorder) };
}

function perform(scenario: Scenario): { plan: Plan; recorder: Recorder; ends: Ends } {
  const recorder = new Recorder();
  const { plan, world, keys, random } = prepareWorld(scenario, recorder);
  const lab: Lab = { recorder, plan, world, keys, requests: { wanted: scenario.requests, sent: 0 } };
  const work = (moment: CaMoment) => workAtDesk(lab, scenario, random('ca'), moment);
  work('before');
  const isStapled = scenario.revocation === 'stapled';
  const staple = isStapled ? fetchStaple(lab, 'server', world.server) : null;
  // A client staples in TLS 1.3 (RFC 9846 4.5.1.1).
  const both = isStapled && scenario.protocol === 'tls1.3' && world.client !== null;
  const clientStaple = both ? fetchStaple(lab, 'client', world.client) : null;
  const configs = endpointConfigs(scenario, plan, world, random, staple, clientStaple);
  recorder.belief('client', 'client.idle', { serverName: plan.serverName });
  recorder.belief('server', 'server.listening');
  let helloArrived = false;
  const ends = converse(
    { client: newClient(configs.client), server: newServer(configs.server) },
    {
      saw: (side, event) => recorder.endpoint(side, event),
      arrived: (side, message) => {
        const isHello = side === 'server' && !helloArrived;
        helloArrived ||= isHello;
        recorder.received(side, message);
        if (isHello) work('during');
      },
      askCa: (side, question) => askCa(lab, side, question),
      application: (side, event, current) => application(lab, side, event, current),
    },
  );
  return { plan, recorder, ends };
}

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

/** What a run goes by, once its world is made. */
interface Lab {
  readonly recorder: Recorder;
  readonly plan: Plan;
  /** The CA's register and list change while it works. */
  world: World;
  readonly keys: Keys;
  /** The client's application: how often it means to ask, and how often it has. */
  readonly requests: { readonly wanted: number; sent: number };
}

function workAtDesk(lab: Lab, { caWork }: Scenario, random: Random, moment: CaMoment): void {
  if (caWork.length === 0) return;
  const { recorder, plan, world, keys } = lab;
  const desk: Desk = {
    ...world,
    plan,
    recorder,
    keys,
    random,
    ask: (question, facts) => {
      lab.world = { ...lab.world, register: desk.register };
      askResponder(lab, 'client', null, question, facts);
    },
  };
  workAtCa(desk, caWork, moment);
  lab.world = { ...lab.world, register: desk.register, list: desk.list };
}

/** The question travels to the CA, its answer back: both are messages of the recording. Null where no answer comes. */
const askCa = (lab: Lab, side: Side, question: RevocationQuestion): Uint8Array | null =>
  question.via === 'ocsp' ? askResponder(lab, side, other(side), question) : fetchList(lab, side, question);

/** `about`: whose certificate it is; null where somebody asks on their own account, which `more` tells. */
function askResponder(
  lab: Lab,
  side: Side,
  about: Side | null,
  question: RevocationQuestion,
  more: Facts = {},
): Uint8Array | null {
  const { recorder } = lab;
  const { http, httpSpans, body, serial } = question;
  const asked = recorder.caMessage({
    from: side,
    to: 'ca',
    channel: 'ocsp',
    type: 'OCSPRequest',
    wire: http,
    spans: httpSpans,
    ...(body ? { body } : {}),
    facts: { serial, ...(about ? { about } : {}), ...more },
  });
  const answer = respond(lab, about, asked, http);
  if (answer === null) return null;
  const sent = recorder.caMessage({
    from: 'ca',
    to: side,
    channel: 'ocsp',
    type: 'OCSPResponse',
    wire: answer.http,
    spans: answer.spans,
    body: answer.body,
    facts: { status: answer.status, serial: answer.serial, ...more },
  });
  recorder.received(side, sent);
  return answer.http;
}

/** The CA's own answer, that of somebody on the way, or none. */
function respond(
  { recorder, plan, world, keys }: Lab,
  about: Side | null,
  asked: number,
  http: Uint8Array,
): OcspAnswer | null {
  const { authority, register } = world;
  const whose = about === null ? {} : { subject: about };
  switch (plan.ca.responder) {
    case 'silent':
      return null;
    case 'stranger':
      recorder.work('ca', 'ca.impersonate', { how: 'forged' }, whose);
      return forgeOcsp(authority, http, plan.now, keys);
    case 'replay':
      recorder.work('ca', 'ca.impersonate', { how: 'replayed' }, whose);
      return replayOcsp(authority, http, plan.now);
    case 'ca': {
      recorder.received('ca', asked);
      const answer = answerOcsp(authority, register, http, plan.now);
      const facts = { serial: answer.serial, status: answer.status };
      recorder.work('ca', 'ca.lookUp', facts, whose);
      recorder.belief('ca', 'ca.answered', facts);
      return answer;
    }
  }
}

/** The CA's list lies at the address that certificates name; it was signed when it was published. */
function fetchList({ recorder, plan, world }: Lab, side: Side, question: RevocationQuestion): Uint8Array | null {
  const { http, httpSpans, url } = question;
  const asked = recorder.caMessage({
    from: side,
    to: 'ca',
    channel: 'crl',
    type: 'CRLRequest',
    wire: http,
    spans: httpSpans,
    facts: { url },
  });
  recorder.received('ca', asked);
  if (!world.list) return null;
  const { der, revoked, nextUpdate } = world.list;
  const { bytes, spans } = encodeCrlHttpResponse({ body: der, now: plan.now });
  const sent = recorder.caMessage({
    from: 'ca',
    to: side,
    channel: 'crl',
    type: 'CRL',
    wire: bytes,
    spans,
    body: der,
    facts: { revoked, nextUpdate: isoTime(nextUpdate) },
  });
  recorder.received(side, sent);
  return bytes;
}

/** Beforehand, an endpoint asks about its own certificate. DER of the OCSPResponse; null where none came. */
function fetchStaple(lab: Lab, side: Side, { chain }: Credential): Uint8Array | null {
  const { authority } = lab.world;
  const issuer = lab.plan[side]?.issuer === 'root' ? authority.root : authority.issuing;
  const [leaf] = chain;
  // No nonce: the answer is for whoever will ask.
  const question = leaf ? ocspQuestion(parseCertificate(leaf), issuer.certificate, null) : null;
  const http = question && askResponder(lab, side, side, question);
  return http && ocspAnswer(http);
}

/** The client asks for its balance once established, and for more where it means to; the server answers; the client closes. */
function application(lab: Lab, side: Side, event: EndpointEvent, ends: Ends): EndpointInput[] {
  if (side === 'client' && (event.kind === 'established' || event.kind === 'data')) return ask(lab, event);
  if (side === 'server' && event.kind === 'data') return answer(lab, event.data, ends);
  return [];
}

function ask(
  { recorder, plan, requests }: Lab,
  event: EndpointEvent & { kind: 'established' | 'data' },
): EndpointInput[] {
  const login = plan.client ? 'certificate' : 'password';
  const first = event.kind === 'established';
  if (event.kind === 'data' && requests.sent === 1) recorder.secret('client', 'response', event.data, 'received');
  if (!first && requests.sent >= requests.wanted) return [{ kind: 'close' }];
  requests.sent += 1;
  const data = first ? balanceRequest(plan.serverName, login) : movementsRequest(plan.serverName, login, requests.sent);
  if (first) recorder.secret('client', 'request', data, 'generated');
  return [{ kind: 'write', data }];
}

function answer({ recorder, requests }: Lab, request: Uint8Array, ends: Ends): EndpointInput[] {
  // What the two texts are, who has them: told of the first exchange, the others are alike.
  const first = requests.sent === 1;
  if (first) recorder.secret('server', 'request', request, 'received');
  const customer = customerOf(ends);
  const data = balanceResponse(customer, fromUtf8(request));
  const status = fromUtf8(data).split(' ')[1] ?? '';
  recorder.work(
    'server',
    'application.decide',
    { customer: customer ?? '', by: customer ? 'certificate' : 'password', status },
    { tone: status === '200' ? 'pass' : 'fail', subject: 'client' },
  );
  if (first) recorder.secret('server', 'response', data, 'generated');
  return [{ kind: 'write', data }];
}

/** Whom TLS authenticated: the common name of the certificate, once path and possession are proven. */
function customerOf({ server }: Ends): string | null {
  if (server.name !== 'connected' || server.identity.kind !== 'certificate') return null;
  return commonName(server.identity.path.leaf);
}

/** What the same scenario does without faults and edits; kept, since it is the same for every fault. */
function honestEvents(scenario: Scenario): readonly LabEvent[] {
  const key = scenarioKey(scenario);
  const known = honestRuns.get(key);
  if (known) return known;
  const { events } = perform(scenario).recorder;
  if (honestRuns.size >= HONEST_RUNS_KEPT) honestRuns.clear();
  honestRuns.set(key, events);
  return events;
}

const HONEST_RUNS_KEPT = 8;
const honestRuns = new Map<string, readonly LabEvent[]>();
