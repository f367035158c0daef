// What an endpoint shows and signs with, and which of it a CertificateRequest asks for (RFC 5246 7.4.4, 7.4.6, 7.4.8).
import { equalBytes } from '../bytes/hex.ts';
import type { PrivateKey } from '../crypto/ellipticKey.ts';
import { type CertificateRequest, SIGNATURE_SCHEMES } from './messages/types.ts';
import { decodeChain } from './peer.ts';

export interface Credential {
  /** DER, the own certificate first. */
  readonly chain: readonly Uint8Array[];
  readonly key: PrivateKey;
}

/** ClientCertificateType of RFC 5246 7.4.4: a certificate with an RSA key that signs. */
export const RSA_SIGN = 1;

export const SCHEME_HASHES = {
  [SIGNATURE_SCHEMES.rsa_pkcs1_sha256]: 'sha256',
  [SIGNATURE_SCHEMES.rsa_pkcs1_sha384]: 'sha384',
  [SIGNATURE_SCHEMES.rsa_pkcs1_sha512]: 'sha512',
} as const;
export type Scheme = keyof typeof SCHEME_HASHES;

export interface Signer {
  readonly credential: Credential;
  readonly scheme: Scheme;
}

/**
 * A certificate of an acceptable type, issued by one of the CAs that the server named, where it named any; and a hash
 * that both know. Null where there is none: the client then sends an empty Certificate.
 */
export function chooseSigner(
  { credential, sendUnlisted }: { readonly credential: Credential | null; readonly sendUnlisted: boolean },
  request: CertificateRequest,
): Signer | null {
  const scheme = SCHEMES.find((one) => request.schemes.includes(one));
  if (credential?.key.kind !== 'rsa') return null;
  if (!scheme || !request.certificateTypes.includes(RSA_SIGN)) return null;
  if (!sendUnlisted && request.authorities.length > 0 && !isListed(credential, request)) return null;
  return { credential, scheme };
}

const SCHEMES: readonly Scheme[] = [
  SIGNATURE_SCHEMES.rsa_pkcs1_sha256,
  SIGNATURE_SCHEMES.rsa_pkcs1_sha384,
  SIGNATURE_SCHEMES.rsa_pkcs1_sha512,
];

/** 7.4.4: the server may name a root or a subordinate CA, so any issuer in the chain will do. */
function isListed({ chain }: Credential, { authorities }: CertificateRequest): boolean {
  const decoded = decodeChain(chain);
  return (
    decoded.ok && decoded.certificates.some(({ issuer }) => authorities.some((name) => equalBytes(name, issuer.der)))
  );
}
