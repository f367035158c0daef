// A recording as the JSON object of `simulate`, and single check results as the lines of all commands.
import type { EventOf, LabEvent, Outcome, Recording, Step } from '../lab/recording/recording.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { CITATIONS } from '../pki/citations.ts';
import type { CheckResult } from '../pki/path/result.ts';

export interface CheckLine {
  readonly step: number;
  readonly by: string;
  readonly of: string;
  readonly certificate: number | null;
  readonly check: string;
  readonly result: string;
  readonly reference: string;
  readonly evidence: string;
}

export interface MessageLine {
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly textbook: number | null;
  readonly encrypted: boolean;
  readonly bytes: string;
  readonly plaintext?: string;
  /** OCSP: the DER inside the HTTP message. */
  readonly body?: string;
}

export function simulationReport(recording: Recording): {
  scenario: Recording['scenario'];
  outcome: { client: Outcome; server: Outcome };
  messages: MessageLine[];
  checks: CheckLine[];
  secrets: string;
} {
  const { scenario, outcome, keyLog } = recording;
  return {
    scenario,
    outcome,
    messages: messageLines(recording),
    checks: checkLines(recording.events, recording.steps),
    secrets: keyLog,
  };
}

export function messageLines({ events, steps }: Pick<Recording, 'events' | 'steps'>): MessageLine[] {
  return steps.flatMap((step) => {
    const event = events[step.event];
    if (event?.kind !== 'sent') return [];
    const { from, to, type, encrypted, wire, plaintext, body } = event.message;
    const line: MessageLine = { step: step.number, from, to, type, textbook: step.textbook, encrypted, bytes: wire };
    return [{ ...line, ...(plaintext === null ? {} : { plaintext }), ...(body === null ? {} : { body }) }];
  });
}

export function checkLines(events: readonly LabEvent[], steps: readonly Step[]): CheckLine[] {
  return events
    .filter((event): event is EventOf<'check'> => event.kind === 'check')
    .map((event) => checkLine(event.check, stepOf(steps, event.id), event.actor, event.subject));
}

function checkLine(check: CheckResult, step: number, by: string, of: string): CheckLine {
  return {
    step,
    by,
    of,
    certificate: check.certificate,
    check: check.check,
    result: check.result,
    reference: CITATIONS[check.reference].text,
    evidence: evidenceText(check),
  };
}

const stepOf = (steps: readonly Step[], event: number): number =>
  steps.findLast((step) => step.event <= event)?.number ?? 0;
