// `npm run size`: holds what the built page loads against its budget, in kB (1000 bytes) after gzip.
// It follows the page itself: what index.html names blocks or precedes the first paint, the rest comes later.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Complaint, root, runMain } from './prepare.mjs';

const ENGINE = /^engine-/;

/**
 * Loaded only by those who open them. `entries`: the chunks by which one enters; what else they need is found. `behind`: the
 * entries of what is there already by then.
 */
const onDemand = [
  // What lies over the page: fetched when somebody begins to use it, since who just reads needs none of it.
  {
    name: 'the drawer and the panels',
    limit: 32_000,
    entries: /^(BreakDrawer|Menu|OptionsPanel|Settings|Help|tips|foresight|prefetch)-/,
  },
  // Where the cursor has come to the last step: the folds over the recording, the answers to 60 questions, and the words of
  // all checks, as in the inspector's tab.
  { name: 'the summary', limit: 21_000, entries: /^(SummaryCard|End)-/ },
  // The table of who checks what, where it is opened; it shares the folds of the summary.
  { name: 'the table "Who checks what"', limit: 4_000, entries: /^WhoChecks-/ },
  // In mutual TLS, where the application looks for the account: its words, and the fields that could name the client.
  { name: 'whose account it is', limit: 7_000, entries: /^(NamingFields|ProxyHeaders|applicationLessons)-/ },
  // In the inspector, where something failed: with the corpus of what other programs were measured to do.
  { name: 'the table "What other programs do with it"', limit: 3_000, entries: /^ProgramTable-/ },
  // A page of its own, at #/learn/build; the deck is dealt in a worker, by the engine.
  { name: 'the page "Build the handshake"', limit: 6_000, entries: /^(BuildRoute|preparedDeck)-/ },
  // A page of its own, at #/learn/worksheet: with what is asked to be predicted, and the words of all checks.
  { name: 'the worksheet', limit: 30_000, entries: /^WorksheetRoute-/ },
  // A page of its own, at #/learn/glossary: the terms, and where each is cited from.
  { name: 'the page of the glossary', limit: 12_000, entries: /^GlossaryRoute-/ },
  // A page of its own, at #/learn/post-quantum, with its style sheet; the handshakes run in the engine's worker.
  { name: 'the page "Post-quantum certificates"', limit: 12_000, entries: /^(PostQuantumRoute|keyCost)-/ },
  // A place of its own, at #/why, with its style sheet. Its worker has the corpus of what programs say, and what reads it.
  { name: 'the page "Why?"', limit: 83_000, entries: /^(WhyRoute|whyTasks|corpus)-/ },
  // A place of its own, at #/learn.
  { name: 'the page of the missions', limit: 13_000, entries: /^LearnRoute-/ },
  // In the drawer, where something was changed by hand: its words are those of the CA console.
  { name: 'the list of what was changed by hand', limit: 15_000, entries: /^ByHandList-/ },
  // With the first mission: what it asks and says, hints and near misses, and its judges when it is handed in.
  { name: 'a mission', limit: 36_000, entries: /^(GoalBar|MissionDock|useMission|handInMission|judge|openMission)-/ },
  // For teachers, and for who opens a class link: with the judge of the missions, and the QR code.
  {
    name: 'the page of a class',
    limit: 50_000,
    entries: /^(ClassRoute|QrCode|LessonPlans|PredictionTable|checkPredictions|classKeeper)-/,
  },
  // While "Predict" is on.
  { name: 'predictions', limit: 28_000, entries: /^(PredictRuns|Prediction|Rings|answerCommands)-/ },
  // With the first focus on the search: every word by which something is found, and the index (minisearch).
  { name: 'the search', limit: 60_000, entries: /^(SearchList|WordsPanel)-/ },
  // The glossary, with the first sign of somebody: texts are read without it.
  { name: 'the terms that panels explain', limit: 12_000, entries: /^Marked-/ },
  // With the digests and the HKDF that recompute a secret which anyone can, the words of all checks, and how their evidence is
  // written down.
  { name: "the inspector's other tabs", limit: 45_000, entries: /^(Checks|Certificates|Bytes|Secrets)-/ },
  // In a frame of somebody's page, in the place of the lab.
  { name: 'the diagram in a frame', limit: 4_000, entries: /^Embed-/ },
  // For a projector, in the place of the lab's bars.
  { name: 'presenting mode', limit: 3_000, entries: /^Present-/ },
  // When the page is at rest: it asks for the service worker.
  { name: 'offline', limit: 1_000, entries: /^offline-/ },
  // In the worker, with the first scenario: when somebody begins to use the page. node-forge and the curves are apart.
  { name: 'the engine', limit: 73_000, entries: ENGINE },
  // A page of its own, at #/validate. Its worker has path validation over all kinds of keys, readers for the forms in which
  // certificates are handed on, and the ciphers of PKCS #12.
  { name: 'the page "Validate your certificates"', limit: 119_000, entries: /^(ValidationRoute|validatorTasks)-/ },
  // Comes when the web's rules are asked for.
  { name: 'the Public Suffix List', limit: 80_000, entries: /^registerPublicSuffixes-/ },
  // Curves, ChaCha20, ML-KEM and TLS 1.3, where a scenario asks for them.
  {
    name: 'TLS 1.3, elliptic curves and ML-KEM',
    behind: ENGINE,
    limit: 62_000,
    entries: /^(registerEcc|registerPostQuantum|tls13|tls13Lessons|KeySchedule)-/,
  },
  // With the first certificate or scenario that has such a key.
  { name: 'ML-DSA', limit: 11_000, entries: /^registerMlDsa-/ },
  // In the engine's worker, with the first run of TLS 1.2 with RSA: when somebody begins to use the page.
  { name: 'node-forge', behind: ENGINE, limit: 39_000, entries: /^registerForge-/ },
  // Opened by whoever clicks on the CA; reads requests in every form in which text holds them.
  { name: 'the CA console', limit: 39_000, entries: /^CaConsole-/ },
  // Packs files in a worker: the engine once more where it is not there yet, keys in every format, and compression.
  { name: '"Export"', limit: 70_000, entries: /^(ExportOverlay|pack)-/ },
  { name: '"Compare side by side"', limit: 8_000, entries: /^CompareView-/ },
  // For whoever looks at the bytes of a message that can be changed on its way.
  { name: 'the editor of bytes on the wire', limit: 2_000, entries: /^EditByte-/ },
  // Opened as "Custom certificates", and the codec of edits for links that hold some.
  { name: 'the certificate editor', limit: 37_000, entries: /^(Editor|editsCodec|readEdits|DerDiff)-/ },
];

/** React, the words, what the engine has too, the page itself, and two of the bundler's own; two to spare. */
const MOST_FIRST_SCRIPTS = 8;

const dist = join(root, 'dist');

await runMain(async () => {
  const verbose = process.argv.includes('--files');
  let exceeded = 0;
  for (const { name, limit, files } of budgets()) {
    const sizes = files.map(measure);
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const fits = total <= limit;
    console.log(`${fits ? 'ok  ' : 'OVER'} ${kilobytes(total)} of ${kilobytes(limit)}  ${name}`);
    if (verbose || !fits) {
      for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes))
        console.log(`       ${kilobytes(bytes)}  ${file}`);
    }
    if (!fits) exceeded += 1;
  }
  const files = firstScripts();
  const fits = files.length <= MOST_FIRST_SCRIPTS;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${files.length} of ${MOST_FIRST_SCRIPTS} scripts asked for by the first one`);
  if (!fits) for (const file of files) console.log(`       ${file}`);
  if (!fits) exceeded += 1;
  if (exceeded > 0) throw new Complaint(`${exceeded} size limits exceeded.`);
});

/** What the page's first script loads. Each file costs a slow network a turn, however small it is. */
function firstScripts() {
  const first = beforePaint().find((file) => typeof file === 'string' && basename(file).startsWith('index-'));
  if (first === undefined) throw new Complaint('index.html names no script index-….js: was it renamed?');
  const [, list] = /__vite__mapDeps=.*?\[(.*?)\]/s.exec(readFileSync(join(dist, first), 'utf8')) ?? [];
  if (list === undefined) throw new Complaint(`${first} has no list of what it loads.`);
  return list.match(/[^"/]+\.js/g) ?? [];
}

function budgets() {
  const scripts = readdirSync(join(dist, 'assets')).filter((file) => extname(file) === '.js');
  const isEntry = (script) => onDemand.some(({ entries }) => entries.test(script));
  const lab = reachable([page()], scripts, (script) => !isEntry(script));
  const needed = (entries) => {
    const doors = scripts.filter((script) => entries.test(script));
    return new Set([...doors, ...reachable(doors.map(textOf), scripts, (script) => !isEntry(script))]);
  };
  // The rest of Inter comes with the first character that the page's own part of it lacks; the first page has none.
  const restOfInter = built().filter((file) => /inter-latin-.*\.woff2$/.test(file));
  const others = built().filter((file) => extname(file) !== '.js' && !restOfInter.includes(file));
  return [
    { name: 'all script', limit: 936_000, files: scripts.map(inAssets) },
    { name: 'script and style before the first paint', limit: 16_000, files: beforePaint() },
    // Markup, styles, and the characters of the first paint, which no file of its own brings.
    { name: 'the page, which is painted when it is whole', limit: 42_000, files: ['index.html'] },
    {
      name: 'everything that loads until somebody does something, fonts included',
      limit: 338_000,
      files: [...others, ...[...lab].map(inAssets)],
    },
    { name: 'the rest of the font', limit: 11_000, files: restOfInter },
    ...onDemand.map(({ name, limit, entries, behind }) => {
      const there = behind === undefined ? new Set() : needed(behind);
      const files = [...needed(entries)].filter((script) => !lab.has(script) && !there.has(script));
      if (files.length === 0) throw new Complaint(`dist has no chunk of ${name}: was it renamed?`);
      return { name: `what ${name} adds`, limit, files: files.map(inAssets) };
    }),
  ];
}

/** The scripts to which these texts lead by imports and workers, by way of those that `mayPass` alone. */
function reachable(texts, scripts, mayPass) {
  const found = new Set();
  const queue = [...texts];
  for (const text of queue) {
    for (const script of scripts) {
      if (found.has(script) || !mayPass(script) || !text.includes(script)) continue;
      found.add(script);
      queue.push(textOf(script));
    }
  }
  return found;
}

/** Vite's list of what to preload is left out: it names files that only some import, far from there, may ask for. */
function textOf(script) {
  return readFileSync(join(dist, inAssets(script)), 'utf8').replace(/__vite__mapDeps=.*?\[.*?\]/s, '');
}

function inAssets(script) {
  return join('assets', script);
}

/**
 * Scripts and styles that stand in index.html, and the scripts that it names, preloaded modules included. The style sheet
 * that it names stands behind all that is painted first, and holds up nothing but scripts.
 */
function beforePaint() {
  const html = page();
  const inline = [...html.matchAll(/<(style|script)>(.*?)<\/\1>/gs)]
    .map((match) => match[2].replaceAll(/url\(data:font[^)]*\)/g, ''))
    .join('\n');
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.js)"/g)].map(
    (match) => match[1],
  );
  if (named.length === 0) throw new Complaint('dist/index.html names no script: is the build broken?');
  return [{ text: inline, name: 'inline in index.html' }, ...new Set(named)];
}

function built() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((file) => extname(file) !== '.map');
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
  if (typeof file !== 'string') return { file: file.name, bytes: zipped(file.text) };
  const bytes = readFileSync(join(dist, file));
  return { file: basename(file), bytes: ['.woff2', '.png'].includes(extname(file)) ? bytes.length : zipped(bytes) };
}

function zipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
