// How the evidence of a check is written down, and how a failure reads. Evidence that has no template here
// is listed as it is.
import type { CheckResult } from '../../pki/path/result.ts';
import { commonName, date, isDate, number, span, text } from '../phrases.ts';

type Evidence = CheckResult['evidence'];

export function evidenceTemplate({ check, result, evidence }: CheckResult): string {
  if (result === 'not-reached') return '';
  const { notBefore, notAfter, now } = evidence;
  if (check === 'validity.notAfter' && isDate(notAfter) && isDate(now)) {
    const precise = date(notAfter) === date(now);
    return `notAfter ${date(notAfter, precise)} ${relation(notAfter, now)} now ${date(now, precise)}`;
  }
  if (check === 'validity.notBefore' && isDate(notBefore) && isDate(now)) {
    const precise = date(notBefore) === date(now);
    return `notBefore ${date(notBefore, precise)} ${relation(notBefore, now)} now ${date(now, precise)}`;
  }
  return listed(evidence);
}

function relation(left: string, right: string): string {
  const difference = Date.parse(left) - Date.parse(right);
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}

/** `name value, name value`, dates by the day. */
function listed(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ');
}

function shown(value: string | number): string {
  if (value === '') return '(none)';
  return isDate(value) ? date(value) : String(value);
}

export function failureTemplate({ check, evidence }: CheckResult, now: number): string {
  switch (check) {
    case 'client.required':
      return 'the client sent no certificate';
    case 'chain.build':
      return `the certificate of its issuer${named(evidence.issuer)} is missing`;
    case 'chain.trustAnchor':
      return evidence.subject !== undefined && evidence.subject === evidence.issuer
        ? 'it is signed by itself and not in the trust store'
        : `nobody here trusts its issuer${named(evidence.issuer)}`;
    case 'chain.nameChaining':
      return 'its issuer is not the subject of the certificate above';
    case 'signature.verify':
      return 'its signature does not match its content';
    case 'validity.notBefore':
      return `it becomes valid only in ${between(evidence.notBefore, now)}`;
    case 'validity.notAfter':
      return `it expired ${between(evidence.notAfter, now)} ago`;
    case 'ca.basicConstraints':
      return 'it was issued by a certificate that is not a CA’s';
    case 'ca.keyCertSign':
      return 'it was issued by a CA that may not sign certificates';
    case 'ca.pathLen':
      return 'its path is longer than a CA on it allows';
    case 'aki.match':
      return 'its issuer has another key than the one it names';
    case 'ext.unknownCritical':
      return 'it has a critical extension that nobody here knows';
    case 'crypto.keySize':
      return number(evidence.bits) === null ? 'its key is too short' : `its key has ${evidence.bits} bits only`;
    case 'crypto.signatureHash':
      return text(evidence.hash) === null ? 'its signature uses a weak hash' : `its signature uses ${hashName(String(evidence.hash))}`;
    case 'identity.san':
      return 'it carries no subjectAltName';
    case 'identity.dns':
      return text(evidence.names) === null ? 'it is for another name' : `it is for ${evidence.names}`;
    case 'eku.serverAuth':
      return 'it is not meant for servers';
    case 'eku.clientAuth':
      return 'it is not meant for clients';
    case 'leaf.keyUsage':
      return 'its key may not be used this way';
    case 'revocation.available':
      return 'nobody could say whether it is revoked';
    case 'revocation.signature':
      return 'the answer about its revocation is not genuine';
    case 'revocation.fresh':
      return 'the answer about its revocation is out of date';
    case 'revocation.status':
      if (evidence.status !== undefined && evidence.status !== 'revoked') return 'the CA does not know it';
      return isDate(evidence.revokedAt) ? `the CA revoked it on ${date(evidence.revokedAt)}` : 'the CA has revoked it';
    case 'possession':
      return 'the private key behind the certificate was not shown';
    case 'record.mac':
      return 'the record does not open with these keys';
    case 'finished.verify':
      return 'the two sides saw different handshakes';
  }
}

const named = (issuer: string | number | undefined): string =>
  text(issuer) === null ? '' : `, ${commonName(issuer)},`;

function between(time: string | number | undefined, now: number): string {
  return typeof time === 'string' && isDate(time) ? span(Date.parse(time), now) : 'some time';
}

const hashName = (hash: string): string => hash.toUpperCase().replace(/^SHA-?/, 'SHA-');
