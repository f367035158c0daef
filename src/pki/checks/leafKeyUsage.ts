// leaf.keyUsage: where the leaf's keyUsage is given, it allows what the protocol does with the key
// (RFC 5280 4.2.1.3, RFC 5246 7.4.2). Who does not know the key exchange asks for one of several bits (RFC 5280 4.2.1.12).
import { extensionOf } from '../x509/certificate.ts';
import { forLeaf, verdict } from './check.ts';

export const leafKeyUsage = forLeaf((leaf, { leafKeyUsage: bit, requiredKeyUsage = [], anyKeyUsage = [] }) => {
  const wanted = [...(bit === null ? [] : [bit]), ...requiredKeyUsage];
  if (wanted.length === 0 && anyKeyUsage.length === 0) return null;
  const usages = extensionOf(leaf, 'keyUsage')?.usages ?? null;
  const hasAll = wanted.every((usage) => usages?.has(usage));
  const hasOne = anyKeyUsage.length === 0 || anyKeyUsage.some((usage) => usages?.has(usage));
  return {
    certificate: 0,
    check: 'leaf.keyUsage',
    result: verdict(usages === null || (hasAll && hasOne)),
    reference: wanted.length === 0 ? 'pkix.4.2.1.12' : 'pkix.4.2.1.3',
    evidence: {
      wanted: [...wanted, ...(anyKeyUsage.length === 0 ? [] : [anyKeyUsage.join(' or ')])].join(', '),
      keyUsage: usages === null ? 'absent' : [...usages].join(', ') || 'none',
    },
  };
});
