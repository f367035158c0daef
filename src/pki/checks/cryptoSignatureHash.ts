// crypto.signatureHash: no signature that the path relies on uses a hash with known collisions. Local policy.
import { isAnchorAt } from '../path/request.ts';
import { forEachCertificate, verdict } from './check.ts';

export const cryptoSignatureHash = forEachCertificate(0, ({ signatureAlgorithm: { hash, name } }, index, path) => {
  if (isAnchorAt(path, index)) return null;
  return {
    certificate: index,
    check: 'crypto.signatureHash',
    result: verdict(hash !== null && hash !== 'sha1'),
    reference: 'policy.hash',
    evidence: { algorithm: name, hash: hash ?? 'unsupported' },
  };
});
