// CertificateVerify of TLS 1.3: what is signed, by which scheme, and with which certificate (RFC 9846 4.5.2, 4.5.1.2).

import { concat, equalBytes, utf8 } from '../../bytes/hex.ts';
import { type SignatureSchemeName, schemesOf } from '../../crypto/signingKey.ts';
import { decodeChain } from '../../pki/x509/certificate.ts';
import { type Credential, keptBack } from '../auth/credential.ts';
import { SIGNATURE_SCHEMES } from '../codePoints/signatureSchemes.ts';
import type { ClientConfig } from '../config.ts';
import type { AskedCertificate, Side, Withheld } from '../events.ts';
import { find } from '../messages/find.ts';
import type { CertificateRequest13 } from './messages/types.ts';

export interface Signer13 {
  readonly credential: Credential;
  readonly scheme: SignatureSchemeName;
}

/**
 * What CertificateVerify signs: 64 spaces, who signs (33 bytes), a zero, and the hash of all messages before it. 130 bytes
 * with SHA-256, 146 with SHA-384; no signature of another protocol can look like this.
 */
export function signedContent(signer: Side, transcriptHash: Uint8Array): Uint8Array {
  return concat(new Uint8Array(64).fill(0x20), utf8(`TLS 1.3, ${signer} CertificateVerify`), ZERO, transcriptHash);
}

/** The peer's first scheme that the key can make; null where there is none. */
export function schemeFor(key: Credential['key'], wanted: readonly number[]): SignatureSchemeName | null {
  const able = schemesOf(key, 'tls1.3');
  for (const code of wanted) {
    const scheme = able.find((name) => SIGNATURE_SCHEMES[name] === code);
    if (scheme !== undefined) return scheme;
  }
  return null;
}

/** Null where the client has nothing that the server would take: it then sends an empty Certificate. */
export function chooseSigner13(own: Own, request: CertificateRequest13): Signer13 | null {
  const answer = answerTo13(own, askedIn(request));
  return typeof answer === 'string' ? null : answer;
}

/** Likewise, with the reason where there is none. */
export function answerTo13(own: Own, { authorities, schemes }: AskedCertificate): Signer13 | Withheld {
  const { credential, sendUnlisted } = own;
  if (!credential) return 'none';
  const scheme = schemeFor(credential.key, schemes);
  if (!scheme) return 'scheme';
  if (!sendUnlisted && authorities.length > 0 && !isListed(credential, authorities)) return 'issuer';
  return keptBack(credential, own) ?? { credential, scheme };
}

/** What the extensions of a CertificateRequest ask for (4.4.2). */
export const askedIn = ({ extensions }: CertificateRequest13): AskedCertificate => ({
  authorities: find(extensions, 'certificate_authorities')?.authorities ?? [],
  certificateTypes: null,
  schemes: find(extensions, 'signature_algorithms')?.schemes ?? [],
});

type Own = Pick<ClientConfig, 'credential' | 'sendUnlisted' | 'behaviour' | 'now'>;

/** Any issuer in the chain will do: the server may name a root or a CA below it (4.3.4). */
function isListed({ chain }: Credential, authorities: readonly Uint8Array[]): boolean {
  const decoded = decodeChain(chain);
  return (
    decoded.ok && decoded.certificates.some(({ issuer }) => authorities.some((name) => equalBytes(name, issuer.der)))
  );
}

const ZERO = new Uint8Array(1);
