// What was handed over, and what is asked about it: which certificate is judged, by which name, against whom.

import { OIDS } from '../../asn1/oids.ts';
import { attempt } from '../../bytes/error.ts';
import type { IntakeProblem, PrivateKeyFormat } from '../intake/intake.ts';
import type { CertificateSummary, InputSummary, ItemSummary } from '../intake/intakeSummary.ts';
import type { ToolOutput } from '../intake/toolOutput.ts';
import { extensionOf, inspectCertificate } from '../x509/certificate.ts';
import { peerNameOf, purposeOf } from './askedName.ts';
import type { Entry, HandedCertificate, Question, Subject } from './question.ts';

/** One piece of a file or a text, in the order in which it stands there. */
export type Part =
  /** `container`: what it lay in; pieces of different containers have no order. Empty where it is a set without order. */
  | { readonly kind: 'certificate'; readonly id: string; readonly container: string }
  /** `spki`: its public half, a SubjectPublicKeyInfo; null where nobody could read it. */
  | {
      readonly kind: 'key';
      readonly spki: Uint8Array | null;
      readonly encrypted: boolean;
      /** Why there is no public half, or null. */
      readonly problem: string | null;
      readonly format: PrivateKeyFormat;
    }
  | { readonly kind: 'unreadable'; readonly what: 'certificate' | 'other'; readonly problem: IntakeProblem };

export interface Parts {
  readonly id: number;
  /** Of the file, or of the pasted text. */
  readonly name: string;
  /** Handed over as trust anchors. */
  readonly trusted: boolean;
  readonly parts: readonly Part[];
  /** What a program printed around the certificates, or null. */
  readonly output: ToolOutput | null;
}

export interface HandedOver {
  readonly entries: readonly Entry[];
  readonly sources: readonly Parts[];
  /** The id of the certificate that somebody chose to be judged, or null. */
  readonly chosen: string | null;
}

export interface Asked {
  /** Null: that which the name implies, else guessed from the certificate. */
  readonly purpose: Question['purpose'] | null;
  /** As typed; empty where no name is asked for. */
  readonly name: string;
  readonly profile: Question['profile'];
  readonly revocation: Question['revocation'];
  readonly trustSelfSigned: boolean;
}

/** Of no use but to say which certificates are revoked. */
export const isAboutRevocation = ({ kind }: Entry): boolean => kind !== 'certificate';

const certificatesOf = (entries: readonly Entry[]): HandedCertificate[] =>
  entries.filter((entry): entry is HandedCertificate => entry.kind === 'certificate');

/**
 * The chosen one; else an end entity that issued no other, where a purpose is asked for one that serves it; else a CA's
 * that carries the names or the purposes of a server or client and issued nobody.
 */
export function subjectOf({ entries, sources, chosen }: HandedOver, purpose: Asked['purpose']): Subject {
  const all = certificatesOf(entries);
  const picked = all.find(({ id }) => id === chosen);
  if (picked !== undefined) return { kind: 'certificate', entry: picked };
  const issuers = new Set(
    all.filter(({ subjectKey, issuerKey }) => subjectKey !== issuerKey).map((one) => one.issuerKey),
  );
  const ends = all.filter(({ subjectKey }) => !issuers.has(subjectKey));
  const leaves = trustedLast(ends.filter(({ role }) => role === 'leaf'));
  const entry =
    leaves.find((one) => purpose !== null && purpose !== 'any' && guessOf(one) === purpose) ??
    leaves[0] ??
    trustedLast(all).find(({ role }) => role === 'leaf') ??
    trustedLast(ends).find(servesAsLeaf);
  const unreadable =
    unreadableBefore(sources, entry) ?? (entry === undefined && all.length > 0 ? unreadableFile(sources) : null);
  if (unreadable !== null) return unreadable;
  if (entry !== undefined) return { kind: 'certificate', entry };
  return all.length === 0 ? { kind: 'nothing' } : { kind: 'onlyCas', count: all.length };
}

const trustedLast = (entries: readonly HandedCertificate[]): HandedCertificate[] => [
  ...entries.filter(({ trusted }) => !trusted),
  ...entries.filter(({ trusted }) => trusted),
];

/** The certificate to be judged, or null. */
export function leafOf(handed: HandedOver, purpose: Asked['purpose'] = null): HandedCertificate | null {
  const subject = subjectOf(handed, purpose);
  return subject.kind === 'certificate' ? subject.entry : null;
}

/** A certificate that can't be read, and stands before the leaf in its source, or in any source where there is no leaf. */
function unreadableBefore(sources: readonly Parts[], leaf: HandedCertificate | undefined): Subject | null {
  for (const { name, trusted, parts } of sources) {
    if (trusted) continue;
    const at = parts.findIndex((part) => part.kind === 'certificate' && part.id === leaf?.id);
    if (leaf !== undefined && at === -1) continue;
    const before = at === -1 ? parts : parts.slice(0, at);
    const found = before.find((part) => part.kind === 'unreadable' && part.what === 'certificate');
    if (found?.kind === 'unreadable') return { kind: 'unreadable', source: name, problem: found.problem };
  }
  return null;
}

/** Of a file that is damaged as a whole nobody knows that it was a certificate: it counts as the one to be judged. */
function unreadableFile(sources: readonly Parts[]): Subject | null {
  for (const { name, trusted, parts } of sources) {
    const [part, more] = parts;
    if (trusted || part?.kind !== 'unreadable' || more !== undefined) continue;
    const { problem } = part;
    if (!('what' in problem) || problem.what === 'unknown') return { kind: 'unreadable', source: name, problem };
  }
  return null;
}

/**
 * `openssl req -x509` makes a CA's certificate unless it is told otherwise, and many a server runs on one. Intermediate CAs
 * carry purposes as well, which bind those below them.
 */
function servesAsLeaf({ der, names, subjectKey, issuerKey }: HandedCertificate): boolean {
  return (
    // Roots may carry the mailbox of their operator, and the CAs of SPIFFE the URI of their trust domain.
    names.some((name) => !name.includes('://') && !name.includes('@')) ||
    (subjectKey === issuerKey &&
      purposesOf(der).some((purpose) => purpose === OIDS.serverAuth || purpose === OIDS.clientAuth))
  );
}

/** Object identifiers of key purposes; none where the extension is absent. */
function purposesOf(der: Uint8Array): readonly string[] {
  const decoded = attempt(() => inspectCertificate(der));
  return decoded.ok ? [...(extensionOf(decoded.value, 'extKeyUsage')?.purposes ?? [])] : [];
}

/**
 * What a certificate seems to be for: for servers, unless its extended key usage names clients and no servers, or neither.
 */
export function guessOf({ der }: Pick<CertificateSummary, 'der'>): Question['purpose'] {
  const purposes = purposesOf(der);
  if (purposes.length === 0 || purposes.includes(OIDS.serverAuth) || purposes.includes(OIDS.anyExtendedKeyUsage))
    return 'server';
  return purposes.includes(OIDS.clientAuth) ? 'client' : 'any';
}

/** Null where neither the purpose nor a name that implies one was given. */
export const wantedPurpose = ({ purpose, name }: Pick<Asked, 'purpose' | 'name'>): Asked['purpose'] =>
  purpose ?? purposeOf(name);

/**
 * Null where there is nothing to be judged. `now`: milliseconds since 1970. `anchors`: DER of further trust anchors.
 */
export function questionOf(
  handed: HandedOver,
  asked: Asked,
  now: number,
  anchors: readonly Uint8Array[],
): Question | null {
  const wanted = wantedPurpose(asked);
  const subject = subjectOf(handed, wanted);
  if (subject.kind === 'nothing') return null;
  const leaf = subject.kind === 'certificate' ? subject.entry : null;
  const all = certificatesOf(handed.entries);
  const dersOf = (wanted: Entry['kind']) => handed.entries.filter(({ kind }) => kind === wanted).map(({ der }) => der);
  return {
    certificates: [...(leaf === null ? [] : [leaf]), ...all.filter((one) => one !== leaf)].map(({ der }) => der),
    instead: subject.kind === 'certificate' ? null : subject,
    anchors: [...all.filter(({ trusted }) => trusted).map(({ der }) => der), ...anchors],
    trustSelfSigned: asked.trustSelfSigned,
    crls: dersOf('crl'),
    ocsp: dersOf('ocsp'),
    now,
    purpose: wanted ?? (leaf === null ? 'any' : guessOf(leaf)),
    isGuess: wanted === null && leaf !== null,
    name: peerNameOf(asked.name),
    profile: asked.profile,
    revocation: handed.entries.some(isAboutRevocation) ? asked.revocation : 'off',
    file: leaf === null ? [] : fileOf(handed, leaf),
    keys: keysOf(handed.sources),
    outputs: handed.sources.flatMap(({ name, output }) => (output === null ? [] : [{ source: name, output }])),
    unreadable: handed.sources.flatMap(({ name, parts }) =>
      parts.flatMap((part) => (part.kind === 'unreadable' ? [{ source: name, problem: part.problem }] : [])),
    ),
  };
}

/** The certificates of the container in which the leaf stands, in their order; trust anchors apart, nobody sends those. */
function fileOf({ entries, sources }: HandedOver, leaf: HandedCertificate): Uint8Array[] {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { trusted, parts } of sources) {
    const mine = trusted ? undefined : parts.find((part) => part.kind === 'certificate' && part.id === leaf.id);
    if (mine?.kind !== 'certificate') continue;
    if (mine.container === '') return [];
    return parts.flatMap((part) => {
      const entry = part.kind === 'certificate' && part.container === mine.container ? known.get(part.id) : undefined;
      return entry === undefined ? [] : [entry.der];
    });
  }
  return [];
}

const keysOf = (sources: readonly Parts[]): Question['keys'] =>
  sources.flatMap(({ name, parts }) =>
    parts.flatMap((part) =>
      part.kind === 'key' ? [{ source: name, spki: part.spki, encrypted: part.encrypted, problem: part.problem }] : [],
    ),
  );

/** The pieces of a reading, in the order in which they stand in it; last, what is wrong with it as a whole. */
export function partsOf({ items, problems }: InputSummary): Part[] {
  const parts = items.flatMap((item) => {
    const part = partOf(item);
    return part === null ? [] : [part];
  });
  const told = new Set(parts.map((part) => (part.kind === 'unreadable' ? part.problem : null)));
  const others = problems.filter(
    (problem) => problem.kind !== 'trailing' && problem.kind !== 'leading' && !told.has(problem),
  );
  return [...parts, ...others.map((problem): Part => ({ kind: 'unreadable', what: 'other', problem }))];
}

function partOf(item: ItemSummary): Part | null {
  switch (item.kind) {
    case 'certificate':
      return { kind: 'certificate', id: item.fingerprint, container: item.container };
    case 'privateKey':
      return { kind: 'key', spki: item.spki, encrypted: item.encrypted, problem: item.problem, format: item.format };
    case 'unreadable':
      return { kind: 'unreadable', what: item.what === 'certificate' ? 'certificate' : 'other', problem: item.problem };
    case 'crl':
    case 'ocsp':
    case 'pkcs12':
    case 'other':
      return null;
  }
}

export const NOTHING: HandedOver = { entries: [], sources: [], chosen: null };

/** With one more source: what is there already counts once, and is trusted from now on if this one is. */
export function withReading(handed: HandedOver, source: Omit<Parts, 'parts'>, reading: InputSummary): HandedOver {
  const known = new Set(handed.entries.map(({ id }) => id));
  const added: Entry[] = [];
  const trusted = new Set<string>();
  for (const item of reading.items) {
    if (item.kind !== 'certificate' && item.kind !== 'crl' && item.kind !== 'ocsp') continue;
    const id = item.fingerprint;
    const isTrusted = source.trusted && item.kind === 'certificate';
    if (isTrusted) trusted.add(id);
    if (!known.has(id)) added.push({ ...item, id, source: source.id, trusted: isTrusted });
    known.add(id);
  }
  return {
    ...handed,
    entries: [...handed.entries, ...added].map((one) => (trusted.has(one.id) ? { ...one, trusted: true } : one)),
    sources: [...handed.sources, { ...source, parts: partsOf(reading) }],
  };
}
