// Runs a scenario: makes its world, lets two endpoints talk over a wire in memory, and returns the recording.

import type { ProviderName } from '../../crypto/provider.ts';
import type { Random } from '../../crypto/random.ts';
import { withProvider } from '../../crypto/selection.ts';
import type { ClientSetup, ServerSetup } from '../../tls/endpoint.ts';
import type { Side } from '../../tls/events.ts';
import type { Session13 } from '../../tls/tls13/index.ts';
import { createAttacker, mitmConfigOf } from '../attacker/createAttacker.ts';
import { tryStolenKey } from '../attacker/keyCompromise.ts';
import { createMitmCredentials, type MitmCredentials } from '../attacker/mitmCredentials.ts';
import type { Plan } from '../plan/plan.ts';
import { keyLogOf, keyLogs } from '../recording/keyLog.ts';
import { Recorder } from '../recording/recorder.ts';
import type { LabEvent, Message, Recording } from '../recording/recording.ts';
import { stepsOf } from '../recording/steps.ts';
import type { CaMoment } from '../scenario/caActions.ts';
import { honestScenario, isHonest } from '../scenario/honest.ts';
import { type Scenario, scenarioKey } from '../scenario/scenario.ts';
import { type CaContext, runCaOperations } from '../world/caOperations.ts';
import type { World } from '../world/issuance.ts';
import { prepareWorld } from '../world/prepareWorld.ts';
import { type Alike, behaviourOf } from './behaviourOf.ts';
import { offered, otherVersion, preferred, type ServerExtras, schemesWithout } from './capabilities.ts';
import { type Connected, runConnection } from './connection.ts';
import { askResponder, fetchStaple, type RunContext } from './inquiry.ts';
import { askPastProxy, proxySecret } from './inside.ts';
import { outcomesOf, preventedIn } from './outcome.ts';
import { comesBack, onlyOnce, resume } from './resumption.ts';
import type { Ends } from './wire.ts';

/**
 * The same scenario gives the same recording, byte for byte, wherever it runs and whoever computes: `provider` must be
 * there (`prepareProvider`).
 */
export const runScenario = (scenario: Scenario, provider: ProviderName = 'noble'): Recording =>
  withProvider(provider, () => record(scenario, provider));

function record(scenario: Scenario, provider: ProviderName): Recording {
  const run = perform(scenario);
  const honest = isHonest(scenario) ? run.recorder.events : honestEvents(honestScenario(scenario), provider);
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
    prevented: failed ? preventedIn(events, honest) : [],
    certificates,
    outcome,
    keyLog: run.recorder.between ? keyLogs(events) : keyLogOf(events, 'client'),
  };
}

/** Configurations of both endpoints in a world; shared with the command line, which runs them on sockets. */
export function endpointConfigs(
  scenario: Pick<Scenario, 'protocol' | 'suite' | 'group' | 'revocation' | 'revocationPolicy' | Alike>,
  plan: Plan,
  world: World,
  random: (who: Side) => Random,
  staple: Uint8Array | null,
  clientStaple: Uint8Array | null = null,
  session: Session13 | null = null,
): { client: ClientSetup; server: ServerSetup } {
  const { revocation, revocationPolicy } = scenario;
  const clientBehaviour = behaviourOf('client', scenario);
  const serverBehaviour = behaviourOf('server', scenario);
  const common = { revocationPolicy, alpn: ['http/1.1'] };
  const older = plan.attacks.includes('downgrade');
  const configs = {
    client: {
      ...common,
      // The client offers all that it has; the server takes the scenario's first.
      ...offered(scenario, {
        staple: clientStaple,
        session,
        older,
        ...(plan.suitesApart && { only: scenario.suite }),
      }),
      revocation,
      now: plan.clientNow,
      anchors: world.clientRoots,
      random: random('client'),
      serverName: plan.serverName,
      credential: world.client,
      sendUnlisted: clientBehaviour?.withholds
        ? !clientBehaviour.withholds.includes('issuer')
        : plan.clientSendsUnlisted,
      ...(clientBehaviour && { behaviour: clientBehaviour }),
    },
    server: {
      ...common,
      ...serverAbilities(scenario, plan, random('server'), serverBehaviour?.tickets),
      ...(serverBehaviour && { behaviour: serverBehaviour }),
      // A client can't staple in TLS 1.2: the server asks. In 1.3 it asks the client to.
      revocation: revocation === 'stapled' ? 'ocsp' : revocation,
      now: plan.now,
      anchors: world.serverRoots,
      random: random('server'),
      credential: world.server,
      clientCertificate: plan.clientCertificate,
      ...(plan.clientKeyUnwanted && { clientSchemes: schemesWithout(world.client?.key.kind) }),
      servedNames: serverBehaviour?.anyName ? null : plan.servedNames,
      staple,
    },
  } satisfies { client: ClientSetup; server: ServerSetup };
  return plan.suitesApart ? apart(configs) : configs;
}

type Negotiated = Pick<Scenario, 'protocol' | 'suite' | 'group' | 'revocation'>;

/** What a server of this scenario brings, be it the bank's or one that pretends to be. */
function serverAbilities(scenario: Negotiated, plan: Plan, random: Random, tickets = 1): ReturnType<typeof preferred> {
  const extras: ServerExtras = {
    random,
    asksForStaple: scenario.revocation === 'stapled',
    tickets,
    older: plan.attacks.includes('downgrade'),
    ...(plan.suitesApart && { without: scenario.suite }),
  };
  return plan.versionsApart ? otherVersion(scenario, extras) : preferred(scenario, extras);
}

/** The client offers the one suite that the server would take; the server knows all others. Those of 1.3 stand elsewhere. */
function apart({ client, server }: { client: ClientSetup; server: ServerSetup }): {
  client: ClientSetup;
  server: ServerSetup;
} {
  const [first] = server.suites;
  const isFirst = ({ name }: { name: string }): boolean => name === first?.name;
  return {
    client: { ...client, suites: client.suites.filter(isFirst) },
    server: { ...server, suites: server.suites.filter((suite) => !isFirst(suite)) },
  };
}

function perform(scenario: Scenario, day: 0 | -1 = 0): { plan: Plan; recorder: Recorder; ends: Ends } {
  const recorder = new Recorder();
  const { plan, world, keys, random } = prepareWorld(scenario, recorder, day);
  recorder.between = plan.attacks.length > 0 || scenario.tampering.length > 0;
  const equipment = plan.attacks.includes('mitm') ? createMitmCredentials(plan, keys, random('attacker.ca')) : null;
  const context: RunContext = {
    recorder,
    plan,
    world,
    keys,
    requests: { wanted: scenario.requests, sent: 0 },
    updatesKeys: scenario.keyUpdate === 'client',
    keepsTicket: scenario.again === 'resumed',
    tampering: scenario.tampering,
    secret: proxySecret(plan.tlsEnds, random),
    equipment,
  };
  if (equipment) recordEquipment(context, equipment);
  const work = (moment: CaMoment) => workAtCa(context, scenario, random('ca'), moment);
  work('before');
  const isStapled = scenario.revocation === 'stapled';
  const staple = isStapled ? fetchStaple(context, 'server', world.server) : null;
  // A client staples in TLS 1.3 (RFC 9846 4.5.1.1).
  const both = isStapled && scenario.protocol === 'tls1.3' && world.client !== null;
  const clientStaple = both ? fetchStaple(context, 'client', world.client) : null;
  const seen = new Map<string, number>();
  const connect = (at: RunContext, draw: (who: string) => Random, session: Session13 | null): Connected => {
    const honest = endpointConfigs(scenario, at.plan, world, draw, staple, clientStaple, session);
    const attacker = createAttacker(at.plan, scenario.tampering, {
      seen,
      yesterday: () => clientMessages(perform(onlyOnce(honestScenario(scenario)), -1).recorder.events),
      mitmConfig: () => {
        if (!equipment) throw new Error('a machine in the middle without equipment');
        const randoms = { serverRandom: draw('attacker.server'), clientRandom: draw('attacker.client') };
        const own = { ...equipment, ...randoms, abilities: serverAbilities(scenario, at.plan, randoms.serverRandom) };
        return mitmConfigOf(honest, own, at.plan, keys);
      },
    });
    const configs = plan.attackerTrusted && equipment ? trusting(honest, equipment) : honest;
    return runConnection(at, configs, attacker, session === null ? () => work('during') : () => {});
  };
  const first = connect(context, random, null);
  const { ends } = comesBack(scenario, first) ? resume(context, first, connect, random) : first;
  if (plan.applicationOpen) askPastProxy(context);
  if (plan.keyLeaks) tryStolenKey(recorder, world.server.key);
  return { plan, recorder, ends };
}

/** The attacker's CA and certificate, and, where somebody has put it there, its root in the client's trust store. */
function recordEquipment({ recorder, plan }: RunContext, { root, credential }: MitmCredentials): void {
  const details = { root: root.subject.text, subject: plan.serverName };
  recorder.operation('attacker', 'attacker.equip', details, { certificates: credential.chain });
  if (!plan.attackerTrusted) return;
  const trusted = { root: root.subject.text, attacker: true };
  recorder.operation('client', 'trust.install', trusted, { subject: 'attacker', certificates: [root.der] });
}

const trusting = (
  { client, server }: { readonly client: ClientSetup; readonly server: ServerSetup },
  { root }: MitmCredentials,
): { client: ClientSetup; server: ServerSetup } => ({
  client: { ...client, anchors: [...client.anchors, root] },
  server,
});

const clientMessages = (events: readonly LabEvent[]): Message[] =>
  events.flatMap((event) =>
    event.kind === 'sent' && event.actor === 'client' && event.message.channel === 'tls' ? [event.message] : [],
  );

function workAtCa(context: RunContext, { caWork }: Scenario, random: Random, moment: CaMoment): void {
  if (caWork.length === 0) return;
  const { recorder, plan, world, keys } = context;
  const caContext: CaContext = {
    ...world,
    plan,
    recorder,
    keys,
    random,
    ask: (question, details) => {
      context.world = { ...context.world, register: caContext.register };
      askResponder(context, 'client', null, question, details);
    },
  };
  runCaOperations(caContext, caWork, moment);
  context.world = { ...context.world, register: caContext.register, list: caContext.list };
}

/** What the same scenario does without faults and edits; kept, since it is the same for every fault. */
function honestEvents(scenario: Scenario, provider: ProviderName): readonly LabEvent[] {
  const key = `${provider} ${scenarioKey(scenario)}`;
  const known = honestRuns.get(key);
  if (known) return known;
  const { events } = perform(scenario).recorder;
  if (honestRuns.size >= HONEST_RUNS_KEPT) honestRuns.clear();
  honestRuns.set(key, events);
  return events;
}

const HONEST_RUNS_KEPT = 8;
const honestRuns = new Map<string, readonly LabEvent[]>();
