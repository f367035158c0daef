// OpenSSL 3.0's s_client and s_server, and programs that stand on it. ssl_x509err2alert of ssl/statem_lib.c turns the
// verifier's code into an alert; Node, nginx and HAProxy let OpenSSL verify and act on the result each in its own way.
import type { AlertTable, Behaviour, CertificateRequestForm } from '../../tls/behaviour.ts';
import { SENDS_ALL, schemes, types } from './codes.ts';

/** X509_V_ERR_CERT_NOT_YET_VALID is bad_certificate; a signature that does not fit is decrypt_error; the rest is as the lab has it. */
const ALERTS: AlertTable = {
  'validity.notBefore': 'bad_certificate',
  'signature.verify': 'decrypt_error',
};

/** A host's name may stand in the common name (X509_check_host), and nobody looks at the server's keyUsage. */
const OF_SERVERS = { commonName: true, anyKeyUsage: true } as const;
/** At security level 1, which Node has, RSA keys of 1,024 bits will do; at level 2, Debian's, they won't. */
const LEVEL_1 = { minRsaBits: 1024 } as const;

export const OPENSSL_CLIENT: Behaviour = {
  alerts: ALERTS,
  plainAlerts: true,
  validation: OF_SERVERS,
  withholds: SENDS_ALL,
};

const MODERN = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'ecdsa_sha224',
  'rsa_pkcs1_sha224',
] as const;

const REQUEST: CertificateRequestForm = {
  types: types('rsa_sign', 'dss_sign', 'ecdsa_sign'),
  schemes12: schemes(...MODERN, 'dsa_sha224', 'dsa_sha256', 'dsa_sha384', 'dsa_sha512'),
  schemes13: schemes(...MODERN),
  extensions: ['signature_algorithms', 'certificate_authorities'],
};

export const OPENSSL_SERVER: Behaviour = { alerts: ALERTS, request: REQUEST, tickets: 2, anyName: true };

export const HAPROXY_SERVER: Behaviour = OPENSSL_SERVER;

/** It tells OpenSSL to go on whatever it finds, and looks at the result once the handshake is over. */
export const NODE_CLIENT: Behaviour = {
  ...OPENSSL_CLIENT,
  alerts: { ...ALERTS, certificate: 'none', 'validity.notBefore': 'none', 'signature.verify': 'none' },
  validation: { ...OF_SERVERS, ...LEVEL_1 },
  afterwards: { act: 'close' },
};

/** Likewise. A client without a certificate is OpenSSL's own affair, and gets its alert. */
export const NODE_SERVER: Behaviour = {
  ...OPENSSL_SERVER,
  alerts: NODE_CLIENT.alerts,
  validation: LEVEL_1,
  afterwards: { act: 'close' },
};

/** It, too, goes on, also without a certificate: the answer to the first request says what is wrong. */
export const NGINX_SERVER: Behaviour = { ...OPENSSL_SERVER, afterwards: { act: 'http400', none: true } };
