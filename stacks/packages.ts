// Finds a program on the system, or brings its Debian packages into the cache and unpacks them there. Nothing is installed.
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.ts';
import type { Found, Packages, Tools } from './stack.ts';

/** `fetches`: whether packages may be brought from the system's package sources. `usesSystem`: whether its programs count. */
export function toolsIn(cache: string, { fetches, usesSystem }: { fetches: boolean; usesSystem: boolean }): Tools {
  mkdirSync(cache, { recursive: true });
  return {
    cache,
    async find(program, packages) {
      const here = usesSystem && packages.release === undefined ? onPath(program) : null;
      if (here !== null) return { path: here, root: null, env: {} };
      if (packages.apt === undefined) return null;
      const root = await unpacked(cache, packages, fetches);
      return root === null ? null : inRoot(root, program);
    },
  };
}

function onPath(program: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, '/usr/sbin'].map((folder) => join(folder, program)).find(isProgram) ?? null;
}

function inRoot(root: string, program: string): Found | null {
  const places = program.includes('/')
    ? [program]
    : ['usr/bin', 'usr/sbin', 'bin', 'sbin'].map((each) => join(each, program));
  const path = places.map((each) => join(root, each)).find(isProgram);
  if (path === undefined) return null;
  const libraries = join(root, 'usr/lib');
  const folders = existsSync(libraries)
    ? [
        libraries,
        ...readdirSync(libraries)
          .filter((name) => /-linux-gnu/.test(name))
          .map((name) => join(libraries, name)),
      ]
    : [];
  return { path, root, env: folders.length > 0 ? { LD_LIBRARY_PATH: folders.join(':') } : {} };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder of its own for each set of packages; null where they can't be had. */
async function unpacked(cache: string, { apt = [], release }: Packages, fetches: boolean): Promise<string | null> {
  const folder = join(cache, 'packages', [release ?? 'here', ...apt].join('+').slice(0, 120));
  const root = join(folder, 'root');
  if (existsSync(join(folder, 'complete'))) return root;
  if (!fetches || onPath('apt-get') === null || onPath('dpkg') === null) return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const options = release === undefined ? [] : await otherRelease(cache, release);
  const got = await run({ program: 'apt-get', args: [...options, '-q', 'download', ...apt], cwd: folder }, 300_000);
  if (got.status !== 0) return null;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    const opened = await run({ program: 'dpkg', args: ['-x', file, root], cwd: folder });
    if (opened.status !== 0) return null;
    rmSync(join(folder, file));
  }
  writeFileSync(join(folder, 'complete'), '');
  return root;
}

/** Lists of another release, from the system's own sources, beside the system's lists. */
async function otherRelease(cache: string, release: string): Promise<string[]> {
  const place = join(cache, 'releases', release);
  const parts = join(place, 'sources');
  for (const folder of [parts, join(place, 'lists/partial'), join(place, 'cache/archives/partial')])
    mkdirSync(folder, { recursive: true });
  const own = /VERSION_CODENAME=(\w+)/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const sources = '/etc/apt/sources.list.d';
  const files = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  for (const file of [...files, '/etc/apt/sources.list'].filter((each) => existsSync(each)))
    if (/\.(?:list|sources)$/.test(file))
      writeFileSync(join(parts, file.split('/').at(-1) ?? ''), readFileSync(file, 'utf8').replaceAll(own, release));
  writeFileSync(join(place, 'status'), '');
  const options = [
    'Dir::Etc::sourcelist=/dev/null',
    `Dir::Etc::sourceparts=${parts}`,
    `Dir::State::lists=${join(place, 'lists')}`,
    `Dir::State::status=${join(place, 'status')}`,
    `Dir::Cache=${join(place, 'cache')}`,
  ].flatMap((option) => ['-o', option]);
  await run({ program: 'apt-get', args: [...options, '-q', 'update'] }, 300_000);
  return options;
}
