// nc.permitted and nc.excluded: each name of each certificate lies within the name space that the CAs above it leave
// (RFC 5280 4.2.1.10, 6.1.3(b) and (c)). Only where a CA of the path has constraints. A self-issued CA certificate is
// passed over, the leaf never.
import { type Certificate, extensionOf, isSelfIssued } from '../certificate.ts';
import type { GeneralName } from '../generalName.ts';
import { OIDS } from '../oids.ts';
import { compare, type PreparedBase, type PreparedName, prepareBase, prepareName, type Within } from '../path/nameSpace.ts';
import type { BuiltPath } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import { utf8 } from '../../bytes/hex.ts';
import { escapeControls } from '../name.ts';
import type { PathCheck } from './check.ts';

/** Comparisons of a name with a subtree, for one certificate; what goes beyond is refused unseen. */
export const MAX_NAME_CHECKS = 2 ** 20;

export const ncPermitted: PathCheck = (path) => judged(path).map(({ permitted }) => permitted).filter((r) => r !== null);
export const ncExcluded: PathCheck = (path) => judged(path).map(({ excluded }) => excluded).filter((r) => r !== null);

/** chain.bound, where there are more names and constraints than may be compared. */
export const ncBound: PathCheck = (path) => judged(path).map(({ bound }) => bound).filter((r) => r !== null);

interface Judgement {
  readonly permitted: CheckResult | null;
  readonly excluded: CheckResult | null;
  readonly bound: CheckResult | null;
}

type NameType = GeneralName['type'];
interface Named {
  readonly type: NameType;
  readonly text: string;
  readonly prepared: PreparedName;
}
interface Tree {
  readonly type: NameType;
  readonly text: string;
  readonly prepared: PreparedBase;
}
/** What one CA demands of those below it. */
interface Demand {
  readonly permitted: readonly Tree[];
  readonly excluded: readonly Tree[];
}

const known = new WeakMap<BuiltPath, Judgement[]>();

function judged(path: BuiltPath): Judgement[] {
  let judgements = known.get(path);
  if (judgements === undefined) {
    judgements = judge(path);
    known.set(path, judgements);
  }
  return judgements;
}

function judge({ certificates }: BuiltPath): Judgement[] {
  const judgements: Judgement[] = [];
  const demands: Demand[] = [];
  for (let index = certificates.length - 1; index >= 0; index--) {
    const certificate = certificates[index];
    if (certificate === undefined) break;
    const isPassedOver = index > 0 && isSelfIssued(certificate);
    if (demands.length > 0 && !isPassedOver) judgements.unshift(judgeOne(certificate, index, demands));
    const demand = index > 0 ? demandOf(certificate) : null;
    if (demand !== null) demands.push(demand);
  }
  return judgements;
}

function demandOf(certificate: Certificate): Demand | null {
  const constraints = extensionOf(certificate, 'nameConstraints');
  if (constraints === null) return null;
  const tree = ({ base, minimum, maximum }: (typeof constraints.permitted)[number]): Tree => ({
    type: base.type,
    text: base.value,
    // Distances are not processed, and so not to be passed over.
    prepared: minimum === 0 && maximum === null ? prepareBase(base) : { kind: 'unsupported' },
  });
  return { permitted: constraints.permitted.map(tree), excluded: constraints.excluded.map(tree) };
}

/** All names of a certificate: the subject, its e-mail addresses, and the alternative names. */
function namesOf(certificate: Certificate): Named[] {
  const { subject } = certificate;
  const own: Named[] = subject.rdns.length === 0 ? [] : [{ type: 'dirName', text: subject.text, prepared: { kind: 'dirName', key: subject.key } }];
  // 4.2.1.10: constraints on e-mail addresses hold for the attribute emailAddress too, where old certificates have theirs.
  const addresses = subject.rdns.flat().filter(({ oid }) => oid === OIDS.emailAddress);
  const emails = addresses.map(({ value }): Named => {
    return { type: 'email', text: value, prepared: prepareName({ type: 'email', value, bytes: utf8(value) }) };
  });
  const alternative = extensionOf(certificate, 'subjectAltName')?.names ?? [];
  return [...own, ...emails, ...alternative.map((name): Named => ({ type: name.type, text: name.value, prepared: prepareName(name) }))];
}

function judgeOne(certificate: Certificate, index: number, demands: readonly Demand[]): Judgement {
  const names = namesOf(certificate);
  const work = countChecks(names, demands);
  if (work > MAX_NAME_CHECKS) {
    const evidence = { nameChecks: work, limit: MAX_NAME_CHECKS };
    const bound: CheckResult = { certificate: index, check: 'chain.bound', result: 'fail', reference: 'pkix.4.2.1.10', evidence };
    return { permitted: null, excluded: null, bound };
  }
  const permitted = demands.some((demand) => demand.permitted.length > 0) ? judgePermitted(names, demands) : null;
  const excluded = demands.some((demand) => demand.excluded.length > 0) ? judgeExcluded(names, demands) : null;
  return {
    permitted: permitted && { certificate: index, check: 'nc.permitted', reference: 'pkix.6.1.3.b', ...permitted },
    excluded: excluded && { certificate: index, check: 'nc.excluded', reference: 'pkix.6.1.3.c', ...excluded },
    bound: null,
  };
}

function countChecks(names: readonly Named[], demands: readonly Demand[]): number {
  const count = new Map<NameType, number>();
  for (const { type } of names) count.set(type, (count.get(type) ?? 0) + 1);
  const trees = demands.flatMap(({ permitted, excluded }) => [...permitted, ...excluded]);
  return trees.reduce((sum, { type }) => sum + (count.get(type) ?? 0), 0);
}

type Finding = Pick<CheckResult, 'result' | 'evidence'>;

/** Each CA that permits names of a kind permits none but those. */
function judgePermitted(names: readonly Named[], demands: readonly Demand[]): Finding {
  for (const { permitted } of demands) {
    const byType = groupByType(permitted);
    for (const name of names) {
      const trees = byType.get(name.type);
      if (trees === undefined) continue;
      const problem = notPermitted(name, trees);
      if (problem !== null) return failed(name, trees, problem);
    }
  }
  return { result: 'pass', evidence: { names: names.length } };
}

function notPermitted(name: Named, trees: readonly Tree[]): Within | null {
  let problem: Within = 'outside';
  for (const { prepared } of trees) {
    const within = compare(name.prepared, prepared, 'permitted');
    if (within === 'inside') return null;
    if (within !== 'outside') problem = within;
  }
  return problem;
}

/** What can't be compared is not shown to be outside, and so refused. */
function judgeExcluded(names: readonly Named[], demands: readonly Demand[]): Finding {
  for (const { excluded } of demands) {
    const byType = groupByType(excluded);
    for (const name of names) {
      for (const tree of byType.get(name.type) ?? []) {
        const within = compare(name.prepared, tree.prepared, 'excluded');
        if (within !== 'outside') return failed(name, [tree], within);
      }
    }
  }
  return { result: 'pass', evidence: { names: names.length } };
}

function failed(name: Named, trees: readonly Tree[], problem: Within): Finding {
  const constraints = trees.slice(0, 4).map(({ text }) => shorten(text) || '(all)');
  const more = trees.length > 4 ? [`${trees.length - 4} more`] : [];
  const evidence = { kind: name.type, name: shorten(name.text), constraint: [...constraints, ...more].join(', ') };
  return { result: 'fail', evidence: problem === 'malformed' || problem === 'unsupported' ? { ...evidence, problem } : evidence };
}

const shorten = (text: string): string => escapeControls(text.slice(0, 200));

function groupByType(trees: readonly Tree[]): Map<NameType, Tree[]> {
  const groups = new Map<NameType, Tree[]>();
  for (const tree of trees) {
    const group = groups.get(tree.type);
    if (group === undefined) groups.set(tree.type, [tree]);
    else group.push(tree);
  }
  return groups;
}
