// The words of a message: its name on the arrow, one telling detail, and its lesson.
import type { Scenario } from '../lab/scenario/scenario.ts';
import { applicationWords } from './applicationWords.ts';
import { fromAttacker } from './messages/attacker.ts';
import { certificationRequest, issuedCertificate, ocspRequest, ocspResponse } from './messages/ca.ts';
import { certificate, certificateRequest, certificateVerify, emptyCertificate } from './messages/certificates.ts';
import { alert, closeNotify, request, response } from './messages/data.ts';
import { clientShare, serverKeyExchange } from './messages/ecdhe.ts';
import { clientHello, serverHello, serverHelloDone } from './messages/hello.ts';
import { changeCipherSpec, clientKeyExchange, finished } from './messages/keys.ts';
import { certificateStatus, crl, crlRequest } from './messages/status.ts';
import { clip, commonNameIn, count } from './phrases.ts';
import { redactedLesson, redactedTitle, redactionOf } from './redaction.ts';
import { notLoaded, tls13Words } from './tls13Words.ts';
import type { Lesson, MessageLike } from './types.ts';

/** The label on the arrow. */
export function messageTitle(message: MessageLike): string {
  const veil = redactionOf(message.details);
  if (veil !== null) return redactedTitle(veil, message);
  switch (message.type) {
    case 'Alert':
      return alertTitle(message.details.description);
    case 'ApplicationData':
      return httpTitle(message.details.line);
    case 'CertificationRequest':
      return 'Certificate signing request';
    case 'IssuedCertificate':
      return 'Issued certificate';
    case 'OCSPRequest':
      return 'OCSP request';
    case 'OCSPResponse':
      return 'OCSP response';
    case 'CRLRequest':
      return 'Request for the CRL';
    case 'CRL':
      return 'Certificate revocation list';
    case 'InsideRequest':
    case 'InsideResponse':
      return httpTitle(message.details.line);
    default:
      return message.type;
  }
}

/** One telling detail, or an empty string. */
export function messageDetail(message: MessageLike): string {
  if (redactionOf(message.details) !== null) return '';
  switch (message.type) {
    case 'ClientHello': {
      const { serverName, resumes } = message.details;
      if (serverName === '') return '';
      return resumes === true ? `wants ${serverName}, with a ticket` : `asks for ${serverName}`;
    }
    case 'ServerHello':
      return message.details.resumes === true ? 'TLS 1.3 · takes the ticket' : shortSuite(message.details.suite);
    case 'Certificate':
      return chainDetail(message.details.count);
    case 'CertificateRequest': {
      const { authorities } = message.details;
      return authorities === 0 ? 'names no CA' : `names ${count(authorities, 'CA')}`;
    }
    case 'HelloRetryRequest':
      return `wants a share of ${message.details.group}`;
    case 'EncryptedExtensions':
      return message.details.alpn === undefined ? '' : `speaks ${message.details.alpn}`;
    case 'NewSessionTicket':
      return 'for the next time';
    case 'KeyUpdate':
      return message.details.requested ? 'and yours, please' : 'new keys from here';
    case 'ServerHelloDone':
      return 'your turn';
    case 'ServerKeyExchange':
      return `${message.details.group} · share, signed`;
    case 'ClientKeyExchange':
      return message.details.group === undefined ? 'sealed secret' : `${message.details.group} · share`;
    case 'CertificateVerify':
      return 'signature';
    case 'ChangeCipherSpec':
      return message.details.dummy === true ? 'for middleboxes' : 'new keys from here';
    case 'Finished':
      return 'confirms the handshake';
    case 'ApplicationData':
      return '';
    case 'Alert':
      return `${message.details.level} · ${message.details.code}`;
    case 'CertificationRequest':
    case 'IssuedCertificate':
      return message.details.subject === '' ? '' : `for ${clip(commonNameIn(message.details.subject), 30)}`;
    case 'OCSPRequest':
      return message.details.serial === '' ? '' : `serial ${shortSerial(message.details.serial)}`;
    case 'OCSPResponse':
      return message.details.status;
    case 'CertificateStatus':
      return message.details.status === undefined ? 'stapled' : `stapled: ${message.details.status}`;
    case 'CRLRequest':
      return message.details.url.replace(/^http:\/\//, '');
    case 'InsideRequest':
      return 'with Client-Cert, without TLS';
    case 'InsideResponse':
      return 'without TLS';
    case 'CRL':
      return message.details.revoked === 0 ? 'nothing revoked' : `${message.details.revoked} revoked`;
  }
}

export function messageLesson(message: MessageLike, scenario: Scenario): Lesson {
  const veil = redactionOf(message.details);
  if (veil !== null) return redactedLesson(veil, scenario.protocol);
  if (message.from === 'attacker' && message.details.passed !== undefined)
    return fromAttacker(message, messageTitle(message), scenario);
  if (scenario.protocol !== 'tls1.3') return lesson(message, scenario);
  const words = tls13Words();
  return words === null
    ? notLoaded(messageTitle(message))
    : (words.messageLesson13(message, scenario) ?? lesson(message, scenario));
}

function lesson(message: MessageLike, scenario: Scenario): Lesson {
  switch (message.type) {
    case 'ClientHello':
      return clientHello(message, scenario);
    case 'ServerHello':
      return serverHello(message, scenario);
    case 'HelloRetryRequest':
    case 'EncryptedExtensions':
    case 'NewSessionTicket':
    case 'KeyUpdate':
      return notLoaded(message.type); // of TLS 1.3 alone
    case 'Certificate':
      return message.details.count === 0 ? emptyCertificate() : certificate(message, scenario);
    case 'CertificateRequest':
      return certificateRequest(message, scenario);
    case 'ServerHelloDone':
      return serverHelloDone(scenario);
    case 'ClientKeyExchange':
      return message.details.group === undefined ? clientKeyExchange(scenario) : clientShare(message);
    case 'ServerKeyExchange':
      return serverKeyExchange(message);
    case 'CertificateVerify':
      return certificateVerify(scenario);
    case 'ChangeCipherSpec':
      return changeCipherSpec(message);
    case 'Finished':
      return finished(message, scenario);
    case 'ApplicationData':
      return message.from === 'server' ? response(message, scenario) : request(message, scenario);
    case 'Alert':
      return message.details.description === 'close_notify' ? closeNotify(message) : alert(message, scenario);
    case 'CertificationRequest':
      return certificationRequest(message);
    case 'IssuedCertificate':
      return issuedCertificate(message);
    case 'OCSPRequest':
      return ocspRequest(message, scenario);
    case 'OCSPResponse':
      return ocspResponse(message);
    case 'CertificateStatus':
      return certificateStatus(message);
    case 'CRLRequest':
      return crlRequest(message);
    case 'CRL':
      return crl(message);
    case 'InsideRequest':
      return applicationWords()?.insideRequest() ?? notLoaded(messageTitle(message));
    case 'InsideResponse':
      return applicationWords()?.insideResponse(message) ?? notLoaded(messageTitle(message));
  }
}

/** The longest of all names has to do without the word before it. */
const alertTitle = (name: string): string => (name.length > 29 ? name : `Alert: ${name}`);

/** `GET /balance` of a request line, `200 OK` of a status line. */
function httpTitle(line: string): string {
  if (line === '') return 'Application data';
  return line.replace(/^HTTP\/\d(\.\d)?\s+/, '').replace(/\s+HTTP\/\d(\.\d)?$/, '');
}

/** `RSA · AES-128-GCM · SHA-256` of `TLS_RSA_WITH_AES_128_GCM_SHA256`. */
function shortSuite(suite: string): string {
  const parts = /^TLS_(?:(\w+)_WITH_)?(\w+)_SHA(\d+)$/.exec(suite);
  if (parts === null) return suite;
  const [, exchange = 'TLS 1.3', cipher = '', hash] = parts;
  const short = cipher === 'CHACHA20_POLY1305' ? 'ChaCha20' : cipher.replaceAll('_', '-');
  return `${exchange.replaceAll('_', '-')} · ${short} · SHA-${hash}`;
}

function chainDetail(certificates: number): string {
  switch (certificates) {
    case 0:
      return 'empty';
    case 1:
      return 'leaf only';
    case 2:
      return 'leaf + intermediate';
    default:
      return `leaf + ${certificates - 1} CA certificates`;
  }
}

/** The end of a serial number, which is where two of them differ visibly. */
const shortSerial = (serial: string): string => (serial.length > 8 ? `…${serial.slice(-6)}` : serial);
