// What a command of the CLI writes when it runs in the process of the test.
import { vi } from 'vitest';

export interface Streams {
  readonly out: string;
  readonly err: string;
}

/** Runs `task` while standard output and standard error are kept from the terminal. `line` waits for a line of output. */
export async function withStreams<T>(
  task: (line: (index: number) => Promise<string>) => Promise<T>,
): Promise<{ readonly result: T } & Streams> {
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += text(chunk);
    for (const look of waiting) look();
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += text(chunk);
    return true;
  });
  const line = (index: number) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const lines = out.split('\n');
        if (lines.length <= index + 1) return;
        waiting.delete(look);
        resolve(lines[index] ?? '');
      };
      waiting.add(look);
      look();
    });
  try {
    const result = await task(line);
    return { result, out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

const text = (chunk: string | Uint8Array): string =>
  typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
