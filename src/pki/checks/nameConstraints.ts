// nc.permitted and nc.excluded: each name of each certificate lies within the name space that the CAs above it leave
// (RFC 5280 4.2.1.10, 6.1.3(b) and (c)). Only where a CA of the path has constraints. A self-issued CA certificate is
// passed over, the leaf never.

import { OIDS } from '../../asn1/oids.ts';
import { utf8 } from '../../bytes/hex.ts';
import {
  compare,
  type PreparedBase,
  type PreparedName,
  prepareBase,
  prepareName,
  type Within,
} from '../path/nameMatching.ts';
import type { BuiltPath } from '../path/request.ts';
import type { CheckResult } from '../path/result.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { escapeControls } from '../x509/name.ts';
import type { PathCheck } from './check.ts';

/** Comparisons of a name with a subtree, for one certificate; what goes beyond is refused unseen. */
const MAX_NAME_CHECKS = 2 ** 20;

export const ncPermitted: PathCheck = (path) =>
  judged(path)
    .map(({ permitted }) => permitted)
    .filter((r) => r !== null);
export const ncExcluded: PathCheck = (path) =>
  judged(path)
    .map(({ excluded }) => excluded)
    .filter((r) => r !== null);

/** chain.bound, where there are more names and constraints than may be compared. */
export const ncBound: PathCheck = (path) =>
  judged(path)
    .map(({ bound }) => bound)
    .filter((r) => r !== null);

interface Judgement {
  readonly permitted: CheckResult<'nc.permitted'> | null;
  readonly excluded: CheckResult<'nc.excluded'> | null;
  readonly bound: CheckResult<'chain.bound'> | null;
}

type NameType = GeneralName['type'];
interface Named {
  readonly type: NameType;
  readonly text: string;
  readonly prepared: PreparedName;
  readonly isSubject: boolean;
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
  const own: Named[] =
    subject.rdns.length === 0
      ? []
      : [{ type: 'dirName', text: subject.text, prepared: { kind: 'dirName', parts: subject.parts }, isSubject: true }];
  // 4.2.1.10: constraints on e-mail addresses hold for the attribute emailAddress too, where old certificates have theirs.
  const addresses = subject.rdns.flat().filter(({ oid }) => oid === OIDS.emailAddress);
  const emails = addresses.map(({ value }): Named => {
    return {
      type: 'email',
      text: value,
      prepared: prepareName({ type: 'email', value, bytes: utf8(value) }),
      isSubject: false,
    };
  });
  const alternative = extensionOf(certificate, 'subjectAltName')?.names ?? [];
  return [
    ...own,
    ...emails,
    ...alternative.map(
      (name): Named => ({ type: name.type, text: name.value, prepared: prepareName(name), isSubject: false }),
    ),
  ];
}

function judgeOne(certificate: Certificate, index: number, demands: readonly Demand[]): Judgement {
  const names = namesOf(certificate);
  const work = countChecks(names, demands);
  if (work > MAX_NAME_CHECKS) {
    const evidence = { nameChecks: work, limit: MAX_NAME_CHECKS };
    const bound: CheckResult<'chain.bound'> = {
      certificate: index,
      check: 'chain.bound',
      result: 'fail',
      reference: 'pkix.4.2.1.10',
      evidence,
    };
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

/** Each name may be compared with each constraint of its kind; URIs are looked up by their hosts, which costs next to nothing. */
function countChecks(names: readonly Named[], demands: readonly Demand[]): number {
  const count = (list: readonly { readonly type: NameType }[]): number =>
    list.filter(({ type }) => type !== 'uri').length;
  const alternative = names.filter(({ isSubject }) => !isSubject);
  return (
    count(alternative) * demands.reduce((sum, { permitted, excluded }) => sum + count(permitted) + count(excluded), 0)
  );
}

type Finding = Pick<CheckResult<'nc.permitted' | 'nc.excluded'>, 'result' | 'evidence'>;

/** Each CA that permits names of a kind permits none but those. */
function judgePermitted(names: readonly Named[], demands: readonly Demand[]): Finding {
  for (const { permitted } of demands) {
    const byType = groupByType(permitted);
    for (const name of names) {
      const trees = byType.get(name.type);
      if (trees === undefined) continue;
      const problem = notPermitted(name, trees);
      if (problem !== null) return failed(name, trees.all, problem);
    }
  }
  return { result: 'pass', evidence: { names: names.length } };
}

function notPermitted(name: Named, trees: Trees): Within | null {
  let problem: Within = 'outside';
  for (const { prepared } of candidates(name, trees)) {
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
      const trees = byType.get(name.type);
      for (const tree of trees === undefined ? [] : candidates(name, trees)) {
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
  return {
    result: 'fail',
    evidence: problem === 'malformed' || problem === 'unsupported' ? { ...evidence, problem } : evidence,
  };
}

const shorten = (text: string): string => escapeControls(text.slice(0, 200));

/** The constraints of one kind; `byHost`: those of them that name a host or a domain of URIs. */
interface Trees {
  readonly all: Tree[];
  readonly byHost: Map<string, Tree[]>;
}

function groupByType(trees: readonly Tree[]): Map<NameType, Trees> {
  const groups = new Map<NameType, Trees>();
  for (const tree of trees) {
    const group = groups.get(tree.type) ?? { all: [], byHost: new Map<string, Tree[]>() };
    groups.set(tree.type, group);
    group.all.push(tree);
    if (tree.type === 'uri') {
      const key = 'host' in tree.prepared ? tree.prepared.host : '';
      const others = group.byHost.get(key) ?? [];
      // A host and a domain of the same name are two constraints; the same one twice is one.
      if (!others.some(({ prepared }) => prepared.kind === tree.prepared.kind))
        group.byHost.set(key, [...others, tree]);
    }
  }
  return groups;
}

/** Those that a name can lie in. A URI's are found by its host and the domains above it; `''`: malformed ones. */
function candidates({ type, prepared }: Named, { all, byHost }: Trees): readonly Tree[] {
  if (type !== 'uri') return all;
  if (prepared.kind !== 'uri') return all.slice(0, 1);
  const labels = prepared.host.split('.');
  return ['', ...labels.map((_, i) => labels.slice(i).join('.'))].flatMap((host) => byHost.get(host) ?? []);
}
