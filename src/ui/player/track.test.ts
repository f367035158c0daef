import { describe, expect, it } from 'vitest';
import type { PhaseId, Recording, Step } from '../../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, LAB_NOW } from '../../lab/scenario/scenario.ts';
import { trackOf } from './track.ts';

const PHASES_OF_STEPS: PhaseId[] = ['issuance', 'issuance', 'hello', 'server-proves', 'server-proves', 'data'];

function recordingOf(phases: readonly PhaseId[], prevented: Recording['prevented'] = []): Recording {
  const steps = phases.map(
    (phase, i): Step => ({
      number: i + 1,
      key: `s${i}`,
      kind: 'operation',
      event: i,
      until: i + 1,
      phase,
      textbook: null,
    }),
  );
  const outcome = { state: 'closed' as const, error: null };
  return {
    format: 'handshake-lab-recording',
    version: 1,
    scenario: DEFAULT_SCENARIO,
    now: LAB_NOW,
    events: [],
    steps,
    prevented,
    certificates: {},
    outcome: { client: outcome, server: outcome },
    keyLog: '',
  };
}

describe('the track of the scrubber', () => {
  const track = trackOf(recordingOf(PHASES_OF_STEPS));

  it('has a tick for each step, from one end to the other', () => {
    expect(track.ticks.map((tick) => tick.at)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('gives each phase the room up to the next, so that no titles overlap', () => {
    expect(track.phases.map(({ first, from, to }) => [first, from, to])).toEqual([
      [1, 0, 40],
      [3, 40, 60],
      [4, 60, 100],
      [6, 100, 100],
    ]);
  });

  it('has a tail only where something was prevented', () => {
    expect(track.tail).toBe(false);
    const ghost = { from: 'server', to: 'client', type: 'Finished', encrypted: true, details: {} } as const;
    expect(trackOf(recordingOf(PHASES_OF_STEPS, [ghost])).tail).toBe(true);
  });

  it('stands even with a single step', () => {
    expect(trackOf(recordingOf(['hello'])).ticks).toEqual([{ step: 1, at: 0, opensPhase: true }]);
  });
});
