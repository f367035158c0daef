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
  // Opened by whoever clicks on the CA; nobody else loads it.
  { name: "what the CA's room adds", limit: 20_000, files: room },
  // Behind a button of the lab, each: who doesn't press it never loads them. The files are packed in a worker with its
  // own engine, keys in every format, and compression.
  { name: 'what "Take it away" adds', limit: 170_000, files: () => chunks(ofTaking, 'Take it away') },
  { name: 'what "Compare side by side" adds', limit: 15_000, files: () => chunks(ofComparing, 'the comparison') },
];

/** The CA's room, and what it shares with the judge: the words about what was pasted. */
const ofRoom = /^(CaRoom|intake)-[^/]*\.js$/;

/** The panel, and the worker that packs. */
const ofTaking = /^(TakeRoom|takeThread)-[^/]*\.js$/;
const ofComparing = /^CompareView-[^/]*\.js$/;

/** The judge's own chunks: its page, its worker, and what that worker loads when the page is at rest. */
const ofJudge = /^(JudgeRoom|judgeThread|pkcs12Read|intake)-[^/]*\.js$/;

/** The work of the two workers once more, for browsers in which none starts; no other one loads these, nor what only they need. */
const withoutWorker = /^(run|judgeWork)-[^/]*\.js$/;

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
  const apart = [ofJudge, ofRoom, ofTaking, ofComparing];
  return built().filter(({ file }) => !apart.some((others) => others.test(basename(file))));
}

function judge() {
  return chunks(ofJudge, 'the judge');
}

function chunks(names, what) {
  const files = built().filter(({ file }) => names.test(basename(file)));
  if (files.length === 0) throw new Complaint(`dist has no chunk of ${what}: was it renamed?`);
  return files;
}

function room() {
  const files = built().filter(({ file }) => ofRoom.test(basename(file)));
  if (files.length === 0) throw new Complaint("dist has no chunk of the CA's room: was it renamed?");
  return files;
}

function built() {
  const loaded = reachable();
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((file) => extname(file) !== '.map' && (extname(file) !== '.js' || loaded.has(basename(file))))
    .map(measure);
}

/** The scripts to which the page leads by imports and workers, but not by way of those that need no worker. */
function reachable() {
  const scripts = readdirSync(join(dist, 'assets')).filter((file) => extname(file) === '.js');
  const found = new Set();
  const queue = [page()];
  for (const text of queue) {
    for (const script of scripts) {
      if (found.has(script) || withoutWorker.test(script) || !text.includes(script)) continue;
      found.add(script);
      // Vite's list of what to preload names files that only some import, far from here, may ask for.
      queue.push(readFileSync(join(dist, 'assets', script), 'utf8').replace(/__vite__mapDeps=.*?\[.*?\]/s, ''));
    }
  }
  return found;
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
