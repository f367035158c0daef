// Files that commands read and write; what goes wrong names the file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage.ts';

export function readText(command: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${command}: cannot read ${path}: ${reason(error)}`);
  }
}

export function writeFile(command: string, path: string, content: string | Uint8Array, mode = 0o644): void {
  try {
    writeFileSync(path, content, { mode });
  } catch (error) {
    throw new UsageError(`${command}: cannot write ${path}: ${reason(error)}`);
  }
}

export function makeFolder(command: string, path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`${command}: cannot create ${path}: ${reason(error)}`);
  }
}

export const exists = (path: string): boolean => existsSync(path);

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CODES[code] ?? (error instanceof Error ? error.message : String(error));
}

const CODES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is not a folder',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
};
