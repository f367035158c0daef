// chain.depth: no more CA certificates between leaf and anchor than who asks allows; self-issued ones do not count.

import { isAnchorAt } from '../path/request.ts';
import { isSelfIssued } from '../x509/certificate.ts';
import { type PathCheck, verdict } from './check.ts';

export const chainDepth: PathCheck = (path, { maxIntermediates }) => {
  if (maxIntermediates == null) return [];
  const between = path.certificates.filter(
    (c, index) => index > 0 && !isAnchorAt(path, index) && !isSelfIssued(c),
  ).length;
  const evidence = { intermediates: between, maximum: maxIntermediates };
  return [
    {
      certificate: null,
      check: 'chain.depth',
      result: verdict(between <= maxIntermediates),
      reference: 'policy.depth',
      evidence,
    },
  ];
};
