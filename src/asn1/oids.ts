// Object identifiers and their names, as RFC 5280, RFC 3279, RFC 4055, RFC 5758, RFC 6960, RFC 9881 and RFC 2985 spell them.

import { OTHER_ALGORITHMS } from './otherAlgorithms.ts';

export const OIDS = {
  // keys and signatures
  rsaEncryption: '1.2.840.113549.1.1.1',
  md5WithRSAEncryption: '1.2.840.113549.1.1.4',
  sha1WithRSAEncryption: '1.2.840.113549.1.1.5',
  'id-RSASSA-PSS': '1.2.840.113549.1.1.10',
  sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
  sha384WithRSAEncryption: '1.2.840.113549.1.1.12',
  sha512WithRSAEncryption: '1.2.840.113549.1.1.13',
  sha224WithRSAEncryption: '1.2.840.113549.1.1.14',
  'id-dsa': '1.2.840.10040.4.1',
  'id-dsa-with-sha1': '1.2.840.10040.4.3',
  'id-ecPublicKey': '1.2.840.10045.2.1',
  'ecdsa-with-SHA1': '1.2.840.10045.4.1',
  'ecdsa-with-SHA224': '1.2.840.10045.4.3.1',
  'ecdsa-with-SHA256': '1.2.840.10045.4.3.2',
  'ecdsa-with-SHA384': '1.2.840.10045.4.3.3',
  'ecdsa-with-SHA512': '1.2.840.10045.4.3.4',
  secp192r1: '1.2.840.10045.3.1.1',
  secp256r1: '1.2.840.10045.3.1.7',
  secp384r1: '1.3.132.0.34',
  secp521r1: '1.3.132.0.35',
  'id-Ed25519': '1.3.101.112',
  'id-Ed448': '1.3.101.113',
  'id-ml-dsa-44': '2.16.840.1.101.3.4.3.17',
  'id-ml-dsa-65': '2.16.840.1.101.3.4.3.18',
  'id-ml-dsa-87': '2.16.840.1.101.3.4.3.19',
  'id-mgf1': '1.2.840.113549.1.1.8',
  'id-sha1': '1.3.14.3.2.26',
  'id-sha224': '2.16.840.1.101.3.4.2.4',
  'id-sha256': '2.16.840.1.101.3.4.2.1',
  'id-sha384': '2.16.840.1.101.3.4.2.2',
  'id-sha512': '2.16.840.1.101.3.4.2.3',
  // attributes of names
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  countryName: '2.5.4.6',
  localityName: '2.5.4.7',
  stateOrProvinceName: '2.5.4.8',
  streetAddress: '2.5.4.9',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
  dnQualifier: '2.5.4.46',
  userId: '0.9.2342.19200300.100.1.1',
  domainComponent: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
  // attributes of requests
  challengePassword: '1.2.840.113549.1.9.7',
  extensionRequest: '1.2.840.113549.1.9.14',
  // extensions
  subjectDirectoryAttributes: '2.5.29.9',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCRLIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  cRLDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  freshestCRL: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  msApplicationPolicies: '1.3.6.1.4.1.311.21.10',
  // key purposes and access methods
  anyExtendedKeyUsage: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  nsCertType: '2.16.840.1.113730.1.1',
  nsServerGatedCrypto: '2.16.840.1.113730.4.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  // policies and their qualifiers
  anyPolicy: '2.5.29.32.0',
  'id-qt-cps': '1.3.6.1.5.5.7.2.1',
  'id-qt-unotice': '1.3.6.1.5.5.7.2.2',
  // OCSP
  ocsp: '1.3.6.1.5.5.7.48.1',
  'ocsp-basic': '1.3.6.1.5.5.7.48.1.1',
  'ocsp-nonce': '1.3.6.1.5.5.7.48.1.2',
  'ocsp-response': '1.3.6.1.5.5.7.48.1.4',
  'ocsp-nocheck': '1.3.6.1.5.5.7.48.1.5',
} as const;
export type OidName = keyof typeof OIDS;

/** The name of an object identifier, or null where this table has none. */
export const oidName = (oid: string): OidName | null => NAMES.get(oid) ?? null;

/** `serverAuth`, or the dotted form where this table has no name. */
export const nameOrOid = (oid: string): string => anyName(oid) ?? oid;

const anyName = (oid: string): string | null => oidName(oid) ?? OTHER_ALGORITHMS.get(oid) ?? null;

/** `serverAuth (1.3.6.1.5.5.7.3.1)`, or the dotted form alone. */
export function showOid(oid: string): string {
  const name = anyName(oid);
  return name === null ? oid : `${name} (${oid})`;
}

const NAMES: ReadonlyMap<string, OidName> = new Map(
  (Object.keys(OIDS) as OidName[]).map((name): [string, OidName] => [OIDS[name], name]),
);
