// For tests of the store and the links: a recording of nothing but steps, each a message or an operation.
import type { LabEvent, Recording } from '../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, LAB_NOW, type Scenario } from '../lab/scenario/scenario.ts';

/** `keys`: one for each step; those that end in `!` are operations that fail. */
export function fakeRecording(scenario: Partial<Scenario>, keys: readonly string[]): Recording {
  const events: LabEvent[] = keys.map((key, id) => ({
    id,
    actor: 'client',
    kind: 'operation',
    operation: 'path.validate',
    result: key.endsWith('!') ? 'fail' : 'pass',
    subject: null,
    certificates: [],
    details: { subject: '', anchored: true, passed: 0, failed: 0 },
  }));
  const open = { state: 'connected', error: null } as const;
  return {
    format: 'handshake-lab-recording',
    version: 1,
    scenario: { ...DEFAULT_SCENARIO, ...scenario },
    now: LAB_NOW,
    events,
    steps: keys.map((key, index) => ({
      number: index + 1,
      key: key.replace('!', ''),
      kind: 'operation',
      event: index,
      until: index + 1,
      phase: 'hello',
      textbook: 1,
    })),
    prevented: [],
    certificates: {},
    outcome: { client: open, server: open },
    keyLog: '',
  };
}
