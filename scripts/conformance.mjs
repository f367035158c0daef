// `npm run conformance [-- --json]`: judges the published cases of ../shared/conformance/given and prints, for each
// source, how many were accepted and how many rejected as they should be. Always look at both columns.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Complaint, ensureInstalled, root, runMain } from './prepare.mjs';

const data = join(root, '../shared/conformance');

await runMain(async () => {
  ensureInstalled({ quiet: true });
  const cases = join(data, 'given');
  if (!existsSync(cases)) throw new Complaint(`There is no conformance data in ${cases}.`);
  const asJson = process.argv.includes('--json');
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const sources = {};
  try {
    for (const name of readdirSync(cases).filter((file) => file.endsWith('.jsonl'))) {
      const { results, seconds } = judge(join(cases, name), folder);
      const score = run([join(data, 'score.mjs'), join(cases, name), results, '--json']);
      for (const [source, counts] of Object.entries(JSON.parse(score).sources))
        sources[source] = { ...counts, seconds };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (asJson) console.log(JSON.stringify(sources));
  else for (const [source, counts] of Object.entries(sources)) print(source, counts);
});

/** Runs `validate` on the requests without their expectations. */
function judge(file, folder) {
  const requests = join(folder, 'requests.jsonl');
  const results = join(folder, 'results.jsonl');
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stripped = lines.map((line) => JSON.stringify({ ...JSON.parse(line), expect: undefined }));
  writeFileSync(requests, `${stripped.join('\n')}\n`);
  const start = performance.now();
  writeFileSync(results, run([join(root, 'scripts/cli.mjs'), 'validate', requests, '--json']));
  return { results, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Complaint(`${args[0]} failed: ${stderr.trim()}`);
  return stdout;
}

function print(source, counts) {
  const of = ([right, all]) => `${right}/${all}`.padStart(7);
  console.log(
    `${source.padEnd(10)} accepted ${of(counts.acceptedCorrectly)}   rejected ${of(counts.rejectedCorrectly)}   right certificate ${of(counts.rightCertificate)}   ${counts.seconds} s`,
  );
  const list = (title, ids) => {
    for (const id of ids) console.log(`  ${title}: ${id}${counts.contested.includes(id) ? ' (contested)' : ''}`);
  };
  list('false accept', counts.falseAccepts);
  list('false reject', counts.falseRejects);
  list('no result', counts.missing);
  list('unreadable', counts.unreadable);
}
