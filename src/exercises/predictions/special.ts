// The question about what has come to pass: a refusal, an attack, a silent responder. At most one in a scenario, the first.
import type { LabEvent, Recording } from '../../lab/recording/recording.ts';
import type { AlertDescription } from '../../tls/alertCodes.ts';
import { connected, failedChecks } from '../facts.ts';
import { CHOICES } from './choices.ts';
import { asked } from './generic.ts';
import { messageAt, operationAt, stepAround } from './places.ts';
import type { ChoicePrediction } from './prediction.ts';
import { type Runs, unanswered } from './runs.ts';

export const specialPrediction = (runs: Runs): ChoicePrediction | null =>
  [silentResponder(runs), whatIsTold(runs), notAllowed(runs), trustedMiddle(runs), leakedKey(runs)]
    .filter((each) => each !== null)
    .sort((a, b) => a.at - b.at)[0] ?? null;

/** P5: before the alert goes out, or where none does, at the failure. */
function whatIsTold(runs: Runs): ChoicePrediction<'P5'> | null {
  const { run } = runs;
  const failed = failedChecks(run).find(({ actor }) => actor === 'client' || actor === 'server');
  const failure = failed && stepAround(run, failed.operation);
  if (!failure) return null;
  const alert = run.steps.find((step, i) => {
    const message = messageAt(run, i);
    return (
      step.number > failure.number &&
      message?.type === 'Alert' &&
      message.from !== 'attacker' &&
      message.details.level === 'fatal'
    );
  });
  const sent = alert && messageAt(run, alert.number - 1);
  const isReceived = alert && run.events.some((event) => event.kind === 'received' && event.message === alert.event);
  const description = sent?.type === 'Alert' && isReceived ? sent.details.description : null;
  const truth = description === null ? 'nothing' : alertChoice(description);
  const at = alert === undefined ? failure.number : alert.number - 1;
  return {
    id: `P5@${run.steps[at - 1]?.key ?? ''}`,
    kind: 'P5',
    form: 'choice',
    at,
    decides: alert?.number ?? run.steps.length,
    choices: [...otherAlerts(description).map(alertChoice), 'words', 'nothing'],
    truth: [truth],
    evidence: alert === undefined ? {} : { [truth]: alert.event },
  };
}

/** The choice of P5 that names this alert. */
export const alertChoice = (description: AlertDescription): string => `alert:${description}`;

/** The alert that a choice of P5 names; null of the others. */
export const alertOfChoice = (choice: string): string | null =>
  choice.startsWith('alert:') ? choice.slice('alert:'.length) : null;

/** Two, the true one among them where there is one, by their names. */
function otherAlerts(description: AlertDescription | null): readonly AlertDescription[] {
  const [first, second] = VAGUE.filter((each) => each !== description);
  return [description ?? second ?? 'handshake_failure', first ?? 'certificate_unknown'].sort();
}

const VAGUE: readonly AlertDescription[] = ['certificate_unknown', 'handshake_failure'];

/** P11: TLS knows who it is, and the application does not serve them. */
function notAllowed(runs: Runs): ChoicePrediction<'P11'> | null {
  const { run } = runs;
  const index = run.steps.findIndex((_, i) => operationAt(run, i)?.operation === 'application.decide');
  const operation = operationAt(run, index);
  if (operation?.operation !== 'application.decide' || operation.details.status !== '403' || index < 1) return null;
  // Whom it does not know, it cannot know well.
  if (operation.details.customer === '') return null;
  const answer = run.steps.find((step, i) => step.number > index + 1 && messageAt(run, i)?.from === 'server');
  const message = answer && messageAt(run, answer.number - 1);
  const truth = message?.type === 'ApplicationData' ? 'http' : message?.type === 'Alert' ? 'alert' : 'closes';
  return asked('P11', runs, index, {
    truth: [truth],
    decides: answer?.number ?? index,
    ...(answer && { evidence: { [truth]: answer.event } }),
  });
}

/** P12: the client has accepted an attacker's own certificate, and is about to send its request. */
function trustedMiddle(runs: Runs): ChoicePrediction<'P12'> | null {
  const { run } = runs;
  const isEquipped = run.steps.some((_, i) => {
    const message = messageAt(run, i);
    return message?.type === 'Certificate' && message.from === 'attacker' && message.details.passed === 'own';
  });
  const request = run.steps.findIndex((_, i) => {
    const message = messageAt(run, i);
    return message?.type === 'ApplicationData' && message.from === 'client';
  });
  if (!isEquipped || request < 1) return null;
  const read = (from: string): LabEvent | undefined =>
    run.events.find(
      (event) => event.kind === 'operation' && event.operation === 'attacker.read' && event.details.from === from,
    );
  const served = run.events.find(
    (event) => event.kind === 'operation' && event.operation === 'application.decide' && event.result === 'pass',
  );
  const found = {
    request: read('client'),
    answer: read('server'),
    account: served,
    key: run.events.find(
      (event) => event.kind === 'secret' && event.secret === 'server.privateKey' && event.actor === 'attacker',
    ),
  };
  const stepEvent = (event: LabEvent | undefined) => event && stepAround(run, event.id)?.event;
  const truth = CHOICES.P12.filter((choice) => found[choice] !== undefined);
  const evidence = Object.fromEntries(
    truth.flatMap((choice) => {
      const event = stepEvent(found[choice]);
      return event === undefined ? [] : [[choice, event]];
    }),
  );
  const refusal = connected(run) ? undefined : failedChecks(run)[0];
  const last = Math.max(...Object.values(found).map((event) => event?.id ?? 0), refusal?.operation ?? 0);
  return asked('P12', runs, request, {
    truth,
    decides: stepAround(run, last)?.number ?? request,
    evidence,
    form: 'ticks',
  });
}

/** P13: the day after, with the server's key in the attacker's hands. */
function leakedKey(runs: Runs): ChoicePrediction<'P13'> | null {
  const { run } = runs;
  const index = run.steps.findIndex((_, i) => operationAt(run, i)?.operation === 'key.steal');
  if (index < 0) return null;
  const tried = run.steps.filter((_, i) => operationAt(run, i)?.operation === 'attacker.decrypt');
  const opened = new Set(run.events.flatMap((event) => (event.kind === 'opened' ? [event.message] : [])));
  const recorded = run.events.filter(
    (event) => event.kind === 'sent' && event.message.encrypted && event.message.type === 'ApplicationData',
  );
  const fromClient = recorded.filter((event) => event.kind === 'sent' && event.message.from === 'client');
  const isOpened = (events: readonly LabEvent[]) => events.length > 0 && events.every(({ id }) => opened.has(id));
  const truth = isOpened(recorded) ? 'all' : isOpened(fromClient) ? 'requests' : 'none';
  const last = tried.at(-1);
  return asked('P13', runs, index + 1, {
    truth: [truth],
    decides: last?.number ?? index + 1,
    ...(last && { evidence: { [truth]: last.event } }),
  });
}

/** P14: nobody answers whether it is revoked. Two runs tell what soft-fail and hard-fail make of it. */
function silentResponder(runs: Runs): ChoicePrediction<'P14'> | null {
  const { run, otherPolicy } = runs;
  const at = unanswered(run);
  if (at === null || otherPolicy === null) return null;
  const isSoft = run.scenario.revocationPolicy === 'soft';
  const [soft, hard] = isSoft ? [run, otherPolicy] : [otherPolicy, run];
  const [softGoes, hardGoes] = [goesOn(soft), goesOn(hard)];
  const truth = softGoes ? (hardGoes ? 'both' : 'softOnly') : hardGoes ? 'hardOnly' : 'neither';
  const decide = run.steps[at];
  return asked('P14', runs, at, {
    truth: [truth],
    decides: decide?.number ?? at,
    ...(decide && { evidence: { [truth]: decide.event } }),
  });
}

/** Whether the client accepts the certificate for which it got no answer. */
function goesOn(run: Recording): boolean {
  const at = unanswered(run);
  return at !== null && operationAt(run, at)?.result === 'pass';
}
