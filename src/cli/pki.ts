// `pki`: writes the files that a real server or client needs.
import { join } from 'node:path';
import { prepareRun } from '../lab/run/prepare.ts';
import { LOCAL_NAMES, makeBundle, prepareFolder, writeBundle } from './bundle.ts';
import { readNames } from './hostName.ts';
import { onlyInFiles, readScenario, readSeed, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { noPositionals, readOptions, UsageError } from './usage.ts';

export async function pki(args: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions('pki', args, {
    ...scenarioOptions(COMMAND_FIELDS.pki),
    out: 'string',
    name: 'list',
    force: 'boolean',
  });
  noPositionals('pki', positionals);
  if (values.out === undefined) throw new UsageError('pki: --out DIR says where the files go');
  const scenario = readScenario('pki', { ...values, mode: values.mode ?? 'mutual' });
  onlyInFiles('pki', scenario);
  const names = readNames('pki', values.name);
  const seed = readSeed('pki', values.seed);
  prepareFolder('pki', values.out, scenario.mode, values.force);
  await prepareRun(scenario);
  const { files } = makeBundle(scenario, [...LOCAL_NAMES, ...names], seed, Date.now());
  writeBundle('pki', values.out, files, values.force);
  for (const name of Object.keys(files)) process.stdout.write(`${join(values.out, name)}\n`);
  if (seed !== undefined)
    process.stderr.write('with --seed, the private keys are those of the lab, which are public\n');
  if (files['client.p12']) process.stderr.write('client.p12 has an empty password\n');
}
