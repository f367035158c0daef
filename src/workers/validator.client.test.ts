// The page's side of the judge's worker, with workers that answer, fail, or never come back.
import { describe, expect, it } from 'vitest';
import type { Question } from '../pki/validator/question.ts';
import { type ValidatorWorker, workerValidator } from './validator.client.ts';
import type { ValidatorReply, ValidatorRequest } from './validator.protocol.ts';

const question = {} as Question;
const reading = { items: [], problems: [] };

/** Workers that answer by `answer`; null for never. The clock rings when `ring` is called. */
function setUp(answer: (request: ValidatorRequest) => ValidatorReply | null) {
  const started: { terminated: boolean }[] = [];
  let rings: (() => void)[] = [];
  const desk = workerValidator(
    () => {
      const worker: ValidatorWorker & { terminated: boolean } = {
        terminated: false,
        onmessage: null,
        onerror: null,
        postMessage(request) {
          const data = answer(request);
          if (data !== null) queueMicrotask(() => worker.onmessage?.({ data } as MessageEvent<ValidatorReply>));
        },
        terminate() {
          worker.terminated = true;
        },
      };
      started.push(worker);
      return worker;
    },
    (_ms, run) => {
      rings.push(run);
      return () => {
        rings = rings.filter((each) => each !== run);
      };
    },
    ({ id }) => Promise.resolve({ id, problem: 'done in the page’s own thread' }),
  );
  return { desk, started, ring: () => rings[0]?.(), waiting: () => rings.length };
}

describe('the judge’s desk', () => {
  it('gets answers from one worker, and leaves no clock behind', async () => {
    const { desk, started, waiting } = setUp(({ id }) => ({ id, reading }));
    expect(await desk.read(new Uint8Array())).toEqual(reading);
    expect(await desk.open(new Uint8Array(), 'x')).toEqual(reading);
    expect([started.length, waiting()]).toEqual([1, 0]);
  });

  it('passes on what the worker could not do', async () => {
    const { desk } = setUp(({ id }) => ({ id, problem: 'no memory' }));
    await expect(desk.judge(question)).rejects.toThrow('no memory');
  });

  it('stops what takes too long, and starts afresh', async () => {
    const { desk, started, ring } = setUp(({ id, kind }) => (kind === 'judge' ? null : { id, reading }));
    const judged = desk.judge(question);
    ring();
    await expect(judged).rejects.toThrow('it took longer than 30 seconds');
    expect(started[0]?.terminated).toBe(true);
    expect(await desk.read(new Uint8Array())).toEqual(reading);
    expect(started).toHaveLength(2);
  });

  const here = async ({ id }: ValidatorRequest): Promise<ValidatorReply> => ({ id, reading });
  const lone = (start: () => ValidatorWorker) => workerValidator(start, () => () => {}, here);

  it('does the work in the page’s own thread where no worker can be started', async () => {
    const desk = lone(() => {
      throw new Error('no workers here');
    });
    expect(await desk.read(new Uint8Array())).toEqual(reading);
    expect(await desk.open(new Uint8Array(), 'x')).toEqual(reading);
  });

  it('does so too where the worker’s script does not load', async () => {
    let starts = 0;
    const desk = lone(() => {
      starts++;
      const worker: ValidatorWorker = {
        onmessage: null,
        onerror: null,
        postMessage: () =>
          queueMicrotask(() => worker.onerror?.(new Event('error', { cancelable: true }) as ErrorEvent)),
        terminate() {},
      };
      return worker;
    });
    expect(await Promise.all([desk.read(new Uint8Array()), desk.read(new Uint8Array())])).toEqual([reading, reading]);
    expect(await desk.read(new Uint8Array())).toEqual(reading);
    expect(starts).toBe(1);
  });

  it('does not do in its own thread what made a worker fail that had worked', async () => {
    const desk = lone(() => {
      const worker: ValidatorWorker = {
        onmessage: null,
        onerror: null,
        postMessage: ({ id, kind }) => {
          const data: ValidatorReply = { id, reading };
          queueMicrotask(() =>
            kind === 'read'
              ? worker.onmessage?.({ data } as MessageEvent<ValidatorReply>)
              : worker.onerror?.(new Event('error', { cancelable: true }) as ErrorEvent),
          );
        },
        terminate() {},
      };
      return worker;
    });
    await desk.read(new Uint8Array());
    await expect(desk.open(new Uint8Array(), 'x')).rejects.toThrow('the worker stopped');
  });
});
