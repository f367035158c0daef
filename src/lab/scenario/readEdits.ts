// Reads edits from a link or a file: anything may stand there. What is wrong is said with its place.

import { isoTime } from '../../asn1/time.ts';
import type { HashName } from '../../crypto/hash.ts';
import { POOL_KEY_NAMES } from '../../crypto/poolNames.ts';
import { PADDINGS } from '../../pki/x509/algorithm.ts';
import { KEY_USAGES } from '../../pki/x509/extension.ts';
import type { Purpose } from '../../pki/x509/extensionSpec.ts';
import { parseAddressRange, parseIp } from '../../pki/x509/ipAddress.ts';
import type { NameSpec } from '../../pki/x509/name.ts';
import { ATTRIBUTES, attributeProblem, MOST_LETTERS, readDirectoryName } from './directoryName.ts';
import {
  ANCHORS,
  CERTIFICATE_IDS,
  type CertificateEdit,
  type CertificateId,
  CLOCK_EARLIEST,
  CLOCK_LATEST,
  EARLIEST,
  type Edits,
  EXTENSION_IDS,
  type ExtensionId,
  LATEST,
  NAME_KINDS,
  type NameEdit,
  SIGNERS,
} from './edits.ts';

/** `path`: where in the edits, such as `certificates.server.subjectAltName[0].value`; empty for the whole. */
export class EditsError extends Error {
  readonly path: string;
  readonly expected: string;
  constructor(path: string, expected: string) {
    super(`${path === '' ? 'edits' : path} should be ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

/**
 * The edits in a value that came from JSON, their parts in a fixed order, so that the same edits are the same text.
 * Throws EditsError and nothing else.
 */
export function readEdits(value: unknown): Edits {
  const { clocks, trust, certificates } = object(value, '', ['clocks', 'trust', 'certificates']);
  const clock = (given: unknown, path: string) => instant(given, path, CLOCK_EARLIEST, CLOCK_LATEST);
  const anchors = (given: unknown, path: string) => set(given, path, ANCHORS);
  return compact({
    clocks: section(clocks, 'clocks', { client: clock, server: clock }),
    trust: section(trust, 'trust', { client: anchors, server: anchors }),
    certificates: readCertificates(certificates),
  });
}

/** Bounds, so that no link can ask for a certificate without end. */
export const MOST_NAMES = 100;
export const MOST_PATH_LENGTH = 100;

function readCertificates(value: unknown): Edits['certificates'] {
  if (value === undefined) return undefined;
  const given = object(value, 'certificates', CERTIFICATE_IDS);
  const edits: Partial<Record<CertificateId, CertificateEdit>> = {};
  for (const id of CERTIFICATE_IDS) {
    if (given[id] === undefined) continue;
    const edit = readCertificate(id, given[id]);
    if (!isEmpty(edit)) edits[id] = edit;
  }
  return isEmpty(edits) ? undefined : edits;
}

function readCertificate(id: CertificateId, value: unknown): CertificateEdit {
  const date = (given: unknown, path: string) => instant(given, path, EARLIEST, LATEST);
  return (
    section(value, `certificates.${id}`, {
      notBefore: date,
      notAfter: date,
      subject: distinguishedName,
      key: (given, path) => choice(given, path, POOL_KEY_NAMES),
      hash: (given, path) => choice(given, path, HASH_NAMES),
      padding: (given, path) => choice(given, path, PADDINGS),
      signer: (given, path) => choice(given, path, SIGNERS[id]),
      issuer: distinguishedName,
      basicConstraints,
      keyUsage: (given, path) => set(given, path, KEY_USAGES, 1),
      extKeyUsage: (given, path) => list(given, path, purpose, 1),
      subjectAltName: (given, path) => list(given, path, alternativeName, 1),
      nameConstraints,
      unknown: identifier,
      without: (given, path) => filled(set(given, path, EXTENSION_IDS)),
      critical,
    }) ?? {}
  );
}

function basicConstraints(value: unknown, path: string): NonNullable<CertificateEdit['basicConstraints']> {
  const { ca, pathLen = null } = object(value, path, ['ca', 'pathLen']);
  if (typeof ca !== 'boolean') throw new EditsError(`${path}.ca`, 'true or false');
  if (pathLen === null) return { ca, pathLen };
  if (!isWhole(pathLen, 0, MOST_PATH_LENGTH))
    throw new EditsError(`${path}.pathLen`, `null or a whole number from 0 to ${MOST_PATH_LENGTH}`);
  return { ca, pathLen };
}

function nameConstraints(value: unknown, path: string): NonNullable<CertificateEdit['nameConstraints']> {
  const { permitted = [], excluded = [] } = object(value, path, ['permitted', 'excluded']);
  const constraints = {
    permitted: list(permitted, `${path}.permitted`, constrainedName),
    excluded: list(excluded, `${path}.excluded`, constrainedName),
  };
  if (constraints.permitted.length + constraints.excluded.length === 0)
    throw new EditsError(path, 'at least one name, permitted or excluded');
  return constraints;
}

function critical(value: unknown, path: string): Partial<Record<ExtensionId, boolean>> | undefined {
  const given = object(value, path, EXTENSION_IDS);
  const flags: Partial<Record<ExtensionId, boolean>> = {};
  for (const id of EXTENSION_IDS) {
    const flag = given[id];
    if (flag === undefined) continue;
    if (typeof flag !== 'boolean') throw new EditsError(`${path}.${id}`, 'true or false');
    flags[id] = flag;
  }
  return isEmpty(flags) ? undefined : flags;
}

/** Attributes of a name, each at most once; none at all is an empty name. */
function distinguishedName(value: unknown, path: string): NameSpec[] {
  const attributes = list(value, path, (one, at): NameSpec => {
    const { type, value: given } = object(one, at, ['type', 'value']);
    const kind = choice(type, `${at}.type`, ATTRIBUTES);
    const problem = attributeProblem(kind, given);
    if (problem !== null || typeof given !== 'string') throw new EditsError(`${at}.value`, problem ?? TEXT);
    return { type: kind, value: given };
  });
  const ordered = ATTRIBUTES.flatMap((type) => attributes.filter((each) => each.type === type));
  if (new Set(attributes.map(({ type }) => type)).size < attributes.length)
    throw new EditsError(path, 'a name with each attribute at most once');
  return ordered;
}

function alternativeName(value: unknown, path: string): NameEdit {
  return nameEdit(value, path, nameProblem);
}

function constrainedName(value: unknown, path: string): NameEdit {
  return nameEdit(value, path, constraintProblem);
}

function nameEdit(value: unknown, path: string, problemOf: (name: NameEdit) => string | null): NameEdit {
  const { type, value: given } = object(value, path, ['type', 'value']);
  const kind = choice(type, `${path}.type`, NAME_KINDS);
  if (typeof given !== 'string') throw new EditsError(`${path}.value`, TEXT);
  const name = { type: kind, value: given };
  const problem = problemOf(name);
  if (problem !== null) throw new EditsError(`${path}.value`, problem);
  return name;
}

/** What a subjectAltName's value should be, where it can't be encoded as it is. Odd names are welcome. */
export function nameProblem({ type, value }: NameEdit): string | null {
  if (type === 'ip') return parseIp(value) === null ? 'an address, such as 192.0.2.1 or 2001:db8::1' : null;
  if (type === 'directory') return value.trim() === '' ? DIRECTORY : directoryProblem(value);
  return asciiProblem(value);
}

/** Likewise in nameConstraints; an empty DNS or directory name stands for all of them. */
export function constraintProblem({ type, value }: NameEdit): string | null {
  if (type === 'ip') return parseAddressRange(value) === null ? 'an address and a prefix, such as 10.0.0.0/8' : null;
  if (type === 'directory') return directoryProblem(value);
  return value === '' && type === 'dns' ? null : asciiProblem(value);
}

const directoryProblem = (value: string): string | null =>
  value.length <= MOST_LETTERS && readDirectoryName(value) !== null ? null : DIRECTORY;

/** IA5String: what goes beyond ASCII has to be an A-label (RFC 5280 7.2). */
function asciiProblem(value: string): string | null {
  if (value === '') return TEXT;
  if (value.length > MOST_LETTERS) return `at most ${MOST_LETTERS} characters`;
  return [...value].every((letter) => letter.charCodeAt(0) < 0x80)
    ? null
    : 'ASCII: a name beyond it is written in its xn-- form';
}

function purpose(value: unknown, path: string): string {
  if (typeof value === 'string' && PURPOSES.some((each) => each === value)) return value;
  if (typeof value === 'string' && isIdentifier(value)) return value;
  throw new EditsError(path, `${PURPOSES.join(', ')} or an object identifier`);
}

function identifier(value: unknown, path: string): string {
  if (typeof value === 'string' && isIdentifier(value)) return value;
  throw new EditsError(path, 'an object identifier, such as 2.999.1');
}

/** Dotted: 0, 1 or 2 first, below 0 and 1 no second number over 39 (X.660). */
export function isIdentifier(text: string): boolean {
  if (text.length > 100 || !/^[012](\.(0|[1-9]\d{0,8})){1,20}$/.test(text)) return false;
  return text.startsWith('2') || Number(text.split('.')[1]) < 40;
}

function instant(value: unknown, path: string, least: number, most: number): number {
  if (isWhole(value, least, most) && value % 1000 === 0) return value;
  throw new EditsError(path, `whole seconds, in milliseconds since 1970, from ${isoTime(least)} to ${isoTime(most)}`);
}

type Reader<T> = (value: unknown, path: string) => T;

/** The parts of an object that are there, in the order of `readers`; undefined where there are none. */
function section<T extends Readonly<Record<string, Reader<unknown>>>>(
  value: unknown,
  path: string,
  readers: T,
): { [K in keyof T]?: Exclude<ReturnType<T[K]>, undefined> } | undefined {
  if (value === undefined) return undefined;
  const given = object(value, path, Object.keys(readers));
  const parts = Object.entries(readers)
    .filter(([name]) => given[name] !== undefined)
    .map(([name, read]) => [name, read(given[name], `${path}.${name}`)] as const)
    .filter(([, part]) => part !== undefined);
  return parts.length === 0
    ? undefined
    : (Object.fromEntries(parts) as { [K in keyof T]?: Exclude<ReturnType<T[K]>, undefined> });
}

function object<K extends string>(value: unknown, path: string, keys: readonly K[]): Partial<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new EditsError(path, `an object with ${keys.join(', ')}`);
  for (const key of Object.keys(value)) {
    if (!keys.some((each) => each === key))
      throw new EditsError(path === '' ? key.slice(0, 40) : `${path}.${key.slice(0, 40)}`, `one of ${keys.join(', ')}`);
  }
  // Own properties only: what every object inherits is nobody's edit.
  return Object.fromEntries(Object.entries(value)) as Partial<Record<K, unknown>>;
}

function list<T>(value: unknown, path: string, read: Reader<T>, least = 0): T[] {
  if (!Array.isArray(value)) throw new EditsError(path, 'a list');
  if (value.length < least || value.length > MOST_NAMES)
    throw new EditsError(path, `a list of ${least} to ${MOST_NAMES}`);
  return value.map((one, i) => read(one, `${path}[${i}]`));
}

/** Several of a few, each once, in their own order. */
function set<T extends string>(value: unknown, path: string, choices: readonly T[], least = 0): T[] {
  const given = list(value, path, (one, at) => choice(one, at, choices), least);
  return choices.filter((each) => given.includes(each));
}

function choice<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === value);
  if (found === undefined) throw new EditsError(path, `one of ${choices.join(', ')}`);
  return found;
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

const filled = <T>(values: T[]): T[] | undefined => (values.length === 0 ? undefined : values);

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Without the parts that are undefined. */
function compact(edits: { [K in keyof Edits]: Edits[K] | undefined }): Edits {
  return Object.fromEntries(Object.entries(edits).filter(([, part]) => part !== undefined)) as Edits;
}

const TEXT = 'text';
const DIRECTORY = 'a name of CN, OU, O and C, such as CN=alice, O=Bank';
export const PURPOSES = [
  'serverAuth',
  'clientAuth',
  'codeSigning',
  'emailProtection',
  'timeStamping',
  'OCSPSigning',
  'anyExtendedKeyUsage',
] as const satisfies readonly Purpose[];
export const HASH_NAMES = ['sha1', 'sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];
