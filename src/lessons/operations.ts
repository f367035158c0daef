// The words of an operation: the card on a lifeline, and its lesson.
import type { EventOf } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { failureTemplate } from './checks/templates.ts';
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
import { alterCertificate, copyCertificate, impersonate, obtainCertificate, revoke } from './operations/broken.ts';
import {
  checkOutsider,
  deltaDetail,
  deskDetail,
  deskRelease,
  deskRevoke,
  nothingToLookUp,
  publishDelta,
  refusalDetail,
} from './operations/desk.ts';
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
import { commonName, count, hexByte, isDate, Noun, number, text } from './phrases.ts';
import { redactedLesson, redactionOf } from './redaction.ts';
import { tls13Words } from './tls13Words.ts';
import type { Lesson } from './types.ts';

export type Operation = EventOf<'operation'>;

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
      return event.details.selfSigned === true ? 'Certificate made, self-signed' : 'Certificate from another CA';
    case 'certificate.alter':
      return 'One byte changed';
    case 'certificate.copy':
      return 'Certificate copied, key not';
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
      return failed ? `${whose}path not valid` : `${whose}path valid`;
    case 'ca.lookUp':
      return failed ? 'Nothing to look up' : 'Serial number looked up';
    case 'certificate.decide':
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
      return `${text(event.details.message) ?? 'Record'} refused`;
    case 'record.open':
      return failed ? 'Record does not open' : 'Record opened';
    case 'application.decide':
      return failed ? 'Request refused' : 'Request granted';
    case 'attacker.equip':
      return 'A CA of its own';
    case 'attacker.edit':
      return event.details.how === 'hand'
        ? 'Byte changed by hand'
        : (EDIT_LABELS[String(event.details.how)] ?? 'Changed');
    case 'attacker.drop':
      return `${text(event.details.message) ?? 'Message'} dropped`;
    case 'attacker.replay':
      return 'Yesterday’s bytes replayed';
    case 'attacker.read':
      return `Reads the ${event.details.from === 'server' ? 'response' : 'request'}`;
    case 'key.steal':
      return 'Server’s private key stolen';
    case 'attacker.decrypt':
      return event.details.opened === true ? 'Recording decrypted' : 'Recording stays closed';
  }
}

/** One line below the heading. `checks` are those that belong to the operation. */
export function operationDetail(event: Operation, checks: readonly CheckResult[]): string {
  const { details } = event;
  if (redactionOf(details) !== null) return '';
  switch (event.operation) {
    case 'path.validate':
      return event.result === 'fail' ? failureDetail(event, checks) : passedDetail(checks);
    case 'certificate.decide':
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
      return failureWord(text(details.check) ?? '');
    case 'record.open':
      return event.result === 'fail' ? 'it fails its integrity check' : 'it passes its integrity check';
    case 'premaster.open':
      return event.result === 'fail' ? 'goes on with random bytes' : 'with the private key';
    case 'premaster.generate':
      return 'version + 46 random bytes';
    case 'ecdhe.generate':
      return text(details.group) === null ? 'used once' : `${details.group}, used once`;
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
      return text(details.direction) === null ? '' : `for what the ${details.direction} sends`;
    case 'connection.again':
      return 'an hour later, with its ticket';
    case 'ticket.offer':
      return 'with the secret of the ticket';
    case 'ticket.open':
      if (event.result === 'fail') return 'it does not fit hello and secret';
      return `given to ${text(details.subject) ? commonName(details.subject) : 'an anonymous client'}`;
    case 'transcript.sign':
      return signedWith(event);
    case 'key.generate': {
      if (details.algorithm === 'EC') return `ECDSA on ${text(details.curve) ?? 'a curve'}`;
      if (details.algorithm === 'Ed25519') return 'Ed25519';
      const bits = number(details.bits);
      return bits === null ? 'RSA' : `RSA, ${bits} bits`;
    }
    case 'ca.checkRequest':
      return event.result === 'fail' ? refusalDetail(event) : 'its signature shows who holds the key';
    case 'certificate.obtain':
      return text(details.issuer) === null ? '' : `signed by ${commonName(details.issuer)}`;
    case 'certificate.alter':
      return alterDetail(event);
    case 'certificate.copy':
      return text(details.subject) === null
        ? 'another private key behind it'
        : `names ${commonName(details.subject)}, another key`;
    case 'ca.revoke':
    case 'ca.release':
      return deskDetail(event);
    case 'ca.lookUp':
      return event.result === 'fail' ? 'there is no such certificate' : (text(details.status) ?? '');
    case 'ca.publishCrl':
      if (details.delta === true) return deltaDetail(event);
      return number(details.revoked) === 0 ? 'nothing is revoked' : `${details.revoked} revoked`;
    case 'ca.impersonate':
      return details.how === 'forged' ? 'good, under another key' : 'good, as of a month ago';
    case 'trust.install':
      return text(details.root) === null ? '' : commonName(details.root);
    case 'ca.create':
      return [details.root, details.issuing]
        .filter((name) => name !== undefined)
        .map(commonName)
        .join(' · ');
    case 'application.decide':
      return deciderDetail(event);
    case 'attacker.equip':
      return `certificate for ${text(details.subject) ?? 'the server'}`;
    case 'attacker.edit':
      return editDetail(event);
    case 'attacker.drop':
      return 'it goes no further';
    case 'attacker.replay':
      return text(details.message) === null ? '' : `in place of today’s ${details.message}`;
    case 'attacker.read':
      return text(details.line) ?? '';
    case 'key.steal':
      return 'a day later';
    case 'attacker.decrypt':
      return details.opened === true
        ? `${count(number(details.records) ?? 0, 'message')} opened`
        : (CLOSED_DETAIL[String(details.reason)] ?? '');
  }
}

/** Whether the other side was given the root of the CA that nobody trusts. */
function trustsRogue(actor: Operation['actor'], { edits }: Scenario): boolean {
  const store = actor === 'server' ? edits?.trust?.client : edits?.trust?.server;
  return store?.includes('rogue') ?? false;
}

export function operationLesson(event: Operation, checks: readonly CheckResult[], scenario: Scenario): Lesson {
  if (redactionOf(event.details) !== null) return redactedLesson('hidden', scenario.protocol);
  return (
    (scenario.protocol === 'tls1.3' ? tls13Words()?.operationLesson13(event, scenario) : null) ??
    lesson(event, checks, scenario)
  );
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
      return copyCertificate(event);
    case 'ca.revoke':
      return event.details.at === undefined && event.result !== 'fail' ? revoke(event) : deskRevoke(event);
    case 'ca.release':
      return deskRelease(event);
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
    case 'keys.handshake':
    case 'keys.application':
    case 'keys.update':
    case 'connection.again':
    case 'ticket.offer':
    case 'ticket.open':
      return deriveKeys(event, scenario);
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
    case 'application.decide':
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

const EDIT_LABELS: Readonly<Record<string, string>> = {
  suites: 'Cipher suites taken out',
  version: 'TLS 1.3 taken out',
  length: 'A length changed',
  bit: 'One bit flipped',
};

/** `ClientHello, byte 76: 00 to 01`, or what was taken out. */
function editDetail({ details }: Operation): string {
  const message = text(details.message) ?? 'a message';
  return details.offset === undefined
    ? `of ${message}`
    : `${message}, byte ${details.offset}: ${hexByte(details.from)} → ${hexByte(details.to)}`;
}

const CLOSED_DETAIL: Readonly<Record<string, string>> = {
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
function failureDetail(event: Operation, checks: readonly CheckResult[]): string {
  const decisive = text(event.details.check);
  const failures = checks.filter((check) => check.result === 'fail');
  const failed = decisive === null ? failures[0] : failures.find((check) => check.check === decisive);
  if (failed === undefined) return decisive === null ? '' : failureWord(decisive);
  const now = failed.evidence.now;
  const time = isDate(now) ? Date.parse(now) : null;
  if (failed.check.startsWith('validity.') && time !== null && (failed.certificate ?? 0) === 0)
    return failureTemplate(failed, time).replace(/^it /, '');
  if (failed.check === 'chain.trustAnchor' && failed.certificate === 0) return 'self-signed';
  return failureWord(failed.check);
}

function alterDetail({ details }: Operation): string {
  const { offset, from, to } = details;
  if (offset === undefined || from === undefined || to === undefined) return 'after signing';
  return `byte ${offset}: ${hexByte(from)} → ${hexByte(to)}`;
}

function deciderDetail({ details }: Operation): string {
  const customer = text(details.customer);
  if (details.by === 'password') return 'by the password in the request';
  if (customer === null) return 'the client is unknown';
  return `${customer} is known by ${details.by === 'ticket' ? 'the ticket' : 'certificate'}`;
}

function possessionDetail(event: Operation): string {
  const alert = text(event.details.alert);
  return alert === null ? 'the signature does not fit' : `the server answers ${alert}`;
}
