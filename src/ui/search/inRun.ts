// Where something happened in a run: the check that failed, the alert that was sent.
import type { LabEvent, Recording } from '../../lab/recording/recording.ts';
import type { SearchTarget } from './entries.ts';

/** The number of the step, or null where it did not happen. */
export function stepInRun(recording: Recording | null, target: SearchTarget): number | null {
  if (recording === null) return null;
  const at = recording.events.findIndex((event) => isIt(event, target));
  if (at < 0) return null;
  return recording.steps.find((step) => step.event <= at && at < step.until)?.number ?? null;
}

function isIt(event: LabEvent, target: SearchTarget): boolean {
  if (target.kind === 'check')
    return event.kind === 'check' && event.check.check === target.id && event.check.result === 'fail';
  if (target.kind === 'alert')
    return event.kind === 'sent' && event.message.type === 'Alert' && event.message.details.description === target.id;
  return false;
}
