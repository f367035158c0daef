// The page's side of the worker, with workers that answer, fail, or never come back.
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../lab/scenario/scenario.ts';
import type { Question } from '../pki/validator/question.ts';
import { type WorkerLike, workerClient } from './client.ts';
import type { Reply, TaskOf, WorkerReply, WorkerRequest } from './protocol.ts';

const READING = { items: [], problems: [] };
const READ: TaskOf<'read'> = { kind: 'read', bytes: new Uint8Array() };
const OPEN: TaskOf<'open'> = { kind: 'open', bytes: new Uint8Array(), password: 'x' };
const VALIDATE: TaskOf<'validate'> = { kind: 'validate', question: {} as Question };
const RUN: TaskOf<'run'> = { kind: 'run', scenario: DEFAULT_SCENARIO, provider: null };
const LOAD_FAILURE = 'Failed to fetch dynamically imported module: ./some.js';

const HERE = 'done in the page’s own thread';

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  terminated = false;
  readonly requests: WorkerRequest[] = [];
  readonly answer: Answer;
  constructor(answer: Answer) {
    this.answer = answer;
  }
  postMessage(request: WorkerRequest): void {
    this.requests.push(request);
    for (const reply of this.answer(request)) queueMicrotask(() => this.reply(request.id, reply));
  }
  reply(id: number, reply: Reply): void {
    if (reply === DIES) this.die();
    else this.onmessage?.({ data: { id, ...reply } } as MessageEvent<WorkerReply>);
  }
  die(): void {
    this.onerror?.(new Event('error', { cancelable: true }) as ErrorEvent);
  }
  terminate(): void {
    this.terminated = true;
  }
}

type Answer = (request: WorkerRequest) => readonly Reply[];
const DIES: Reply = { problem: 'dies' };
const BEGAN: Reply = { began: true };
const done: Answer = () => [BEGAN, { result: READING }];

/** Workers that answer by `answer`. The clock rings when `ring` is called. */
function setUp(answer: Answer, here: Answer = () => [{ problem: HERE }]) {
  const started: FakeWorker[] = [];
  let rings: (() => void)[] = [];
  let wound = 0;
  const client = workerClient({
    start: () => {
      const worker = new FakeWorker(answer);
      started.push(worker);
      return worker;
    },
    here: async (request, reply) => {
      for (const each of here(request)) reply(each);
    },
    wait: (_ms, run) => {
      rings.push(run);
      wound += 1;
      return () => {
        rings = rings.filter((each) => each !== run);
      };
    },
  });
  return { ...client, started, ring: () => rings[0]?.(), clocks: () => rings.length, wound: () => wound };
}

describe('the worker', () => {
  it('is started with the first task, and answers them all; no clock is left behind', async () => {
    const { ask, started, clocks } = setUp(done);
    expect(started).toHaveLength(0);
    expect(await ask(READ)).toEqual(READING);
    expect(await ask(OPEN)).toEqual(READING);
    expect([started.length, clocks()]).toEqual([1, 0]);
  });

  it('may answer in any order', async () => {
    const { ask, started } = setUp(() => []);
    const [first, second] = [ask(READ), ask(OPEN)];
    started[0]?.reply(2, { result: null });
    started[0]?.reply(1, { result: READING });
    expect(await second).toBeNull();
    expect(await first).toEqual(READING);
  });

  it('gives the parts of a recording before the end', async () => {
    const parts: [string, boolean][] = [];
    const { ask } = setUp(() => [BEGAN, { part: 'a', last: false }, { part: 'b', last: true }, { result: null }]);
    await ask(RUN, (part, last) => parts.push([part, last]));
    expect(parts).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('tells who asked what could not be done', async () => {
    const { ask, started } = setUp(() => [BEGAN, { problem: 'no memory' }]);
    await expect(ask(VALIDATE)).rejects.toThrow('no memory');
    expect(started[0]?.terminated).toBe(false);
  });

  it('that could not load a file is replaced with the next task', async () => {
    let broken = true;
    const { ask, started } = setUp((request) => (broken ? [{ problem: LOAD_FAILURE }] : done(request)));
    await expect(ask(READ)).rejects.toThrow(LOAD_FAILURE);
    broken = false;
    expect(await ask(READ)).toEqual(READING);
    expect(started.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('that has fallen silent is found out with the next task, and the one after gets a fresh one', async () => {
    let dead = false;
    const { ask, started, ring, clocks } = setUp((request) => (dead ? [] : done(request)));
    expect(await ask(READ)).toEqual(READING);
    dead = true;
    const lost = ask(READ);
    expect(clocks()).toBe(1);
    ring();
    await expect(lost).rejects.toThrow('the worker was silent for 30 seconds');
    dead = false;
    expect(await ask(READ)).toEqual(READING);
    expect(started.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(clocks()).toBe(0);
  });

  it('is not thought silent while its script loads, nor while it loads what a task needs', async () => {
    const { ask, started, clocks } = setUp(() => []);
    const first = ask(READ);
    expect(clocks()).toBe(0);
    started[0]?.reply(1, { heard: true });
    expect(clocks()).toBe(0);
    const second = ask(OPEN);
    expect(clocks()).toBe(1);
    started[0]?.reply(2, { heard: true });
    expect(clocks()).toBe(0);
    started[0]?.reply(1, { result: READING });
    started[0]?.reply(2, { result: null });
    expect([await first, await second]).toEqual([READING, null]);
  });

  it('has the time of what it works on before it must answer what was asked behind it', async () => {
    const { ask, started, clocks, wound } = setUp(() => []);
    const first = ask(READ);
    started[0]?.reply(1, BEGAN);
    const second = ask(OPEN);
    const before = wound();
    started[0]?.reply(1, { result: READING });
    // The clock of the second one begins again.
    expect([clocks(), wound() - before]).toEqual([1, 1]);
    started[0]?.reply(2, { heard: true });
    started[0]?.reply(2, { result: null });
    expect([await first, await second, clocks()]).toEqual([READING, null, 0]);
  });

  it('is stopped where a task takes too long, and the next task gets a fresh one', async () => {
    const { ask, started, ring } = setUp((request) => (request.kind === 'validate' ? [BEGAN] : done(request)));
    const validated = ask(VALIDATE);
    await Promise.resolve();
    ring();
    await expect(validated).rejects.toThrow('it took longer than 30 seconds');
    expect(started[0]?.terminated).toBe(true);
    expect(await ask(READ)).toEqual(READING);
    expect(started).toHaveLength(2);
  });

  it('has all the time that a slow network needs to bring its code', async () => {
    const { ask, started, clocks } = setUp(() => []);
    const read = ask(READ);
    await Promise.resolve();
    expect(clocks()).toBe(0);
    started[0]?.reply(1, { result: READING });
    expect(await read).toEqual(READING);
  });

  it('that had worked and stops fails its tasks, which may have stopped it, and the next one gets a fresh one', async () => {
    const { ask, started } = setUp((request) => (request.kind === 'open' ? [DIES] : done(request)));
    await ask(READ);
    await expect(ask(OPEN)).rejects.toThrow('the worker stopped');
    expect(await ask(READ)).toEqual(READING);
    expect(started.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('refuses what can’t cross threads, and goes on', async () => {
    const { ask, started } = setUp(done);
    await ask(READ);
    const [worker] = started;
    if (worker === undefined) throw new Error('no worker was started');
    worker.postMessage = () => {
      throw new Error('could not be cloned');
    };
    await expect(ask(READ)).rejects.toThrow('could not be cloned');
    expect(worker.terminated).toBe(false);
  });
});

describe('the page’s own thread', () => {
  const lone = (start: () => WorkerLike, here: Answer = done) =>
    workerClient({
      start,
      here: async (request, reply) => {
        for (const each of here(request)) reply(each);
      },
      wait: () => () => {},
    });

  it('does the work where no worker can be started', async () => {
    const { ask } = lone(() => {
      throw new Error('no workers here');
    });
    expect(await ask(READ)).toEqual(READING);
    expect(await ask(OPEN)).toEqual(READING);
  });

  it('does it where the worker’s script does not load, for those who wait and those who come', async () => {
    const { ask, started } = setUp(() => [], done);
    const waiting = [ask(READ), ask(RUN)];
    started[0]?.die();
    expect(await Promise.all(waiting)).toEqual([READING, READING]);
    expect(await ask(READ)).toEqual(READING);
    expect(started.map(({ terminated }) => terminated)).toEqual([true]);
  });

  it('leaves it to a worker again where it can’t load the code either', async () => {
    let online = false;
    const { ask, started } = setUp(
      (request) => (online ? done(request) : [DIES]),
      () => [{ problem: LOAD_FAILURE }],
    );
    await expect(ask(READ)).rejects.toThrow(LOAD_FAILURE);
    online = true;
    expect(await ask(READ)).toEqual(READING);
    expect(started).toHaveLength(2);
  });
});
