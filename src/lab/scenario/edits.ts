// Edits: what somebody changed of the scenario's certificates, clocks and trust stores. A small value, part of the
// scenario; applied to its plan after the faults. RFC 5280 4.1 and 4.2 name what a certificate has.
import type { HashName } from '../../crypto/hash.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import type { Padding } from '../../pki/x509/algorithm.ts';
import type { KeyUsage } from '../../pki/x509/extension.ts';
import type { NameSpec } from '../../pki/x509/name.ts';

/** The certificates that can be edited: the bank's chains from the root down, and those of the CA that nobody trusts. */
export const CERTIFICATE_IDS = [
  'root',
  'issuing',
  'subordinate',
  'server',
  'client',
  'rogueRoot',
  'rogueIssuing',
] as const;
export type CertificateId = (typeof CERTIFICATE_IDS)[number];
export type LeafId = 'server' | 'client';

/**
 * Whose key signs; the first one where nothing is edited. For a leaf, `bank` and `rogue` are the CAs that issue to
 * others; for a CA, `root` and `rogue` are the two roots. `customer` holds a certificate of the bank that is no CA's.
 */
export const SIGNERS = {
  root: ['self', 'rogue'],
  issuing: ['root', 'self', 'rogue'],
  subordinate: ['issuing', 'root', 'self', 'rogue'],
  server: ['bank', 'root', 'self', 'rogue', 'customer'],
  client: ['bank', 'root', 'self', 'rogue', 'customer'],
  rogueRoot: ['self', 'root'],
  rogueIssuing: ['rogue', 'self', 'root'],
} as const satisfies Record<CertificateId, readonly string[]>;
export type EditedSigner = (typeof SIGNERS)[CertificateId][number];

/** Extensions as the editor knows them; `unknown` is one that no standard defines. */
export const EXTENSION_IDS = [
  'basicConstraints',
  'keyUsage',
  'extKeyUsage',
  'subjectAltName',
  'nameConstraints',
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
  'authorityInfoAccess',
  'crlDistributionPoints',
  'unknown',
] as const;
export type ExtensionId = (typeof EXTENSION_IDS)[number];

/**
 * What may stand in a trust store: the bank's root, one of its name with another key, the rogue CA's root; and the bank's
 * issuing CA, which is no root.
 */
export const ANCHORS = ['bank', 'namesake', 'rogue', 'issuing'] as const;
export type Anchor = (typeof ANCHORS)[number];

/** GeneralName, RFC 5280 4.2.1.6. */
export const NAME_KINDS = ['dns', 'ip', 'email', 'uri', 'directory'] as const;

/**
 * An address stands in text form; in nameConstraints with its mask, `10.0.0.0/8`. A directory name is written as
 * `CN=alice, O=Bank` (directoryName.ts).
 */
export interface NameEdit {
  readonly type: (typeof NAME_KINDS)[number];
  readonly value: string;
}

/** What is absent stays as it is. */
export interface CertificateEdit {
  /** Milliseconds since 1970, whole seconds. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly subject?: readonly NameSpec[];
  /** The key in the certificate; an endpoint that held the old one holds this one. */
  readonly key?: PoolKeyName;
  /** Of the issuer's signature. Ed25519 has its own hash. */
  readonly hash?: HashName;
  /** Of the issuer's signature, where its key is RSA. */
  readonly padding?: Padding;
  readonly signer?: EditedSigner;
  /** The name in the issuer field, where it is not that of the signer. */
  readonly issuer?: readonly NameSpec[];
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLen: number | null };
  readonly keyUsage?: readonly KeyUsage[];
  /** Names of RFC 5280 4.2.1.12 or dotted object identifiers. */
  readonly extKeyUsage?: readonly string[];
  readonly subjectAltName?: readonly NameEdit[];
  readonly nameConstraints?: { readonly permitted: readonly NameEdit[]; readonly excluded: readonly NameEdit[] };
  /** Adds an extension with this object identifier that nobody knows. */
  readonly unknown?: string;
  /** Extensions that are left out. */
  readonly without?: readonly ExtensionId[];
  /** Extensions whose criticality is another one. */
  readonly critical?: Readonly<Partial<Record<ExtensionId, boolean>>>;
}

export interface Edits {
  /** Milliseconds since 1970, whole seconds. The server's clock is the CA's too. */
  readonly clocks?: { readonly client?: number; readonly server?: number };
  /** The roots in the trust stores. */
  readonly trust?: { readonly client?: readonly Anchor[]; readonly server?: readonly Anchor[] };
  readonly certificates?: Readonly<Partial<Record<CertificateId, CertificateEdit>>>;
}

export const NO_EDITS: Edits = {};

export const isEdited = (edits: Edits | undefined): boolean => edits !== undefined && JSON.stringify(edits) !== '{}';

/** Instants that certificates can hold: what has four digits of a year (RFC 5280 4.1.2.5), from the first UTCTime on. */
export const EARLIEST = Date.UTC(1950, 0, 1);
export const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);
/** Instants that a clock can show: room before it for old answers of the CA, behind it for new ones. */
export const CLOCK_EARLIEST = Date.UTC(1980, 0, 1);
export const CLOCK_LATEST = Date.UTC(2200, 0, 1);
