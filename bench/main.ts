// `npm run bench [-- --json]`: our handshake against forge.tls, the time from a scenario to its recording, and our path
// validation against pkijs.
// Both contestants run in one process, in turns, with the same keys and certificates, and remember nothing.
import { parseArgs } from 'node:util';
import { clearRsaMemo } from '../src/crypto/rsa.ts';
import { applies, FAULTS } from '../src/lab/faults/catalogue.ts';
import { runScenario } from '../src/lab/run.ts';
import { DEFAULT_SCENARIO, MODES, type Scenario } from '../src/lab/scenario.ts';
import { authority } from './credentials.ts';
import { forgeContestant } from './forgeHandshake.ts';
import { labContestant } from './labHandshake.ts';
import { median, round, type Spread, spread, time } from './statistics.ts';
import { measureValidation } from './validation.ts';

/** Enough for the compiler to have seen both contestants. */
const WARM_UP_ROUNDS = 12;
/** Handshakes of each contestant in a round, in turns; the quickest counts, since a machine only ever adds time. */
const REPEATS = 3;
const HANDSHAKE_ROUNDS = 15;
const SCENARIO_ROUNDS = 5;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const handshakes = measureHandshakes();
const scenarios = measureScenarios();
const validation = await measureValidation();
const report = {
  ratios: { 'tls1.2-rsa mutual vs forge.tls': handshakes.ratio, 'validate vs pkijs': validation.ratio },
  handshakeMs: { lab: handshakes.lab, 'forge.tls': handshakes.forge },
  scenarioToRecordingMs: scenarios,
  certificatesPerSecond: validation.certificatesPerSecond,
  validationByDepthMs: validation.byDepthMs,
  node: process.versions.node,
};

if (values.json) console.log(JSON.stringify(report));
else print();

/** The ratio is the median of the rounds' own ratios: both halves of a round meet the same state of the machine. */
function measureHandshakes(): { ratio: number; lab: Spread; forge: Spread } {
  const issue = authority();
  const lab: number[] = [];
  const forge: number[] = [];
  for (let turn = 0; turn < WARM_UP_ROUNDS + HANDSHAKE_ROUNDS; turn++) {
    const credentials = issue();
    const runLab = labContestant(credentials);
    const runForge = forgeContestant(credentials);
    let ourTime = Number.POSITIVE_INFINITY;
    let theirTime = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      ourTime = Math.min(
        ourTime,
        time(() => runLab(REPEATS * turn + repeat)),
      );
      theirTime = Math.min(theirTime, time(runForge));
    }
    if (turn < WARM_UP_ROUNDS) continue;
    lab.push(ourTime);
    forge.push(theirTime);
  }
  const ratios = forge.map((theirs, index) => theirs / (lab[index] ?? Number.NaN));
  return { ratio: round(median(ratios)), lab: spread(lab), forge: spread(forge) };
}

/** Each honest mode and each fault, in every mode in which it can happen. */
function measureScenarios(): Record<string, Spread> {
  const scenarios = MODES.flatMap((mode): Scenario[] => {
    const honest: Scenario = { ...DEFAULT_SCENARIO, mode };
    const broken = FAULTS.filter((fault) => applies(fault, honest)).map(({ id }) => ({ ...honest, faults: [id] }));
    return [honest, ...broken];
  });
  const times = scenarios.map((): number[] => []);
  for (let turn = 0; turn < 1 + SCENARIO_ROUNDS; turn++) {
    scenarios.forEach((scenario, index) => {
      clearRsaMemo();
      const taken = time(() => runScenario({ ...scenario, seed: turn }));
      if (turn > 0) times[index]?.push(taken);
    });
  }
  return Object.fromEntries(
    scenarios.map(({ mode, faults }, index) => [`${mode}|${faults.join(',')}`, spread(times[index] ?? [])]),
  );
}

function print(): void {
  const { lab, forge, ratio } = handshakes;
  console.log('Mutual handshake in memory, RSA-2048, leaf and intermediate on both sides; milliseconds');
  console.log(`  this lab, TLS 1.2   median ${lab.median}  worst ${lab.worst}`);
  console.log(`  forge.tls, TLS 1.1  median ${forge.median}  worst ${forge.worst}`);
  console.log(`  forge.tls takes ${ratio} times as long`);
  console.log('\nFrom scenario to recording, nothing remembered; milliseconds');
  for (const [key, { median: middle, worst }] of Object.entries(scenarios)) {
    console.log(`  ${key.padEnd(36)} median ${middle}  worst ${worst}`);
  }
  const { certificatesPerSecond, byDepthMs } = validation;
  console.log('\nPath validation, three certificates, RSA-2048, read and judged; certificates a second');
  console.log(
    `  this lab ${certificatesPerSecond.lab}  pkijs ${certificatesPerSecond.pkijs}  ratio ${validation.ratio}`,
  );
  for (const [depth, { median: middle }] of Object.entries(byDepthMs)) console.log(`  ${depth} deep: ${middle} ms`);
}
