// policy.mappings: nobody maps anyPolicy (RFC 5280 6.1.4(a)). policy.explicit: where a policy is demanded, the whole path
// shares one that who asks takes (6.1.3(f), 6.1.5(g)). The first is reported where it fails, the second where it is demanded.

import { nameOrOid } from '../../asn1/oids.ts';
import { ANY_POLICY_INPUTS, evaluatePolicies, type PolicyOutcome } from '../path/policyGraph.ts';
import type { BuiltPath, PathRequest } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import { type PathCheck, verdict } from './check.ts';

export const policyMappings: PathCheck = (path, request) =>
  (outcomeOf(path, request)?.badMappings ?? []).map((certificate) => ({
    certificate,
    check: 'policy.mappings',
    result: 'fail',
    reference: 'pkix.6.1.4.a',
    evidence: { mapped: 'anyPolicy' },
  }));

export const policyExplicit: PathCheck = (path, request): CheckResult[] => {
  const outcome = outcomeOf(path, request);
  if (outcome === null || (!outcome.explicitRequired && outcome.failedAt === null)) return [];
  const { initial } = request.policy ?? ANY_POLICY_INPUTS;
  return [
    {
      certificate: outcome.failedAt ?? 0,
      check: 'policy.explicit',
      result: verdict(outcome.failedAt === null),
      reference: outcome.failedAt === null || outcome.failedAt === 0 ? 'pkix.6.1.5.g' : 'pkix.6.1.3.f',
      evidence: { wanted: list(initial), found: outcome.failedAt === null ? list(outcome.policies) : 'none' },
    },
  ];
};

const list = (policies: readonly string[]): string =>
  [...policies.slice(0, 4).map(nameOrOid), ...(policies.length > 4 ? [`${policies.length - 4} more`] : [])].join(
    ', ',
  ) || 'none';

const known = new WeakMap<BuiltPath, PolicyOutcome>();

function outcomeOf(path: BuiltPath, request: PathRequest): PolicyOutcome | null {
  if (path.end !== 'anchor' || path.certificates.length < 2) return null;
  let outcome = known.get(path);
  if (outcome === undefined) {
    outcome = evaluatePolicies(path.certificates, request.policy ?? ANY_POLICY_INPUTS);
    known.set(path, outcome);
  }
  return outcome;
}
