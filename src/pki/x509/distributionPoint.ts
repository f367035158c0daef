// Where CRLs are, and what they are about: distribution points, RFC 5280 4.2.1.13, 4.2.1.15 and 5.2.5.
import { type BitString, context } from '../../asn1/der.ts';
import type { PkiField, PkiReader } from '../fields.ts';
import { type GeneralName, readGeneralNames } from './generalName.ts';
import { readRelativeName } from './name.ts';

export type PointName =
  | { readonly type: 'full'; readonly names: readonly GeneralName[] }
  /** What comes behind the CRL issuer's own name; `key` as a part of `Name.key`. */
  | { readonly type: 'relative'; readonly key: string };

export interface DistributionPoint {
  readonly name: PointName | null;
  readonly reasons: ReasonMask;
  /** Null where the certificate's issuer publishes the CRL itself. */
  readonly crlIssuer: readonly GeneralName[] | null;
}

/** RFC 5280 4.2.1.13 ReasonFlags: bit n of the number is bit n of the BIT STRING; bit 0 is not used. */
export type ReasonMask = number;
export const ALL_REASONS: ReasonMask = 0x1fe;

export interface IssuingDistributionPoint {
  readonly type: 'issuingDistributionPoint';
  readonly name: PointName | null;
  readonly onlyUserCerts: boolean;
  readonly onlyCaCerts: boolean;
  readonly onlyAttributeCerts: boolean;
  readonly onlySomeReasons: ReasonMask | null;
  readonly indirect: boolean;
}

/** The body of CRLDistributionPoints, which FreshestCRL shares. */
export function readDistributionPoints(reader: PkiReader): DistributionPoint[] {
  return reader.sequence('crlDistributionPoints', (inner) => {
    if (!inner.hasMore) inner.fail('crlDistributionPoints', 'an empty list of distribution points');
    return inner.list(readDistributionPoint);
  });
}

function readDistributionPoint(reader: PkiReader): DistributionPoint {
  return reader.sequence('crlDistributionPoints.point', (point) => ({
    name: point.nextIs(context(0, 'constructed'))
      ? readPointName(point, 'crlDistributionPoints.distributionPoint')
      : null,
    reasons: point.nextIs(context(1, 'primitive'))
      ? readReasons(point, 1, 'crlDistributionPoints.reasons')
      : ALL_REASONS,
    crlIssuer: point.nextIs(context(2, 'constructed'))
      ? point.tagged(2, 'crlDistributionPoints.cRLIssuer', readGeneralNames)
      : null,
  }));
}

/** DistributionPointName is a CHOICE, so that its [0] is EXPLICIT. */
function readPointName(reader: PkiReader, field: PkiField): PointName {
  return reader.tagged(0, field, (choice): PointName => {
    if (choice.nextIs(context(0, 'constructed'))) {
      return { type: 'full', names: choice.tagged(0, 'crlDistributionPoints.fullName', readGeneralNames) };
    }
    const key = choice.tagged(1, 'crlDistributionPoints.nameRelativeToCRLIssuer', readRelativeName);
    return { type: 'relative', key };
  });
}

function readReasons(reader: PkiReader, n: number, field: PkiField): ReasonMask {
  const bits = reader.bitString(field, undefined, context(n, 'primitive'));
  return maskOf(bits) & ALL_REASONS;
}

function maskOf({ octets }: BitString): number {
  let mask = 0;
  for (let bit = 0; bit < 9; bit++) {
    if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit;
  }
  return mask;
}

/** RFC 5280 5.2.5. */
export function readIssuingDistributionPoint(reader: PkiReader): IssuingDistributionPoint {
  return reader.sequence('issuingDistributionPoint', (inner) => {
    const flag = (n: number, field: PkiField): boolean =>
      inner.nextIs(context(n, 'primitive'))
        ? inner.primitive(
            context(n, 'primitive'),
            field,
            ([octet, more]) => (more === undefined ? octet === 0xff : null),
            String,
          )
        : false;
    const name = inner.nextIs(context(0, 'constructed'))
      ? readPointName(inner, 'issuingDistributionPoint.distributionPoint')
      : null;
    const onlyUserCerts = flag(1, 'issuingDistributionPoint.onlyContainsUserCerts');
    const onlyCaCerts = flag(2, 'issuingDistributionPoint.onlyContainsCACerts');
    const onlySomeReasons = inner.nextIs(context(3, 'primitive'))
      ? readReasons(inner, 3, 'issuingDistributionPoint.onlySomeReasons')
      : null;
    const indirect = flag(4, 'issuingDistributionPoint.indirectCRL');
    const onlyAttributeCerts = flag(5, 'issuingDistributionPoint.onlyContainsAttributeCerts');
    return {
      type: 'issuingDistributionPoint',
      name,
      onlyUserCerts,
      onlyCaCerts,
      onlyAttributeCerts,
      onlySomeReasons,
      indirect,
    };
  });
}
