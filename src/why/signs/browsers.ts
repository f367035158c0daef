// Chromium and what is built on it (Edge, Electron): net_error_list.h.
import type { Meaning } from '../meaning.ts';
import { phrase, type SignRule } from './rule.ts';

const chromium = (name: string, means: Meaning, side: 'self' | 'peer' | 'unknown' = 'self'): SignRule =>
  phrase([`ERR_${name}`, `net::ERR_${name}`], `chromium:${name}`, means, { program: 'chromium', role: 'client', side });

export const BROWSER_SIGNS: readonly SignRule[] = [
  chromium('CERT_COMMON_NAME_INVALID', 'hostname'),
  chromium('CERT_DATE_INVALID', 'dates'),
  chromium('CERT_AUTHORITY_INVALID', 'unknownIssuer'),
  chromium('CERT_CONTAINS_ERRORS', 'badCertificate'),
  chromium('CERT_NO_REVOCATION_MECHANISM', 'noStatus'),
  chromium('CERT_UNABLE_TO_CHECK_REVOCATION', 'noStatus'),
  chromium('CERT_REVOKED', 'revoked'),
  chromium('CERT_INVALID', 'otherwiseInvalid'),
  chromium('CERT_WEAK_SIGNATURE_ALGORITHM', 'weakHash'),
  chromium('CERT_NON_UNIQUE_NAME', 'hostname'),
  chromium('CERT_WEAK_KEY', 'weakKey'),
  chromium('CERT_NAME_CONSTRAINT_VIOLATION', 'nameConstraints'),
  chromium('CERT_VALIDITY_TOO_LONG', 'badCertificate'),
  chromium('CERTIFICATE_TRANSPARENCY_REQUIRED', 'badCertificate'),
  chromium('CERT_KNOWN_INTERCEPTION_BLOCKED', 'untrustedRoot'),
  chromium('SSL_PROTOCOL_ERROR', 'possession'),
  chromium('SSL_CLIENT_AUTH_CERT_NEEDED', 'noCertificate', 'peer'),
  chromium('SSL_VERSION_OR_CIPHER_MISMATCH', 'version', 'peer'),
  chromium('BAD_SSL_CLIENT_AUTH_CERT', 'noCertificate', 'peer'),
  chromium('SSL_BAD_RECORD_MAC_ALERT', 'record', 'peer'),
  chromium('SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'possession'),
  chromium('SSL_SERVER_CERT_BAD_FORMAT', 'badCertificate'),
  chromium('SSL_DECRYPT_ERROR_ALERT', 'possession', 'peer'),
  chromium('SSL_UNRECOGNIZED_NAME_ALERT', 'serverName', 'peer'),
  chromium('SSL_KEY_USAGE_INCOMPATIBLE', 'keyUsage'),
  chromium('SSL_OBSOLETE_VERSION', 'version'),
  chromium('TLS13_DOWNGRADE_DETECTED', 'downgrade'),
  chromium('SOCKET_NOT_CONNECTED', 'closed', 'peer'),
  phrase('Problem loading page', 'firefox:no page', 'possession', {
    program: 'firefox',
    role: 'client',
    slot: 'outcome',
  }),
];
