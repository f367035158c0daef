// `why` on the command line: from files and standard input, for people and as JSON, and what it refuses.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { FOUND_BY, mendText, replayCommand } from '../lessons/why.ts';
import { CHECKS, PROTOCOL_CHECKS } from '../pki/path/checkId.ts';
import { withStreams } from '../testing/standardStreams.ts';
import type { WhyAnswer } from '../why/answer.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'why-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
async function cli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
}

describe('why', () => {
  it('tells who refused whom first, then what was said, then causes that can be told apart, mended and replayed', async () => {
    const log = file(
      'a.log',
      'curl: (56) OpenSSL SSL_read: OpenSSL/3.0.19: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0\n',
    );
    const { status, out } = await cli('why', log);
    expect(status).toBe(0);
    const at = [
      'The server refused the client',
      'Alert 116, certificate_required',
      '1. client/none',
      'tell: openssl',
      'mend: ',
      'step: handshake-lab simulate',
    ].map((part) => out.indexOf(part));
    expect(at.every((place) => place >= 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  it('gives JSON in one line, which options make narrower', async () => {
    const log = file(
      'b.log',
      'ERR in startHandshake: javax.net.ssl.SSLHandshakeException: Empty client certificate chain',
    );
    const { out } = await cli('why', log, '--json', '--role', 'server', '--protocol', 'tls1.3');
    const answer: WhyAnswer = JSON.parse(out);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(answer).toMatchObject({
      ok: true,
      messages: [{ program: 'java', side: 'self', role: 'server', refuser: 'server', protocol: 'tls1.3' }],
    });
  });

  it('reads what Windows writes', async () => {
    const text = 'SEC_E_UNTRUSTED_ROOT (0x80090325)';
    const bytes = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])]);
    expect(JSON.parse((await cli('why', file('c.log', bytes), '--json')).out)).toMatchObject({
      messages: [{ program: 'schannel', side: 'self' }],
    });
  });

  it.each([
    ['an empty file', '', 'there is no text in it'],
    ['what is no text', Uint8Array.from({ length: 500 }, (_, at) => at % 8), 'it is no text'],
    ['what is too long', 'x'.repeat(5 * 2 ** 20 + 1), 'longer than 5 MiB'],
  ])('refuses %s, and says why', async (_, content, says) => {
    const { status, err } = await cli('why', file('d.log', content));
    expect([status, err.includes(says), err.trim().split('\n').length]).toEqual([2, true, 1]);
  });

  it('refuses a file that is missing, a second file, and values that are none', async () => {
    expect((await cli('why', join(folder, 'none.log'))).err).toContain('no such file');
    expect((await cli('why', 'a', 'b')).err).toContain('one too many');
    expect((await cli('why', 'a', '--role', 'proxy')).err).toContain('client, server');
  });

  it('says so where nothing is understood', async () => {
    expect((await cli('why', file('e.log', 'the weather is fine\n'))).out).toContain('Nothing was understood');
  });
});

it('Every fault has a way to mend it, by a check that there is, and a command that replays it', () => {
  const checks: readonly string[] = [...CHECKS, ...PROTOCOL_CHECKS];
  expect(Object.keys(FOUND_BY).sort()).toEqual(FAULTS.map(({ id }) => id).sort());
  for (const { id } of FAULTS) {
    const check = FOUND_BY[id];
    if (check !== null) expect(checks).toContain(check);
    expect(mendText(id).length).toBeGreaterThan(30);
    expect(replayCommand(id, 'tls1.3')).toContain(`--fault ${id}`);
  }
});
