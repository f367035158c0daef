// What each check compares, and what is easy to get wrong. Sections stand in the check results themselves. They load with what
// lists checks; a step says no more of a check than why it is made.
import type { CheckId, ProtocolCheckId } from '../../pki/path/result.ts';
import type { CheckWords } from '../types.ts';
import { PROTOCOL_WORDS } from './protocol.ts';
import { whyChecked } from './why.ts';

const ENDPOINT_WORDS: Record<Exclude<CheckId, ProtocolCheckId>, Omit<CheckWords, 'why'>> = {
  'client.required': {
    title: 'Client certificate',
    plain: 'This server demands a client certificate. The client’s Certificate message must hold at least one.',
    wrong:
      'Many think that an empty Certificate is a protocol error. In fact it is legal; only the server’s settings make it a failure.',
  },
  'cert.decode': {
    title: 'Encoding',
    plain: 'The certificate is what its bytes say it is, down to its key and its extensions.',
    wrong:
      'Many think that a malformed extension matters only if it is critical. In fact it makes the certificate invalid in any case.',
  },
  'bundle.order': {
    title: 'Order in the file',
    plain:
      'The certificate of the server or client stands first in its file, and each one after it certifies the one before.',
    wrong: 'TLS 1.3 lets the others stand in any order. TLS 1.2 does not, and in both the own certificate comes first.',
  },
  'bundle.key': {
    title: 'Private key and certificate',
    plain: 'The private key that was handed over belongs to the certificate: both have the same public key.',
    wrong: 'A renewed certificate often has a new key. The old key does not fit it.',
  },
  'chain.build': {
    title: 'Path building',
    plain: 'For each certificate, its issuer’s was found: among those that were sent, or in the trust store.',
    wrong:
      'Many think that the server must send the root. In fact only a root in the trust store counts. Browsers can find a missing intermediate by themselves; curl cannot.',
  },
  'chain.bound': {
    title: 'Limits of the work',
    plain: 'All paths, and all names on them, were looked at within the limits that the verifier sets itself.',
    wrong: 'Many think that the standard sets these limits. In fact every verifier sets its own.',
  },
  'chain.trustAnchor': {
    title: 'Trust anchor',
    plain: 'The path ends at a root that is in the verifier’s own trust store.',
    wrong:
      'Many think that a certificate that is signed correctly can be trusted. In fact anyone can make one. Trust comes from the trust store.',
  },
  'chain.nameChaining': {
    title: 'Issuer name',
    plain: 'The issuer named in this certificate is the subject of the certificate above it.',
    wrong: 'Many think that matching names are a proof. In fact anyone can write any name; the signature decides.',
  },
  'aki.match': {
    title: 'Key identifiers (AKI and SKI)',
    plain: 'The authority key identifier is the subject key identifier of the certificate above.',
    wrong:
      'Many think that the identifier proves the issuer. In fact it helps to find the issuer; the signature decides.',
  },
  'signature.verify': {
    title: 'Issuer’s signature',
    plain: 'The issuer’s public key verifies the signature over the certificate’s content, byte for byte.',
    wrong:
      'Many think that this signature proves the sender’s key. In fact it is the issuer’s. It does not show that the sender holds the private key.',
  },
  'validity.notBefore': {
    title: 'Start of validity (notBefore)',
    plain: 'notBefore is not later than the verifier’s clock.',
    wrong:
      'Many think that the CA’s clock counts. In fact the verifier’s own clock does. A slow clock refuses good certificates.',
  },
  'validity.notAfter': {
    title: 'Expiry (notAfter)',
    plain: 'notAfter is not earlier than the verifier’s clock.',
    wrong:
      'Many think that the signature fails after that date. In fact it still verifies. Expiry is a rule that the verifier applies, by its own clock.',
  },
  'ca.basicConstraints': {
    title: 'CA certificate (basicConstraints)',
    plain: 'basicConstraints is there and says cA TRUE.',
    wrong: null,
  },
  'ca.keyCertSign': {
    title: 'CA key usage (keyCertSign)',
    plain: 'Where the certificate has a keyUsage extension, keyCertSign is set in it.',
    wrong: null,
  },
  'ca.pathLen': {
    title: 'Path length (pathLenConstraint)',
    plain: 'No more CA certificates stand below this one than its path length constraint allows.',
    wrong:
      'Many think that the leaf counts. In fact it does not, and neither do certificates that a CA issued to itself.',
  },
  'chain.depth': {
    title: 'Path depth (verifier’s limit)',
    plain: 'No more CAs stand between the certificate and the trust anchor than the verifier allows.',
    wrong: 'Many think that every CA certificate counts. In fact those that a CA issued to itself do not.',
  },
  'ext.unknownCritical': {
    title: 'Critical extensions',
    plain: 'Every extension that is marked critical is one that the verifier can process.',
    wrong:
      'Many think that every unknown extension is an error. In fact an unknown extension that is not critical is ignored.',
  },
  'nc.permitted': {
    title: 'Name constraints: permitted',
    plain: 'Each name in the certificate lies within the names that the CAs above it may issue for.',
    wrong: 'Many think that a CA that permits only DNS names forbids IP addresses. In fact it says nothing about them.',
  },
  'nc.excluded': {
    title: 'Name constraints: excluded',
    plain: 'No name in the certificate lies within the names that a CA above it must not issue for.',
    wrong:
      'Many think that a wildcard escapes an exclusion. In fact it is excluded as soon as a single name that it covers is.',
  },
  'policy.mappings': {
    title: 'Policy mappings',
    plain: 'No policy mapping has the policy that stands for all, on either side.',
    wrong: null,
  },
  'policy.explicit': {
    title: 'Certificate policies',
    plain: 'A policy was demanded, and there is one under which every certificate of the path was issued.',
    wrong: 'Nearly nobody demands one. Then the policies in certificates decide nothing.',
  },
  'crypto.keySize': {
    title: 'Key size',
    plain: 'An RSA key has at least 2048 bits. Keys on the curves that the verifier knows are long enough.',
    wrong: 'Many think that the certificate standard sets a key length. In fact the verifier’s own rules do.',
  },
  'crypto.signatureHash': {
    title: 'Signature hash',
    plain: 'The signature uses SHA-256 or better.',
    wrong:
      'Many think that only local policy forbids SHA-1. In fact TLS 1.3 recommends to refuse it and demands to refuse MD5 (RFC 9846 4.5.1.3), and TLS 1.2 wants a signature algorithm that the peer offered (RFC 5246 7.4.2).',
  },
  'identity.san': {
    title: 'Alternative names (subjectAltName)',
    plain: 'The certificate lists names in its subjectAltName extension.',
    wrong: 'Many think that the common name (CN) is the host name. In fact clients look only at subjectAltName.',
  },
  'identity.dns': {
    title: 'Host name',
    plain: 'One of the DNS names in subjectAltName is the name that the client asked for.',
    wrong:
      'Many think that a valid path is enough. In fact anyone can get a valid certificate for a domain of their own.',
  },
  'identity.ip': {
    title: 'IP address',
    plain: 'One of the addresses in subjectAltName is the one that the client asked for.',
    wrong: 'Many think that an address may be written as a DNS name. In fact such a name does not count.',
  },
  'identity.email': {
    title: 'E-mail address',
    plain: 'One of the mailboxes in subjectAltName is the one that was asked for.',
    wrong: 'Many think that case never counts. In fact it counts before the @, and not after it.',
  },
  'identity.uri': {
    title: 'URI',
    plain: 'One of the URIs in subjectAltName is the one that was asked for.',
    wrong: 'The whole URI is compared. The host in it does not count as a DNS name.',
  },
  'eku.serverAuth': {
    title: 'Purpose (serverAuth)',
    plain: 'Where the certificate has an extended key usage, serverAuth is among its purposes.',
    wrong: null,
  },
  'eku.clientAuth': {
    title: 'Purpose (clientAuth)',
    plain: 'Where the certificate has an extended key usage, clientAuth is among its purposes.',
    wrong: 'Many think that a right name, issuer and key are enough. In fact the purpose can still be wrong.',
  },
  'leaf.keyUsage': {
    title: 'Key usage (keyUsage)',
    plain:
      'Where the certificate has a keyUsage, it allows what TLS does here: keyEncipherment for a server with RSA key exchange, else digitalSignature, as for a client.',
    wrong:
      'Many think that a key can be used in any key exchange. In fact the server’s key decrypts with RSA key exchange, and signs with ECDHE and in TLS 1.3.',
  },
  'leaf.notCA': {
    title: 'Leaf or CA (web rules)',
    plain: 'The server’s certificate is not one that could issue others.',
    wrong: 'This is a rule of the web. The certificate standard allows it.',
  },
  'profile.serialNumber': {
    title: 'Serial number',
    plain: 'The serial number is positive and at most 20 bytes long.',
    wrong:
      'Many think that a verifier must refuse others. In fact the rule is for CAs; a program that only validates should accept them, too.',
  },
  'profile.validity': {
    title: 'Form of the dates',
    plain: 'Dates up to the year 2049 have two digits for the year (UTCTime), later ones have four (GeneralizedTime).',
    wrong:
      'Many think that a verifier must refuse others. In fact the rule is for CAs; a program that only validates reads both forms.',
  },
  'profile.names': {
    title: 'Names of issuer and subject',
    plain:
      'The issuer is named, and so is a subject that is a CA. No part of the subject is longer than the standard allows, and there are no unique identifiers.',
    wrong: 'A server’s certificate may have an empty subject, if it has alternative names.',
  },
  'profile.keyIdentifiers': {
    title: 'Presence of key identifiers',
    plain: 'The certificate names its issuer’s key, unless that is its own; a CA’s names its own key too.',
    wrong: 'The rule is for CAs. Most verifiers do without.',
  },
  'profile.criticality': {
    title: 'Criticality of extensions',
    plain: 'Extensions that limit what a certificate can do are critical, and those that only help are not.',
    wrong: 'The rule is for CAs. A limit holds whether it is marked or not.',
  },
  'profile.keyUsage': {
    title: 'Key usage and basicConstraints',
    plain:
      'The certificate of a CA includes the key usage extension, with keyCertSign. Only the certificate of a CA has keyCertSign or a path length.',
    wrong:
      'Many programs do not ask for the extension in a CA certificate. OpenSSL does with -x509_strict (error 92), and so does Python from version 3.13 on. “openssl req -x509” leaves it out unless it is asked for.',
  },
  'profile.subjectAltName': {
    title: 'Form of alternative names',
    plain: 'Each alternative name has the form of its kind. Without a subject there are some, and they are critical.',
    wrong: 'DNS itself allows an underscore. Host names have none.',
  },
  'profile.nameConstraints': {
    title: 'Form of name constraints',
    plain: 'Name constraints stand in CA certificates only, are not empty, and are names of their kind.',
    wrong: 'Many think that DNS names may begin with a dot here. In fact a leading dot is only for mailboxes and URIs.',
  },
  'profile.encoding': {
    title: 'Written in DER',
    plain: 'No value that is the default is written out, and no list of bits ends in zeros.',
    wrong: 'Many programs do not look at it. The signature is valid all the same.',
  },
  'profile.policies': {
    title: 'List of policies',
    plain: 'Each policy is listed once.',
    wrong: null,
  },
  'web.version': {
    title: 'Certificate version',
    plain: 'The certificate is of version 3, the one with extensions.',
    wrong: null,
  },
  'web.lifetime': {
    title: 'Length of validity',
    plain: 'The certificate is valid for no more days than the browsers allow for the day on which it begins.',
    wrong: 'The limit shrinks: 398 days, 200 from March 2026, 100 from March 2027, 47 from March 2029.',
  },
  'web.subjectAltName': {
    title: 'Kinds of names (web rules)',
    plain: 'There are DNS names or addresses and no others, and no wildcard stands for a whole registry.',
    wrong:
      'Which domains are registries, only the Public Suffix List can tell. Its section ICANN DOMAINS counts here, in the version that the evidence names. Private registries such as github.io do not count (BR 3.2.2.6).',
  },
  'web.commonName': {
    title: 'Common name (web rules)',
    plain: 'A common name, where there is one, is a copy of an alternative name.',
    wrong: 'A difference in case is a difference here.',
  },
  'web.extKeyUsage': {
    title: 'Purposes (web rules)',
    plain: 'The leaf serves TLS and nothing else, and a root names no purposes.',
    wrong: 'The purpose that stands for all is forbidden too.',
  },
  'web.authorityKeyId': {
    title: 'Authority key identifier',
    plain: 'The authority key identifier holds an identifier and nothing else; in a root it is its own.',
    wrong: null,
  },
  'revocation.available': {
    title: 'Revocation answer',
    plain: 'An answer about this certificate came from the CA: from its OCSP responder, or as a list that covers it.',
    wrong: 'Many think that browsers refuse a certificate without an answer. In fact most go on, or do not ask at all.',
  },
  'revocation.signature': {
    title: 'Signature of the revocation answer',
    plain: 'The answer is signed by the CA that issued the certificate, or by a responder which that CA has appointed.',
    wrong: null,
  },
  'revocation.cRLSign': {
    title: 'Signer of the CRL (cRLSign)',
    plain:
      'The signer of the list of revoked certificates may sign it (cRLSign), and has a path to the same trust anchor.',
    wrong: 'Many think that the key that signs certificates also signs lists. In fact a CA may use two keys.',
  },
  'revocation.fresh': {
    title: 'Freshness of the revocation answer',
    plain: 'The verifier’s clock stands between the answer’s thisUpdate and its nextUpdate.',
    wrong: null,
  },
  'revocation.status': {
    title: 'Revocation status',
    plain: 'The answer says good for this serial number, or the list does not have it.',
    wrong:
      'Many think that a revoked certificate looks different. In fact nothing in it changes; the verifier has to ask.',
  },
  possession: {
    title: 'Possession of the private key',
    plain: 'The peer did something that only the holder of the certificate’s private key can do.',
    wrong:
      'Many think that showing a certificate is a proof. In fact a client proves its key by CertificateVerify; a server by its signature with ECDHE, by Finished with RSA key exchange, and by CertificateVerify in TLS 1.3.',
  },
  'psk.binder': {
    title: 'PSK binder',
    plain: 'The binder in ClientHello is the HMAC that the server computes itself, with the secret from its ticket.',
    wrong:
      'Many think that the binder proves a certificate. In fact it shows that this is the client of the earlier connection; the ticket says who that was.',
  },
  'record.mac': {
    title: 'Record protection',
    plain: 'The record passes its integrity check under the keys that this side derived.',
    wrong: 'Many think that the receiver can tell which of the two it was. In fact it cannot.',
  },
  'finished.verify': {
    title: 'Finished',
    plain:
      'The value in the peer’s Finished is the one that this side computes from their common secret and its own record of the handshake.',
    wrong:
      'Many think that Finished proves who the peer is. In fact it does so only together with a certificate and its path.',
  },
};

const ownWords = Object.entries(ENDPOINT_WORDS).map(([id, words]) => [
  id,
  { ...words, why: whyChecked(id as CheckId) },
]);

export const CHECK_WORDS: Record<CheckId, CheckWords> = { ...Object.fromEntries(ownWords), ...PROTOCOL_WORDS };
