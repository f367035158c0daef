// Whether a certificate, or a CRL, was signed with the key of another certificate: RFC 5280 6.1.3(a)(1) and 6.3.3(g).
import { type Algorithm, type SignatureAlgorithm, sameAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type SignatureVerdict, verifySigned } from '../x509/signature.ts';
import type { PathRequest } from './request.ts';

export interface Signed {
  readonly tbsBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly tbsSignatureAlgorithm: Algorithm;
}

export type SignedVerdict = SignatureVerdict | 'algorithms-differ';

/**
 * The verdict is remembered for as long as both objects live: they don't change, and the search for a path looks at the
 * same pair again and again.
 */
export function signedBy(signed: Signed, issuer: Certificate): SignedVerdict {
  let verdicts = known.get(signed);
  if (verdicts === undefined) {
    verdicts = new WeakMap();
    known.set(signed, verdicts);
  }
  let verdict = verdicts.get(issuer);
  if (verdict === undefined) {
    verdict = judge(signed, issuer);
    // What is not supported now may be registered in a moment.
    if (verdict !== 'unsupported-algorithm') verdicts.set(issuer, verdict);
  }
  return verdict;
}

const known = new WeakMap<Signed, WeakMap<Certificate, SignedVerdict>>();

/** RFC 5280 4.1.1.2, 5.1.1.2: the algorithm beside the signature must be the one that was signed. */
function judge(signed: Signed, issuer: Certificate): SignedVerdict {
  const { signatureAlgorithm, tbsSignatureAlgorithm, tbsBytes, signature } = signed;
  if (!sameAlgorithm(signatureAlgorithm, tbsSignatureAlgorithm)) return 'algorithms-differ';
  return verifySigned(issuer.spki, signatureAlgorithm, tbsBytes, signature);
}

/**
 * Whether a list or an answer about revocation is signed with a hash that local policy refuses, as the web's does
 * (BR 7.1.3.2). RFC 5280 and RFC 6960 leave that to who asks.
 */
export const isWeak = (
  { hash, scheme }: SignatureAlgorithm,
  { weakHashes, profile }: Pick<PathRequest, 'weakHashes' | 'profile'>,
): boolean =>
  weakHashes !== 'accept' &&
  (scheme === 'ml-dsa'
    ? profile === 'web'
    : hash === null || hash === 'sha1' || (profile === 'web' && hash === 'sha224'));
