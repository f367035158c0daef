// Path building, RFC 5280 6.1 and RFC 4158: from the leaf to a trust anchor, by name, through any bag of certificates.
import { equalBytes, toHex } from '../../bytes/hex.ts';
import { type Certificate, extensionOf, isSelfIssued, sameCertificate } from '../x509/certificate.ts';
import type { BuiltPath, PathRequest } from './request.ts';

/** Certificates in one path, and certificates looked at in one search; what goes beyond is given up. */
export const MAX_PATH_LENGTH = 64;
export const MAX_SEARCH_STEPS = 512;
/** Signatures verified in one search. */
const MAX_SIGNATURES = 512;

/** Whether the first certificate was signed with the second one's key. */
type SignatureTest = (certificate: Certificate, issuer: Certificate) => boolean;

/** `sound`: of the first search, whose paths might be accepted. */
export type CandidatePath = BuiltPath & { readonly sound: boolean };

/**
 * Candidate paths, the most promising first. First those that lead to a trust anchor by signatures that verify: among
 * issuers of the same name those with matching key identifiers before those with none before those with differing ones,
 * and among equals trust anchors before presented certificates. Then all that the names alone allow: none of these can
 * be accepted, but they show where a path breaks off.
 */
export function* buildPaths(
  request: Pick<PathRequest, 'presented' | 'anchors'>,
  isSigned: SignatureTest = () => true,
): Generator<CandidatePath, void> {
  const [leaf] = request.presented;
  if (leaf === undefined) throw new RangeError('no certificate to start a path from');
  const pool = new Pool(request.anchors, request.presented);
  const sound = new SoundSearch(pool, isSigned);
  for (const path of sound.from([leaf])) yield { ...path, sound: true };
  if (sound.isBounded) yield { certificates: [leaf], end: 'bound', sound: true };
  const search = { steps: MAX_SEARCH_STEPS };
  for (const path of extend([leaf], pool, search)) if (!sound.has(path)) yield { ...path, sound: false };
}

/** Depth first, along signatures that verify, through names from which some anchor can be reached at all. */
class SoundSearch {
  isBounded = false;
  private steps = MAX_SEARCH_STEPS;
  private signatures = MAX_SIGNATURES;
  private readonly found: (readonly Certificate[])[] = [];
  private readonly reachable: ReadonlySet<string>;

  constructor(
    private readonly pool: Pool,
    private readonly isSigned: SignatureTest,
  ) {
    this.reachable = pool.namesBelowAnchors();
  }

  *from(certificates: readonly Certificate[]): Generator<BuiltPath, void> {
    const last = certificates.at(-1);
    if (last === undefined) return;
    if (this.pool.isAnchor(last)) {
      this.found.push(certificates);
      yield { certificates, end: 'anchor' };
      return;
    }
    if (!this.reachable.has(last.issuer.key)) return;
    if (certificates.length >= MAX_PATH_LENGTH || --this.steps < 0) {
      this.isBounded = true;
      return;
    }
    for (const issuer of this.pool.issuersOf(last)) {
      if (this.isBounded) return;
      // The same key under the same name once more adds nothing to a path but length.
      if (certificates.some((earlier) => isSameEntity(earlier, issuer)) && !this.pool.isAnchor(issuer)) continue;
      if (certificates.some((earlier) => sameCertificate(earlier, issuer))) continue;
      if (--this.signatures < 0) {
        this.isBounded = true;
        return;
      }
      if (this.isSigned(last, issuer)) yield* this.from([...certificates, issuer]);
    }
  }

  has({ certificates, end }: BuiltPath): boolean {
    return (
      end === 'anchor' &&
      this.found.some((path) => path.length === certificates.length && path.every((c, i) => c === certificates[i]))
    );
  }
}

const isSameEntity = (a: Certificate, b: Certificate): boolean =>
  a.subject.key === b.subject.key && equalBytes(a.spki, b.spki);

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
  let isIssued = false;
  for (const issuer of role === 'certain' ? [] : pool.issuersOf(last)) {
    if (certificates.some((c) => sameCertificate(c, issuer))) continue;
    isIssued = true;
    yield* extend([...certificates, issuer], pool, search);
  }
  if (role !== 'none') yield { certificates, end: 'selfSigned' };
  else if (!isIssued) yield { certificates, end: 'noIssuer' };
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

/** All certificates at hand, found by subject; each once. However many have the same name, each is looked at a few times. */
class Pool {
  private readonly anchors = new Map<string, Shelf>();
  private readonly presented = new Map<string, Shelf>();
  private readonly ranked = new Map<string, readonly Certificate[]>();

  constructor(anchors: readonly Certificate[], presented: readonly Certificate[]) {
    for (const anchor of anchors) shelfFor(this.anchors, anchor).add(anchor);
    for (const certificate of presented)
      if (!this.isAnchor(certificate)) shelfFor(this.presented, certificate).add(certificate);
  }

  isAnchor(certificate: Certificate): boolean {
    return this.anchors.get(certificate.subject.key)?.has(certificate) ?? false;
  }

  /** Remembered by name and key identifier: in a search the same issuer is looked for again and again. */
  issuersOf(certificate: Certificate): readonly Certificate[] {
    const { key } = certificate.issuer;
    const wanted = extensionOf(certificate, 'authorityKeyIdentifier')?.keyId ?? null;
    const question = `${wanted === null ? '' : toHex(wanted)} ${key}`;
    let found = this.ranked.get(question);
    if (found === undefined) {
      found = [...(this.anchors.get(key)?.all ?? []), ...(this.presented.get(key)?.all ?? [])]
        .map((issuer) => ({ issuer, rank: PREFERENCE[compareKeyIds(certificate, issuer)] }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ issuer }) => issuer);
      this.ranked.set(question, found);
    }
    return found;
  }

  /** Subjects of anchors, and of all whose issuers' names lead up to one: each certificate is looked at once. */
  namesBelowAnchors(): Set<string> {
    const byIssuer = new Map<string, string[]>();
    for (const [subject, { all }] of this.presented) {
      for (const { issuer } of all) {
        const subjects = byIssuer.get(issuer.key);
        if (subjects === undefined) byIssuer.set(issuer.key, [subject]);
        else subjects.push(subject);
      }
    }
    const reached = new Set(this.anchors.keys());
    for (const name of reached) for (const subject of byIssuer.get(name) ?? []) reached.add(subject);
    return reached;
  }
}

/** Certificates of one subject, each once. Only where there are several are they told apart by their whole DER. */
class Shelf {
  readonly all: Certificate[] = [];
  private known: Set<string> | null = null;

  add(certificate: Certificate): void {
    if (this.all.length > 0) {
      this.known ??= new Set(this.all.map(identityOf));
      const identity = identityOf(certificate);
      if (this.known.has(identity)) return;
      this.known.add(identity);
    }
    this.all.push(certificate);
  }

  has(certificate: Certificate): boolean {
    const [only, more] = this.all;
    if (only === undefined) return false;
    if (more === undefined) return sameCertificate(only, certificate);
    return this.known?.has(identityOf(certificate)) ?? false;
  }
}

/** Each certificate once, in the order in which they first come. */
export function distinct(certificates: readonly Certificate[]): readonly Certificate[] {
  const shelf = new Shelf();
  for (const certificate of certificates) shelf.add(certificate);
  return shelf.all;
}

const identities = new WeakMap<Certificate, string>();

function identityOf(certificate: Certificate): string {
  let identity = identities.get(certificate);
  if (identity === undefined) {
    identity = toHex(certificate.der);
    identities.set(certificate, identity);
  }
  return identity;
}

function shelfFor(bySubject: Map<string, Shelf>, { subject: { key } }: Certificate): Shelf {
  let shelf = bySubject.get(key);
  if (shelf === undefined) {
    shelf = new Shelf();
    bySubject.set(key, shelf);
  }
  return shelf;
}
