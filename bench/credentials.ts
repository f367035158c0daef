// RSA-2048 keys and certificates that all contestants use: leaf and intermediate on either side, one root.
import { generateKeyPairSync } from 'node:crypto';
import type { pki } from 'node-forge';
import { forge } from './forge.ts';

export const SERVER_NAME = 'api.bank.test';

export interface Credential {
  /** PEM, the leaf first. */
  readonly chain: readonly string[];
  readonly key: string;
}

export interface Credentials {
  readonly root: string;
  readonly server: Credential;
  readonly client: Credential;
}

interface Authority {
  readonly certificate: pki.Certificate;
  readonly key: pki.rsa.PrivateKey;
}

/** Returns a function that issues new leaves each time, so that nobody can win by remembering a certificate. */
export function rsaAuthority(): () => Credentials {
  const keys = { root: newKey(), issuing: newKey(), server: newKey(), client: newKey() };
  const root = issue('Bench Root CA', keys.root, null, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const issuing = issue('Bench Issuing CA', keys.issuing, { certificate: root, key: keys.root.privateKey }, [
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const issuer = { certificate: issuing, key: keys.issuing.privateKey };
  const leaf = (name: string, key: pki.rsa.KeyPair, extensions: object[]): Credential => ({
    chain: [issue(name, key, issuer, extensions), issuing].map((each) => forge.pki.certificateToPem(each)),
    key: forge.pki.privateKeyToPem(key.privateKey),
  });
  return () => ({
    root: forge.pki.certificateToPem(root),
    server: leaf(SERVER_NAME, keys.server, [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: SERVER_NAME }] },
    ]),
    client: leaf('alice', keys.client, [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 1, value: 'alice@bank.test' }] },
    ]),
  });
}

function newKey(): pki.rsa.KeyPair {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  return { privateKey: key, publicKey: forge.pki.setRsaPublicKey(key.n, key.e) };
}

const DAY = 24 * 60 * 60 * 1000;
let lastSerial = 0;

function issue(
  commonName: string,
  key: pki.rsa.KeyPair,
  issuer: Authority | null,
  extensions: readonly object[],
): pki.Certificate {
  const certificate = forge.pki.createCertificate();
  const subject = [{ name: 'commonName', value: commonName }];
  certificate.publicKey = key.publicKey;
  lastSerial += 1;
  certificate.serialNumber = `01${lastSerial.toString(16).padStart(8, '0')}`;
  certificate.validity.notBefore = new Date(Date.now() - DAY);
  certificate.validity.notAfter = new Date(Date.now() + 30 * DAY);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer === null ? subject : issuer.certificate.subject.attributes);
  const issuerId = (issuer?.certificate ?? certificate).generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([
    ...extensions,
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuerId },
  ]);
  certificate.sign(issuer === null ? key.privateKey : issuer.key, forge.md.sha256.create());
  return certificate;
}
