import { describe, expect, it } from 'vitest';
import { OIDS } from '../../asn1/oids.ts';
import type { RsaPoolKeyName } from '../../crypto/pool.ts';
import { caExtensions, cn, issueTo, type Party } from '../bank.testing.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import { ANY_POLICY_INPUTS, evaluatePolicies, type PolicyInputs } from './policyGraph.ts';

const [A, B, C] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'];
const any: string = OIDS.anyPolicy;
const policies = (...list: readonly (string | undefined)[]): ExtensionSpec => ({
  type: 'certificatePolicies',
  critical: false,
  policies: list.map((policy) => policy ?? any),
});
const maps = (issuer: string = any, subject: string = any): ExtensionSpec => ({
  type: 'policyMappings',
  critical: true,
  mappings: [{ issuer, subject }],
});
const demand = (requireExplicitPolicy: number | null, inhibitPolicyMapping: number | null = null): ExtensionSpec => ({
  type: 'policyConstraints',
  critical: true,
  requireExplicitPolicy,
  inhibitPolicyMapping,
});
const inhibit = (skipCerts: number): ExtensionSpec => ({ type: 'inhibitAnyPolicy', critical: true, skipCerts });

const KEYS: readonly RsaPoolKeyName[] = ['root', 'issuing', 'rogueIssuing', 'client'];

/** From the first CA below the anchor down to the leaf, the extensions of each; `name` makes certificates self-issued. */
function judge(
  below: readonly (readonly ExtensionSpec[])[],
  inputs: Partial<PolicyInputs> = {},
  selfIssued: readonly number[] = [],
) {
  let path: Party[] = [issueTo(cn('CA 0'), 'root', null, caExtensions(null))];
  let name = 0;
  below.forEach((extensions, i) => {
    if (!selfIssued.includes(i)) name++;
    path = [
      issueTo(cn(`CA ${name}`), KEYS[(i + 1) % KEYS.length] ?? 'thief', path[0] ?? null, [...extensions]),
      ...path,
    ];
  });
  return evaluatePolicies(
    path.map(({ certificate }) => certificate),
    { ...ANY_POLICY_INPUTS, ...inputs },
  );
}

const explicit: Partial<PolicyInputs> = { requireExplicit: true };
const wants = (...initial: (string | undefined)[]): Partial<PolicyInputs> => ({
  requireExplicit: true,
  initial: initial.map((p) => p ?? any),
});

describe('policies of a path (RFC 5280 6.1.2 to 6.1.5)', () => {
  it('are those that all its certificates share', () => {
    expect(judge([[policies(A, B)], [policies(B, C)], [policies(B)]], explicit)).toMatchObject({
      policies: [B],
      failedAt: null,
    });
    expect(judge([[policies(A)], [policies(B)]], explicit)).toMatchObject({ policies: [], failedAt: 0 });
    expect(judge([[policies(A)], [policies(B)], [policies(B)]], explicit).failedAt).toBe(1);
    expect(judge([[policies(A)], []], explicit).failedAt).toBe(0);
  });

  it('do not matter where none is demanded', () => {
    expect(judge([[], [policies(A)]])).toMatchObject({ explicitRequired: false, failedAt: null });
  });

  it('must be among those that who asks takes', () => {
    const path = [[policies(A, B)], [policies(A, B)]];
    expect(judge(path, wants(B))).toMatchObject({ policies: [B], failedAt: null });
    expect(judge(path, wants(C)).failedAt).toBe(0);
    expect(judge([[policies(any)], [policies(any)]], wants(C))).toMatchObject({ policies: [C], failedAt: null });
    expect(judge([[policies(any)], [policies(A)]], wants(A)).failedAt).toBeNull();
    expect(judge([[policies(A)], [policies(any)]], wants(A)).failedAt).toBeNull();
    expect(judge([[policies(A)], [policies(any)]], wants(B)).failedAt).toBe(0);
  });

  it('are demanded from so many certificates on (4.2.1.11)', () => {
    expect(judge([[demand(0)], [], []]).failedAt).toBe(1);
    expect(judge([[demand(1)], [], []]).failedAt).toBe(0);
    expect(judge([[demand(3)], [], []]).failedAt).toBeNull();
    // In the leaf, 0 counts at once, and any other number not at all.
    expect(judge([[], [demand(0)]]).failedAt).toBe(0);
    expect(judge([[], [demand(1)]]).failedAt).toBeNull();
  });

  it('are mapped on the way down, and known by their names above', () => {
    const path = [[policies(A), maps(A, B)], [policies(B)]];
    expect(judge(path, wants(A))).toMatchObject({ policies: [B], failedAt: null });
    expect(judge(path, wants(B)).failedAt).toBe(0);
    expect(judge([[policies(A), maps(A, B)], [policies(A)]], wants(A)).failedAt).toBe(0);
    expect(judge([[policies(any), maps(A, B)], [policies(B)]], wants(A)).failedAt).toBeNull();
    expect(judge(path, { ...wants(A), inhibitMapping: true }).failedAt).toBe(0);
    expect(judge([[policies(A), demand(null, 0)], [policies(A), maps(A, B)], [policies(B)]], wants(A)).failedAt).toBe(
      0,
    );
    expect(
      judge([[policies(A), demand(null, 1)], [policies(A), maps(A, B)], [policies(B)]], wants(A)).failedAt,
    ).toBeNull();
  });

  it('are never mapped from or to anyPolicy (6.1.4(a))', () => {
    expect(judge([[policies(A), maps(any, B)], [policies(B)]]).badMappings).toEqual([1]);
    expect(judge([[policies(A), maps(A, any)], [policies(B)]]).badMappings).toEqual([1]);
  });

  it('are not all of them any more once anyPolicy is inhibited, but in a self-issued CA certificate (4.2.1.14)', () => {
    const path = [[policies(A), inhibit(0)], [policies(any)], [policies(A)]];
    expect(judge(path, explicit).failedAt).toBe(1);
    expect(judge(path, explicit, [1]).failedAt).toBeNull();
    expect(judge([[policies(A), inhibit(1)], [policies(any)], [policies(A)]], explicit).failedAt).toBeNull();
    expect(judge([[policies(any)], [policies(A)]], { ...explicit, inhibitAny: true }).failedAt).toBe(1);
  });

  it('of self-issued certificates do not count towards the limits (6.1.4(h))', () => {
    expect(judge([[demand(1)], [], [], []], {}, [1]).failedAt).toBe(0);
    expect(judge([[demand(1)], [], [], []]).failedAt).toBe(1);
  });
});
