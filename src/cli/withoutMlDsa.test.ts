// What OpenSSL before 3.5 says of paths with ML-DSA, as the page shows it (stacks/withoutMlDsa.ts).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { WITHOUT_ML_DSA, WITHOUT_ML_DSA_DATE } from '../stacks/withoutMlDsa.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'without-ml-dsa-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
await prepareAll();

it('each row names its version, and the day of the measurement', () => {
  expect(WITHOUT_ML_DSA.filter(({ version }) => !/\d+\.\d+\.\d+/.test(version))).toEqual([]);
  expect(WITHOUT_ML_DSA_DATE).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('before 3.5 says that the issuer is missing whose key it cannot read, and later accepts the path', async () => {
    const { result } = await withStreams(() =>
      run(['pki', '--out', join(folder, 'pki'), '--server-key', 'p256', '--ca-key', 'mldsa65']),
    );
    expect(result).toBe(0);
    const at = (name: string): string => join(folder, 'pki', name);
    const [, major = '0', minor = '0'] = /OpenSSL (\d+)\.(\d+)/.exec(openssl(['version']).stdout.toString()) ?? [];
    const knows = Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 5);
    const path = ['-CAfile', at('root.pem'), '-untrusted', at('intermediate.pem'), at('server.pem')];
    const { stdout, stderr } = openssl(['verify', ...path]);
    const said = WITHOUT_ML_DSA[0]?.caKey.says.replace(/^.*num=20:/, '') ?? '';
    expect(`${stdout}${stderr}`).toContain(knows ? ': OK' : said);
  });
});
