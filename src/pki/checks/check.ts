// The shape of a check: a small pure function of a path and the request.

import type { CitationKey } from '../citations.ts';
import type { Evidence } from '../path/evidence.ts';
import type { BuiltPath, PathRequest, Profile } from '../path/request.ts';
import type { CheckId, CheckResult } from '../path/result.ts';
import type { Certificate } from '../x509/certificate.ts';

/** A check looks at the whole path and reports once for each certificate that it concerns. */
export type PathCheck = (path: BuiltPath, request: PathRequest) => CheckResult[];

type CertificateCheck<Result> = (
  certificate: Certificate,
  index: number,
  path: BuiltPath,
  request: PathRequest,
) => Result | null;

/** A check of each certificate from `first` on (1: the issuers only); null where there is nothing to check. */
export const forEachCertificate = (first: 0 | 1, check: CertificateCheck<CheckResult>): PathCheck =>
  eachFrom(first, check);

const eachFrom =
  <Result>(first: 0 | 1, check: CertificateCheck<Result>) =>
  (path: BuiltPath, request: PathRequest): Result[] =>
    path.certificates.flatMap((certificate, index) => {
      const result = index < first ? null : check(certificate, index, path, request);
      return result === null ? [] : [result];
    });

/** A check of the leaf alone. */
export const forLeaf = (check: (leaf: Certificate, request: PathRequest) => CheckResult | null): PathCheck => {
  return ({ certificates: [leaf] }, request) => {
    const result = leaf === undefined ? null : check(leaf, request);
    return result === null ? [] : [result];
  };
};

/** Evidence against a certificate by another section than the one that its check is about. */
export class Against<Id extends CheckId> {
  constructor(
    readonly reference: CitationKey,
    readonly evidence: Evidence<Id>,
  ) {}
}

/**
 * A rule for those who issue certificates, in these profiles. The many that are kept are not worth a line each in the
 * ledger: only who breaks it is reported. `find` returns the evidence against a certificate, or null.
 */
export const issuanceRule = <Id extends CheckId>(
  check: Id,
  reference: CitationKey,
  profiles: readonly Profile[],
  find: CertificateCheck<Evidence<Id> | Against<Id>>,
): ((path: BuiltPath, request: PathRequest) => CheckResult<Id>[]) =>
  eachFrom<CheckResult<Id>>(0, (certificate, index, path, request) => {
    if (!profiles.includes(profileOf(request))) return null;
    const found = find(certificate, index, path, request);
    if (found === null) return null;
    const { reference: section, evidence } = found instanceof Against ? found : { reference, evidence: found };
    return { certificate: index, check, result: 'fail', reference: section, evidence };
  });

export const profileOf = ({ profile = 'path' }: PathRequest): Profile => profile;

export const verdict = (passed: boolean): 'pass' | 'fail' => (passed ? 'pass' : 'fail');
