// Java: JSSE and the PKIX validator, and what prints their exceptions (Spring, Tomcat, Kafka, Elasticsearch, OkHttp).
import { alertAt } from './alerts.ts';
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

const JAVA = { program: 'java' } as const;
const own = (
  text: string | readonly string[],
  code: string,
  means: SignRule['means'],
  role?: 'client' | 'server',
): SignRule => phrase(text, `java:${code}`, means, role === undefined ? JAVA : { ...JAVA, role });

/** `CertificateExpiredException: NotAfter`, behind it. */
const validity: SignReader = ({ after }) => {
  const said = after.slice(0, 200).toLowerCase();
  if (/notafter|expired/.test(said)) return { code: 'java:expired', means: 'expired', side: 'self', slot: 'check' };
  if (/notbefore|notyetvalid/.test(said))
    return { code: 'java:not yet valid', means: 'notYet', side: 'self', slot: 'check' };
  return { code: 'java:validity', means: 'dates', side: 'self', slot: 'check' };
};

/** Newer ones name the alert that they send: `SSLHandshakeException: (certificate_unknown) PKIX path …`. */
const sent: SignReader = ({ after, squeezed }) => {
  if (!/^:?\s*\(/.test(after)) return null;
  const found = alertAt(squeezed);
  if (found === null || squeezed.slice(found.length).startsWith('receivedfatalalert')) return null;
  return { code: 'java:sent', side: 'self', slot: 'program', alert: found.name, more: found.length };
};

export const JAVA_SIGNS: readonly SignRule[] = [
  reading(['SSLHandshakeException', 'SSLPeerUnverifiedException', 'SSLProtocolException'], sent, {
    ...JAVA,
    slot: 'program',
  }),
  reading('validity check failed', validity, JAVA),
  own('CertificateExpiredException', 'expired', 'expired'),
  own('CertificateNotYetValidException', 'not yet valid', 'notYet'),
  own(
    ['unable to find valid certification path to requested target', 'PKIX path building failed'],
    'no path',
    'unknownIssuer',
  ),
  own(
    ['Trust anchor for certification path not found', 'Path does not chain with any of the trust anchors'],
    'no anchor',
    'unknownIssuer',
  ),
  own('the trustAnchors parameter must be non-empty', 'no anchors', 'unknownIssuer'),
  own(
    [
      'No subject alternative DNS name matching',
      'No name matching',
      'No subject alternative names matching IP address',
    ],
    'name',
    'hostname',
    'client',
  ),
  own(['No subject alternative names present'], 'no names', 'noSan', 'client'),
  own(
    [
      'Hostname not verified',
      "doesn't match any of the subject alternative names",
      'does not match any of the subject alternative names',
    ],
    'name',
    'hostname',
    'client',
  ),
  own('signature check failed', 'signature', 'signature'),
  own('Extended key usage does not permit use for TLS server authentication', 'server purpose', 'purpose', 'client'),
  own('Extended key usage does not permit use for TLS client authentication', 'client purpose', 'purpose', 'server'),
  own('Netscape cert type does not permit use for', 'purpose', 'purpose'),
  own(
    [
      'KeyUsage does not allow digital signatures',
      'KeyUsage does not allow key encipherment',
      'KeyUsage does not allow key agreement',
    ],
    'key usage',
    'keyUsage',
  ),
  own('unrecognized critical extension', 'critical', 'critical'),
  own(['CA key usage check failed', 'keyCertSign bit is not set'], 'no keyCertSign', 'caKeyUsage'),
  own(['basic constraints check failed: this is not a CA certificate'], 'not a CA', 'notCa'),
  own(
    ['basic constraints check failed: pathLenConstraint violated', 'pathLenConstraint violated'],
    'path length',
    'pathLength',
  ),
  own('name constraints check failed', 'constraints', 'nameConstraints'),
  own(['Certificate has been revoked', 'CertificateRevokedException'], 'revoked', 'revoked'),
  own('Could not determine revocation status', 'no status', 'noStatus'),
  own(
    [
      'Algorithm constraints check failed',
      'Certificates do not conform to algorithm constraints',
      'Certificates does not conform to algorithm constraints',
    ],
    'algorithm',
    'weakHash',
  ),
  own('Invalid ECDH ServerKeyExchange signature', 'server signature', 'possession', 'client'),
  own(
    ['Invalid CertificateVerify signature', 'CertificateVerify message signature error'],
    'certificate verify',
    'possession',
  ),
  own(
    ['Empty client certificate chain', 'null cert chain', 'Empty server certificate chain'],
    'no certificate',
    'noCertificate',
  ),
  own('peer not authenticated', 'not authenticated', 'noCertificate'),
  own(['Tag mismatch', 'Invalid TLS record mac'], 'mac', 'record'),
  phrase('Insufficient buffer remaining for AEAD', 'java:buffer', 'plaintextAlert', { ...JAVA, side: 'peer' }),
  own('A potential protocol version downgrade attack', 'downgrade', 'downgrade', 'client'),
  own('Insufficient space in the buffer, may be cause by an unexpected end of handshake data', 'short', 'decode'),
  own('No ECDHE credentials negotiated for client key exchange', 'no key exchange', 'unexpected', 'client'),
  own(['no cipher suites in common', 'No appropriate protocol', 'No negotiable cipher suite'], 'no cipher', 'cipher'),
  own(
    [
      'are not accepted by server preferences',
      'is not enabled or supported in server context',
      'are not accepted by client preferences',
      'is not accepted by client preferences',
    ],
    'version',
    'version',
  ),
  own(
    [
      'Unsupported or unrecognized SSL message',
      'Unrecognized SSL message, plaintext connection',
      'not an SSL/TLS record',
    ],
    'no TLS',
    'notTls',
  ),
  own(['Unexpected handshake message', 'Unexpected server key exchange'], 'unexpected', 'unexpected'),
  own(['Unrecognized server name indication', 'Unrecognized Name'], 'server name', 'serverName', 'server'),
  phrase('Remote host terminated the handshake', 'java:terminated', 'closed', { ...JAVA, side: 'peer' }),
  phrase('Remote host closed connection during handshake', 'java:terminated', 'closed', { ...JAVA, side: 'peer' }),
  phrase("closing inbound before receiving peer's close_notify", 'java:truncated', 'closed', { ...JAVA, side: 'peer' }),
  phrase('received close_notify during handshake', 'java:close', 'closed', { ...JAVA, side: 'peer' }),
];
