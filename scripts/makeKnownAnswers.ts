// `npx tsx scripts/makeKnownAnswers.ts`: asks OpenSSL 3, Java's keytool, OpenSSH, PuTTY, xxd, od and hexdump for known answers and writes them to
// src/testing/knownAnswers/; with names (`primitives`, `keyStores`, …) only those.
// They hold our cryptography and path validation to an outside program where neither that program nor the published
// vectors are at hand. Each answer carries the command that made it. Keys are new in each run: they sign nothing else.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDumps } from './knownAnswers/dumps.ts';
import { recordHandshakes } from './knownAnswers/handshakes.ts';
import { makeKeyFiles } from './knownAnswers/keyFiles.ts';
import { makeKeyStores } from './knownAnswers/keyStores.ts';
import { issuePaths } from './knownAnswers/paths.ts';
import { computePrimitives } from './knownAnswers/primitives.ts';
import type { Tools } from './knownAnswers/tools.ts';

const target = join(import.meta.dirname, '../src/testing/knownAnswers');
const folder = mkdtempSync(join(tmpdir(), 'known-answers-'));

const openssl: Tools['openssl'] = (args, { input = '', mayFail = false } = {}) => {
  const run = spawnSync('openssl', args, { cwd: folder, input, maxBuffer: 1 << 24 });
  if (run.error) throw run.error;
  if (run.status !== 0 && !mayFail) throw new Error(`openssl ${args.join(' ')}: ${run.stderr}`);
  return { status: run.status, stdout: run.stdout, stderr: run.stderr.toString() };
};
const keytool: Tools['keytool'] = (args) => {
  const run = spawnSync('keytool', args, { cwd: folder });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`keytool ${args.join(' ')}: ${run.stdout}${run.stderr}`);
};
const tools: Tools = {
  openssl,
  keytool,
  write: (name, content) => writeFileSync(join(folder, name), content),
  read: (name) => readFileSync(join(folder, name)),
  shown: (args, program = 'openssl') =>
    `${program} ${args.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(' ')}`,
};

try {
  const madeBy = openssl(['version']).stdout.toString().trim();
  mkdirSync(target, { recursive: true });
  const makers = {
    primitives: () => computePrimitives(tools),
    paths: () => issuePaths(tools),
    handshakes: () => recordHandshakes(),
    keyStores: () => makeKeyStores(tools),
    dumps: () => makeDumps(tools),
    keyFiles: () => makeKeyFiles(),
  };
  const wanted = process.argv.slice(2);
  for (const [name, make] of Object.entries(makers)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify({ madeBy, ...(await make()) }, null, 2)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
