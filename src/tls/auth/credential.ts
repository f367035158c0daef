// What an endpoint shows and signs with, and which of it the peer can take (RFC 5246 7.4.4, 7.4.6, 7.4.8; RFC 8422 5.5).

import { OIDS } from '../../asn1/oids.ts';
import { equalBytes } from '../../bytes/hex.ts';
import { publicPart } from '../../crypto/ellipticKey.ts';
import { type PrivateKey, type PublicKey, type SignatureSchemeName, schemesOf } from '../../crypto/signingKey.ts';
import { anyPublicKeyFromSpki, publicKeyToSpki } from '../../crypto/spki.ts';
import { decodeChain, extensionOf } from '../../pki/x509/certificate.ts';
import type { Behaviour } from '../behaviour.ts';
import { CERTIFICATE_TYPES } from '../codePoints/parameters.ts';
import { SIGNATURE_SCHEMES } from '../codePoints/signatureSchemes.ts';
import type { Withheld } from '../events.ts';
import type { CertificateRequest } from '../messages/types.ts';

export interface Credential {
  /** DER, the own certificate first. */
  readonly chain: readonly Uint8Array[];
  readonly key: PrivateKey;
}

/** What is to be said of the key behind a signature: that it is not the key in the own certificate, where it is not. */
export function signerDetails({ chain, key }: Credential): { readonly otherKey?: true } {
  const decoded = decodeChain(chain.slice(0, 1));
  const leaf = decoded.ok ? decoded.certificates[0] : undefined;
  const certified = leaf && anyPublicKeyFromSpki(leaf.spki);
  if (!certified?.ok || equalBytes(publicKeyToSpki(certified.value), publicKeyToSpki(publicPart(key)))) return {};
  return { otherKey: true };
}

export interface Signer {
  readonly credential: Credential;
  readonly scheme: SignatureSchemeName;
}

/**
 * The first scheme in the verifier's list that the key can sign with in TLS 1.2 and that this side speaks too: its own
 * preference counts for nothing, as with OpenSSL.
 */
export function chooseScheme(
  key: PublicKey,
  asked: readonly number[],
  own: readonly number[],
): SignatureSchemeName | null {
  const able = schemesOf(key, 'tls1.2').filter((name) => own.includes(SIGNATURE_SCHEMES[name]));
  for (const code of asked) {
    const found = able.find((name) => SIGNATURE_SCHEMES[name] === code);
    if (found) return found;
  }
  return null;
}

/** The types of certificates whose signatures these schemes are. */
export function certificateTypesOf(schemes: readonly number[]): number[] {
  const signs = (keys: RegExp): boolean =>
    Object.entries(SIGNATURE_SCHEMES).some(([name, code]) => keys.test(name) && schemes.includes(code));
  return [
    ...(signs(/^rsa/) ? [CERTIFICATE_TYPES.rsa_sign] : []),
    ...(signs(/^e/) ? [CERTIFICATE_TYPES.ecdsa_sign] : []),
  ];
}

/**
 * A certificate of an acceptable type, issued by one of the CAs that the server named, where it named any; and a scheme
 * that both know. Null where there is none: the client then sends an empty Certificate.
 */
export function chooseSigner(own: Own, request: CertificateRequest): Signer | null {
  const answer = answerTo(own, request);
  return typeof answer === 'string' ? null : answer;
}

/** Likewise, with the reason where there is none. */
export function answerTo(own: Own, request: CertificateRequest): Signer | Withheld {
  const { credential, sendUnlisted, schemes } = own;
  if (!credential) return 'none';
  const type = credential.key.kind === 'rsa' ? CERTIFICATE_TYPES.rsa_sign : CERTIFICATE_TYPES.ecdsa_sign;
  if (!request.certificateTypes.includes(type)) return 'type';
  const scheme = chooseScheme(credential.key, request.schemes, schemes);
  if (!scheme) return 'scheme';
  if (!sendUnlisted && request.authorities.length > 0 && !isListed(credential, request)) return 'issuer';
  return keptBack(credential, own) ?? { credential, scheme };
}

/** What a client finds in its own certificate that makes it show none, as browsers do; null where it sends it. */
export function keptBack({ chain }: Credential, { behaviour, now }: Pick<Own, 'behaviour' | 'now'>): Withheld | null {
  const { withholds = [] } = behaviour ?? {};
  const decoded = withholds.length > 0 ? decodeChain(chain.slice(0, 1)) : null;
  const leaf = decoded?.ok ? decoded.certificates[0] : undefined;
  if (leaf === undefined) return null;
  if (withholds.includes('validity') && (now < leaf.notBefore || now > leaf.notAfter)) return 'validity';
  const purposes = extensionOf(leaf, 'extKeyUsage')?.purposes;
  return withholds.includes('purpose') && purposes && !purposes.includes(OIDS.clientAuth) ? 'purpose' : null;
}

interface Own {
  readonly credential: Credential | null;
  readonly sendUnlisted: boolean;
  readonly schemes: readonly number[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly behaviour?: Behaviour | undefined;
}

/** 7.4.4: the server may name a root or a subordinate CA, so any issuer in the chain will do. */
function isListed({ chain }: Credential, { authorities }: CertificateRequest): boolean {
  const decoded = decodeChain(chain);
  return (
    decoded.ok && decoded.certificates.some(({ issuer }) => authorities.some((name) => equalBytes(name, issuer.der)))
  );
}
