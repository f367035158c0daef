// `connect` against Node's TLS: the best protocol without being told, and what one has to know when it fails.
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { integer, octetString, oid, sequence } from '../asn1/derWriter.ts';
import { concat, fromHex, utf8 } from '../bytes/hex.ts';
import { MAX_ITERATIONS } from '../crypto/pkcs12Read.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { toPem } from '../pki/intake/pem.ts';
import { type Folder, listenOnce, pkiFolder } from '../testing/commandLine.ts';
import { http2Server, openssl, outsideJudge, type TlsOptions, tlsServer } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { find } from '../tls/messages/find.ts';
import { decodeHandshake13 } from '../tls/tls13/messages/handshake.ts';
import type { ConnectReport } from './connectReport.ts';
import { answerLines, readHttpAnswer } from './httpAnswer.ts';
import { readPkcs12Credential } from './material.ts';
import { readPrivateKey } from './privateKeyFile.ts';
import { run } from './run.ts';
import { UsageError } from './usage.ts';

registerEcc();
const folder = pkiFolder();
const elliptic = pkiFolder([], ['localhost'], { serverKey: 'p256', clientKey: 'p256', caKey: 'p256' });
afterAll(() => {
  folder.remove();
  elliptic.remove();
});
const text = (name: string, from: Folder = folder): string => readFileSync(from.file(name), 'utf8');

interface Result {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** One connection to a server of Node's with `options`, which answers a request with `answer`. */
async function connect(
  options: TlsOptions,
  args: readonly string[],
  answer: string | ((socket: Duplex) => void) = 'HTTP/1.1 204 No Content\r\n\r\n',
): Promise<Result> {
  const server = tlsServer({ key: text('server.key'), cert: text('server.pem'), ...options }, (socket) => {
    socket.on('error', () => {});
    if (typeof answer === 'string') socket.once('data', () => socket.end(answer));
    else answer(socket);
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const to = ['connect', `127.0.0.1:${address.port}`, '--name', 'localhost', '--ca', folder.file('root.pem')];
  const { result, out, err } = await withStreams(() => run([...to, ...args]));
  server.close();
  return { status: result, out, err };
}

async function report(
  options: TlsOptions,
  args: readonly string[] = [],
  answer?: string | ((socket: Duplex) => void),
): Promise<ConnectReport> {
  const { status, out, err } = await connect(options, [...args, '--json'], answer);
  if (status !== 0) throw new Error(err);
  return JSON.parse(out);
}

const asClient = (from: Folder = folder): string[] => [
  '--cert',
  from.file('client.pem'),
  '--key',
  from.file('client.key'),
];
const demanding = { requestCert: true, rejectUnauthorized: true, ca: text('root.pem') };

describe('connect without --protocol', () => {
  it.each([
    ['TLS 1.3, where the server has it', {}, { version: 'tls1.3', group: expect.stringMatching(/25519/) }],
    [
      'TLS 1.2 with ECDHE, where it has not',
      { maxVersion: 'TLSv1.2' },
      {
        version: 'tls1.2',
        suite: expect.stringMatching(/^TLS_ECDHE_RSA_/),
        group: expect.stringMatching(/x25519|secp256r1/),
      },
    ],
    [
      'RSA key exchange, where it has nothing else',
      { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' },
      { version: 'tls1.2', suite: 'TLS_RSA_WITH_AES_256_GCM_SHA384', group: null },
    ],
  ] as const)('speaks %s', async (_, options, agreed) => {
    const { outcome, agreed: found, checks } = await report(options);
    expect(outcome.client.error).toBeNull();
    expect(found).toEqual({ alpn: null, suite: expect.any(String), ...agreed });
    expect(checks.filter(({ result }) => result === 'fail')).toEqual([]);
  });

  it.each(['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'])('connects to our own listen --protocol %s', async (protocol) => {
    const args = ['connect', '--name', 'localhost', '--ca', folder.file('root.pem'), '--json'];
    const { result, line } = await listenOnce(folder, ['--protocol', protocol], (port) =>
      run([...args, `127.0.0.1:${port}`]),
    );
    expect(result).toBe(0);
    expect(line.outcome.server.error).toBeNull();
  });
});

describe('connect that fails', () => {
  it('says what it offered, and that is what stood in its ClientHello', async () => {
    const options = { maxVersion: 'TLSv1.2', ciphers: 'DHE-RSA-AES128-GCM-SHA256' } as const;
    const { outcome, offered, agreed, messages } = await report(options);
    expect(outcome.client.error).toMatchObject({ alert: 'handshake_failure', by: 'peer' });
    expect(agreed).toBeNull();
    const decoded = decodeHandshake13(fromHex(messages[0]?.bytes ?? '').subarray(5));
    if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no ClientHello');
    const { suites, extensions } = decoded.value.message;
    expect(suites).toHaveLength(offered.suites.length);
    expect(find(extensions, 'supported_groups')?.groups).toHaveLength(offered.groups.length);
    expect(find(extensions, 'signature_algorithms')?.schemes).toHaveLength(offered.signatureSchemes.length);
    expect(find(extensions, 'supported_versions')?.versions).toEqual([0x0304, 0x0303]);
    expect(offered.versions).toEqual(['tls1.3', 'tls1.2']);

    const { out } = await connect(options, []);
    expect(out).toContain('was told handshake_failure');
    for (const item of ['TLS 1.3, TLS 1.2', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'x25519', 'ed25519', 'http/1.1'])
      expect(out.slice(out.indexOf('offered:'))).toContain(item);
  });

  it('for want of a common application protocol, connects with the one that --alpn names', async () => {
    const options = { ALPNProtocols: ['h2'] };
    const refused = await report(options);
    expect(refused.outcome.client.error).toMatchObject({ alert: 'no_application_protocol', by: 'peer' });
    expect(refused.offered.alpn).toEqual(['http/1.1']);
    for (const protocol of ['tls1.2-ecdhe', 'tls1.3']) {
      const { outcome, agreed } = await report(options, ['--alpn', 'h2,http/1.1', '--protocol', protocol]);
      expect(outcome.client.error).toBeNull();
      expect(agreed?.alpn).toBe('h2');
    }
    expect((await report({}, ['--alpn', 'none'])).offered.alpn).toEqual([]);
  });

  it.each(['', ',', 'h2,,x', 'h 2', 'x'.repeat(256)])('is not tried with --alpn "%s"', async (names) => {
    const { status, err } = await connect({}, [`--alpn=${names}`]);
    expect(status).toBe(2);
    expect(err).toContain('--alpn');
  });
});

describe('connect --json', () => {
  it('tells in JSON, too, that nobody could be reached, and ends with 2', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    closed.close();
    await once(closed, 'close');
    const to = ['connect', `127.0.0.1:${address.port}`, '--ca', folder.file('root.pem'), '--json'];
    for (const more of [[], ['--starttls', 'smtp']]) {
      const { result, out, err } = await withStreams(() => run([...to, ...more]));
      expect(result).toBe(2);
      expect(err).toContain('connection refused');
      const found: ConnectReport = JSON.parse(out);
      expect(found).toMatchObject({ state: 'failed', error: { code: 'connection.none' }, messages: [], checks: [] });
      expect(found.problem).toContain('connection refused');
    }
  });

  it('tells in JSON that the server reset the connection at once', async () => {
    const resetting = createServer((socket) => socket.resetAndDestroy()).listen(0, '127.0.0.1');
    await once(resetting, 'listening');
    const address = resetting.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const to = ['connect', `127.0.0.1:${address.port}`, '--ca', folder.file('root.pem'), '--json'];
    const { out } = await withStreams(() => run(to));
    resetting.close();
    // Whether that is told before or after the connection is up is a race.
    expect(JSON.parse(out)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/connection reset|closed by the peer/),
    });
  });
});

describe.skipIf(!outsideJudge('openssl'))('listen with a key that OpenSSL encrypted', () => {
  const sealed = pkiFolder();
  afterAll(() => sealed.remove());

  it('opens it with --passphrase, and says what it lacks without', async () => {
    const args = ['pkcs8', '-topk8', '-passout', 'pass:secret'];
    writeFileSync(sealed.file('server.key'), openssl(args, text('server.key', sealed)).stdout);
    const to = ['--name', 'localhost', '--ca', sealed.file('root.pem'), '--json'];
    const { result } = await listenOnce(sealed, ['--passphrase', 'secret'], (port) =>
      run(['connect', `127.0.0.1:${port}`, ...to]),
    );
    expect(result).toBe(0);
    for (const [more, words] of [
      [[], 'is encrypted: --passphrase opens it'],
      [['--passphrase', 'word'], 'the passphrase does not open'],
    ] as const) {
      const listened = await withStreams(() => run(['listen', '--once', '--pki', sealed.file(''), ...more]));
      expect(listened.result).toBe(2);
      expect(listened.err).toContain(words);
    }
  });

  it('wants --pki for --passphrase', async () => {
    const { result, err } = await withStreams(() => run(['listen', '--once', '--passphrase', 'secret']));
    expect([result, err]).toEqual([2, expect.stringContaining('--pki')]);
  });
});

describe('HTTP/2', () => {
  const h2 = { ALPNProtocols: ['h2'] };
  it.each(['tls1.2-ecdhe', 'tls1.3'])('is spoken where ALPN says so (RFC 9113 3.2), over %s', async (protocol) => {
    const server = http2Server((request, response) => {
      response.statusCode = 201;
      response.end(`${request.method} ${request.url} ${request.authority}`);
    });
    const { answer, outcome } = await report(h2, ['--alpn', 'h2', '--protocol', protocol], (socket) =>
      server.emit('connection', socket),
    );
    expect(outcome.client.error).toBeNull();
    expect(answer).toEqual({ status: 'HTTP/2 201', body: 'GET / localhost', bodyBytes: 15 });
  });

  it('that the server does not speak after all gets no answer', async () => {
    const { answer } = await report(h2, ['--alpn', 'h2'], 'HTTP/1.1 200 OK\r\n\r\n');
    expect(answer).toBeNull();
  });

  it('is not put in the place of what we do not speak: nothing is asked then, and that is said', async () => {
    const options = { ALPNProtocols: ['mqtt'] };
    expect((await report(options, ['--alpn', 'mqtt'])).notAsked).toBe('mqtt');
    expect((await connect(options, ['--alpn', 'mqtt'])).out).toContain('no request was sent: mqtt is spoken, not HTTP');
  });
});

describe('A server that asks for a certificate', () => {
  it.each(['tls1.2-ecdhe', 'tls1.3'])('is quoted with its CAs and signatures, %s', async (protocol) => {
    const { outcome, certificateRequest } = await report(demanding, [...asClient(), '--protocol', protocol]);
    expect(outcome.client.error).toBeNull();
    expect(certificateRequest).toMatchObject({ withheld: null, listed: true });
    expect(certificateRequest?.authorities).toEqual(['CN=Bank Root CA, O=Bank']);
    expect(certificateRequest?.signatureSchemes).toContain('rsa_pss_rsae_sha256');
    expect(certificateRequest?.certificateTypes).toEqual(
      protocol === 'tls1.3' ? null : expect.arrayContaining(['rsa_sign', 'ecdsa_sign']),
    );
  });

  it.each(['tls1.2-ecdhe', 'tls1.3'])('and takes other signatures, learns why it got none, %s', async (protocol) => {
    // Both sides may use RSA-PSS alone then (RFC 9846 4.3.3); ours has a key for ECDSA.
    const options = { ...demanding, sigalgs: 'RSA-PSS+SHA256' };
    const args = [...asClient(elliptic), '--protocol', protocol];
    const { outcome, certificateRequest } = await report(options, args);
    expect(outcome.client.state).toBe('failed');
    expect(certificateRequest?.signatureSchemes).toEqual(['rsa_pss_rsae_sha256']);
    expect(certificateRequest?.withheld?.reason).toMatch(/^(scheme|type)$/);
    const { out } = await connect(options, args);
    expect(out).toMatch(
      /not sent: its key is for ECDSA on P-256, and the server takes .* only: (rsa_pss_rsae_sha256|rsa_sign)/,
    );
  });

  it('gets none where there is none, and that is said; so is a chain that is of no CA it named', async () => {
    expect((await report(demanding)).certificateRequest?.withheld?.reason).toBe('none');
    const foreign = await report(
      { ...demanding, ca: text('root.pem', elliptic), rejectUnauthorized: false },
      asClient(),
    );
    // Both banks are of one name.
    expect(foreign.certificateRequest).toMatchObject({ withheld: null, listed: true });
    const other = pkiFolder(['client/untrusted-root']);
    const shadow = await report({ ...demanding, rejectUnauthorized: false }, asClient(other));
    other.remove();
    expect(shadow.certificateRequest).toMatchObject({ withheld: null, listed: false });
  });
});

describe('The certificate of connect', () => {
  const der = createPrivateKey(text('client.key'));
  const sealed: Readonly<Record<string, string | Buffer>> = {
    'PKCS #8': der.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' }),
    'PKCS #1 (RFC 1421)': der.export({
      type: 'pkcs1',
      format: 'pem',
      cipher: 'aes-128-cbc',
      passphrase: 'open sesame',
    }),
  };

  it.each(Object.entries(sealed))('has a key under a passphrase, %s', async (_, pem) => {
    writeFileSync(folder.file('sealed.key'), pem);
    const args = ['--cert', folder.file('client.pem'), '--key', folder.file('sealed.key')];
    expect((await report(demanding, [...args, '--passphrase', 'open sesame'])).outcome.client.error).toBeNull();
    for (const [more, problem] of [
      [[], 'the private key is encrypted: --passphrase opens it'],
      [['--passphrase', 'open barley'], 'the passphrase does not open the private key'],
    ] as const) {
      const refused = await connect(demanding, [...args, ...more]);
      expect(refused).toMatchObject({ status: 2, out: '' });
      expect(refused.err).toMatch(new RegExp(`^handshake-lab: connect: \\S*sealed\\.key: ${problem}\\n$`));
    }
  });

  it.each(Object.entries(sealed))(
    'has a wrong passphrase named even where its padding holds by chance, %s',
    async (_, pem) => {
      const passphrase = passphraseWithGoodPadding(pem);
      writeFileSync(folder.file('chance.key'), pem);
      const args = [
        '--cert',
        folder.file('client.pem'),
        '--key',
        folder.file('chance.key'),
        '--passphrase',
        passphrase,
      ];
      const { err } = await connect({}, args);
      expect(err).toMatch(/^handshake-lab: connect: \S*chance\.key: the passphrase does not open the private key\n$/);
    },
  );

  it('is not derived in more rounds than anybody waits for', async () => {
    // EncryptedPrivateKeyInfo with PBES2 (RFC 8018 A.2, A.4): PBKDF2 with a round too many.
    const kdf = sequence(
      oid('1.2.840.113549.1.5.12'),
      sequence(octetString(new Uint8Array(8)), integer(MAX_ITERATIONS + 1)),
    );
    const cipher = sequence(oid('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16)));
    const algorithm = sequence(oid('1.2.840.113549.1.5.13'), sequence(kdf, cipher));
    const slow = sequence(algorithm, octetString(new Uint8Array(48)));
    writeFileSync(folder.file('slow.key'), toPem('ENCRYPTED PRIVATE KEY', slow));
    const args = ['--cert', folder.file('client.pem'), '--key', folder.file('slow.key'), '--passphrase', 'x'];
    const { status, err } = await connect({}, args);
    expect(status).toBe(2);
    expect(err).toContain('rounds');
  });

  it.skipIf(!outsideJudge('openssl'))(
    'may come with its key from PKCS #12, as our pki and as OpenSSL write it',
    async () => {
      const own = await report(demanding, ['--p12', folder.file('client.p12')]);
      expect(own.outcome.client.error).toBeNull();
      const made = openssl([
        ...['pkcs12', '-export', '-in', folder.file('client.pem'), '-inkey', folder.file('client.key')],
        ...['-certfile', folder.file('root.pem'), '-passout', 'pass:secret', '-out', folder.file('theirs.p12')],
      ]);
      expect(made.status).toBe(0);
      const theirs = await report(demanding, ['--p12', folder.file('theirs.p12'), '--password', 'secret']);
      expect(theirs.outcome.client.error).toBeNull();
      expect(theirs.certificateRequest?.withheld).toBeNull();
      for (const [words, ...more] of [
        ['it wants a password: --password'],
        ['the password does not open it: --password', '--password', 'wrong'],
      ] as const) {
        const refused = await connect(demanding, ['--p12', folder.file('theirs.p12'), ...more]);
        expect(refused).toMatchObject({ status: 2, out: '' });
        expect(refused.err).toContain(words);
      }
    },
  );

  it('whose key is of another one is told of at once, and so is a file in the wrong order', async () => {
    const { err } = await connect({}, ['--cert', folder.file('client.pem'), '--key', folder.file('server.key')]);
    expect(err).toContain('note: the private key is not that of the first certificate (CN=alice, O=Bank Customers)');
    const [own = '', issuer = ''] = text('client.pem').split(/(?<=-----END CERTIFICATE-----\n)/);
    writeFileSync(folder.file('reversed.pem'), issuer + own);
    const reversed = await connect({}, ['--cert', folder.file('reversed.pem'), '--key', folder.file('client.key')]);
    expect(reversed.err).toContain('It is the key of certificate 2: the own certificate comes first.');
    expect((await connect({}, asClient())).err).toBe('');
  });

  it.each([
    [['--p12', 'x', '--cert', 'y']],
    [['--passphrase', 'x']],
    [['--password', 'x']],
    [['--cert', 'x']],
    [['--starttls', 'gopher']],
  ])('is not half of what belongs together: %j', async (args) => {
    expect(await connect({}, args)).toMatchObject({ status: 2, out: '' });
  });
});

describe('Text with rulers of dashes', () => {
  it('stands around certificates and keys in every file that the command line reads, as in those of OpenSSL', async () => {
    const ruler = '-'.repeat(60);
    const ruled = (name: string): string => {
      writeFileSync(folder.file(`ruled-${name}`), `${ruler}\n${name}\n${ruler}\n${text(name)}\n${ruler}\n`);
      return folder.file(`ruled-${name}`);
    };
    const args = ['--ca', ruled('root.pem'), '--cert', ruled('client.pem'), '--key', ruled('client.key')];
    expect((await report(demanding, args)).outcome.client.error).toBeNull();
  });
});

describe('What the server answers', () => {
  it('is shown, without its power over the terminal', async () => {
    const body = 'No required SSL certificate was sent\n\u001b[2Jgone \u202e right\tto left';
    const answer = `HTTP/1.1 400 Bad Request\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const { out } = await connect({}, [], answer);
    expect(out).toContain('the server answered: HTTP/1.1 400 Bad Request\n  No required SSL certificate was sent\n');
    expect(out).toContain('  \\u001b[2Jgone \\u202e right\tto left\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    expect((await report({}, [], answer)).answer).toEqual({
      status: 'HTTP/1.1 400 Bad Request',
      body,
      bodyBytes: Buffer.byteLength(body),
    });
  });

  it('is put together from chunks (RFC 9112 7.1), and cut where it is long', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n';
    expect((await report({}, [], chunked)).answer?.body).toBe('hello, world');
    const long = `HTTP/1.1 200 OK\r\n\r\n${'line\n'.repeat(20_000)}`;
    const { out } = await connect({}, [], long);
    expect(out.length).toBeLessThan(20_000);
    expect(out).toMatch(/\(\d+ bytes in all\)\n/);
    expect((await report({}, [], long)).answer?.body.length).toBeLessThanOrEqual(65_536);
  });
});

describe('Files and answers of any content', () => {
  it('are an answer that can be printed in some lines', () => {
    const part = fc.oneof(
      fc.uint8Array(),
      fc.constantFrom(
        ...['HTTP/1.1 200 OK\r\n', 'Transfer-Encoding: chunked\r\n', '\r\n', '5\r\n', 'ffffffff\r\n', '0', '\n'].map(
          utf8,
        ),
      ),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const bytes = concat(...parts);
        const answer = readHttpAnswer(bytes);
        expect(answer === null).toBe(bytes.length === 0);
        if (answer === null) return;
        expect(answer.bodyBytes).toBeLessThanOrEqual(bytes.length);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        for (const line of answerLines(answer)) expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('are a key, or the reason why they are none', () => {
    const real = fc.constantFrom(text('client.key'), text('client.key', elliptic), text('root.pem'));
    const cut = fc
      .tuple(real, fc.nat(1700), fc.string({ maxLength: 5 }))
      .map(([pem, at, by]) => pem.slice(0, at) + by + pem.slice(at + 3));
    const marked = fc
      .array(
        fc.constantFrom(
          '-----BEGIN ENCRYPTED PRIVATE KEY-----',
          '-----END ENCRYPTED PRIVATE KEY-----',
          '\n',
          'MAA=',
          'Proc-Type: 4,ENCRYPTED',
        ),
      )
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut, marked), (pem) => {
        try {
          expect(readPrivateKey('x', pem, 'secret', '--passphrase')).toHaveProperty('kind');
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });

  it('are a certificate with its key in PKCS #12, or the reason why they are none', async () => {
    const real = new Uint8Array(readFileSync(folder.file('client.p12')));
    const changed = fc
      .tuple(fc.nat(real.length - 1), fc.integer({ min: 0, max: 255 }))
      .map(([at, value]) => Uint8Array.from(real, (byte, i) => (i === at ? value : byte)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), changed), async (bytes) => {
        writeFileSync(folder.file('any.p12'), bytes);
        try {
          const { chain } = await readPkcs12Credential('x', folder.file('any.p12'), '');
          expect(chain.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A wrong passphrase, one of some 250, under which the last block of the key's cipher ends in a valid padding. */
function passphraseWithGoodPadding(pem: string | Buffer): string {
  for (let i = 0; i < 20_000; i += 1) {
    try {
      createPrivateKey({ key: pem, format: 'pem', passphrase: `barley ${i}` });
    } catch (error) {
      if (!/bad decrypt/.test(String(error))) return `barley ${i}`;
    }
  }
  throw new Error('no padding of 20,000 was valid');
}
