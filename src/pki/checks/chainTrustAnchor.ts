// chain.trustAnchor: the path ends at a certificate that is trusted (RFC 5280 6.1.1(d)).
import type { PathCheck } from './check.ts';

export const chainTrustAnchor: PathCheck = ({ certificates, end }, { anchors }) => {
  const head = { check: 'chain.trustAnchor', reference: 'pkix.6.1.1.d' } as const;
  const last = certificates.length - 1;
  const subject = certificates[last]?.subject.text ?? '';
  switch (end) {
    case 'anchor':
      return [{ ...head, certificate: last, result: 'pass', evidence: { anchor: subject } }];
    case 'selfSigned':
      return [
        { ...head, certificate: last, result: 'fail', evidence: { selfSigned: subject, anchors: anchors.length } },
      ];
    case 'noIssuer':
    case 'bound':
      return [{ ...head, certificate: null, result: 'not-reached', evidence: { anchors: anchors.length } }];
  }
};
