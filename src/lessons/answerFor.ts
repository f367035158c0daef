// The answer to the question of a run's story: a text that fits how it ended, filled with what the recording says.
import type { FactRow, RunFacts } from '../exercises/summary/runFacts.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { ANSWERS, type AnswerText, type FaultAnswer } from './answers.ts';
import { failureText } from './checks/failures.ts';
import { CHECK_WORDS } from './checks/words.ts';
import { FAULT_WORDS } from './faults.ts';
import { capital, commonNameIn, count, the } from './phrases.ts';
import { type RichText, rowPart, type TextPart } from './summaryText.ts';

type Run = Pick<Scenario, 'mode' | 'protocol' | 'again' | 'keyUpdate' | 'caWork' | 'tampering' | 'edits' | 'faults'>;

/** `active`: the faults that change anything in this scenario. `now`: the clock of the run. */
export function answerFor(scenario: Run, facts: RunFacts, active: readonly FaultId[], now: number): RichText {
  for (const text of candidates(scenario, facts, active)) {
    const parts = filled(text, facts, now);
    if (parts !== null) return parts;
  }
  return [];
}

/** The question that is answered; that of the story where there is no other. */
export function questionAnswered(scenario: Run, active: readonly FaultId[], story: string): string {
  const fault = onlyFault(scenario, active);
  return fault === null ? story : FAULT_WORDS[fault].question;
}

/** The fault whose own question and answer hold, where nothing else is changed. */
function onlyFault({ edits, tampering, caWork }: Run, active: readonly FaultId[]): FaultId | null {
  const [fault, second] = active;
  const isAlone = second === undefined && edits === undefined && tampering.length === 0 && caWork.length === 0;
  return fault !== undefined && isAlone ? fault : null;
}

/** The most telling one first; those at the end hold in every run. */
function candidates(scenario: Run, facts: RunFacts, active: readonly FaultId[]): readonly string[] {
  const { protocol, caWork, edits, tampering } = scenario;
  const fault = onlyFault(scenario, active);
  const isPlain = active.length === 0 && caWork.length === 0 && edits === undefined && tampering.length === 0;
  const own = fault === null ? [] : ANSWERS[fault].filter((answer) => holds(answer, facts));
  const ofFault = own.map(({ text }) => textIn(text, protocol));
  if (facts.status === '400') return [OVER_HTTP, ...inGeneral(facts)];
  return [...ofFault, ...(isPlain && facts.end === 'through' ? honest(scenario) : []), ...inGeneral(facts)];
}

const holds = (answer: FaultAnswer, { end, by, check }: RunFacts): boolean =>
  answer.end === end && (answer.end === 'through' || (answer.by === by && answer.check === check));

const textIn = (text: AnswerText, protocol: Scenario['protocol']): string =>
  typeof text === 'string' ? text : text[protocol];

/** To the questions of runs in which nothing is broken. */
function honest({ mode, protocol, again, keyUpdate }: Run): readonly string[] {
  if (again === 'resumed')
    return [
      'Proven now: *both hold the secret that goes with the ticket* ({@ticket}). Names and keys are only remembered: they were proven in the first connection ({@serverProof}[, {@clientProof}]).',
    ];
  if (keyUpdate === 'client')
    return [
      '*Each side computes the new key from the old one alone* ({@update}): nothing travels that would help a listener. There is no way back, since the computation cannot be reversed.',
    ];
  if (mode === 'mutual')
    return [
      '*CertificateVerify ({@clientMessage}).* The certificate only names {customer}, and everybody may have a copy. The signature is made with the private key that belongs to it, and the server verifies it ({@clientProof}).',
    ];
  return protocol === 'tls1.2-rsa'
    ? [
        '*The client knows at the server’s Finished* ({@serverProof}): only who holds the certificate’s private key could make it. The server never learns from TLS who the client is, and asks for a {login} ({@decides}).',
      ]
    : [
        '*The client knows once it has verified the server’s signature* ({@serverProof}): only who holds the certificate’s private key could make it. The server never learns from TLS who the client is, and asks for a {login} ({@decides}).',
      ];
}

/** A server that refuses its client behind the handshake. */
const OVER_HTTP =
  '*The client learns it from HTTP, and from no alert.* The server refused its certificate, or got none, and ended the handshake all the same; the answer to the first request is {status} ({@decides}).';

/** What can be said of any run. */
function inGeneral({ end }: RunFacts): readonly string[] {
  switch (end) {
    case 'refused':
      return [
        '*{By} ends the connection.* What decides is the check “{title}”: {why} ({@fails}). {Other} is told {alert} ({@alert}).[ In all, {failed} fail.]',
        '*{By} ends the connection without a word.* What decides is the check “{title}”: {why} ({@fails}). {Other} is told nothing: for it the connection just ends.[ In all, {failed} fail.]',
        '*{By} ends the connection.* What decides is the check “{title}”: {why} ({@fails}).',
        '*{By} ends the connection.*',
      ];
    case 'through':
      return [
        '*Both sides connect.* The client accepts the server’s certificate ({@serverShown}) and sees its key proven ({@serverProof})[; the server accepts the client’s ({@clientShown}) and sees its key proven, too ({@clientProof})].',
        '*Both sides connect.*',
      ];
    case 'silent':
      return ['*Nobody refuses, and nothing goes on.* One side waits for bytes that never come.'];
  }
}

/** Null where the run lacks something that the text names outside of brackets. */
function filled(text: string, facts: RunFacts, now: number): RichText | null {
  const parts: TextPart[] = [];
  let strong = false;
  for (const [i, piece] of text.split(/[[\]]/).entries()) {
    // Every second piece stands in brackets.
    const optional = i % 2 === 1;
    const found: TextPart[] = [];
    let lacks = false;
    for (const token of piece.split(/(\{@?\w+\}|\*)/).filter(Boolean)) {
      if (token === '*') strong = !strong;
      else if (token.startsWith('{@')) {
        const step = rowIn(facts, token.slice(2, -1));
        if (step === null) lacks = true;
        else found.push(rowPart(step));
      } else {
        const words = token.startsWith('{') ? wordIn(facts, token.slice(1, -1), now) : token;
        if (words === null) lacks = true;
        else found.push({ kind: 'words', text: words, strong });
      }
    }
    if (lacks && !optional) return null;
    if (!lacks) parts.push(...found);
  }
  return parts;
}

function rowIn({ rows, client }: RunFacts, name: string): number | null {
  if (name === 'clientEmpty') return client.empty ? client.claims[0].step : null;
  return rows[name as FactRow] ?? null;
}

function wordIn(facts: RunFacts, name: string, now: number): string | null {
  const { by, failure } = facts;
  switch (name) {
    case 'why':
      return failure && named(failureText(failure.check, now));
    case 'title':
      return failure && CHECK_WORDS[failure.check.check].title;
    case 'alert':
      return facts.alert;
    case 'host':
      return facts.host;
    case 'status':
      return facts.status;
    case 'login':
      return facts.login === 'password' ? facts.login : null;
    case 'customer':
      return facts.client.subject && commonNameIn(facts.client.subject);
    case 'message':
      return by === 'client' ? facts.server.claims[1].message : facts.client.claims[1].message;
    case 'failed':
      return facts.failed > 1 ? count(facts.failed, 'check') : null;
    case 'By':
      return by && capital(the(by));
    case 'Other':
      return by && capital(the(by === 'client' ? 'server' : 'client'));
    default:
      return null;
  }
}

/** The text of a check says “it”; here other things were named since. */
const named = (text: string): string => text.replace(/^it /, 'the certificate ').replace(/^its /, 'the certificate’s ');
