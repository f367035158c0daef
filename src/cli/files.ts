// Files that commands read and write; what goes wrong names the file.
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { concat } from '../bytes/hex.ts';
import { UsageError } from './usage.ts';

/** Certificates and keys: as much as the validation page takes. */
export const MAX_FILE_BYTES = 20 * 2 ** 20;
/** What is written by hand: edits, the CA's work. */
export const MAX_SETTINGS_BYTES = 2 ** 20;

export function readText(command: string, path: string, most = MAX_FILE_BYTES): string {
  return new TextDecoder().decode(readBytes(command, path, most));
}

/** `-` is standard input. Stops behind `most` bytes, for some files have no end. */
export function readBytes(command: string, path: string, most = MAX_FILE_BYTES): Uint8Array {
  const isInput = path === '-';
  return attempt(command, 'read', isInput ? 'standard input' : path, () => {
    const file = isInput ? 0 : openSync(path, 'r');
    try {
      const parts: Uint8Array[] = [];
      for (let total = 0; ; ) {
        const part = new Uint8Array(READ_AT_ONCE);
        const length = readSync(file, part);
        if (length === 0) return concat(...parts);
        total += length;
        if (total > most) throw new Error(`it is longer than ${most / 2 ** 20} MiB`);
        parts.push(part.subarray(0, length));
      }
    } finally {
      if (!isInput) closeSync(file);
    }
  });
}

const READ_AT_ONCE = 2 ** 20;

export function writeFile(command: string, path: string, content: string | Uint8Array, mode = 0o644): void {
  attempt(command, 'write', path, () => writeFileSync(path, content, { mode }));
}

/** A file that did not exist before, so that `mode` holds. `force` removes the one that is there. */
export function writeNewFile(
  command: string,
  path: string,
  content: string | Uint8Array,
  mode: number,
  force: boolean,
): void {
  attempt(command, 'write', path, () => {
    if (force) rmSync(path, { force: true });
    writeFileSync(path, content, { mode, flag: 'wx' });
  });
}

/** Key logs grow, as other programs' do. */
export function appendSecrets(command: string, path: string, lines: string): void {
  attempt(command, 'write', path, () => appendFileSync(path, lines, { mode: 0o600 }));
}

export function makeFolder(command: string, path: string): void {
  attempt(command, 'create', path, () => {
    if (!isFolder(path)) create(resolve(path));
  });
}

/** With its parents. Not mkdir's own `recursive`, which never ends under /proc. */
function create(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent)) create(parent);
  mkdirSync(path);
}

/** Also false for what no path can be. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

export const exists = (path: string): boolean => existsSync(path);

function attempt<T>(command: string, verb: string, path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new UsageError(`${command}: cannot ${verb} ${path}: ${reason(error)}`);
  }
}

/** In plain words, where the system's code has some. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CODES[code] ?? (error instanceof Error ? error.message : String(error));
}

const CODES: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name',
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is not a folder',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
};
