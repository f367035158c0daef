// Failed checks in a word or two, for beliefs and chips. What a check compares and why is in checks/.
import type { CheckId } from '../pki/path/result.ts';
import { mapProtocol } from './checks/protocol.ts';

/** Whether an error code is the id of a check; others are failures of the protocol itself. */
export const isCheck = (code: string): boolean => code in FAILURE_WORDS;

/** One or two words for a failed check, for beliefs and chips: `expired`. Takes any error code. */
export function failureWord(code: string): string {
  return FAILURE_WORDS[code as CheckId] ?? OTHER_ERRORS[code] ?? code.replaceAll('.', ' ');
}

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
