// What a DER element is, judged by the tags of its outer layers alone: nothing is decoded, so that it can be said of
// a broken certificate that it was meant to be one.
import { context, TAG } from '../../asn1/der.ts';

export type DerKind =
  | 'certificate'
  | 'crl'
  | 'csr'
  | 'ocspResponse'
  | 'pkcs7'
  | 'pkcs12'
  | 'privateKey'
  | 'encryptedPrivateKey'
  | 'publicKey'
  | 'unknown';

export interface DerPart {
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export interface DerRest {
  readonly at: number;
  readonly indefinite: boolean;
  /** How many bytes the element there would have; 0 where not even that can be told. */
  readonly wanted: number;
}

/** The elements side by side in `bytes`, at most `most`; and where something stands that is none, null if nothing does. */
export function derParts(
  bytes: Uint8Array,
  from: number,
  most: number,
  until = bytes.length,
): { readonly parts: readonly DerPart[]; readonly rest: DerRest | null } {
  const parts: DerPart[] = [];
  let at = from;
  while (at < until && parts.length < most) {
    const [tag = 0, first] = [bytes[at], bytes[at + 1]];
    const size = (first ?? 0) < 0x80 ? 0 : (first ?? 0) & 0x7f;
    let length = (first ?? 0) < 0x80 ? (first ?? 0) : 0;
    for (let i = 0; i < size && i < 5; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    const content = at + 2 + size;
    const end = content + length;
    if (first === undefined || first === 0x80 || size > 4 || end > until) {
      return {
        parts,
        rest: { at, indefinite: first === 0x80, wanted: size > 4 || first === undefined ? 0 : end - at },
      };
    }
    parts.push({ tag, start: at, content, end });
    at = end;
  }
  return { parts, rest: null };
}

export function identifyDer(der: Uint8Array): DerKind {
  const [whole] = derParts(der, 0, 1).parts;
  if (whole?.tag !== TAG.sequence) return 'unknown';
  const inner = derParts(der, whole.content, 10, whole.end).parts;
  const [a, b, c] = inner.map(({ tag }) => tag);
  if (a === TAG.oid) return 'pkcs7';
  // RFC 6960 4.2.1: nothing else here begins with a status.
  if (a === TAG.enumerated && (b === undefined || b === FIRST)) return 'ocspResponse';
  if (a === TAG.integer) return outlineOfNumbered(der, inner);
  if (a !== TAG.sequence) return 'unknown';
  if (b === TAG.octetString) return 'encryptedPrivateKey';
  if (b === TAG.bitString) return 'publicKey';
  return b === TAG.sequence && (c === TAG.bitString || c === undefined) ? outlineOfSigned(der, inner[0]) : 'unknown';
}

/** Version or modulus first: PFX (RFC 7292 4), or keys (RFC 5208 5, RFC 8017 A.1, RFC 5915 3). */
function outlineOfNumbered(der: Uint8Array, [version, second, third]: readonly DerPart[]): DerKind {
  const number = version !== undefined && version.end - version.content === 1 ? der[version.content] : undefined;
  if (second?.tag === TAG.sequence) {
    if (number === 3 && third?.tag !== TAG.octetString) return 'pkcs12';
    return third?.tag === TAG.octetString ? 'privateKey' : 'unknown';
  }
  if (second?.tag === TAG.octetString) return 'privateKey';
  if (second?.tag === TAG.integer) return third === undefined ? 'publicKey' : 'privateKey';
  return 'unknown';
}

/** What is signed tells certificate, CRL and request apart: their fields have other tags, in another order. */
function outlineOfSigned(der: Uint8Array, tbs: DerPart | undefined): DerKind {
  if (tbs === undefined) return 'unknown';
  const tags = derParts(der, tbs.content, 4, tbs.end).parts.map(({ tag }) => tag);
  const isTime = (tag: number | undefined): boolean => tag === TAG.utcTime || tag === TAG.generalizedTime;
  if (isTime(tags[2]) || isTime(tags[3])) return 'crl';
  if (tags[0] === TAG.integer && tags[1] === TAG.sequence && tags[2] === TAG.sequence && tags[3] === FIRST)
    return 'csr';
  return 'certificate';
}

/** Whether these bytes are the beginning of a certificate, however little of it: two SEQUENCEs, then a version or a number. */
export function isBegunCertificate(bytes: Uint8Array): boolean {
  const content = (at: number): number => at + 2 + ((bytes[at + 1] ?? 0) >= 0x80 ? (bytes[at + 1] ?? 0) & 0x7f : 0);
  if (bytes[0] !== TAG.sequence || (bytes[1] ?? 0) < 0x80) return false;
  const tbs = content(0);
  if (bytes[tbs] !== TAG.sequence) return false;
  const first = content(tbs);
  const isVersion = bytes[first] === FIRST && bytes[first + 1] === 3 && bytes[first + 2] === TAG.integer;
  return isVersion || (bytes[first] === TAG.integer && (bytes[first + 1] ?? 0) <= 0x20);
}

/** The frame of a container in BER, whose length is not said at its beginning; null where it is none that is known. */
export function identifyBer(bytes: Uint8Array): 'pkcs7' | 'pkcs12' | null {
  if (bytes[0] !== TAG.sequence || bytes[1] !== 0x80) return null;
  if (bytes[2] === TAG.oid) return 'pkcs7';
  // A PFX of version 3 (RFC 7292 4).
  return bytes[2] === TAG.integer && bytes[3] === 1 && bytes[4] === 3 ? 'pkcs12' : null;
}

/** Identifier octet of `[0]`. */
const FIRST = context(0, 'constructed');
