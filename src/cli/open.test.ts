// `open` as a user calls it, on captures that the lab itself exports.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { CaptureReport } from '../capture/report/connectionReport.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string): string => join(folder, name);

async function cli(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
}

interface Simulated {
  readonly messages: readonly { from: string; to: string; type: string; encrypted: boolean }[];
}

describe.each(['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'])('open of a capture that simulate wrote, %s', (protocol) => {
  it('lists the messages that the lab showed, in their order, all readable', async () => {
    const capture = file(`${protocol}.pcapng`);
    const options = ['--mode', 'mutual', '--protocol', protocol, '--revocation', 'off'];
    const simulated = await cli('simulate', ...options, '--json', '--pcapng', capture);
    const { messages } = JSON.parse(simulated.out) as Simulated;
    const { status, out } = await cli('open', capture, '--json');
    const { connections } = JSON.parse(out) as CaptureReport;
    expect([status, connections.length]).toEqual([0, 1]);
    const shown = messages.filter(({ from, to }) =>
      [from, to].every((actor) => actor === 'client' || actor === 'server'),
    );
    expect(connections[0]).toMatchObject({ server: '10.0.0.2:443', sni: 'api.bank.test', opened: 'all', gaps: 0 });
    const lines = (all: readonly { from: string; type: string; encrypted: boolean }[]): string[] =>
      all.map(({ from, type, encrypted }) => `${from} ${type} ${encrypted}`);
    expect(lines(connections[0]?.messages ?? [])).toEqual(lines(shown));
  });
});

describe('open --ca', () => {
  it('judges the certificates of both sides at the time of the capture, whatever day it is today', async () => {
    for (const [name, faults] of Object.entries({ good: [], expired: ['--fault', 'server/expired'] })) {
      const args = ['simulate', '--mode', 'mutual', '--protocol', 'tls1.2-ecdhe', ...faults];
      await cli(...args, '--zip', file(`${name}.zip`), '--json', '--pcapng', file(`${name}.pcapng`));
    }
    const files = unzipSync(new Uint8Array(readFileSync(file('good.zip'))));
    const roots = Object.entries(files).find(([name]) => name.endsWith('root.pem'))?.[1];
    writeFileSync(file('root.pem'), roots ?? '');
    const verdicts = async (name: string, ca: string): Promise<unknown> =>
      JSON.parse((await cli('open', file(`${name}.pcapng`), '--ca', ca, '--json')).out).connections[0].verdicts;
    const accepted = { accepted: true, failure: null };
    expect(await verdicts('good', file('root.pem'))).toEqual({ server: accepted, client: accepted });
    expect(await verdicts('expired', file('root.pem'))).toMatchObject({
      server: { accepted: false, failure: { certificate: 0, check: 'validity.notAfter' } },
    });
    const text = (await cli('open', file('expired.pcapng'), '--ca', file('root.pem'))).out;
    expect(text).toContain("the server's certificate: refused.");
  });
});

describe('open', () => {
  it('reads a capture packed with gzip, and says for people who talks to whom', async () => {
    const capture = file('tls1.3.pcapng');
    await cli('simulate', '--protocol', 'tls1.3', '--json', '--pcapng', capture);
    writeFileSync(file('packed.pcapng.gz'), gzipSync(new Uint8Array(readFileSync(capture))));
    const { status, out, err } = await cli('open', file('packed.pcapng.gz'));
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('10.0.0.1:49152 -> 10.0.0.2:443, api.bank.test, TLS 1.3');
  });

  it.each([
    [['open'], /at least one FILE/],
    [['open', 'there-is-no-such-file'], /cannot read there-is-no-such-file: no such file/],
    [['open', import.meta.filename], /it is no capture/],
    [['open', import.meta.filename, '--key', import.meta.filename], /--key/],
  ])('refuses %j in one line', async (args, message) => {
    const { status, out, err } = await cli(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
