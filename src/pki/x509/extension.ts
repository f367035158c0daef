// Extensions of certificates and CRLs, RFC 5280 4.2 and 5.2, decoded: those that a check or the page needs, all others
// as octets.

import { type BitString, context, integerHex } from '../../asn1/der.ts';
import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { DecodeError } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import type { PkiReader } from '../fields.ts';
import {
  type DistributionPoint,
  type IssuingDistributionPoint,
  readDistributionPoints,
  readIssuingDistributionPoint,
} from './distributionPoint.ts';
import { type GeneralName, readGeneralName, readGeneralNames } from './generalName.ts';
import { type NameConstraints, readNameConstraints } from './nameConstraints.ts';
import {
  type PolicyExtension,
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readPolicyConstraints,
  readPolicyMappings,
} from './policyExtensions.ts';

/** RFC 5280 4.2.1.3, bit 0 first. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface ExtensionHead {
  readonly oid: string;
  readonly critical: boolean;
  /** Whether FALSE is written out, which X.690 11.5 forbids: it is the default. */
  readonly writesFalse: boolean;
  /** Where the extension's SEQUENCE stands in the buffer that was decoded. */
  readonly start: number;
  readonly end: number;
}

export type ExtensionBody =
  /** `pathLen` is null where there is no limit; `caWritten`: whether cA stands there, which is FALSE if it doesn’t. */
  | {
      readonly type: 'basicConstraints';
      readonly ca: boolean;
      readonly pathLen: number | null;
      readonly caWritten: boolean;
    }
  /** `hasTrailingZeros`: which X.690 11.2.2 forbids in a list of named bits. */
  | { readonly type: 'keyUsage'; readonly usages: ReadonlySet<KeyUsage>; readonly hasTrailingZeros: boolean }
  /** Dotted object identifiers. */
  | { readonly type: 'extKeyUsage'; readonly purposes: readonly string[] }
  | { readonly type: 'subjectAltName'; readonly names: readonly GeneralName[] }
  | { readonly type: 'subjectKeyIdentifier'; readonly id: Uint8Array }
  | {
      readonly type: 'authorityKeyIdentifier';
      readonly keyId: Uint8Array | null;
      readonly issuer: readonly GeneralName[] | null;
      /** As in `Certificate.serial`. */
      readonly serial: string | null;
    }
  | { readonly type: 'authorityInfoAccess'; readonly ocsp: readonly string[]; readonly caIssuers: readonly string[] }
  /** `uris` are those among the points' names. */
  | {
      readonly type: 'crlDistributionPoints';
      readonly uris: readonly string[];
      readonly points: readonly DistributionPoint[];
    }
  | { readonly type: 'freshestCrl'; readonly points: readonly DistributionPoint[] }
  | { readonly type: 'issuerAltName'; readonly names: readonly GeneralName[] }
  | NameConstraints
  | PolicyExtension
  | { readonly type: 'crlNumber'; readonly number: bigint }
  /** The number of the complete CRL that a delta CRL builds on. */
  | { readonly type: 'deltaCrlIndicator'; readonly base: bigint }
  | IssuingDistributionPoint
  /** RFC 5280 5.3.1. */
  | { readonly type: 'crlReason'; readonly code: number }
  | { readonly type: 'certificateIssuer'; readonly names: readonly GeneralName[] }
  | { readonly type: 'invalidityDate'; readonly at: number }
  | { readonly type: 'ocspNonce'; readonly nonce: Uint8Array }
  | { readonly type: 'ocspNoCheck' }
  | { readonly type: 'unknown'; readonly value: Uint8Array }
  /** Its content is not what its identifier promises. */
  | { readonly type: 'malformed'; readonly problem: string; readonly value: Uint8Array };
export type Extension = ExtensionHead & ExtensionBody;
export type ExtensionType = Extension['type'];

/** The extension of this type, or null. There is at most one (RFC 5280 4.2). */
export function findExtension<T extends ExtensionType>(
  extensions: readonly Extension[],
  type: T,
): Extract<Extension, { type: T }> | null {
  const isWanted = (extension: Extension): extension is Extract<Extension, { type: T }> => extension.type === type;
  return extensions.find(isWanted) ?? null;
}

/**
 * Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension; each at most once (RFC 5280 4.2). What is wrong with one of them
 * becomes a flaw where `flaws` are collected, and an error where they are not.
 */
export function readExtensions(reader: PkiReader, flaws?: DecodeError[]): Extension[] {
  return reader.sequence('extension.list', (list) => {
    if (!list.hasMore) list.fail('extension.list', 'an empty list of extensions');
    const extensions = list.list((one) => readExtension(one, flaws));
    const seen = new Set<string>();
    for (const { oid, start } of extensions) {
      if (seen.has(oid)) {
        const again = new DecodeError('extension', start, `${nameOrOid(oid)} for the second time`);
        if (flaws === undefined) throw again;
        flaws.push(again);
      }
      seen.add(oid);
    }
    return extensions;
  });
}

function readExtension(reader: PkiReader, flaws: DecodeError[] | undefined): Extension {
  const start = reader.offset;
  const extension = reader.sequence(
    'extension',
    (inner) => {
      const oid = inner.oid('extension.id');
      const isWritten = inner.nextIs(0x01);
      const critical = isWritten ? readCritical(inner, flaws) : false;
      return { oid, critical, writesFalse: isWritten && !critical, ...readBody(inner, oid, flaws) };
    },
    ({ oid, critical }) => `${nameOrOid(oid)}${critical ? ', critical' : ''}`,
  );
  return { ...extension, start, end: reader.offset };
}

/** X.690 11.1 wants FF for TRUE; BER, and OpenSSL, take every octet but zero for it. */
function readCritical(reader: PkiReader, flaws: DecodeError[] | undefined): boolean {
  if (flaws === undefined) return reader.boolean('extension.critical');
  return reader.recover(
    () => reader.boolean('extension.critical'),
    (error) => {
      flaws.push(error);
      return reader.any('extension.critical').content.some((octet) => octet !== 0);
    },
  );
}

function readBody(reader: PkiReader, oid: string, flaws: DecodeError[] | undefined): ExtensionBody {
  const read = DECODERS.get(oid);
  if (read === undefined) return { type: 'unknown', value: reader.opaque('extension.value') };
  const decode = () => reader.octetStringOf('extension.value', read);
  if (flaws === undefined) return decode();
  return reader.recover(decode, (error) => {
    flaws.push(error);
    return { type: 'malformed', problem: error.message, value: reader.opaque('extension.value') };
  });
}

/** RFC 5280 4.2.1.9. */
function readBasicConstraints(reader: PkiReader): ExtensionBody {
  return reader.sequence('basicConstraints', (inner) => {
    const caWritten = inner.nextIs(0x01);
    return {
      type: 'basicConstraints',
      ca: caWritten ? inner.boolean('basicConstraints.cA') : false,
      pathLen: inner.hasMore ? inner.smallInteger('basicConstraints.pathLenConstraint') : null,
      caWritten,
    };
  });
}

/** RFC 5280 4.2.1.3. */
function readKeyUsage(reader: PkiReader): ExtensionBody {
  const usagesOf = ({ octets }: BitString): KeyUsage[] =>
    KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
  const bits = reader.bitString('keyUsage', (value) => usagesOf(value).join(', '));
  return { type: 'keyUsage', usages: new Set(usagesOf(bits)), hasTrailingZeros: endsInZero(bits) };
}

/** Whether the last bit is 0. */
function endsInZero({ octets, unusedBits }: BitString): boolean {
  const last = octets.at(-1);
  return last !== undefined && (last & (1 << unusedBits)) === 0;
}

/** RFC 5280 4.2.1.12. */
function readExtKeyUsage(reader: PkiReader): ExtensionBody {
  return reader.sequence('extKeyUsage', (inner) => {
    if (!inner.hasMore) inner.fail('extKeyUsage', 'an empty list of purposes');
    return { type: 'extKeyUsage', purposes: inner.list((r) => r.oid('extKeyUsage.purpose')) };
  });
}

/** RFC 5280 4.2.1.6. */
function readSubjectAltName(reader: PkiReader): ExtensionBody {
  return reader.sequence('subjectAltName', (inner) => {
    if (!inner.hasMore) inner.fail('subjectAltName', 'an empty list of names');
    return { type: 'subjectAltName', names: readGeneralNames(inner) };
  });
}

/** RFC 5280 4.2.1.2. */
function readSubjectKeyIdentifier(reader: PkiReader): ExtensionBody {
  return { type: 'subjectKeyIdentifier', id: reader.octetString('subjectKeyIdentifier') };
}

/** RFC 5280 4.2.1.1. */
function readAuthorityKeyIdentifier(reader: PkiReader): ExtensionBody {
  return reader.sequence('authorityKeyIdentifier', (inner) => ({
    type: 'authorityKeyIdentifier',
    keyId: inner.nextIs(context(0, 'primitive'))
      ? inner.primitive(context(0, 'primitive'), 'authorityKeyIdentifier.keyIdentifier', (content) => content, toHex)
      : null,
    issuer: inner.nextIs(context(1, 'constructed'))
      ? inner.tagged(1, 'authorityKeyIdentifier.authorityCertIssuer', readGeneralNames)
      : null,
    serial: inner.nextIs(context(2, 'primitive'))
      ? inner.primitive(
          context(2, 'primitive'),
          'authorityKeyIdentifier.authorityCertSerialNumber',
          (content) => (content.length === 0 ? null : integerHex(content)),
          String,
        )
      : null,
  }));
}

/** RFC 5280 4.2.2.1. */
function readAuthorityInfoAccess(reader: PkiReader): ExtensionBody {
  const descriptions = reader.sequence('authorityInfoAccess', (inner) => {
    if (!inner.hasMore) inner.fail('authorityInfoAccess', 'an empty list of descriptions');
    return inner.list((r) =>
      r.sequence('authorityInfoAccess.description', (description) => ({
        method: description.oid('authorityInfoAccess.method'),
        location: readGeneralName(description),
      })),
    );
  });
  const urisFor = (method: string): string[] =>
    descriptions.filter((d) => d.method === method && d.location.type === 'uri').map((d) => d.location.value);
  return { type: 'authorityInfoAccess', ocsp: urisFor(OIDS.ocsp), caIssuers: urisFor(OIDS.caIssuers) };
}

/** RFC 5280 4.2.1.13. */
function readCrlDistributionPoints(reader: PkiReader): ExtensionBody {
  const points = readDistributionPoints(reader);
  const names = points.flatMap(({ name }) => (name?.type === 'full' ? name.names : []));
  return {
    type: 'crlDistributionPoints',
    uris: names.flatMap(({ type, value }) => (type === 'uri' ? [value] : [])),
    points,
  };
}

/** RFC 5280 4.2.1.15 and 5.2.6. */
const readFreshestCrl = (reader: PkiReader): ExtensionBody => ({
  type: 'freshestCrl',
  points: readDistributionPoints(reader),
});

/** RFC 5280 4.2.1.7. */
const readIssuerAltName = (reader: PkiReader): ExtensionBody => ({
  type: 'issuerAltName',
  names: reader.sequence('issuerAltName', readGeneralNames),
});

/** RFC 5280 5.2.3: up to 20 octets. */
const readCrlNumber = (reader: PkiReader): ExtensionBody => ({
  type: 'crlNumber',
  number: readNumber(reader, 'crlNumber'),
});

/** RFC 5280 5.2.4. */
const readDeltaCrlIndicator = (reader: PkiReader): ExtensionBody => ({
  type: 'deltaCrlIndicator',
  base: readNumber(reader, 'deltaCrlIndicator'),
});

function readNumber(reader: PkiReader, field: 'crlNumber' | 'deltaCrlIndicator'): bigint {
  const content = reader.integer(field);
  if (content.length > 21 || (content[0] ?? 0) >= 0x80) reader.fail(field, 'negative, or longer than 20 octets');
  return BigInt(`0x${toHex(content)}`);
}

/** RFC 5280 5.3.1. */
const readReasonCode = (reader: PkiReader): ExtensionBody => ({
  type: 'crlReason',
  code: reader.enumerated('crl.entry.reasonCode'),
});

/** RFC 5280 5.3.3. */
const readCertificateIssuer = (reader: PkiReader): ExtensionBody => ({
  type: 'certificateIssuer',
  names: reader.sequence('crl.entry.certificateIssuer', readGeneralNames),
});

/** RFC 5280 5.3.2. */
const readInvalidityDate = (reader: PkiReader): ExtensionBody => ({
  type: 'invalidityDate',
  at: reader.generalizedTime('crl.entry.invalidityDate'),
});

/** RFC 8954 2.1: Nonce ::= OCTET STRING. */
function readNonce(reader: PkiReader): ExtensionBody {
  return { type: 'ocspNonce', nonce: reader.octetString('ocsp.nonce') };
}

/** RFC 6960 4.2.2.2.1. */
function readNoCheck(reader: PkiReader): ExtensionBody {
  reader.null('ocsp.noCheck');
  return { type: 'ocspNoCheck' };
}

const DECODERS: ReadonlyMap<string, (reader: PkiReader) => ExtensionBody> = new Map<
  string,
  (reader: PkiReader) => ExtensionBody
>([
  [OIDS.basicConstraints, readBasicConstraints],
  [OIDS.keyUsage, readKeyUsage],
  [OIDS.extKeyUsage, readExtKeyUsage],
  [OIDS.subjectAltName, readSubjectAltName],
  [OIDS.subjectKeyIdentifier, readSubjectKeyIdentifier],
  [OIDS.authorityKeyIdentifier, readAuthorityKeyIdentifier],
  [OIDS.authorityInfoAccess, readAuthorityInfoAccess],
  [OIDS.cRLDistributionPoints, readCrlDistributionPoints],
  [OIDS.freshestCRL, readFreshestCrl],
  [OIDS.issuerAltName, readIssuerAltName],
  [OIDS.nameConstraints, readNameConstraints],
  [OIDS.certificatePolicies, readCertificatePolicies],
  [OIDS.policyMappings, readPolicyMappings],
  [OIDS.policyConstraints, readPolicyConstraints],
  [OIDS.inhibitAnyPolicy, readInhibitAnyPolicy],
  [OIDS.cRLNumber, readCrlNumber],
  [OIDS.deltaCRLIndicator, readDeltaCrlIndicator],
  [OIDS.issuingDistributionPoint, readIssuingDistributionPoint],
  [OIDS.reasonCode, readReasonCode],
  [OIDS.certificateIssuer, readCertificateIssuer],
  [OIDS.invalidityDate, readInvalidityDate],
  [OIDS['ocsp-nonce'], readNonce],
  [OIDS['ocsp-nocheck'], readNoCheck],
]);
