// The words of local work: the card on a lifeline, and its lesson.
import type { EventOf } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { failureTemplate } from './checks/templates.ts';
import { failureWord } from './checks.ts';
import { commonName, count, hexByte, isDate, Noun, number, text } from './phrases.ts';
import { redactedLesson, redactionOf } from './redaction.ts';
import { tls13Words } from './tls13Words.ts';
import type { Lesson } from './types.ts';
import {
  attackerDecrypt,
  attackerDrop,
  attackerEdit,
  attackerEquip,
  attackerKeys,
  attackerRead,
  attackerReplay,
  keySteal,
} from './works/attacker.ts';
import { alterCertificate, copyCertificate, impersonate, obtainCertificate, revoke } from './works/broken.ts';
import {
  checkOutsider,
  deltaDetail,
  deskDetail,
  deskRelease,
  deskRevoke,
  nothingToLookUp,
  publishDelta,
  refusalDetail,
} from './works/desk.ts';
import { agreeOnSecret, generateShare, signedWith, signShare } from './works/ecdhe.ts';
import { caCreate, caLookUp, checkRequest, keyGenerate, publishCrl, trustInstall } from './works/issuance.ts';
import { deriveKeys, finishedVerify, generatePremaster, openPremaster, recordOpen } from './works/keys.ts';
import {
  applicationDecide,
  certificateDecide,
  certificateMissing,
  pathValidate,
  possession,
  signTranscript,
  statusLearnt,
} from './works/proof.ts';
import { messageRefuse } from './works/refuse.ts';

export type Work = EventOf<'work'>;

/** The heading on the card: what came of the work. */
export function workLabel(event: Work): string {
  const failed = event.tone === 'fail';
  if (redactionOf(event.facts) !== null) return 'Not seen';
  const whose = event.subject === null ? '' : `${Noun(event.subject)} `;
  switch (event.work) {
    case 'ca.create':
      return 'Root and issuing CA created';
    case 'key.generate':
      return 'Key pair generated';
    case 'ca.checkRequest':
      return failed ? 'Request refused' : 'Request accepted';
    case 'certificate.obtain':
      return event.facts.selfSigned === true ? 'Certificate made, self-signed' : 'Certificate from another CA';
    case 'certificate.alter':
      return 'One byte changed';
    case 'certificate.copy':
      return 'Certificate copied, key not';
    case 'ca.revoke':
      if (failed) return 'Not revoked';
      return event.facts.reason === 'certificateHold' ? 'Certificate put on hold' : 'Certificate revoked';
    case 'ca.release':
      return failed ? 'Not released' : 'Hold lifted';
    case 'ca.publishCrl':
      if (event.facts.delta === true) return failed ? 'No delta list' : 'Delta list published';
      return 'Revocation list published';
    case 'ca.impersonate':
      return event.facts.how === 'forged' ? 'A stranger answers' : 'An old answer is replayed';
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
      return `${text(event.facts.message) ?? 'Record'} refused`;
    case 'record.open':
      return failed ? 'Record does not open' : 'Record opened';
    case 'application.decide':
      return failed ? 'Request refused' : 'Request granted';
    case 'attacker.equip':
      return 'A CA of its own';
    case 'attacker.edit':
      return event.facts.how === 'hand' ? 'Byte changed by hand' : (EDIT_LABELS[String(event.facts.how)] ?? 'Changed');
    case 'attacker.drop':
      return `${text(event.facts.message) ?? 'Message'} dropped`;
    case 'attacker.replay':
      return 'Yesterday’s bytes replayed';
    case 'attacker.read':
      return `Reads the ${event.facts.from === 'server' ? 'response' : 'request'}`;
    case 'key.steal':
      return 'Server’s private key stolen';
    case 'attacker.decrypt':
      return event.facts.opened === true ? 'Recording decrypted' : 'Recording stays closed';
  }
}

/** One line below the heading. `checks` are those that belong to the work. */
export function workDetail(event: Work, checks: readonly CheckResult[]): string {
  const { facts } = event;
  if (redactionOf(facts) !== null) return '';
  switch (event.work) {
    case 'path.validate':
      return event.tone === 'fail' ? failureDetail(event, checks) : passedDetail(checks);
    case 'certificate.decide':
      if (event.tone === 'fail') return failureDetail(event, checks);
      return ACCEPTED_DETAIL[statusLearnt(checks)];
    case 'certificate.missing':
      return event.tone === 'fail'
        ? 'an empty Certificate, and one is required'
        : 'an empty Certificate is allowed here';
    case 'possession.verify':
      return event.tone === 'fail' ? possessionDetail(event) : 'the signature fits the certificate';
    case 'finished.verify':
      return event.tone === 'fail' ? 'it differs from the one expected' : 'both saw the same handshake';
    case 'message.refuse':
      return failureWord(text(facts.check) ?? '');
    case 'record.open':
      return event.tone === 'fail' ? 'it fails its integrity check' : 'it passes its integrity check';
    case 'premaster.open':
      return event.tone === 'fail' ? 'goes on with random bytes' : 'with the private key';
    case 'premaster.generate':
      return 'version + 46 random bytes';
    case 'ecdhe.generate':
      return text(facts.group) === null ? 'used once' : `${facts.group}, used once`;
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
      return text(facts.direction) === null ? '' : `for what the ${facts.direction} sends`;
    case 'connection.again':
      return 'an hour later, with its ticket';
    case 'ticket.offer':
      return 'with the secret of the ticket';
    case 'ticket.open':
      if (event.tone === 'fail') return 'it does not fit hello and secret';
      return `given to ${text(facts.subject) ? commonName(facts.subject) : 'an anonymous client'}`;
    case 'transcript.sign':
      return signedWith(event);
    case 'key.generate': {
      if (facts.algorithm === 'EC') return `ECDSA on ${text(facts.curve) ?? 'a curve'}`;
      if (facts.algorithm === 'Ed25519') return 'Ed25519';
      const bits = number(facts.bits);
      return bits === null ? 'RSA' : `RSA, ${bits} bits`;
    }
    case 'ca.checkRequest':
      return event.tone === 'fail' ? refusalDetail(event) : 'its signature shows who holds the key';
    case 'certificate.obtain':
      return text(facts.issuer) === null ? '' : `signed by ${commonName(facts.issuer)}`;
    case 'certificate.alter':
      return alterDetail(event);
    case 'certificate.copy':
      return text(facts.subject) === null
        ? 'another private key behind it'
        : `names ${commonName(facts.subject)}, another key`;
    case 'ca.revoke':
    case 'ca.release':
      return deskDetail(event);
    case 'ca.lookUp':
      return event.tone === 'fail' ? 'there is no such certificate' : (text(facts.status) ?? '');
    case 'ca.publishCrl':
      if (facts.delta === true) return deltaDetail(event);
      return number(facts.revoked) === 0 ? 'nothing is revoked' : `${facts.revoked} revoked`;
    case 'ca.impersonate':
      return facts.how === 'forged' ? 'good, under another key' : 'good, as of a month ago';
    case 'trust.install':
      return text(facts.root) === null ? '' : commonName(facts.root);
    case 'ca.create':
      return [facts.root, facts.issuing]
        .filter((name) => name !== undefined)
        .map(commonName)
        .join(' · ');
    case 'application.decide':
      return deciderDetail(event);
    case 'attacker.equip':
      return `certificate for ${text(facts.subject) ?? 'the server'}`;
    case 'attacker.edit':
      return editDetail(event);
    case 'attacker.drop':
      return 'it goes no further';
    case 'attacker.replay':
      return text(facts.message) === null ? '' : `in place of today’s ${facts.message}`;
    case 'attacker.read':
      return text(facts.line) ?? '';
    case 'key.steal':
      return 'a day later';
    case 'attacker.decrypt':
      return facts.opened === true
        ? `${count(number(facts.records) ?? 0, 'message')} opened`
        : (CLOSED_DETAIL[String(facts.reason)] ?? '');
  }
}

/** Whether the other side was given the root of the CA that nobody trusts. */
function trustsRogue(actor: Work['actor'], { edits }: Scenario): boolean {
  const store = actor === 'server' ? edits?.trust?.client : edits?.trust?.server;
  return store?.includes('rogue') ?? false;
}

export function workLesson(event: Work, checks: readonly CheckResult[], scenario: Scenario): Lesson {
  if (redactionOf(event.facts) !== null) return redactedLesson('hidden', scenario.protocol);
  return (
    (scenario.protocol === 'tls1.3' ? tls13Words()?.workLesson13(event, scenario) : null) ??
    lesson(event, checks, scenario)
  );
}

function lesson(event: Work, checks: readonly CheckResult[], scenario: Scenario): Lesson {
  switch (event.work) {
    case 'ca.create':
      return caCreate(event, scenario.edits);
    case 'key.generate':
      return keyGenerate(event, scenario);
    case 'ca.checkRequest':
      return event.facts.outsider === true ? checkOutsider(event) : checkRequest(event);
    case 'certificate.obtain':
      return obtainCertificate(event, trustsRogue(event.actor, scenario));
    case 'certificate.alter':
      return alterCertificate(event);
    case 'certificate.copy':
      return copyCertificate(event);
    case 'ca.revoke':
      return event.facts.at === undefined && event.tone !== 'fail' ? revoke(event) : deskRevoke(event);
    case 'ca.release':
      return deskRelease(event);
    case 'trust.install':
      return trustInstall(event);
    case 'path.validate':
      return pathValidate(event, checks);
    case 'ca.lookUp':
      return event.tone === 'fail' ? nothingToLookUp() : caLookUp(event);
    case 'ca.publishCrl':
      return event.facts.delta === true ? publishDelta(event) : publishCrl(event, scenario);
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
function editDetail({ facts }: Work): string {
  const message = text(facts.message) ?? 'a message';
  return facts.offset === undefined
    ? `of ${message}`
    : `${message}, byte ${facts.offset}: ${hexByte(facts.from)} → ${hexByte(facts.to)}`;
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
function failureDetail(event: Work, checks: readonly CheckResult[]): string {
  const decisive = text(event.facts.check);
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

function alterDetail({ facts }: Work): string {
  const { offset, from, to } = facts;
  if (offset === undefined || from === undefined || to === undefined) return 'after signing';
  return `byte ${offset}: ${hexByte(from)} → ${hexByte(to)}`;
}

function deciderDetail({ facts }: Work): string {
  const customer = text(facts.customer);
  if (facts.by === 'password') return 'by the password in the request';
  if (customer === null) return 'the client is unknown';
  return `${customer} is known by ${facts.by === 'ticket' ? 'the ticket' : 'certificate'}`;
}

function possessionDetail(event: Work): string {
  const alert = text(event.facts.alert);
  return alert === null ? 'the signature does not fit' : `the server answers ${alert}`;
}
