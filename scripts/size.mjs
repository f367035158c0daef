// `npm run size`: holds what the built page loads against its budget, in kB (1000 bytes) after gzip.
// It follows the page itself: what index.html names blocks or precedes the first paint, the rest comes later.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Complaint, root, runMain } from './prepare.mjs';

const budgets = [
  { name: 'script and style before the first paint', limit: 150_000, files: beforePaint },
  { name: 'everything that the lab loads, fonts included', limit: 380_000, files: lab },
  // A page of its own, at #/judge: who stays in the lab never loads it, so it does not count against the lab's first
  // load. It has a worker of its own, with path validation over all kinds of keys and the ciphers of PKCS #12.
  { name: 'what the page "Judge your own" adds', limit: 120_000, files: judge },
  // Comes with the first look at the bytes of a message.
  { name: 'editing a byte on the wire', limit: 3_000, files: editing },
];

/** The editor of single bytes. */
const ofEditing = /^EditByte-[^/]*\.(js|css)$/;

/** The judge's own chunks: its page, its worker, and what that worker loads when the page is at rest. */
const ofJudge = /^(JudgeRoom|judgeThread|pkcs12Read)-[^/]*\.js$/;

/** A second copy of the engine, for browsers in which no worker starts; no other one loads it. */
const withoutWorker = /^run-[^/]*\.js$/;

const dist = join(root, 'dist');

await runMain(async () => {
  const verbose = process.argv.includes('--files');
  let exceeded = 0;
  for (const { name, limit, files } of budgets) {
    const sizes = files();
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

/** Scripts and styles that stand in index.html, and those that it names, preloaded modules included. */
function beforePaint() {
  const html = page();
  const inline = [...html.matchAll(/<(style|script)>(.*?)<\/\1>/gs)].map((match) => match[2]).join('\n');
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
  if (named.length === 0) throw new Complaint('dist/index.html names no script: is the build broken?');
  return [{ file: 'inline in index.html', bytes: zipped(inline) }, ...[...new Set(named)].map(measure)];
}

function lab() {
  return built().filter(({ file }) => !ofJudge.test(basename(file)) && !ofEditing.test(basename(file)));
}

function editing() {
  return built().filter(({ file }) => ofEditing.test(basename(file)));
}

function judge() {
  const files = built().filter(({ file }) => ofJudge.test(basename(file)));
  if (files.length === 0) throw new Complaint('dist has no chunk of the judge: was it renamed?');
  return files;
}

function built() {
  page();
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((file) => !withoutWorker.test(basename(file)) && extname(file) !== '.map')
    .map(measure);
}

function page() {
  try {
    return readFileSync(join(dist, 'index.html'), 'utf8');
  } catch {
    throw new Complaint('There is no built page: run "npm run build" first.');
  }
}

/** Bytes on the network. Fonts and pictures are compressed already and travel as they are. */
function measure(file) {
  const bytes = readFileSync(join(dist, file));
  return { file, bytes: ['.woff2', '.png'].includes(extname(file)) ? bytes.length : zipped(bytes) };
}

function zipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
