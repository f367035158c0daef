// The graph of policies against the tree as RFC 5280 6.1.2 to 6.1.5 writes it down, over random paths. The tree is slow,
// and that is all that is wrong with it (RFC 9618 3).
import { describe, expect, it } from 'vitest';
import { OIDS } from '../../asn1/oids.ts';
import { makeBank } from '../bank.testing.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Extension, ExtensionBody } from '../x509/extension.ts';
import type { Name } from '../x509/name.ts';
import { evaluatePolicies, type PolicyInputs } from './policyGraph.ts';

const ANY: string = OIDS.anyPolicy;
const POLICIES = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
const RUNS = 20_000;

/** What a certificate says of policies; null where it lacks the extension. */
interface Say {
  readonly selfIssued: boolean;
  readonly policies: readonly string[] | null;
  readonly mappings: readonly { readonly issuer: string; readonly subject: string }[] | null;
  readonly constraints: { readonly explicit: number | null; readonly mapping: number | null } | null;
  readonly inhibitAny: number | null;
}

interface Node {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly depth: number;
  readonly parent: Node | null;
  readonly children: Set<Node>;
}

/** Whether the path is valid. `path`: the first CA below the anchor first, as in section 6. */
function byTree(path: readonly Say[], inputs: PolicyInputs): boolean {
  const n = path.length;
  let root: Node | null = node(ANY, [ANY], null);
  let explicit = inputs.requireExplicit ? 0 : n + 1;
  let mapping = inputs.inhibitMapping ? 0 : n + 1;
  let inhibitAny = inputs.inhibitAny ? 0 : n + 1;
  const remove = (one: Node) => {
    if (one.parent === null) root = null;
    else one.parent.children.delete(one);
  };
  const at = (depth: number) => (root === null ? [] : all(root).filter((one) => one.depth === depth));
  const prune = (from: number) => {
    for (let depth = from; depth >= 0; depth--) for (const one of at(depth)) if (one.children.size === 0) remove(one);
  };
  for (const [k, said] of path.entries()) {
    const i = k + 1;
    if (said.policies === null) root = null;
    // 6.1.3(d)
    for (const policy of (said.policies ?? []).filter((one) => one !== ANY)) {
      const matching = at(i - 1).filter(({ expected }) => expected.has(policy));
      const parents = matching.length > 0 ? matching : at(i - 1).filter((one) => one.policy === ANY);
      for (const parent of parents) node(policy, [policy], parent);
    }
    if (said.policies?.includes(ANY) && (inhibitAny > 0 || (i < n && said.selfIssued))) {
      for (const parent of at(i - 1)) {
        const has = new Set([...parent.children].map(({ policy }) => policy));
        for (const policy of parent.expected) if (!has.has(policy)) node(policy, [policy], parent);
      }
    }
    prune(i - 1);
    // 6.1.3(f)
    if (explicit === 0 && root === null) return false;
    if (i === n) break;
    // 6.1.4(a) and (b)
    const { mappings } = said;
    if (mappings?.some(({ issuer, subject }) => issuer === ANY || subject === ANY)) return false;
    for (const issuer of new Set(mappings?.map((one) => one.issuer))) {
      const subjects = new Set((mappings ?? []).filter((one) => one.issuer === issuer).map((one) => one.subject));
      const mapped = at(i).filter((one) => one.policy === issuer);
      if (mapping === 0) {
        mapped.forEach(remove);
        prune(i - 1);
      } else if (mapped.length > 0) {
        for (const one of mapped) one.expected = subjects;
      } else {
        const any = at(i).find((one) => one.policy === ANY);
        if (any?.parent) node(issuer, [...subjects], any.parent);
      }
    }
    // 6.1.4(h) to (j)
    if (!said.selfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    explicit = Math.min(explicit, said.constraints?.explicit ?? explicit);
    mapping = Math.min(mapping, said.constraints?.mapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, said.inhibitAny ?? inhibitAny);
  }
  // 6.1.5(a), (b) and (g)
  explicit = Math.max(0, explicit - 1);
  if (path.at(-1)?.constraints?.explicit === 0) explicit = 0;
  if (root !== null && !inputs.initial.includes(ANY)) {
    const own = all(root).filter(({ parent }) => parent?.policy === ANY);
    for (const one of own) if (one.policy !== ANY && !inputs.initial.includes(one.policy)) remove(one);
    const any = at(n).find(({ policy }) => policy === ANY);
    if (any?.parent) {
      for (const policy of inputs.initial)
        if (!own.some((one) => one.policy === policy)) node(policy, [policy], any.parent);
      remove(any);
    }
    prune(n - 1);
  }
  return explicit > 0 || root !== null;
}

function node(policy: string, expected: readonly string[], parent: Node | null): Node {
  const depth = parent === null ? 0 : parent.depth + 1;
  const made: Node = { policy, expected: new Set(expected), depth, parent, children: new Set() };
  parent?.children.add(made);
  return made;
}

const all = (one: Node): Node[] => [one, ...[...one.children].flatMap(all)];

const { server } = makeBank();

/** A certificate that says this of policies; nothing else of it matters here. */
function certificateOf({ selfIssued, policies, mappings, constraints, inhibitAny }: Say): Certificate {
  const name = (key: string): Name => ({ ...server.certificate.subject, key });
  const bodies: (ExtensionBody | null)[] = [
    policies && { type: 'certificatePolicies', policies: policies.map((oid) => ({ oid, qualifiers: [] })) },
    mappings && { type: 'policyMappings', mappings },
    constraints && {
      type: 'policyConstraints',
      requireExplicitPolicy: constraints.explicit,
      inhibitPolicyMapping: constraints.mapping,
    },
    inhibitAny === null ? null : { type: 'inhibitAnyPolicy', skipCerts: inhibitAny },
  ];
  const head = { oid: '', writesFalse: false, critical: true, start: 0, end: 0 };
  const extensions = bodies.flatMap((body): Extension[] => (body === null ? [] : [{ ...head, ...body }]));
  return { ...server.certificate, issuer: name('CA'), subject: name(selfIssued ? 'CA' : 'another'), extensions };
}

/** Numbers below `n`, from a seed: mulberry32. */
function numbers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

describe('the graph of policies', () => {
  it(`judges ${RUNS} random paths as the tree of RFC 5280 does`, () => {
    const pick = numbers(0x9618);
    const policy = (anyIn: number): string => (pick(anyIn) === 0 ? ANY : (POLICIES[pick(3)] ?? ANY));
    const some = <T>(count: number, make: () => T): T[] => Array.from({ length: 1 + pick(count) }, make);
    const maybe = <T>(oneIn: number, make: () => T): T | null => (pick(oneIn) === 0 ? make() : null);
    const say = (): Say => ({
      selfIssued: pick(4) === 0,
      policies: pick(8) === 0 ? null : [...new Set(some(3, () => policy(4)))],
      mappings: maybe(2, () => some(3, () => ({ issuer: policy(40), subject: policy(40) }))),
      constraints: maybe(3, () => ({ explicit: maybe(2, () => pick(4)), mapping: maybe(2, () => pick(4)) })),
      inhibitAny: maybe(4, () => pick(3)),
    });
    const seen = { valid: 0, invalid: 0 };
    for (let run = 0; run < RUNS; run++) {
      const path = some(5, say);
      const inputs: PolicyInputs = {
        initial: pick(2) === 0 ? [ANY] : [...new Set(some(2, () => policy(1000)))],
        requireExplicit: pick(2) === 0,
        inhibitMapping: pick(5) === 0,
        inhibitAny: pick(5) === 0,
      };
      const certificates = [...path].reverse().map(certificateOf);
      const { failedAt, badMappings } = evaluatePolicies([...certificates, server.certificate], inputs);
      const ours = failedAt === null && badMappings.length === 0;
      const theirs = byTree(path, inputs);
      expect({ run, path, inputs, valid: ours }).toEqual({ run, path, inputs, valid: theirs });
      seen[theirs ? 'valid' : 'invalid']++;
    }
    expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(RUNS / 5);
  });
});
