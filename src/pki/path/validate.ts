// Path validation, RFC 5280 6.1: every check on every certificate of the best path, each with its evidence.
import type { Certificate } from '../certificate.ts';
import { PATH_CHECKS } from '../checks/index.ts';
import { buildPaths } from './build.ts';
import type { BuiltPath, PathRequest } from './request.ts';
import type { CheckResult } from './result.ts';

export interface PathResult {
  /** Whether a path to a trust anchor was found and no check failed on it. */
  readonly accepted: boolean;
  /** Leaf first, as far as it could be built; the trust anchor last when it was found. */
  readonly path: readonly Certificate[];
  readonly anchored: boolean;
  /** In the order of CHECKS, within a check leaf first. */
  readonly checks: readonly CheckResult[];
  readonly failures: readonly CheckResult[];
}

/** Paths that are judged before the best of them is reported. */
export const MAX_CANDIDATES = 16;

/**
 * The first candidate path that passes every check. If none does, the one that comes furthest: to a trust anchor rather
 * than to a self-signed end rather than to nowhere, and then with the fewest failures.
 */
export function validatePath(request: PathRequest): PathResult {
  let best: { result: PathResult; rank: number } | null = null;
  let candidates = 0;
  for (const path of buildPaths(request)) {
    const result = judge(path, request);
    if (result.accepted) return result;
    const rank = END_RANK[path.end] - Math.min(result.failures.length, 999);
    if (best === null || rank > best.rank) best = { result, rank };
    if (++candidates >= MAX_CANDIDATES) break;
  }
  if (best === null) throw new Error('path building yields at least one path');
  return best.result;
}

const END_RANK = { anchor: 3000, selfSigned: 2000, noIssuer: 1000, bound: 0 } as const satisfies Record<
  BuiltPath['end'],
  number
>;

function judge(path: BuiltPath, request: PathRequest): PathResult {
  const checks = PATH_CHECKS.flatMap((check) => check(path, request));
  const failures = checks.filter(({ result }) => result === 'fail');
  const anchored = path.end === 'anchor';
  return { accepted: anchored && failures.length === 0, path: path.certificates, anchored, checks, failures };
}
