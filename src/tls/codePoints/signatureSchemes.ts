// IANA "TLS SignatureScheme" (RFC 9846 4.3.3); the older ones are pairs of a hash and an algorithm (RFC 5246 7.4.1.4.1), under the
// names that TLS 1.3 gave them.
import { SIGNATURE_SCHEME_NAMES, type SignatureSchemeName } from '../../crypto/signingKey.ts';
import { byCode, hex16, moreName } from './names.ts';

export const SIGNATURE_SCHEMES = {
  rsa_pkcs1_md5: 0x0101,
  rsa_pkcs1_sha1: 0x0201,
  dsa_sha1: 0x0202,
  ecdsa_sha1: 0x0203,
  rsa_pkcs1_sha224: 0x0301,
  dsa_sha224: 0x0302,
  ecdsa_sha224: 0x0303,
  rsa_pkcs1_sha256: 0x0401,
  dsa_sha256: 0x0402,
  ecdsa_secp256r1_sha256: 0x0403,
  rsa_pkcs1_sha384: 0x0501,
  dsa_sha384: 0x0502,
  ecdsa_secp384r1_sha384: 0x0503,
  rsa_pkcs1_sha512: 0x0601,
  dsa_sha512: 0x0602,
  ecdsa_secp521r1_sha512: 0x0603,
  rsa_pss_rsae_sha256: 0x0804,
  rsa_pss_rsae_sha384: 0x0805,
  rsa_pss_rsae_sha512: 0x0806,
  ed25519: 0x0807,
  ed448: 0x0808,
  rsa_pss_pss_sha256: 0x0809,
  rsa_pss_pss_sha384: 0x080a,
  rsa_pss_pss_sha512: 0x080b,
  mldsa44: 0x0904,
  mldsa65: 0x0905,
  mldsa87: 0x0906,
} as const satisfies Record<SignatureSchemeName, number> & Record<string, number>;

export const schemeName = (code: number): string => NAMES.get(code) ?? moreName('scheme', code) ?? hex16(code);

/** Null where nobody here can sign or verify with the scheme. */
export const schemeOf = (code: number): SignatureSchemeName | null =>
  SIGNATURE_SCHEME_NAMES.find((name) => SIGNATURE_SCHEMES[name] === code) ?? null;

const NAMES = byCode(SIGNATURE_SCHEMES);
