// crypto.keySize: no key is weaker than local policy allows, or of a kind that it doesn't know. The web's policy
// (CA/Browser Forum BR 6.1.5, 6.1.6) also wants RSA keys of whole bytes, and neither Ed25519 nor ML-DSA.

import { nameOrOid } from '../../asn1/oids.ts';
import { ellipticVerifiers } from '../../crypto/verifiers.ts';
import type { Profile } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import type { PublicKeyInfo } from '../x509/algorithm.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

export const cryptoKeySize = forEachCertificate(0, ({ publicKey }, index, _path, request) => {
  const { minRsaBits } = request;
  if (minRsaBits === 0) return null;
  const profile = profileOf(request);
  const head = {
    certificate: index,
    check: 'crypto.keySize',
    reference: profile === 'web' ? 'br.6.1.5' : 'policy.keySize',
  } as const;
  return { ...head, ...judge(publicKey, minRsaBits, profile) };
});

function judge(
  key: PublicKeyInfo,
  minRsaBits: number,
  profile: Profile,
): Pick<CheckResult<'crypto.keySize'>, 'result' | 'evidence'> {
  switch (key.algorithm) {
    case 'rsa':
    case 'rsa-pss': {
      const { bits, exponent } = key;
      // BR 7.1.3.1.1: rsaEncryption and nothing else marks an RSA key.
      if (profile === 'web' && key.algorithm === 'rsa-pss')
        return { result: 'fail', evidence: { algorithm: 'id-RSASSA-PSS' } };
      if (profile === 'web' && bits % 8 !== 0)
        return { result: 'fail', evidence: { algorithm: 'RSA', bits, multipleOf: 8 } };
      if (profile === 'web' && (exponent < 3n || exponent % 2n === 0n)) {
        return { result: 'fail', evidence: { algorithm: 'RSA', exponent: exponent.toString().slice(0, 40) } };
      }
      return { result: verdict(bits >= minRsaBits), evidence: { algorithm: 'RSA', bits, minimum: minRsaBits } };
    }
    case 'ec':
      // BR 6.1.6, SP 800-56A 5.6.2.3. A CA's is found out by the signatures below it, a leaf's by nobody else here.
      if (ellipticVerifiers()?.isPointOn(key.curve, key.point) === false)
        return { result: 'fail', evidence: { algorithm: key.curve, point: 'not on the curve' } };
      return { result: 'pass', evidence: { algorithm: key.curve, bits: key.bits, minimum: 256 } };
    case 'ed25519':
      return { result: verdict(profile !== 'web'), evidence: { algorithm: 'Ed25519' } };
    case 'ml-dsa':
      return { result: verdict(profile !== 'web'), evidence: { algorithm: key.set } };
    case 'other':
      return { result: 'fail', evidence: { algorithm: nameOrOid(key.oid) } };
    case 'malformed':
      return { result: 'fail', evidence: { algorithm: 'malformed' } };
  }
}
