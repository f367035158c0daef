// NSS and Firefox: names and numbers of secerr.h and sslerr.h, and of mozilla::pkix.
import type { AlertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

const SEC = -0x2000;
const SSL = -0x3000;
const PKIX = -0x4000;

interface NssCode {
  /** Null where it is known by name alone. */
  readonly number: number | null;
  readonly name: string;
  readonly means: Meaning;
  readonly alert: AlertName | null;
}
const sec = (offset: number, name: string, means: Meaning): NssCode => ({
  number: SEC + offset,
  name: `SEC_ERROR_${name}`,
  means,
  alert: null,
});
const ssl = (offset: number | null, name: string, means: Meaning, alert: AlertName | null = null): NssCode => ({
  number: offset === null ? null : SSL + offset,
  name: `SSL_ERROR_${name}`,
  means,
  alert,
});
const pkix = (offset: number, name: string, means: Meaning): NssCode => ({
  number: PKIX + offset,
  name: `MOZILLA_PKIX_ERROR_${name}`,
  means,
  alert: null,
});

export const NSS_CODES: readonly NssCode[] = [
  sec(10, 'BAD_SIGNATURE', 'signature'),
  sec(11, 'EXPIRED_CERTIFICATE', 'dates'),
  sec(12, 'REVOKED_CERTIFICATE', 'revoked'),
  sec(13, 'UNKNOWN_ISSUER', 'unknownIssuer'),
  sec(20, 'UNTRUSTED_ISSUER', 'untrustedRoot'),
  sec(21, 'UNTRUSTED_CERT', 'unknownIssuer'),
  sec(30, 'EXPIRED_ISSUER_CERTIFICATE', 'issuerExpired'),
  sec(31, 'CRL_EXPIRED', 'crlExpired'),
  sec(36, 'CA_CERT_INVALID', 'selfSigned'),
  sec(37, 'PATH_LEN_CONSTRAINT_INVALID', 'pathLength'),
  sec(41, 'UNKNOWN_CRITICAL_EXTENSION', 'critical'),
  sec(90, 'INADEQUATE_KEY_USAGE', 'keyUsage'),
  sec(91, 'INADEQUATE_CERT_TYPE', 'purpose'),
  sec(112, 'CERT_NOT_IN_NAME_SPACE', 'nameConstraints'),
  sec(126, 'OCSP_UNKNOWN_CERT', 'noStatus'),
  sec(121, 'OCSP_SERVER_ERROR', 'noStatus'),
  sec(176, 'CERT_SIGNATURE_ALGORITHM_DISABLED', 'weakHash'),
  ssl(2, 'NO_CYPHER_OVERLAP', 'cipher'),
  ssl(3, 'NO_CERTIFICATE', 'noCertificate'),
  ssl(4, 'BAD_CERTIFICATE', 'badCertificate'),
  ssl(9, 'UNSUPPORTED_VERSION', 'version'),
  ssl(12, 'BAD_CERT_DOMAIN', 'hostname'),
  ssl(15, 'BAD_MAC_READ', 'record'),
  ssl(17, 'BAD_CERT_ALERT', 'badCertificate', 'bad_certificate'),
  ssl(18, 'REVOKED_CERT_ALERT', 'revoked', 'certificate_revoked'),
  ssl(19, 'EXPIRED_CERT_ALERT', 'dates', 'certificate_expired'),
  ssl(27, 'RX_MALFORMED_HELLO_REQUEST', 'decode'),
  ssl(28, 'RX_MALFORMED_CLIENT_HELLO', 'decode'),
  ssl(29, 'RX_MALFORMED_SERVER_HELLO', 'downgrade'),
  ssl(30, 'RX_MALFORMED_CERTIFICATE', 'decode'),
  ssl(47, 'RX_UNEXPECTED_HELLO_DONE', 'unexpected'),
  ssl(59, 'HANDSHAKE_UNEXPECTED_ALERT', 'unexpected', 'unexpected_message'),
  ssl(61, 'HANDSHAKE_FAILURE_ALERT', 'refused', 'handshake_failure'),
  ssl(62, 'ILLEGAL_PARAMETER_ALERT', 'parameter', 'illegal_parameter'),
  ssl(63, 'UNSUPPORTED_CERT_ALERT', 'purpose', 'unsupported_certificate'),
  ssl(64, 'CERTIFICATE_UNKNOWN_ALERT', 'notAcceptable', 'certificate_unknown'),
  ssl(93, 'UNKNOWN_CA_ALERT', 'unknownIssuer', 'unknown_ca'),
  ssl(94, 'ACCESS_DENIED_ALERT', 'denied', 'access_denied'),
  ssl(95, 'DECODE_ERROR_ALERT', 'decode', 'decode_error'),
  ssl(96, 'DECRYPT_ERROR_ALERT', 'possession', 'decrypt_error'),
  ssl(98, 'PROTOCOL_VERSION_ALERT', 'version', 'protocol_version'),
  ssl(99, 'INSUFFICIENT_SECURITY_ALERT', 'cipher', 'insufficient_security'),
  ssl(100, 'INTERNAL_ERROR_ALERT', 'internal', 'internal_error'),
  ssl(106, 'UNRECOGNIZED_NAME_ALERT', 'serverName', 'unrecognized_name'),
  ssl(null, 'RX_CERTIFICATE_REQUIRED_ALERT', 'noCertificate', 'certificate_required'),
  ssl(179, 'RX_UNEXPECTED_RECORD_TYPE', 'plaintextAlert'),
  pkix(0, 'KEY_PINNING_FAILURE', 'badCertificate'),
  pkix(1, 'CA_CERT_USED_AS_END_ENTITY', 'notCa'),
  pkix(2, 'INADEQUATE_KEY_SIZE', 'weakKey'),
  pkix(5, 'NOT_YET_VALID_CERTIFICATE', 'notYet'),
  pkix(6, 'NOT_YET_VALID_ISSUER_CERTIFICATE', 'notYet'),
  pkix(14, 'SELF_SIGNED_CERT', 'selfSigned'),
];

const side = (found: NssCode): 'peer' | 'self' =>
  found.alert !== null || found.means === 'plaintextAlert' ? 'peer' : 'self';
const byNumber: ReadonlyMap<number | null, NssCode> = new Map(NSS_CODES.map((found) => [found.number, found]));

const read: SignReader = ({ from }) => {
  const found = byNumber.get(-Number(/^\d{4,5}\b/.exec(from)?.[0] ?? Number.NaN));
  return found === undefined
    ? null
    : {
        code: `nss:${found.name}`,
        means: found.means,
        side: side(found),
        slot: found.alert === null ? 'check' : 'alert',
        alert: found.alert,
      };
};
/** A minus before it, or the word error. */
const negative: SignReader = (around) => (/(?:-|err(?:or)?:? ?)$/.test(around.before) ? read(around) : null);

export const NSS_SIGNS: readonly SignRule[] = [
  ...NSS_CODES.map((found) =>
    phrase(found.name, `nss:${found.name}`, found.means, {
      program: 'nss',
      side: side(found),
      slot: found.alert === null ? 'check' : 'alert',
      ...(found.alert !== null && { alert: found.alert }),
    }),
  ),
  reading(
    NSS_CODES.flatMap(({ number }) => (number === null ? [] : [String(-number)])),
    negative,
    { program: 'nss' },
  ),
  phrase(
    ["Peer's certificate issuer has been marked as not trusted by the user"],
    'nss:SEC_ERROR_UNTRUSTED_ISSUER',
    'untrustedRoot',
    { program: 'nss' },
  ),
  phrase(["Peer's Certificate issuer is not recognized"], 'nss:SEC_ERROR_UNKNOWN_ISSUER', 'unknownIssuer', {
    program: 'nss',
  }),
  phrase(["Peer's certificate has an invalid signature"], 'nss:SEC_ERROR_BAD_SIGNATURE', 'signature', {
    program: 'nss',
  }),
  phrase(
    ['Unable to find the certificate or key necessary for authentication'],
    'nss:SSL_ERROR_NO_CERTIFICATE',
    'noCertificate',
    { program: 'nss' },
  ),
  phrase(
    ['Peer does not recognize and trust the CA that issued your certificate'],
    'nss:SSL_ERROR_UNKNOWN_CA_ALERT',
    'unknownIssuer',
    { program: 'nss', side: 'peer', slot: 'alert', alert: 'unknown_ca' },
  ),
];
