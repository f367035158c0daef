// How the failure of a check reads.
import type { Evidence } from '../../pki/path/evidence.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { commonNameIn, date, isDate, span, text } from '../phrases.ts';
import { isOfProtocol, PROTOCOL_WORDS } from './protocol.ts';

/** Why it failed, as half a sentence for the verdict line: `it expired 267 days ago`. `now` in milliseconds. */
export function failureText(check: CheckResult, now: number): string {
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
export const kindOf = (type: string | undefined): string => (type === undefined ? 'name' : (NAME_KINDS[type] ?? type));

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
export const hashName = (hash: string): string => hash.toUpperCase().replace(/^SHA-?(\d+)/, 'SHA-$1');
