// What is asked of path validation, RFC 5280 6.1.1, and what a check gets to see.
import type { Certificate } from '../certificate.ts';

export interface PathRequest {
  /** The peer's own certificate first, the rest an unordered bag. At least one. */
  readonly presented: readonly Certificate[];
  /** Trusted certificates, recognised by their DER. Their own validity, basicConstraints, keyUsage and critical extensions bind. */
  readonly anchors: readonly Certificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the leaf is used for; `any` asks for no extended key usage. */
  readonly purpose: 'server' | 'client' | 'any';
  /** The name that the leaf must carry, or null where none is asked for. */
  readonly peerName: { readonly dns: string } | null;
  /** The keyUsage bit that the protocol needs of the leaf (RFC 5246 7.4.2, 7.4.8). */
  readonly leafKeyUsage: 'keyEncipherment' | 'digitalSignature' | null;
  /** Shorter RSA keys are refused: local policy. */
  readonly minRsaBits: number;
}

/** A path as far as it could be built. */
export interface BuiltPath {
  /** Leaf first; the trust anchor last where there is one. Never empty. */
  readonly certificates: readonly Certificate[];
  /**
   * `anchor`: the last certificate is trusted. `selfSigned`: it is its own issuer and not trusted.
   * `noIssuer`: nobody knows its issuer. `bound`: the search was given up there.
   */
  readonly end: 'anchor' | 'selfSigned' | 'noIssuer' | 'bound';
}

/** The certificate whose key signs certificate `index`: the next one, or itself at a self-signed end; null if unknown. */
export function issuerAt(path: BuiltPath, index: number): Certificate | null {
  const next = path.certificates[index + 1];
  if (next !== undefined) return next;
  return path.end === 'selfSigned' ? (path.certificates[index] ?? null) : null;
}

/** Whether certificate `index` is the trust anchor, which nothing in the path vouches for. */
export const isAnchorAt = (path: BuiltPath, index: number): boolean =>
  path.end === 'anchor' && index === path.certificates.length - 1;
