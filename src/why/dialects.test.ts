// Messages of programs and versions that were not measured, as these print them: side, alert and meaning must be read all
// the same. Nothing of this table is in the corpus.
import { describe, expect, it } from 'vitest';
import type { AlertName } from '../tls/alertCodes.ts';
import { indexOf } from './corpusIndex.ts';
import type { Meaning } from './meaning.ts';
import type { SpeakerSide } from './signs/rule.ts';
import { explain } from './why.ts';

type Line = readonly [text: string, side: SpeakerSide, alert: AlertName | null, means: Meaning];

const SAID: Readonly<Record<string, readonly Line[]>> = {
  'OpenSSL 1.1.1': [
    [
      '139872:error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../ssl/record/rec_layer_s3.c:1543:SSL alert number 42',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
    [
      'error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
      'peer',
      'handshake_failure',
      'refused',
    ],
    [
      'error:1409445C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required',
      'peer',
      'certificate_required',
      'noCertificate',
    ],
    ['error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca', 'peer', 'unknown_ca', 'unknownIssuer'],
    [
      'error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed',
      'self',
      null,
      'badCertificate',
    ],
    [
      'error:1417C0C7:SSL routines:tls_process_client_certificate:peer did not return a certificate',
      'self',
      null,
      'noCertificate',
    ],
    ['error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher', 'self', null, 'cipher'],
    ['error:1408F10B:SSL routines:ssl3_get_record:wrong version number', 'self', null, 'notTls'],
    ['verify error:num=18:self signed certificate', 'self', null, 'selfSigned'],
    ['verify error:num=19:self signed certificate in certificate chain', 'self', null, 'untrustedRoot'],
  ],
  LibreSSL: [
    [
      'error:1401E410:SSL routines:CONNECT_CR_FINISHED:sslv3 alert handshake failure',
      'peer',
      'handshake_failure',
      'refused',
    ],
    ['error:1404B42E:SSL routines:ST_CONNECT:tlsv1 alert protocol version', 'peer', 'protocol_version', 'version'],
  ],
  Java: [
    [
      'javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      'self',
      null,
      'unknownIssuer',
    ],
    [
      'javax.net.ssl.SSLHandshakeException: (certificate_unknown) PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      'self',
      'certificate_unknown',
      'unknownIssuer',
    ],
    [
      'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
    [
      'javax.net.ssl.SSLHandshakeException: (bad_certificate) Received fatal alert: bad_certificate',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
    [
      'javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_required',
      'peer',
      'certificate_required',
      'noCertificate',
    ],
    ['javax.net.ssl.SSLHandshakeException: null cert chain', 'self', null, 'noCertificate'],
    ['javax.net.ssl.SSLHandshakeException: no cipher suites in common', 'self', null, 'cipher'],
    [
      'java.security.cert.CertificateException: No subject alternative DNS name matching api.bank.test found.',
      'self',
      null,
      'hostname',
    ],
    ['java.security.cert.CertificateException: No name matching api.bank.test found', 'self', null, 'hostname'],
    [
      "javax.net.ssl.SSLPeerUnverifiedException: Certificate for <api.bank.test> doesn't match any of the subject alternative names: [www.bank.test]",
      'self',
      null,
      'hostname',
    ],
    ['java.security.cert.CertificateExpiredException: NotAfter: Sun Mar 01 00:00:00 UTC 2026', 'self', null, 'expired'],
    ['javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake', 'peer', null, 'closed'],
    ['javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?', 'self', null, 'notTls'],
  ],
  'Android and OkHttp': [
    [
      'javax.net.ssl.SSLHandshakeException: java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.',
      'self',
      null,
      'unknownIssuer',
    ],
    ['javax.net.ssl.SSLPeerUnverifiedException: Hostname api.bank.test not verified:', 'self', null, 'hostname'],
  ],
  Go: [
    [
      'Get "https://api.bank.test/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'self',
      null,
      'unknownIssuer',
    ],
    ['Get "https://api.bank.test/": x509: certificate signed by unknown authority', 'self', null, 'unknownIssuer'],
    [
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-09T10:11:12Z is after 2026-03-01T00:00:00Z',
      'self',
      null,
      'expired',
    ],
    ['x509: certificate is valid for www.bank.test, not api.bank.test', 'self', null, 'hostname'],
    [
      "tls: failed to verify certificate: x509: cannot validate certificate for 10.0.0.7 because it doesn't contain any IP SANs",
      'self',
      null,
      'hostname',
    ],
    ['x509: certificate relies on legacy Common Name field, use SANs instead', 'self', null, 'noSan'],
    ['remote error: tls: certificate required', 'peer', 'certificate_required', 'noCertificate'],
    ['remote error: tls: unknown certificate authority', 'peer', 'unknown_ca', 'unknownIssuer'],
    ['remote error: tls: expired certificate', 'peer', 'certificate_expired', 'dates'],
    [
      "http: TLS handshake error from 10.0.0.7:40712: tls: client didn't provide a certificate",
      'self',
      null,
      'noCertificate',
    ],
    [
      'http: TLS handshake error from 10.0.0.7:40712: remote error: tls: bad certificate',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
    ['http: server gave HTTP response to HTTPS client', 'self', null, 'notTls'],
  ],
  'Docker, Kubernetes, etcd': [
    [
      'Error response from daemon: Get "https://registry.bank.test/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'self',
      null,
      'unknownIssuer',
    ],
    [
      'Unable to connect to the server: x509: certificate has expired or is not yet valid: current time 2026-03-09T10:11:12Z is after 2026-03-01T00:00:00Z',
      'self',
      null,
      'expired',
    ],
    [
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "kubernetes")',
      'self',
      null,
      'signature',
    ],
    [
      '{"level":"warn","caller":"embed/config_logging.go:169","msg":"rejected connection","remote-addr":"10.0.0.7:40712","server-name":"","error":"remote error: tls: bad certificate"}',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
  ],
  Node: [
    [
      "Error: unable to verify the first certificate\n  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'",
      'self',
      null,
      'incomplete',
    ],
    ["Error: certificate has expired\n  code: 'CERT_HAS_EXPIRED'", 'self', null, 'expired'],
    ["Error: self signed certificate\n  code: 'DEPTH_ZERO_SELF_SIGNED_CERT'", 'self', null, 'selfSigned'],
    ["code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'", 'peer', 'certificate_required', 'noCertificate'],
    ["code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'", 'peer', 'unknown_ca', 'unknownIssuer'],
    [
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: api.bank.test. is not in the cert's altnames: DNS:www.bank.test",
      'self',
      null,
      'hostname',
    ],
  ],
  Python: [
    [
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)',
      'self',
      null,
      'incomplete',
    ],
    [
      '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate (_ssl.c:1108)',
      'self',
      null,
      'selfSigned',
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api.bank.test'. (_ssl.c:1000)",
      'self',
      null,
      'hostname',
    ],
    [
      'ssl.SSLError: [SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2590)',
      'peer',
      'certificate_required',
      'noCertificate',
    ],
    [
      'ssl.SSLError: [SSL: SSLV3_ALERT_BAD_CERTIFICATE] sslv3 alert bad certificate (_ssl.c:1007)',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
    ['ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:2396)', 'peer', null, 'closed'],
  ],
  curl: [
    ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'self', null, 'incomplete'],
    ['curl: (60) SSL certificate problem: self signed certificate in certificate chain', 'self', null, 'untrustedRoot'],
    [
      "curl: (60) SSL: no alternative certificate subject name matches target host name 'api.bank.test'",
      'self',
      null,
      'hostname',
    ],
    [
      'curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
      'peer',
      'handshake_failure',
      'refused',
    ],
    [
      'curl: (56) OpenSSL SSL_read: error:1409445C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required, errno 0',
      'peer',
      'certificate_required',
      'noCertificate',
    ],
    [
      'curl: (60) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
      'self',
      null,
      'unknownIssuer',
    ],
    [
      'curl: (77) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
      'self',
      null,
      'unknownIssuer',
    ],
    [
      'curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012) - The revocation function was unable to check revocation for the certificate.',
      'self',
      null,
      'noStatus',
    ],
    ['curl: (60) server certificate verification failed. CAfile: none CRLfile: none', 'self', null, 'badCertificate'],
  ],
  '.NET': [
    [
      'System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
      'self',
      null,
      'dates',
    ],
    [
      'System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
      'self',
      null,
      'unknownIssuer',
    ],
    [
      'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
      'self',
      null,
      'hostname',
    ],
  ],
  'Windows, Apple': [
    [
      'A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 48.',
      'peer',
      'unknown_ca',
      'unknownIssuer',
    ],
    ['boringssl_context_handle_fatal_alert … errSSLPeerUnknownCA -9831', 'peer', 'unknown_ca', 'unknownIssuer'],
    ['CFNetwork SSLHandshake failed (-9824)', 'peer', 'handshake_failure', 'refused'],
  ],
  'Envoy and BoringSSL': [
    [
      'TLS_error:|268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:TLS_error_end',
      'self',
      null,
      'badCertificate',
    ],
    [
      'TLS error: 268436502:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN',
      'peer',
      'certificate_unknown',
      'notAcceptable',
    ],
    ['TLS error: 268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER', 'self', null, 'notTls'],
    [
      'TLS error: 268435655:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE',
      'self',
      null,
      'noCertificate',
    ],
  ],
  Databases: [
    [
      'psql: error: connection to server at "db.bank.test", port 5432 failed: SSL error: certificate verify failed',
      'self',
      null,
      'badCertificate',
    ],
    [
      'psql: error: connection to server failed: FATAL:  connection requires a valid client certificate',
      'peer',
      null,
      'noCertificate',
    ],
    ['could not accept SSL connection: sslv3 alert bad certificate', 'peer', 'bad_certificate', 'badCertificate'],
    [
      'ERROR 2026 (HY000): SSL connection error: error:0A000086:SSL routines::certificate verify failed',
      'self',
      null,
      'badCertificate',
    ],
  ],
  Kafka: [
    [
      'org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed\nCaused by: javax.net.ssl.SSLHandshakeException: No subject alternative DNS name matching broker.bank.test found.',
      'self',
      null,
      'hostname',
    ],
  ],
  'Erlang, RabbitMQ': [
    [
      '{tls_alert,{unknown_ca,"TLS client: In state certify at ssl_handshake.erl:2017 generated CLIENT ALERT: Fatal - Unknown CA\\n"}}',
      'self',
      'unknown_ca',
      'unknownIssuer',
    ],
    [
      'TLS server: In state connection received CLIENT ALERT: Fatal - Unknown CA',
      'peer',
      'unknown_ca',
      'unknownIssuer',
    ],
  ],
  Rust: [
    ['invalid peer certificate: UnknownIssuer', 'self', null, 'unknownIssuer'],
    ['invalid peer certificate: Expired', 'self', null, 'expired'],
    ['received fatal alert: CertificateRequired', 'peer', 'certificate_required', 'noCertificate'],
    ['received fatal alert: BadCertificate', 'peer', 'bad_certificate', 'badCertificate'],
    ['peer sent no certificates', 'self', null, 'noCertificate'],
  ],
  'Ruby, PHP, git, wget': [
    [
      'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate)',
      'self',
      null,
      'incomplete',
    ],
    [
      'SSL_connect returned=1 errno=0 state=error: certificate verify failed (certificate has expired)',
      'self',
      null,
      'expired',
    ],
    [
      'SSL operation failed with code 1. OpenSSL Error messages:\nerror:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed',
      'self',
      null,
      'badCertificate',
    ],
    [
      "fatal: unable to access 'https://git.bank.test/a.git/': SSL certificate problem: self signed certificate",
      'self',
      null,
      'selfSigned',
    ],
    [
      "ERROR: cannot verify api.bank.test's certificate, issued by ‘CN=Bank Issuing CA 1’:\n  Unable to locally verify the issuer's authority.",
      'self',
      null,
      'incomplete',
    ],
  ],
  Servers: [
    [
      'client SSL certificate verify error: (21:unable to verify the first certificate) while reading client request headers',
      'self',
      null,
      'incomplete',
    ],
    [
      'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
      'self',
      null,
      'incomplete',
    ],
    ['AH02039: Certificate Verification: Error (10): certificate has expired', 'self', null, 'expired'],
    [
      'SSL Library Error: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca (SSL alert number 48)',
      'peer',
      'unknown_ca',
      'unknownIssuer',
    ],
    ['CERT: Pre-verification error: unable to get local issuer certificate', 'self', null, 'incomplete'],
    ['VERIFY ERROR: depth=0, error=certificate has expired: CN=alice', 'self', null, 'expired'],
    [
      'VERIFY ERROR: depth=1, error=self signed certificate in certificate chain: CN=Bank Root CA',
      'self',
      null,
      'untrustedRoot',
    ],
    [
      'OpenSSL Error: error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate',
      'peer',
      'bad_certificate',
      'badCertificate',
    ],
  ],
  Wireshark: [
    ['TLSv1.2 Record Layer: Alert (Level: Fatal, Description: Unknown CA)', 'unknown', 'unknown_ca', 'unknownIssuer'],
    [
      'TLSv1.2 Record Layer: Alert (Level: Fatal, Description: Handshake Failure)',
      'unknown',
      'handshake_failure',
      'refused',
    ],
  ],
};

/** Without measurements: what the words say alone. */
const nothing = indexOf([]);

describe.each(Object.keys(SAID))('%s', (name) => {
  it.each(SAID[name] ?? [])('says by its words alone who refused, and what: %s', (text, side, alert, means) => {
    const answer = explain(text, nothing);
    const messages = answer.ok ? answer.messages : [];
    expect(messages.map((each) => [each.side, each.alert, each.meanings[0]])).toEqual([[side, alert, means]]);
  });
});

it('A code of NSS alone is of NSS, not of the server whose log has a level of the same letters', () => {
  const programOf = (text: string) => {
    const answer = explain(text, indexOf([]), {});
    return answer.ok ? answer.messages[0]?.program : null;
  };
  expect(programOf('SSL_ERROR_HANDSHAKE_FAILURE_ALERT')).toBe('nss');
  expect(programOf('[ssl:error] [pid 7] AH02039: Certificate Verification: Error (10): certificate has expired')).toBe(
    'apache',
  );
});
