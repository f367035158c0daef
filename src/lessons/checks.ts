// The words of a check: a neutral name for its title, what is compared and why, and how a failure reads.
import type { CheckId, CheckResult } from '../pki/path/result.ts';
import { mapProtocol } from './checks/protocol.ts';
import { evidenceTemplate, failureTemplate } from './checks/templates.ts';
import { CHECK_WORDS } from './checks/words.ts';
import { commonNameIn, text } from './phrases.ts';

export { CHECK_WORDS } from './checks/words.ts';

/** The order in which an endpoint checks, which is that of the words; a test holds the two together. */
export const CHECK_ORDER: readonly CheckId[] = Object.keys(CHECK_WORDS) as CheckId[];

/** The values that were compared, in the compact notation of a ledger: `notAfter 2026-03-01 < now 2026-11-23`. */
export const evidenceText = (check: CheckResult): string => evidenceTemplate(check);

/** Why it failed, as half a sentence for the verdict line: `it expired 267 days ago`. `now` in milliseconds. */
export const failureText = (check: CheckResult, now: number): string => failureTemplate(check, now);

/** Whether an error code is the id of a check; others are failures of the protocol itself. */
export const isCheck = (code: string): boolean => code in CHECK_WORDS;

/** One or two words for a failed check, for beliefs and chips: `expired`. Takes any error code. */
export function failureWord(code: string): string {
  return FAILURE_WORDS[code as CheckId] ?? OTHER_ERRORS[code] ?? code.replaceAll('.', ' ');
}

/** Why a check was never made. */
export function notReachedText(check: CheckResult): string {
  switch (check.check) {
    case 'possession':
      if (check.evidence.reason === 'no certificate') return 'Not reached: without a certificate no key can be proven.';
      return (
        NO_PROOF[check.reference] ??
        'Not reached: the server would prove its key later, and the handshake ended before.'
      );
    case 'revocation.available':
    case 'revocation.signature':
    case 'revocation.cRLSign':
    case 'revocation.fresh':
    case 'revocation.status':
      if (check.evidence.policy === 'soft-fail') return 'Not known, and with soft-fail the verifier goes on.';
      return REVOCATION_REASONS[check.evidence.reason ?? ''] ?? 'Not reached: there is no usable answer to look at.';
    case 'signature.verify':
      if (text(check.evidence.signature) !== null)
        return `Not decided: this program cannot verify the algorithm ${check.evidence.algorithm}.`;
      return 'Not reached: the issuer’s certificate was not found.';
    case 'chain.build':
      return `Not decided: its issuer, ${commonNameIn(check.evidence.issuer)}, was not handed over.`;
    case 'chain.nameChaining':
    case 'aki.match':
      return 'Not reached: the issuer’s certificate was not found.';
    case 'chain.trustAnchor':
      if (text(check.evidence.selfSigned) !== null) return 'Not decided: no trust anchor was handed over.';
      return 'Not reached: the path could not be built up to its end.';
    case 'identity.dns':
      return 'Not reached: the certificate carries no DNS name to compare.';
    case 'identity.ip':
      return 'Not reached: the certificate carries no address to compare.';
    case 'identity.email':
      return 'Not reached: the certificate carries no mailbox to compare.';
    case 'identity.uri':
      return 'Not reached: the certificate carries no URI to compare.';
    case 'finished.verify':
    case 'record.mac':
      return 'Not reached: the handshake ended before.';
    default:
      return 'Not reached: an earlier check failed, and without it this one has nothing to look at.';
  }
}

/** By the section that says what the proof is. */
const NO_PROOF: Readonly<Record<string, string>> = {
  'tls12.7.4.8': 'Not reached: CertificateVerify is not checked once the certificate is refused.',
  'tls13.4.5.2': 'Not reached: CertificateVerify is not checked once the certificate is refused.',
  'ecc.5.4': 'Not reached: the signature in ServerKeyExchange is not checked once the certificate is refused.',
};

const REVOCATION_REASONS: Record<string, string> = {
  'no verified issuer': 'Not reached: this certificate has no trusted issuer that could be asked.',
  'not covered': 'Not checked: no CRL and no OCSP response about this certificate was handed over.',
  'no address': 'Not reached: the certificate does not say where to ask.',
};

const FAILURE_WORDS: Record<CheckId, string> = {
  ...mapProtocol((words) => words.short),
  'client.required': 'no certificate',
  'cert.decode': 'unreadable',
  'bundle.order': 'wrong order',
  'bundle.key': 'other key',
  'chain.build': 'issuer unknown',
  'chain.bound': 'too much work',
  'chain.trustAnchor': 'untrusted issuer',
  'chain.nameChaining': 'names do not fit',
  'signature.verify': 'bad signature',
  'validity.notBefore': 'not yet valid',
  'validity.notAfter': 'expired',
  'ca.basicConstraints': 'issuer not a CA',
  'ca.keyCertSign': 'CA may not sign',
  'ca.pathLen': 'path too long',
  'chain.depth': 'path too long',
  'aki.match': 'other issuer key',
  'ext.unknownCritical': 'unknown extension',
  'nc.permitted': 'name not allowed',
  'nc.excluded': 'name forbidden',
  'policy.mappings': 'policy mapping',
  'policy.explicit': 'no common policy',
  'crypto.keySize': 'weak key',
  'crypto.signatureHash': 'weak hash',
  'identity.san': 'no subjectAltName',
  'identity.dns': 'wrong name',
  'identity.ip': 'wrong address',
  'identity.email': 'wrong mailbox',
  'identity.uri': 'wrong URI',
  'eku.serverAuth': 'not for servers',
  'eku.clientAuth': 'not for clients',
  'leaf.keyUsage': 'wrong key usage',
  'leaf.notCA': 'is a CA',
  'profile.serialNumber': 'bad serial number',
  'profile.validity': 'bad date format',
  'profile.names': 'nameless',
  'profile.keyIdentifiers': 'no key identifier',
  'profile.criticality': 'wrong criticality',
  'profile.keyUsage': 'unclear usage',
  'profile.subjectAltName': 'ill-formed name',
  'profile.nameConstraints': 'bad constraints',
  'profile.encoding': 'not in DER',
  'profile.policies': 'policy twice',
  'web.version': 'old version',
  'web.lifetime': 'valid too long',
  'web.subjectAltName': 'names unfit',
  'web.commonName': 'stray common name',
  'web.extKeyUsage': 'purposes unfit',
  'web.authorityKeyId': 'wrong key id',
  'revocation.available': 'status unknown',
  'revocation.signature': 'bad status answer',
  'revocation.cRLSign': 'wrong CRL signer',
  'revocation.fresh': 'status outdated',
  'revocation.status': 'revoked',
  possession: 'key not proven',
  'psk.binder': 'wrong binder',
  'record.mac': 'record unreadable',
  'finished.verify': 'Finished differs',
};

/** Failures of the protocol itself, by their code. */
const OTHER_ERRORS: Record<string, string> = {
  'connection.timeout': 'took too long',
  alert: 'told by alert',
};
