// The CA's work by order of the scenario: one action after the other, each with its real messages in the recording. What
// follows from it is for the endpoints to find out.

import { isoTime } from '../../asn1/time.ts';
import { fromBase64url } from '../../bytes/base64url.ts';
import { toHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import type { Random } from '../../crypto/random.ts';
import { createRequest } from '../../pki/csr/request.ts';
import { certIdOf } from '../../pki/revocation/certId.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { httpAddress } from '../../pki/revocation/http.ts';
import { encodeOcspHttpRequest } from '../../pki/revocation/ocspHttp.ts';
import { encodeOcspRequest } from '../../pki/revocation/ocspRequest.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { RevocationQuestion, Side } from '../../tls/events.ts';
import { DAY, LIST_DAYS, midnight, type Plan } from '../plan/plan.ts';
import type { BeliefDetails, CaMessageDetails, OperationDetails } from '../recording/details.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { CaAction, CaMoment, Whose } from '../scenario/caActions.ts';
import { keyNameOf } from '../scenario/keyKinds.ts';
import { type Authority, issueGranted, type KeyStore, serialNumber, statusUrl } from './authority.ts';
import { enter, type IssuedCertificates, type PublishedCrl, publishCrl, publishDelta, release, revoke } from './ca.ts';
import { type CsrRefusal, decideRequest, isDnsName } from './caDecision.ts';
import { recordIssued, recordPublished, recordRequest, recordRevoked } from './caRecord.ts';

export interface CaContext {
  readonly authority: Authority;
  register: IssuedCertificates;
  list: PublishedCrl | null;
  readonly plan: Plan;
  readonly recorder: Recorder;
  readonly keys: KeyStore;
  readonly random: Random;
  readonly server: Credential;
  readonly client: Credential | null;
  /** Somebody puts a question to whoever answers OCSP. */
  ask(question: RevocationQuestion, details: Pick<CaMessageDetails['OCSPResponse'], 'about' | 'action'>): void;
}

/** An action at its moment; all that it leaves in the recording has its place in the list among the details. */
interface Task {
  readonly index: number;
  readonly time: number;
}

/** Does the actions of one moment, in their order. */
export function runCaOperations(caContext: CaContext, actions: readonly CaAction[], moment: CaMoment): void {
  const due = [...actions.entries()].filter(([, { when }]) => when === moment);
  for (const [position, [index, action]] of due.entries()) {
    // Before the handshake one a minute; during it the lab's clock stands still.
    const time = caContext.plan.now - (moment === 'before' ? (due.length - position) * 60_000 : 0);
    const task: Task = { index, time };
    switch (action.act) {
      case 'request':
        answerCsr(caContext, makeRequest(caContext, action), task);
        break;
      case 'sign':
        answerCsr(caContext, fromBase64url(action.csr) ?? new Uint8Array(), task);
        break;
      case 'revoke':
        revokeOne(caContext, action, task);
        break;
      case 'release':
        releaseOne(caContext, action.whose, task);
        break;
      case 'publish':
        if (action.list === 'delta') publishChanges(caContext, task);
        else publishNext(caContext, task);
        break;
      case 'ask':
        askAbout(caContext, action.whose, task);
        break;
    }
  }
}

/** A request by somebody who is neither client nor server; the lab has the key. */
function makeRequest({ keys }: CaContext, { name, proof, key }: Extract<CaAction, { act: 'request' }>): Uint8Array {
  const kind = key ?? 'rsa';
  const isMail = /^[^@\s]+@[^@\s]+$/.test(name);
  return createRequest({
    subject: [{ type: 'CN', value: isMail ? name.slice(0, name.indexOf('@')) : name }],
    ...(isMail ? { emails: [name] } : name.includes('.') && isDnsName(name) ? { dnsNames: [name] } : {}),
    key: keys(keyNameOf('customer', kind)),
    ...(proof === 'other' ? { signWith: keys(keyNameOf('thief', kind)) } : {}),
  });
}

function answerCsr(caContext: CaContext, csr: Uint8Array, { index: action, time }: Task): void {
  const { recorder, authority } = caContext;
  const decision = decideRequest(csr);
  const subject = decision.ok ? decision.granted.title : (decision.request?.subject.text ?? '');
  const by = { outsider: true, action } as const;
  recordRequest(recorder, ASKER, { der: csr, spans: decision.request?.spans ?? [], subject }, by);
  if (!decision.ok) {
    recorder.operation('ca', 'ca.checkRequest', { subject, ...by, ...refusalDetails(decision.refusal) }, FAILED);
    recorder.belief('ca', 'ca.declined', { problem: 'request' });
    return;
  }
  const serial = freshSerial(caContext, csr);
  const certificate = parseCertificate(issueGranted(decision.granted, authority, serial, time));
  caContext.register = enter(caContext.register, certificate);
  recordIssued(recorder, ASKER, certificate, subject, by);
}

/** By the request, so that it stays the same whatever else is done; a request that comes again gets another one. */
function freshSerial({ random, register }: CaContext, csr: Uint8Array): Uint8Array {
  const label = toHex(digest('sha256', csr));
  for (let time = 1; ; time++) {
    const serial = serialNumber(random, `${label}.${time}`);
    if (!register.has(toHex(serial))) return serial;
  }
}

function refusalDetails(refusal: CsrRefusal): Partial<OperationDetails['ca.checkRequest']> {
  const { problem } = refusal;
  switch (problem) {
    case 'unreadable':
      return { problem, field: refusal.field, offset: refusal.offset, detail: refusal.detail };
    case 'key':
    case 'noKey':
    case 'algorithm':
    case 'name':
      return { problem, detail: refusal.detail };
    case 'signature':
      return { problem };
  }
}

function revokeOne(
  caContext: CaContext,
  wish: Extract<CaAction, { act: 'revoke' }>,
  { index: action, time }: Task,
): void {
  const { recorder } = caContext;
  const { serial, certificate } = find(caContext, wish.whose);
  const entry = caContext.register.get(serial);
  const { reason } = wish;
  if (!entry || !certificate) {
    decline(recorder, 'ca.revoke', { serial, reason, action, problem: 'unknown' });
    return;
  }
  const subject = certificate.subject.text;
  // RFC 5280 5.3.1: what is on hold may still be revoked for good; everything else is final.
  if (entry.revokedAt !== null && (entry.reason !== 'certificateHold' || reason === 'certificateHold')) {
    decline(recorder, 'ca.revoke', { serial, subject, reason, action, problem: 'revoked' }, certificate);
    return;
  }
  const at = Math.max(time - wish.daysAgo * DAY, Math.min(certificate.notBefore, time));
  caContext.register = revoke(caContext.register, serial, at, reason);
  recordRevoked(recorder, certificate, { reason, at }, { action });
  recorder.belief('ca', 'ca.revoked', { subject, reason });
}

function releaseOne(caContext: CaContext, whose: Whose, { index: action, time }: Task): void {
  const { recorder } = caContext;
  const { serial, certificate } = find(caContext, whose);
  const entry = caContext.register.get(serial);
  if (!entry || !certificate) {
    decline(recorder, 'ca.release', { serial, action, problem: 'unknown' });
    return;
  }
  const subject = certificate.subject.text;
  if (entry.reason !== 'certificateHold') {
    decline(recorder, 'ca.release', { serial, subject, action, problem: 'notHeld' }, certificate);
    return;
  }
  caContext.register = release(caContext.register, serial, time);
  recorder.operation('ca', 'ca.release', { serial, subject, action }, { certificates: [certificate.der] });
  recorder.belief('ca', 'ca.released', { subject });
}

/** What the CA can't do: nothing changes. */
function decline<Id extends 'ca.revoke' | 'ca.release'>(
  recorder: Recorder,
  operation: Id,
  details: OperationDetails[Id] & BeliefDetails['ca.declined'],
  about?: Certificate,
): void {
  recorder.operation('ca', operation, details, { ...FAILED, ...(about ? { certificates: [about.der] } : {}) });
  recorder.belief('ca', 'ca.declined', { problem: details.problem });
}

/** RFC 5280 5.2.3: each list has a higher number than the one before. */
function publishNext(caContext: CaContext, { index: action, time: thisUpdate }: Task): void {
  const { authority, register, recorder } = caContext;
  const nextUpdate = midnight(thisUpdate, LIST_DAYS);
  const number = Math.max((caContext.list?.lastNumber ?? 0) + 1, Math.floor(thisUpdate / DAY));
  const crl = { ...caContext.plan.ca.crl, thisUpdate, nextUpdate };
  caContext.list = publishCrl(authority, register, { crl }, { number });
  recordPublished(recorder, caContext.list, { thisUpdate, nextUpdate }, { action });
  recorder.belief('ca', 'ca.published', { number, revoked: caContext.list.revoked });
}

/** RFC 5280 5.2.4: a delta needs a complete list to build on. It counts for a day, as it is soon behind. */
function publishChanges(caContext: CaContext, { index: action, time: thisUpdate }: Task): void {
  const { authority, register, recorder, list } = caContext;
  if (list === null) {
    recorder.operation('ca', 'ca.publishCrl', { delta: true, problem: 'noBase', action }, FAILED);
    recorder.belief('ca', 'ca.declined', { problem: 'noBase' });
    return;
  }
  const nextUpdate = midnight(thisUpdate, 1);
  const { der, number, revoked, removed, base } = publishDelta(authority, register, list, { thisUpdate, nextUpdate });
  caContext.list = base;
  const times = { thisUpdate: isoTime(thisUpdate), nextUpdate: isoTime(nextUpdate) };
  const details = { delta: true, number, base: base.number, revoked, removed, ...times, action };
  recorder.operation('ca', 'ca.publishCrl', details, { body: { bytes: der, spans: parseCrl(der).spans } });
  recorder.belief('ca', 'ca.published', { number, revoked, base: base.number, delta: true });
}

/** RFC 6960 4.1.1: any number may be asked about, one that was never issued too. */
function askAbout(caContext: CaContext, whose: Whose, { index: action }: Task): void {
  const { authority, random, recorder, plan } = caContext;
  const issuer = authority.issuing.certificate;
  const { serial } = find(caContext, whose);
  if (serial === '') {
    recorder.operation('ca', 'ca.lookUp', { problem: 'noCertificate', action }, FAILED);
    recorder.belief('ca', 'ca.declined', { problem: 'noCertificate' });
    return;
  }
  const certId = certIdOf({ ...issuer, issuer: issuer.subject, serial }, issuer);
  const { bytes: body } = encodeOcspRequest({ certIds: [certId], nonce: random(`ask.${action}`, 32) });
  const url = statusUrl('ocsp', plan.ca.domain);
  const { host, path } = httpAddress(url) ?? { host: '', path: '/' };
  const { bytes: http, spans: httpSpans } = encodeOcspHttpRequest({ host, path, body });
  caContext.ask({ via: 'ocsp', http, httpSpans, body, url, serial }, { about: 'any', action });
}

/** The number, and the certificate where the CA's register has it. */
function find(caContext: CaContext, whose: Whose): { serial: string; certificate: Certificate | null } {
  const shown =
    whose === 'server' ? caContext.server.chain[0] : whose === 'client' ? caContext.client?.chain[0] : undefined;
  const named = whose === 'server' || whose === 'client';
  // Serial numbers are compared as numbers: leading zeros don't count.
  const serial = named ? (shown ? parseCertificate(shown).serial : '') : normal(whose);
  return { serial, certificate: caContext.register.get(serial)?.certificate ?? null };
}

const normal = (serial: string): string => {
  const digits = serial.replace(/^(00)+(?=..)/, '');
  return digits.length % 2 === 0 ? digits : `0${digits}`;
};

/** Somebody who is neither of the two; drawn at the client's side, since they come from outside. */
const ASKER: Side = 'client';
const FAILED = { result: 'fail' } as const;
