// The faults of certificates and CA with OpenSSL on the other side: its verify codes, and the alerts both ways.

import { afterAll, describe, expect, it } from 'vitest';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { otherImplementationsOf } from '../lessons/otherImplementations.ts';
import type { CheckId } from '../pki/path/result.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import { ALERTS, CLIENT, JUDGED_CLIENTS, JUDGED_SERVERS, SERVER } from '../testing/opensslVerdicts.ts';
import { someOf } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';

const here = outsideJudge('openssl');
const GET = 'GET / HTTP/1.0\n\n';

const folders = new Map<FaultId, Folder>();
const folderOf = (fault: FaultId): Folder => {
  // Names of the machine would let a wrong host pass.
  const folder = folders.get(fault) ?? pkiFolder([fault], []);
  folders.set(fault, folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders.values()) folder.remove();
});

const judging = (folder: Folder): string[] => [
  ...['-tls1_2', '-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'],
];
const demanding = (folder: Folder): string[] => [
  '-Verify',
  '1',
  '-verify_return_error',
  '-CAfile',
  folder.file('root.pem'),
];
const asClient = (folder: Folder): string[] => [
  '--cert',
  folder.file('client.pem'),
  '--key',
  folder.file('client.key'),
];

/** The check that fails here: by it the page finds what OpenSSL says. */
const CHECK_OF: Readonly<Partial<Record<FaultId, CheckId>>> = {
  'server/not-yet-valid': 'validity.notBefore',
  'server/nul-in-name': 'identity.dns',
  'server/missing-intermediate': 'chain.build',
  'server/wrong-eku': 'eku.serverAuth',
  'server/weak-key': 'crypto.keySize',
  'server/weak-signature': 'crypto.signatureHash',
  'server/unknown-critical': 'ext.unknownCritical',
  'ca/intermediate-expired': 'validity.notAfter',
  'ca/not-a-ca': 'ca.basicConstraints',
  'ca/no-cert-sign': 'ca.keyCertSign',
  'ca/path-too-long': 'ca.pathLen',
  'ca/outside-name-constraints': 'nc.permitted',
  'ca/excluded-name': 'nc.excluded',
  'ca/same-name-other-key': 'signature.verify',
  'client/not-yet-valid': 'validity.notBefore',
  'client/self-signed': 'chain.trustAnchor',
  'client/missing-intermediate': 'chain.build',
  'client/tampered': 'signature.verify',
  'client/weak-key': 'crypto.keySize',
  'client/weak-signature': 'crypto.signatureHash',
  'client/wrong-key-usage': 'leaf.keyUsage',
};
/** Refused here, and not there. */
const ACCEPTED_BY_OPENSSL: readonly FaultId[] = ['server/no-san', 'server/wrong-key-usage', 'server/reversed-chain'];

describe.skipIf(!here)('OpenSSL, faced with our bad server', () => {
  it.each(someOf(JUDGED_SERVERS))('refuses %s with verify code %i and %s', async (fault, verifyCode, theirs) => {
    const folder = folderOf(fault);
    const { result, line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(result.output).toContain(`verify error:num=${verifyCode}:`);
    expect(line.outcome.server.error).toMatchObject({ alert: theirs, by: 'peer' });
    expect(otherImplementationsOf(CHECK_OF[fault] ?? 'cert.decode', 'server', [fault])?.openssl).toMatchObject({
      code: verifyCode,
      alert: theirs,
    });
  });

  it.each(someOf(ACCEPTED_BY_OPENSSL))('accepts %s', async (fault) => {
    const folder = folderOf(fault);
    const { line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(line.outcome.server.error).toBeNull();
  });

  it.each(someOf(SERVER))(
    'refuses $fault with verify code $verifyCode and $theirs',
    async ({ fault, verifyCode, theirs }) => {
      const folder = folderOf(fault);
      const { result, line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
      expect(result.output).toContain(`verify error:num=${verifyCode}:`);
      expect(line.outcome.server.error).toMatchObject({ alert: theirs, by: 'peer' });
    },
  );

  it('accepts server/revoked until it is given the list, then sends certificate_revoked', async () => {
    const folder = folderOf('server/revoked');
    const without = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(without.line.outcome.server.error).toBeNull();
    const list = ['-crl_check', '-CRL', folder.file('crl.pem')];
    const given = await listenOnce(folder, [], (port) => opensslClient(port, [...judging(folder), ...list], GET));
    expect(given.result.output).toContain('verify error:num=23:');
    expect(given.line.outcome.server.error).toMatchObject({ alert: 'certificate_revoked', by: 'peer' });
  });

  it('finds nothing wrong with server/stolen-certificate before the records fail', async () => {
    const folder = folderOf('server/stolen-certificate');
    const { result, line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(result.output).not.toContain('verify error');
    expect(result.output).toContain(`SSL alert number ${ALERTS['bad_record_mac']}`);
    expect(line.outcome.server).toEqual({
      state: 'failed',
      error: { code: 'record.mac', alert: 'bad_record_mac', by: 'self' },
    });
  });
});

describe.skipIf(!here)('Our client, faced with a bad server of OpenSSL', () => {
  it.each(someOf(SERVER))('refuses $fault at $check with $ours', async ({ fault, check, ours }) => {
    const folder = folderOf(fault);
    const server = await opensslServer(opensslCredential(folder, 'server'));
    const report = await connectTo(server.port, folder);
    expect(report.outcome.client).toEqual({ state: 'failed', error: { code: check, alert: ours, by: 'self' } });
    expect((await server.ended).output).toContain(`SSL alert number ${ALERTS[ours]}`);
  });

  it('can not meet server/stolen-certificate: OpenSSL refuses to serve with a key that does not match', () => {
    const folder = folderOf('server/stolen-certificate');
    const { status, stderr } = openssl(['s_server', '-accept', '127.0.0.1:0', ...opensslCredential(folder, 'server')]);
    expect(status).not.toBe(0);
    expect(stderr).toContain('key values mismatch');
  });
});

describe.skipIf(!here)('OpenSSL, faced with our bad client', () => {
  it.each(someOf(JUDGED_CLIENTS))('refuses %s with verify code %i and %s', async (fault, verifyCode, theirs) => {
    const folder = folderOf(fault);
    const server = await opensslServer([...opensslCredential(folder, 'server'), ...demanding(folder)]);
    const report = await connectTo(server.port, folder, asClient(folder));
    expect(report.outcome.client).toEqual({ state: 'failed', error: { code: 'alert', alert: theirs, by: 'peer' } });
    expect((await server.ended).output).toContain(`verify error:num=${verifyCode}:`);
    expect(otherImplementationsOf(CHECK_OF[fault] ?? 'cert.decode', 'client', [fault])?.openssl).toMatchObject({
      code: verifyCode,
      alert: theirs,
    });
  });

  it.each(someOf(CLIENT))(
    'refuses $fault with verify code $verifyCode and $theirs',
    async ({ fault, verifyCode, theirs }) => {
      const folder = folderOf(fault);
      const server = await opensslServer([...opensslCredential(folder, 'server'), ...demanding(folder)]);
      const report = await connectTo(server.port, folder, asClient(folder));
      expect(report.outcome.client).toEqual({ state: 'failed', error: { code: 'alert', alert: theirs, by: 'peer' } });
      expect((await server.ended).output).toContain(`verify error:num=${verifyCode}:`);
    },
  );

  it('refuses client/none with handshake_failure', async () => {
    const folder = folderOf('client/none');
    const server = await opensslServer([...opensslCredential(folder, 'server'), ...demanding(folder)]);
    const report = await connectTo(server.port, folder);
    expect(report.outcome.client.error).toMatchObject({ alert: 'handshake_failure', by: 'peer' });
    expect((await server.ended).output).toContain('peer did not return a certificate');
  });

  it('refuses client/stolen-certificate at CertificateVerify with decrypt_error', async () => {
    const folder = folderOf('client/stolen-certificate');
    const server = await opensslServer([...opensslCredential(folder, 'server'), ...demanding(folder)]);
    const report = await connectTo(server.port, folder, asClient(folder));
    expect(report.outcome.client.error).toMatchObject({ alert: 'decrypt_error', by: 'peer' });
    const { output } = await server.ended;
    expect(output).not.toContain('verify error');
    expect(output).toContain('tls_process_cert_verify:bad signature');
  });
});

describe.skipIf(!here)('Our server, faced with a bad client of OpenSSL', () => {
  const mutual = ['--mode', 'mutual'];

  it.each(someOf(CLIENT))('refuses $fault at $check with $ours', async ({ fault, check, ours }) => {
    const folder = folderOf(fault);
    const args = [...judging(folder), ...opensslCredential(folder, 'client')];
    const { result, line } = await listenOnce(folder, mutual, (port) => opensslClient(port, args, GET));
    expect(line.outcome.server).toEqual({ state: 'failed', error: { code: check, alert: ours, by: 'self' } });
    expect(result.output).toContain(`SSL alert number ${ALERTS[ours]}`);
  });

  it('refuses client/none with handshake_failure', async () => {
    const folder = folderOf('client/none');
    const { result, line } = await listenOnce(folder, mutual, (port) => opensslClient(port, judging(folder), GET));
    expect(line.outcome.server.error).toEqual({ code: 'client.required', alert: 'handshake_failure', by: 'self' });
    expect(result.output).toContain(`SSL alert number ${ALERTS['handshake_failure']}`);
  });

  it('can not meet client/stolen-certificate: OpenSSL refuses a key that does not match', () => {
    const folder = folderOf('client/stolen-certificate');
    const { status, stderr } = openssl(['s_client', '-connect', '127.0.0.1:1', ...opensslCredential(folder, 'client')]);
    expect(status).not.toBe(0);
    expect(stderr).toContain('key values mismatch');
  });
});
