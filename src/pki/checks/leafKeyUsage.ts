// leaf.keyUsage: where the leaf's keyUsage is given, it allows what the protocol does with the key
// (RFC 5280 4.2.1.3, RFC 5246 7.4.2).
import { extensionOf } from '../certificate.ts';
import { forLeaf, verdict } from './check.ts';

export const leafKeyUsage = forLeaf((leaf, { leafKeyUsage: bit, requiredKeyUsage = [] }) => {
  const wanted = [...(bit === null ? [] : [bit]), ...requiredKeyUsage];
  if (wanted.length === 0) return null;
  const keyUsage = extensionOf(leaf, 'keyUsage');
  return {
    certificate: 0,
    check: 'leaf.keyUsage',
    result: verdict(keyUsage === null || wanted.every((usage) => keyUsage.usages.has(usage))),
    reference: 'pkix.4.2.1.3',
    evidence: {
      wanted: wanted.join(', '),
      keyUsage: keyUsage === null ? 'absent' : [...keyUsage.usages].join(', ') || 'none',
    },
  };
});
