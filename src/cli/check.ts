// `check`: the page's validation on the command line. Takes certificates in any form that people have them in, and says
// whether a server or client can use them. `validate` is for programs: a request a line, nothing guessed.
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { registerMlDsa } from '../crypto/registerMlDsa.ts';
import { ALERT_WORDS } from '../lessons/alerts.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { failureText } from '../lessons/checks/failures.ts';
import { CHECK_WORDS } from '../lessons/checks/words.ts';
import { commonNameIn } from '../lessons/phrases.ts';
import { nothingText, recognisedText } from '../lessons/recognised.ts';
import { adviceOf, countText, failuresOf, mendOf, noteText, verdictText } from '../lessons/verdict.ts';
import { CITATIONS } from '../pki/citations.ts';
import { toolOutputIn } from '../pki/intake/toolOutput.ts';
import { PROFILES } from '../pki/path/request.ts';
import { registerPublicSuffixes } from '../pki/registerPublicSuffixes.ts';
import { type HandedOver, NOTHING, questionOf, withReading } from '../pki/validator/handedOver.ts';
import { judge } from '../pki/validator/judgement.ts';
import type { Judgement, Question } from '../pki/validator/question.ts';
import { type Certificate, inspectCertificate } from '../pki/x509/certificate.ts';
import { alertForCheck } from '../tls/error.ts';
import { type RecognisedInput, readAnything } from './anything.ts';
import { readBytes } from './files.ts';
import { oneOf, readOptions, UsageError } from './usage.ts';

export interface CheckReport {
  readonly recognised: readonly RecognisedInput[];
  readonly verdict: Judgement['verdict'] | null;
  readonly failures: readonly {
    readonly certificate: number | null;
    readonly check: string;
    readonly reference: string;
    readonly evidence: string;
  }[];
  readonly notes: readonly string[];
  readonly advice: readonly string[];
}

const OPTIONS = {
  anchor: 'list',
  name: 'string',
  purpose: 'string',
  profile: 'string',
  time: 'string',
  password: 'string',
  json: 'boolean',
} as const;

export async function check(args: readonly string[]): Promise<void> {
  registerEllipticKeys();
  registerMlDsa();
  registerPublicSuffixes();
  const { values, positionals } = readOptions('check', args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('check: at least one FILE is wanted, or - for standard input');
  const profile = oneOf('check', 'profile', values.profile, PROFILES) ?? 'rfc5280';
  const purpose = oneOf('check', 'purpose', values.purpose, ['server', 'client', 'any']) ?? null;
  if (values.name?.trim() === '') throw new UsageError('check: --name is empty: a name or an address is wanted');
  const now = values.time === undefined ? Date.now() : readTime(values.time);
  const files = [
    ...positionals.map((path) => ({ path, trusted: false })),
    ...values.anchor.map((path) => ({ path, trusted: true })),
  ];
  let handed: HandedOver = NOTHING;
  const recognised: RecognisedInput[] = [];
  let locked: string | null = null;
  for (const [id, { path, trusted }] of files.entries()) {
    const name = path === '-' ? 'standard input' : path;
    const bytes = readBytes('check', path);
    const found = await readAnything(name, bytes, values.password ?? null);
    recognised.push(...found.recognised);
    if (trusted && !found.reading.items.some(({ kind }) => kind === 'certificate'))
      throw new UsageError(`check: --anchor ${name}: ${found.locked ?? 'no certificate that can be read is in it'}`);
    if (found.locked !== null) locked ??= `${name}: ${found.locked}`;
    handed = withReading(handed, { id, name, trusted, output: toolOutputIn(bytes) }, found.reading);
  }
  const asked = { purpose, name: values.name ?? '', profile, revocation: 'hard', trustSelfSigned: false } as const;
  const asking = questionOf(handed, asked, now, []);
  // What is to be judged may be in the locked file: a CA's certificate beside it is no reason to judge nothing.
  const question = locked !== null && asking?.instead?.kind === 'onlyCas' ? null : asking;
  const judgement = question === null ? null : judge(question);
  const report = reportOf(recognised, question, judgement);
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(textOf(recognised, question, judgement));
  if (judgement === null) throw new UsageError(`check: ${locked ?? nothingText(recognised)}`);
}

function reportOf(
  recognised: readonly RecognisedInput[],
  question: Question | null,
  judgement: Judgement | null,
): CheckReport {
  if (question === null || judgement === null) {
    return { recognised, verdict: null, failures: [], notes: [], advice: [] };
  }
  const alert = alertText(judgement, question);
  return {
    recognised,
    verdict: judgement.verdict,
    failures: failuresOf(judgement).map((failure) => ({
      certificate: failure.certificate,
      check: failure.check,
      reference: CITATIONS[failure.reference].text,
      evidence: evidenceText(failure),
    })),
    notes: [
      `${verdictText(judgement, question)}.`,
      ...(alert === null ? [] : [alert]),
      ...judgement.notes.map(noteText),
    ],
    advice: adviceOf(judgement, question, 'commands'),
  };
}

/** What an endpoint would send to a peer with this certificate, or null where it would send nothing. */
function alertText(judgement: Judgement, { instead }: Question): string | null {
  // A copy that is damaged: nobody knows what the other side would get.
  if (instead?.kind === 'unreadable') return null;
  const first = failuresOf(judgement).find(({ check }) => !/^(bundle|profile|web)\./.test(check));
  if (first === undefined) return null;
  const alert = alertForCheck(first);
  return `A TLS endpoint would send the alert ${alert} (${ALERT_WORDS[alert]?.number}).`;
}

/** For people. */
function textOf(
  recognised: readonly RecognisedInput[],
  question: Question | null,
  judgement: Judgement | null,
): string {
  const lines = ['Recognised', ...recognised.map((one) => `  ${recognisedText(one)}`)];
  if (question === null || judgement === null) return `${lines.join('\n')}\n`;
  const alert = alertText(judgement, question);
  lines.push('', verdictText(judgement, question), `  ${countText(judgement)}, ${askedText(question)}`);
  if (alert !== null) lines.push(`  ${alert}`);
  if (judgement.path.length > 0) {
    lines.push('', 'Path');
    lines.push(...judgement.path.map(({ der }, i) => `  ${i}  ${pathText(inspectCertificate(der), judgement, i)}`));
  }
  for (const failure of failuresOf(judgement)) {
    const place = failure.certificate === null ? 'the path' : `certificate ${failure.certificate}`;
    lines.push(
      '',
      `x ${CHECK_WORDS[failure.check].title} (${place}): ${failureText(failure, question.now)}`,
      `    ${failure.check}, ${CITATIONS[failure.reference].text}`,
      `    ${evidenceText(failure)}`,
      `    How to fix it: ${mendOf(failure, question, 'commands')}`,
    );
  }
  const notes = judgement.notes.map(noteText);
  if (notes.length > 0) lines.push('', 'Notes', ...notes.map((note) => `  ${note}`));
  if (judgement.verdict === 'undecided') {
    lines.push('', 'What decides', ...adviceOf(judgement, question, 'commands').map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function askedText({ purpose, isGuess, name, now, profile }: Question): string {
  const names = name === null ? 'no name' : Object.entries(name).map(([kind, value]) => `${kind} ${value}`)[0];
  const guess = isGuess ? ' (guessed)' : '';
  return `purpose ${purpose}${guess}, ${names}, at ${new Date(now).toISOString()}, rules ${profile}`;
}

function pathText(certificate: Certificate, { anchored, path }: Judgement, index: number): string {
  const isAnchor = anchored && index === path.length - 1;
  return `${commonNameIn(certificate.subject.text)}${isAnchor ? '  (trust anchor)' : ''}`;
}

/** `2026-11-23`, or with a time of day and Z; milliseconds since 1970. */
function readTime(text: string): number {
  const [, day, time = 'T00:00:00Z'] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/.exec(text) ?? [];
  const full = `${day}${time}`.replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z');
  const ms = day === undefined ? Number.NaN : Date.parse(full);
  // A day that the calendar lacks rolls over into the next.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new UsageError(`check: --time ${text}: a day or a time in UTC is wanted, such as 2026-11-23T12:00:00Z`);
  return ms;
}
