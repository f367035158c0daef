// The commands that tell causes apart print what they should, of files that `pki` writes; and of the causes of one message
// no two print the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { outsideJudge, runOutside } from '../testing/outside.ts';
import { TELL_APART } from './why.ts';

const folder = mkdtempSync(join(tmpdir(), 'tell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One of each kind: of a leaf, of a CA, of either side, by each program. */
const TRIED = [
  'client/expired',
  'client/untrusted-root',
  'server/missing-intermediate',
  'server/wrong-eku',
  'ca/intermediate-expired',
  'ca/path-too-long',
];

it.skipIf(!outsideJudge('openssl'))(
  'OpenSSL prints of each cause what it is told by, and of the others something else',
  () => {
    const printed = new Map<string, string>();
    for (const fault of TRIED) {
      const cwd = join(folder, fault.replace('/', '-'));
      const made = runOutside('node', [builtCommandLine(), 'pki', '--out', cwd, '--mode', 'mutual', '--fault', fault]);
      expect(made.status, made.stderr).toBe(0);
      const { stdout, stderr } = runOutside('sh', ['-c', TELL_APART[fault]?.command ?? 'false'], { cwd });
      printed.set(fault, `${stdout}${stderr}`);
    }
    for (const [fault, text] of printed) {
      expect(text, fault).toContain(TELL_APART[fault]?.shows);
      for (const other of TRIED)
        if (other !== fault) expect(text, `${fault} as ${other}`).not.toContain(TELL_APART[other]?.shows);
    }
  },
);
