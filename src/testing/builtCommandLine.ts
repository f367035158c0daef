// The command line as the one file that `npm run build` makes of it: as a process it starts in a third of the time that its
// sources take. It is built once for each state of the sources, by whoever asks first. Node only.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runOutside } from './outside.ts';

const root = join(import.meta.dirname, '../..');
/** It disappears with node_modules and is never committed. */
const home = join(root, 'node_modules/.cache/handshake-lab/command-line');

/** The path of the built file, which runs by Node. */
export function builtCommandLine(): string {
  const built = join(home, `${digestOfSources()}.mjs`);
  if (existsSync(built)) return built;
  mkdirSync(home, { recursive: true });
  const older = readdirSync(home).filter((name) => name.endsWith('.mjs'));
  const place = mkdtempSync(join(home, 'new-'));
  const { status, stdout, stderr } = runOutside('node', [
    ...[join(root, 'scripts/build.mjs'), '--command-line', place],
  ]);
  if (status !== 0) throw new Error(`The command line could not be built: ${stdout}${stderr}`);
  // Somebody else may have been faster: then it is the same file.
  renameSync(join(place, 'handshake-lab.mjs'), built);
  rmSync(place, { recursive: true, force: true });
  for (const name of older) rmSync(join(home, name), { force: true });
  return built;
}

function digestOfSources(): string {
  const digest = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|tsx|json)$/.test(path) && !/(^src\/testing\/|\.(test|testing)\.tsx?$)/.test(path));
  for (const path of [...sources.sort(), 'scripts/build.mjs', 'package-lock.json'])
    digest.update(`${path}\n`).update(readFileSync(join(root, path)));
  return digest.digest('hex').slice(0, 16);
}
