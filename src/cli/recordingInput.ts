// A run that somebody hands in: a recording's file, or what `simulate --json` prints. It is run again by its scenario, and
// the fresh run is what counts.
import { canonicalFaults } from '../lab/faults/catalogue.ts';
import { MAX_LENGTH, parseRecording, parseScenario } from '../lab/files/recordingFile.ts';
import type { Outcome, Recording } from '../lab/recording/recording.ts';
import { runPrepared } from '../lab/run/runPrepared.ts';
import { normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import { recordingProblemText } from '../lessons/recordingFile.ts';
import { readText } from './files.ts';
import { UsageError } from './usage.ts';

export interface RunAgain {
  readonly recording: Recording;
  /** False where the file says something else than its scenario gives: it was edited, or another lab has made it. */
  readonly isSame: boolean;
}

export async function readRun(command: string, path: string): Promise<RunAgain> {
  const { scenario, wires, outcome } = readHanded(command, path);
  const recording = await runPrepared(normalizeScenario({ ...scenario, faults: canonicalFaults(scenario.faults) }));
  const fresh = wiresOf(recording);
  const isSame =
    fresh.length === wires.length &&
    fresh.every((wire, i) => wire === wires[i]) &&
    JSON.stringify(endOf(recording.outcome)) === JSON.stringify(endOf(outcome));
  return { recording, isSame };
}

interface Handed {
  readonly scenario: Scenario;
  /** The bytes of each message, in order. */
  readonly wires: readonly unknown[];
  readonly outcome: unknown;
}

function readHanded(command: string, path: string): Handed {
  const text = readText(command, path, MAX_LENGTH);
  const opened = parseRecording(text);
  if (opened.ok) {
    const { recording } = opened;
    return { scenario: recording.scenario, wires: wiresOf(recording), outcome: recording.outcome };
  }
  if (opened.problem.kind !== 'notRecording')
    throw new UsageError(`${command}: ${path}: ${recordingProblemText(opened.problem)}`);
  const report: unknown = JSON.parse(text);
  if (!isReport(report))
    throw new UsageError(
      `${command}: ${path}: neither a recording nor what "simulate --json" prints: it has no scenario and messages`,
    );
  const read = parseScenario(report.scenario);
  if (!read.ok) throw new UsageError(`${command}: ${path}: ${recordingProblemText(read.problem)}`);
  const wires = report.messages.map((message: unknown) =>
    typeof message === 'object' && message !== null && 'bytes' in message ? message.bytes : null,
  );
  return { scenario: read.scenario, wires, outcome: report.outcome };
}

interface Report {
  readonly scenario: unknown;
  readonly messages: readonly unknown[];
  readonly outcome: unknown;
}

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' &&
  value !== null &&
  'scenario' in value &&
  'outcome' in value &&
  'messages' in value &&
  Array.isArray(value.messages);

const wiresOf = ({ events }: Recording): string[] =>
  events.flatMap((event) => (event.kind === 'sent' ? [event.message.wire] : []));

/** What counts of the outcome, in a fixed order. */
function endOf(outcome: unknown): unknown {
  const { client, server } = (outcome ?? {}) as { client?: Partial<Outcome>; server?: Partial<Outcome> };
  return [client, server].map((end) => [end?.state, end?.error?.code, end?.error?.alert, end?.error?.by]);
}
