// What an endpoint brings for each key exchange of TLS 1.2; its suites come from elsewhere.
import { SCHEME_CODES } from '../../crypto/signingKey.ts';
import { OFFERED_SCHEMES } from './hello.ts';

export const RSA_KEY_EXCHANGE = { versions: ['tls1.2'], tls13: null, groups: [], schemes: OFFERED_SCHEMES } as const;

/** ECDSA before RSA, and PSS before PKCS #1, as in OpenSSL's list. Needs registerEcc(). */
export const ECDHE = {
  versions: ['tls1.2'],
  tls13: null,
  groups: ['x25519', 'secp256r1'],
  schemes: [
    SCHEME_CODES.ecdsa_secp256r1_sha256,
    SCHEME_CODES.ecdsa_secp384r1_sha384,
    SCHEME_CODES.ecdsa_secp521r1_sha512,
    SCHEME_CODES.ed25519,
    SCHEME_CODES.rsa_pss_rsae_sha256,
    SCHEME_CODES.rsa_pss_rsae_sha384,
    SCHEME_CODES.rsa_pss_rsae_sha512,
    SCHEME_CODES.rsa_pkcs1_sha256,
    SCHEME_CODES.rsa_pkcs1_sha384,
    SCHEME_CODES.rsa_pkcs1_sha512,
  ],
} as const;
