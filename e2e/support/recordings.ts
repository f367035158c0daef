// The engine in the test's own process: what the page says is compared with this.
import type { EventOf, LabEvent, Message, Recording, Step } from '../../src/lab/recording/recording.ts';
import { runScenario } from '../../src/lab/run/run.ts';
import { DEFAULT_SCENARIO, type Mode, type Scenario } from '../../src/lab/scenario/scenario.ts';
import type { Tab } from '../../src/store/placeFields.ts';

const runs = new Map<string, Recording>();

/** The recording of the default scenario with this change. */
export function recordingOf(change: Partial<Scenario> = {}): Recording {
  const scenario = { ...DEFAULT_SCENARIO, ...change };
  const key = JSON.stringify(scenario);
  const recording = runs.get(key) ?? runScenario(scenario);
  runs.set(key, recording);
  return recording;
}

/** What an address must look like to lead there; written here anew, so that the page's own reader is tested too. */
export function linkTo(scenario: Scenario, step?: Step, tab: Tab = 'explain'): string {
  const parts = [
    `mode=${scenario.mode}`,
    ...(scenario.protocol === DEFAULT_SCENARIO.protocol
      ? []
      : [`protocol=${scenario.protocol}`, `group=${scenario.group}`]),
    `suite=${scenario.suite}`,
    `revocation=${scenario.revocation}`,
    ...(scenario.again === undefined ? [] : [`again=${scenario.again}`]),
    ...(scenario.keyUpdate === undefined ? [] : [`keyUpdate=${scenario.keyUpdate}`]),
    ...scenario.faults.map((fault) => `fault=${fault}`),
    ...scenario.tampering.map(
      ({ message, offset, value }) =>
        `tamper=${encodeURIComponent(`${message}@${offset}=${value.toString(16).padStart(2, '0')}`)}`,
    ),
    ...(step === undefined || step.number === 1 ? [] : [`at=${encodeURIComponent(step.key)}`]),
    `tab=${tab}`,
  ];
  return `#${parts.join('&')}`;
}

export function eventAt(recording: Recording, step: Step): LabEvent {
  return defined(recording.events[step.event]);
}

/** The steps that are messages, each with its message. */
export function messageSteps(recording: Recording): { step: Step; message: Message }[] {
  return recording.steps.flatMap((step) => {
    const event = eventAt(recording, step);
    return event.kind === 'sent' ? [{ step, message: event.message }] : [];
  });
}

export function stepOf(recording: Recording, key: string): Step {
  return defined(
    recording.steps.find((step) => step.key === key),
    `no step ${key}`,
  );
}

export function eventsOf<K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

export const modeOf = (modes: readonly Mode[]): Mode => (modes.includes('one-way') ? 'one-way' : 'mutual');

export function defined<T>(value: T | undefined | null, complaint = 'a value is missing'): T {
  if (value === undefined || value === null) throw new Error(complaint);
  return value;
}
