// chain.build: an issuer was found for every certificate, up to a trust anchor or a self-signed end (RFC 5280 6.1).

import type { PathRequest } from '../path/request.ts';
import { unreadableIssuer } from './certDecode.ts';
import type { PathCheck } from './check.ts';

export const chainBuild: PathCheck = (path, request) => {
  const { certificates, end } = path;
  const head = { check: 'chain.build', reference: 'pkix.6.1' } as const;
  const last = certificates.length - 1;
  const issuer = certificates[last]?.issuer.text ?? '';
  switch (end) {
    case 'anchor':
    case 'selfSigned':
      return [{ ...head, certificate: null, result: 'pass', evidence: { certificates: certificates.length } }];
    case 'noIssuer':
      return unreadableIssuer(path, request) === null
        ? [{ ...head, certificate: last, result: 'fail', evidence: { issuer, ...unreadableOf(request) } }]
        : // cert.decode says why.
          [{ ...head, certificate: last, result: 'not-reached', evidence: { issuer } }];
    case 'bound':
      return [{ ...head, certificate: last, result: 'fail', evidence: { issuer, givenUpAfter: certificates.length } }];
  }
};

const unreadableOf = ({ unreadable = [] }: PathRequest): { readonly unreadable?: number } =>
  unreadable.length === 0 ? {} : { unreadable: unreadable.length };
