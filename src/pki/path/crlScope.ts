// Whether a CRL speaks of a certificate: RFC 5280 6.3.3 (b) to (d).

import type { Crl } from '../revocation/crl.ts';
import { type Certificate, extensionOf } from '../x509/certificate.ts';
import {
  ALL_REASONS,
  type DistributionPoint,
  type IssuingDistributionPoint,
  type PointName,
  type ReasonMask,
} from '../x509/distributionPoint.ts';
import { type Extension, findExtension } from '../x509/extension.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { decodeName } from '../x509/name.ts';

/** Why a CRL is of no use for a certificate at a distribution point. */
export type ScopeProblem =
  | 'other issuer'
  | 'other distribution point'
  | 'other kind of certificate'
  | 'unknown critical extension';

/**
 * The distribution points of a certificate, and last the one that every certificate has: CRLs that its issuer published
 * without saying where (6.3.3: a point of the issuer's own name, without reasons and without cRLIssuer).
 */
export function pointsOf(certificate: Certificate): DistributionPoint[] {
  const { der: bytes, text: value } = certificate.issuer;
  const name: PointName = { type: 'full', names: [{ type: 'dirName', value, bytes }] };
  const implied: DistributionPoint = { name, reasons: ALL_REASONS, crlIssuer: null };
  return [...(extensionOf(certificate, 'crlDistributionPoints')?.points ?? []), implied];
}

/** 6.3.3(b); null where the CRL is about this certificate. */
export function scopeProblem(crl: Crl, point: DistributionPoint, certificate: Certificate): ScopeProblem | null {
  const idp = findExtension(crl.extensions, 'issuingDistributionPoint');
  // (b)(1)
  const isIssuer =
    point.crlIssuer === null
      ? crl.issuer.key === certificate.issuer.key
      : idp?.indirect === true && directoryKeys(point.crlIssuer).includes(crl.issuer.key);
  if (!isIssuer) return 'other issuer';
  if (!usable(crl)) return 'unknown critical extension';
  if (idp === null) return null;
  // (b)(2)(i)
  if (idp.name !== null && !isAtPoint(idp.name, point, crl, certificate)) return 'other distribution point';
  // (b)(2)(ii) to (iv)
  const isCa = extensionOf(certificate, 'basicConstraints')?.ca === true;
  const isOtherKind = (idp.onlyUserCerts && isCa) || (idp.onlyCaCerts && !isCa) || idp.onlyAttributeCerts;
  return isOtherKind ? 'other kind of certificate' : null;
}

/** 6.3.3(d). */
export const reasonsOf = (crl: Crl, point: DistributionPoint): ReasonMask =>
  point.reasons & (findExtension(crl.extensions, 'issuingDistributionPoint')?.onlySomeReasons ?? ALL_REASONS);

/** 6.3.3(c): a delta CRL goes with a complete one of the same issuer, scope and key, that is not older than its base. */
export function isDeltaFor(delta: Crl, complete: Crl): boolean {
  const base = findExtension(delta.extensions, 'deltaCrlIndicator')?.base;
  const number = findExtension(complete.extensions, 'crlNumber')?.number;
  const deltaNumber = findExtension(delta.extensions, 'crlNumber')?.number;
  if (base === undefined || number === undefined || deltaNumber === undefined) return false;
  return (
    delta.issuer.key === complete.issuer.key &&
    usable(delta) &&
    sameBytes(delta, complete, 'issuingDistributionPoint') &&
    sameBytes(delta, complete, 'authorityKeyIdentifier') &&
    base <= number &&
    number <= deltaNumber
  );
}

/** Which rule of section 5 for those who issue CRLs a CRL breaks; null where it keeps them. */
export function profileProblem(crl: Crl): string | null {
  const number = findExtension(crl.extensions, 'crlNumber');
  const authority = findExtension(crl.extensions, 'authorityKeyIdentifier');
  if (crl.version !== 2) return 'version 1, against RFC 5280 5.1.2.1';
  if (crl.nextUpdate === null) return 'no nextUpdate, against RFC 5280 5.1.2.5';
  if (authority === null) return 'no authorityKeyIdentifier, against RFC 5280 5.2.1';
  if (authority.critical) return 'a critical authorityKeyIdentifier, against RFC 5280 5.2.1';
  if (number === null) return 'no cRLNumber, against RFC 5280 5.2.3';
  if (number.critical) return 'a critical cRLNumber, against RFC 5280 5.2.3';
  if (crl.hasEmptyList) return 'an empty list in place of none, against RFC 5280 5.1.2.6';
  const idp = findExtension(crl.extensions, 'issuingDistributionPoint');
  if (idp !== null && isEmptyPoint(idp)) return 'an empty issuingDistributionPoint, against RFC 5280 5.2.5';
  return null;
}

const isEmptyPoint = (idp: IssuingDistributionPoint): boolean =>
  idp.name === null &&
  idp.onlySomeReasons === null &&
  !(idp.onlyUserCerts || idp.onlyCaCerts || idp.onlyAttributeCerts || idp.indirect);

export const isDelta = (crl: Crl): boolean => findExtension(crl.extensions, 'deltaCrlIndicator') !== null;

/** 5.2, 5.3: a CRL with a critical extension that isn't processed, in the list or an entry, says nothing of anything. */
function usable(crl: Crl): boolean {
  let known = usables.get(crl);
  if (known === undefined) {
    known =
      crl.extensions.every((e) => !e.critical || PROCESSED.has(e.type)) &&
      crl.revoked.every(({ extensions }) => extensions.every((e) => !e.critical || PROCESSED_IN_ENTRIES.has(e.type)));
    usables.set(crl, known);
  }
  return known;
}

const usables = new WeakMap<Crl, boolean>();

const PROCESSED: ReadonlySet<Extension['type']> = new Set([
  'authorityKeyIdentifier',
  'crlNumber',
  'deltaCrlIndicator',
  'issuingDistributionPoint',
  'freshestCrl',
]);
const PROCESSED_IN_ENTRIES: ReadonlySet<Extension['type']> = new Set([
  'crlReason',
  'certificateIssuer',
  'invalidityDate',
]);

/** One of the names of the CRL is one of the names of the point; without these, one of the point's CRL issuers. */
function isAtPoint(name: PointName, point: DistributionPoint, crl: Crl, certificate: Certificate): boolean {
  const published = new Set(namesOf(name, crl.issuer.key));
  const issuerKey = point.crlIssuer === null ? certificate.issuer.key : (directoryKeys(point.crlIssuer)[0] ?? '');
  const wanted = point.name === null ? (point.crlIssuer ?? []).map(nameKey) : namesOf(point.name, issuerKey);
  return wanted.some((key) => published.has(key));
}

function namesOf(name: PointName, issuerKey: string): string[] {
  return name.type === 'full' ? name.names.map(nameKey) : [`dirName ${issuerKey}${name.key}`];
}

const nameKey = (name: GeneralName): string =>
  name.type === 'dirName' ? `dirName ${decodeName(name.bytes).key}` : `${name.type} ${name.value}`;

const directoryKeys = (names: readonly GeneralName[]): string[] =>
  names.flatMap(({ type, bytes }) => (type === 'dirName' ? [decodeName(bytes).key] : []));

function sameBytes(a: Crl, b: Crl, type: 'issuingDistributionPoint' | 'authorityKeyIdentifier'): boolean {
  const [one, other] = [a, b].map((crl) => {
    const found = findExtension(crl.extensions, type);
    return found === null ? '' : String(crl.der.subarray(found.start, found.end));
  });
  return one === other;
}
