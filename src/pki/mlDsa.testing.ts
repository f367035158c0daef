// A CA and a server below it with keys of ML-DSA, the same bytes each time. Needs registerMlDsa().

import { utf8 } from '../bytes/hex.ts';
import { publicPart } from '../crypto/ellipticKey.ts';
import { digest } from '../crypto/hash.ts';
import type { MlDsaPrivateKey, MlDsaSet } from '../crypto/mlDsaKey.ts';
import { mlDsaKeyOfSeed } from '../crypto/mlDsaPrivate.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import { caExtensions, cn, DAY, HOST, leafExtensions, NOW } from './bank.testing.ts';
import { type Certificate, inspectCertificate } from './x509/certificate.ts';
import type { KeyUsage } from './x509/extension.ts';
import type { ExtensionSpec } from './x509/extensionSpec.ts';
import { keyIdentifier } from './x509/fingerprint.ts';
import { issueCertificate } from './x509/issue.ts';

const keyOf = (set: MlDsaSet, owner: string): MlDsaPrivateKey =>
  mlDsaKeyOfSeed(set, digest('sha256', utf8(`${owner} ${set}`)));
const idOf = (key: MlDsaPrivateKey): Uint8Array => keyIdentifier(publicKeyToSpki(publicPart(key)));

/** The server's certificate and the root that signed it. */
export function mlDsaChain(
  set: MlDsaSet,
  usages: readonly KeyUsage[] = ['digitalSignature'],
): [leaf: Certificate, root: Certificate] {
  const [root, server] = [keyOf(set, 'root'), keyOf(set, 'server')];
  const issue = (subject: string, key: MlDsaPrivateKey, extensions: readonly ExtensionSpec[]): Certificate =>
    inspectCertificate(
      issueCertificate(
        {
          serial: '4d00112233445566',
          subject: cn(subject),
          issuer: cn('Root'),
          notBefore: NOW - 30 * DAY,
          notAfter: NOW + 60 * DAY,
          publicKey: publicPart(key),
          hash: 'sha256',
          extensions: [
            ...extensions,
            { type: 'subjectKeyIdentifier', critical: false, id: idOf(key) },
            { type: 'authorityKeyIdentifier', critical: false, keyId: idOf(root) },
          ],
        },
        root,
      ),
    );
  const ofLeaf = leafExtensions('serverAuth', [HOST]).map((extension) =>
    extension.type === 'keyUsage' ? { ...extension, usages } : extension,
  );
  return [issue(HOST, server, ofLeaf), issue('Root', root, caExtensions(null))];
}
