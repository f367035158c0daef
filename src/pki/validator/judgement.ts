// Path validation as a question and an answer in plain values, so that both can cross threads: certificates as DER.

import type { IntakeProblem } from '../intake/intake.ts';
import { type PathRequest, profilePolicy, type RevocationInputs } from '../path/request.ts';
import { type CheckResult, inOrder, type PathResult } from '../path/result.ts';
import { isIssuedByNamesake, isSelfSigned } from '../path/selfSigned.ts';
import { validatePath } from '../path/validate.ts';
import { type Crl, decodeCrl } from '../revocation/crl.ts';
import { type Certificate, extensionOf, inspectCertificate } from '../x509/certificate.ts';
import { fingerprint } from '../x509/fingerprint.ts';
import { keyCheck, orderCheck } from './bundleChecks.ts';
import { notesOf } from './judgeNotes.ts';
import type { Judgement, Open, PathCertificate, Question, RejectedJudgement } from './question.ts';

export function judge(question: Question): Judgement {
  if (question.instead !== null) return unjudged(question, question.instead);
  const presented = question.certificates.map(inspectCertificate);
  const anchors = [
    ...question.anchors.map(inspectCertificate),
    ...(question.trustSelfSigned ? presented.filter(isSelfSigned) : []),
  ];
  const result = validatePath(pathRequest(question, presented, anchors));
  const binds = anchors.length > 0 ? null : failuresIfTrusted(question, presented, result);
  const checks = inOrder([
    ...result.checks.map((check) => leftOpen(check, anchors.length, binds === null || binds.has(idOf(check)))),
    ...bundleChecks(question, result.path, presented),
  ]);
  const failed = checks.some((check) => check.result === 'fail');
  const open = failed ? [] : opensOf(checks, result.path);
  const verdict = failed ? 'refused' : open.length > 0 || !result.anchored ? 'undecided' : 'accepted';
  return {
    verdict,
    open,
    path: result.path.map(pathCertificate),
    anchored: result.anchored,
    checks,
    rejected: rejectedOf(result, anchors.length),
    notes: notesOf(question, result, verdict, checks, presented),
  };
}

/**
 * Without a trust anchor nobody can say whether a path ends at one: that is no failure of the certificates. Nor is a
 * signature that can't be verified here.
 */
function leftOpen(check: CheckResult, anchors: number, binds = true): CheckResult {
  if (check.result !== 'fail') return check;
  const { signature } = check.evidence;
  const isUnknown = signature === 'unsupported-algorithm' || signature === 'unsupported-key';
  const isOpen =
    (check.check === 'chain.build' && check.evidence.givenUpAfter === undefined && anchors === 0) ||
    (check.check === 'chain.trustAnchor' && anchors === 0) ||
    !binds ||
    (check.check === 'signature.verify' && isUnknown);
  return isOpen ? { ...check, result: 'not-reached' } : check;
}

/**
 * What would still fail if the self-signed end of the path were trusted: rules for those who issue do not bind a trust
 * anchor (RFC 5280 6.1.1(d)). Null where the path has no such end.
 */
function failuresIfTrusted(
  question: Question,
  presented: readonly Certificate[],
  { path, checks }: PathResult,
): ReadonlySet<string> | null {
  const last = path.at(-1);
  const isEnd = checks.some(
    ({ check, evidence }) => check === 'chain.trustAnchor' && evidence.selfSigned !== undefined,
  );
  if (
    last === undefined ||
    !isEnd ||
    !checks.some(({ result, check }) => result === 'fail' && check !== 'chain.trustAnchor')
  )
    return null;
  return new Set(validatePath(pathRequest(question, presented, [last])).failures.map(idOf));
}

const idOf = ({ check, certificate }: CheckResult): string => `${check}@${certificate}`;

function opensOf(checks: readonly CheckResult[], path: readonly Certificate[]): Open[] {
  return checks.flatMap((check): Open[] => {
    if (check.result !== 'not-reached') return [];
    const index = check.certificate ?? 0;
    const last = path[index];
    if (check.check === 'signature.verify' && check.evidence.signature !== undefined) {
      const { signature, algorithm = '' } = check.evidence;
      // A mismatch is left open only where the issuer is another one of the same name, which is said below.
      if (signature !== 'unsupported-algorithm' && signature !== 'unsupported-key') return [];
      return [{ kind: 'unsupported', certificate: index, algorithm }];
    }
    if (check.check === 'chain.build' && check.evidence.issuer !== undefined) {
      return [{ kind: 'noIssuer', issuer: check.evidence.issuer, above: index + 1, address: addressOf(last) }];
    }
    if (check.check === 'chain.trustAnchor' && check.evidence.selfSigned !== undefined) {
      const subject = check.evidence.selfSigned;
      return last !== undefined && isIssuedByNamesake(last)
        ? [{ kind: 'noIssuer', issuer: subject, above: index + 1, address: addressOf(last) }]
        : [{ kind: 'selfSigned', subject, isLeaf: index === 0 }];
    }
    return [];
  });
}

/** Where the certificate says that its issuer's can be had, or null. */
const addressOf = (certificate: Certificate | undefined): string | null =>
  (certificate && extensionOf(certificate, 'authorityInfoAccess')?.caIssuers[0]) ?? null;

function bundleChecks(
  { purpose, file, keys }: Question,
  path: readonly Certificate[],
  presented: readonly Certificate[],
): CheckResult[] {
  const [leaf, ...others] = presented;
  const order = purpose === 'any' ? null : orderCheck(file, path);
  const key = leaf === undefined ? null : keyCheck(keys, leaf, others);
  return [order, key].filter((check) => check !== null);
}

function rejectedOf({ candidates }: PathResult, anchors: number): RejectedJudgement[] {
  return candidates.map(({ path, end, failures }) => ({
    path: path.map(pathCertificate),
    end,
    failures: failures.filter((check) => leftOpen(check, anchors).result === 'fail'),
  }));
}

/** Nothing is judged: what should be can't be read, or is not there. */
function unjudged(question: Question, instead: NonNullable<Question['instead']>): Judgement {
  const none = {
    path: [],
    anchored: false,
    rejected: [],
    notes: notesOf(question, null, 'undecided', [], []),
  } as const;
  if (instead.kind === 'onlyCas') return { ...none, verdict: 'undecided', open: [instead], checks: [] };
  const unread: CheckResult = {
    certificate: 0,
    check: 'cert.decode',
    result: 'fail',
    reference: 'pkix.4.1',
    evidence: { from: instead.source, problem: problemOf(instead.problem) },
  };
  return { ...none, verdict: 'refused', open: [], checks: [unread] };
}

/** A short form for the evidence. */
const problemOf = (problem: IntakeProblem): string => ('problem' in problem ? problem.problem : problem.kind);

/** Uses of a key in TLS, by purpose (RFC 5280 4.2.1.12): which of them the key exchange decides. */
const TLS_USAGES = {
  server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
  client: ['digitalSignature', 'keyAgreement'],
  any: [],
} as const;

function pathRequest(
  question: Question,
  presented: readonly Certificate[],
  anchors: readonly Certificate[],
): PathRequest {
  const { now, purpose, name, profile } = question;
  return {
    presented,
    anchors,
    now,
    purpose,
    peerName: name,
    leafKeyUsage: null,
    anyKeyUsage: TLS_USAGES[purpose],
    ...profilePolicy(profile, name),
    maxIntermediates: null,
    ...(question.revocation === 'off' ? {} : { revocation: materialOf(question, question.revocation) }),
  };
}

function materialOf({ crls, ocsp }: Question, revocation: 'hard' | 'soft'): RevocationInputs {
  const lists = crls.flatMap(readable);
  return {
    crls: lists,
    unreadable: crls.length - lists.length,
    // The questions that they answer are not known, nor are their nonces.
    ocsp: ocsp.map((der) => ({ der, nonce: null })),
    // A CA whose list nobody handed over is no reason to refuse: most verifiers ask of the leaf alone.
    failure: revocation === 'hard' ? 'covered' : 'soft',
  };
}

/** Those that can't be read are told among the notes. */
function readable(der: Uint8Array): Crl[] {
  const decoded = decodeCrl(der);
  return decoded.ok ? [decoded.value] : [];
}

const pathCertificate = ({ der }: Certificate): PathCertificate => ({ der, fingerprint: fingerprint(der) });
