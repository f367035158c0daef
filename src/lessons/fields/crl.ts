// The fields of certificate revocation lists: RFC 5280 5.
import type { PkiField } from '../../pki/fields.ts';
import type { FieldWords } from '../types.ts';

const field = (name: string, plain: string | null = null): FieldWords => ({ name, plain });

export type CrlField = Extract<
  PkiField,
  'crl' | `crl.${string}` | 'crlNumber' | 'deltaCrlIndicator' | `issuingDistributionPoint${'' | `.${string}`}`
>;

export const CRL_WORDS: Record<CrlField, FieldWords> = {
  crl: field('Certificate revocation list', 'The serial numbers that a CA has withdrawn, signed.'),
  'crl.tbs': field('What is signed', 'Everything but the signature.'),
  'crl.tbs.version': field('Version', '1 stands for version 2, the one with extensions.'),
  'crl.tbs.signature': field('Signature algorithm', 'The same as below, but here it is signed too.'),
  'crl.tbs.issuer': field('Issuer', 'The signer of this list: nearly always the CA that issued the certificates.'),
  'crl.tbs.thisUpdate': field('This update', 'When the list was made.'),
  'crl.tbs.nextUpdate': field('Next update', 'By when there will be a newer one. After that, this one is stale.'),
  'crl.tbs.revokedCertificates': field('Revoked certificates', 'Absent where nothing is revoked.'),
  'crl.tbs.extensions': field('Extensions of the list', null),
  'crl.signatureAlgorithm': field('Signature algorithm', null),
  'crl.signatureValue': field('Signature', 'Made with a key that may sign revocation lists (cRLSign).'),
  'crl.entry': field('Revoked certificate', null),
  'crl.entry.userCertificate': field('Serial number', 'Of the certificate that is revoked.'),
  'crl.entry.revocationDate': field('Revoked at', null),
  'crl.entry.reasonCode': field('Reason', 'Such as 1, the key was stolen, or 4, there is a newer certificate.'),
  'crl.entry.certificateIssuer': field(
    'Issuer of the certificate',
    'Where a list speaks of several CAs: from here on, this one.',
  ),
  'crl.entry.invalidityDate': field('Invalid since', 'When the key was lost, which may be earlier.'),
  crlNumber: field('CRL number', 'Counts the lists of one CA upwards.'),
  deltaCrlIndicator: field('Delta list', 'This list holds only changes since the one with this number.'),
  issuingDistributionPoint: field(
    'What the list is about',
    'Where it is published, and for which certificates and reasons.',
  ),
  'issuingDistributionPoint.distributionPoint': field('Published at', null),
  'issuingDistributionPoint.onlyContainsUserCerts': field('Only end entities', null),
  'issuingDistributionPoint.onlyContainsCACerts': field('Only CAs', null),
  'issuingDistributionPoint.onlySomeReasons': field('Only some reasons', null),
  'issuingDistributionPoint.indirectCRL': field('Several issuers', 'The list also holds certificates of other CAs.'),
  'issuingDistributionPoint.onlyContainsAttributeCerts': field('Only attribute certificates', null),
};
