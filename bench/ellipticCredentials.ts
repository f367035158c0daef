// The same chains as in credentials.ts with keys on P-256, which forge can't make: our own certificates, Node's keys.
import { generateKeyPairSync } from 'node:crypto';
import { type PrivateKey, publicPart } from '../src/crypto/ellipticKey.ts';
import { privateKeyFromPem } from '../src/crypto/keyFormat.ts';
import { registerEcc } from '../src/crypto/registerEcc.ts';
import { publicKeyToSpki } from '../src/crypto/spki.ts';
import { toPem } from '../src/pki/intake/pem.ts';
import type { ExtensionSpec } from '../src/pki/x509/extensionSpec.ts';
import { keyIdentifier } from '../src/pki/x509/fingerprint.ts';
import { issueCertificate } from '../src/pki/x509/issue.ts';
import { encodeName } from '../src/pki/x509/name.ts';
import { type Credential, type Credentials, SERVER_NAME } from './credentials.ts';

interface Holder {
  readonly name: string;
  readonly pem: string;
  readonly key: PrivateKey;
}

/**
 * Returns a function that issues new certificates with new keys each time, the root's excepted, so that nobody can win
 * by remembering a certificate or preparing for a key that its peer brings. Each side has an intermediate of its own:
 * what one side has verified is of no use to the other, though both run in one process.
 */
export function ellipticAuthority(): () => Credentials {
  registerEcc();
  const root = holder('Bench Root CA');
  const rootPem = issue(root, root, authorityExtensions(null));
  return () => {
    const leaf = (name: string, extensions: readonly ExtensionSpec[]): Credential => {
      const issuing = holder(`Bench CA of ${name}`);
      const issuingPem = issue(issuing, root, authorityExtensions(0));
      const own = holder(name);
      return { chain: [issue(own, issuing, extensions), issuingPem], key: own.pem };
    };
    return {
      root: rootPem,
      server: leaf(SERVER_NAME, [
        ...LEAF,
        { type: 'extKeyUsage', critical: false, purposes: ['serverAuth'] },
        { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: SERVER_NAME }] },
      ]),
      client: leaf('alice', [
        ...LEAF,
        { type: 'extKeyUsage', critical: false, purposes: ['clientAuth'] },
        { type: 'subjectAltName', critical: false, names: [{ type: 'email', value: 'alice@bank.test' }] },
      ]),
    };
  };
}

const LEAF: readonly ExtensionSpec[] = [
  { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
  { type: 'keyUsage', critical: true, usages: ['digitalSignature'] },
];

const authorityExtensions = (pathLen: number | null): readonly ExtensionSpec[] => [
  { type: 'basicConstraints', critical: true, ca: true, pathLen },
  { type: 'keyUsage', critical: true, usages: ['keyCertSign', 'cRLSign'] },
];

function holder(name: string): Holder {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const read = privateKeyFromPem(pem);
  if (!read.ok) throw read.error;
  return { name, pem, key: read.value };
}

const DAY = 24 * 60 * 60 * 1000;
let lastSerial = 0;

function issue(subject: Holder, issuer: Holder, extensions: readonly ExtensionSpec[]): string {
  lastSerial += 1;
  const now = 1000 * Math.floor(Date.now() / 1000);
  const der = issueCertificate(
    {
      serial: `02${lastSerial.toString(16).padStart(8, '0')}`,
      subject: encodeName([{ type: 'CN', value: subject.name }]),
      issuer: encodeName([{ type: 'CN', value: issuer.name }]),
      notBefore: now - DAY,
      notAfter: now + 30 * DAY,
      publicKey: publicPart(subject.key),
      hash: 'sha256',
      extensions: [
        ...extensions,
        { type: 'subjectKeyIdentifier', critical: false, id: idOf(subject) },
        { type: 'authorityKeyIdentifier', critical: false, keyId: idOf(issuer) },
      ],
    },
    issuer.key,
  );
  return toPem('CERTIFICATE', der);
}

const idOf = ({ key }: Holder): Uint8Array => keyIdentifier(publicKeyToSpki(publicPart(key)));
