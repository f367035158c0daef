// Runs a scenario: makes its world, lets two endpoints talk over a wire in memory, and returns the recording.
import { fromUtf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import type { PoolKeyName } from '../crypto/poolNames.ts';
import { type Random, seededRandom } from '../crypto/random.ts';
import { type ClientConfig, newClient } from '../tls/client.ts';
import type { EndpointEvent, EndpointInput, RevocationQuestion, Side } from '../tls/events.ts';
import { commonName } from '../tls/peer.ts';
import { newServer, type ServerConfig } from '../tls/server.ts';
import { suiteByName } from '../tls/suites.ts';
import { balanceRequest, balanceResponse } from './application.ts';
import { answerOcsp } from './ca.ts';
import { applyFaults } from './faults/catalogue.ts';
import { makeWorld, type World } from './issuance.ts';
import { keyLogOf } from './keyLog.ts';
import { outcomesOf, preventedMessages } from './outcome.ts';
import { honestPlan, type Plan } from './plan.ts';
import { Recorder } from './recorder.ts';
import type { LabEvent, Recording } from './recording.ts';
import { LAB_NOW, type Scenario, SERVER_NAME, SUITES } from './scenario.ts';
import { stepsOf } from './steps.ts';
import { converse, type Ends } from './wire.ts';

/** The same scenario gives the same recording, byte for byte, wherever it runs. */
export function runScenario(scenario: Scenario): Recording {
  const run = perform(scenario);
  const honest = scenario.faults.length === 0 ? run.recorder.events : honestEvents({ ...scenario, faults: [] });
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
  scenario: Pick<Scenario, 'suite' | 'revocation'>,
  plan: Plan,
  world: World,
  random: (who: Side) => Random,
): { client: ClientConfig; server: ServerConfig } {
  const anchors = [world.authority.root.certificate];
  // The client offers every suite that it has; the server takes the scenario's first.
  const offered = SUITES.map(suiteByName);
  const preferred = [suiteByName(scenario.suite), ...offered.filter(({ name }) => name !== scenario.suite)];
  const common = { now: plan.now, anchors, revocation: scenario.revocation, alpn: ['http/1.1'] };
  return {
    client: {
      ...common,
      suites: offered,
      random: random('client'),
      serverName: SERVER_NAME,
      credential: world.client,
      sendUnlisted: plan.clientSendsUnlisted,
    },
    server: {
      ...common,
      suites: preferred,
      random: random('server'),
      credential: world.server,
      clientCertificate: plan.clientCertificate,
    },
  };
}

function perform(scenario: Scenario): { plan: Plan; recorder: Recorder; ends: Ends } {
  const recorder = new Recorder();
  const plan = applyFaults(honestPlan(scenario.mode, LAB_NOW, 'past'), scenario);
  const randoms = new Map<string, Random>();
  const random = (who: string): Random => {
    const known = randoms.get(who) ?? seededRandom(scenario.seed, who);
    randoms.set(who, known);
    return known;
  };
  const keys = (name: PoolKeyName) => poolKey(name);
  const world = makeWorld(plan, { keys, random: random('ca') }, recorder);
  const configs = endpointConfigs(scenario, plan, world, random);
  recorder.belief('client', 'client.idle', { serverName: SERVER_NAME });
  recorder.belief('server', 'server.listening');
  const ends = converse(
    { client: newClient(configs.client), server: newServer(configs.server) },
    {
      saw: (side, event) => recorder.endpoint(side, event),
      arrived: (side, message) => recorder.received(side, message),
      askCa: (side, question) => askCa(recorder, world, plan.now, side, question),
      application: (side, event, current) => application(recorder, scenario, side, event, current),
    },
  );
  return { plan, recorder, ends };
}

/** The question travels to the CA, its answer back: both are messages of the recording. */
function askCa(recorder: Recorder, world: World, now: number, side: Side, question: RevocationQuestion): Uint8Array {
  const { http, httpSpans, body, serial } = question;
  const asked = recorder.caMessage({
    from: side,
    to: 'ca',
    channel: 'ocsp',
    type: 'OCSPRequest',
    wire: http,
    spans: httpSpans,
    body,
    facts: { serial },
  });
  recorder.received('ca', asked);
  const answer = answerOcsp(world.authority, world.register, http, now);
  recorder.work(
    'ca',
    'ca.lookUp',
    { serial: answer.serial, status: answer.status },
    { subject: side === 'client' ? 'server' : 'client' },
  );
  recorder.belief('ca', 'ca.answered', { serial: answer.serial, status: answer.status });
  const sent = recorder.caMessage({
    from: 'ca',
    to: side,
    channel: 'ocsp',
    type: 'OCSPResponse',
    wire: answer.http,
    spans: answer.spans,
    body: answer.body,
    facts: { status: answer.status, serial: answer.serial },
  });
  recorder.received(side, sent);
  return answer.http;
}

/** The client asks for its balance once established, the server answers, the client closes. */
function application(
  recorder: Recorder,
  scenario: Scenario,
  side: Side,
  event: EndpointEvent,
  ends: Ends,
): EndpointInput[] {
  if (side === 'client' && event.kind === 'established') {
    const data = balanceRequest(scenario.mode);
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
  const key = JSON.stringify(scenario);
  const known = honestRuns.get(key);
  if (known) return known;
  const { events } = perform(scenario).recorder;
  if (honestRuns.size >= HONEST_RUNS_KEPT) honestRuns.clear();
  honestRuns.set(key, events);
  return events;
}

const HONEST_RUNS_KEPT = 8;
const honestRuns = new Map<string, readonly LabEvent[]>();
