// The shape of a check: a small pure function of a path and the request.
import type { Certificate } from '../certificate.ts';
import type { BuiltPath, PathRequest } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';

/** A check looks at the whole path and reports once for each certificate that it concerns. */
export type PathCheck = (path: BuiltPath, request: PathRequest) => CheckResult[];

/** A check of each certificate from `first` on (1: the issuers only); null where there is nothing to check. */
export const forEachCertificate = (
  first: 0 | 1,
  check: (certificate: Certificate, index: number, path: BuiltPath, request: PathRequest) => CheckResult | null,
): PathCheck => {
  return (path, request) =>
    path.certificates.flatMap((certificate, index) => {
      const result = index < first ? null : check(certificate, index, path, request);
      return result === null ? [] : [result];
    });
};

/** A check of the leaf alone. */
export const forLeaf = (check: (leaf: Certificate, request: PathRequest) => CheckResult | null): PathCheck => {
  return ({ certificates: [leaf] }, request) => {
    const result = leaf === undefined ? null : check(leaf, request);
    return result === null ? [] : [result];
  };
};

export const verdict = (passed: boolean): 'pass' | 'fail' => (passed ? 'pass' : 'fail');
