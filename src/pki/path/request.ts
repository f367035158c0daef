// What is asked of path validation, RFC 5280 6.1.1, and what a check gets to see.

import type { Crl } from '../revocation/crl.ts';
import type { Certificate, UnreadableCertificate } from '../x509/certificate.ts';
import type { KeyUsage } from '../x509/extension.ts';
import type { PolicyInputs } from './policyGraph.ts';

/** An IP address in text form; a whole URI. */
export type PeerName =
  | { readonly dns: string }
  | { readonly ip: string }
  | { readonly email: string }
  | { readonly uri: string };

/** Profiles that bind those who issue certificates. */
export const ISSUANCE_PROFILES = ['rfc5280', 'web'] as const;

/**
 * How much is demanded beyond path validation itself. `path`: nothing, RFC 5280 section 6 alone. `rfc5280`: that the
 * certificates keep the profile of section 4, too. `web`: in its place the CA/Browser Forum's profile, which is stricter
 * in most points.
 */
export const PROFILES = ['path', ...ISSUANCE_PROFILES] as const;
export type Profile = (typeof PROFILES)[number];

export interface PathRequest {
  /** The peer's own certificate first, the rest an unordered bag. At least one. */
  readonly presented: readonly Certificate[];
  /**
   * Trusted certificates, recognised by their DER. Their own validity, basicConstraints, keyUsage, nameConstraints and
   * critical extensions bind; their policies and purposes do not.
   */
  readonly anchors: readonly Certificate[];
  /** Certificates that were handed over, as CAs or anchors, and can't be read. None where absent. */
  readonly unreadable?: readonly UnreadableCertificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the leaf is used for; `any` asks for no extended key usage. */
  readonly purpose: 'server' | 'client' | 'any';
  /** The name that the leaf must carry, or null where none is asked for. */
  readonly peerName: PeerName | null;
  /** Whether the common name is a host's name, where the leaf has no DNS name: local policy, against RFC 9525. `never` where absent. */
  readonly commonNames?: 'never' | 'without-san';
  /** Further names that it must carry. None where absent. */
  readonly morePeerNames?: readonly PeerName[];
  /** The keyUsage bit that the protocol needs of the leaf (RFC 5246 7.4.2, 7.4.8). */
  readonly leafKeyUsage: KeyUsage | null;
  /** The leaf's keyUsage, where it is given, must have one of these bits (RFC 5280 4.2.1.12). No rule where absent or empty. */
  readonly anyKeyUsage?: readonly KeyUsage[];
  /** Further bits that the leaf's keyUsage must have, where it is given. None where absent. */
  readonly requiredKeyUsage?: readonly KeyUsage[];
  /** Shorter RSA keys are refused, and keys of unknown kinds: local policy. 0 where anything goes. */
  readonly minRsaBits: number;
  /** Whether signatures with SHA-1 may count: local policy. `refuse` where absent. */
  readonly weakHashes?: 'refuse' | 'accept';
  /** `path` where absent. */
  readonly profile?: Profile;
  /** CA certificates between leaf and anchor, self-issued ones not counted. No limit where absent or null. */
  readonly maxIntermediates?: number | null;
  /** RFC 5280 6.1.1 (c) to (g). Any policy will do where absent. */
  readonly policy?: PolicyInputs;
  /** Revocation of each certificate below the anchor. Nothing is asked where absent. */
  readonly revocation?: RevocationInputs;
}

/**
 * What a profile asks of certificates from anybody. Without a name it is path validation that `rfc5280` asks for,
 * section 6, and nothing there depends on whether CAs keep the rules of section 4 (as PKITS shows: negative serial numbers
 * pass). With a name the certificate is to stand for a peer, and then it must keep them. RFC 5280 itself sets no floor for
 * keys and hashes.
 */
export const profilePolicy = (
  profile: Profile,
  name: PeerName | null,
): Required<Pick<PathRequest, 'profile' | 'minRsaBits' | 'weakHashes'>> => ({
  profile: profile === 'rfc5280' && name === null ? 'path' : profile,
  minRsaBits: profile === 'web' ? 2048 : 0,
  weakHashes: profile === 'web' ? 'refuse' : 'accept',
});

/** What is known of revocation: lists (RFC 5280 6.3.1) and OCSP responses (RFC 6960), about whichever certificates. */
export interface RevocationInputs {
  readonly crls: readonly Crl[];
  /** CRLs that were handed over and can't be read. None where absent. */
  readonly unreadable?: number;
  /** Stapled or asked for, with or without a use. None where absent. */
  readonly ocsp?: readonly OcspAnswer[];
  /** How far an OCSP responder's clock may be off, in milliseconds. 0 where absent. */
  readonly tolerance?: number;
  /**
   * Whether a certificate is refused whose status can't be determined. `covered`: only if a list or an answer of this
   * material speaks of it and is of no use; and what such a one says counts even where the path leads to no anchor.
   */
  readonly failure: 'hard' | 'covered' | 'soft';
}

export interface OcspAnswer {
  /** An OCSPResponse. */
  readonly der: Uint8Array;
  /** What the request carried; null where it had none, or where nobody knows the request. */
  readonly nonce: Uint8Array | null;
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

export const peerNames = ({ peerName, morePeerNames = [] }: PathRequest): readonly PeerName[] =>
  peerName === null ? morePeerNames : [peerName, ...morePeerNames];
