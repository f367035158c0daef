// What people hand over, in any form that certificates come in: recognised piece by piece, each with the place where it
// stands. Any bytes end in items and problems, in bounded time; what can't be read costs nothing that can be.
import { TAG } from '../../asn1/derTags.ts';
import { attempt, type DecodeError } from '../../bytes/error.ts';
import { utf8 } from '../../bytes/hex.ts';
import { type Crl, decodeCrl } from '../revocation/crl.ts';
import { decodeOcspResponse, type OcspResponse } from '../revocation/ocsp.ts';
import { type Certificate, inspectCertificate } from '../x509/certificate.ts';
import { type DerKind, derParts, identifyBer, identifyDer, isBegunCertificate } from './identifyDer.ts';
import { type KeyStoreType, keyStoreType, readKeyStore } from './keyStore.ts';
import { decodeBase64, type PemProblem, type ScannedBlock } from './pemScan.ts';
import { readPkcs7 } from './pkcs7.ts';
import type { Foreign, KeyText } from './text/keyTexts.ts';
import { textPieces } from './text/pieces.ts';

/** `line`: of a text, the first is 1. `byte`: of the file, or of the DER inside a PEM block; the first is 0. */
export interface InputPosition {
  readonly line: number | null;
  readonly byte: number | null;
}

export type Item =
  /** `container`: certificates of one file or one string have an order; empty where they are a set. */
  | {
      readonly kind: 'certificate';
      readonly place: InputPosition;
      readonly certificate: Certificate;
      readonly container: string;
    }
  | { readonly kind: 'crl'; readonly place: InputPosition; readonly crl: Crl }
  | { readonly kind: 'ocsp'; readonly place: InputPosition; readonly response: OcspResponse }
  /**
   * `secret`: its PEM block or its DER as it was handed over, kept for the comparison with certificates alone; of a key in
   * a key store of Java, the whole store; or one JWK, or a key file of PuTTY.
   */
  | {
      readonly kind: 'privateKey';
      readonly place: InputPosition;
      readonly encrypted: boolean;
      readonly secret: Uint8Array;
      readonly format: PrivateKeyFormat;
    }
  /** To be opened with a password. */
  | { readonly kind: 'pkcs12'; readonly place: InputPosition; readonly bytes: Uint8Array }
  /** Recognised, and of no use here. */
  | { readonly kind: 'other'; readonly place: InputPosition; readonly what: OtherKind; readonly label: string }
  /** Handed over, and not readable: it stands among the others in the order of the input. `problem` tells why. */
  | {
      readonly kind: 'unreadable';
      readonly place: InputPosition;
      readonly what: Readable;
      readonly problem: IntakeProblem;
    };

/**
 * `publicKey`: `label` has its format where that is none of PKIX. `printed`: a certificate as text for people; `dump`: bytes printed for people, with nothing known in them, or (`label`)
 * with `bits` or `repetitions` left out; `keyStore`: one of a kind that isn't read (`label` says which); `javaStore`:
 * JKS or JCEKS, what was read of it stands in front; with `fits` or `differs` behind the type once its digest was compared.
 */
export type OtherKind =
  | 'csr'
  | 'publicKey'
  | 'secretKey'
  | 'label'
  | 'printed'
  | 'dump'
  | 'keyStore'
  | 'javaStore'
  | Foreign;

export type IntakeProblem =
  | (PemProblem & { readonly byte?: never })
  | { readonly kind: 'empty' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'tooMany'; readonly limit: number; readonly place: InputPosition }
  /** It is the beginning of DER, and the rest does not fit. */
  | { readonly kind: 'truncated'; readonly wanted: number; readonly found: number; readonly place: InputPosition }
  /** Something was read, and in front of it stand bytes that are nothing: most programs do not look behind them. */
  | { readonly kind: 'leading'; readonly bytes: number; readonly place: InputPosition }
  /** Something was read, and behind it stand bytes that are nothing: told, and no reason not to use it. */
  | { readonly kind: 'trailing'; readonly bytes: number; readonly zeros: boolean; readonly place: InputPosition }
  /** Encrypted in a way that isn't read here; `command` converts it, where one does. */
  | { readonly kind: 'unsupported'; readonly what: Readable; readonly algorithm: string; readonly place: InputPosition }
  | { readonly kind: 'unreadable'; readonly what: Readable; readonly problem: string; readonly place: InputPosition };

export type Readable =
  | 'certificate'
  | 'crl'
  | 'ocsp'
  | 'pkcs7'
  | 'pkcs12'
  | 'keyStore'
  | 'privateKey'
  /** A block of PEM that can't be decoded. */
  | 'block'
  | 'unknown';

/** `pki`: PEM, DER or a store, which programs with TLS read; the others have to be converted for most of them. */
export type PrivateKeyFormat = 'pki' | 'openssh' | 'jwk' | 'ppk';

export interface Intake {
  /** In the order of the input. */
  readonly items: readonly Item[];
  /** In the same order; those of `unreadable` items are among them. */
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
  const found: Found = { items: [], problems: [], container: '' };
  found.container = 'file';
  readAny(bytes, { line: null, byte: 0 }, found);
  return { items: found.items, problems: found.problems };
}

/** What a container held that somebody else has opened. */
export function takeInBag(
  certificates: readonly Uint8Array[],
  crls: readonly Uint8Array[],
  place: InputPosition,
): Intake {
  const found: Found = { items: [], problems: [], container: '' };
  for (const der of certificates.slice(0, MAX_BLOCKS)) readCertificate(der, place, found);
  for (const der of crls.slice(0, MAX_BLOCKS)) readCrl(der, place, found);
  return { items: found.items, problems: found.problems };
}

interface Found {
  readonly items: Item[];
  readonly problems: IntakeProblem[];
  /** Of what is being read. */
  container: string;
}

/** A whole file. */
function readAny(bytes: Uint8Array, place: InputPosition, found: Found): void {
  const store = keyStoreType(bytes);
  if (store !== null) takeKeyStore(bytes, store, place, found);
  else if (isBinary(bytes)) readBinary(bytes, place, found);
  else if (!readWithin(bytes, place, found)) readText(textOf(bytes), found);
}

/** Certificates in the middle of bytes that are no text: false where there are none. */
function readWithin(bytes: Uint8Array, place: InputPosition, found: Found): boolean {
  const before = found.items.length;
  for (let at = bytes.indexOf(TAG.sequence); at !== -1; at = bytes.indexOf(TAG.sequence, at)) {
    const part = (bytes[at + 1] ?? 0) > 0x80 ? derParts(bytes, at, 1).parts[0] : undefined;
    const der = part && bytes.subarray(part.start, part.end);
    if (der === undefined || !isBegunCertificate(der) || identifyDer(der) === 'unknown') {
      at++;
      continue;
    }
    if (found.items.length === before) {
      found.problems.push({ kind: 'leading', bytes: at, place: placeWithin(place, at) });
    }
    readDer(der, placeWithin(place, at), found);
    at += der.length;
    if (found.items.length - before >= MAX_BLOCKS) {
      found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place: placeWithin(place, at) });
      break;
    }
  }
  return found.items.length > before;
}

/**
 * A SEQUENCE of a kind that is known, or the beginning of one; or one that no text can begin with. A text may begin with
 * the digit 0, which is the identifier octet of SEQUENCE, and hold PEM further on (RFC 7468 2).
 */
function isBinary(bytes: Uint8Array): boolean {
  if (bytes[0] !== TAG.sequence) return false;
  const [first] = derParts(bytes, 0, 1).parts;
  if (first !== undefined && identifyDer(bytes.subarray(first.start, first.end)) !== 'unknown') return true;
  if (isBegunCertificate(bytes)) return true;
  // No ASCII has such an octet in second place; a text may.
  return (bytes[1] ?? 0) >= 0x80 && !/-----BEGIN [A-Z]/.test(textOf(bytes));
}

/** One DER element, or several in a row; padding between and behind them is told once. */
function readBinary(bytes: Uint8Array, place: InputPosition, found: Found): void {
  let at = 0;
  for (let count = 0; at < bytes.length; count++) {
    const here = at === 0 ? place : placeWithin(place, at);
    if (count === MAX_BLOCKS) {
      found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place: here });
      return;
    }
    const { parts, rest } = derParts(bytes, at, 1);
    const [part] = parts;
    const isLater = count > 0;
    if (isLater && found.problems.at(-1)?.kind === 'unreadable' && found.items.at(-1)?.kind === 'unreadable') return;
    if (part !== undefined && (!isLater || identifyDer(bytes.subarray(part.start, part.end)) !== 'unknown')) {
      readDer(bytes.subarray(part.start, part.end), here, found);
      at = part.end;
    } else if (!isLater || (part === undefined && isBegunCertificate(bytes.subarray(at)))) {
      readBroken(bytes.subarray(at), rest?.wanted ?? 0, here, found);
      return;
    } else {
      at = readBehind(bytes, at, place, found);
    }
  }
}

/** What stands behind DER and is none; returns where to read on. */
function readBehind(bytes: Uint8Array, at: number, place: InputPosition, found: Found): number {
  let next = at;
  while (next < bytes.length && PADDING.has(bytes[next] ?? 0)) next++;
  if (next === bytes.length || next === at || bytes[next] !== TAG.sequence) {
    const behind = bytes.subarray(at);
    const text = textOf(behind);
    if (/-----BEGIN [A-Z]/.test(text)) readText(text, found);
    else {
      const zeros = behind.every((octet) => octet === 0);
      found.problems.push({ kind: 'trailing', bytes: behind.length, zeros, place: placeWithin(place, at) });
    }
    return bytes.length;
  }
  return next;
}

/** NUL, white space, end of file as DOS wrote it, and what erased flash memory holds. */
const PADDING = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20, 0xff]);

function readBroken(bytes: Uint8Array, wanted: number, place: InputPosition, found: Found): void {
  const container = identifyBer(bytes);
  const mangled = mangledBy(bytes);
  if (mangled !== null) {
    fail('unknown', place, { kind: 'unreadable', what: 'unknown', problem: mangled, place }, found);
    return;
  }
  if (container === 'pkcs7') readBag(bytes, place, found);
  else if (container === 'pkcs12') found.items.push({ kind: 'pkcs12', place, bytes });
  else if (bytes[1] === 0x80) {
    const what = isBegunCertificate(bytes) ? 'certificate' : 'unknown';
    fail(what, place, { kind: 'unreadable', what, problem: 'indefinite length is not DER', place }, found);
  } else {
    const what = isBegunCertificate(bytes) ? 'certificate' : 'unknown';
    fail(what, place, { kind: 'truncated', wanted, found: bytes.length, place }, found);
  }
}

/** What a program made of DER that took it for text: 0x82 becomes two or three octets. */
function mangledBy(bytes: Uint8Array): string | null {
  const [, a, b, c] = bytes;
  if (a === 0xc2 && b !== undefined && b >= 0x80 && b < 0xc0)
    return 'a program changed its bytes, from Latin-1 to UTF-8';
  return a === 0xef && b === 0xbf && c === 0xbd ? 'a program read its bytes as UTF-8 and replaced some' : null;
}

function readText(text: string, found: Found): void {
  const before = found.items.length + found.problems.length;
  for (const piece of textPieces(text, MAX_BLOCKS)) {
    const place = { line: piece.line, byte: null };
    found.container = piece.kind === 'block' ? piece.container : '';
    if (found.items.length > MAX_BLOCKS) {
      found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place });
      return;
    }
    switch (piece.kind) {
      case 'block':
        readBlock(piece.block, place, found);
        break;
      case 'problem':
        readPemProblem(piece.problem, place, found);
        break;
      case 'bytes':
        readAny(piece.bytes, place, found);
        break;
      case 'truncated': {
        const { wanted, found: there } = piece;
        fail('certificate', place, { kind: 'truncated', wanted, found: there, place }, found);
        break;
      }
      case 'printed':
        found.items.push({ kind: 'other', place, what: 'printed', label: '' });
        break;
      case 'key':
        takeKeyText(piece.key, place, found);
        break;
      case 'dump':
        found.items.push({ kind: 'other', place, what: 'dump', label: piece.lost ?? '' });
    }
  }
  if (found.items.length + found.problems.length > before) return;
  found.problems.push({ kind: text.trim() === '' ? 'empty' : 'nothing' });
}

function readBlock(block: ScannedBlock, place: InputPosition, found: Found): void {
  const { label, der, encrypted, body } = block;
  if (der !== null) readLabelled(label, der, place, found);
  else {
    const inside = encrypted ? null : decodeBase64(body);
    const shape = inside instanceof Uint8Array ? identifyDer(inside) : 'unknown';
    if (shape !== 'unknown' && shape !== 'privateKey' && shape !== 'encryptedPrivateKey') {
      failLabelled('privateKey', label, shape, place, found);
      return;
    }
    const secret = utf8(`-----BEGIN ${label}-----${body}-----END ${label}-----\n`);
    const format = label === 'OPENSSH PRIVATE KEY' ? 'openssh' : 'pki';
    found.items.push({ kind: 'privateKey', place, encrypted, secret, format });
  }
}

function takeKeyText(key: KeyText, place: InputPosition, found: Found): void {
  switch (key.kind) {
    case 'privateKey': {
      const { encrypted, format } = key;
      found.items.push({ kind: 'privateKey', place, encrypted, secret: utf8(key.text), format });
      return;
    }
    case 'publicKey':
      found.items.push({ kind: 'other', place, what: 'publicKey', label: key.format });
      return;
    case 'secretKey':
      found.items.push({ kind: 'other', place, what: 'secretKey', label: '' });
      return;
    case 'foreign':
      found.items.push({ kind: 'other', place, what: key.what, label: '' });
  }
}

/** A block that was meant to be there and can't be read is kept in its place; a limit is only told. */
function readPemProblem(problem: PemProblem, place: InputPosition, found: Found): void {
  if (problem.kind === 'pem.tooMany') found.problems.push(problem);
  else fail(/CERTIFICATE$/.test(problem.label) ? 'certificate' : 'block', place, problem, found);
}

function readLabelled(label: string, der: Uint8Array, place: InputPosition, found: Found): void {
  switch (label) {
    case 'CERTIFICATE':
    case 'X509 CERTIFICATE':
      readLabelledCertificate(label, der, place, found);
      return;
    case 'TRUSTED CERTIFICATE': {
      // OpenSSL's own: behind the certificate stands what it is trusted for.
      const [first] = derParts(der, 0, 1).parts;
      readCertificate(first === undefined ? der : der.subarray(first.start, first.end), place, found);
      return;
    }
    case 'X509 CRL':
      readCrl(firstOf(der, place, found), place, found);
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

function readLabelledCertificate(label: string, der: Uint8Array, place: InputPosition, found: Found): void {
  const shape = identifyDer(der);
  if (shape === 'pkcs7') readBag(der, place, found);
  else if (shape === 'certificate' || shape === 'unknown') readCertificate(firstOf(der, place, found), place, found);
  else failLabelled('certificate', label, shape, place, found);
}

/** The label says one thing, the content another. */
function failLabelled(
  what: 'certificate' | 'privateKey',
  label: string,
  shape: DerKind,
  place: InputPosition,
  found: Found,
): void {
  const problem = `its label says ${label}, and what is in it is ${SHAPES[shape]}`;
  fail(what, place, { kind: 'unreadable', what, problem, place }, found);
}

const SHAPES: Readonly<Record<DerKind, string>> = {
  certificate: 'a certificate',
  crl: 'a revocation list',
  csr: 'a certificate signing request',
  ocspResponse: 'an OCSP response',
  pkcs7: 'a PKCS #7 file',
  pkcs12: 'a PKCS #12 file',
  privateKey: 'a private key',
  encryptedPrivateKey: 'an encrypted private key',
  publicKey: 'a public key',
  unknown: 'nothing that is known',
};

/** The first element of a block: OpenSSL passes over what stands behind it, and so do we, but say so. */
function firstOf(der: Uint8Array, place: InputPosition, found: Found): Uint8Array {
  const [first] = derParts(der, 0, 1).parts;
  if (first === undefined || first.end === der.length) return der;
  const behind = der.subarray(first.end);
  const zeros = behind.every((octet) => octet === 0);
  found.problems.push({ kind: 'trailing', bytes: behind.length, zeros, place: { ...place, byte: first.end } });
  return der.subarray(0, first.end);
}

/** DER of any kind: its outline tells which. */
function readDer(der: Uint8Array, place: InputPosition, found: Found): void {
  const shape = identifyDer(der);
  switch (shape) {
    case 'pkcs12':
      found.items.push({ kind: 'pkcs12', place, bytes: der });
      return;
    case 'pkcs7':
      readBag(der, place, found);
      return;
    case 'privateKey':
    case 'encryptedPrivateKey':
      found.items.push({
        kind: 'privateKey',
        place,
        encrypted: shape === 'encryptedPrivateKey',
        secret: der,
        format: 'pki',
      });
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
    case 'unknown': {
      const problem = { kind: 'unreadable', what: 'unknown', problem: 'a SEQUENCE of no known kind', place } as const;
      fail('unknown', place, problem, found);
    }
  }
}

function readCertificate(der: Uint8Array, place: InputPosition, found: Found): void {
  const decoded = attempt(() => inspectCertificate(der));
  if (decoded.ok)
    found.items.push({ kind: 'certificate', place, certificate: decoded.value, container: found.container });
  else failWith('certificate', decoded.error, place, found);
}

function readCrl(der: Uint8Array, place: InputPosition, found: Found): void {
  const decoded = decodeCrl(der);
  if (decoded.ok) found.items.push({ kind: 'crl', place, crl: decoded.value });
  else failWith('crl', decoded.error, place, found);
}

function readOcsp(der: Uint8Array, place: InputPosition, found: Found): void {
  const decoded = decodeOcspResponse(der);
  if (decoded.ok) found.items.push({ kind: 'ocsp', place, response: decoded.value });
  else failWith('ocsp', decoded.error, place, found);
}

function readBag(der: Uint8Array, place: InputPosition, found: Found): void {
  const bag = readPkcs7(der);
  if (!bag.ok) {
    failWith('pkcs7', bag.error, place, found);
    return;
  }
  const { certificates, crls } = bag.value;
  found.container = '';
  for (const { der: one, offset } of certificates.slice(0, MAX_BLOCKS)) {
    readCertificate(one, placeWithin(place, offset), found);
  }
  for (const { der: one, offset } of crls.slice(0, MAX_BLOCKS)) readCrl(one, placeWithin(place, offset), found);
  if (certificates.length > MAX_BLOCKS || crls.length > MAX_BLOCKS) {
    found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place });
  }
}

/** A key store of Java: its certificates stand in it in the clear, its keys are opened with the password. */
function takeKeyStore(bytes: Uint8Array, type: KeyStoreType, place: InputPosition, found: Found): void {
  if (type !== 'JKS' && type !== 'JCEKS') {
    found.items.push({ kind: 'other', place, what: 'keyStore', label: type });
    return;
  }
  const { entries, problem } = readKeyStore(bytes);
  found.container = '';
  for (const entry of entries.slice(0, MAX_BLOCKS)) {
    const where = placeWithin(place, entry.offset);
    if (entry.kind === 'privateKey') {
      found.items.push({ kind: 'privateKey', place: where, encrypted: true, secret: bytes, format: 'pki' });
    } else if (entry.kind === 'secretKey') {
      found.items.push({ kind: 'other', place: where, what: 'secretKey', label: '' });
    } else readCertificate(entry.der, where, found);
  }
  if (entries.length > MAX_BLOCKS) found.problems.push({ kind: 'tooMany', limit: MAX_BLOCKS, place });
  if (problem !== null) failWith('keyStore', problem, place, found);
  else found.items.push({ kind: 'other', place, what: 'javaStore', label: type });
}

const placeWithin = (place: InputPosition, offset: number): InputPosition => ({
  ...place,
  byte: (place.byte ?? 0) + offset,
});

function failWith(what: Readable, error: DecodeError, place: InputPosition, found: Found): void {
  const where = placeWithin(place, error.offset);
  fail(what, where, { kind: 'unreadable', what, problem: error.problem, place: where }, found);
}

function fail(what: Readable, place: InputPosition, problem: IntakeProblem, found: Found): void {
  found.items.push({ kind: 'unreadable', place, what, problem });
  found.problems.push(problem);
}

/**
 * UTF-8; UTF-16 where a byte order mark or the zeros of ASCII say so, as PowerShell writes it. Octets that fit none become
 * marks.
 */
function textOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  // UTF-32 has three zeros for each character of ASCII: without two of them it is UTF-16.
  if (a === 0xff && b === 0xfe && c === 0 && d === 0)
    return decoded(
      'utf-16le',
      bytes.filter((_, i) => i % 4 < 2),
    );
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return decoded(
      'utf-16be',
      bytes.filter((_, i) => i % 4 > 1),
    );
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && d === 0)) return decoded('utf-16le', bytes);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0)) return decoded('utf-16be', bytes);
  return decoded('utf-8', bytes);
}

const decoded = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);
