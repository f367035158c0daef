// chain.build: an issuer was found for every certificate, up to a trust anchor or a self-signed end (RFC 5280 6.1).
import type { PathCheck } from './check.ts';

export const chainBuild: PathCheck = ({ certificates, end }) => {
  const head = { check: 'chain.build', reference: 'pkix.6.1' } as const;
  const last = certificates.length - 1;
  const issuer = certificates[last]?.issuer.text ?? '';
  switch (end) {
    case 'anchor':
    case 'selfSigned':
      return [{ ...head, certificate: null, result: 'pass', evidence: { certificates: certificates.length } }];
    case 'noIssuer':
      return [{ ...head, certificate: last, result: 'fail', evidence: { issuer } }];
    case 'bound':
      return [{ ...head, certificate: last, result: 'fail', evidence: { issuer, givenUpAfter: certificates.length } }];
  }
};
