// Who vouches for whom among the certificates of a step: chains from each leaf towards a root.
import { equalBytes, fromHex } from '../../../bytes/hex.ts';
import type { CertificateRecord, Fingerprint, Recording } from '../../../lab/recording/recording.ts';
import { type Certificate, decodeCertificate, extensionOf, isSelfIssued } from '../../../pki/x509/certificate.ts';
import { sameName } from '../../../pki/x509/name.ts';

export interface KnownCertificate {
  readonly fingerprint: Fingerprint;
  readonly record: CertificateRecord;
  /** Null where the DER can't be read. */
  readonly certificate: Certificate | null;
}

export interface ChainLink extends KnownCertificate {
  /** False for an issuer that this step does not carry, but that was seen before (a root in a trust store). */
  readonly carried: boolean;
  /** How the certificate is tied to the next link: by its issuer's name; the last one to itself, or to nobody here. */
  readonly issuer: 'next' | 'self' | 'unknown';
}

export type Chain = readonly ChainLink[];

/**
 * One chain for each carried certificate that no other carried one was issued by. `seen` are all certificates of the
 * recording up to this step: issuers are looked for among the carried ones first.
 */
export function chains(carried: readonly KnownCertificate[], seen: readonly KnownCertificate[]): Chain[] {
  const issuerOf = (of: KnownCertificate) => findIssuer(of, carried) ?? findIssuer(of, seen);
  const issuers = new Set(carried.map((one) => issuerOf(one)?.fingerprint));
  const heads = carried.filter((one) => !issuers.has(one.fingerprint));
  return (heads.length > 0 ? heads : carried.slice(0, 1)).map((head) => {
    const chain: ChainLink[] = [];
    const passed = new Set<Fingerprint>();
    for (let at: KnownCertificate | null = head; at !== null && !passed.has(at.fingerprint); ) {
      passed.add(at.fingerprint);
      const next: KnownCertificate | null = issuerOf(at);
      const self = at.certificate !== null && isSelfIssued(at.certificate);
      chain.push({
        ...at,
        carried: carried.some((one) => one.fingerprint === at?.fingerprint),
        issuer: next !== null ? 'next' : self ? 'self' : 'unknown',
      });
      at = next;
    }
    return chain;
  });
}

export function knownCertificates(recording: Recording, fingerprints: readonly Fingerprint[]): KnownCertificate[] {
  return fingerprints.flatMap((fingerprint) => {
    const record = recording.certificates[fingerprint];
    if (record === undefined) return [];
    const decoded = decodeCertificate(fromHex(record.der));
    return [{ fingerprint, record, certificate: decoded.ok ? decoded.value : null }];
  });
}

/** By name, and by key identifier where both sides carry one (RFC 5280 4.2.1.1). A self-issued one has no other issuer. */
function findIssuer(of: KnownCertificate, among: readonly KnownCertificate[]): KnownCertificate | null {
  const child = of.certificate;
  if (child === null || isSelfIssued(child)) return null;
  const named = among.filter(({ certificate }) => certificate !== null && sameName(certificate.subject, child.issuer));
  return named.find(({ certificate }) => certificate !== null && keysMatch(child, certificate)) ?? null;
}

function keysMatch(child: Certificate, issuer: Certificate): boolean {
  const wanted = extensionOf(child, 'authorityKeyIdentifier')?.keyId ?? null;
  const offered = extensionOf(issuer, 'subjectKeyIdentifier')?.id ?? null;
  return wanted === null || offered === null || equalBytes(wanted, offered);
}
