// Runs a scenario: makes its world, lets two endpoints talk over a wire in memory, and returns the recording.
import { fromUtf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import type { PoolKeyName } from '../crypto/poolNames.ts';
import { type Random, seededRandom } from '../crypto/random.ts';
import { parseCertificate } from '../pki/certificate.ts';
import { encodeCrlHttpResponse } from '../pki/crlHttp.ts';
import { isoTime } from '../pki/time.ts';
import { type ClientConfig, newClient } from '../tls/client.ts';
import type { EndpointEvent, EndpointInput, RevocationQuestion, Side } from '../tls/events.ts';
import { commonName } from '../tls/peer.ts';
import { ocspAnswer, ocspQuestion } from '../tls/revocation.ts';
import { newServer, type ServerConfig } from '../tls/server.ts';
import { suiteByName } from '../tls/suites.ts';
import { balanceRequest, balanceResponse } from './application.ts';
import { writtenOver } from './attacker/edits.ts';
import { type Equipment, equip } from './attacker/equipment.ts';
import { attackersLane } from './attacker/lane.ts';
import { attackerOf, disguiseOf } from './attacker/place.ts';
import { tryStolenKey } from './attacker/tomorrow.ts';
import type { Keys } from './authority.ts';
import { answerOcsp, forgeOcsp, type OcspAnswer, replayOcsp } from './ca.ts';
import { applyFaults } from './faults/catalogue.ts';
import { makeWorld, type World } from './issuance.ts';
import { keyLogOf, keyLogs } from './keyLog.ts';
import { outcomesOf, preventedMessages } from './outcome.ts';
import { DAY, honestPlan, type Plan } from './plan.ts';
import { Recorder } from './recorder.ts';
import type { Actor, LabEvent, Message, Recording } from './recording.ts';
import { LAB_NOW, type Scenario, SUITES, scenarioKey } from './scenario.ts';
import { stepsOf } from './steps.ts';
import { converse, type Ends } from './wire.ts';

/** The same scenario gives the same recording, byte for byte, wherever it runs. */
export function runScenario(scenario: Scenario): Recording {
  const run = perform(scenario);
  const isHonest = scenario.faults.length === 0 && scenario.tampering.length === 0;
  const honest = isHonest ? run.recorder.events : honestEvents({ ...scenario, faults: [], tampering: [] });
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
    keyLog: run.recorder.between ? keyLogs(events) : keyLogOf(events, 'client'),
  };
}

/** Configurations of both endpoints in a world; shared with the command line, which runs them on sockets. */
export function endpointConfigs(
  scenario: Pick<Scenario, 'suite' | 'revocation' | 'revocationPolicy'>,
  plan: Plan,
  world: World,
  random: (who: Side) => Random,
  staple: Uint8Array | null,
): { client: ClientConfig; server: ServerConfig } {
  // The client offers every suite that it has; the server takes the scenario's first.
  const offered = SUITES.map(suiteByName);
  const preferred = [suiteByName(scenario.suite), ...offered.filter(({ name }) => name !== scenario.suite)];
  const { revocation, revocationPolicy } = scenario;
  const common = { revocationPolicy, alpn: ['http/1.1'] };
  const configs = {
    client: {
      ...common,
      revocation,
      now: plan.clientNow,
      anchors: [world.clientRoot],
      suites: offered,
      random: random('client'),
      serverName: plan.serverName,
      credential: world.client,
      sendUnlisted: plan.clientSendsUnlisted,
    },
    server: {
      ...common,
      // A client can't staple in TLS 1.2: the server asks.
      revocation: revocation === 'stapled' ? 'ocsp' : revocation,
      now: plan.now,
      anchors: [world.serverRoot],
      suites: preferred,
      random: random('server'),
      credential: world.server,
      clientCertificate: plan.clientCertificate,
      servedNames: plan.servedNames,
      staple,
    },
  } satisfies { client: ClientConfig; server: ServerConfig };
  return plan.suitesApart ? apart(configs) : configs;
}

/** The client offers the one suite that the server would take; the server knows all others. */
function apart({ client, server }: { client: ClientConfig; server: ServerConfig }): {
  client: ClientConfig;
  server: ServerConfig;
} {
  const [first] = server.suites;
  const isFirst = ({ name }: { name: string }): boolean => name === first?.name;
  return {
    client: { ...client, suites: client.suites.filter(isFirst) },
    server: { ...server, suites: server.suites.filter((suite) => !isFirst(suite)) },
  };
}

/** `day`: -1 for a session of the day before, with the same certificates and other random values. */
function perform(scenario: Scenario, day: 0 | -1 = 0): { plan: Plan; recorder: Recorder; ends: Ends } {
  const recorder = new Recorder();
  const publishes = scenario.revocation === 'crl' ? 'crl' : 'ocsp';
  const today = applyFaults(honestPlan(scenario.mode, LAB_NOW, 'past', publishes), scenario);
  const plan = day === 0 ? today : daysLater(today, day);
  recorder.between = plan.attacks.length > 0 || scenario.tampering.length > 0;
  const randoms = new Map<string, Random>();
  const random = (who: string): Random => {
    const known = randoms.get(who) ?? seededRandom(scenario.seed, day === 0 ? who : `${who} yesterday`);
    randoms.set(who, known);
    return known;
  };
  const keys = (name: PoolKeyName) => poolKey(name);
  const world = makeWorld(plan, { keys, random: seededRandom(scenario.seed, 'ca') }, recorder);
  const equipment = plan.attacks.includes('mitm') ? equip(plan, keys, random('attacker.ca')) : null;
  const lab: Lab = { recorder, plan, world, keys, tampering: scenario.tampering, equipment };
  if (equipment) recordEquipment(lab, equipment);
  const staple = scenario.revocation === 'stapled' ? fetchStaple(lab) : null;
  const honest = endpointConfigs(scenario, plan, world, random, staple);
  const configs = plan.attackerTrusted && equipment ? trusting(honest, equipment) : honest;
  const attacker = attackerOf(plan, scenario.tampering, {
    yesterday: () => clientMessages(perform({ ...scenario, faults: [], tampering: [] }, -1).recorder.events),
    disguise: () => {
      if (!equipment) throw new Error('a machine in the middle without equipment');
      const randoms = { serverRandom: random('attacker.server'), clientRandom: random('attacker.client') };
      return disguiseOf(honest, { ...equipment, ...randoms }, plan, keys);
    },
  });
  recorder.belief('client', 'client.idle', { serverName: plan.serverName });
  recorder.belief('server', 'server.listening');
  if (attacker)
    recorder.belief(
      'attacker',
      equipment ? 'attacker.pretends' : 'attacker.relays',
      equipment ? { name: plan.serverName } : {},
    );
  else if (plan.keyLeaks) recorder.belief('attacker', 'attacker.records');
  const ends = converse(
    { client: newClient(configs.client), server: newServer(configs.server) },
    {
      saw: (side, event) => recorder.endpoint(side, event),
      arrived: (side, message) => recorder.received(side, message),
      askCa: (side, question) => askCa(lab, side, question),
      application: (side, event, current) => application(lab, side, event, current),
      carrier: attacker && attackersLane(attacker, recorder),
    },
  );
  if (plan.keyLeaks) tryStolenKey(recorder, world.server.key);
  return { plan, recorder, ends };
}

/** The same world on another day: certificates as they are, clocks and the CA's list of that day. */
function daysLater(plan: Plan, days: number): Plan {
  const { thisUpdate, nextUpdate } = plan.ca.crl;
  const by = days * DAY;
  return {
    ...plan,
    now: plan.now + by,
    clientNow: plan.clientNow + by,
    ca: { ...plan.ca, crl: { thisUpdate: thisUpdate + by, nextUpdate: nextUpdate + by } },
  };
}

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

/** What a run goes by, once its world is made. */
interface Lab {
  readonly recorder: Recorder;
  readonly plan: Plan;
  readonly world: World;
  readonly keys: Keys;
  readonly tampering: Scenario['tampering'];
  /** Of a machine in the middle. */
  readonly equipment: Equipment | null;
}

/** The question travels to the CA, its answer back: both are messages of the recording. Null where no answer comes. */
const askCa = (lab: Lab, side: Side, question: RevocationQuestion): Uint8Array | null =>
  question.via === 'ocsp' ? askResponder(lab, side, other(side), question) : fetchList(lab, side, question);

/** `about`: whose certificate it is. */
function askResponder(lab: Lab, side: Side, about: Side, question: RevocationQuestion): Uint8Array | null {
  const { http, httpSpans, body, serial } = question;
  const station = stationOf(lab, question);
  const asked = sendAside(lab, {
    from: side,
    to: station,
    channel: 'ocsp',
    type: 'OCSPRequest',
    wire: http,
    spans: httpSpans,
    ...(body ? { body } : {}),
    facts: { serial, about },
  });
  const answer = respond(lab, about, station, asked.sent, { ...question, http: asked.wire });
  if (answer === null) return null;
  const answered = sendAside(lab, {
    from: station,
    to: side,
    channel: 'ocsp',
    type: 'OCSPResponse',
    wire: answer.http,
    spans: answer.spans,
    body: answer.body,
    facts: { status: answer.status, serial: answer.serial },
  });
  lab.recorder.received(side, answered.sent);
  return answered.wire;
}

/** Who gets a question about revocation: the CA, or somebody on the way to it. */
function stationOf({ plan, equipment }: Lab, { via, url }: RevocationQuestion): 'ca' | 'attacker' {
  if (equipment?.status.url === url) return 'attacker';
  return via === 'ocsp' && (plan.ca.responder === 'stranger' || plan.ca.responder === 'replay') ? 'attacker' : 'ca';
}

type AsideMessage = Parameters<Recorder['caMessage']>[0];

/** To or from the CA; over the attacker where a byte is changed by hand. What arrives, and the event it was sent by. */
function sendAside({ recorder, tampering }: Lab, message: AsideMessage): { wire: Uint8Array; sent: number } {
  const { from, to, type, wire } = message;
  const { bytes, edits } = writtenOver(wire, tampering, recorder.nextKey(from, type));
  if (edits.length === 0 || from === 'attacker' || to === 'attacker') {
    return { wire, sent: recorder.caMessage(message) };
  }
  const { body: _, ...changed } = message;
  recorder.received('attacker', recorder.caMessage({ ...message, to: 'attacker' }));
  for (const edit of edits) recorder.work('attacker', 'attacker.edit', { message: type, how: 'hand', ...edit });
  return { wire: bytes, sent: recorder.caMessage({ ...changed, from: 'attacker', wire: bytes }) };
}

/** The CA's own answer, that of somebody on the way, or none. */
function respond(
  { recorder, plan, world, keys, equipment }: Lab,
  subject: Side,
  station: Actor,
  asked: number,
  question: RevocationQuestion,
): OcspAnswer | null {
  const { authority, register } = world;
  const { http } = question;
  if (station === 'attacker') recorder.received('attacker', asked);
  if (equipment?.status.url === question.url) return equipment.answer(question);
  switch (plan.ca.responder) {
    case 'silent':
      return null;
    case 'stranger':
      recorder.work('attacker', 'ca.impersonate', { how: 'forged' }, { subject });
      return forgeOcsp(authority, http, plan.now, keys);
    case 'replay':
      recorder.work('attacker', 'ca.impersonate', { how: 'replayed' }, { subject });
      return replayOcsp(authority, http, plan.now);
    case 'ca': {
      recorder.received('ca', asked);
      const answer = answerOcsp(authority, register, http, plan.now);
      const facts = { serial: answer.serial, status: answer.status };
      recorder.work('ca', 'ca.lookUp', facts, { subject });
      recorder.belief('ca', 'ca.answered', facts);
      return answer;
    }
  }
}

/** The CA's list lies at the address that certificates name; it was signed when it was published. */
function fetchList(lab: Lab, side: Side, question: RevocationQuestion): Uint8Array | null {
  const { recorder, plan, world, equipment } = lab;
  const { http, httpSpans, url } = question;
  const station = stationOf(lab, question);
  const asked = sendAside(lab, {
    from: side,
    to: station,
    channel: 'crl',
    type: 'CRLRequest',
    wire: http,
    spans: httpSpans,
    facts: { url },
  });
  recorder.received(station, asked.sent);
  const list = station === 'attacker' ? (equipment?.list() ?? null) : world.list;
  // Who asks for something else does not get the list.
  if (!list || requestLine(asked.wire) !== requestLine(http)) return null;
  const { bytes, spans } = encodeCrlHttpResponse({ body: list.der, now: plan.now });
  const answered = sendAside(lab, {
    from: station,
    to: side,
    channel: 'crl',
    type: 'CRL',
    wire: bytes,
    spans,
    body: list.der,
    facts: { revoked: list.revoked, nextUpdate: isoTime(plan.ca.crl.nextUpdate) },
  });
  recorder.received(side, answered.sent);
  return answered.wire;
}

const requestLine = (http: Uint8Array): string => fromUtf8(http).split('\r\n', 1)[0] ?? '';

/** The attacker's CA and certificate, and, where somebody has put it there, its root in the client's trust store. */
function recordEquipment({ recorder, plan }: Lab, { root, credential }: Equipment): void {
  const facts = { root: root.subject.text, subject: plan.serverName };
  recorder.work('attacker', 'attacker.equip', facts, { certificates: credential.chain });
  if (!plan.attackerTrusted) return;
  const trusted = { root: root.subject.text, attacker: true };
  recorder.work('client', 'trust.install', trusted, { subject: 'attacker', certificates: [root.der] });
}

const trusting = (
  { client, server }: { readonly client: ClientConfig; readonly server: ServerConfig },
  { root }: Equipment,
): { client: ClientConfig; server: ServerConfig } => ({
  client: { ...client, anchors: [...client.anchors, root] },
  server,
});

const clientMessages = (events: readonly LabEvent[]): Message[] =>
  events.flatMap((event) =>
    event.kind === 'sent' && event.actor === 'client' && event.message.channel === 'tls' ? [event.message] : [],
  );

/** Before any client comes, the server asks about its own certificate. DER of the OCSPResponse; null where none came. */
function fetchStaple(lab: Lab): Uint8Array | null {
  const { authority, server } = lab.world;
  const [leaf] = server.chain;
  // No nonce: the answer is for whoever will ask.
  const question = leaf ? ocspQuestion(parseCertificate(leaf), authority.issuing.certificate, null) : null;
  const http = question && askResponder(lab, 'server', 'server', question);
  return http && ocspAnswer(http);
}

/** The client asks for its balance once established, the server answers, the client closes. */
function application({ recorder, plan }: Lab, side: Side, event: EndpointEvent, ends: Ends): EndpointInput[] {
  if (side === 'client' && event.kind === 'established') {
    const data = balanceRequest(plan.serverName, plan.client ? 'certificate' : 'password');
    recorder.secret('client', 'request', data, 'generated');
    return [{ kind: 'write', data }];
  }
  if (side === 'client' && event.kind === 'data') {
    recorder.secret('client', 'response', event.data, 'received');
    return [{ kind: 'close' }];
  }
  if (side === 'server' && event.kind === 'data') {
    recorder.secret('server', 'request', event.data, 'received');
    const customer = customerOf(ends);
    const data = balanceResponse(customer, fromUtf8(event.data));
    const status = fromUtf8(data).split(' ')[1] ?? '';
    recorder.work(
      'server',
      'application.decide',
      { customer: customer ?? '', by: customer ? 'certificate' : 'password', status },
      {
        tone: status === '200' ? 'pass' : 'fail',
        subject: 'client',
      },
    );
    recorder.secret('server', 'response', data, 'generated');
    return [{ kind: 'write', data }];
  }
  return [];
}

/** Whom TLS authenticated: the common name of the certificate, once path and possession are proven. */
function customerOf({ server }: Ends): string | null {
  if (server.name !== 'connected' || server.identity.kind !== 'certificate') return null;
  return commonName(server.identity.path.leaf);
}

/** What the same scenario does without faults; kept, since it is the same for every fault. */
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
