// How the evidence of a check is written down, and how a failure reads. Evidence that fits no template is listed as it is.
import type { Evidence, EvidenceValue } from '../../pki/path/evidence.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { commonNameIn, count, date, isDate, span, text } from '../phrases.ts';
import { isOfProtocol, PROTOCOL_WORDS, protocolEvidence } from './protocol.ts';

type Value = EvidenceValue;

export function evidenceTemplate(check: CheckResult): string {
  return check.result === 'not-reached' ? '' : (special(check) ?? listed(check.evidence));
}

/** Null where the values are not those that the template is about. */
function special(of: CheckResult): string | null {
  if (isOfProtocol(of)) return protocolEvidence(of.evidence);
  const { check, result, evidence: e } = of;
  const passed = result === 'pass';
  switch (check) {
    case 'validity.notAfter':
      return comparedDates('notAfter', e.notAfter, e.now);
    case 'validity.notBefore':
      return comparedDates('notBefore', e.notBefore, e.now);
    case 'client.required':
      if (e.certificates === undefined || e.policy === undefined) return null;
      return `${count(e.certificates, 'certificate')} sent, policy: ${e.policy}`;
    case 'bundle.order':
      if (passed) return 'it stands first in its file';
      return e.place === undefined
        ? `certificate ${e.issuer} of the file issued certificate ${e.before} and stands before it`
        : `it is certificate ${e.place} of its file, and must be the first`;
    case 'bundle.key':
      return `the key in ${e.key} ${passed ? 'has the same public key as the certificate' : 'has another public key than the certificate'}`;
    case 'chain.build':
      if (e.certificates !== undefined) return count(e.certificates, 'certificate');
      if (text(e.issuer) === null) return null;
      return e.unreadable === undefined
        ? `issuer ${e.issuer} not found`
        : `issuer ${e.issuer} not found, ${count(e.unreadable, 'certificate')} could not be read`;
    case 'chain.trustAnchor':
      if (text(e.anchor) !== null) return `${e.anchor} is in the trust store`;
      return text(e.selfSigned) === null ? null : `${e.selfSigned} is not in the trust store`;
    case 'nc.permitted':
      if (passed || e.name === undefined || e.constraint === undefined) return null;
      return `${e.name} ∉ permitted { ${e.constraint} }${because(e.problem)}`;
    case 'nc.excluded':
      if (passed || e.name === undefined || e.constraint === undefined) return null;
      return `${e.name} ∈ excluded { ${e.constraint} }${because(e.problem)}`;
    case 'policy.explicit':
      return compared(`wanted ${e.wanted},`, 'found', e.found, e.wanted);
    case 'web.lifetime':
      if (e.lifetimeDays === undefined || e.maximum === undefined) return null;
      return `${count(e.lifetimeDays, 'day')} > ${e.maximum} days`;
    case 'chain.depth':
      if (e.intermediates === undefined || e.maximum === undefined) return null;
      return `${count(e.intermediates, 'CA')} between ${passed ? '≤' : '>'} ${e.maximum}`;
    case 'chain.nameChaining': {
      const types = e.issuerEncoding === undefined ? '' : ` (as ${e.issuerEncoding} and as ${e.subjectEncoding})`;
      return compared(`issuer ${e.issuer}`, passed ? '=' : '≠', `subject ${e.subject}${types}`, e.issuer, e.subject);
    }
    case 'signature.verify':
      if (e.signature === undefined || e.signature === '') return null;
      return `${e.algorithm} by ${e.signer}: ${e.signature.replaceAll('-', ' ')}`;
    case 'ca.pathLen':
      if (e.below === undefined || e.pathLenConstraint === undefined) return null;
      if (e.pathLenConstraint === 'absent') return `${count(e.below, 'CA')} below, no limit`;
      return `${count(e.below, 'CA')} below ${passed ? '≤' : '>'} pathLen ${e.pathLenConstraint}`;
    case 'aki.match': {
      const { authorityKeyIdentifier: authority, subjectKeyIdentifier: subject } = e;
      if (authority === undefined || subject === undefined) return null;
      return `AKI ${short(authority)} ${passed ? '=' : '≠'} SKI ${short(subject)}`;
    }
    case 'crypto.keySize':
      return compared(`${e.algorithm} ${e.bits}`, passed ? '≥' : '<', `${e.minimum} bits`, e.bits, e.minimum);
    case 'crypto.signatureHash':
      if (e.hash === undefined || e.hash === '' || e.hash === 'unsupported' || e.maskHash !== undefined) return null;
      return hashName(e.hash);
    case 'identity.san':
      return compared(`wanted ${kindOf(e.wanted)},`, 'found', `{ ${e.subjectAltName} }`, e.wanted, e.subjectAltName);
    case 'identity.dns':
    case 'identity.ip':
    case 'identity.email':
    case 'identity.uri':
      return compared(`wanted ${e.wanted}`, passed ? '=' : '≠', `found ${e.found}`, e.wanted, e.found);
    case 'eku.serverAuth':
    case 'eku.clientAuth':
      if (e.extKeyUsage === 'absent')
        return passed ? 'no extKeyUsage, so any purpose' : `no extKeyUsage, and ${e.wanted} must be spelled out`;
      return compared(e.wanted, passed ? '∈' : '∉', `extKeyUsage { ${e.extKeyUsage} }`, e.extKeyUsage);
    case 'leaf.keyUsage':
      if (e.keyUsage === 'absent') return NO_KEY_USAGE;
      return compared(e.wanted, passed ? '∈' : '∉', `keyUsage { ${e.keyUsage} }`, e.keyUsage);
    case 'ca.keyCertSign':
      if (e.keyUsage === 'absent') return NO_KEY_USAGE;
      return compared('keyCertSign', passed ? '∈' : '∉', `keyUsage { ${e.keyUsage} }`, e.keyUsage);
    case 'possession':
      // TLS 1.3 (RFC 9846 4.5.2): not the messages are signed, but their hash with a context in front of it.
      if (e.signedBytes === undefined) return null;
      // TLS 1.2: the client signs the messages themselves (RFC 5246 7.4.8), the server its parameters (RFC 8422 5.4).
      if (e.shown === 'ServerKeyExchange') return `${e.scheme} over ${e.signedBytes} bytes: both randoms and the share`;
      if (e.hash === undefined || e.hash === '')
        return `${e.signedBytes} bytes are signed: all handshake messages before`;
      return `${e.scheme} over ${e.signedBytes} bytes: 64 spaces, 33 of context, a zero, ${hashName(e.hash)} of all messages before`;
    case 'psk.binder':
      return parted(e.expected, e.received);
    case 'revocation.fresh':
      return isDate(e.thisUpdate) && isDate(e.now) ? freshness(e.thisUpdate, e.now, e.nextUpdate) : null;
    case 'revocation.available':
      return e.unreadable === undefined ? null : `crls ${e.crls ?? 0}, ${count(e.unreadable, 'CRL')} could not be read`;
    default:
      return null;
  }
}

/** Two values in hexadecimal, from the first byte in which they differ. */
function parted(expected: string | undefined, received: string | undefined): string | null {
  if (expected === undefined || received === undefined) return null;
  let at = 0;
  while (at < expected.length && expected.slice(at, at + 2) === received.slice(at, at + 2)) at += 2;
  if (at >= expected.length) return null;
  const part = (value: string): string =>
    `${at === 0 ? '' : '…'}${value.slice(at, at + 8)}${value.length > at + 8 ? '…' : ''}`;
  return `expected ${part(expected)}, received ${part(received)}`;
}

const because = (problem: string | undefined): string => (text(problem) === null ? '' : ` (${problem})`);

const NO_KEY_USAGE = 'no keyUsage, so any use';

/** `left relation right`, if both are there, and all `needed` values. */
const compared = (
  left: string | undefined,
  relation: string,
  right: string | undefined,
  ...needed: Value[]
): string | null => ([left, right, ...needed].includes(undefined) ? null : `${left} ${relation} ${right}`);

/** To the day; to the minute where the days are the same, and to the second where the minutes are. */
function comparedDates(name: string, value: string | undefined, now: string | undefined): string | null {
  if (!isDate(value) || !isDate(now)) return null;
  const sameDay = date(value) === date(now);
  const shownTo = (time: string): string =>
    sameDay && date(value, true) === date(now, true) ? time.replace('T', ' ') : date(time, sameDay);
  const difference = Date.parse(value) - Date.parse(now);
  const relation = difference < 0 ? '<' : difference > 0 ? '>' : '=';
  return `${name} ${shownTo(value)} ${relation} now ${shownTo(now)}`;
}

/** To the day; to the minute where the clock stands on one of the days, and to the second where on one of the minutes. */
function freshness(thisUpdate: string, now: string, nextUpdate: string | undefined): string {
  const ends = isDate(nextUpdate) ? [thisUpdate, nextUpdate] : [thisUpdate];
  const sameDay = ends.some((end) => date(end) === date(now));
  const sameMinute = ends.some((end) => date(end, true) === date(now, true));
  const shownTo = (time: string): string => (sameMinute ? time.replace('T', ' ') : date(time, sameDay));
  const next = isDate(nextUpdate) ? `nextUpdate ${shownTo(nextUpdate)}` : 'no nextUpdate';
  return `thisUpdate ${shownTo(thisUpdate)}, now ${shownTo(now)}, ${next}`;
}

/** `name value, name value`. */
const listed = (evidence: Evidence): string =>
  Object.entries(evidence)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ');

function shown(value: string | number): string {
  if (value === '') return '(none)';
  if (typeof value === 'number') return `${value}`;
  return isDate(value) ? date(value) : short(value);
}

/** Long hexadecimal text by its first digits. */
const short = (value: string): string => (/^[0-9a-f]{20,}$/.test(value) ? `${value.slice(0, 8)}…` : value);

export function failureTemplate(check: CheckResult, now: number): string {
  const reason = leafReason(check, now);
  const above = (check.certificate ?? 0) > 0 && !check.check.startsWith('chain.') && !check.check.startsWith('ca.');
  if (!above) return reason;
  if (check.check.startsWith('revocation.')) return revocationAbove(reason);
  return reason.replace(/^it /, `${ABOVE} `).replace(/^its /, `${ABOVE}: its `);
}

const ABOVE = 'a CA certificate on its path';

function revocationAbove(reason: string): string {
  if (reason.endsWith('may not sign it')) return `${ABOVE}: ${reason}`;
  return reason.replace(/\bits revocation/, `the revocation of ${ABOVE}`).replace(/\bit\b/, ABOVE);
}

/** As it reads for the peer's own certificate. */
function leafReason(of: CheckResult, now: number): string {
  if (isOfProtocol(of)) return PROTOCOL_WORDS[of.check].failure(of.evidence);
  const { check, certificate, evidence } = of;
  switch (check) {
    case 'client.required':
      return 'the client sent no certificate';
    case 'chain.build':
      return text(evidence.issuer) === null
        ? 'its issuer was not found'
        : `its issuer, ${commonNameIn(evidence.issuer)}, was not found`;
    case 'cert.decode':
      return 'it is not a well-formed certificate';
    case 'bundle.order':
      return 'its file has the certificates in the wrong order';
    case 'bundle.key':
      return 'the private key does not belong to it';
    case 'chain.bound':
      return 'it would take too much work to judge it';
    case 'chain.depth':
      return 'its path has more CAs than are allowed';
    case 'nc.permitted':
    case 'nc.excluded':
      return text(evidence.name) === null
        ? 'it has a name that a CA above it does not allow'
        : `it is for ${evidence.name}, which a CA above it does not allow`;
    case 'policy.mappings':
      return 'it maps anyPolicy, which is not allowed';
    case 'policy.explicit':
      return 'its path has no policy in common, and one is demanded';
    case 'identity.ip':
      return text(evidence.found) === null ? 'it is for another address' : `it is for ${evidence.found}`;
    case 'identity.email':
      return text(evidence.found) === null ? 'it is for another mailbox' : `it is for ${evidence.found}`;
    case 'identity.uri':
      return text(evidence.found) === null ? 'it is for another URI' : `it is for ${evidence.found}`;
    case 'leaf.notCA':
      return 'it is a CA’s, and not meant for servers';
    case 'profile.serialNumber':
      return 'its serial number is not a positive one of at most 20 bytes';
    case 'profile.validity':
      return 'its dates are not written as the standard asks';
    case 'profile.names':
      if (evidence.attribute !== undefined) return 'its subject has a part that is too long or too short';
      return evidence.issuer === undefined && evidence.subject === undefined
        ? 'it has a unique identifier, which no certificate should have'
        : 'it does not name its issuer or its subject';
    case 'profile.encoding':
      return 'it is not written in DER throughout';
    case 'profile.keyIdentifiers':
      return 'it lacks a key identifier';
    case 'profile.criticality':
      return 'it marks the wrong extensions as critical';
    case 'profile.keyUsage':
      return keyUsageReason(evidence);
    case 'profile.subjectAltName':
      return 'it has an ill-formed name';
    case 'profile.nameConstraints':
      return 'it has ill-formed name constraints';
    case 'profile.policies':
      return 'it lists a policy twice';
    case 'web.version':
      return 'it is not of version 3';
    case 'web.lifetime':
      return evidence.lifetimeDays === undefined
        ? 'it is valid for too long'
        : `it is valid for ${evidence.lifetimeDays} days, which is too long`;
    case 'web.subjectAltName':
      return 'its names are not those of a web server';
    case 'web.commonName':
      return 'its common name is not among its alternative names';
    case 'web.extKeyUsage':
      return 'it serves purposes that a web server must not have';
    case 'web.authorityKeyId':
      return 'it names its issuer’s key in the wrong way';
    case 'chain.trustAnchor':
      return certificate === 0
        ? 'it is signed by itself and is not in the trust store'
        : `its root${named(evidence.selfSigned)} is not in the trust store`;
    case 'chain.nameChaining':
      return 'its issuer is not the subject of the certificate above';
    case 'signature.verify':
      return signatureReason(evidence.signature);
    case 'validity.notBefore':
      return `it becomes valid only in ${between(evidence.notBefore, clock(evidence, now))}`;
    case 'validity.notAfter':
      return `it expired ${between(evidence.notAfter, clock(evidence, now))} ago`;
    case 'ca.basicConstraints':
      return 'it was issued by a certificate that is not a CA’s';
    case 'ca.keyCertSign':
      return 'it was issued by a CA that may not sign certificates';
    case 'ca.pathLen':
      return 'its path is longer than a CA on it allows';
    case 'aki.match':
      return 'its issuer has another key than the one it names';
    case 'ext.unknownCritical':
      return 'it has a critical extension that the verifier does not know';
    case 'crypto.keySize':
      if (evidence.point !== undefined) return 'its key is not a point of its curve';
      if (evidence.bits === undefined) return 'its key is of a kind that is not accepted';
      return evidence.multipleOf === undefined
        ? `its key has only ${evidence.bits} bits`
        : `its key has ${evidence.bits} bits, a length that is not a multiple of 8`;
    case 'crypto.signatureHash':
      return evidence.hash === undefined || evidence.hash === '' || evidence.hash === 'unsupported'
        ? 'its signature uses a hash that is not accepted'
        : `its signature uses ${hashName(evidence.hash)}`;
    case 'identity.san':
      return `it carries no ${kindOf(evidence.wanted)}`;
    case 'identity.dns':
      return text(evidence.found) === null ? 'it is for another name' : `it is for ${evidence.found}`;
    case 'eku.serverAuth':
      return 'it is not meant for servers';
    case 'eku.clientAuth':
      return 'it is not meant for clients';
    case 'leaf.keyUsage':
      return 'its key may not be used this way';
    case 'revocation.cRLSign':
      return 'the list of revoked certificates is signed by a key that may not sign it';
    case 'revocation.available':
      return 'nobody could say whether it is revoked';
    case 'revocation.signature':
      return evidence.signature === 'weak hash' || evidence.authority === 'issued with a weak hash'
        ? 'the answer about its revocation is signed with a hash that is not accepted'
        : 'the answer about its revocation is not genuine';
    case 'revocation.fresh':
      return 'the answer about its revocation is out of date';
    case 'revocation.status':
      if (evidence.status !== undefined && evidence.status !== 'revoked') return 'the CA does not know it';
      return evidence.revokedAt === undefined
        ? 'the CA has revoked it'
        : `the CA revoked it on ${date(evidence.revokedAt)}`;
    case 'possession':
      return 'the possession of its private key was not proven';
    case 'psk.binder':
      return 'its binder was not made with the ticket’s secret for this hello';
    case 'record.mac':
      return 'the record does not open with these keys';
    case 'finished.verify':
      return 'the two sides saw different handshakes';
  }
}

/** The kind of name that was asked for. */
const kindOf = (type: string | undefined): string => (type === undefined ? 'name' : (NAME_KINDS[type] ?? type));

const NAME_KINDS: Readonly<Record<string, string>> = {
  dns: 'DNS name',
  ip: 'IP address',
  email: 'mailbox',
  uri: 'URI',
};

function signatureReason(verdict: string | undefined): string {
  switch (verdict) {
    case 'unsupported-algorithm':
      return 'its signature is of a kind that this verifier does not support';
    case 'unsupported-key':
      return 'its issuer’s key is of a kind that this verifier does not support';
    case 'key-of-another-kind':
      return 'its signature is of a kind that its issuer’s key cannot make';
    case 'algorithms-differ':
      return 'it names two different signature algorithms';
    case 'bad-parameters':
      return 'its signature algorithm has parameters that are not accepted';
    default:
      return 'its signature does not verify with its issuer’s key';
  }
}

function keyUsageReason(evidence: Evidence<'profile.keyUsage'>): string {
  if (evidence.extKeyUsage !== undefined) return 'its key usage allows none of the purposes of its extended key usage';
  switch (evidence.keyUsage) {
    case 'absent':
      return 'it does not include the key usage extension';
    case 'none':
      return 'its key usage extension allows no use at all';
    case 'keyCertSign':
      return 'its key usage lets it sign certificates, but its basic constraints do not say that it is a CA’s';
    default:
      return 'it has a path length, which belongs only into the certificate of a CA that signs certificates';
  }
}

const named = (name: string | undefined): string => (text(name) === null ? '' : `, ${commonNameIn(name)},`);

/** The verifier's clock, where the evidence tells it. */
const clock = (evidence: Evidence<'validity.notBefore' | 'validity.notAfter'>, now: number): number =>
  isDate(evidence.now) ? Date.parse(evidence.now) : now;

function between(time: string | undefined, now: number): string {
  return isDate(time) ? span(Date.parse(time), now) : 'some time';
}

/** `SHA-256` of `sha256`. */
const hashName = (hash: string): string => hash.toUpperCase().replace(/^SHA-?(\d+)/, 'SHA-$1');
