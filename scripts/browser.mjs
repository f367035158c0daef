// Finds a Chromium for the tests: Playwright's own, one that is installed, or one from apt where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Complaint } from './prepare.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** The executable's path. Needs installed packages. May install a browser by apt when `mayInstall`. */
export async function findBrowser({ mayInstall }) {
  const given = process.env.HANDSHAKE_LAB_BROWSER;
  if (given) {
    if (existsSync(given)) return given;
    throw new Complaint(`HANDSHAKE_LAB_BROWSER names ${given}, which does not exist.`);
  }
  const { chromium } = await import('@playwright/test');
  const found = [chromium.executablePath(), ...installedPaths()].find(works);
  if (found !== undefined) return found;
  if (mayInstall) {
    installByApt();
    const installed = installedPaths().find(works);
    if (installed !== undefined) return installed;
  }
  throw new Complaint(
    'No browser for the end-to-end tests: run "npx playwright install chromium", or set HANDSHAKE_LAB_BROWSER to a Chrome.',
  );
}

function installedPaths() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)));
  return [...onPath, ...usualPlaces()];
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return folders.flatMap((folder) => apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return folders.filter(Boolean).flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return [];
}

/** Some distributions ship a "chromium" that only says how to install one, so on Unix it must answer. */
function works(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function installByApt() {
  const isRoot = process.getuid?.() === 0;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return;
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
  console.error('No browser found: installing chromium by apt-get …');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    const [program, ...rest] = isRoot ? command : ['sudo', '-n', ...command];
    // A failed update may still leave usable lists; whether a browser is there is looked at afterwards.
    spawnSync(program, rest, { stdio: ['ignore', 2, 'inherit'] });
  }
}
