// Questions to the CA during a run: by OCSP or for its list, over the attacker where one is on the way, and what is answered.

import { isoTime } from '../../asn1/time.ts';
import { fromUtf8 } from '../../bytes/hex.ts';
import { encodeCrlHttpResponse } from '../../pki/revocation/crlHttp.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import { ocspAnswer, ocspQuestion } from '../../tls/auth/revocation.ts';
import type { RevocationQuestion, Side } from '../../tls/events.ts';
import { writtenOver } from '../attacker/messageModifications.ts';
import type { MitmCredentials } from '../attacker/mitmCredentials.ts';
import type { Plan } from '../plan/plan.ts';
import type { CaMessageDetails } from '../recording/details.ts';
import type { CaMessage, Recorder } from '../recording/recorder.ts';
import type { Actor, CaMessageType } from '../recording/recording.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { KeyStore } from '../world/authority.ts';
import { answerOcsp, type CaOcspAnswer, forgeOcsp, replayOcsp } from '../world/ca.ts';
import type { World } from '../world/issuance.ts';

/** What a run goes by, once its world is made. */
export interface RunContext {
  readonly recorder: Recorder;
  readonly plan: Plan;
  /** The CA's register and list change while it works. */
  world: World;
  readonly keys: KeyStore;
  /** The client's application: how often it means to ask, and how often it has. */
  readonly requests: { readonly wanted: number; sent: number };
  /** Whether it asks for new keys before its second question. */
  readonly updatesKeys: boolean;
  /** Whether the client keeps what it needs to come back. */
  readonly keepsTicket: boolean;
  readonly tampering: Scenario['tampering'];
  /** What the proxy and the application behind it share; null where they share nothing. */
  readonly secret: Uint8Array | null;
  /** Of a machine in the middle. */
  readonly equipment: MitmCredentials | null;
}

/** The question travels to the CA, its answer back: both are messages of the recording. Null where no answer comes. */
export const askCa = (context: RunContext, side: Side, question: RevocationQuestion): Uint8Array | null =>
  question.via === 'ocsp' ? askResponder(context, side, other(side), question) : fetchList(context, side, question);

/** `about`: whose certificate it is; null where somebody asks on their own account, which `more` tells. */
export function askResponder(
  context: RunContext,
  side: Side,
  about: Side | null,
  question: RevocationQuestion,
  more: Pick<CaMessageDetails['OCSPResponse'], 'about' | 'action'> = {},
): Uint8Array | null {
  const { http, httpSpans, body, serial } = question;
  const station = stationOf(context, question);
  const asked = sendAside(context, {
    from: side,
    to: station,
    channel: 'ocsp',
    type: 'OCSPRequest',
    wire: http,
    spans: httpSpans,
    ...(body ? { body } : {}),
    details: { serial, ...(about ? { about } : {}), ...more },
  });
  const answer = respond(context, about, station, asked.sent, { ...question, http: asked.wire });
  if (answer === null) return null;
  const answered = sendAside(context, {
    from: station,
    to: side,
    channel: 'ocsp',
    type: 'OCSPResponse',
    wire: answer.http,
    spans: answer.spans,
    body: answer.body,
    details: { status: answer.status, serial: answer.serial, ...more },
  });
  context.recorder.received(side, answered.sent);
  return answered.wire;
}

/** Who gets a question about revocation: the CA, or somebody on the way to it. */
function stationOf({ plan, equipment }: RunContext, { via, url }: RevocationQuestion): 'ca' | 'attacker' {
  if (equipment?.status.url === url) return 'attacker';
  return via === 'ocsp' && (plan.ca.responder === 'stranger' || plan.ca.responder === 'replay') ? 'attacker' : 'ca';
}

/** To or from the CA; over the attacker where a byte is changed by hand. What arrives, and the event it was sent by. */
function sendAside<Type extends CaMessageType>(
  { recorder, tampering }: RunContext,
  message: CaMessage<Type>,
): { wire: Uint8Array; sent: number } {
  const { from, to, type, wire } = message;
  const { bytes, edits } = writtenOver(wire, tampering, recorder.nextKey(from, type));
  if (edits.length === 0 || from === 'attacker' || to === 'attacker') {
    return { wire, sent: recorder.caMessage(message) };
  }
  const { body: _, ...changed } = message;
  recorder.received('attacker', recorder.caMessage({ ...message, to: 'attacker' }));
  for (const edit of edits) recorder.operation('attacker', 'attacker.edit', { message: type, how: 'hand', ...edit });
  return { wire: bytes, sent: recorder.caMessage({ ...changed, from: 'attacker', wire: bytes }) };
}

/** The CA's own answer, that of somebody on the way, or none. */
function respond(
  { recorder, plan, world, keys, equipment }: RunContext,
  about: Side | null,
  station: Actor,
  asked: number,
  question: RevocationQuestion,
): CaOcspAnswer | null {
  const { authority, register } = world;
  const whose = about === null ? {} : { subject: about };
  const { http } = question;
  if (station === 'attacker') recorder.received('attacker', asked);
  if (equipment?.status.url === question.url) return equipment.answer(question);
  switch (plan.ca.responder) {
    case 'silent':
      return null;
    case 'stranger':
      recorder.operation('attacker', 'ca.impersonate', { how: 'forged' }, whose);
      return forgeOcsp(authority, http, plan.now, keys);
    case 'replay':
      recorder.operation('attacker', 'ca.impersonate', { how: 'replayed' }, whose);
      return replayOcsp(authority, http, plan.now);
    case 'ca': {
      recorder.received('ca', asked);
      const answer = answerOcsp(authority, register, http, plan.now);
      const details = { serial: answer.serial, status: answer.status };
      recorder.operation('ca', 'ca.lookUp', details, whose);
      recorder.belief('ca', 'ca.answered', details);
      return answer;
    }
  }
}

/** The CA's list lies at the address that certificates name; it was signed when it was published. */
function fetchList(context: RunContext, side: Side, question: RevocationQuestion): Uint8Array | null {
  const { recorder, plan, world, equipment } = context;
  const { http, httpSpans, url } = question;
  const station = stationOf(context, question);
  const asked = sendAside(context, {
    from: side,
    to: station,
    channel: 'crl',
    type: 'CRLRequest',
    wire: http,
    spans: httpSpans,
    details: { url },
  });
  recorder.received(station, asked.sent);
  const list = station === 'attacker' ? (equipment?.list() ?? null) : world.list;
  // Who asks for something else does not get the list.
  if (!list || requestLine(asked.wire) !== requestLine(http)) return null;
  const { bytes, spans } = encodeCrlHttpResponse({ body: list.der, now: plan.now });
  const answered = sendAside(context, {
    from: station,
    to: side,
    channel: 'crl',
    type: 'CRL',
    wire: bytes,
    spans,
    body: list.der,
    details: { revoked: list.revoked, nextUpdate: isoTime(list.nextUpdate) },
  });
  recorder.received(side, answered.sent);
  return answered.wire;
}

/** Beforehand, an endpoint asks about its own certificate. DER of the OCSPResponse; null where none came. */
export function fetchStaple(context: RunContext, side: Side, { chain }: Credential): Uint8Array | null {
  const { authority } = context.world;
  const issuer = context.plan[side]?.issuer === 'root' ? authority.root : authority.issuing;
  const [leaf] = chain;
  // No nonce: the answer is for whoever will ask.
  const question = leaf ? ocspQuestion(parseCertificate(leaf), issuer.certificate, null) : null;
  const http = question && askResponder(context, side, side, question);
  return http && ocspAnswer(http);
}

const requestLine = (http: Uint8Array): string => fromUtf8(http).split('\r\n', 1)[0] ?? '';

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
