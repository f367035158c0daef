// Path building, RFC 5280 6.1 and RFC 4158: from the leaf to a trust anchor, by name, through any bag of certificates.
import { equalBytes } from '../../bytes/hex.ts';
import { type Certificate, extensionOf, isSelfIssued, sameCertificate } from '../certificate.ts';
import type { BuiltPath, PathRequest } from './request.ts';

/** Certificates in one path, and certificates looked at in one search; what goes beyond is given up. */
export const MAX_PATH_LENGTH = 64;
export const MAX_SEARCH_STEPS = 512;

/**
 * Candidate paths, the most promising first: matching key identifiers before none before differing ones, and among
 * equals trust anchors before presented certificates. The name alone decides who is an issuer; all else is for the
 * checks to judge.
 */
export function* buildPaths(request: Pick<PathRequest, 'presented' | 'anchors'>): Generator<BuiltPath, void> {
  const [leaf] = request.presented;
  if (leaf === undefined) throw new RangeError('no certificate to start a path from');
  const pool = new Pool(request.anchors, request.presented);
  const search = { steps: MAX_SEARCH_STEPS };
  yield* extend([leaf], pool, search);
}

function* extend(
  certificates: readonly Certificate[],
  pool: Pool,
  search: { steps: number },
): Generator<BuiltPath, void> {
  const last = certificates.at(-1);
  if (last === undefined) return;
  if (pool.isAnchor(last)) {
    yield { certificates, end: 'anchor' };
    return;
  }
  if (search.steps <= 0 || certificates.length >= MAX_PATH_LENGTH) {
    yield { certificates, end: 'bound' };
    return;
  }
  search.steps--;
  const role = selfSignature(last);
  const issuers =
    role === 'certain'
      ? []
      : pool.issuersOf(last).filter((issuer) => !certificates.some((c) => sameCertificate(c, issuer)));
  for (const issuer of issuers) yield* extend([...certificates, issuer], pool, search);
  if (role !== 'none') yield { certificates, end: 'selfSigned' };
  else if (issuers.length === 0) yield { certificates, end: 'noIssuer' };
}

/**
 * Whether a certificate is signed with its own key, as far as names and key identifiers tell. Without key identifiers
 * a self-issued certificate may as well come from another key of the same CA (RFC 5280 3.2).
 */
function selfSignature(certificate: Certificate): 'certain' | 'possible' | 'none' {
  if (!isSelfIssued(certificate)) return 'none';
  switch (compareKeyIds(certificate, certificate)) {
    case 'equal':
      return 'certain';
    case 'differ':
      return 'none';
    case 'unknown':
      return 'possible';
  }
}

/** The authorityKeyIdentifier of a certificate beside the subjectKeyIdentifier of its possible issuer. */
function compareKeyIds(certificate: Certificate, issuer: Certificate): 'equal' | 'unknown' | 'differ' {
  const wanted = extensionOf(certificate, 'authorityKeyIdentifier')?.keyId ?? null;
  const found = extensionOf(issuer, 'subjectKeyIdentifier')?.id ?? null;
  if (wanted === null || found === null) return 'unknown';
  return equalBytes(wanted, found) ? 'equal' : 'differ';
}

const PREFERENCE = { equal: 0, unknown: 1, differ: 2 } as const;

/** All certificates at hand, found by subject; each once. */
class Pool {
  private readonly anchors = new Map<string, Certificate[]>();
  private readonly presented = new Map<string, Certificate[]>();

  constructor(anchors: readonly Certificate[], presented: readonly Certificate[]) {
    for (const anchor of anchors) add(this.anchors, anchor);
    for (const certificate of presented) if (!this.isAnchor(certificate)) add(this.presented, certificate);
  }

  isAnchor(certificate: Certificate): boolean {
    return this.anchors.get(certificate.subject.key)?.some((anchor) => sameCertificate(anchor, certificate)) ?? false;
  }

  issuersOf(certificate: Certificate): Certificate[] {
    const { key } = certificate.issuer;
    const rank = (issuer: Certificate): number => PREFERENCE[compareKeyIds(certificate, issuer)];
    return [...(this.anchors.get(key) ?? []), ...(this.presented.get(key) ?? [])].sort((a, b) => rank(a) - rank(b));
  }
}

function add(bySubject: Map<string, Certificate[]>, certificate: Certificate): void {
  const known = bySubject.get(certificate.subject.key);
  if (known === undefined) bySubject.set(certificate.subject.key, [certificate]);
  else if (!known.some((other) => sameCertificate(other, certificate))) known.push(certificate);
}
