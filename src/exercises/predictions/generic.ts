// The questions that a scenario has whatever is broken: what is true is read from the runs.

import { alignedRows } from '../../lab/recording/align.ts';
import type { BeliefId } from '../../lab/recording/details.ts';
import type { LabEvent, Recording } from '../../lab/recording/recording.ts';
import { failedChecks } from '../facts.ts';
import { choicesOfChecks } from './checkChoices.ts';
import { CHOICES, type ChoiceKind, type ChoiceOf } from './choices.ts';
import { type GenericKind, messageAt, operationAt, stepAround } from './places.ts';
import type { ChoicePrediction, FlagPrediction } from './prediction.ts';
import { ringOfFailure, ringsOf } from './rings.ts';
import type { Runs } from './runs.ts';

/** `at`: number of the step of `run` at which it is asked. */
export function genericPrediction(kind: GenericKind, runs: Runs, at: number): ChoicePrediction | FlagPrediction {
  switch (kind) {
    case 'P1':
      return whoIsThere(runs, at);
    case 'P2':
      return whoIsAsked(runs, at);
    case 'P3':
      return whereItFails(runs, at);
    case 'P6':
      return whoKnowsTheSecret(runs, at);
    case 'P7':
      return unlistedIssuer(runs, at);
    case 'P8':
      return whoReadsTheName(runs, at);
    case 'P9':
      return whatIsSigned(runs, at);
    case 'P10':
      return clientsFinished(runs, at);
  }
}

/** With the choices of its kind. */
export function asked<K extends ChoiceKind>(
  kind: K,
  { run }: Pick<Runs, 'run'>,
  at: number,
  rest: {
    readonly truth: readonly ChoiceOf<K>[];
    readonly decides: number;
    readonly evidence?: Readonly<Partial<Record<ChoiceOf<K>, number>>>;
    readonly form?: 'ticks';
  },
): ChoicePrediction<K> {
  return {
    id: `${kind}@${run.steps[at - 1]?.key ?? ''}`,
    kind,
    at,
    form: rest.form ?? 'choice',
    choices: CHOICES[kind],
    truth: rest.truth,
    decides: Math.max(at, rest.decides),
    evidence: (rest.evidence ?? {}) as Readonly<Record<string, number>>,
  };
}

/** Until the client looks at the certificate it knows what was shown, and of nobody that they hold the key. */
function whoIsThere(runs: Runs, at: number): ChoicePrediction<'P1'> {
  const { run } = runs;
  const shown = run.events.find((event) => event.kind === 'belief' && event.belief === 'client.shownCertificate');
  const until = shown?.id ?? run.steps[at - 1]?.until ?? 0;
  const isProven = run.events
    .slice(0, until + 1)
    .some((event) => event.kind === 'belief' && PROVEN.includes(event.belief));
  const decides = stepAround(run, until)?.number ?? at;
  const certificate = run.steps[at - 1]?.event;
  return asked('P1', runs, at, {
    truth: [isProven ? 'host' : 'nobody'],
    decides,
    evidence: {
      ...(certificate !== undefined && { host: certificate, nobody: certificate }),
      ...(shown && { nobody: run.steps[decides - 1]?.event ?? shown.id }),
    },
  });
}

const PROVEN: readonly BeliefId[] = ['client.possessionProven', 'client.connected'];

/** Where nothing is broken, between the path and the decision on the certificate. */
function whoIsAsked(runs: Runs, at: number): ChoicePrediction<'P2'> {
  const { honest } = runs;
  const from = honest.steps.findIndex((_, i) => operationAt(honest, i)?.operation === 'path.validate');
  const to = honest.steps.findIndex((_, i) => operationAt(honest, i)?.operation === 'certificate.decide');
  const messages = honest.steps.slice(0, Math.max(from, to)).flatMap((_, i) => messageAt(honest, i) ?? []);
  const asks = (type: string) => messages.some((message) => message.from === 'client' && message.type === type);
  // Nobody but those who tell what is revoked, or else the path would be somebody else's word.
  const truth = asks('OCSPRequest') ? 'status' : asks('CRLRequest') ? 'list' : 'nobody';
  return asked('P2', runs, at, { truth: [truth], decides: at });
}

function whereItFails(runs: Runs, at: number): FlagPrediction {
  const { run, honest } = runs;
  const rings = ringsOf(honest, run);
  const key = run.steps[at - 1]?.key ?? '';
  const { client, server } = run.outcome;
  const base = { id: `P3@${key}`, kind: 'P3', form: 'flag', at, rings } as const;
  if (client.state !== 'failed' && server.state !== 'failed') {
    const choices = choicesOfChecks(null, runs);
    const decides = Math.max(at, stepBothConnect(run));
    return {
      ...base,
      choices,
      ring: null,
      row: null,
      truth: [],
      decides,
      evidence: evidenceOfChecks(choices, run, null),
    };
  }
  const first = failedChecks(run).find(({ actor }) => actor === 'client' || actor === 'server') ?? null;
  const step = first === null ? run.steps.at(-1) : stepAround(run, first.operation);
  const number = step?.number ?? at;
  const choices = choicesOfChecks(first, runs);
  return {
    ...base,
    choices,
    ring: ringOfFailure(rings, run)?.id ?? null,
    row: alignedRows(run, honest).findIndex(({ left }) => left?.number === number),
    truth: first === null ? [] : [first.check.check],
    decides: Math.max(at, number),
    evidence: evidenceOfChecks(choices, run, first?.actor ?? null),
  };
}

/** The step at which the second of both holds the connection; the last one where a run has no such step. */
function stepBothConnect(run: Recording): number {
  const seen = new Set<string>();
  for (const event of run.events) {
    if (event.kind === 'belief' && CONNECTED.includes(event.belief)) seen.add(event.actor);
    if (seen.size === 2) return stepAround(run, event.id)?.number ?? run.steps.length;
  }
  return run.steps.length;
}

const CONNECTED: readonly BeliefId[] = [
  'client.connected',
  'server.connected',
  'server.connectedAnonymous',
  'server.connectedUnverified',
];

/** Of each check the first result that failed, else the first that the refusing side has. */
function evidenceOfChecks(checks: readonly string[], run: Recording, actor: string | null): Record<string, number> {
  return Object.fromEntries(
    checks.flatMap((id): [string, number][] => {
      const made = run.events.filter((event) => event.kind === 'check' && event.check.check === id);
      const failed = made.find((event) => event.kind === 'check' && event.check.result === 'fail');
      const found: LabEvent | undefined = failed ?? made.find((event) => event.actor === actor) ?? made[0];
      return found === undefined ? [] : [[id, found.id]];
    }),
  );
}

/** Whoever has the client's value, until another day comes. */
function whoKnowsTheSecret(runs: Runs, at: number): ChoicePrediction<'P6'> {
  const { run } = runs;
  const today = run.steps.find(({ phase }) => phase === 'tomorrow')?.event ?? run.events.length;
  const secrets = run.events
    .slice(0, today)
    .filter((event) => event.kind === 'secret' && event.secret === 'premasterSecret');
  const own = secrets.find(({ actor }) => actor === 'client');
  const same = secrets.filter(
    (event) => event.kind === 'secret' && own?.kind === 'secret' && event.value === own.value,
  );
  const holder = { client: 'client', server: 'server', ca: 'ca', attacker: 'wire' } as const;
  const truth = CHOICES.P6.filter((choice) => same.some(({ actor }) => holder[actor] === choice));
  const opened = run.events.find((event) => event.kind === 'operation' && event.operation === 'premaster.open');
  const decides = stepAround(run, opened?.id ?? run.events.length)?.number ?? at;
  const evidence = Object.fromEntries(
    same.flatMap(({ actor, id }) => {
      const step = stepAround(run, id);
      return step === null ? [] : [[holder[actor], step.event]];
    }),
  );
  return asked('P6', runs, at, { truth, decides, evidence, form: 'ticks' });
}

/** What the client does in the run in which no CA of its chain is on the list. */
function unlistedIssuer(runs: Runs, at: number): ChoicePrediction<'P7'> {
  const { unlisted } = runs;
  const messages = unlisted?.steps.flatMap((_, i) => messageAt(unlisted, i) ?? []) ?? [];
  const own = messages.filter(({ from, channel }) => from === 'client' && channel === 'tls');
  const sent = own.find(({ type }) => type === 'Certificate');
  const truth: ChoiceOf<'P7'> = sent === undefined ? 'aborts' : sent.certificates.length === 0 ? 'empty' : 'anyway';
  const request = runs.run.steps[at - 1]?.event;
  return asked('P7', runs, at, {
    truth: [truth],
    decides: at,
    ...(request !== undefined && { evidence: { empty: request } }),
  });
}

function whoReadsTheName(runs: Runs, at: number): ChoicePrediction<'P8'> {
  const message = messageAt(runs.run, at - 1);
  const truth = message?.encrypted ? 'sealed' : 'clear';
  const event = runs.run.steps[at - 1]?.event;
  return asked('P8', runs, at, {
    truth: [truth],
    decides: at,
    ...(event !== undefined && { evidence: { [truth]: event } }),
  });
}

/** The first signature of a handshake that comes now: what its operation says is signed. */
function whatIsSigned(runs: Runs, at: number): ChoicePrediction<'P9'> {
  const { run } = runs;
  const signs = run.steps.findIndex(
    (step, i) => step.number > at && operationAt(run, i)?.operation === 'transcript.sign',
  );
  const step = run.steps[signs];
  return asked('P9', runs, at, {
    truth: step === undefined ? [] : ['handshake'],
    decides: step?.number ?? at,
    ...(step && { evidence: { handshake: step.event } }),
  });
}

/** What the client believes once it has sent its Finished, before anything comes back. */
function clientsFinished(runs: Runs, at: number): ChoicePrediction<'P10'> {
  const { run } = runs;
  const step = run.steps[at];
  const isConnected = run.events
    .slice(0, step?.until ?? 0)
    .some((event) => event.kind === 'belief' && event.belief === 'client.connected');
  return asked('P10', runs, at, {
    truth: [isConnected ? 'connected' : 'waits'],
    decides: step?.number ?? at,
    ...(step && { evidence: { [isConnected ? 'connected' : 'waits']: step.event } }),
  });
}
