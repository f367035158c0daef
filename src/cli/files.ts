// Files that commands read and write; what goes wrong names the file.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage.ts';

export function readText(command: string, path: string): string {
  return attempt(command, 'read', path, () => readFileSync(path, 'utf8'));
}

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

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

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
