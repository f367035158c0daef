// What every command of the project needs first: installed packages, a fresh build, one clear line when something fails.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where reports and stamps go: it disappears with node_modules and is never committed. */
export const cacheDirectory = join(root, 'node_modules', '.cache', 'handshake-lab');

/** The programs of our packages, started by Node itself, so that no shell and no `.cmd` file takes part. */
export const tools = {
  biome: join(root, 'node_modules/@biomejs/biome/bin/biome'),
  playwright: join(root, 'node_modules/@playwright/test/cli.js'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vite: join(root, 'node_modules/vite/bin/vite.js'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
};

/** An error whose message is all that the user needs to see. */
export class Complaint extends Error {}

/** Runs `main`; a Complaint becomes one line, anything else keeps its stack, for it is a defect of ours. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Runs a program of `tools` (or any script) with this Node and returns its exit status. */
export function runNode(script, args, { env = {}, quiet = false } = {}) {
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['inherit', 2, 'inherit'] : 'inherit',
  });
  if (result.error) throw new Complaint(`Could not start ${script}: ${result.error.message}`);
  return result.status ?? 1;
}

/** Runs `npm ci` where node_modules is missing or does not belong to the lock file. `quiet` keeps stdout clean. */
export function ensureInstalled({ quiet = false } = {}) {
  checkNode();
  const lock = readFileSync(join(root, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const stamp = join(cacheDirectory, 'installed-lock.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  // npm writes this file last, so a half-finished installation has none.
  const receipt = join(root, 'node_modules/.package-lock.json');
  if (modified(receipt) < modified(join(root, 'package-lock.json'))) {
    console.error('Installing packages (npm ci) …');
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const stdio = quiet ? ['inherit', 2, 'inherit'] : 'inherit';
    // Under `npm start` and `npm test` npm tells where it is; run directly, npm must be on PATH.
    const npm = process.env.npm_execpath;
    const result = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio })
      : spawnSync('npm', args, { cwd: root, stdio, shell: process.platform === 'win32' });
    if (result.status !== 0) throw new Complaint('npm ci failed: see its message above; is the network reachable?');
  }
  mkdirSync(cacheDirectory, { recursive: true });
  writeFileSync(stamp, digest);
}

/** Builds where dist is missing or older than anything that it is made from. `quiet` keeps stdout clean. */
export function ensureBuilt({ quiet = false } = {}) {
  const newest = Math.max(...buildInputs.map((path) => newestIn(join(root, path))));
  if (modified(join(root, 'dist/index.html')) >= newest) return;
  console.error('Building the page …');
  if (runNode(join(root, 'scripts/build.mjs'), ['--page-only'], { quiet }) !== 0)
    throw new Complaint('The build failed: see above.');
}

const buildInputs = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'scripts'];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Complaint(`Handshake Lab needs Node 20.19 or later; this is ${process.versions.node}.`);
}

/** Modification time in milliseconds, 0 where there is no such file. */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The newest modification in a tree, folders included: removing a file changes its folder. */
function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
