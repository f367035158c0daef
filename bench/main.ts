// `npm run bench [-- --json]`: our handshakes against forge.tls and node:tls, the time from a scenario to its recording,
// also of 10,000 records, and our path validation against pkijs.
// `--keep DIR` builds this version into DIR instead; `--against DIR` compares this version with the one kept there.
// All contestants run in one process, in turns, with the same keys and certificates, and remember nothing.
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { clearEllipticMemo } from '../src/crypto/ellipticPrivate.ts';
import { PROVIDER_NAMES, type ProviderName } from '../src/crypto/provider.ts';
import { clearRsaMemo } from '../src/crypto/rsa.ts';
import { applies, FAULTS } from '../src/lab/faults/catalogue.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { prepareProvider } from '../src/lab/run/provider.ts';
import { runScenario } from '../src/lab/run/run.ts';
import {
  DEFAULT_SCENARIO,
  MAX_REQUESTS,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  type Scenario,
} from '../src/lab/scenario/scenario.ts';
import { compareWith, printComparison } from './against.ts';
import { measureHandshakes } from './handshakes.ts';
import { keepBuild } from './keep.ts';
import { type Spread, spread, time } from './statistics.ts';
import { measureValidation } from './validation.ts';

const SCENARIO_ROUNDS = 5;
const RECORDS_ROUNDS = 3;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, keep: { type: 'string' }, against: { type: 'string' } },
});
if (values.keep !== undefined) {
  ensureBuilt({ quiet: true });
  await keepBuild(values.keep);
  process.exit();
}
if (values.against !== undefined) {
  const comparison = await compareWith(values.against);
  if (values.json) console.log(JSON.stringify(comparison));
  else printComparison(comparison);
  process.exit();
}
await prepareAll();
const handshakes = await measureHandshakes();
await prepareProvider('forge');
const providers = measureProviders();
const scenarios = measureScenarios();
const records = measureRecords();
const validation = await measureValidation();
const report = {
  ratios: { ...handshakes.ratios, 'validate vs pkijs': validation.ratio },
  handshakeMs: handshakes.milliseconds,
  providersMs: providers,
  scenarioToRecordingMs: scenarios,
  recordsPerSecond: records,
  certificatesPerSecond: validation.certificatesPerSecond,
  validationByDepthMs: validation.byDepthMs,
  node: process.versions.node,
};

if (values.json) console.log(JSON.stringify(report));
else print();

/** Each honest mode and each fault, in every mode in which it can happen; of the later protocols the honest modes. */
function measureScenarios(): Record<string, Spread> {
  const scenarios = MODES.flatMap((mode): Scenario[] => {
    const honest: Scenario = { ...DEFAULT_SCENARIO, mode };
    const broken = FAULTS.filter((fault) => applies(fault, honest)).map(({ id }) => ({ ...honest, faults: [id] }));
    const later = PROTOCOLS.slice(1).map((protocol) => normalizeScenario({ ...honest, protocol }));
    return [honest, ...broken, ...later];
  });
  const times = scenarios.map((): number[] => []);
  for (let turn = 0; turn < 1 + SCENARIO_ROUNDS; turn++) {
    scenarios.forEach((scenario, index) => {
      const taken = timeAnew({ ...scenario, seed: turn });
      if (turn > 0) times[index]?.push(taken);
    });
  }
  return Object.fromEntries(
    scenarios.map(({ mode, protocol, faults }, index) => {
      const key = `${mode}|${faults.join(',')}${protocol === DEFAULT_SCENARIO.protocol ? '' : protocol}`;
      return [key, spread(times[index] ?? [])];
    }),
  );
}

/** The RSA flows with each provider, by its name, in turns. */
function measureProviders(): Record<string, Spread> {
  const cases = MODES.flatMap((mode) => PROVIDER_NAMES.map((provider) => ({ mode, provider })));
  const times = cases.map((): number[] => []);
  for (let turn = 0; turn < 3 + SCENARIO_ROUNDS; turn++) {
    cases.forEach(({ mode, provider }, index) => {
      const taken = timeAnew({ ...DEFAULT_SCENARIO, mode, seed: turn }, provider);
      if (turn >= 3) times[index]?.push(taken);
    });
  }
  return Object.fromEntries(
    cases.map(({ mode, provider }, index) => [`${mode}, ${provider}`, spread(times[index] ?? [])]),
  );
}

interface Records {
  readonly records: number;
  readonly ms: Spread;
  readonly perSecond: number;
}

/** Mutual handshakes and as many questions and answers as a scenario can have, by protocol. */
function measureRecords(): Record<string, Records> {
  const times = new Map(PROTOCOLS.map((protocol) => [protocol, [] as number[]]));
  for (let turn = 0; turn < 1 + RECORDS_ROUNDS; turn++) {
    for (const [protocol, taken] of times) {
      const scenario = normalizeScenario({
        ...DEFAULT_SCENARIO,
        mode: 'mutual',
        protocol,
        requests: MAX_REQUESTS,
        seed: turn,
      });
      const ms = timeAnew(scenario);
      if (turn > 0) taken.push(ms);
    }
  }
  const records = 2 * MAX_REQUESTS;
  return Object.fromEntries(
    [...times].map(([protocol, taken]) => {
      const ms = spread(taken);
      return [protocol, { records, ms, perSecond: Math.round((1000 * records) / ms.median) }];
    }),
  );
}

/** Milliseconds from a scenario to its recording, nothing remembered. */
function timeAnew(scenario: Scenario, provider: ProviderName = 'noble'): number {
  clearRsaMemo();
  clearEllipticMemo();
  return time(() => runScenario(scenario, provider));
}

function print(): void {
  console.log('Mutual handshakes in memory, leaf and intermediate on both sides; milliseconds');
  console.log('(RSA-2048 for forge.tls, which speaks TLS 1.1, and for tls1.2-rsa; P-256 for the others)');
  for (const [name, { median: middle, worst }] of Object.entries(handshakes.milliseconds)) {
    console.log(`  ${name.padEnd(24)} median ${middle}  worst ${worst}`);
  }
  console.log('Times that forge.tls takes as long as we do, and that we take as long as node:tls');
  for (const [name, ratio] of Object.entries(handshakes.ratios)) console.log(`  ${name.padEnd(36)} ${ratio}`);
  console.log('\nTLS 1.2 with RSA from scenario to recording, by provider; milliseconds');
  for (const [key, { median: middle, worst }] of Object.entries(providers)) {
    console.log(`  ${key.padEnd(36)} median ${middle}  worst ${worst}`);
  }
  console.log('\nFrom scenario to recording, computed by noble, nothing remembered; milliseconds');
  for (const [key, { median: middle, worst }] of Object.entries(scenarios)) {
    console.log(`  ${key.padEnd(36)} median ${middle}  worst ${worst}`);
  }
  console.log('\nFrom scenario to recording with 10,000 application records; milliseconds, records a second');
  for (const [protocol, { ms, perSecond }] of Object.entries(records)) {
    console.log(`  ${protocol.padEnd(36)} median ${ms.median}  worst ${ms.worst}  ${perSecond} a second`);
  }
  const { certificatesPerSecond, byDepthMs } = validation;
  console.log('\nPath validation, three certificates, RSA-2048, read and judged; certificates a second');
  console.log(
    `  this lab ${certificatesPerSecond.lab}  pkijs ${certificatesPerSecond.pkijs}  ratio ${validation.ratio}`,
  );
  for (const [depth, { median: middle }] of Object.entries(byDepthMs)) console.log(`  ${depth} deep: ${middle} ms`);
}
