// The names under which a recording's file keeps what is called otherwise in memory. They stay as they were in the first
// file that anybody saved: old files open, and new ones open in an older lab.
import type { LabEvent, Recording } from '../recording/recording.ts';

/** Of an object's properties, by their names in memory. */
export const MESSAGE_NAMES = { details: 'facts' } as const;
export const BELIEF_NAMES = { result: 'tone', details: 'facts' } as const;
export const OPERATION_NAMES = { operation: 'work', result: 'tone', details: 'facts' } as const;
export const CHECK_NAMES = { operation: 'work' } as const;

/** The kind of an event or a step that is an operation. */
export const STORED_OPERATION = 'work';

/** The same recording, under the names of its file. */
export function toStored(recording: Recording): object {
  return {
    ...recording,
    events: recording.events.map(storedEvent),
    steps: recording.steps.map((step) => (step.kind === 'operation' ? { ...step, kind: STORED_OPERATION } : step)),
    prevented: recording.prevented.map((message) => renamed(message, MESSAGE_NAMES)),
  };
}

function storedEvent(event: LabEvent): object {
  switch (event.kind) {
    case 'sent':
      return { ...event, message: renamed(event.message, MESSAGE_NAMES) };
    case 'operation':
      return renamed({ ...event, kind: STORED_OPERATION }, OPERATION_NAMES);
    case 'check':
      return renamed(event, CHECK_NAMES);
    case 'belief':
      return renamed(event, BELIEF_NAMES);
    case 'received':
    case 'secret':
    case 'opened':
    case 'unseen':
      return event;
  }
}

/** In the same order. */
const renamed = (value: object, names: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [names[name] ?? name, each]));
