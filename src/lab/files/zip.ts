// A zip archive (PKWARE APPNOTE) whose bytes follow from its content alone: the same files give the same archive.
import { strToU8, type Zippable, zipSync } from 'fflate';

export type FileContent = string | Uint8Array;
/** By name, in the order in which they stand in the archive. */
export type Files = Readonly<Record<string, FileContent>>;

/** The folder in which the files of an archive lie. */
export const ARCHIVE = 'handshake-lab';

/** All files lie in `folder`. Private keys are readable by their owner alone, as OpenSSH and others want it. */
export function zip(folder: string, files: Files): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    entries[`${folder}/${name}`] = [bytes, { mtime: MTIME, os: UNIX, attrs: (isPrivate(name) ? 0o600 : 0o644) << 16 }];
  }
  return zipSync(entries, { level: 9 });
}

/** Files that hold private keys or secrets of a session. */
export const isPrivate = (name: string): boolean => /\.(key|p12|pcapng|log)$/.test(name);

/** A zip holds local time without a zone: the parts of the date are given, so that they are the same everywhere. */
const MTIME = '2026-11-23T12:00:00';
/** "Version made by" of a system with Unix permissions (APPNOTE 4.4.2). */
const UNIX = 3;
