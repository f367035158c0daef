// The page's side of the worker that packs.
import type { Exporter, RecordingArchive } from '../diagram/recordingArchive.ts';
import { isLoadFailure } from './problem.ts';

export interface PackRequest {
  readonly id: number;
  /** As JSON: text crosses threads several times faster than a tree of objects. */
  readonly recording: string;
  readonly link: string;
  readonly foreign: boolean;
}
export type PackReply =
  | { readonly id: number; readonly parcel: RecordingArchive }
  | { readonly id: number; readonly problem: string };

/** The worker starts with the first parcel, and is kept for the next ones. */
export function exportClient(): Exporter {
  const waiting = new Map<number, { done: (parcel: RecordingArchive) => void; failed: (error: Error) => void }>();
  let worker: Worker | null = null;
  let lastId = 0;
  const ensure = (): Worker => {
    if (worker !== null) return worker;
    worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PackReply>) => {
      const mine = waiting.get(data.id);
      waiting.delete(data.id);
      if ('parcel' in data) mine?.done(data.parcel);
      else {
        mine?.failed(new Error(data.problem));
        // A worker may keep that a file could not be loaded: the next one starts afresh.
        if (isLoadFailure(data.problem) && waiting.size === 0) {
          worker?.terminate();
          worker = null;
        }
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker?.terminate();
      worker = null;
      for (const { failed } of waiting.values()) failed(new Error(event.message || 'the worker stopped'));
      waiting.clear();
    };
    return worker;
  };
  return {
    pack: (recording, link, foreign) =>
      new Promise((done, failed) => {
        const id = ++lastId;
        waiting.set(id, { done, failed });
        ensure().postMessage({ id, recording: JSON.stringify(recording), link, foreign } satisfies PackRequest);
      }),
  };
}
