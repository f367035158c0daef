// By which other words the search finds things: what people and programs call them. Shown nowhere. The terms of faults
// stand in faultList.ts, those of the glossary in glossary.ts; what was measured of programs in otherImplementations.ts.
import type { MissionId } from '../exercises/missions/mission.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { CheckId } from '../pki/path/checkId.ts';

/** What programs print where this is wrong: OpenSSL, curl, Node, Java, Go, browsers. Separated by commas. */
export const FAULT_MESSAGES: Readonly<Partial<Record<FaultId, string>>> = {
  'server/expired':
    'certificate has expired, CERT_HAS_EXPIRED, ERR_CERT_DATE_INVALID, SEC_ERROR_EXPIRED_CERTIFICATE, certificate has expired or is not yet valid, CertificateExpiredException, NotAfter, expired certificate, out of date',
  'server/not-yet-valid':
    'certificate is not yet valid, CERT_NOT_YET_VALID, CertificateNotYetValidException, MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE',
  'server/wrong-host':
    'no alternative certificate subject name matches target host name, hostname mismatch, ERR_CERT_COMMON_NAME_INVALID, SSL_ERROR_BAD_CERT_DOMAIN, ERR_TLS_CERT_ALTNAME_INVALID, certificate is valid for not, wrong name, host name does not match, certificate name mismatch',
  'server/no-san': 'certificate relies on legacy Common Name field, use SANs instead, missing SAN',
  'server/self-signed':
    'self-signed certificate, self signed certificate, DEPTH_ZERO_SELF_SIGNED_CERT, MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT',
  'server/untrusted-root':
    'self-signed certificate in certificate chain, self signed certificate in certificate chain, self signed certificate in chain, SELF_SIGNED_CERT_IN_CHAIN, certificate signed by unknown authority, ERR_CERT_AUTHORITY_INVALID, SEC_ERROR_UNKNOWN_ISSUER, unknown issuer, invalid peer certificate UnknownIssuer, PKIX path building failed',
  'server/missing-intermediate':
    'unable to get local issuer certificate, unable to get issuer certificate, unable to verify the first certificate, UNABLE_TO_VERIFY_LEAF_SIGNATURE, UNABLE_TO_GET_ISSUER_CERT_LOCALLY, unable to find valid certification path to requested target, incomplete chain, intermediate certificate missing',
  'server/tampered': 'certificate signature failure, SEC_ERROR_BAD_SIGNATURE, invalid signature',
  'server/stolen-certificate': 'key values mismatch, private key does not match, bad signature, proof missing',
  'server/wrong-eku': 'unsuitable certificate purpose, unsupported certificate purpose, wrong purpose, bad EKU',
  'server/wrong-key-usage': 'ERR_SSL_KEY_USAGE_INCOMPATIBLE, bad key usage',
  'server/weak-key': 'EE certificate key too weak, ee key too small, dh key too small',
  'server/weak-signature': 'CA signature digest algorithm too weak, ca md too weak, ERR_CERT_WEAK_SIGNATURE_ALGORITHM',
  'server/unknown-critical': 'unhandled critical extension, SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION',
  'server/revoked': 'certificate revoked, ERR_CERT_REVOKED, SEC_ERROR_REVOKED_CERTIFICATE, CERT_REVOKED',
  'ca/intermediate-expired': 'SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE, expired intermediate',
  'ca/not-a-ca': 'invalid CA certificate, CA flag missing',
  'ca/path-too-long': 'path length constraint exceeded, path length exceeded, PATH_LENGTH_EXCEEDED',
  'ca/outside-name-constraints': 'permitted subtree violation, name constraint violation',
  'ca/excluded-name': 'excluded subtree violation, name constraint violation',
  'ca/same-name-other-key': 'authority and subject key identifier mismatch, certificate signature failure',
  'ca/ocsp-unreachable': 'OCSP responder down, try later, unable to get certificate CRL, OCSP timeout',
  'ca/crl-expired': 'CRL has expired, CRL is not yet valid, stale CRL',
  'client/none':
    'peer did not return a certificate, certificate required, No required SSL certificate was sent, client certificate missing, tls client didn’t provide a certificate, no client certificate, empty client certificate',
  'client/key-not-accepted':
    'peer did not return a certificate, no suitable certificate, no suitable signature algorithm, client certificate not sent',
  'client/expired': 'certificate has expired, expired client certificate, CERT_HAS_EXPIRED',
  'client/long-expired':
    'certificate has expired, expired intermediate, CERT_HAS_EXPIRED, old certificate, three years',
  'client/not-yet-valid': 'certificate is not yet valid',
  'client/self-signed': 'self-signed certificate, self signed client certificate',
  'client/untrusted-root':
    'self-signed certificate in certificate chain, certificate signed by unknown authority, unknown ca',
  'client/missing-intermediate': 'unable to get local issuer certificate, unable to verify the first certificate',
  'client/wrong-eku': 'unsuitable certificate purpose, unsupported certificate purpose',
  'client/server-certificate':
    'unsuitable certificate purpose, unsupported certificate purpose, same certificate for client and server, shared certificate',
  'server/name-of-its-ca':
    'self-signed certificate, DEPTH_ZERO_SELF_SIGNED_CERT, error 18, self signed certificate in mutual TLS',
  'ca/intermediate-anchor': 'unable to get issuer certificate, UNABLE_TO_GET_ISSUER_CERT, error 2 at 1 depth lookup',
  'client/weak-key': 'EE certificate key too weak',
  'client/weak-signature': 'CA signature digest algorithm too weak',
  'client/not-allowed': '403 Forbidden, access denied, permission denied, not authorised',
  'client/same-name-other-ca':
    'impersonation, account takeover, same subject, duplicate common name, X.509 user mapping',
  'client/renewed': 'certificate rotation, pinned certificate, pin mismatch, account lost after renewal',
  'proxy/header-passed-on': 'header spoofing, header injection, fake client certificate header, underscores_in_headers',
  'proxy/backend-reachable': 'origin bypass, direct access to the backend, forged client certificate header',
  'clock/client-slow': 'certificate is not yet valid, wrong system time, clock is wrong, battery',
  'clock/client-fast': 'certificate has expired, wrong system time, clock is wrong',
  'hello/no-common-cipher':
    'no shared cipher, no cipher match, no ciphers available, ERR_SSL_VERSION_OR_CIPHER_MISMATCH, SSL_ERROR_NO_CYPHER_OVERLAP',
  'hello/no-common-version':
    'unsupported protocol, wrong version number, no protocols available, tlsv1 alert protocol version, ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'hello/unknown-name': 'unrecognized name, tlsv1 unrecognized name, default server certificate',
  'wire/flip-record': 'decryption failed or bad record mac, bad record mac',
  'wire/truncate': 'decode error, length mismatch',
  'wire/mitm': 'MITM, Burp, mitmproxy, Fiddler',
  'wire/mitm-trusted': 'MITM, corporate proxy, Zscaler, antivirus, TLS interception',
};

export const CHECK_ALSO: Readonly<Partial<Record<CheckId, string>>> = {
  'client.required':
    'mTLS, peer did not return a certificate, ssl_verify_client, clientAuth need, require client certificate',
  'cert.decode': 'malformed certificate, ASN.1 error, bad DER',
  'bundle.key': 'key values mismatch, private key does not match certificate, X509_check_private_key',
  'bundle.order': 'fullchain, chain order',
  'chain.build':
    'unable to get local issuer certificate, unable to verify the first certificate, incomplete chain, missing intermediate',
  'chain.trustAnchor': 'self-signed certificate in certificate chain, unknown authority, untrusted root, trust store',
  'chain.nameChaining': 'issuer subject mismatch',
  'aki.match': 'AKID, SKID, authorityKeyIdentifier, subjectKeyIdentifier',
  'signature.verify': 'certificate signature failure, bad signature',
  'validity.notBefore': 'not yet valid',
  'validity.notAfter': 'expired, certificate has expired, expiration',
  'ca.basicConstraints': 'invalid CA certificate, CA TRUE, CA flag, CA bit',
  'ca.keyCertSign': 'invalid CA certificate',
  'ca.pathLen': 'path length constraint exceeded, pathLen, path too long',
  'chain.depth': 'certificate chain too long, verify depth, ssl_verify_depth',
  'ext.unknownCritical': 'unhandled critical extension',
  'nc.permitted': 'permitted subtree violation, nameConstraints',
  'nc.excluded': 'excluded subtree violation, nameConstraints',
  'crypto.keySize': 'key too small, key too weak, RSA 1024',
  'crypto.signatureHash': 'SHA-1, SHA1, MD5, ca md too weak',
  'identity.san': 'SAN, missing SAN, common name',
  'identity.dns': 'hostname mismatch, wrong host, CN, SAN, wildcard',
  'identity.ip': 'IP SAN, IP address mismatch',
  'identity.email': 'S/MIME, email address mismatch',
  'identity.uri': 'SPIFFE, SVID',
  'eku.serverAuth': 'EKU, unsuitable certificate purpose',
  'eku.clientAuth': 'EKU, unsuitable certificate purpose, mTLS',
  'leaf.keyUsage': 'KU, digitalSignature, keyEncipherment',
  'web.lifetime': '398 days, 825 days, 200 days',
  'revocation.available': 'unable to get certificate CRL, OCSP, soft-fail, hard-fail',
  'revocation.fresh': 'CRL has expired, stale, nextUpdate',
  'revocation.status': 'certificate revoked, OCSP, CRL',
  possession: 'CertificateVerify, proof of possession, POP',
  'record.mac': 'bad record mac, decryption failed',
  'finished.verify': 'digest check failed, decrypt error',
  'hello.cipher': 'no shared cipher, no cipher match',
  'hello.version': 'unsupported protocol, wrong version number',
  'hello.sni': 'SNI, unrecognized name',
  'hello.alpn': 'ALPN, h2',
  'hello.group': 'supported_groups, curve, no suitable key share',
  'hello.scheme': 'signature_algorithms, no shared signature algorithms',
  'hello.renegotiation': 'unsafe legacy renegotiation disabled',
};

/** How OpenSSL prints alerts: by the version in which each came. */
export const ALERT_PREFIXES = 'sslv3 alert, tlsv1 alert, tlsv13 alert, SSL alert number, remote error: tls';

export const MISSION_ALSO: Readonly<Record<MissionId, string>> = {
  1: 'proof of possession, CertificateVerify',
  2: 'private key, stolen certificate',
  3: 'trust store, trust anchor, untrusted root',
  4: 'missing intermediate, chain, unable to get local issuer certificate',
  5: 'SAN, CN, common name',
  6: 'basicConstraints, CA bit',
  7: 'mTLS, client certificate',
  8: 'CertificateRequest, certificate_authorities',
  9: 'OCSP, revocation, responder',
  10: 'clock, notBefore, expired',
  11: 'PFS, forward secrecy, ECDHE',
  12: 'MITM, proxy, mTLS',
  13: 'transcript, signature, tamper, decrypt_error',
  14: 'TLS 1.3, late alert, certificate_required',
  15: 'alerts, debug',
};

/** By `field` or `field value`. */
export const SETTING_ALSO: Readonly<Record<string, string>> = {
  mode: 'client certificate',
  'mode mutual': 'mTLS, two-way SSL, client authentication',
  'mode one-way': 'server authentication only, ordinary TLS, HTTPS',
  protocol: 'version',
  'protocol tls1.2-rsa': 'TLS12, RSA key exchange',
  'protocol tls1.2-ecdhe': 'TLS12, Diffie-Hellman, forward secrecy',
  'protocol tls1.3': 'TLS13',
  suite: 'cipher, algorithm',
  group: 'curve, ECDHE',
  'group X25519MLKEM768': 'hybrid, post-quantum, ML-KEM, Kyber, PQC',
  revocation: 'status',
  'revocation stapled': 'OCSP stapling',
  'revocation crl': 'revocation list',
  revocationPolicy: 'OCSP policy',
  clientCertificate:
    'ssl_verify_client, SSLVerifyClient, require_client_certificate, trust_chain_verification, ClientAuth, setNeedClientAuth, setWantClientAuth, requestCert, rejectUnauthorized',
  'clientCertificate required':
    'ssl_verify_client on, SSLVerifyClient require, RequireAndVerifyClientCert, setNeedClientAuth, rejectUnauthorized true, verify required',
  'clientCertificate optional':
    'ssl_verify_client optional, SSLVerifyClient optional, VerifyClientCertIfGiven, setWantClientAuth, verify optional',
  'clientCertificate optional-no-ca':
    'ssl_verify_client optional_no_ca, SSLVerifyClient optional_no_ca, ACCEPT_UNTRUSTED, RequestClientCert, RequireAnyClientCert, rejectUnauthorized false, crt-ignore-err all',
  again: 'resumption, session ticket, PSK, 0-RTT',
  keyUpdate: 'rekey',
  serverKey: 'certificate key',
  clientKey: 'certificate key',
  caKey: 'certificate key',
};

/** By the id of the command. */
export const COMMAND_ALSO: Readonly<Record<string, string>> = {
  export: 'download, pcap, pcapng, Wireshark, PEM, SVG, save, terminal, curl, openssl',
  compare: 'side by side, difference, diff',
  ca: 'issue, revoke, database',
  break: 'faults, errors, drawer',
  mode: 'mTLS',
  observer: 'eavesdropper, attacker, view as',
  shortcuts: 'keys, hotkeys',
  'tab.bytes': 'hex, wire, dump',
  'tab.secrets': 'keys, SSLKEYLOGFILE, master secret',
  'tab.checks': 'ledger, validation',
  'tab.certificates': 'chain, PEM, x509',
};

/** Pages that the bar does not name, by their address. */
export const PAGE_WORDS: Readonly<
  Record<string, { readonly title: string; readonly line: string; readonly also: string }>
> = {
  '#/learn/post-quantum': {
    title: 'Post-quantum certificates',
    line: 'What RSA, P-256 and ML-DSA cost in bytes and round trips, side by side',
    also: 'ML-DSA, Dilithium, PQC, quantum, large certificates, TCP initial window, size of certificates, handshake size',
  },
  '#/learn/build': {
    title: 'Build the handshake',
    line: 'Put its messages in order',
    also: 'game, order of messages',
  },
  '#/learn/worksheet': {
    title: 'Worksheet',
    line: 'A run on paper, with blanks',
    also: 'print, exercise, homework',
  },
  '#/class': {
    title: 'For teachers',
    line: 'A link for a class, and its result slips',
    also: 'class, teacher, course, LMS, SCORM',
  },
};
