// What an endpoint brings for each key exchange of TLS 1.2; its suites come from elsewhere.
import { SIGNATURE_SCHEMES } from '../codePoints/signatureSchemes.ts';
import { OFFERED_SCHEMES } from './hello.ts';

export const RSA_KEY_EXCHANGE = { versions: ['tls1.2'], tls13: null, groups: [], schemes: OFFERED_SCHEMES } as const;

/** ECDSA before RSA, and PSS before PKCS #1, as in OpenSSL's list. Needs registerEcc(). */
export const ECDHE = {
  versions: ['tls1.2'],
  tls13: null,
  groups: ['x25519', 'secp256r1'],
  schemes: [
    SIGNATURE_SCHEMES.ecdsa_secp256r1_sha256,
    SIGNATURE_SCHEMES.ecdsa_secp384r1_sha384,
    SIGNATURE_SCHEMES.ecdsa_secp521r1_sha512,
    SIGNATURE_SCHEMES.ed25519,
    SIGNATURE_SCHEMES.rsa_pss_rsae_sha256,
    SIGNATURE_SCHEMES.rsa_pss_rsae_sha384,
    SIGNATURE_SCHEMES.rsa_pss_rsae_sha512,
    SIGNATURE_SCHEMES.rsa_pkcs1_sha256,
    SIGNATURE_SCHEMES.rsa_pkcs1_sha384,
    SIGNATURE_SCHEMES.rsa_pkcs1_sha512,
  ],
} as const;
