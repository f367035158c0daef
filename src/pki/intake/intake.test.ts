// What is taken in, in the forms that OpenSSL writes; and anything at all.
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../../bytes/hex.ts';
import { privateKeyToPem, privateKeyToPkcs8 } from '../../crypto/keyFormat.ts';
import { poolKey } from '../../crypto/pool.ts';
import { publicOf } from '../../crypto/rsa.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge, startOutside } from '../../testing/outside.ts';
import { certificatePem, makeBank, NOW, withFolder } from '../bank.testing.ts';
import { certIdOf } from '../revocation/certId.ts';
import { encodeOcspError, encodeOcspResponse } from '../revocation/ocspIssue.ts';
import { type Intake, MAX_BLOCKS, MAX_BYTES, takeIn } from './intake.ts';
import { toPem } from './pem.ts';
import { readInput, summariseIntake } from './readInput.ts';

const bank = makeBank();
const chain = [bank.server, bank.issuing, bank.root];
const chainPem = certificatePem(...chain);
const ders = chain.map(({ certificate }) => toHex(certificate.der));

const certificatesIn = ({ items }: Intake): string[] =>
  items.flatMap((item) => (item.kind === 'certificate' ? [toHex(item.certificate.der)] : []));
const kinds = ({ items }: Intake): string[] => items.map(({ kind }) => kind);
const text = (given: string): Intake => takeIn(utf8(given));

insideOnly('PEM as it is pasted', () => {
  it('gives every certificate with the line on which it begins', () => {
    const intake = text(`bag attributes\nsubject=x\n${chainPem}`);
    expect(certificatesIn(intake)).toEqual(ders);
    expect(intake.problems).toEqual([]);
    expect(intake.items[0]?.place).toEqual({ line: 3, byte: null });
  });

  it.each([
    ['line ends of Windows', chainPem.replaceAll('\n', '\r\n')],
    ['indented lines', chainPem.replaceAll(/^/gm, '      ')],
    ['line ends spelled out, as in JSON', JSON.stringify({ chain: chainPem })],
    ['a byte order mark', `\ufeff${chainPem}`],
    ['everything on one line', chainPem.replaceAll('\n', ' ')],
  ])('may have %s', (_what, given) => {
    expect(certificatesIn(text(given))).toEqual(ders);
  });

  it('may be UTF-16, as PowerShell writes files', () => {
    const units = Uint8Array.from(Buffer.from(`\ufeff${chainPem}`, 'utf16le'));
    expect(certificatesIn(takeIn(units))).toEqual(ders);
  });

  it('may be base64 alone', () => {
    const base64 = Buffer.from(bank.server.certificate.der).toString('base64');
    expect(certificatesIn(text(`  ${base64}\n`))).toEqual(ders.slice(0, 1));
  });

  it('keeps what can be read beside a block that has no end', () => {
    const [first = '', second = '', third = ''] = chain.map((party) => certificatePem(party));
    const intake = text(`${first}${second.replace(/-----END.*\n/, '')}${third}`);
    expect(certificatesIn(intake)).toEqual([ders[0], ders[2]]);
    const line = first.split('\n').length;
    expect(intake.problems).toEqual([{ kind: 'pem.noEnd', label: 'CERTIFICATE', line }]);
  });

  it('says in which line a character is not base64', () => {
    const lines = chainPem.split('\n');
    lines[4] = `${lines[4]?.slice(0, 10)}*${lines[4]?.slice(11)}`;
    const intake = text(lines.join('\n'));
    expect(certificatesIn(intake)).toEqual(ders.slice(1));
    expect(intake.problems).toEqual([{ kind: 'pem.character', label: 'CERTIFICATE', character: '*', line: 5 }]);
  });

  it('says which block has a line cut off', () => {
    const intake = text(certificatePem(bank.server).replace(/..\n-----END/, '\n-----END'));
    expect(intake.problems[0]?.kind).toBe('pem.length');
  });

  it('names an END without a BEGIN, and an END of something else', () => {
    expect(text('-----END CERTIFICATE-----').problems).toEqual([
      { kind: 'pem.noBegin', label: 'CERTIFICATE', line: 1 },
    ]);
    expect(text('-----BEGIN CERTIFICATE-----\nAAAA\n-----END X509 CRL-----').problems).toEqual([
      { kind: 'pem.otherEnd', label: 'CERTIFICATE', end: 'X509 CRL', line: 3 },
    ]);
  });

  it('says at which byte of which block a certificate breaks', () => {
    const { der } = bank.server.certificate;
    const broken = der.slice();
    broken[4] = 0x31; // the tag of tbsCertificate
    const intake = text(`\n${toPem('CERTIFICATE', broken)}`);
    expect(intake.problems).toMatchObject([{ kind: 'unreadable', what: 'certificate', place: { line: 2, byte: 4 } }]);
  });
});

insideOnly('private keys', () => {
  const key = poolKey('server');
  const pem = privateKeyToPem(key);

  it.each([
    ['PKCS #8 as PEM', utf8(pem)],
    ['PKCS #8 as DER', privateKeyToPkcs8(key)],
  ])('are recognised, and of them only the public half is handed on: %s', async (_what, bytes) => {
    const { items, problems } = await readInput(bytes);
    const head = { kind: 'privateKey', encrypted: false, sealed: null, problem: null, format: 'pki' };
    expect(items).toEqual([{ ...head, place: expect.anything(), spki: publicKeyToSpki(publicOf(key)) }]);
    expect(problems).toEqual([]);
  });

  it('do not cost the certificates beside them', async () => {
    const { items } = await readInput(utf8(pem + chainPem));
    expect(items.map(({ kind }) => kind)).toEqual(['privateKey', 'certificate', 'certificate', 'certificate']);
    const secret = toHex(privateKeyToPkcs8(key)).slice(-200);
    expect(
      JSON.stringify(items[0], (_name, value) => (value instanceof Uint8Array ? toHex(value) : value)),
    ).not.toContain(secret.slice(0, 60));
  });

  it('are told from public keys', () => {
    const spki = publicKeyToSpki(publicOf(key));
    expect(takeIn(spki).items).toMatchObject([{ kind: 'other', what: 'publicKey' }]);
  });
});

insideOnly('DER', () => {
  it('is a certificate, or several in a row', () => {
    expect(certificatesIn(takeIn(bank.root.certificate.der))).toEqual(ders.slice(2));
    const row = takeIn(concat(...chain.map(({ certificate }) => certificate.der)));
    expect(certificatesIn(row)).toEqual(ders);
    expect(row.items[1]?.place).toEqual({ line: null, byte: bank.server.certificate.der.length });
  });

  it('that is cut off says how much is missing', () => {
    const { der } = bank.server.certificate;
    expect(takeIn(der.subarray(0, 300)).problems).toEqual([
      { kind: 'truncated', wanted: der.length, found: 300, place: { line: null, byte: 0 } },
    ]);
  });
});

describe.skipIf(!outsideJudge('openssl'))('what OpenSSL writes', () => {
  const run = (args: readonly string[], input?: Uint8Array | string): Uint8Array => {
    const { status, stdout, stderr } = openssl(args, input);
    if (status !== 0) throw new Error(stderr);
    return new Uint8Array(stdout);
  };

  it.each(['PEM', 'DER'])('PKCS #7 of crl2pkcs7 -nocrl in %s holds its certificates', (form) => {
    withFolder({ 'chain.pem': chainPem }, (path) => {
      const bag = run(['crl2pkcs7', '-nocrl', '-certfile', path('chain.pem'), '-outform', form]);
      const intake = takeIn(bag);
      expect(new Set(certificatesIn(intake))).toEqual(new Set(ders));
      expect(intake.problems).toEqual([]);
    });
  });

  it('loses no certificate of a PKCS #7 bag to a broken one', () => {
    withFolder({ 'chain.pem': chainPem }, (path) => {
      const bag = run(['crl2pkcs7', '-nocrl', '-certfile', path('chain.pem'), '-outform', 'DER']);
      const at = toHex(bag).indexOf(toHex(bank.issuing.certificate.der)) / 2;
      bag[at + 4] = 0x31;
      const intake = takeIn(bag);
      expect(new Set(certificatesIn(intake))).toEqual(new Set([ders[0], ders[2]]));
      expect(intake.problems).toMatchObject([{ kind: 'unreadable', what: 'certificate', place: { byte: at + 4 } }]);
    });
  });

  it('a signed message is PKCS #7 with its signer’s certificate', () => {
    withFolder({ 'cert.pem': certificatePem(bank.server), 'key.pem': privateKeyToPem(poolKey('server')) }, (path) => {
      const args = [
        'cms',
        '-sign',
        '-signer',
        path('cert.pem'),
        '-inkey',
        path('key.pem'),
        '-outform',
        'DER',
        '-nosmimecap',
      ];
      // One that is not streamed: streaming writes indefinite lengths.
      expect(certificatesIn(takeIn(run([...args, '-binary', '-nodetach'], 'hello')))).toEqual(ders.slice(0, 1));
    });
  });

  it('a request, an encrypted key and parameters are recognised, and nothing is kept of the key', () => {
    withFolder({ 'key.pem': privateKeyToPem(poolKey('client')) }, (path) => {
      const csr = run(['req', '-new', '-key', path('key.pem'), '-subj', '/CN=x']);
      const csrDer = run(['req', '-new', '-key', path('key.pem'), '-subj', '/CN=x', '-outform', 'DER']);
      const sealed = run(['pkcs8', '-topk8', '-in', path('key.pem'), '-passout', 'pass:x']);
      const sealedDer = run(['pkcs8', '-topk8', '-in', path('key.pem'), '-passout', 'pass:x', '-outform', 'DER']);
      const traditional = run(['rsa', '-in', path('key.pem'), '-traditional', '-outform', 'DER']);
      const curve = run(['ecparam', '-name', 'prime256v1', '-genkey', '-outform', 'PEM']);
      const curveDer = run(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-outform', 'DER']);
      expect(takeIn(csr).items).toMatchObject([{ kind: 'other', what: 'csr' }]);
      expect(takeIn(csrDer).items).toMatchObject([{ kind: 'other', what: 'csr' }]);
      expect(takeIn(sealed).items).toMatchObject([{ kind: 'privateKey', encrypted: true }]);
      expect(takeIn(sealedDer).items).toMatchObject([{ kind: 'privateKey', encrypted: true }]);
      expect(takeIn(traditional).items).toMatchObject([{ kind: 'privateKey' }]);
      expect(takeIn(curve).items).toMatchObject([{ kind: 'other', label: 'EC PARAMETERS' }, { kind: 'privateKey' }]);
      expect(takeIn(curveDer).items).toMatchObject([{ kind: 'privateKey' }]);
    });
  });

  it('a trusted certificate is a certificate', () => {
    const trusted = run(['x509', '-trustout', '-addtrust', 'serverAuth'], certificatePem(bank.root));
    expect(certificatesIn(takeIn(trusted))).toEqual(ders.slice(2));
  });

  it('a CRL is a CRL, in PEM and in DER', () => {
    const config = '[ca]\ndefault_ca=d\n[d]\ndatabase=DB\ndefault_md=sha256\ndefault_crl_days=9\n';
    const root = { 'root.pem': certificatePem(bank.root), 'root.key': privateKeyToPem(poolKey('root')), db: '' };
    withFolder({ ...root, 'ca.cnf': config }, (path) => {
      withFolder({ 'ca.cnf': config.replace('DB', path('db')) }, (own) => {
        const crl = run([
          'ca',
          '-config',
          own('ca.cnf'),
          '-gencrl',
          '-keyfile',
          path('root.key'),
          '-cert',
          path('root.pem'),
        ]);
        const der = run(['crl', '-outform', 'DER'], crl);
        for (const intake of [takeIn(crl), takeIn(der)]) {
          expect(kinds(intake)).toEqual(['crl']);
          expect(intake.items).toMatchObject([
            { kind: 'crl', crl: { issuer: { text: 'CN=Root, O=Bank' }, revoked: [] } },
          ]);
        }
      });
    });
  });

  it('the output of s_client -showcerts holds the chain that the server sent', async () => {
    const files = { 'server.pem': certificatePem(bank.server), 'ca.pem': certificatePem(bank.issuing) };
    const server = { ...files, 'server.key': privateKeyToPem(poolKey('server')) };
    const output = await showcerts(server);
    const intake = text(output);
    expect(output).toContain('Server certificate');
    expect(new Set(certificatesIn(intake))).toEqual(new Set(ders.slice(0, 2)));
    expect(intake.problems).toEqual([]);
  });
});

insideOnly('limits', () => {
  it(`reads at most ${MAX_BYTES / 1e6} MB`, () => {
    expect(takeIn(new Uint8Array(MAX_BYTES + 1)).problems).toEqual([
      { kind: 'tooLarge', bytes: MAX_BYTES + 1, limit: MAX_BYTES },
    ]);
  });

  it(`reads at most ${MAX_BLOCKS} blocks, keeps them, and says where it stopped`, () => {
    const block = '-----BEGIN X-----\nAAAA\n-----END X-----\n';
    const intake = text(block.repeat(MAX_BLOCKS + 5));
    expect(intake.items).toHaveLength(MAX_BLOCKS);
    expect(intake.problems).toEqual([{ kind: 'pem.tooMany', limit: MAX_BLOCKS, line: 3 * MAX_BLOCKS + 1 }]);
  });

  it('ends on 20 MB of the beginnings of things', () => {
    for (const given of [
      utf8('-----BEGIN '.repeat(MAX_BYTES / 11)),
      utf8(`-----BEGIN CERTIFICATE-----\n${'A'.repeat(MAX_BYTES - 200)}`),
      utf8(`-----BEGIN CERTIFICATE-----\n${'A'.repeat(MAX_BYTES - 200)}\n-----END CERTIFICATE-----\n`),
      new Uint8Array(MAX_BYTES).fill(0x30),
    ]) {
      const { items, problems } = takeIn(given);
      expect(items.filter(({ kind }) => kind !== 'unreadable')).toEqual([]);
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it('turns any bytes into items and problems', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { items, problems } = takeIn(bytes);
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('turns any text between PEM lines, and any damage to a chain, into items and problems', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(chainPem.length - 1), fc.nat(200), (inserted, at, cut) => {
        const { items, problems } = text(chainPem.slice(0, at) + inserted + chainPem.slice(at + cut));
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('turns DER with any one octet changed into items and problems', () => {
    const { der } = bank.server.certificate;
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const changed = der.slice();
        changed[at] = value;
        const { items, problems } = takeIn(changed);
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

it('takes certificates that Node reads alike', () => {
  for (const item of text(chainPem).items) {
    if (item.kind !== 'certificate') throw new Error(item.kind);
    expect(new X509Certificate(item.certificate.der).serialNumber.toLowerCase()).toBe(item.certificate.serial);
  }
});

/** What `s_client -showcerts` prints when it talks to `s_server` with these files. */
async function showcerts(files: Record<'server.pem' | 'ca.pem' | 'server.key', string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-'));
  const path = (name: string) => join(folder, name);
  for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content);
  const chain = ['-cert', path('server.pem'), '-key', path('server.key'), '-cert_chain', path('ca.pem')];
  const server = startOutside('openssl', ['s_server', '-accept', '0', '-naccept', '1', ...chain]);
  try {
    const port = await new Promise<string>((found, failed) => {
      let said = '';
      server.on('error', failed);
      server.stdout.on('data', (chunk) => {
        said += String(chunk);
        const [, number] = /ACCEPT \S*?:(\d+)/.exec(said) ?? [];
        if (number !== undefined) found(number);
      });
    });
    return await new Promise<string>((done, failed) => {
      const client = startOutside('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-showcerts']);
      let output = '';
      client.on('error', failed);
      client.stdout.on('data', (chunk) => {
        output += String(chunk);
      });
      client.on('close', () => done(output));
      client.stdin.end();
    });
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

insideOnly('OCSP responses', () => {
  const certId = certIdOf(bank.server.certificate, bank.issuing.certificate);
  const good = encodeOcspResponse(
    {
      responses: [{ certId, status: 'good', thisUpdate: NOW, nextUpdate: null }],
      producedAt: NOW,
      responder: { byName: bank.issuing.certificate },
      nonce: null,
      certs: [],
    },
    bank.issuing.key,
  ).bytes;

  it('are recognised as DER, and as PEM as GnuTLS writes it', async () => {
    for (const given of [takeIn(good), text(toPem('OCSP RESPONSE', good))]) {
      expect(given.problems).toEqual([]);
      expect((await summariseIntake(given)).items).toMatchObject([
        { kind: 'ocsp', status: 'successful', answers: 1, producedAt: NOW, responder: 'CN=Issuing, O=Bank' },
      ]);
    }
  });

  it('that answer nothing are recognised too', async () => {
    const [item] = (await readInput(encodeOcspError('unauthorized').bytes)).items;
    expect(item).toMatchObject({ kind: 'ocsp', status: 'unauthorized', answers: 0, producedAt: null });
  });

  it('that are broken are said to be', () => {
    const broken = good.slice();
    broken[8] = 0xff;
    expect(takeIn(broken).problems).toMatchObject([{ kind: 'unreadable', what: 'ocsp' }]);
  });
});
