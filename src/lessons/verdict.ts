// The words of a verdict on certificates that somebody handed over: one line, what else is worth knowing, and what to do.

import type { CheckResult } from '../pki/path/result.ts';
import type { Judgement, JudgementNote, KeyOwner, Open, Question } from '../pki/validator/question.ts';
import { ALERT_WORDS } from './alerts.ts';
import { failureText } from './checks/failures.ts';
import { problemText } from './intake.ts';
import { capital, commonNameIn, count } from './phrases.ts';
import { remedyText } from './remedy.ts';

/** Where the words are read: commands have nothing to choose or to remove. */
export type Surface = 'page' | 'commands';

type Asked = Pick<Question, 'now' | 'purpose' | 'instead'>;

/** In the order of the checks, but what is known of revocation stands before what nobody could learn of it. */
export function failuresOf({ checks }: Pick<Judgement, 'checks'>): CheckResult[] {
  const failed = checks.filter(({ result }) => result === 'fail');
  const known = failed.filter(isKnownRevocation);
  const at = failed.findIndex(({ check }) => check.startsWith('revocation.'));
  return at === -1
    ? failed
    : [...failed.slice(0, at), ...known, ...failed.slice(at).filter((check) => !isKnownRevocation(check))];
}

const isKnownRevocation = ({ check, evidence }: CheckResult): boolean =>
  check === 'revocation.status' && evidence.status === 'revoked';

/** Whether soft-fail let nothing pass whose revocation nobody could tell. */
export const isAllLearnt = ({ checks }: Pick<Judgement, 'checks'>): boolean =>
  checks.every(({ evidence }) => evidence.policy !== 'soft-fail');

/** One line: the verdict and its reason. */
export function verdictText(judgement: Judgement, { now, instead }: Asked): string {
  switch (judgement.verdict) {
    case 'accepted':
      return isAllLearnt(judgement) ? 'Accepted: every check passed' : 'Accepted: no check failed';
    case 'refused': {
      if (instead?.kind === 'unreadable') return `Refused: the certificate in ${instead.source} cannot be read`;
      const [first] = failuresOf(judgement);
      return first === undefined ? 'Refused: no path to a trust anchor' : `Refused: ${failureText(first, now)}`;
    }
    case 'undecided': {
      const [first] = judgement.open;
      return `Not decided: ${first === undefined ? 'no trust anchor was reached' : openText(first)}`;
    }
  }
}

/** Why there is no decision, as half a sentence. */
export function openText(open: Open): string {
  switch (open.kind) {
    case 'noIssuer':
      return open.above > 1
        ? `complete up to ${commonNameIn(open.issuer)}, most likely a root, which was not handed over`
        : `its issuer, ${commonNameIn(open.issuer)}, was not handed over`;
    case 'selfSigned':
      return open.isLeaf
        ? 'it is self-signed, and nobody named it as trusted'
        : `complete up to ${commonNameIn(open.subject)}, a root that nobody named as trusted`;
    case 'unsupported':
      return `this program cannot verify the algorithm ${open.algorithm}`;
    case 'onlyCas':
      return open.count === 1
        ? 'only a CA’s certificate was handed over, and none of a server or a client'
        : `only certificates of CAs were handed over, ${open.count} of them, and none of a server or a client`;
  }
}

/** What can be done where nothing failed and nothing was decided. */
function openAdvice(open: Open, { purpose }: Asked, surface: Surface): string {
  switch (open.kind) {
    case 'noIssuer': {
      const issuer = commonNameIn(open.issuer);
      const address = open.address === null ? '' : ` The certificate says where to get it: ${open.address}`;
      return open.above > 1
        ? `If you trust ${issuer}, add its certificate as a trust anchor. A root need not be sent, so nothing is missing from the file. Only if ${issuer} is not a root but one more intermediate CA must ${the(purpose)} send its certificate, too.${address}`
        : `If ${issuer} is an intermediate CA, add its certificate to what ${the(purpose)} sends, directly after the first one. If it is a root, add it as a trust anchor.${address}`;
    }
    case 'selfSigned':
      return `If you know from elsewhere that ${open.isLeaf ? 'this certificate' : `this certificate of ${commonNameIn(open.subject)}`} is genuine, add it as a trust anchor.`;
    case 'unsupported':
      return 'Ask a program that knows the algorithm, such as a recent OpenSSL. All other checks were made here.';
    case 'onlyCas':
      return surface === 'page'
        ? 'Add the certificate of the server or client. Or choose one of these to have it judged as if it were that certificate.'
        : 'Hand over the certificate of the server or client as well.';
  }
}

const the = (purpose: Question['purpose']): string => (purpose === 'any' ? 'the program' : `the ${purpose}`);

/** What to do about one failure. A certificate that can't be read may be good where it was copied from. */
export const mendOf = (
  check: CheckResult,
  { instead, purpose }: Omit<Asked, 'now'>,
  surface: Surface = 'page',
): string => (instead?.kind === 'unreadable' ? UNREADABLE_MENDS[surface] : remedyText(check, purpose));

const UNREADABLE_MENDS: Readonly<Record<Surface, string>> = {
  page: 'Get an undamaged copy of this certificate. To judge another one, choose it, or remove this one.',
  commands: 'Get an undamaged copy of this certificate. To judge another one, leave this file out.',
};

/** What to do, the most important first. Each once. */
export function adviceOf(judgement: Judgement, asked: Asked, surface: Surface = 'page'): string[] {
  const mends = failuresOf(judgement).map((check) => mendOf(check, asked, surface));
  const opens = judgement.open.map((open) => openAdvice(open, asked, surface));
  return [...new Set([...mends, ...opens])];
}

/** A whole sentence or two. */
export function noteText(note: JudgementNote): string {
  switch (note.kind) {
    case 'guess':
      return `The purpose was not given. It was guessed from the certificate: ${PURPOSES[note.purpose]}.`;
    case 'unreadable':
      return `A part of ${note.source} could not be read and took no part in this: ${problemText(note.problem)}`;
    case 'unreadableCrl':
      return `Revocation list ${note.place} could not be read and took no part in this: at byte ${note.offset}, ${note.problem}.`;
    case 'key':
      return keyText(note.source, note.of);
    case 'alert':
      return alertNote(note.source, note.number);
    case 'verified':
      return `The program in ${note.source} itself found: ${note.text} (${note.code}).${note.code === 20 || note.code === 21 || note.code === 19 ? ' That is usual where it was given no root: with -CAfile it gets one.' : ''}`;
    case 'clientCas':
      return clientCasText(note);
    case 'partialChain':
      return `The trust anchor, ${commonNameIn(note.anchor)}, is not self-signed: trust begins at an intermediate CA. RFC 5280 allows it. Programs that use OpenSSL, such as nginx and HAProxy, refuse it with “unable to get issuer certificate” unless partial chains are switched on.`;
    case 'sameName':
      return 'The certificate has the same name as its issuer, and no key identifiers that tell the two apart. OpenSSL takes it for self-signed and refuses it with error 18. Give the CA a name of its own.';
    case 'otherEncoding':
      return `${certificateName(note.certificate)} spells the name of its issuer in another string type than the issuer itself. RFC 5280 7.1 compares the text, and so do these checks. Programs that compare bytes do not find the issuer.`;
    case 'issuanceOnly':
      return 'Only rules for those who issue certificates are broken. Many programs do not ask for them. OpenSSL asks for some of them with -x509_strict, and so does Python from version 3.13 on.';
    case 'noName':
      return 'No name was asked for, so nobody checked for whom the certificate is.';
    case 'softFail':
      return 'With soft-fail the answer may be missing: nobody could say whether each certificate is revoked.';
    case 'notCovered':
      return `The revocation of ${commonNameIn(note.subject)} was not checked: no CRL and no OCSP response about it was handed over.`;
    case 'noRevocation':
      return 'Nobody checked whether the certificates are revoked: no CRL and no OCSP response was asked.';
  }
}

function alertNote(source: string, number: number): string {
  const [name, words] = Object.entries(ALERT_WORDS).find(([, one]) => one.number === number) ?? [];
  if (words === undefined) return `The output in ${source} shows an alert with the number ${number}.`;
  return `The output in ${source} shows that the other side sent the alert ${name} (${number}). ${words.plain}`;
}

function clientCasText({ names, clients }: Extract<JudgementNote, { kind: 'clientCas' }>): string {
  if (names.length === 0)
    return 'The server asks for a client certificate and names no CAs: a client may send one of any CA.';
  const shown = names.slice(0, 5).join('; ');
  const list = `The server asks for a client certificate from one of ${count(names.length, 'CA')}: ${shown}${names.length > 5 ? ' and others' : ''}.`;
  if (clients.length === 0) return `${list} Add a client certificate to see whether its CA is among them.`;
  return [list, ...clients.map(listedText)].join(' ');
}

function listedText({
  subject,
  issuer,
  listed,
}: Extract<JudgementNote, { kind: 'clientCas' }>['clients'][number]): string {
  const [client, ca] = [commonNameIn(subject), commonNameIn(issuer)];
  return listed
    ? `The certificate of ${client}, issued by ${ca}, is from one of them.`
    : `The certificate of ${client}, issued by ${ca}, is from none of them, so browsers and Java do not send it. Use a certificate of a listed CA, or add ${ca} to the CAs that the server names.`;
}

const PURPOSES = { server: 'server', client: 'client', any: 'neither server nor client' } as const;

const certificateName = (index: number): string => (index === 0 ? 'The certificate' : `CA certificate ${index}`);

function keyText(source: string, owner: KeyOwner): string {
  switch (owner.kind) {
    case 'leaf':
      return `The private key in ${source} belongs to the certificate. ${KEY_KEPT}`;
    case 'other':
      return `The private key in ${source} belongs to another certificate, that of ${commonNameIn(owner.subject)}. ${KEY_KEPT}`;
    case 'nobody':
      return `The private key in ${source} belongs to none of these certificates. ${KEY_KEPT}`;
    case 'unknown':
      if (owner.problem !== null)
        return `The private key in ${source} was not compared with the certificate: ${owner.problem}.`;
      return owner.encrypted
        ? `The private key in ${source} is encrypted, so it was not compared with the certificate.`
        : `The private key in ${source} could not be read, so it was not compared with the certificate.`;
  }
}

/** Not a word more than is true: see `Parts` in the engine. */
const KEY_KEPT = 'It was read for this comparison and nothing else.';

/** `3 checks`, `1 of 8 checks fails`. */
export function countText(judgement: Judgement): string {
  const made = judgement.checks.filter(({ result }) => result !== 'not-reached').length;
  const failed = failuresOf(judgement).length;
  return failed === 0
    ? count(made, 'check')
    : `${failed} of ${count(made, 'check')} ${failed === 1 ? 'fails' : 'fail'}`;
}

/** Why there are so many checks, and not more; null where there is nothing to explain. */
export function countReason({
  path,
  anchored,
  checks,
}: Pick<Judgement, 'path' | 'anchored' | 'checks'>): string | null {
  if (anchored) {
    return path.length < 2
      ? null
      : 'The trust anchor’s own signature is not among them: it counts because somebody trusts it.';
  }
  const open = checks.filter(({ result }) => result === 'not-reached').length;
  return open === 0 || path.length === 0 ? null : `${open} more could not be made, since no trust anchor was reached.`;
}

export const sentence = (text: string): string => `${capital(text)}.`;
