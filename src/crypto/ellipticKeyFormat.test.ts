// EC and Ed25519 keys as files, with openssl on the other side; and signatures that it judges and makes.
import * as node from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../bytes/hex.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { privateKeyFromPem, privateKeyToPem } from './keyFormat.ts';
import { poolKey } from './pool.ts';
import { seededRandom } from './random.ts';
import { registerEcc } from './registerEcc.ts';
import { type SignatureSchemeName, sign, verify } from './signingKey.ts';
import { publicKeyToSpki } from './spki.ts';

beforeAll(registerEcc);

const NAMES = ['server.p256', 'server.ed25519'] as const;

insideOnly('elliptic private keys as PEM', () => {
  it.each(NAMES)('%s: Node reads it as the key of that public key, and it is read back', (name) => {
    const key = poolKey(name);
    const pem = privateKeyToPem(key);
    const theirs = node.createPublicKey(pem).export({ format: 'der', type: 'spki' });
    expect(toHex(theirs)).toBe(toHex(publicKeyToSpki(key)));
    expect(privateKeyFromPem(pem)).toEqual({ ok: true, value: key });
    // Node writes PKCS #8 in the same DER.
    expect(node.createPrivateKey(pem).export({ format: 'pem', type: 'pkcs8' })).toBe(pem);
  });

  it.each(['prime256v1', 'secp384r1', 'secp521r1'])('of Node on %s are read, as SEC 1 and as PKCS #8', (namedCurve) => {
    const { privateKey, publicKey } = node.generateKeyPairSync('ec', { namedCurve });
    const spki = toHex(publicKey.export({ format: 'der', type: 'spki' }));
    for (const type of ['sec1', 'pkcs8'] as const) {
      const read = privateKeyFromPem(privateKey.export({ format: 'pem', type }).toString());
      if (!read.ok) throw read.error;
      expect(toHex(publicKeyToSpki(read.value))).toBe(spki);
    }
  });

  it('are refused on a curve that nobody knows here, and where the public key is another one', () => {
    const other = node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
    for (const type of ['sec1', 'pkcs8'] as const) {
      const read = privateKeyFromPem(other.export({ format: 'pem', type }).toString());
      expect(read.ok || read.error.field).toBe('ecPrivateKey.parameters');
    }
    const mixed = privateKeyToPem({ ...poolKey('server.p256'), point: poolKey('client.p256').point });
    const read = privateKeyFromPem(mixed);
    expect(read.ok || read.error.field).toBe('ecPrivateKey.publicKey');
  });
});

describe.skipIf(!outsideJudge('openssl'))('openssl and we', () => {
  const directory = mkdtempSync(join(tmpdir(), 'elliptic-'));
  const path = (name: string) => join(directory, name);
  afterAll(() => rmSync(directory, { recursive: true }));
  const message = utf8('to be signed');
  const cases: [(typeof NAMES)[number] | 'server', SignatureSchemeName, string[]][] = [
    ['server.p256', 'ecdsa_secp256r1_sha256', ['-digest', 'sha256']],
    ['server.ed25519', 'ed25519', []],
    [
      'server',
      'rsa_pss_rsae_sha384',
      ['-digest', 'sha384', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'],
    ],
    ['server', 'rsa_pkcs1_sha512', ['-digest', 'sha512']],
  ];

  it.each(cases)('%s with %s: it verifies our signature, and we verify its own', (name, scheme, options) => {
    const key = poolKey(name);
    writeFileSync(path('key.pem'), privateKeyToPem(key));
    writeFileSync(path('message'), message);
    const signature = sign(key, scheme, message, seededRandom(1, 'server'));
    writeFileSync(path('signature'), signature);
    const common = ['pkeyutl', '-rawin', '-inkey', path('key.pem'), '-in', path('message'), ...options];
    const judged = openssl([...common, '-verify', '-sigfile', path('signature')]);
    expect(judged.stdout.toString() + judged.stderr).toContain('Signature Verified Successfully');
    const theirs = openssl([...common, '-sign']);
    expect(theirs.status, theirs.stderr).toBe(0);
    expect(verify(publicKeyToSpki(key), scheme, message, new Uint8Array(theirs.stdout), 'tls1.2')).toBe(true);
    writeFileSync(path('message'), utf8('another'));
    expect(openssl([...common, '-verify', '-sigfile', path('signature')]).status).not.toBe(0);
  });
});
