// `npm run size`: holds what the built page loads against its budget, in kB (1000 bytes) after gzip.
// It follows the page itself: what index.html names blocks or precedes the first paint, the rest comes later.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Complaint, root, runMain } from './prepare.mjs';

const budgets = [
  { name: 'script and style before the first paint', limit: 150_000, files: beforePaint },
  { name: 'everything, fonts included', limit: 380_000, files: everything },
];

/** A second copy of the engine, for browsers in which no worker starts; no other one loads it. */
const withoutWorker = /^run-[^/]*\.js$/;

const dist = join(root, 'dist');

await runMain(async () => {
  const verbose = process.argv.includes('--files');
  let exceeded = 0;
  for (const { name, limit, files } of budgets) {
    const sizes = files().map((file) => ({ file, bytes: transferred(file) }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const fits = total <= limit;
    console.log(`${fits ? 'ok  ' : 'OVER'} ${kilobytes(total)} of ${kilobytes(limit)}  ${name}`);
    if (verbose || !fits) {
      for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes))
        console.log(`       ${kilobytes(bytes)}  ${file}`);
    }
    if (!fits) exceeded += 1;
  }
  if (exceeded > 0) throw new Complaint(`${exceeded} of ${budgets.length} size limits exceeded.`);
});

/** Scripts and styles that index.html names, preloaded modules included. */
function beforePaint() {
  const html = page();
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  const files = named
    .filter((file) => ['.js', '.css'].includes(extname(file)))
    .map((file) => file.replace(/^\.\//, ''));
  if (files.length === 0) throw new Complaint('dist/index.html names no script and no style: is the build broken?');
  return [...new Set(files)];
}

function everything() {
  page();
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((file) => !withoutWorker.test(basename(file)) && extname(file) !== '.map');
}

function page() {
  try {
    return readFileSync(join(dist, 'index.html'), 'utf8');
  } catch {
    throw new Complaint('There is no built page: run "npm run build" first.');
  }
}

/** Bytes on the network. Fonts and pictures are compressed already and travel as they are. */
function transferred(file) {
  const bytes = readFileSync(join(dist, file));
  return ['.woff2', '.png'].includes(extname(file)) ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
