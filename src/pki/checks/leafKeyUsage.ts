// leaf.keyUsage: where the leaf's keyUsage is given, it allows what the protocol does with the key
// (RFC 5280 4.2.1.3, RFC 5246 7.4.2).
import { extensionOf } from '../certificate.ts';
import { forLeaf, verdict } from './check.ts';

export const leafKeyUsage = forLeaf((leaf, { leafKeyUsage: wanted }) => {
  if (wanted === null) return null;
  const keyUsage = extensionOf(leaf, 'keyUsage');
  return {
    certificate: 0,
    check: 'leaf.keyUsage',
    result: verdict(keyUsage === null || keyUsage.usages.has(wanted)),
    reference: 'pkix.4.2.1.3',
    evidence: { wanted, keyUsage: keyUsage === null ? 'absent' : [...keyUsage.usages].join(', ') || 'none' },
  };
});
