// crypto.keySize: no RSA key is shorter than local policy allows. Keys of other kinds can't be used here at all.
import { nameOrOid } from '../oids.ts';
import { forEachCertificate, verdict } from './check.ts';

export const cryptoKeySize = forEachCertificate(0, ({ publicKey }, index, _path, { minRsaBits }) => {
  const head = { certificate: index, check: 'crypto.keySize', reference: 'policy.keySize' } as const;
  if (publicKey.algorithm === 'other') {
    return { ...head, result: 'fail', evidence: { algorithm: nameOrOid(publicKey.oid) } };
  }
  const { bits } = publicKey;
  return { ...head, result: verdict(bits >= minRsaBits), evidence: { algorithm: 'RSA', bits, minimum: minRsaBits } };
});
