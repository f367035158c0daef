// `npm test [-- STAGE …]`: everything that must hold, in one command. Stages run in the order of the table below. `quick`
// is for while one works: types, lint, and the unit tests that ask no other program and try no sweep of scenarios.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runAnyDay } from './anyDay.mjs';
import { findBrowser } from './browser.mjs';
import { removeFaketimeRemains } from './faketimeRemains.mjs';
import { Complaint, cacheDirectory, ensureInstalled, root, runMain, runNode, tools } from './prepare.mjs';

const reports = {
  unit: join(cacheDirectory, 'vitest.json'),
  days: ['first', 'second', 'third'].map((day) => join(cacheDirectory, `vitest-${day}-day.json`)),
  e2e: join(cacheDirectory, 'playwright.json'),
};

/** Where test files note why they skip tests. */
const skipNotes = join(cacheDirectory, 'skipped.jsonl');

/** For a stage that did not run. */
const none = { passed: 0, failed: 0, skipped: 0 };

/** Each returns an exit status. */
const stages = {
  typecheck: () => runNode(tools.tsc, ['--noEmit']),
  lint: () => runNode(tools.biome, ['ci', '.']),
  quick: () => stages.typecheck() || stages.lint() || runUnitTests('dot', { HANDSHAKE_LAB_TESTS: 'quick' }),
  unit: () => runUnitTests('default'),
  'any-day': () => runAnyDay(reports.days),
  build: () => runNode(join(root, 'scripts/build.mjs'), []) || runNode(join(root, 'scripts/single.mjs'), []),
  size: () => runNode(join(root, 'scripts/size.mjs'), []),
  e2e: ({ browser, port }) =>
    runNode(tools.playwright, ['test', '--reporter=list,json'], {
      env: {
        HANDSHAKE_LAB_BROWSER: browser,
        HANDSHAKE_LAB_PORT: String(port),
        PLAYWRIGHT_JSON_OUTPUT_FILE: reports.e2e,
      },
    }),
};

await runMain(async () => {
  const wanted = chosenStages(process.argv.slice(2));
  ensureInstalled();
  // Some tools colour their output even into a file.
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
  // Looked for before anything runs: nobody should wait ten minutes to learn that there is no browser.
  const browser = wanted.includes('e2e') ? await findBrowser({ mayInstall: true }) : '';
  const port = await freePort();
  mkdirSync(cacheDirectory, { recursive: true });
  for (const report of [...Object.values(reports).flat(), skipNotes]) rmSync(report, { force: true });
  process.env.HANDSHAKE_LAB_SKIPS = skipNotes;

  const failed = wanted.find((stage) => runStage(stage, { browser, port }) !== 0);
  if (failed !== undefined) {
    console.log(`\nStopped: ${failed} failed.`);
    process.exitCode = 1;
  }
  const flaky = readReport(reports.e2e)?.stats.flaky ?? 0;
  if (flaky > 0) console.log(`\n${flaky} end-to-end test(s) passed at the second try only: see "flaky" above.`);
  const { passed, failed: broken, skipped } = sum([...vitestReports().map(unitCounts), e2eCounts()]);
  console.log(`\n${passed} passed, ${broken} failed, ${skipped} skipped`);
  if (skipped === 0) return;
  const reasons = skipReasons();
  console.log(`Skipped: ${reasons.map(({ count, reason }) => `${count} since ${reason}`).join('; ')}.`);
  // Where all that the tests may ask for is at hand, CI must not go without it.
  if (process.env.CI !== 'true' || !existsSync(join(root, '../shared/conformance'))) return;
  console.log('Under CI=true, with ../shared beside the project, nothing may be skipped.');
  process.exitCode = 1;
});

function runUnitTests(reporter, env = {}) {
  removeFaketimeRemains();
  const args = ['run', `--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${reports.unit}`];
  return runNode(tools.vitest, args, { env });
}

function chosenStages(args) {
  const unknown = args.find((name) => !Object.hasOwn(stages, name));
  if (unknown !== undefined) {
    throw new Complaint(`There is no stage "${unknown}". Stages: ${Object.keys(stages).join(', ')}`);
  }
  // What is quick is in the others.
  return Object.keys(stages).filter((stage) => (args.length === 0 ? stage !== 'quick' : args.includes(stage)));
}

function runStage(stage, context) {
  console.log(`\n── ${stage} ──`);
  const start = performance.now();
  const status = stages[stage](context);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${stage}: ${status === 0 ? 'passed' : `failed (exit ${status})`} in ${seconds} s`);
  return status;
}

/** Of the stages that ran: `unit`, and `any-day` for each of its days. */
function vitestReports() {
  return [reports.unit, ...reports.days].map(readReport).filter((report) => report !== null);
}

function unitCounts(report) {
  // A file that can't even be loaded has no tests to count; it counts as one that failed.
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function e2eCounts() {
  const report = readReport(reports.e2e);
  if (report === null) return none;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/**
 * How many tests were skipped for which reason. A test file notes its reasons (src/testing/skipped.ts); where it has
 * several, its skipped tests count under all of them together. Playwright has the reason in its report.
 */
function skipReasons() {
  const counts = new Map();
  const add = (reason, count) => counts.set(reason, (counts.get(reason) ?? 0) + count);
  const notes = existsSync(skipNotes) ? readFileSync(skipNotes, 'utf8').trim().split('\n').filter(Boolean) : [];
  const reasonsOf = new Map();
  for (const { file, reason } of notes.map((line) => JSON.parse(line))) {
    reasonsOf.set(file, [...(reasonsOf.get(file) ?? []), reason]);
  }
  for (const { name, assertionResults } of vitestReports().flatMap(({ testResults }) => testResults)) {
    const count = assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status)).length;
    const reasons = [...new Set(reasonsOf.get(name) ?? [])].sort();
    if (count > 0) add(reasons.join(', or ') || 'a reason that no test names', count);
  }
  for (const { annotations, status } of allTests(readReport(reports.e2e)?.suites ?? [])) {
    if (status !== 'skipped') continue;
    add(annotations.find(({ type }) => type === 'skip')?.description ?? 'a reason that no test names', 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** All tests of Playwright's nested report. */
function allTests(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ tests }) => tests),
    ...allTests(inner),
  ]);
}

function sum(counts) {
  return counts.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }));
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** A port that nobody listens on now. */
function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
