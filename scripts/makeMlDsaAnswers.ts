// `npx tsx scripts/makeMlDsaAnswers.ts`, under a Node whose OpenSSL is 3.5 or later (Node 24.6): asks OpenSSL for known answers
// of ML-DSA and writes them to src/testing/knownAnswers/mlDsa.json. It ends with an error where OpenSSL refuses one of our
// private keys, public keys, signatures or certificates.
import { createPrivateKey, createPublicKey, sign, verify, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { implicit, integer, octetString, oid, sequence } from '../src/asn1/derWriter.ts';
import { equalBytes, toHex, utf8 } from '../src/bytes/hex.ts';
import { ML_DSA_SETS, type MlDsaPrivateKey } from '../src/crypto/mlDsaKey.ts';
import { ML_DSA_OIDS } from '../src/crypto/mlDsaOids.ts';
import { mlDsaKeyOfSeed } from '../src/crypto/mlDsaPrivate.ts';
import { mlDsa } from '../src/crypto/registered.ts';
import { registerMlDsa } from '../src/crypto/registerMlDsa.ts';
import { publicKeyToSpki } from '../src/crypto/spki.ts';
import { decodeRequest } from '../src/pki/csr/csr.ts';
import { createRequest } from '../src/pki/csr/request.ts';
import { mlDsaChain } from '../src/pki/mlDsa.testing.ts';

registerMlDsa();
const message = utf8('What OpenSSL and the lab both sign.');

const pkcs8 = (key: MlDsaPrivateKey, choice: Uint8Array) =>
  createPrivateKey({
    key: Buffer.from(sequence(integer(0), sequence(oid(ML_DSA_OIDS[key.set])), octetString(choice))),
    format: 'der',
    type: 'pkcs8',
  });

function hold(what: string, isTrue: boolean): void {
  if (!isTrue) throw new Error(`OpenSSL ${process.versions.openssl} does not agree: ${what}`);
}

const answers = ML_DSA_SETS.map((set) => {
  const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
  const key = mlDsaKeyOfSeed(set, seed);
  const forms = [
    implicit(0, seed),
    octetString(key.expanded),
    sequence(octetString(seed), octetString(key.expanded)),
  ].map((choice) => pkcs8(key, choice));
  const [theirs] = forms;
  if (theirs === undefined) throw new Error('no form');
  const spki = createPublicKey(theirs).export({ format: 'der', type: 'spki' });
  for (const form of forms)
    hold(
      `${set}: a form of the private key`,
      spki.equals(createPublicKey(form).export({ format: 'der', type: 'spki' })),
    );
  hold(`${set}: the public key`, equalBytes(spki, publicKeyToSpki(key)));
  hold(
    `${set}: our signature`,
    verify(null, message, createPublicKey(theirs), mlDsa().sign(set, key.expanded, message)),
  );
  const chain = mlDsaChain(set);
  const [leaf, ca] = chain.map(({ der }) => new X509Certificate(der));
  hold(
    `${set}: our certificate`,
    leaf !== undefined && ca !== undefined && leaf.verify(ca.publicKey) && leaf.checkIssued(ca),
  );
  const csr = createRequest({ subject: [{ type: 'CN', value: 'a.test' }], dnsNames: ['a.test'], key });
  const request = decodeRequest(csr);
  hold(
    `${set}: our request, PKCS #10`,
    request.ok && verify(null, request.value.infoBytes, createPublicKey(theirs), request.value.signature),
  );
  return {
    set,
    seed: toHex(seed),
    spki: spki.toString('base64'),
    jwk: theirs.export({ format: 'jwk' }),
    signature: sign(null, message, theirs).toString('base64'),
    certificates: chain.map(({ der }) => new X509Certificate(der).fingerprint256),
  };
});
const by = `OpenSSL ${process.versions.openssl} in Node ${process.version}`;
writeFileSync(
  join(import.meta.dirname, '../src/testing/knownAnswers/mlDsa.json'),
  `${JSON.stringify({ by, message: toHex(message), answers }, null, 2)}\n`,
);
console.log(`${answers.length} sets agree with ${by}`);
