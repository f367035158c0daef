// What people hand over, in any form that certificates come in: recognised piece by piece, each with the place where it
// stands. Any bytes end in items and problems, in bounded time; what can't be read costs nothing that can be.
import { attempt, type DecodeError } from '../bytes/error.ts';
import { type Certificate, inspectCertificate } from './certificate.ts';
import { type Crl, decodeCrl } from './crl.ts';
import { decodeOcspResponse, type OcspResponse } from './ocsp.ts';
import { derParts, outline } from './outline.ts';
import { decodeBase64, type PemProblem, scanPem } from './pemScan.ts';
import { readPkcs7 } from './pkcs7.ts';

/** `line`: of a text, the first is 1. `byte`: of the file, or of the DER inside a PEM block; the first is 0. */
export interface Place {
  readonly line: number | null;
  readonly byte: number | null;
}

export type Item =
  | { readonly kind: 'certificate'; readonly place: Place; readonly certificate: Certificate }
  | { readonly kind: 'crl'; readonly place: Place; readonly crl: Crl }
  | { readonly kind: 'ocsp'; readonly place: Place; readonly response: OcspResponse }
  /** Nothing of it is kept but that it was there. */
  | { readonly kind: 'privateKey'; readonly place: Place; readonly encrypted: boolean }
  /** To be opened with a password. */
  | { readonly kind: 'pkcs12'; readonly place: Place; readonly bytes: Uint8Array }
  /** Recognised, and of no use here. */
  | { readonly kind: 'other'; readonly place: Place; readonly what: OtherKind; readonly label: string };

export type OtherKind = 'csr' | 'publicKey' | 'label';

export type IntakeProblem =
  | (PemProblem & { readonly byte?: never })
  | { readonly kind: 'empty' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'tooMany'; readonly limit: number; readonly place: Place }
  /** It is the beginning of DER, and the rest does not fit. */
  | { readonly kind: 'truncated'; readonly wanted: number; readonly found: number; readonly place: Place }
  | { readonly kind: 'unreadable'; readonly what: Readable; readonly problem: string; readonly place: Place };

export type Readable = 'certificate' | 'crl' | 'ocsp' | 'pkcs7' | 'pkcs12' | 'unknown';

export interface Intake {
  readonly items: readonly Item[];
  readonly problems: readonly IntakeProblem[];
}

export const MAX_BYTES = 20_000_000;
/** Blocks of a text, elements of a file, certificates of a bag. */
export const MAX_BLOCKS = 5000;

export function takeIn(bytes: Uint8Array): Intake {
  if (bytes.length === 0) return { items: [], problems: [{ kind: 'empty' }] };
  if (bytes.length > MAX_BYTES) {
    return { items: [], problems: [{ kind: 'tooLarge', bytes: bytes.length, limit: MAX_BYTES }] };
  }
  const found: Found = { items: [], problems: [] };
  if (startsLikeDer(bytes)) readBinary(bytes, found);
  else readText(textOf(bytes), found);
  return found;
}

/** What a container held that somebody else has opened. */
export function takeInBag(certificates: readonly Uint8Array[], crls: readonly Uint8Array[], place: Place): Intake {
  const found: Found = { items: [], problems: [] };
  for (const der of certificates.slice(0, MAX_BLOCKS)) readCertificate(der, place, found);
  for (const der of crls.slice(0, MAX_BLOCKS)) readCrl(der, place, found);
  return found;
}

interface Found {
  readonly items: Item[];
  readonly problems: IntakeProblem[];
}

/** A SEQUENCE whose length fits, or is written in the long form: no text begins with either. */
function startsLikeDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  return (bytes[1] ?? 0) >= 0x80 || derParts(bytes, 0, 2).rest === null;
}

/** One DER element, or several in a row. */
function readBinary(bytes: Uint8Array, found: Found): void {
  const { parts, rest } = derParts(bytes, 0, MAX_BLOCKS + 1);
  for (const { start, end } of parts.slice(0, MAX_BLOCKS)) {
    readDer(bytes.subarray(start, end), { line: null, byte: start }, found);
  }
  const next = parts[MAX_BLOCKS];
  if (next !== undefined) {
    found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place: { line: null, byte: next.start } });
  } else if (rest !== null) {
    const place = { line: null, byte: rest.at };
    // Indefinite lengths are BER. PKCS #12 may have them; all else here is DER.
    if (rest.indefinite && parts.length === 0 && looksLikePkcs12(bytes))
      found.items.push({ kind: 'pkcs12', place, bytes });
    else if (rest.indefinite) {
      found.problems.push({ kind: 'unreadable', what: 'unknown', problem: 'indefinite length is not DER', place });
    } else {
      found.problems.push({ kind: 'truncated', wanted: rest.wanted, found: bytes.length - rest.at, place });
    }
  }
}

/** `30 80 02 01 03`: a PFX of version 3 in BER (RFC 7292 4). */
const looksLikePkcs12 = (bytes: Uint8Array): boolean => bytes[2] === 2 && bytes[3] === 1 && bytes[4] === 3;

function readText(text: string, found: Found): void {
  const { blocks, problems } = scanPem(text, MAX_BLOCKS);
  found.problems.push(...problems);
  for (const { label, line, der, encrypted } of blocks) {
    const place = { line, byte: null };
    if (der === null) found.items.push({ kind: 'privateKey', place, encrypted });
    else readLabelled(label, der, place, found);
    if (found.items.length > MAX_BLOCKS) {
      found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place });
      return;
    }
  }
  if (blocks.length > 0 || problems.length > 0) return;
  if (text.trim() === '') found.problems.push({ kind: 'empty' });
  else readBareBase64(text, found);
}

/** Base64 without its BEGIN and END lines, as it stands in many a configuration. */
function readBareBase64(text: string, found: Found): void {
  const bytes = /^\s*MI/.test(text) ? decodeBase64(text) : null;
  const whole = bytes instanceof Uint8Array && startsLikeDer(bytes);
  if (whole) readBinary(bytes, found);
  else found.problems.push({ kind: 'nothing' });
}

function readLabelled(label: string, der: Uint8Array, place: Place, found: Found): void {
  switch (label) {
    case 'CERTIFICATE':
    case 'X509 CERTIFICATE':
      readCertificate(der, place, found);
      return;
    case 'TRUSTED CERTIFICATE': {
      // OpenSSL's own: behind the certificate stands what it is trusted for.
      const [first] = derParts(der, 0, 1).parts;
      readCertificate(first === undefined ? der : der.subarray(first.start, first.end), place, found);
      return;
    }
    case 'X509 CRL':
      readCrl(der, place, found);
      return;
    case 'OCSP RESPONSE':
      readOcsp(der, place, found);
      return;
    case 'PKCS7':
    case 'CMS':
    case 'PKCS #7 SIGNED DATA':
      readBag(der, place, found);
      return;
    case 'PKCS12':
      found.items.push({ kind: 'pkcs12', place, bytes: der });
      return;
    case 'CERTIFICATE REQUEST':
    case 'NEW CERTIFICATE REQUEST':
      found.items.push({ kind: 'other', place, what: 'csr', label });
      return;
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
      found.items.push({ kind: 'other', place, what: 'publicKey', label });
      return;
    default:
      found.items.push({ kind: 'other', place, what: 'label', label });
  }
}

/** DER of any kind: its outline tells which. */
function readDer(der: Uint8Array, place: Place, found: Found): void {
  const shape = outline(der);
  switch (shape) {
    case 'pkcs12':
      found.items.push({ kind: 'pkcs12', place, bytes: der });
      return;
    case 'pkcs7':
      readBag(der, place, found);
      return;
    case 'privateKey':
    case 'encryptedPrivateKey':
      found.items.push({ kind: 'privateKey', place, encrypted: shape === 'encryptedPrivateKey' });
      return;
    case 'csr':
    case 'publicKey':
      found.items.push({ kind: 'other', place, what: shape, label: '' });
      return;
    case 'crl':
      readCrl(der, place, found);
      return;
    case 'ocspResponse':
      readOcsp(der, place, found);
      return;
    case 'certificate':
      readCertificate(der, place, found);
      return;
    case 'unknown':
      found.problems.push({ kind: 'unreadable', what: 'unknown', problem: 'a SEQUENCE of no known kind', place });
  }
}

function readCertificate(der: Uint8Array, place: Place, found: Found): void {
  const decoded = attempt(() => inspectCertificate(der));
  if (decoded.ok) found.items.push({ kind: 'certificate', place, certificate: decoded.value });
  else found.problems.push(unreadable('certificate', decoded.error, place));
}

function readCrl(der: Uint8Array, place: Place, found: Found): void {
  const decoded = decodeCrl(der);
  if (decoded.ok) found.items.push({ kind: 'crl', place, crl: decoded.value });
  else found.problems.push(unreadable('crl', decoded.error, place));
}

function readOcsp(der: Uint8Array, place: Place, found: Found): void {
  const decoded = decodeOcspResponse(der);
  if (decoded.ok) found.items.push({ kind: 'ocsp', place, response: decoded.value });
  else found.problems.push(unreadable('ocsp', decoded.error, place));
}

function readBag(der: Uint8Array, place: Place, found: Found): void {
  const bag = readPkcs7(der);
  if (!bag.ok) {
    found.problems.push(unreadable('pkcs7', bag.error, place));
    return;
  }
  const { certificates, crls } = bag.value;
  const within = (offset: number): Place => ({ ...place, byte: (place.byte ?? 0) + offset });
  for (const { der: one, offset } of certificates.slice(0, MAX_BLOCKS)) readCertificate(one, within(offset), found);
  for (const { der: one, offset } of crls.slice(0, MAX_BLOCKS)) readCrl(one, within(offset), found);
  if (certificates.length > MAX_BLOCKS || crls.length > MAX_BLOCKS) {
    found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place });
  }
}

const unreadable = (what: Readable, error: DecodeError, place: Place): IntakeProblem => ({
  kind: 'unreadable',
  what,
  problem: error.problem,
  place: { ...place, byte: (place.byte ?? 0) + error.offset },
});

/** UTF-8; UTF-16 where a byte order mark says so, as PowerShell writes it. Octets that fit neither become marks. */
function textOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
