// Path validation, RFC 5280 6.1: every check on every certificate of the best path, each with its evidence.

import { PATH_CHECKS } from '../checks/index.ts';
import type { Certificate } from '../x509/certificate.ts';
import { buildPaths } from './build.ts';
import type { Evidence } from './evidence.ts';
import type { BuiltPath, PathRequest } from './request.ts';
import { type CheckResult, inOrder, type PathResult } from './result.ts';
import { checkRevocation } from './revocationCheck.ts';
import { signedBy } from './signedBy.ts';

/** Paths that are judged before the best of them is reported. */
export const MAX_CANDIDATES = 16;

/**
 * The first candidate path that passes every check. If none does, the one that comes furthest: to a trust anchor rather
 * than to a self-signed end rather than to nowhere, and then with the fewest failures.
 */
export function validatePath(request: PathRequest): PathResult {
  return judgePaths(request, []);
}

/** `beneath`: the certificates on whose behalf a CRL is looked for whose signer this is. */
function judgePaths(request: PathRequest, beneath: readonly Certificate[]): PathResult {
  const judged: { path: BuiltPath; checks: CheckResult[]; failures: CheckResult[]; rank: number }[] = [];
  let bound: Evidence<'chain.bound'> | null = null;
  for (const path of buildPaths(request, (certificate, issuer) => signedBy(certificate, issuer) === 'valid')) {
    if (path.sound && (path.end === 'bound' || judged.length >= MAX_CANDIDATES)) bound = { paths: judged.length };
    if (judged.length >= MAX_CANDIDATES) break;
    const checks = judge(path, request, beneath);
    const failures = checks.filter(({ result }) => result === 'fail');
    judged.push({ path, checks, failures, rank: END_RANK[path.end] - Math.min(failures.length, 999) });
    if (path.end === 'anchor' && failures.length === 0) break;
  }
  const [first, ...others] = judged;
  if (first === undefined) throw new Error('path building yields at least one path');
  const best = others.reduce((a, b) => (b.rank > a.rank ? b : a), first);
  const anchored = best.path.end === 'anchor';
  const accepted = anchored && best.failures.length === 0;
  const added: CheckResult[] =
    bound === null || accepted
      ? []
      : [{ certificate: null, check: 'chain.bound', result: 'fail', reference: 'pkix.6.1', evidence: bound }];
  return {
    accepted,
    path: best.path.certificates,
    anchored,
    checks: inOrder([...best.checks, ...added]),
    failures: inOrder([...best.failures, ...added]),
    candidates: judged
      .filter((other) => other !== best)
      .map(({ path, failures }) => ({ path: path.certificates, end: path.end, failures })),
  };
}

const END_RANK = { anchor: 3000, selfSigned: 2000, noIssuer: 1000, bound: 0 } as const satisfies Record<
  BuiltPath['end'],
  number
>;

function judge(path: BuiltPath, request: PathRequest, beneath: readonly Certificate[]): CheckResult[] {
  const checks = PATH_CHECKS.flatMap((check) => check(path, request));
  const { revocation } = request;
  if (revocation === undefined) return checks;
  const isSigned = checks.every(({ check, result }) => check !== 'signature.verify' || result === 'pass');
  const reached = path.end === 'anchor' && isSigned;
  return [...checks, ...checkRevocation({ path, request, revocation, reached, beneath, validate: judgePaths })];
}
