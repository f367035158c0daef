// crypto.signatureHash: no signature that the path relies on uses a hash with known collisions. Local policy.
// Nothing relies on a trust anchor's own signature; but the web's CAs may not make just any (BR 7.1.3.2), and there a
// root with an algorithm that they never might use is reported.
import { HASH_LENGTH } from '../../crypto/hash.ts';
import type { Evidence } from '../path/evidence.ts';
import { isAnchorAt } from '../path/request.ts';
import { readPssParameters } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

export const cryptoSignatureHash = forEachCertificate(0, (certificate, index, path, request) => {
  const isWeb = profileOf(request) === 'web';
  if (request.weakHashes === 'accept') return null;
  if (isAnchorAt(path, index) && (!isWeb || isRootOfItsTime(certificate))) return null;
  const { hash, name, scheme } = certificate.signatureAlgorithm;
  // FIPS 204 6.2: SHAKE256, over the public key as well. The web's CAs may not sign with it yet.
  const isMlDsa = scheme === 'ml-dsa';
  const strange = isWeb ? strangePss(certificate) : null;
  if (strange !== null) {
    return {
      certificate: index,
      check: 'crypto.signatureHash',
      result: 'fail',
      reference: 'br.7.1.3.2',
      evidence: strange,
    };
  }
  return {
    certificate: index,
    check: 'crypto.signatureHash',
    result: verdict(isMlDsa ? !isWeb : hash !== null && hash !== 'sha1' && !(isWeb && hash === 'sha224')),
    reference: isWeb ? 'br.7.1.3.2' : 'policy.hash',
    evidence: { algorithm: name, hash: isMlDsa ? 'shake256' : (hash ?? 'unsupported') },
  };
});

/** BR 7.1.3.2.1: RSASSA-PSS with the one hash everywhere, and a salt as long as that. */
function strangePss({
  signatureAlgorithm: { name, scheme, parameters },
}: Certificate): Evidence<'crypto.signatureHash'> | null {
  const pss = scheme === 'rsa-pss' ? readPssParameters(parameters) : null;
  if (pss === null || (pss.maskHash === pss.hash && pss.saltLength === HASH_LENGTH[pss.hash])) return null;
  return { algorithm: name, hash: pss.hash, maskHash: pss.maskHash, saltLength: pss.saltLength };
}

/** RSA with SHA-1 was allowed in roots until 2016, and such roots are in use. */
function isRootOfItsTime({ signatureAlgorithm: { scheme, hash }, notBefore }: Certificate): boolean {
  return hash === 'sha1' ? scheme === 'rsa-pkcs1' && notBefore < Date.UTC(2016, 0) : hash !== null;
}
