// The fields of a certificate and its extensions: RFC 5280 4.1 and 4.2, RFC 3279 for RSA keys.
import type { PkiField } from '../../pki/fields.ts';
import type { FieldWords } from '../types.ts';

const field = (name: string, plain: string | null = null): FieldWords => ({ name, plain });

type Under<Prefix extends string> = Extract<PkiField, Prefix | `${Prefix}.${string}`>;
export type CertificateField =
  | Under<
      'algorithm' | 'name' | 'spki' | 'rsaPublicKey' | 'certificate' | 'extension' | 'basicConstraints' | 'keyUsage'
    >
  | Under<'extKeyUsage' | 'subjectAltName' | 'generalName' | 'subjectKeyIdentifier' | 'authorityKeyIdentifier'>
  | Under<'authorityInfoAccess' | 'crlDistributionPoints' | 'issuerAltName' | 'nameConstraints'>
  | Under<'certificatePolicies' | 'policyMappings' | 'policyConstraints' | 'inhibitAnyPolicy'>;

export const CERTIFICATE_WORDS: Record<CertificateField, FieldWords> = {
  'algorithm.oid': field('Algorithm', 'As a registered number.'),
  'algorithm.parameters': field(
    'Parameters',
    'RSA keys and PKCS #1 signatures have none: NULL. With a key on a curve they say which curve.',
  ),
  name: field('Name', null),
  'name.rdn': field('Part of the name', null),
  'name.attribute': field('Attribute', null),
  'name.attribute.type': field('Attribute type', 'CN is the common name, O the organisation, C the country.'),
  'name.attribute.value': field('Attribute value', null),
  spki: field('Public key', null),
  'spki.algorithm': field('Key algorithm', null),
  'spki.publicKey': field('The key itself', null),
  rsaPublicKey: field('RSA public key', null),
  'rsaPublicKey.modulus': field(
    'Modulus',
    'The product of two large primes, which stay secret. Its size is the size of the key.',
  ),
  'rsaPublicKey.publicExponent': field('Public exponent', 'Nearly always 65537.'),

  certificate: field('Certificate', null),
  'certificate.tbs': field('What is signed', 'Everything but the signature. The issuer signs exactly these bytes.'),
  'certificate.tbs.version': field('Version', null),
  'certificate.tbs.version.number': field('Version number', '2 stands for version 3, the one with extensions.'),
  'certificate.tbs.serialNumber': field('Serial number', 'Unique for each issuer. Revocation goes by it.'),
  'certificate.tbs.signature': field('Signature algorithm', 'The same as below, but here it is signed too.'),
  'certificate.tbs.issuer': field(
    'Issuer',
    'The name of the signer of this certificate. It is the subject of the next one on the path.',
  ),
  'certificate.tbs.validity': field('Validity', null),
  'certificate.tbs.validity.notBefore': field('Not before', 'Valid from this second on.'),
  'certificate.tbs.validity.notAfter': field('Not after', 'Valid up to and including this second.'),
  'certificate.tbs.subject': field('Subject', 'Whose public key this is.'),
  'certificate.tbs.subjectPublicKeyInfo': field('Public key', 'The key that the issuer ties to the subject.'),
  'certificate.tbs.issuerUniqueID': field('Issuer unique ID', 'No longer used.'),
  'certificate.tbs.subjectUniqueID': field('Subject unique ID', 'No longer used.'),
  'certificate.tbs.extensions': field('Extensions', 'What the key may be used for, further names, and where to ask.'),
  'certificate.signatureAlgorithm': field('Signature algorithm', 'How the issuer signed.'),
  'certificate.signatureValue': field('Signature', 'By the issuer’s private key. It is not the subject’s.'),

  'extension.list': field('List of extensions', null),
  extension: field('Extension', null),
  'extension.id': field('Extension', 'Which extension this is, as a registered number.'),
  'extension.critical': field(
    'Critical',
    'A verifier that does not understand this extension must refuse the certificate.',
  ),
  'extension.value': field('Value', null),
  basicConstraints: field('Basic constraints', 'Whether this is a CA, and how long a path below it may be.'),
  'basicConstraints.cA': field('Is a CA', 'May issue certificates. If it is left out, the answer is no.'),
  'basicConstraints.pathLenConstraint': field(
    'Path length',
    'How many CA certificates may stand between this one and the leaf.',
  ),
  keyUsage: field('Key usage', 'What the key may do: one bit for each kind of use.'),
  extKeyUsage: field('Extended key usage', 'For which purposes the certificate is meant.'),
  'extKeyUsage.purpose': field('Purpose', 'serverAuth identifies servers, clientAuth clients.'),
  subjectAltName: field('Subject alternative names', 'The names that count: host names, mail addresses.'),
  'generalName.otherName': field('Other name', null),
  'generalName.rfc822Name': field('Mail address', null),
  'generalName.dNSName': field('DNS name', 'The client looks for the name it asked for here.'),
  'generalName.x400Address': field('X.400 address', null),
  'generalName.directoryName': field('Distinguished name', null),
  'generalName.ediPartyName': field('EDI party name', null),
  'generalName.uniformResourceIdentifier': field('Web address', null),
  'generalName.iPAddress': field('IP address', null),
  'generalName.registeredID': field('Registered ID', null),
  subjectKeyIdentifier: field('Subject key identifier', 'A short name for this certificate’s key, here a hash of it.'),
  authorityKeyIdentifier: field(
    'Authority key identifier',
    'Says which key of the issuer signed. It helps to find the issuer and proves nothing.',
  ),
  'authorityKeyIdentifier.keyIdentifier': field('Key identifier', 'The issuer’s subject key identifier.'),
  'authorityKeyIdentifier.authorityCertIssuer': field('Issuer of the issuer’s certificate', null),
  'authorityKeyIdentifier.authorityCertSerialNumber': field('Serial number of the issuer’s certificate', null),
  authorityInfoAccess: field('Authority information access', 'Where to ask about this certificate.'),
  'authorityInfoAccess.description': field('Access description', null),
  'authorityInfoAccess.method': field('Access method', 'ocsp: the address below is an OCSP responder.'),
  crlDistributionPoints: field('CRL distribution points', 'Where the list of revoked certificates can be fetched.'),
  'crlDistributionPoints.point': field('Distribution point', null),
  'crlDistributionPoints.distributionPoint': field('Name of the point', null),
  'crlDistributionPoints.fullName': field('Full name', null),
  'crlDistributionPoints.nameRelativeToCRLIssuer': field('Name relative to the CRL issuer', null),
  'crlDistributionPoints.reasons': field('Reasons', null),
  'crlDistributionPoints.cRLIssuer': field('CRL issuer', null),
  issuerAltName: field('Issuer alternative name', 'Further names of the issuer. Nothing rests on them.'),
  nameConstraints: field(
    'Name constraints',
    'For which names the CAs and servers below this CA may have certificates at all.',
  ),
  'nameConstraints.permittedSubtrees': field(
    'Permitted names',
    'Names of a listed type outside the list are forbidden.',
  ),
  'nameConstraints.excludedSubtrees': field('Excluded names', 'Forbidden, even where they are permitted too.'),
  'nameConstraints.subtree': field('Subtree', 'A name that stands for all names below it.'),
  'nameConstraints.minimum': field('Minimum', 'Must be 0, which is left out.'),
  'nameConstraints.maximum': field('Maximum', 'Must be absent.'),
  certificatePolicies: field('Certificate policies', 'The rules under which the certificate was issued, by number.'),
  'certificatePolicies.policy': field('Policy', null),
  'certificatePolicies.identifier': field(
    'Policy identifier',
    'The number 2.5.29.32.0, anyPolicy, stands for all of them.',
  ),
  'certificatePolicies.qualifiers': field('Qualifiers', null),
  'certificatePolicies.qualifier': field('Qualifier', null),
  'certificatePolicies.qualifierId': field('Kind of qualifier', 'An address of the rules, or a text to be shown.'),
  'certificatePolicies.qualifierValue': field('Value of the qualifier', null),
  policyMappings: field('Policy mappings', 'Which policy of the CA above equals which one below.'),
  'policyMappings.mapping': field('Mapping', null),
  'policyMappings.issuerDomainPolicy': field('Policy above', null),
  'policyMappings.subjectDomainPolicy': field('Policy below', null),
  policyConstraints: field('Policy constraints', 'What the CA demands of policies below it.'),
  'policyConstraints.requireExplicitPolicy': field(
    'Explicit policy demanded',
    'After so many certificates, a path needs a policy that all its certificates share.',
  ),
  'policyConstraints.inhibitPolicyMapping': field(
    'No more mappings',
    'After so many certificates, no policy may be mapped to another.',
  ),
  inhibitAnyPolicy: field('No anyPolicy', 'After so many certificates, anyPolicy is no longer accepted.'),
};
