// The words of a step of the player: title, verdict, lesson, and what a screen reader announces.

import type { Actor, EventOf, Message, Recording, ResultKind, Step } from '../lab/recording/recording.ts';
import type { Protocol, Scenario } from '../lab/scenario/scenario.ts';
import type { CitationKey } from '../pki/citations.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { failureText } from './checks/failures.ts';
import { CHECK_ORDER } from './checks/why.ts';
import { failureWord } from './checks.ts';
import { checksOfOperation } from './checksOf.ts';
import { messageDetail, messageLesson, messageTitle } from './messages.ts';
import { actionDetail, refusalDetail } from './operations/caActions.ts';
import { operationDetail, operationLabel, operationLesson } from './operations.ts';
import { capital, count, isMiddle, noun, signs, The, the } from './phrases.ts';
import { redactionOf } from './redaction.ts';
import type { Lesson, Operation } from './types.ts';

export interface StepVerdict {
  readonly result: ResultKind;
  readonly text: string;
}

export const stepTitle = (recording: Recording, step: Step): string => stepLesson(recording, step).title;

export function stepLesson(recording: Recording, step: Step): Lesson {
  const event = eventOf(recording, step);
  const scenario = spokenAt(recording, step);
  const lesson =
    event.kind === 'sent'
      ? messageLesson(event.message, scenario)
      : operationLesson(event, checksOfOperation(recording, event.id), scenario);
  const renamed = IN_VERSION[scenario.protocol];
  return { ...lesson, cites: [...new Set(lesson.cites.map((cite) => renamed[cite] ?? cite))] };
}

/** The scenario by its words: where a server is made to answer in TLS 1.2, what follows is explained as that. */
export function spokenAt({ scenario, events }: Recording, step: Step): Scenario {
  if (scenario.protocol !== 'tls1.3') return scenario;
  const answer = events.findIndex((event) => event.kind === 'sent' && event.message.type === 'ServerHello');
  const [chosen, event] = [events[answer], events[step.event]];
  if (chosen?.kind !== 'sent' || step.event < answer) return scenario;
  // The client gives up by the rules of TLS 1.3, which it offered (RFC 9846 4.2.3).
  if (event?.kind === 'sent' && event.message.type === 'Alert') return scenario;
  return chosen.message.type === 'ServerHello' && chosen.message.details.version === 'tls1.2'
    ? { ...scenario, protocol: 'tls1.2-ecdhe' }
    : scenario;
}

/** What the versions have in common has the same words, and each its own section. */
const IN_TLS_13: Readonly<Partial<Record<CitationKey, CitationKey>>> = {
  'tls12.10': 'tls13.5',
  'tls12.6.2.3': 'tls13.5.2',
  'tls12.7.2': 'tls13.6',
  'tls12.7.2.1': 'tls13.6.1',
  'tls12.7.2.2': 'tls13.6.2',
  'tls12.6.3': 'tls13.7.3',
  'tls12.7.3': 'tls13.2',
  'tls12.7.4.2': 'tls13.4.5.1',
  'tls12.7.4.6': 'tls13.4.5.1',
  'tls12.7.4.8': 'tls13.4.5.2',
  'tls12.7.4.9': 'tls13.4.5.3',
  'tls12.8.1': 'tls13.7.1',
  'tls12.6.2.1': 'tls13.5.1',
  'tls12.F.1.1.2': 'tls13.F.1',
};

/** What is said of RSA key exchange in RFC 5246 F.1.1.2 is said of Diffie-Hellman in F.1.1.3. */
const IN_VERSION: Readonly<Record<Protocol, Readonly<Partial<Record<CitationKey, CitationKey>>>>> = {
  'tls1.2-rsa': {},
  'tls1.2-ecdhe': { 'tls12.F.1.1.2': 'tls12.F.1.1.3' },
  'tls1.3': IN_TLS_13,
};

/** What came of the step, in one line, or null where nothing is decided. */
export function stepVerdict(recording: Recording, step: Step): StepVerdict | null {
  const event = eventOf(recording, step);
  const veil = redactionOf(event.kind === 'sent' ? event.message.details : event.details);
  if (veil !== null) return veil === 'sealed' ? { result: 'neutral', text: 'Sealed: the keys are elsewhere' } : null;
  return event.kind === 'sent' ? messageVerdict(event, recording) : operationVerdict(recording, step, event);
}

/** Where nothing is decided: the one telling detail that its row in the diagram has; empty where there is none. */
export function stepRemark(recording: Recording, step: Step): string {
  const event = eventOf(recording, step);
  const detail =
    event.kind === 'sent'
      ? messageDetail(event.message)
      : operationDetail(event, checksOfOperation(recording, event.id));
  return capital(detail);
}

/** `Step 23 of 30`; `of`: null where nobody is to know how many there are. */
export const placeInRun = ({ number }: Step, of: number | null): string =>
  of === null ? `Step ${number}` : `Step ${number} of ${of}`;

/** For screen readers: the whole step in a sentence or two. `of`: as in `placeInRun`. */
export function stepAnnouncement(recording: Recording, step: Step, of: number | null = recording.steps.length): string {
  const event = eventOf(recording, step);
  const place = `${placeInRun(step, of)}.`;
  const verdict = stepVerdict(recording, step);
  if (event.kind === 'sent') {
    const { message } = event;
    const detail = messageDetail(message);
    const label = [
      `${messageTitle(message)} from ${the(message.from)} to ${the(message.to)}`,
      message.encrypted ? 'encrypted' : '',
      detail,
    ];
    return sentences(place, label.filter((part) => part !== '').join(', '), verdict?.text);
  }
  const checks = checksOfOperation(recording, event.id);
  return sentences(
    place,
    `${The(event.actor)}: ${operationLabel(event)}`,
    verdict?.text ?? capital(operationDetail(event, checks)),
  );
}

function messageVerdict(event: EventOf<'sent'>, recording: Recording): StepVerdict | null {
  const { message } = event;
  const { scenario } = recording;
  const neutral = (line: string): StepVerdict => ({ result: 'neutral', text: line });
  switch (message.type) {
    case 'Certificate':
      return neutral(message.details.count === 0 ? 'Nothing to show: the server decides' : 'Shown, not yet proven');
    case 'ServerKeyExchange':
      return neutral('The proof of the server’s key, if it fits the certificate');
    case 'ClientKeyExchange':
      if (message.details.group !== undefined) return neutral('Public: the secret itself never crosses the wire');
      return neutral('Only the private key behind the certificate opens this');
    case 'CertificateVerify':
      return neutral('The proof of the key, if it fits the certificate');
    case 'Finished':
      return neutral(
        originOf(message) === 'server'
          ? signs(scenario)
            ? 'The server saw the same handshake, if it verifies'
            : 'The server’s proof of its key, if it verifies'
          : scenario.protocol === 'tls1.3'
            ? 'The client saw the same handshake, if it verifies'
            : 'The first message under the new keys',
      );
    case 'ApplicationData':
      if (message.from === 'attacker' && message.details.passed === 'own')
        return neutral('Sealed anew, by the attacker');
      return /\s403\b/.test(message.details.line)
        ? { result: 'fail', text: 'Authenticated, not authorised' }
        : neutral(
            message.to === 'attacker' || message.from === 'attacker'
              ? 'Whoever holds the keys can read this: see who does'
              : 'Only client and server can read this',
          );
    case 'Alert':
      return message.details.level === 'fatal'
        ? { result: 'fail', text: `The connection ends here${whatIsLearnt(event, recording)}` }
        : null;
    case 'OCSPResponse':
    case 'CertificateStatus':
      return message.details.status === 'revoked' ? { result: 'fail', text: 'The CA says: revoked' } : null;
    default:
      return null;
  }
}

/** An encrypted alert tells nothing to those without its key: an attacker who relays, or an endpoint with other keys. */
function whatIsLearnt({ id, message: { encrypted, to } }: EventOf<'sent'>, { events }: Recording): string {
  if (!encrypted) return `, and this is all that ${the(to)} learns`;
  if (to === 'attacker' && !isMiddle(events)) return ', and the attacker sees only that something was sent';
  const at = events.findIndex((event) => event.id === id);
  const unopened = events
    .slice(at + 1)
    .some(
      (event) =>
        event.kind === 'operation' &&
        event.operation === 'record.open' &&
        event.actor === to &&
        event.result === 'fail',
    );
  return unopened ? `, and ${the(to)} cannot open this alert` : `, and this is all that ${the(to)} learns`;
}

/** Whose message an attacker passes on, or plays. */
const originOf = ({ from, to }: Message): Actor => (from === 'attacker' ? otherEnd(to) : from);

function operationVerdict(recording: Recording, step: Step, event: Operation): StepVerdict | null {
  const { operation, result, actor } = event;
  const peer = noun(event.subject ?? otherEnd(actor));
  switch (operation) {
    case 'path.validate':
      if (result === 'fail') return { result, text: `Not valid: ${reasons(recording, step, event)}` };
      if (event.details.enforced === false)
        return { result, text: `Not valid, and the server does not insist: ${reasons(recording, step, event)}` };
      return { result, text: `Every check passes, up to a root that ${the(actor)} trusts` };
    case 'certificate.decide':
      if (result === 'fail') return { result, text: `Refused: ${reasons(recording, step, event)}` };
      if (event.details.enforced === false)
        return { result, text: 'Taken without a valid path: the verdict goes to the application' };
      return { result, text: `Accepted: the ${peer}’s key is still to be proven` };
    case 'certificate.missing':
      return result === 'fail'
        ? { result, text: 'Refused: the client sent no certificate' }
        : { result, text: 'Allowed: the client stays anonymous' };
    case 'possession.verify':
      if (result !== 'fail') return { result, text: `The ${peer} holds the private key of its certificate` };
      return peer === 'server' && event.details.shown === undefined && !signs(recording.scenario)
        ? { result, text: 'Not proven: the server’s Finished never came' }
        : { result, text: 'Refused: the signature does not fit the key in the certificate' };
    case 'ticket.open':
      return result === 'fail'
        ? { result, text: 'Refused: the binder does not fit this hello and the ticket’s secret' }
        : { result, text: 'The client is the one that got the ticket' };
    case 'finished.verify':
      if (result === 'fail') return { result, text: 'Refused: the two sides saw different handshakes' };
      return peer === 'server' && !signs(recording.scenario)
        ? { result, text: 'The server holds its private key' }
        : { result, text: 'Both sides saw the same handshake' };
    case 'premaster.open':
      return result === 'fail' ? { result, text: 'It does not open, and the server must not let that show' } : null;
    case 'record.open':
      return result === 'fail' ? { result, text: 'Different keys or a changed record: nobody can tell which' } : null;
    case 'account.find':
      if (result === 'fail') return { result, text: 'Verified, but nobody’s account' };
      if (event.details.unproven) return { result: 'fail', text: 'Taken: nobody has shown the key' };
      return event.details.otherIssuer === undefined
        ? null
        : { result: 'fail', text: 'Taken: another CA gave this name' };
    case 'application.origin':
      return result === 'fail' ? { result, text: 'Not from the proxy' } : null;
    case 'application.decide':
      if (event.details.by === 'name')
        return { result, text: 'The application believes a name that nobody has verified' };
      if (result !== 'fail') return null;
      if (event.details.by === 'unverified')
        return { result, text: 'The application asks what TLS found, and refuses' };
      return {
        result,
        text:
          event.details.status === '400'
            ? 'The certificate was refused: only now is it said, over HTTP'
            : event.details.status === '401'
              ? 'Nobody knows who asks'
              : 'Authenticated, not authorised',
      };
    case 'ca.checkRequest':
      return result === 'fail'
        ? { result, text: `Refused: ${refusalDetail(event)}` }
        : { result, text: 'The requester holds the private key' };
    case 'ca.revoke':
    case 'ca.release':
      return result === 'fail' ? { result, text: `Nothing changes: ${actionDetail(event)}` } : null;
    default:
      return null;
  }
}

/** Why `event.actor` refuses: the first failure in the order of checking, and how many more there are. */
function reasons(recording: Recording, step: Step, event: Operation<'path.validate' | 'certificate.decide'>): string {
  const failed = failuresUntil(recording, step, event);
  const first = failed[0];
  if (first === undefined)
    return failureWord((event.operation === 'certificate.decide' && event.details.check) || 'unknown');
  const others = new Set(failed.map((check) => check.check)).size - 1;
  const more = others > 0 ? `, and ${count(others, 'more check')} ${others === 1 ? 'fails' : 'fail'}` : '';
  return `${failureText(first, recording.now)}${more}`;
}

/** Failed, whether or not the verifier insists. */
const isFound = ({ result, enforced }: CheckResult): boolean => result === 'fail' || enforced === false;

/** Failed checks of this actor on this subject, in the order in which an endpoint checks. */
function failuresUntil(recording: Recording, step: Step, { actor, subject }: Operation): CheckResult[] {
  return recording.events
    .slice(0, step.until)
    .flatMap((event) =>
      event.kind === 'check' && event.actor === actor && event.subject === subject && isFound(event.check)
        ? [event.check]
        : [],
    )
    .sort((a, b) => CHECK_ORDER.indexOf(a.check) - CHECK_ORDER.indexOf(b.check));
}

function eventOf(recording: Recording, step: Step): EventOf<'sent'> | Operation {
  const event = recording.events[step.event];
  if (event?.kind !== 'sent' && event?.kind !== 'operation')
    throw new Error(`step ${step.number} stands on no message and no operation`);
  return event;
}

const otherEnd = (actor: Actor): Actor => (actor === 'client' ? 'server' : 'client');

const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.?!]$/.test(String(part)) ? part : `${part}.`))
    .join(' ');
