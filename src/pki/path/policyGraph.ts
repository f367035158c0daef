// Certificate policies, RFC 5280 6.1.2 to 6.1.5 as updated by RFC 9618: the valid policy tree kept as a graph, one level
// for each certificate and one node for each policy in it. A tree has a node for each way to a policy, and a hostile path
// makes exponentially many; the graph has as many nodes as policies, and the same answer.

import { OIDS } from '../../asn1/oids.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';

/** RFC 5280 6.1.1 (c) to (g). */
export interface PolicyInputs {
  /** Object identifiers; anyPolicy among them stands for all. */
  readonly initial: readonly string[];
  readonly requireExplicit: boolean;
  readonly inhibitMapping: boolean;
  readonly inhibitAny: boolean;
}

export const ANY_POLICY_INPUTS: PolicyInputs = {
  initial: [OIDS.anyPolicy],
  requireExplicit: false,
  inhibitMapping: false,
  inhibitAny: false,
};

export interface PolicyOutcome {
  /** Whether a certificate of the path, or who asks, demands an explicit policy. */
  readonly explicitRequired: boolean;
  /** Policies that hold at the leaf by its own names; anyPolicy where every one does. */
  readonly policies: readonly string[];
  /** Where the path has no policy left though one is demanded; null where it is well. */
  readonly failedAt: number | null;
  /** Certificates that map anyPolicy or to it, which 6.1.4(a) forbids. */
  readonly badMappings: readonly number[];
}

interface Node {
  /** Policies of the level above that this one comes from; empty: from anyPolicy. */
  readonly parents: ReadonlySet<string>;
}

interface Level {
  readonly nodes: Map<string, Node>;
  hasAny: boolean;
}

/** `certificates`: leaf first, trust anchor last; the anchor's own policies do not count (6.1.1(d)). */
export function evaluatePolicies(certificates: readonly Certificate[], inputs: PolicyInputs): PolicyOutcome {
  const last = certificates.length - 2;
  const count = last + 1;
  let explicit = inputs.requireExplicit ? 0 : count + 1;
  let mapping = inputs.inhibitMapping ? 0 : count + 1;
  let inhibitAny = inputs.inhibitAny ? 0 : count + 1;
  let level: Level = { nodes: new Map(), hasAny: true };
  const levels: Level[] = [];
  const badMappings: number[] = [];
  let failedAt: number | null = null;
  for (let index = last; index >= 0; index--) {
    const certificate = certificates[index];
    if (certificate === undefined) break;
    const selfIssued = isSelfIssued(certificate);
    keepPolicies(level, certificate, inhibitAny > 0 || (index > 0 && selfIssued));
    levels.push(level);
    // 6.1.3(f)
    if (explicit === 0 && isEmpty(level)) failedAt ??= index;
    const constraints = extensionOf(certificate, 'policyConstraints');
    if (index === 0) {
      // 6.1.5(a) and (b)
      if (explicit > 0) explicit--;
      if (constraints?.requireExplicitPolicy === 0) explicit = 0;
      break;
    }
    if (mapsAny(certificate)) badMappings.push(index);
    level = mapPolicies(level, certificate, mapping > 0);
    // 6.1.4(h) to (j)
    if (!selfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    explicit = Math.min(explicit, constraints?.requireExplicitPolicy ?? explicit);
    mapping = Math.min(mapping, constraints?.inhibitPolicyMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, extensionOf(certificate, 'inhibitAnyPolicy')?.skipCerts ?? inhibitAny);
  }
  const policies = levels.length === 0 ? [OIDS.anyPolicy] : policiesFor(levels, inputs.initial);
  // 6.1.5(g): what is left must be among what the user takes.
  if (explicit === 0 && policies.length === 0) failedAt ??= 0;
  return { explicitRequired: explicit === 0, policies, failedAt, badMappings };
}

const isEmpty = ({ nodes, hasAny }: Level): boolean => nodes.size === 0 && !hasAny;

/** 6.1.3(d) and (e): of the policies that are expected here, those stay that the certificate has. */
function keepPolicies(level: Level, certificate: Certificate, anyCounts: boolean): void {
  const own = new Set(extensionOf(certificate, 'certificatePolicies')?.policies.map(({ oid }) => oid));
  const ownAny = own.delete(OIDS.anyPolicy) && anyCounts;
  if (!ownAny) {
    for (const policy of level.nodes.keys()) if (!own.has(policy)) level.nodes.delete(policy);
  }
  if (level.hasAny) {
    for (const policy of own) if (!level.nodes.has(policy)) level.nodes.set(policy, { parents: new Set() });
  }
  level.hasAny &&= ownAny;
}

/** 6.1.4(b): the policies that are expected of the next certificate. */
function mapPolicies(level: Level, certificate: Certificate, mayMap: boolean): Level {
  const mappings = extensionOf(certificate, 'policyMappings')?.mappings ?? [];
  const mapped = new Set<string>();
  const below = new Map<string, Set<string>>();
  for (const { issuer, subject } of mappings) {
    if (issuer === OIDS.anyPolicy || subject === OIDS.anyPolicy) continue;
    mapped.add(issuer);
    if (!mayMap) {
      level.nodes.delete(issuer);
      continue;
    }
    if (!level.nodes.has(issuer) && level.hasAny) level.nodes.set(issuer, { parents: new Set() });
    if (level.nodes.has(issuer)) add(below, subject, issuer);
  }
  for (const policy of level.nodes.keys()) if (!mapped.has(policy)) add(below, policy, policy);
  const nodes = new Map([...below].map(([policy, parents]): [string, Node] => [policy, { parents }]));
  return { nodes, hasAny: level.hasAny };
}

function add(below: Map<string, Set<string>>, policy: string, parent: string): void {
  const parents = below.get(policy);
  if (parents === undefined) below.set(policy, new Set([parent]));
  else parents.add(parent);
}

const mapsAny = (certificate: Certificate): boolean =>
  (extensionOf(certificate, 'policyMappings')?.mappings ?? []).some(
    ({ issuer, subject }) => issuer === OIDS.anyPolicy || subject === OIDS.anyPolicy,
  );

/**
 * 6.1.5(g): the policies of the leaf's level that come from one that the user takes. The names that the user knows are
 * those of the nodes below anyPolicy; from there the way leads down to the leaf.
 */
function policiesFor(levels: readonly Level[], initial: readonly string[]): string[] {
  const leaf = levels.at(-1);
  if (leaf === undefined) return [];
  if (initial.includes(OIDS.anyPolicy)) return leaf.hasAny ? [OIDS.anyPolicy] : [...leaf.nodes.keys()];
  const wanted = new Set(initial);
  let reached = new Set<string>();
  for (const { nodes } of levels) {
    const next = new Set<string>();
    for (const [policy, { parents }] of nodes) {
      const isReached = parents.size === 0 ? wanted.has(policy) : [...parents].some((parent) => reached.has(parent));
      if (isReached) next.add(policy);
    }
    reached = next;
  }
  return leaf.hasAny ? [...new Set([...reached, ...wanted])] : [...reached];
}
