// The faults of certificates and CA with OpenSSL on the other side: its verify codes, and the alerts both ways.

import { afterAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { EXPECTED, findingsInFiles, followsFrom, refusedCases } from '../lab/faults/expected.testing.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { otherImplementationsOf } from '../lessons/otherImplementations.ts';
import { ALERTS } from '../testing/alertNumbers.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
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

/** One that OpenSSL's verification refuses in the files of `pki`: by which error, with which alert; and we. */
const JUDGED = refusedCases('server', 'ca', 'client').flatMap(({ openssl: theirs, protocol, mode, ...rest }) =>
  protocol === 'tls1.2-rsa' && mode === 'mutual' && theirs?.code && findingsInFiles(rest.fault).codes.length > 0
    ? [{ ...rest, verifyCode: theirs.code, theirs: theirs.alert, ours: rest.alert }]
    : [],
);
const SERVERS = JUDGED.filter(({ by }) => by === 'client');
const CLIENTS = JUDGED.filter(({ by }) => by === 'server');

/** Of the others OpenSSL as a server would not load some, or has no way to show them. */
const SHOWN: readonly FaultId[] = [
  'server/expired',
  'server/wrong-host',
  'server/self-signed',
  'server/untrusted-root',
  'server/tampered',
  'client/expired',
  'client/untrusted-root',
  'client/wrong-eku',
];
const isShown = ({ fault }: { fault: FaultId }): boolean => SHOWN.includes(fault);

/** Refused here, and not there; or by nobody. */
const ACCEPTED_BY_OPENSSL = FAULTS.flatMap(({ id, side, shows }) => {
  const refusal = followsFrom(id, 'tls1.2-rsa', 'mutual');
  const isAccepted = refusal === null || (refusal?.by === 'client' && refusal.openssl === null);
  const isSo = isAccepted && EXPECTED[id].refusedByOpenssl === undefined;
  return side === 'server' && shows === 'files' && isSo ? [id] : [];
});

describe.skipIf(!here)('OpenSSL, faced with our bad server', () => {
  it.each(someOf(SERVERS))('refuses $fault with verify code $verifyCode and $theirs', async (each) => {
    const { fault, check, verifyCode, theirs } = each;
    const folder = folderOf(fault);
    const { result, line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(result.output).toContain(`verify error:num=${verifyCode}:`);
    expect(line.outcome.server.error).toMatchObject({ alert: theirs, by: 'peer' });
    expect(otherImplementationsOf(check, 'server', [fault])?.openssl).toMatchObject({
      code: verifyCode,
      alert: theirs,
    });
  });

  it.each(someOf(ACCEPTED_BY_OPENSSL))('accepts %s', async (fault) => {
    const folder = folderOf(fault);
    const { line } = await listenOnce(folder, [], (port) => opensslClient(port, judging(folder), GET));
    expect(line.outcome.server.error).toBeNull();
  });

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
  it.each(someOf(SERVERS.filter(isShown)))('refuses $fault at $check with $ours', async ({ fault, check, ours }) => {
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
  it.each(someOf(CLIENTS))('refuses $fault with verify code $verifyCode and $theirs', async (each) => {
    const { fault, check, verifyCode, theirs } = each;
    const folder = folderOf(fault);
    const server = await opensslServer([...opensslCredential(folder, 'server'), ...demanding(folder)]);
    const report = await connectTo(server.port, folder, asClient(folder));
    expect(report.outcome.client).toEqual({ state: 'failed', error: { code: 'alert', alert: theirs, by: 'peer' } });
    expect((await server.ended).output).toContain(`verify error:num=${verifyCode}:`);
    expect(otherImplementationsOf(check, 'client', [fault])?.openssl).toMatchObject({
      code: verifyCode,
      alert: theirs,
    });
  });

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

  it.each(someOf(CLIENTS.filter(isShown)))('refuses $fault at $check with $ours', async ({ fault, check, ours }) => {
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
