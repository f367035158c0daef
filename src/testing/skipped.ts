// Why tests are skipped: said once in each test file, and kept for the last line of `npm test`, which counts by reason.
import { appendFileSync } from 'node:fs';

/**
 * Says that tests of this file are skipped, and why: `OpenSSL is not installed`. To be called while the file is loaded.
 * `npm test` names a file for the notes in the environment; without it they are only said.
 */
export function noteSkip(reason: string): void {
  if (said.has(reason)) return;
  said.add(reason);
  console.warn(`skipped: ${reason}`);
  const notes = process.env['HANDSHAKE_LAB_SKIPS'];
  if (notes === undefined) return;
  appendFileSync(notes, `${JSON.stringify({ file: testFile(), reason })}\n`);
}

/** The path of the test file that is being loaded, by the stack: end-to-end tests come in here, too, without Vitest. */
function testFile(): string {
  const frames = (new Error().stack ?? '').split('\n').reverse();
  const frame = frames.map((line) => /(?:file:\/\/)?(\/[^():]*\.(?:test|spec)\.tsx?)/.exec(line)?.[1]);
  return frame.find((path) => path !== undefined) ?? 'unknown';
}

const said = new Set<string>();
