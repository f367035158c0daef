// The faults of certificates and CA in ECDHE and TLS 1.3, with OpenSSL on the other side, both ways. What it says of a
// certificate does not depend on the protocol (opensslFaults.test.ts has the same for RSA key exchange).
import { afterAll, describe, expect, it } from 'vitest';
import type { Protocol } from '../lab/scenario.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import {
  ALERTS,
  CLIENT,
  type Expectation,
  JUDGED_CLIENTS,
  JUDGED_SERVERS,
  SERVER,
} from '../testing/opensslVerdicts.ts';
import { outsideJudge } from '../testing/outside.ts';

const here = outsideJudge('openssl');
const GET = 'GET / HTTP/1.0\n\n';
const VERSIONS = { 'tls1.2-ecdhe': '-tls1_2', 'tls1.3': '-tls1_3' } as const;
type Modern = keyof typeof VERSIONS;
const MODERN: readonly Modern[] = ['tls1.2-ecdhe', 'tls1.3'];

const verdictOf = ({ fault, verifyCode, theirs }: Expectation) => [fault, verifyCode, theirs] as const;
const SERVERS = [...SERVER.map(verdictOf), ...JUDGED_SERVERS];
const CLIENTS = [...CLIENT.map(verdictOf), ...JUDGED_CLIENTS];
/** What our endpoints make of it, where OpenSSL is the one that shows it: the check, the alert and its number. */
const OURS = [...SERVER, ...CLIENT].map(({ fault, check, ours }) => [fault, check, ours, ALERTS[ours]] as const);

const folders = new Map<string, Folder>();
function folderOf(fault: string, protocol: Protocol): Folder {
  const key = `${fault} ${protocol}`;
  const folder = folders.get(key) ?? pkiFolder([fault], [], { protocol });
  folders.set(key, folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders.values()) folder.remove();
});

const isServers = ([fault]: readonly [string, ...unknown[]]): boolean => fault.startsWith('server/');

describe.skipIf(!here).each(MODERN)('With OpenSSL, by %s,', (protocol) => {
  const version = VERSIONS[protocol];
  const spoken = ['--protocol', protocol];
  const judging = (folder: Folder): string[] => {
    const trust = ['-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'];
    return [version, ...trust];
  };
  const serving = (folder: Folder, demand: boolean) => {
    const verify = ['-Verify', '1', '-verify_return_error', '-CAfile', folder.file('root.pem')];
    return opensslServer([...opensslCredential(folder, 'server'), ...(demand ? verify : [])], process.env, version);
  };
  const asClient = (folder: Folder) => ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];

  it.each(SERVERS)('it refuses our server of %s with verify code %i and %s', async (fault, verifyCode, theirs) => {
    const folder = folderOf(fault, protocol);
    const { result, line } = await listenOnce(folder, spoken, (port) => opensslClient(port, judging(folder), GET));
    expect(result.output).toContain(`verify error:num=${verifyCode}:`);
    expect(line.outcome.server.error).toMatchObject({ alert: theirs, by: 'peer' });
  });

  it.each(CLIENTS)('it refuses our client of %s with verify code %i and %s', async (fault, verifyCode, theirs) => {
    const folder = folderOf(fault, protocol);
    const server = await serving(folder, true);
    const report = await connectTo(server.port, folder, [...spoken, ...asClient(folder)]);
    expect(report.outcome.client).toEqual({ state: 'failed', error: { code: 'alert', alert: theirs, by: 'peer' } });
    expect((await server.ended).output).toContain(`verify error:num=${verifyCode}:`);
  });

  it.each(OURS.filter(isServers))(
    'our client refuses its server of %s at %s with %s',
    async (fault, check, alert, number) => {
      const folder = folderOf(fault, protocol);
      const server = await serving(folder, false);
      const report = await connectTo(server.port, folder, spoken);
      expect(report.outcome.client).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
      expect((await server.ended).output).toContain(`SSL alert number ${number}`);
    },
  );

  it.each(OURS.filter((each) => !isServers(each)))(
    'our server refuses its client of %s at %s with %s',
    async (fault, check, alert, number) => {
      const folder = folderOf(fault, protocol);
      const args = [...judging(folder), ...opensslCredential(folder, 'client')];
      const mutual = [...spoken, '--mode', 'mutual'];
      const { result, line } = await listenOnce(folder, mutual, (port) => opensslClient(port, args, GET));
      expect(line.outcome.server).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
      expect(result.output).toContain(`SSL alert number ${number}`);
    },
  );

  it('each refuses the other without a certificate: handshake_failure in TLS 1.2, certificate_required in 1.3', async () => {
    const folder = folderOf('client/none', protocol);
    const alert = protocol === 'tls1.3' ? 'certificate_required' : 'handshake_failure';
    const server = await serving(folder, true);
    const report = await connectTo(server.port, folder, spoken);
    expect(report.outcome.client.error).toMatchObject({ alert, by: 'peer' });
    await server.ended;
    const mutual = [...spoken, '--mode', 'mutual'];
    const { line } = await listenOnce(folder, mutual, (port) => opensslClient(port, judging(folder), GET));
    expect(line.outcome.server.error).toEqual({ code: 'client.required', alert, by: 'self' });
  });

  it('each finds out a stolen certificate by its signature: decrypt_error', async () => {
    const theirs = folderOf('server/stolen-certificate', protocol);
    const { line } = await listenOnce(theirs, spoken, (port) => opensslClient(port, judging(theirs), GET));
    expect(line.outcome.server.error).toMatchObject({ alert: 'decrypt_error', by: 'peer' });
    const folder = folderOf('client/stolen-certificate', protocol);
    const server = await serving(folder, true);
    const report = await connectTo(server.port, folder, [...spoken, ...asClient(folder)]);
    expect(report.outcome.client.error).toMatchObject({ alert: 'decrypt_error', by: 'peer' });
    expect((await server.ended).output).toContain('bad signature');
  });
});
