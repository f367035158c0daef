// The judgement as a report to take away: as text, and as JSON in the shape of the command line's `validate`.
import { toHex } from '../../bytes/hex.ts';
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { CHECK_WORDS, evidenceText, failureText, notReachedText } from '../../lessons/checks.ts';
import { MEND_WORDS } from '../../lessons/mend.ts';
import { capital, count } from '../../lessons/phrases.ts';
import { CITATIONS } from '../../pki/citations.ts';
import type { PathCertificate } from '../../pki/judgement.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { Verdict } from '../../store/judgeState.ts';
import { alertForCheck } from '../../tls/error.ts';
import { readBack } from './chain.ts';

export const failuresOf = ({ judgement }: Verdict): CheckResult[] =>
  judgement.checks.filter(({ result }) => result === 'fail');

/** The alert that a TLS endpoint would send, or null where it would send none. */
export function alertOf(verdict: Verdict): string | null {
  const [first] = failuresOf(verdict);
  return verdict.judgement.accepted || first === undefined ? null : alertForCheck(first);
}

/** One line: the verdict and its reason. */
/** Whether soft-fail let nothing pass whose revocation nobody could tell. */
export const isAllLearnt = ({ judgement }: Verdict): boolean =>
  judgement.checks.every(({ evidence }) => evidence.policy !== 'soft-fail');

export function verdictText(verdict: Verdict): string {
  const { accepted } = verdict.judgement;
  const [first] = failuresOf(verdict);
  if (accepted) return isAllLearnt(verdict) ? 'Accepted: every check passed' : 'Accepted: no check failed';
  return first === undefined
    ? 'Refused: no path to a trust anchor'
    : `Refused: ${failureText(first, verdict.question.now)}`;
}

export function jsonReport(verdict: Verdict): string {
  const { question, judgement } = verdict;
  const { now, purpose, name, profile, revocation } = question;
  const report = {
    question: { time: new Date(now).toISOString(), purpose, name, profile, revocation },
    accepted: judgement.accepted,
    alert: alertOf(verdict),
    path: judgement.path.map(({ fingerprint, der }) => ({
      sha256: fingerprint,
      subject: subjectOf(der),
      der: toHex(der),
    })),
    anchored: judgement.anchored,
    checks: judgement.checks.map(jsonCheck),
    rejected: judgement.rejected.map(({ path, end, failures }) => ({
      path: path.map(({ fingerprint }) => fingerprint),
      end,
      failures: failures.map(jsonCheck),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const jsonCheck = (check: CheckResult) => ({
  certificate: check.certificate,
  check: check.check,
  result: check.result,
  reference: CITATIONS[check.reference].text,
  evidence: evidenceText(check),
  ...(check.result === 'fail' ? { mend: MEND_WORDS[check.check] } : {}),
});

export function textReport(verdict: Verdict): string {
  const { question, judgement } = verdict;
  const alert = alertOf(verdict);
  const lines = [
    verdictText(verdict),
    ...(alert === null ? [] : [`Alert: ${alert} (${ALERT_WORDS[alert]?.number})`]),
    '',
    `Time      ${new Date(question.now).toISOString()}`,
    `Purpose   ${question.purpose}`,
    `Name      ${nameText(question.name)}`,
    `Rules     ${question.profile}`,
    `Revoked   ${revocationText(question)}`,
    '',
    'Path, leaf first',
    ...judgement.path.map(
      (one, i) => `  ${i}  ${subjectOf(one.der)}${pathMark(verdict, i)}\n     SHA-256 ${one.fingerprint}`,
    ),
  ];
  judgement.path.forEach((one, i) => {
    lines.push('', `Certificate ${i}: ${subjectOf(one.der)}`, ...checkLines(judgement.checks, i, question.now));
  });
  const whole = checkLines(judgement.checks, null, question.now);
  if (whole.length > 0) lines.push('', 'The path as a whole', ...whole);
  judgement.rejected.forEach(({ path, failures }, i) => {
    lines.push('', `Rejected path ${i + 1}: ${pathLine(path)}`);
    lines.push(...failures.map((check) => `  fail  ${CHECK_WORDS[check.check].title}: ${evidenceText(check)}`));
  });
  return `${lines.join('\n')}\n`;
}

const pathMark = ({ judgement }: Verdict, i: number): string =>
  judgement.anchored && i === judgement.path.length - 1 ? '  (trust anchor)' : '';

export const pathLine = (path: readonly PathCertificate[]): string => path.map(({ der }) => subjectOf(der)).join(' < ');

function checkLines(checks: readonly CheckResult[], certificate: number | null, now: number): string[] {
  return checks
    .filter((check) => check.certificate === certificate)
    .flatMap((check) => {
      const { title } = CHECK_WORDS[check.check];
      const head = `  ${WORDS[check.result]}  ${title}  [${check.check}, ${CITATIONS[check.reference].text}]`;
      const evidence = check.result === 'not-reached' ? notReachedText(check) : evidenceText(check);
      return [
        head,
        ...(evidence === '' ? [] : [`        ${evidence}`]),
        ...(check.result === 'fail'
          ? [`        ${capital(failureText(check, now))}.`, `        How to fix it: ${MEND_WORDS[check.check]}`]
          : []),
      ];
    });
}

const WORDS = { pass: 'pass', fail: 'FAIL', 'not-reached': '  - ' } as const;

function nameText(name: Verdict['question']['name']): string {
  if (name === null) return 'none asked for';
  return Object.entries(name)
    .map(([kind, value]) => `${value} (${kind})`)
    .join();
}

function revocationText({ revocation, crls, ocsp }: Verdict['question']): string {
  if (revocation === 'off') return 'not asked';
  return `asked of ${count(crls.length, 'CRL')} and ${count(ocsp.length, 'OCSP response')}, ${revocation}-fail`;
}

/** Its subject, in text. */
export const subjectOf = (der: Uint8Array): string => readBack(der)?.subject.text || '(no subject)';
