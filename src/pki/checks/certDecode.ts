// cert.decode: the certificate is what its DER says it is, down to its key and its extensions (RFC 5280 4.1, 4.2).
// Reported where it is not; also where the path breaks off since the next certificate can't be read at all.
import type { DecodeError } from '../../bytes/error.ts';
import type { BuiltPath, PathRequest } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import type { UnreadableCertificate } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import type { PathCheck } from './check.ts';

export const certDecode: PathCheck = (path, request) => {
  const results = path.certificates.flatMap(({ flaws: [flaw] }, index) =>
    flaw === undefined ? [] : [failed(index, flaw)],
  );
  const issuer = unreadableIssuer(path, request);
  return issuer === null ? results : [...results, failed(path.certificates.length, issuer.flaw)];
};

/** The issuer that a path lacks, where it was handed over and can't be read. */
export function unreadableIssuer(
  { certificates, end }: BuiltPath,
  { unreadable = [] }: PathRequest,
): UnreadableCertificate | null {
  const wanted = end === 'noIssuer' ? certificates.at(-1)?.issuer : undefined;
  if (wanted === undefined) return null;
  return unreadable.find(({ subject }) => subject !== null && sameName(subject, wanted)) ?? null;
}

const failed = (certificate: number, { field, offset, problem }: DecodeError): CheckResult => ({
  certificate,
  check: 'cert.decode',
  result: 'fail',
  reference: 'pkix.4.1',
  evidence: { field, offset, problem },
});
