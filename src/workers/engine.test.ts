// The engine of the page: what the worker sends becomes a recording again, and what was run lately is not run again.
import { describe, expect, it, vi } from 'vitest';
import type { Recording } from '../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { fakeRecording } from '../store/fakeRecording.testing.ts';
import type { WorkerClient } from './client.ts';
import { cachingEngine, type LazyRecording, type ScenarioRunner, workerEngine } from './engine.ts';
import { recordingParts } from './recordingParts.ts';

const MUTUAL: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
const read = async (engine: ScenarioRunner, scenario: Scenario) => (await engine.run(scenario))();
const ordered = async (scenario: Scenario): Promise<LazyRecording> => {
  const recording = fakeRecording(scenario, ['in', 'thread']);
  return () => recording;
};

/** Answers every scenario by this recording, in its parts. */
function answering(whole: Recording): { client: WorkerClient; parts: () => number } {
  let parts = 0;
  const client: WorkerClient = {
    ask: async (_task, onPart) => {
      const cut = recordingParts(whole);
      parts = cut.length;
      cut.forEach((part, i) => {
        onPart?.(JSON.stringify(part), i === cut.length - 1);
      });
      return null as never;
    },
  };
  return { client, parts: () => parts };
}

describe('a recording from the worker', () => {
  it('is the one that was made there', async () => {
    const whole = fakeRecording(MUTUAL, ['from', 'worker']);
    expect(await read(workerEngine(answering(whole).client), MUTUAL)).toEqual(whole);
  });

  it('comes in parts where it is long, which make it whole again', async () => {
    const whole = fakeRecording(
      MUTUAL,
      Array.from({ length: 5000 }, (_, i) => `step${i}`),
    );
    const { client, parts } = answering(whole);
    expect(await read(workerEngine(client), MUTUAL)).toEqual(whole);
    expect(parts()).toBeGreaterThan(10);
  });

  it('is asked for by the scenario and by who computes', async () => {
    const ask = vi.fn().mockRejectedValue(new Error('no such key'));
    await expect(
      read(
        workerEngine({ ask }, () => 'noble'),
        MUTUAL,
      ),
    ).rejects.toThrow('no such key');
    expect(ask.mock.calls[0]?.[0]).toEqual({ kind: 'run', scenario: MUTUAL, provider: 'noble' });
  });
});

describe('remembering', () => {
  it('runs the same scenario once, however its object is built', async () => {
    const run = vi.fn(ordered);
    const engine = cachingEngine({ run: run }, 2);
    const first = await engine.run(MUTUAL);
    const { seed, ...others } = MUTUAL;
    expect(await engine.run({ seed, ...others })).toBe(first);
    expect(run).toHaveBeenCalledOnce();
  });

  it('knows the recording that came with the page', async () => {
    const run = vi.fn(ordered);
    const shipped = fakeRecording({}, ['shipped']);
    expect(await cachingEngine({ run: run }, 2, shipped).run(DEFAULT_SCENARIO)).toBe(shipped);
    expect(run).not.toHaveBeenCalled();
  });

  it('forgets the one that was used least lately', async () => {
    const run = vi.fn(ordered);
    const engine = cachingEngine({ run: run }, 2);
    for (const seed of [1, 2, 1, 3, 1, 2]) await engine.run({ ...MUTUAL, seed });
    expect(run.mock.calls.map(([scenario]) => scenario.seed)).toEqual([1, 2, 3, 2]);
  });

  it('tells scenarios apart by every part of them', async () => {
    const run = vi.fn(ordered);
    const engine = cachingEngine({ run: run }, 4);
    await engine.run(MUTUAL);
    await engine.run({ ...MUTUAL, revocationPolicy: 'soft' });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('prepares a recording that is read only when it is wanted', async () => {
    const seal = vi.fn(() => fakeRecording(MUTUAL, ['sealed']));
    const engine = cachingEngine({ run: async () => seal }, 2);
    await engine.prepare(MUTUAL);
    expect(seal).not.toHaveBeenCalled();
    expect((await engine.run(MUTUAL)).steps).toHaveLength(1);
    expect(seal).toHaveBeenCalledOnce();
  });

  it('has at hand what it knows, and nothing else', async () => {
    const engine = cachingEngine({ run: ordered }, 2);
    expect(engine.atHand?.(MUTUAL)).toBeNull();
    await engine.prepare(MUTUAL);
    const recording = engine.atHand?.(MUTUAL);
    expect(recording?.scenario.mode).toBe('mutual');
    expect(await engine.run(MUTUAL)).toBe(recording);
    expect(engine.atHand?.(DEFAULT_SCENARIO)).toBeNull();
  });

  it('waits for what is on its way already', async () => {
    const run = vi.fn(ordered);
    const engine = cachingEngine({ run: run }, 2);
    const prepared = engine.prepare(MUTUAL);
    expect((await engine.run(MUTUAL)).steps).toHaveLength(2);
    await prepared;
    expect(run).toHaveBeenCalledOnce();
  });

  it('does not remember failures', async () => {
    const run = vi.fn().mockRejectedValueOnce(new Error('once')).mockImplementation(ordered);
    const engine = cachingEngine({ run: run }, 2);
    await expect(engine.run(MUTUAL)).rejects.toThrow('once');
    expect((await engine.run(MUTUAL)).steps).toHaveLength(2);
  });
});
