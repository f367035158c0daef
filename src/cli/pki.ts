// `pki`: writes the files that a real server or client needs.
import { makeBundle, writeBundle } from './bundle.ts';
import { noPositionals, readOptions, readScenario, readSeed, UsageError } from './usage.ts';

export function pki(args: readonly string[]): void {
  const { values, positionals } = readOptions('pki', args, {
    out: 'string',
    mode: 'string',
    fault: 'list',
    seed: 'string',
    name: 'list',
    force: 'boolean',
  });
  noPositionals('pki', positionals);
  if (values.out === undefined) throw new UsageError('pki: --out DIR says where the files go');
  const scenario = readScenario('pki', { ...values, mode: values.mode ?? 'mutual', protocol: undefined, suite: undefined, revocation: undefined });
  const { files } = makeBundle(scenario, values.name, readSeed('pki', values.seed), Date.now());
  writeBundle('pki', values.out, files, values.force);
  for (const name of Object.keys(files)) process.stdout.write(`${values.out}/${name}\n`);
  if (files['client.p12']) process.stderr.write('client.p12 has an empty password\n');
}
