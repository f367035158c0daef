// The engine behind a worker: answers find their question, failures are told, and no worker is no reason to fail.
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { fakeRecording } from '../store/fakeRecording.testing.ts';
import {
  type LazyRecording,
  recordingParts,
  remember,
  type ScenarioRunner,
  type WorkerLike,
  type WorkerReply,
  type WorkerRequest,
  workerEngine,
} from './engine.client.ts';

const MUTUAL: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
const inThread = async (scenario: Scenario) => fakeRecording(scenario, ['in', 'thread']);
const read = async (engine: ScenarioRunner, scenario: Scenario) => (await engine.run(scenario))();
const ordered = async (scenario: Scenario): Promise<LazyRecording> => {
  const recording = await inThread(scenario);
  return () => recording;
};
const never = () => Promise.reject(new Error('not in this thread'));

describe('the worker', () => {
  it('is not started before the first scenario, and then once', async () => {
    const worker = fakeWorker();
    const start = vi.fn(() => worker);
    const engine = workerEngine(start, never);
    expect(start).not.toHaveBeenCalled();
    const runs = [read(engine, DEFAULT_SCENARIO), read(engine, MUTUAL)];
    worker.answerAll();
    await Promise.all(runs);
    expect(start).toHaveBeenCalledOnce();
  });

  it('may answer in any order', async () => {
    const worker = fakeWorker();
    const engine = workerEngine(() => worker, never);
    const first = read(engine, DEFAULT_SCENARIO);
    const second = read(engine, MUTUAL);
    worker.requests.reverse();
    worker.answerAll();
    expect((await first).scenario.mode).toBe('one-way');
    expect((await second).scenario.mode).toBe('mutual');
  });

  it("tells the engine's failure to the one who asked", async () => {
    const worker = fakeWorker();
    const engine = workerEngine(() => worker, never);
    const run = read(engine, MUTUAL);
    worker.reply({ id: 1, problem: 'no such key' });
    await expect(run).rejects.toThrow('no such key');
  });

  it('sends a long recording in parts, which make it whole again', async () => {
    const worker = fakeWorker();
    const whole = fakeRecording(
      MUTUAL,
      Array.from({ length: 5000 }, (_, i) => `step${i}`),
    );
    const run = read(
      workerEngine(() => worker, never),
      MUTUAL,
    );
    const parts = recordingParts(whole);
    expect(parts.length).toBeGreaterThan(10);
    parts.forEach((part, i) => {
      worker.reply({ id: 1, part: JSON.stringify(part), last: i === parts.length - 1 });
    });
    expect(await run).toEqual(whole);
  });

  it('that cannot be started is replaced by this thread', async () => {
    const engine = workerEngine(() => {
      throw new Error('forbidden');
    }, inThread);
    expect((await read(engine, MUTUAL)).steps).toHaveLength(2);
  });

  it('that dies is replaced by this thread, for those who wait and those who come', async () => {
    const worker = fakeWorker();
    const engine = workerEngine(() => worker, inThread);
    const waiting = read(engine, MUTUAL);
    worker.die();
    expect((await waiting).scenario.mode).toBe('mutual');
    expect((await read(engine, DEFAULT_SCENARIO)).scenario.mode).toBe('one-way');
    expect(worker.terminated).toBe(true);
  });
});

describe('remembering', () => {
  it('runs the same scenario once, however its object is built', async () => {
    const run = vi.fn(ordered);
    const engine = remember({ run: run }, 2);
    const first = await engine.run(MUTUAL);
    const { seed, ...others } = MUTUAL;
    expect(await engine.run({ seed, ...others })).toBe(first);
    expect(run).toHaveBeenCalledOnce();
  });

  it('knows the recording that came with the page', async () => {
    const run = vi.fn(ordered);
    const shipped = fakeRecording({}, ['shipped']);
    expect(await remember({ run: run }, 2, shipped).run(DEFAULT_SCENARIO)).toBe(shipped);
    expect(run).not.toHaveBeenCalled();
  });

  it('forgets the one that was used least lately', async () => {
    const run = vi.fn(ordered);
    const engine = remember({ run: run }, 2);
    for (const seed of [1, 2, 1, 3, 1, 2]) await engine.run({ ...MUTUAL, seed });
    expect(run.mock.calls.map(([scenario]) => scenario.seed)).toEqual([1, 2, 3, 2]);
  });

  it('tells scenarios apart by every part of them', async () => {
    const run = vi.fn(ordered);
    const engine = remember({ run: run }, 4);
    await engine.run(MUTUAL);
    await engine.run({ ...MUTUAL, revocationPolicy: 'soft' });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('prepares a recording that is read only when it is wanted', async () => {
    const seal = vi.fn(() => fakeRecording(MUTUAL, ['sealed']));
    const engine = remember({ run: async () => seal }, 2);
    await engine.prepare(MUTUAL);
    expect(seal).not.toHaveBeenCalled();
    expect((await engine.run(MUTUAL)).steps).toHaveLength(1);
    expect(seal).toHaveBeenCalledOnce();
  });

  it('has at hand what it knows, and nothing else', async () => {
    const engine = remember({ run: ordered }, 2);
    expect(engine.atHand?.(MUTUAL)).toBeNull();
    await engine.prepare(MUTUAL);
    const recording = engine.atHand?.(MUTUAL);
    expect(recording?.scenario.mode).toBe('mutual');
    expect(await engine.run(MUTUAL)).toBe(recording);
    expect(engine.atHand?.(DEFAULT_SCENARIO)).toBeNull();
  });

  it('waits for what is on its way already', async () => {
    const run = vi.fn(ordered);
    const engine = remember({ run: run }, 2);
    const prepared = engine.prepare(MUTUAL);
    expect((await engine.run(MUTUAL)).steps).toHaveLength(2);
    await prepared;
    expect(run).toHaveBeenCalledOnce();
  });

  it('does not remember failures', async () => {
    const run = vi.fn().mockRejectedValueOnce(new Error('once')).mockImplementation(ordered);
    const engine = remember({ run: run }, 2);
    await expect(engine.run(MUTUAL)).rejects.toThrow('once');
    expect((await engine.run(MUTUAL)).steps).toHaveLength(2);
  });
});

function fakeWorker() {
  const requests: WorkerRequest[] = [];
  const send = (data: WorkerReply) => worker.onmessage?.({ data } as MessageEvent<WorkerReply>);
  const worker: WorkerLike & { terminated: boolean } = {
    terminated: false,
    onmessage: null,
    onerror: null,
    postMessage: (request) => void requests.push(request),
    terminate: () => {
      worker.terminated = true;
    },
  };
  return Object.assign(worker, {
    requests,
    reply: send,
    answerAll: () => {
      for (const { id, scenario } of requests.splice(0)) {
        send({ id, part: JSON.stringify(fakeRecording(scenario, ['from', 'worker'])), last: true });
      }
    },
    die: () => worker.onerror?.({ preventDefault: () => {} } as ErrorEvent),
  });
}
