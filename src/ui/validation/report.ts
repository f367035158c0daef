// The judgement as a report to take away: as text, and as JSON in the shape of the command line's `validate`.
import { toHex } from '../../bytes/hex.ts';
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { evidenceText } from '../../lessons/checks/evidence.ts';
import { failureText } from '../../lessons/checks/failures.ts';
import { notReachedText } from '../../lessons/checks/notReached.ts';
import { CHECK_WORDS } from '../../lessons/checks/words.ts';
import { capital, count } from '../../lessons/phrases.ts';
import { adviceOf, failuresOf, mendOf, noteText, verdictText } from '../../lessons/verdict.ts';
import { CITATIONS } from '../../pki/citations.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { PathCertificate, Question } from '../../pki/validator/question.ts';
import type { AnsweredQuestion } from '../../store/validationState.ts';
import { alertForCheck } from '../../tls/error.ts';
import { readBack } from './chain.ts';

/**
 * The alert that a TLS endpoint would send, or null where it would send none: nobody asks in a handshake whether a CA kept
 * the rules for issuing, and with files that do not fit together no handshake begins.
 */
export function alertOf({ question, judgement }: AnsweredQuestion): string | null {
  // The certificate in question can't be read here, and so nobody knows what the other side would be sent.
  if (question.instead?.kind === 'unreadable') return null;
  const first = failuresOf(judgement).find(({ check }) => !/^(bundle|profile|web)\./.test(check));
  return first === undefined ? null : alertForCheck(first);
}

export function jsonReport(verdict: AnsweredQuestion): string {
  const { question, judgement } = verdict;
  const { now, purpose, name, profile, revocation } = question;
  const report = {
    question: { time: new Date(now).toISOString(), purpose, name, profile, revocation },
    verdict: judgement.verdict,
    alert: alertOf(verdict),
    path: judgement.path.map(({ fingerprint, der }) => ({
      sha256: fingerprint,
      subject: certificateSubject(der),
      der: toHex(der),
    })),
    anchored: judgement.anchored,
    checks: judgement.checks.map((check) => jsonCheck(check, question)),
    notes: judgement.notes.map(noteText),
    advice: adviceOf(judgement, question),
    rejected: judgement.rejected.map(({ path, end, failures }) => ({
      path: path.map(({ fingerprint }) => fingerprint),
      end,
      failures: failures.map((check) => jsonCheck(check, question)),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const jsonCheck = (check: CheckResult, question: Question) => ({
  certificate: check.certificate,
  check: check.check,
  result: check.result,
  reference: CITATIONS[check.reference].text,
  evidence: evidenceText(check),
  ...(check.result === 'fail' ? { mend: mendOf(check, question) } : {}),
});

export function textReport(verdict: AnsweredQuestion): string {
  const { question, judgement } = verdict;
  const alert = alertOf(verdict);
  const lines = [
    verdictText(judgement, question),
    ...(alert === null ? [] : [`Alert: ${alert} (${ALERT_WORDS[alert]?.number})`]),
    '',
    `Time      ${new Date(question.now).toISOString()}`,
    `Purpose   ${question.purpose}${question.isGuess ? ' (guessed)' : ''}`,
    `Name      ${nameText(question.name)}`,
    `Rules     ${question.profile}`,
    `Revoked   ${revocationText(question)}`,
    '',
    'Path, leaf first',
    ...judgement.path.map(
      (one, i) => `  ${i}  ${certificateSubject(one.der)}${pathMark(verdict, i)}\n     SHA-256 ${one.fingerprint}`,
    ),
  ];
  judgement.path.forEach((one, i) => {
    lines.push('', `Certificate ${i}: ${certificateSubject(one.der)}`, ...checkLines(judgement.checks, i, question));
  });
  const whole = checkLines(judgement.checks, null, question);
  if (whole.length > 0) lines.push('', 'The path as a whole', ...whole);
  judgement.rejected.forEach(({ path, failures }, i) => {
    lines.push('', `Rejected path ${i + 1}: ${pathLine(path)}`);
    lines.push(...failures.map((check) => `  fail  ${CHECK_WORDS[check.check].title}: ${evidenceText(check)}`));
  });
  const notes = judgement.notes.map(noteText);
  if (notes.length > 0) lines.push('', 'Notes', ...notes.map((note) => `  ${note}`));
  const advice = adviceOf(judgement, question);
  const heading = judgement.verdict === 'undecided' ? 'What decides' : 'How to fix it';
  if (advice.length > 0) lines.push('', heading, ...advice.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}

const pathMark = ({ judgement }: AnsweredQuestion, i: number): string =>
  judgement.anchored && i === judgement.path.length - 1 ? '  (trust anchor)' : '';

export const pathLine = (path: readonly PathCertificate[]): string =>
  path.map(({ der }) => certificateSubject(der)).join(' < ');

function checkLines(checks: readonly CheckResult[], certificate: number | null, question: Question): string[] {
  const { now } = question;
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
          ? [`        ${capital(failureText(check, now))}.`, `        How to fix it: ${mendOf(check, question)}`]
          : []),
      ];
    });
}

const WORDS = { pass: 'pass', fail: 'FAIL', 'not-reached': '  - ' } as const;

function nameText(name: AnsweredQuestion['question']['name']): string {
  if (name === null) return 'none asked for';
  return Object.entries(name)
    .map(([kind, value]) => `${value} (${kind})`)
    .join();
}

function revocationText({ revocation, crls, ocsp }: AnsweredQuestion['question']): string {
  if (revocation === 'off') return 'not asked';
  return `asked of ${count(crls.length, 'CRL')} and ${count(ocsp.length, 'OCSP response')}, ${revocation}-fail`;
}

/** Its subject, in text. */
export const certificateSubject = (der: Uint8Array): string => readBack(der)?.subject.text || '(no subject)';
