// Files with keys of ML-DSA on the command line: `pki` makes them without being told the protocol, and `check` reads them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reproduce } from '../lab/files/reproduce.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../lab/scenario/scenario.ts';
import { reproductionWords } from '../lessons/reproduce.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'ml-dsa-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(prepareAll);

const cli = async (...args: string[]) => {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
};

insideOnly('files of ML-DSA', () => {
  const keys = ['--server-key', 'mldsa65', '--client-key', 'mldsa44', '--ca-key', 'mldsa87'];
  const at = (name: string): string => join(folder, 'pki', name);

  it('are made by pki, which takes TLS 1.3 where such keys are asked for', async () => {
    const made = await cli('pki', '--out', join(folder, 'pki'), '--mode', 'mutual', ...keys);
    expect(made.status).toBe(0);
    expect(readFileSync(at('server.key'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  it.each([
    ['server.pem', 'server.key'],
    ['client.pem', 'client.key'],
    ['client.p12', 'client.p12'],
  ])('are read by check: %s belongs to the key in %s, and its path ends at the root', async (certificate, key) => {
    const files = certificate === key ? [at(certificate)] : [at(certificate), at(key)];
    const { status, out } = await cli('check', ...files, '--anchor', at('root.pem'), '--password', '', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'accepted' });
    expect(out).toContain('"privateKey"');
    expect(out).not.toContain('belongs to none');
  });

  it('are not for TLS 1.2, and that is said', async () => {
    const { status, err } = await cli('simulate', '--protocol', 'tls1.2-ecdhe', '--server-key', 'mldsa65');
    expect([status, err]).toEqual([2, expect.stringContaining('one of rsa, p256, ed25519 is wanted')]);
  });
});

it('the commands that repeat a run with such keys say that they need OpenSSL 3.5, and those without such keys do not', () => {
  for (const [keys, needed] of [
    [{ serverKey: 'mldsa65' }, true],
    [{ caKey: 'mldsa87' }, true],
    [{ serverKey: 'p256' }, false],
  ] as const) {
    const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', ...keys });
    const reproduction = reproduce(runScenario(scenario));
    expect(reproduction.needsMlDsa).toBe(needed);
    expect(reproductionWords(reproduction, scenario).notes.some((note) => note.includes('OpenSSL 3.5'))).toBe(needed);
    expect(reproduction.commands.server).toContain('-tls1_3');
  }
});
