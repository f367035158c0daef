// The harness measures what OpenSSL itself documents of an expired certificate: verify error 10, and alert 45
// (certificate_expired, RFC 5246 7.2.2), which the other side then names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { outsideJudge } from '../src/testing/outside.ts';
import { PLAYED } from './faults.ts';
import { measureCell } from './measure.ts';
import { toolsIn } from './packages.ts';
import { OPENSSL } from './programs/openssl.ts';

// The harness reads the kernel's table of sockets.
describe.skipIf(process.platform !== 'linux' || !outsideJudge('openssl'))('The harness', () => {
  let place = '';
  beforeAll(async () => {
    await prepareAll();
    place = mkdtempSync(join(tmpdir(), 'stacks-test-'));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('sees the alert on the wire, hears both sides, and has a row of it', async () => {
    const openssl = await OPENSSL.ready(toolsIn(place, { fetches: false, usesSystem: true }));
    const fault = PLAYED.find(({ defect }) => defect === 'server/expired');
    if (typeof openssl === 'string' || fault === undefined) throw new Error('openssl and the fault are wanted');
    const cell = { fault, protocol: 'tls1.3', judge: openssl, peer: openssl, told: false } as const;
    const row = await measureCell(cell, { place, limit: 60_000 });
    expect(row).toMatchObject({
      stack: 'openssl',
      version: openssl.version,
      role: 'client',
      protocol: 'tls1.3',
      defect: 'server/expired',
      refused: true,
      alertSent: 'certificate_expired',
      alertHow: 'wire',
      message: expect.stringContaining('verify error:num=10:certificate has expired'),
      exit: 1,
      peer: `${openssl.version} s_server`,
      peerMessage: expect.stringContaining('SSL alert number 45'),
    });
    expect(JSON.stringify(row)).not.toContain(place);
  });
});
