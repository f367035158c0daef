// How the evidence of a check is written down. Evidence that fits no template is listed as it is. It loads with what lists checks.
import type { Evidence, EvidenceValue } from '../../pki/path/evidence.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { count, date, isDate, text } from '../phrases.ts';
import { hashName, kindOf } from './failures.ts';
import { isOfProtocol, protocolEvidence } from './protocol.ts';

type Value = EvidenceValue;

/** The values that were compared, in the compact notation of a ledger: `notAfter 2026-03-01 < now 2026-11-23`. */
export function evidenceText(check: CheckResult): string {
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
