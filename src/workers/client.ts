// The page's side of a worker: one timeout, one fallback and one way of failing for all tasks.
//
// What takes too long is stopped. A worker that stops fails whoever waits for it, since one of their tasks may be the
// culprit and nobody can tell which; the next task gets a fresh one. So does one that has fallen silent: a browser may end a
// worker without a word. Where no worker starts at all, the work is done in this thread. What could not be loaded is asked
// for again with the next task.

import workerUrl from './lab.worker.ts?worker&url';
import { isLoadFailure, messageOf } from './problem.ts';
import type { Reply, Results, TaskKind, TaskOf, WorkerReply, WorkerRequest } from './protocol.ts';

/** The little of `Worker` that this needs. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Longest time for one task once its code is there, and longest silence of a worker that has begun none, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface WorkerClient {
  /** `onPart` gets the parts of a recording. */
  ask<K extends TaskKind>(task: TaskOf<K>, onPart?: OnPart): Promise<Results[K]>;
}

type OnPart = (part: string, last: boolean) => void;

export interface ClientSetting {
  /** Makes a worker; may throw. */
  readonly start: () => WorkerLike;
  /** Does the work in this thread. */
  readonly here: (request: WorkerRequest, reply: (reply: Reply) => void) => Promise<void>;
  /** Calls back after so many milliseconds, unless the function that it returns is called before. */
  readonly wait: (ms: number, run: () => void) => () => void;
}

interface Waiting {
  readonly request: WorkerRequest;
  readonly onPart: OnPart;
  readonly done: (result: Results[TaskKind]) => void;
  readonly failed: (error: Error) => void;
  /** Whether the worker has it. */
  heard: boolean;
  stopClock: () => void;
}

export function workerClient({ start, here, wait }: ClientSetting): WorkerClient {
  const waiting = new Map<number, Waiting>();
  let worker: WorkerLike | 'none' | null = null;
  /** Whether any worker ever replied. */
  let canWork = false;
  /** Whether this one did: its script is there, and it answers at once, unless it is at work. */
  let isThere = false;
  let lastId = 0;

  const stop = (next: 'none' | null): readonly Waiting[] => {
    if (worker !== 'none') worker?.terminate();
    worker = next;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { stopClock } of left) stopClock();
    return left;
  };

  const giveUp = (why: string) => {
    for (const { failed } of stop(null)) failed(new Error(why));
  };

  const expectWord = (mine: Waiting) => {
    mine.stopClock();
    mine.stopClock = wait(PATIENCE_MS, () => giveUp(`the worker was silent for ${PATIENCE_MS / 1000} seconds`));
  };

  const doWithout = () => {
    for (const each of stop('none')) doHere(each);
  };

  const doHere = (mine: Waiting) => {
    const fail = (problem: string) => {
      // As without a network: the next task tries a worker again.
      if (worker === 'none' && isLoadFailure(problem)) worker = null;
      mine.failed(new Error(problem));
    };
    const onReply = (reply: Reply) => {
      if ('problem' in reply) fail(reply.problem);
      else receive(mine, reply);
    };
    here(mine.request, onReply).catch((error: unknown) => fail(messageOf(error)));
  };

  const receive = ({ onPart, done }: Waiting, reply: Exclude<Reply, { readonly problem: string }>) => {
    if ('part' in reply) onPart(reply.part, reply.last);
    else if ('result' in reply) done(reply.result);
  };

  const ensure = (): WorkerLike | 'none' => {
    if (worker !== null) return worker;
    isThere = false;
    try {
      worker = start();
    } catch {
      worker = 'none';
      return worker;
    }
    worker.onmessage = ({ data }) => {
      canWork = true;
      isThere = true;
      for (const each of waiting.values()) if (!each.heard) expectWord(each);
      const mine = waiting.get(data.id);
      if (mine === undefined) return;
      if (!mine.heard) {
        mine.heard = true;
        mine.stopClock();
      }
      if ('heard' in data) return;
      if ('began' in data) {
        mine.stopClock = wait(PATIENCE_MS, () => giveUp(`it took longer than ${PATIENCE_MS / 1000} seconds`));
        return;
      }
      if (!('part' in data)) {
        waiting.delete(data.id);
        mine.stopClock();
      }
      if (!('problem' in data)) return receive(mine, data);
      mine.failed(new Error(data.problem));
      // A worker may keep that a file could not be loaded: the next one starts afresh.
      if (isLoadFailure(data.problem) && waiting.size === 0) stop(null);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (canWork) giveUp(`the worker stopped${event.message ? `: ${event.message}` : ''}`);
      else doWithout();
    };
    return worker;
  };

  return {
    ask: (task, onPart = () => {}) =>
      new Promise((done, failed) => {
        const id = ++lastId;
        const mine: Waiting = {
          request: { ...task, id },
          onPart,
          // The worker's reply to a task has the result of its kind.
          done: done as Waiting['done'],
          failed,
          heard: false,
          stopClock: () => {},
        };
        const host = ensure();
        if (host === 'none') return doHere(mine);
        waiting.set(id, mine);
        try {
          host.postMessage(mine.request);
          if (isThere) expectWord(mine);
        } catch (error) {
          waiting.delete(id);
          mine.stopClock();
          failed(error instanceof Error ? error : new Error(String(error)));
        }
      }),
  };
}

/** A worker of its own: a task that takes long holds up only what was asked of the same one. */
export const pageWorker = (): WorkerClient =>
  workerClient({
    start: () => new Worker(workerUrl, { type: 'module' }),
    here: async (request, reply) => (await import('./answer.ts')).answer(request, reply),
    wait: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
