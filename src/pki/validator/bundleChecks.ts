// bundle.order and bundle.key: what makes a file of certificates unusable though each of them is good. The certificates
// stand in the order in which TLS sends them (RFC 5246 7.4.2, RFC 9846 4.5.1), and the private key is that of the first.
import { equalBytes } from '../../bytes/hex.ts';
import type { CheckResult } from '../path/result.ts';
import type { Certificate } from '../x509/certificate.ts';

/** A private key that was handed over, by its public half. */
export interface HandedKey {
  /** The name of the file or text. */
  readonly source: string;
  /** SubjectPublicKeyInfo; null where nobody could read it. */
  readonly spki: Uint8Array | null;
  readonly encrypted: boolean;
  /** Why nobody could, or null. */
  readonly problem: string | null;
}

/**
 * Whether the leaf stands first in its file, and whether those that follow on its path stand one above the other. Others
 * may stand between them: TLS 1.3 tells clients to bear them. Null where there is nothing to compare.
 *
 * @param file DER, in the order of the file
 * @param path leaf first
 */
export function orderCheck(file: readonly Uint8Array[], path: readonly Certificate[]): CheckResult | null {
  const places = path.flatMap(({ der }) => {
    const at = file.findIndex((one) => equalBytes(one, der));
    return at === -1 ? [] : [at];
  });
  const [first] = places;
  if (first === undefined || file.length < 2) return null;
  const head = { certificate: 0, check: 'bundle.order', reference: 'tls12.7.4.2' } as const;
  if (first !== 0) return { ...head, result: 'fail', evidence: { place: first + 1 } };
  const turn = places.findIndex((place, i) => i > 0 && place < (places[i - 1] ?? 0));
  const [below, above] = [places[turn - 1], places[turn]];
  if (below !== undefined && above !== undefined)
    return { ...head, result: 'fail', evidence: { issuer: above + 1, before: below + 1 } };
  return { ...head, result: 'pass', evidence: { place: 1 } };
}

/**
 * Whether a private key belongs to the leaf. A key that belongs to another certificate at hand is that one's, and says
 * nothing of the leaf. Null where there is no key to compare.
 */
export function keyCheck(
  keys: readonly HandedKey[],
  leaf: Certificate,
  others: readonly Certificate[],
): CheckResult | null {
  const readable = keys.flatMap(({ source, spki }) => (spki === null ? [] : [{ source, spki }]));
  const head = { certificate: 0, check: 'bundle.key', reference: 'tls13.4.5.2' } as const;
  const mine = readable.find(({ spki }) => equalBytes(spki, leaf.spki));
  if (mine !== undefined) return { ...head, result: 'pass', evidence: { key: mine.source } };
  const stray = readable.find(({ spki }) => others.every((other) => !equalBytes(spki, other.spki)));
  return stray === undefined ? null : { ...head, result: 'fail', evidence: { key: stray.source } };
}
