// The words of an operation: the card on a lifeline, and its lesson.
import type { EditKind, OperationDetails } from '../lab/recording/details.ts';
import type { Actor } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { applicationWords } from './applicationWords.ts';
import { failureText } from './checks/failures.ts';
import { failureWord } from './checks.ts';
import {
  attackerDecrypt,
  attackerDrop,
  attackerEdit,
  attackerEquip,
  attackerKeys,
  attackerRead,
  attackerReplay,
  keySteal,
} from './operations/attacker.ts';
import {
  alterCertificate,
  copyCertificate,
  impersonate,
  obtainCertificate,
  revoke,
  shareCertificate,
} from './operations/broken.ts';
import {
  actionDetail,
  checkOutsider,
  deltaDetail,
  nothingToLookUp,
  publishDelta,
  refusalDetail,
  releaseByAction,
  revokeByAction,
} from './operations/caActions.ts';
import { agreeOnSecret, generateShare, signedWith, signShare } from './operations/ecdhe.ts';
import { caCreate, caLookUp, checkRequest, keyGenerate, publishCrl, trustInstall } from './operations/issuance.ts';
import { deriveKeys, finishedVerify, generatePremaster, openPremaster, recordOpen } from './operations/keys.ts';
import {
  applicationDecide,
  certificateDecide,
  certificateMissing,
  pathValidate,
  possession,
  signTranscript,
  statusLearnt,
} from './operations/proof.ts';
import { messageRefuse } from './operations/refuse.ts';
import { commonNameIn, count, hexByte, isDate, Noun } from './phrases.ts';
import { redactedLesson, redactionOf } from './redaction.ts';
import { notLoaded, tls13Words } from './tls13Words.ts';
import type { Lesson, Operation } from './types.ts';

/** The heading on the card: what came of the operation. */
export function operationLabel(event: Operation): string {
  const failed = event.result === 'fail';
  if (redactionOf(event.details) !== null) return 'Not seen';
  const whose = event.subject === null ? '' : `${Noun(event.subject)} `;
  switch (event.operation) {
    case 'ca.create':
      return 'Root and issuing CA created';
    case 'key.generate':
      return 'Key pair generated';
    case 'ca.checkRequest':
      return failed ? 'Request refused' : 'Request accepted';
    case 'certificate.obtain':
      return event.details.selfSigned ? 'Certificate made, self-signed' : 'Certificate from another CA';
    case 'certificate.alter':
      return 'One byte changed';
    case 'certificate.copy':
      return event.details.withKey ? 'Certificate and key copied' : 'Certificate copied, key not';
    case 'ca.revoke':
      if (failed) return 'Not revoked';
      return event.details.reason === 'certificateHold' ? 'Certificate put on hold' : 'Certificate revoked';
    case 'ca.release':
      return failed ? 'Not released' : 'Hold lifted';
    case 'ca.publishCrl':
      if (event.details.delta === true) return failed ? 'No delta list' : 'Delta list published';
      return 'Revocation list published';
    case 'ca.impersonate':
      return event.details.how === 'forged' ? 'A stranger answers' : 'An old answer is replayed';
    case 'trust.install':
      return 'Trust anchor installed';
    case 'path.validate':
      return failed || event.details.enforced === false ? `${whose}path not valid` : `${whose}path valid`;
    case 'ca.lookUp':
      return failed ? 'Nothing to look up' : 'Serial number looked up';
    case 'certificate.decide':
      if (event.details.enforced === false) return 'Certificate taken, unverified';
      return failed ? `${whose}certificate refused` : `${whose}certificate accepted`;
    case 'certificate.missing':
      return failed ? 'Client refused' : 'Client stays anonymous';
    case 'premaster.generate':
      return 'Premaster secret generated';
    case 'premaster.open':
      return failed ? 'Premaster secret not opened' : 'Premaster secret opened';
    case 'ecdhe.generate':
      return 'Key pair for this handshake';
    case 'parameters.sign':
      return 'Share and randoms signed';
    case 'ecdhe.agree':
      return 'Premaster secret agreed';
    case 'keys.derive':
      return 'Keys derived';
    case 'keys.handshake':
      return 'Handshake keys derived';
    case 'keys.application':
      return 'Data keys derived';
    case 'keys.update':
      return 'Next keys derived';
    case 'connection.again':
      return 'Connects again';
    case 'ticket.offer':
      return 'Binder made';
    case 'ticket.open':
      return failed ? 'Ticket opened, binder wrong' : 'Ticket opened';
    case 'transcript.sign':
      return 'Handshake so far signed';
    case 'possession.verify':
      return failed ? `${whose}key not proven` : `${whose}key proven`;
    case 'finished.verify':
      return failed ? `${whose}Finished wrong` : `${whose}Finished verified`;
    case 'message.refuse':
      return `${event.details.message ?? 'Record'} refused`;
    case 'record.open':
      return failed ? 'Record does not open' : 'Record opened';
    case 'proxy.handOn':
      return 'Handed on inside';
    case 'application.origin':
      return failed ? 'Not from the proxy' : 'From the proxy';
    case 'account.find':
      return failed ? 'No account found' : 'Account found';
    case 'application.decide':
      return failed ? 'Request refused' : 'Request granted';
    case 'attacker.equip':
      return 'A CA of its own';
    case 'attacker.edit':
      return EDIT_LABELS[event.details.how];
    case 'attacker.drop':
      return `${event.details.message} dropped`;
    case 'attacker.replay':
      return 'Yesterday’s bytes replayed';
    case 'attacker.read':
      return `Reads the ${event.details.from === 'server' ? 'response' : 'request'}`;
    case 'key.steal':
      return 'Server’s private key stolen';
    case 'attacker.decrypt':
      return event.details.opened ? 'Recording decrypted' : 'Recording stays closed';
  }
}

/** One line below the heading. `checks` are those that belong to the operation. */
export function operationDetail(event: Operation, checks: readonly CheckResult[]): string {
  if (redactionOf(event.details) !== null) return '';
  switch (event.operation) {
    case 'path.validate':
      return event.result === 'fail' || event.details.enforced === false
        ? failureDetail(event, checks)
        : passedDetail(checks);
    case 'certificate.decide':
      if (event.details.enforced === false) return `not enforced: ${failureWord(event.details.check)}`;
      if (event.result === 'fail') return failureDetail(event, checks);
      return ACCEPTED_DETAIL[statusLearnt(checks)];
    case 'certificate.missing':
      return event.result === 'fail'
        ? 'an empty Certificate, and one is required'
        : 'an empty Certificate is allowed here';
    case 'possession.verify':
      return event.result === 'fail' ? possessionDetail(event) : 'the signature fits the certificate';
    case 'finished.verify':
      return event.result === 'fail' ? 'it differs from the one expected' : 'both saw the same handshake';
    case 'message.refuse':
      return failureWord(event.details.check);
    case 'record.open':
      return event.result === 'fail' ? 'it fails its integrity check' : 'it passes its integrity check';
    case 'premaster.open':
      return event.result === 'fail' ? 'goes on with random bytes' : 'with the private key';
    case 'premaster.generate':
      return 'version + 46 random bytes';
    case 'ecdhe.generate':
      return `${event.details.group}, used once`;
    case 'parameters.sign':
      return signedWith(event);
    case 'ecdhe.agree':
      return 'own private half + other’s share';
    case 'keys.derive':
      return 'premaster secret → master secret → keys';
    case 'keys.handshake':
      return 'shares → handshake secret → keys';
    case 'keys.application':
      return 'main secret → traffic secrets → keys';
    case 'keys.update':
      return `for what the ${event.details.direction} sends`;
    case 'connection.again':
      return 'an hour later, with its ticket';
    case 'ticket.offer':
      return 'with the secret of the ticket';
    case 'ticket.open':
      if (event.result === 'fail') return 'it does not fit hello and secret';
      return `given to ${event.details.subject === '' ? 'an anonymous client' : commonNameIn(event.details.subject)}`;
    case 'transcript.sign':
      return signedWith(event);
    case 'key.generate': {
      const { algorithm, curve = 'a curve', bits } = event.details;
      if (algorithm === 'EC') return `ECDSA on ${curve}`;
      return algorithm === 'RSA' ? `RSA, ${bits} bits` : algorithm;
    }
    case 'ca.checkRequest':
      return event.result === 'fail' ? refusalDetail(event) : 'its signature shows who holds the key';
    case 'certificate.obtain':
      return `signed by ${commonNameIn(event.details.issuer)}`;
    case 'certificate.alter':
      return alterDetail(event);
    case 'certificate.copy':
      return `names ${commonNameIn(event.details.subject)}, ${event.details.withKey ? 'the same' : 'another'} key`;
    case 'ca.revoke':
    case 'ca.release':
      return actionDetail(event);
    case 'ca.lookUp':
      return event.result === 'fail' ? 'there is no such certificate' : (event.details.status ?? '');
    case 'ca.publishCrl':
      if (event.details.delta === true) return deltaDetail(event);
      return event.details.revoked === 0 ? 'nothing is revoked' : `${event.details.revoked ?? 0} revoked`;
    case 'ca.impersonate':
      return event.details.how === 'forged' ? 'good, under another key' : 'good, as of a month ago';
    case 'trust.install':
      return commonNameIn(event.details.root);
    case 'ca.create':
      return [event.details.root, event.details.issuing].map(commonNameIn).join(' · ');
    case 'proxy.handOn':
    case 'application.origin':
    case 'account.find':
      return applicationWords()?.applicationDetail(event) ?? '';
    case 'application.decide':
      return deciderDetail(event);
    case 'attacker.equip':
      return `certificate for ${event.details.subject}`;
    case 'attacker.edit':
      return editDetail(event);
    case 'attacker.drop':
      return 'it goes no further';
    case 'attacker.replay':
      return `in place of today’s ${event.details.message}`;
    case 'attacker.read':
      return event.details.line;
    case 'key.steal':
      return 'a day later';
    case 'attacker.decrypt':
      return event.details.opened
        ? `${count(event.details.records ?? 0, 'message')} opened`
        : CLOSED_DETAIL[event.details.reason ?? 'silent'];
  }
}

/** Whether the other side was given the root of the CA that nobody trusts. */
function trustsRogue(actor: Actor, { edits }: Scenario): boolean {
  const store = actor === 'server' ? edits?.trust?.client : edits?.trust?.server;
  return store?.includes('rogue') ?? false;
}

export function operationLesson(event: Operation, checks: readonly CheckResult[], scenario: Scenario): Lesson {
  if (redactionOf(event.details) !== null) return redactedLesson('hidden', scenario.protocol);
  if (scenario.protocol !== 'tls1.3') return lesson(event, checks, scenario);
  const words = tls13Words();
  return words === null
    ? notLoaded(operationLabel(event))
    : (words.operationLesson13(event, scenario) ?? lesson(event, checks, scenario));
}

function lesson(event: Operation, checks: readonly CheckResult[], scenario: Scenario): Lesson {
  switch (event.operation) {
    case 'ca.create':
      return caCreate(event, scenario.edits);
    case 'key.generate':
      return keyGenerate(event, scenario);
    case 'ca.checkRequest':
      return event.details.outsider === true ? checkOutsider(event) : checkRequest(event);
    case 'certificate.obtain':
      return obtainCertificate(event, trustsRogue(event.actor, scenario));
    case 'certificate.alter':
      return alterCertificate(event);
    case 'certificate.copy':
      return event.details.withKey ? shareCertificate(event) : copyCertificate(event);
    case 'ca.revoke':
      return event.details.action === undefined ? revoke(event) : revokeByAction(event);
    case 'ca.release':
      return releaseByAction(event);
    case 'trust.install':
      return trustInstall(event);
    case 'path.validate':
      return pathValidate(event, checks);
    case 'ca.lookUp':
      return event.result === 'fail' ? nothingToLookUp() : caLookUp(event);
    case 'ca.publishCrl':
      return event.details.delta === true ? publishDelta(event) : publishCrl(event, scenario);
    case 'ca.impersonate':
      return impersonate(event);
    case 'certificate.decide':
      return certificateDecide(event, checks, scenario);
    case 'certificate.missing':
      return certificateMissing(event);
    case 'premaster.generate':
      return event.actor === 'attacker' ? attackerKeys(event) : generatePremaster();
    case 'premaster.open':
      return event.actor === 'attacker' ? attackerKeys(event) : openPremaster(event);
    case 'ecdhe.generate':
      return generateShare(event);
    case 'parameters.sign':
      return signShare(event);
    case 'ecdhe.agree':
      return agreeOnSecret(event);
    case 'keys.derive':
      return deriveKeys(event, scenario);
    case 'keys.handshake':
    case 'keys.application':
    case 'keys.update':
    case 'connection.again':
    case 'ticket.offer':
    case 'ticket.open':
      return notLoaded(operationLabel(event)); // of TLS 1.3 alone
    case 'transcript.sign':
      return event.actor === 'attacker' ? attackerKeys(event) : signTranscript(event, scenario);
    case 'possession.verify':
      return possession(event);
    case 'finished.verify':
      return finishedVerify(event, scenario);
    case 'message.refuse':
      return messageRefuse(event);
    case 'record.open':
      return recordOpen(event, scenario);
    case 'proxy.handOn':
      return applicationWords()?.proxyHandOn(event) ?? notLoaded(operationLabel(event));
    case 'application.origin':
      return applicationWords()?.applicationOrigin(event) ?? notLoaded(operationLabel(event));
    case 'account.find':
      return applicationWords()?.accountFind(event) ?? notLoaded(operationLabel(event));
    case 'application.decide':
      if (event.details.by === 'header')
        return applicationWords()?.decideByHeader(event) ?? notLoaded(operationLabel(event));
      return applicationDecide(event);
    case 'attacker.equip':
      return attackerEquip(event);
    case 'attacker.edit':
      return attackerEdit(event);
    case 'attacker.drop':
      return attackerDrop(event);
    case 'attacker.replay':
      return attackerReplay(event);
    case 'attacker.read':
      return attackerRead(event);
    case 'key.steal':
      return keySteal(event);
    case 'attacker.decrypt':
      return attackerDecrypt(event);
  }
}

const EDIT_LABELS: Readonly<Record<EditKind, string>> = {
  hand: 'Byte changed by hand',
  suites: 'Cipher suites taken out',
  version: 'TLS 1.3 taken out',
  length: 'A length changed',
  bit: 'One bit flipped',
};

/** `ClientHello, byte 76: 00 to 01`, or what was taken out. */
function editDetail({ details: { message, offset, from, to } }: Operation<'attacker.edit'>): string {
  return offset === undefined ? `of ${message}` : `${message}, byte ${offset}: ${hexByte(from)} → ${hexByte(to)}`;
}

const CLOSED_DETAIL: Readonly<Record<NonNullable<OperationDetails['attacker.decrypt']['reason']>, string>> = {
  keyExchange: 'the key only signed',
  unsealed: 'sealed with another key',
  silent: 'no secret was exchanged',
};

const ACCEPTED_DETAIL = {
  good: 'path valid, not revoked',
  unknown: 'path valid, revocation unknown',
  notAsked: 'path valid, revocation not asked',
} as const;

function passedDetail(checks: readonly CheckResult[]): string {
  const passed = checks.filter((check) => check.result === 'pass').length;
  return `${passed} of ${count(checks.length, 'check')} pass`;
}

/** `expired 267 days ago`: the first failure, from its evidence where it is at hand. */
function failureDetail(
  event: Operation<'path.validate' | 'certificate.decide'>,
  checks: readonly CheckResult[],
): string {
  const decisive = event.operation === 'certificate.decide' ? event.details.check || null : null;
  const failures = checks.filter(({ result, enforced }) => result === 'fail' || enforced === false);
  const failed = decisive === null ? failures[0] : failures.find((check) => check.check === decisive);
  if (failed === undefined) return decisive === null ? '' : failureWord(decisive);
  const now = failed.evidence.now;
  const time = isDate(now) ? Date.parse(now) : null;
  if (failed.check.startsWith('validity.') && time !== null && (failed.certificate ?? 0) === 0)
    return failureText(failed, time).replace(/^it /, '');
  if (failed.check === 'chain.trustAnchor' && failed.certificate === 0) return 'self-signed';
  return failureWord(failed.check);
}

const alterDetail = ({ details: { offset, from, to } }: Operation<'certificate.alter'>): string =>
  `byte ${offset}: ${hexByte(from)} → ${hexByte(to)}`;

function deciderDetail({ details: { customer, by, status } }: Operation<'application.decide'>): string {
  if (status === '400') return 'its certificate was refused, or none came';
  if (by === 'password') return 'by the password in the request';
  if (by === 'header' && customer !== '') return `${customer} is known by a header`;
  if (by === 'unverified') return 'the certificate is not verified';
  if (by === 'name') return `${customer} is known by an unverified name`;
  return customer === ''
    ? 'the client is unknown'
    : `${customer} is known by ${by === 'ticket' ? 'the ticket' : 'certificate'}`;
}

function possessionDetail({ details: { alert } }: Operation<'possession.verify'>): string {
  return alert === undefined ? 'the signature does not fit' : `the server answers ${alert}`;
}
