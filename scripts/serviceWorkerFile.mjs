// Writes sw.js beside the built page: scripts/serviceWorker.js with the list of all its files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'sw.js';
const TEMPLATE = fileURLToPath(new URL('./serviceWorker.js', import.meta.url));

/** `folder` is the built page. The version is the digest of the list: the same files, the same script. */
export function writeServiceWorker(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== NAME)
    .sort();
  const list = files.map((file) => [file, `sha256-${digest(readFileSync(join(folder, file))).toString('base64')}`]);
  const script = readFileSync(TEMPLATE, 'utf8')
    .replace('__FILES__', () => JSON.stringify(list))
    .replace('__VERSION__', () => digest(JSON.stringify(list)).toString('hex').slice(0, 16));
  writeFileSync(join(folder, NAME), script);
}

const digest = (bytes) => createHash('sha256').update(bytes).digest();
