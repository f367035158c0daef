// crypto.signatureHash: no signature that the path relies on uses a hash with known collisions. Local policy.
import { isAnchorAt } from '../path/request.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

export const cryptoSignatureHash = forEachCertificate(
  0,
  ({ signatureAlgorithm: { hash, name } }, index, path, request) => {
    if (isAnchorAt(path, index) || request.weakHashes === 'accept') return null;
    return {
      certificate: index,
      check: 'crypto.signatureHash',
      result: verdict(hash !== null && hash !== 'sha1'),
      reference: profileOf(request) === 'web' ? 'br.7.1.3.2' : 'policy.hash',
      evidence: { algorithm: name, hash: hash ?? 'unsupported' },
    };
  },
);
