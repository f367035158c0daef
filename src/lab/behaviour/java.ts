// Java 17.0.15's JSSE with its default trust manager. In TLS 1.3 this patch level says certificate_unknown of most things;
// 17.0.21 says there what it says in TLS 1.2.
import type { Behaviour } from '../../tls/behaviour.ts';
import { schemes, types } from './codes.ts';

/** jdk.certpath.disabledAlgorithms forbids RSA below 1,024 bits, and SHA-1 where a CA that came with Java signed alone. */
const LAX = { minRsaBits: 1024, weakHashes: 'accept' } as const;

export const JAVA_CLIENT: Behaviour = {
  alerts: {
    certificate: 'certificate_unknown',
    'validity.notAfter': 'certificate_expired',
    'validity.notBefore': 'bad_certificate',
    'signature.verify': 'bad_certificate',
    'revocation.status': 'certificate_revoked',
    possession: 'handshake_failure',
  },
  alerts13: {
    'validity.notAfter': 'certificate_unknown',
    'validity.notBefore': 'certificate_unknown',
    'signature.verify': 'certificate_unknown',
  },
  validation: { commonName: true, ...LAX },
  withholds: ['issuer'],
};

const MODERN = [
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'ed448',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pss_pss_sha256',
  'rsa_pss_pss_sha384',
  'rsa_pss_pss_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
] as const;

export const JAVA_SERVER: Behaviour = {
  alerts: {
    certificate: 'certificate_unknown',
    'client.required': 'bad_certificate',
    possession: 'handshake_failure',
  },
  opensAlerts: true,
  validation: LAX,
  request: {
    types: types('ecdsa_sign', 'rsa_sign', 'dss_sign'),
    schemes12: schemes(
      ...MODERN,
      'dsa_sha256',
      'ecdsa_sha224',
      'rsa_pkcs1_sha224',
      'dsa_sha224',
      'ecdsa_sha1',
      'rsa_pkcs1_sha1',
      'dsa_sha1',
    ),
    schemes13: schemes(...MODERN, 'ecdsa_sha1', 'rsa_pkcs1_sha1'),
    extensions: ['signature_algorithms', 'certificate_authorities', 'signature_algorithms_cert'],
  },
  tickets: 1,
  anyName: true,
};
