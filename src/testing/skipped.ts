// Why tests are skipped: said once in each test file, and kept for the last line of `npm test`, which counts by reason.
import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

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
  const { testPath } = expect.getState();
  appendFileSync(notes, `${JSON.stringify({ file: testPath, reason })}\n`);
}

const said = new Set<string>();
