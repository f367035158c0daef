// Mistakes on the command line that would otherwise go unseen: each is told, with what to write instead.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateKeyToPem } from '../crypto/keyFormat.ts';
import { toPkcs12 } from '../crypto/pkcs12.ts';
import { poolKey } from '../crypto/pool.ts';
import { seededRandom } from '../crypto/random.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { certificatePem, makeBank } from '../pki/bank.testing.ts';
import keyFiles from '../testing/knownAnswers/keyFiles.json' with { type: 'json' };
import { withStreams } from '../testing/standardStreams.ts';
import { nearest } from './nearest.ts';
import { run } from './run.ts';
import { SYNOPSES } from './synopsis.ts';

const folder = mkdtempSync(join(tmpdir(), 'mistakes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(prepareAll);

const cli = async (...args: string[]) => {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
};

describe('simulate --tamper', () => {
  it.each([
    ['server:HelloRetryRequest@1=00', 'there is no server:HelloRetryRequest in this run'],
    ['client:ClientHello@99999=00', /client:ClientHello has \d+ bytes, from 0 to \d+/],
    // A record of the handshake begins with 22 (RFC 5246 6.2.1).
    ['client:ClientHello@0=16', 'the byte has this value already'],
  ])('%s changes nothing, and is refused', async (tampering, reason) => {
    const { status, out, err } = await cli('simulate', '--tamper', tampering);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`--tamper ${tampering} changes nothing: `);
    expect(err).toMatch(reason);
  });

  it('notes a change of a message that another change has kept from being sent, and shows the run', async () => {
    const broken = ['simulate', '--tamper', 'client:ClientHello@43=ff', '--tamper', 'client:Finished@9=00'];
    const { status, out, err } = await cli(...broken);
    expect(status).toBe(0);
    expect(out).toContain('ClientHello refused');
    expect(err).toContain('client:Finished@9=00 changes nothing');
  });

  it('is called in the help by the form that it takes', async () => {
    expect((await cli('simulate', '--help')).out).toContain('--tamper SIDE:MESSAGE@BYTE=HEX');
  });
});

describe('the help', () => {
  const NAMES = ['simulate', 'faults', 'pki', 'listen', 'connect', 'check', 'validate', 'missions', 'mission'];

  it('that was asked for is a result, and names every command with what it does', async () => {
    for (const asked of ['--help', '-h', 'help']) {
      const { status, out, err } = await cli(asked);
      expect([status, err]).toEqual([0, '']);
      for (const name of NAMES) expect(out).toMatch(new RegExp(`^  ${name} +\\w.{20,}$`, 'm'));
    }
    expect((await cli()).status).toBe(2);
  });

  it.each(NAMES)('of one command has lines of at most 80 characters, and every option: %s', async (name) => {
    const { status, out, err } = await cli(name, '--help');
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const [usage = ''] = out.split('\n\n');
    expect(usage.replaceAll(/\s+/g, ' ')).toBe(`usage: handshake-lab ${SYNOPSES[name]}`);
    expect((await cli('help', name)).out).toBe(out);
  });

  it('is named where an option is not there, with the option that may be meant', async () => {
    expect((await cli('check', '--anchors', 'a')).err).toBe(
      'handshake-lab: check: there is no option --anchors; --anchor may be meant; handshake-lab check --help lists all\n',
    );
    expect((await cli('connect', '--insecure', 'a:1')).err).toBe(
      'handshake-lab: connect: there is no option --insecure; handshake-lab connect --help lists all\n',
    );
  });
});

describe('what other programs call otherwise', () => {
  it.each([
    [['check', '--ca', 'a.pem', 'b.pem'], '--anchor may be meant'],
    [['check', '--hostname', 'a', 'b.pem'], '--name may be meant'],
    [['connect', '--cacert', 'a.pem', 'a:1'], '--ca may be meant'],
    [['chekc', 'a.pem'], '; check may be meant'],
    [['simulate', '--fault', 'expired'], 'perhaps server/expired or client/expired'],
    [['simulate', '--host', 'localhost'], '--host localhost: a host name such as www.school.example'],
    [['simulate', '--bank', '<b>'], '--bank <b>: a name of 1 to 40 letters'],
    [['pki', '--out', 'x', '--customer', 'a:b'], '--customer a:b: a name of 1 to 40 letters'],
    [['mission', 'start', '3', '--recording', 'x', '--host', '-a.b'], '--host -a.b: a host name such as'],
    [['mission', 'check', '3', '--recording', 'x', '--bank', 'B'], '--bank is for "mission start"'],
    [['simulate', '--hostname', 'a.b'], '--host may be meant'],
    [['connect', 'https://localhost:1/'], 'HOST:PORT is wanted, such as localhost:8443, and no "https://localhost:1/"'],
  ])('%j is answered with what it is called here', async (args, expected) => {
    const { status, err } = await cli(...args);
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
  });
});

describe('connect with files of another form', () => {
  const { server } = makeBank();
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const putty = keyFiles.keys[0]?.files.find(({ text }) => text.startsWith('PuTTY'))?.text ?? '';
  const openssh = keyFiles.keys[0]?.files[0]?.text ?? '';
  const cert = write('own.pem', certificatePem(server));

  it.each([
    ['a key of PuTTY', write('a.ppk', putty), 'puttygen FILE -O private-openssh'],
    ['a key of OpenSSH', write('a.ssh', openssh), 'ssh-keygen -p -m PEM -f FILE'],
    ['a JWK', write('a.jwk', '{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}'), 'It is a JWK'],
    ['a certificate', cert, 'it holds a certificate, and a private key is wanted'],
  ])('says of a --key that is %s what to do', async (_what, key, expected) => {
    const { status, err } = await cli('connect', '127.0.0.1:1', '--cert', cert, '--key', key);
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
  });

  it.each([
    ['DER', write('own.der', server.certificate.der), 'openssl x509 -inform DER -in FILE -out FILE.pem'],
    [
      'base64 alone',
      write('own.txt', Buffer.from(server.certificate.der).toString('base64')),
      'check FILE” says which',
    ],
    ['a private key', write('own.key', privateKeyToPem(poolKey('server'))), 'it holds a private key'],
  ])('says of a --ca that is %s what to do', async (_what, ca, expected) => {
    const { status, err } = await cli('connect', '127.0.0.1:1', '--ca', ca);
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
  });
});

describe('success', () => {
  it('is told as what it is: connected, and closed in order', async () => {
    const { out } = await cli('simulate');
    expect(out).toContain('\nclient: connected, then closed in order (close_notify)\n');
    expect(out).toContain('\nserver: connected, then closed in order (close_notify)\n');
  });
});

describe('listen --pki', () => {
  it('names the files that are missing', async () => {
    const half = mkdtempSync(join(folder, 'half-'));
    writeFileSync(join(half, 'server.pem'), '');
    const { status, err } = await cli('listen', '--once', '--mode', 'mutual', '--pki', half);
    expect(status).toBe(2);
    expect(err).toContain('there is no server.key and no root.pem in it');
  });
});

describe('A mistyped fault', () => {
  it('is answered with those of nearly the same name', async () => {
    const { status, err } = await cli('simulate', '--fault', 'server/expird');
    expect(status).toBe(2);
    expect(err).toContain('no such fault, perhaps server/expired');
  });

  it('is near where a few letters differ, the nearest first, and not else', () => {
    expect(nearest('abcd', ['abxy', 'abce', 'wxyz'])).toEqual(['abce', 'abxy']);
    expect(nearest('no/such', ['server/expired'])).toEqual([]);
    expect(nearest('x'.repeat(1e5), ['x'])).toEqual([]);
  });

  it('is less likely with the list of faults, which names protocols where a fault is not of all', async () => {
    const { out } = await cli('faults');
    const of = (id: string) => out.split('\n').find((line) => line.startsWith(`${id} `));
    expect(of('wire/downgrade')).toMatch(/; tls1\.3\)$/);
    expect(of('server/expired')).toMatch(/\(one-way, mutual\)$/);
  });
});

describe('connect', () => {
  it('says that a PKCS #12 file wants a password, where none was given', async () => {
    const key = poolKey('client');
    const file = join(folder, 'locked.p12');
    const out = join(folder, 'pki');
    expect((await cli('pki', '--out', out, '--seed', '1', '--mode', 'mutual')).status).toBe(0);
    const pem = readFileSync(join(out, 'client.pem'), 'utf8').split('-----')[2] ?? '';
    const certificates = [Uint8Array.from(Buffer.from(pem, 'base64'))];
    const random = seededRandom(1, 'pkcs12');
    writeFileSync(file, toPkcs12({ certificates, key, password: 'secret', friendlyName: 'alice' }, random));
    expect((await cli('connect', '127.0.0.1:1', '--p12', file)).err).toContain('it wants a password: --password');
    const wrong = await cli('connect', '127.0.0.1:1', '--p12', file, '--password', 'other');
    expect(wrong.err).toContain('the password does not open it');
  });

  it('says that the other side speaks HTTP where its answer begins so', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { status, out, err } = await cli('connect', `127.0.0.1:${port}`, '--json');
    await new Promise((resolve) => server.close(resolve));
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ state: 'failed' });
    expect(err).toContain('the other side speaks HTTP, not TLS');
  });
});
