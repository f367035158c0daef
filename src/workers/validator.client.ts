// The page's side of the judge's worker. It never hangs the page: what takes too long is stopped, and the next request
// gets a fresh worker. Where no worker starts at all, the work is done in this thread.
import type { Reading } from '../pki/intake/intakeSummary.ts';
import type { Validator } from '../store/judgeState.ts';
import type { ValidatorReply, ValidatorRequest } from './validator.protocol.ts';

/** The little of `Worker` that this needs. */
export interface ValidatorWorker {
  postMessage(request: ValidatorRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ValidatorReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Longest time for one request, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface ValidatorClient extends Validator {
  /** Loads all that will be needed. */
  warm(): void;
}

/**
 * @param start makes a worker; may throw
 * @param wait calls back after so many milliseconds, unless the function it returns is called before
 * @param here does the work in this thread; never rejects
 */
export function workerValidator(
  start: () => ValidatorWorker,
  wait: (ms: number, run: () => void) => () => void,
  here: (request: ValidatorRequest) => Promise<ValidatorReply>,
): ValidatorClient {
  interface Waiting {
    readonly request: ValidatorRequest;
    readonly done: (reply: ValidatorReply) => void;
    readonly failed: (error: Error) => void;
    readonly stopClock: () => void;
  }
  const waiting = new Map<number, Waiting>();
  let worker: ValidatorWorker | 'none' | null = null;
  /** Whether any worker ever answered. */
  let canWork = false;
  let lastId = 0;

  /** The worker is lost, and everybody who waits for it: one request may be the culprit, but nobody can tell which. */
  const giveUp = (why: string) => {
    if (worker !== 'none') worker?.terminate();
    worker = null;
    for (const { failed, stopClock } of waiting.values()) {
      stopClock();
      failed(new Error(why));
    }
    waiting.clear();
  };

  /** No worker can be had: whoever waits for one is served here, and so is everybody after. */
  const doWithout = () => {
    if (worker !== 'none') worker?.terminate();
    worker = 'none';
    for (const { request, done, failed, stopClock } of waiting.values()) {
      stopClock();
      here(request).then(done, failed);
    }
    waiting.clear();
  };

  const ensure = (): ValidatorWorker | 'none' => {
    if (worker !== null) return worker;
    try {
      worker = start();
    } catch {
      worker = 'none';
      return worker;
    }
    worker.onmessage = ({ data }) => {
      canWork = true;
      const mine = waiting.get(data.id);
      waiting.delete(data.id);
      mine?.stopClock();
      mine?.done(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (!canWork) doWithout();
      else giveUp(`the worker stopped${event.message ? `: ${event.message}` : ''}`);
    };
    return worker;
  };

  const ask = (request: Request): Promise<ValidatorReply> =>
    new Promise((done, failed) => {
      const id = ++lastId;
      try {
        const host = ensure();
        const full: ValidatorRequest = { id, ...request };
        if (host === 'none') {
          here(full).then(done, failed);
          return;
        }
        const stopClock = wait(PATIENCE_MS, () => giveUp(`it took longer than ${PATIENCE_MS / 1000} seconds`));
        waiting.set(id, { request: full, done, failed, stopClock });
        host.postMessage(full);
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)));
      }
    });

  const reading = async (request: Request): Promise<Reading | null> => {
    const reply = await ask(request);
    if ('problem' in reply) throw new Error(reply.problem);
    if (!('reading' in reply)) throw new Error('another answer than was asked for');
    return reply.reading;
  };

  return {
    warm: () => void reading({ kind: 'warm' }).catch(() => {}),
    read: async (bytes) => (await reading({ kind: 'read', bytes })) ?? { items: [], problems: [] },
    open: (bytes, password) => reading({ kind: 'open', bytes, password }),
    judge: async (question) => {
      const reply = await ask({ kind: 'judge', question });
      if ('problem' in reply) throw new Error(reply.problem);
      if (!('judgement' in reply)) throw new Error('another answer than was asked for');
      return reply.judgement;
    },
  };
}

type Request = ValidatorRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

export const pageValidator = (): ValidatorClient =>
  workerValidator(
    () => new Worker(new URL('./validator.worker.ts', import.meta.url), { type: 'module' }),
    (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    async (request) => (await import('./validator.core.ts')).replyTo(request),
  );
