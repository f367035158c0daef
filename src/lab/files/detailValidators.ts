// What the details of each message, operation and belief may be in a file that somebody opens: the tables of
// recording/details.ts as checks of values. A property that is there and not here, or the other way round, or of another
// type, is an error of the compiler.
import { GROUP_NAMES } from '../../crypto/keyAgreement.ts';
import { ML_DSA_SETS } from '../../crypto/mlDsaKey.ts';
import { SIGNATURE_SCHEME_NAMES } from '../../crypto/signingKey.ts';
import { CHECKS, PROTOCOL_CHECKS } from '../../pki/path/result.ts';
import { ALERT_CODES, type AlertDescription } from '../../tls/alertCodes.ts';
import type { OcspStatus } from '../../tls/details.ts';
import type { Side } from '../../tls/events.ts';
import type {
  BeliefDetails,
  KeyDetails,
  MessageDetails,
  MessageType,
  OperationDetails,
  Passed,
  Redaction,
} from '../recording/details.ts';
import { REVOCATION_REASONS } from '../scenario/caActions.ts';
import { NAMED_BY } from '../scenario/choices.ts';
import { boundedText, type Check, type Fields, fitting, maybe, oneOfValues, truth, whole } from './validators.ts';

const words = boundedText(20_000);
const many = whole(-(2 ** 53), 2 ** 53);
const side: Check<Side> = oneOfValues(['client', 'server']);
const group = oneOfValues(GROUP_NAMES);
const hash = oneOfValues(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const);
const scheme = oneOfValues(SIGNATURE_SCHEME_NAMES);
const ocspStatus: Check<OcspStatus> = oneOfValues(['good', 'revoked', 'unknown', 'malformedRequest']);
const reason = oneOfValues(REVOCATION_REASONS);
const alert = fitting(
  boundedText(60),
  'alert',
  (name) => Object.hasOwn(ALERT_CODES, name) || /^unknown\(\d{1,3}\)$/.test(name),
) as Check<AlertDescription>;

/** `veil`: of a view that somebody wrote down. */
const veil: Fields<{ readonly veil?: Redaction }> = { veil: maybe(oneOfValues(['hidden', 'sealed'])) };
const message: Fields<{ readonly veil?: Redaction; readonly passed?: Passed }> = {
  ...veil,
  passed: maybe(oneOfValues(['unchanged', 'changed', 'replayed', 'own'])),
};
const status = { status: maybe(ocspStatus), serial: maybe(words) };
const signature = { scheme: maybe(scheme), hash: maybe(hash) };
const byRequest = { outsider: maybe(truth), action: maybe(many) };
const key: Fields<KeyDetails & { readonly veil?: Redaction }> = {
  ...veil,
  bits: many,
  algorithm: oneOfValues(['RSA', 'EC', 'Ed25519', ...ML_DSA_SETS]),
  curve: maybe(words),
};

export const MESSAGE_DETAILS: { readonly [Type in MessageType]: Fields<MessageDetails[Type]> } = {
  ClientHello: {
    ...message,
    suites: many,
    serverName: words,
    groups: maybe(words),
    retried: maybe(truth),
    resumes: maybe(truth),
  },
  ServerHello: {
    ...message,
    version: oneOfValues(['tls1.2', 'tls1.3']),
    suite: words,
    group: maybe(group),
    resumes: maybe(truth),
  },
  HelloRetryRequest: { ...message, group, suite: words },
  EncryptedExtensions: { ...message, alpn: maybe(words) },
  Certificate: { ...message, ...status, count: many },
  CertificateStatus: { ...message, ...status },
  CertificateRequest: {
    ...message,
    authorities: many,
    authority: words,
    keys: maybe(oneOfValues(['rsa', 'elliptic'])),
  },
  ServerKeyExchange: { ...message, group, scheme },
  ServerHelloDone: message,
  ClientKeyExchange: { ...message, bits: maybe(many), group: maybe(group) },
  CertificateVerify: { ...message, ...signature },
  ChangeCipherSpec: { ...message, dummy: maybe(truth) },
  Finished: { ...message, resumed: maybe(truth) },
  NewSessionTicket: { ...message, lifetimeHours: many },
  KeyUpdate: { ...message, requested: truth },
  ApplicationData: { ...message, line: words },
  Alert: { ...message, level: oneOfValues(['warning', 'fatal']), description: alert, code: many },
  CertificationRequest: { ...message, ...byRequest, subject: words },
  IssuedCertificate: { ...message, ...byRequest, subject: words, serial: words },
  OCSPRequest: {
    ...message,
    serial: words,
    about: maybe(oneOfValues(['client', 'server', 'any'])),
    action: maybe(many),
  },
  OCSPResponse: {
    ...message,
    status: ocspStatus,
    serial: words,
    about: maybe(oneOfValues(['any'])),
    action: maybe(many),
  },
  CRLRequest: { ...message, url: words },
  CRL: { ...message, revoked: many, nextUpdate: words },
  InsideRequest: { ...message, line: words, headers: many },
  InsideResponse: { ...message, line: words },
};

export const MESSAGE_TYPES = Object.keys(MESSAGE_DETAILS) as MessageType[];
const messageType = oneOfValues(MESSAGE_TYPES);

export const OPERATION_DETAILS: { readonly [Id in keyof OperationDetails]: Fields<OperationDetails[Id]> } = {
  'ca.create': { ...veil, root: words, issuing: words, subordinate: maybe(words) },
  'key.generate': key,
  'ca.checkRequest': {
    ...veil,
    ...byRequest,
    subject: words,
    serial: maybe(words),
    problem: maybe(oneOfValues(['unreadable', 'key', 'noKey', 'algorithm', 'signature', 'name'])),
    field: maybe(words),
    offset: maybe(many),
    detail: maybe(words),
  },
  'certificate.obtain': { ...veil, subject: words, issuer: words, selfSigned: truth, byCustomer: truth },
  'certificate.alter': {
    ...veil,
    offset: many,
    from: many,
    to: many,
    field: oneOfValues(['subject', 'serialNumber']),
  },
  'certificate.copy': { ...veil, subject: words, withKey: maybe(truth) },
  'ca.revoke': {
    ...veil,
    serial: words,
    reason,
    subject: maybe(words),
    at: maybe(words),
    action: maybe(many),
    problem: maybe(oneOfValues(['unknown', 'revoked'])),
  },
  'ca.release': {
    ...veil,
    serial: words,
    subject: maybe(words),
    action: maybe(many),
    problem: maybe(oneOfValues(['unknown', 'notHeld'])),
  },
  'ca.publishCrl': {
    ...veil,
    number: maybe(many),
    revoked: maybe(many),
    thisUpdate: maybe(words),
    nextUpdate: maybe(words),
    delta: maybe(truth),
    base: maybe(many),
    removed: maybe(many),
    action: maybe(many),
    problem: maybe(oneOfValues(['noBase'])),
  },
  'trust.install': { ...veil, root: words, attacker: maybe(truth) },
  'ca.lookUp': {
    ...veil,
    serial: maybe(words),
    status: maybe(ocspStatus),
    problem: maybe(oneOfValues(['noCertificate'])),
    action: maybe(many),
  },
  'ca.impersonate': { ...veil, how: oneOfValues(['forged', 'replayed']) },
  'connection.again': { ...veil, name: words, afterMinutes: many },
  'path.validate': { ...veil, subject: words, anchored: truth, passed: many, failed: many, enforced: maybe(truth) },
  'certificate.decide': {
    ...veil,
    subject: words,
    check: oneOfValues(['', ...CHECKS]),
    asked: truth,
    enforced: maybe(truth),
  },
  'certificate.missing': { ...veil, required: truth },
  'premaster.generate': { ...veil, bytes: many },
  'premaster.open': { ...veil, opened: truth, bits: many },
  'ecdhe.generate': { ...veil, group },
  'parameters.sign': { ...veil, group, bytes: many, scheme, otherKey: maybe(truth) },
  'ecdhe.agree': { ...veil, group },
  'keys.derive': { ...veil, extended: truth, suite: words, hash },
  'keys.handshake': { ...veil, suite: words, hash, group, resumed: truth },
  'keys.application': { ...veil, suite: words, hash },
  'keys.update': { ...veil, direction: side },
  'ticket.offer': { ...veil, ageSeconds: many, hash },
  'ticket.open': { ...veil, ageSeconds: many, subject: words },
  'transcript.sign': { ...veil, ...signature, bytes: many, otherKey: maybe(truth) },
  'possession.verify': {
    ...veil,
    subject: maybe(words),
    bytes: maybe(many),
    shown: maybe(oneOfValues(['ServerKeyExchange'])),
    scheme: maybe(scheme),
    alert: maybe(alert),
  },
  'finished.verify': { ...veil, name: maybe(words), resumed: maybe(truth) },
  'message.refuse': {
    ...veil,
    check: oneOfValues(PROTOCOL_CHECKS),
    message: maybe(words),
    field: maybe(words),
    at: maybe(many),
  },
  'record.open': veil,
  'proxy.handOn': { ...veil, line: words, certificates: many, removed: many, passedOn: many, secret: truth },
  'application.origin': { ...veil, given: truth },
  'account.find': {
    ...veil,
    by: oneOfValues(NAMED_BY),
    value: maybe(words),
    offset: maybe(many),
    bytes: maybe(many),
    of: maybe(many),
    account: words,
    noted: words,
    holder: words,
    otherIssuer: maybe(words),
    fromHeader: maybe(truth),
    unproven: maybe(truth),
  },
  'application.decide': {
    ...veil,
    customer: words,
    by: oneOfValues(['password', 'certificate', 'ticket', 'unverified', 'name', 'header']),
    status: words,
  },
  'attacker.equip': { ...veil, root: words, subject: words },
  'attacker.edit': {
    ...veil,
    message: messageType,
    how: oneOfValues(['hand', 'suites', 'version', 'length', 'bit']),
    offset: maybe(many),
    from: maybe(many),
    to: maybe(many),
    suites: maybe(many),
    extensions: maybe(many),
  },
  'attacker.drop': { ...veil, message: messageType },
  'attacker.replay': { ...veil, message: messageType, bytes: many },
  'attacker.read': { ...veil, from: side, line: words, bytes: many },
  'key.steal': key,
  'attacker.decrypt': {
    ...veil,
    opened: truth,
    records: maybe(many),
    reason: maybe(oneOfValues(['keyExchange', 'unsealed', 'silent'])),
    suite: maybe(words),
  },
};

const none = {};
const subject: Fields<{ readonly subject: string }> = { subject: words };
const refused: Fields<BeliefDetails['client.refused']> = { check: oneOfValues(CHECKS) };
const told: Fields<BeliefDetails['client.told']> = { alert };
const about: Fields<{ readonly message: MessageType }> = { message: messageType };

export const BELIEF_DETAILS: { readonly [Id in keyof BeliefDetails]: Fields<BeliefDetails[Id]> } = {
  'client.idle': { serverName: words },
  'server.listening': none,
  'client.offered': { serverName: words },
  'client.shownCertificate': subject,
  'client.certificateValid': { name: words, subject: words },
  'client.possessionProven': { name: words, subject: maybe(words) },
  'client.connected': { name: words, resumed: maybe(truth) },
  'client.refused': refused,
  'client.told': told,
  'client.cutOff': none,
  'client.putOff': refused,
  'client.closed': none,
  'server.anonymous': { subject: maybe(words) },
  'server.shownCertificate': subject,
  'server.certificateValid': subject,
  'server.possessionProven': subject,
  'server.connectedAnonymous': { resumed: maybe(truth) },
  'server.connectedUnverified': { subject: words },
  'server.connected': { subject: words, resumed: maybe(truth) },
  'server.refused': refused,
  'server.told': told,
  'server.cutOff': none,
  'server.putOff': refused,
  'server.closed': none,
  'ca.ready': none,
  'ca.issued': subject,
  'ca.answered': { serial: words, status: ocspStatus },
  'ca.revoked': { subject: words, reason },
  'ca.released': subject,
  'ca.published': { number: many, revoked: many, base: maybe(many), delta: maybe(truth) },
  'ca.declined': {
    problem: oneOfValues(['request', 'unknown', 'revoked', 'notHeld', 'noBase', 'noCertificate']),
  },
  'attacker.relays': none,
  'attacker.records': none,
  'attacker.changed': about,
  'attacker.dropped': about,
  'attacker.replayed': about,
  'attacker.pretends': { name: words },
  'attacker.refused': { by: side, alert },
  'attacker.reads': none,
  'attacker.asks': { ...veil, customer: words, served: truth },
  'attacker.readsNothing': none,
};
