// The words of a message: its name on the arrow, one telling detail, and its lesson.
import type { Message } from '../lab/recording.ts';
import type { Scenario } from '../lab/scenario.ts';
import { veilOf } from '../lab/view.ts';
import { fromAttacker } from './messages/attacker.ts';
import { certificationRequest, issuedCertificate, ocspRequest, ocspResponse } from './messages/ca.ts';
import { certificate, certificateRequest, certificateVerify, emptyCertificate } from './messages/certificates.ts';
import { alert, closeNotify, request, response } from './messages/data.ts';
import { clientHello, serverHello, serverHelloDone } from './messages/hello.ts';
import { changeCipherSpec, clientKeyExchange, finished } from './messages/keys.ts';
import { certificateStatus, crl, crlRequest } from './messages/status.ts';
import { commonName, count, number, text } from './phrases.ts';
import type { Lesson } from './types.ts';
import { veiledLesson, veiledTitle } from './veil.ts';

/** What the words depend on; a message that was prevented has it too. */
export type MessageLike = Pick<Message, 'from' | 'to' | 'type' | 'encrypted' | 'facts'> &
  Partial<Pick<Message, 'wire'>>;

/** The label on the arrow. */
export function messageTitle(message: MessageLike): string {
  const { facts } = message;
  const veil = veilOf(facts);
  if (veil !== null) return veiledTitle(veil, message);
  switch (message.type) {
    case 'Alert':
      return alertTitle(text(facts.description) ?? 'unknown');
    case 'ApplicationData':
      return httpTitle(text(facts.line));
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
    default:
      return message.type;
  }
}

/** One telling detail, or an empty string. */
export function messageDetail(message: MessageLike): string {
  const { facts } = message;
  if (veilOf(facts) !== null) return '';
  switch (message.type) {
    case 'ClientHello':
      return text(facts.serverName) === null ? '' : `asks for ${facts.serverName}`;
    case 'ServerHello':
      return shortSuite(text(facts.suite));
    case 'Certificate':
      return chainDetail(number(facts.count));
    case 'CertificateRequest': {
      const authorities = number(facts.authorities);
      return authorities === null ? '' : authorities === 0 ? 'names no CA' : `names ${count(authorities, 'CA')}`;
    }
    case 'ServerHelloDone':
      return 'your turn';
    case 'ClientKeyExchange':
      return 'sealed secret';
    case 'CertificateVerify':
      return 'signature';
    case 'ChangeCipherSpec':
      return 'new keys from here';
    case 'Finished':
      return 'confirms the handshake';
    case 'ApplicationData':
      return '';
    case 'Alert':
      return [text(facts.level), number(facts.code)].filter((part) => part !== null).join(' · ');
    case 'CertificationRequest':
    case 'IssuedCertificate':
      return text(facts.subject) === null ? '' : `for ${commonName(facts.subject)}`;
    case 'OCSPRequest':
      return text(facts.serial) === null ? '' : `serial ${shortSerial(String(facts.serial))}`;
    case 'OCSPResponse':
      return text(facts.status) ?? '';
    case 'CertificateStatus':
      return text(facts.status) === null ? 'stapled' : `stapled: ${facts.status}`;
    case 'CRLRequest':
      return text(facts.url)?.replace(/^http:\/\//, '') ?? '';
    case 'CRL': {
      const revoked = number(facts.revoked);
      return revoked === null ? '' : revoked === 0 ? 'nothing revoked' : `${revoked} revoked`;
    }
  }
}

export function messageLesson(message: MessageLike, scenario: Scenario): Lesson {
  const veil = veilOf(message.facts);
  if (veil !== null) return veiledLesson(veil);
  if (message.from === 'attacker' && message.facts.passed !== undefined)
    return fromAttacker(message, messageTitle(message));
  switch (message.type) {
    case 'ClientHello':
      return clientHello(message, scenario);
    case 'ServerHello':
      return serverHello(message, scenario);
    case 'Certificate':
      return number(message.facts.count) === 0 ? emptyCertificate() : certificate(message);
    case 'CertificateRequest':
      return certificateRequest(message);
    case 'ServerHelloDone':
      return serverHelloDone();
    case 'ClientKeyExchange':
      return clientKeyExchange(scenario);
    case 'CertificateVerify':
      return certificateVerify();
    case 'ChangeCipherSpec':
      return changeCipherSpec(message);
    case 'Finished':
      return finished(message, scenario);
    case 'ApplicationData':
      return message.from === 'server' ? response(message, scenario) : request(message, scenario);
    case 'Alert':
      return message.facts.description === 'close_notify' ? closeNotify(message) : alert(message);
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
  }
}

/** The longest of all names has to do without the word before it. */
const alertTitle = (name: string): string => (name.length > 29 ? name : `Alert: ${name}`);

/** `GET /balance` of a request line, `200 OK` of a status line. */
function httpTitle(line: string | null): string {
  if (line === null) return 'Application data';
  return line.replace(/^HTTP\/\d(\.\d)?\s+/, '').replace(/\s+HTTP\/\d(\.\d)?$/, '');
}

/** `RSA · AES-128-GCM · SHA-256` of `TLS_RSA_WITH_AES_128_GCM_SHA256`. */
function shortSuite(suite: string | null): string {
  const parts = /^TLS_(\w+)_WITH_(AES)_(\d+)_(GCM|CBC)_SHA(\d+)$/.exec(suite ?? '');
  return parts === null ? (suite ?? '') : `${parts[1]} · ${parts[2]}-${parts[3]}-${parts[4]} · SHA-${parts[5]}`;
}

function chainDetail(certificates: number | null): string {
  switch (certificates) {
    case null:
      return '';
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
