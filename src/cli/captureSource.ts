// Captures from disk, in slices, as often as they are asked for.
import { closeSync, openSync, readSync } from 'node:fs';
import type { CaptureSource } from '../capture/report/readCapture.ts';
import { reason } from './files.ts';
import { UsageError } from './usage.ts';

/** `-` is standard input, which is kept: it can be read only once. */
export function captureSource(command: string, path: string): CaptureSource {
  if (path !== '-') return () => slices(command, path);
  let kept: Uint8Array[] | null = null;
  return async function* () {
    if (kept === null) {
      kept = [];
      for await (const slice of slices(command, path)) {
        kept.push(slice.slice());
        yield slice;
      }
      return;
    }
    yield* kept;
  };
}

async function* slices(command: string, path: string): AsyncGenerator<Uint8Array> {
  const name = path === '-' ? 'standard input' : path;
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw new UsageError(`${command}: cannot read ${name}: ${reason(error)}`);
    }
  };
  const file = path === '-' ? 0 : attempt(() => openSync(path, 'r'));
  try {
    // One buffer for all: a slice is good until the next one is asked for.
    const slice = new Uint8Array(SLICE);
    for (;;) {
      const length = attempt(() => readSync(file, slice));
      if (length === 0) return;
      yield slice.subarray(0, length);
    }
  } finally {
    if (path !== '-') closeSync(file);
  }
}

const SLICE = 2 ** 19;
