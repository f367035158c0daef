// What each check compares and why. Sections stand in the check results themselves.
import type { CheckId, ProtocolCheckId } from '../../pki/path/result.ts';
import { PROTOCOL_WORDS } from './protocol.ts';

export interface CheckWords {
  /** What is checked, neither affirmed nor denied: it stands beside a tick as well as a cross. */
  readonly title: string;
  readonly plain: string;
  readonly why: string;
  /** "Easy to get wrong", or null. */
  readonly wrong: string | null;
}

const ENDPOINT_WORDS: Record<Exclude<CheckId, ProtocolCheckId>, CheckWords> = {
  'client.required': {
    title: 'Client certificate',
    plain: 'This server demands a client certificate. The client’s Certificate message must hold at least one.',
    why: 'Without a certificate there is nobody to authenticate.',
    wrong: 'An empty Certificate is legal. It is the server’s own setting that turns it into a failure.',
  },
  'cert.decode': {
    title: 'Encoding',
    plain: 'The certificate is what its bytes say it is, down to its key and its extensions.',
    why: 'Two programs that read a broken certificate in two ways can be played off against each other.',
    wrong: 'A broken extension is no lesser matter for not being critical.',
  },
  'bundle.order': {
    title: 'Order in the file',
    plain:
      'The certificate of the server or client stands first in its file, and each one after it certifies the one before.',
    why: 'A program takes the first certificate for its own. If another one stands there, the private key does not fit, and the program does not start.',
    wrong: 'TLS 1.3 lets the others stand in any order. TLS 1.2 does not, and in both the own certificate comes first.',
  },
  'bundle.key': {
    title: 'Private key and certificate',
    plain: 'The private key that was handed over belongs to the certificate: both have the same public key.',
    why: 'A server or client can use a certificate only with its own private key.',
    wrong: 'A renewed certificate often has a new key. The old key does not fit it.',
  },
  'chain.build': {
    title: 'Path building',
    plain: 'For each certificate, its issuer’s was found: among those that were sent, or in the trust store.',
    why: 'Each certificate is vouched for by the next one. A missing link leaves the rest hanging.',
    wrong:
      'The root need not be sent. A root that comes with the message is no better for it: only the trust store counts.',
  },
  'chain.bound': {
    title: 'Limits of the work',
    plain: 'All paths, and all names on them, were looked at within the limits that the verifier sets itself.',
    why: 'Certificates come from strangers. Some are made to keep a verifier busy for ever.',
    wrong: 'The standard sets no limits. Every verifier has some.',
  },
  'chain.trustAnchor': {
    title: 'Trust anchor',
    plain: 'The path ends at a root that is in the verifier’s own trust store.',
    why: 'Signatures only pass trust along. It has to start somewhere: at a key that the verifier chose beforehand.',
    wrong:
      'A self-signed certificate’s signature proves nothing about its name: anyone can make one. Trust comes from the store.',
  },
  'chain.nameChaining': {
    title: 'Issuer name',
    plain: 'The issuer named in this certificate is the subject of the certificate above it.',
    why: 'Names are how a path is put together.',
    wrong: 'Matching names alone prove nothing. Anyone can write any name; the signature decides.',
  },
  'aki.match': {
    title: 'Key identifiers (AKI and SKI)',
    plain: 'The authority key identifier is the subject key identifier of the certificate above.',
    why: 'A CA may have several keys under one name. The identifier tells which of them signed.',
    wrong: 'It helps to find the issuer and is no proof: the signature decides.',
  },
  'signature.verify': {
    title: 'Issuer’s signature',
    plain: 'The issuer’s public key verifies the signature over the certificate’s content, byte for byte.',
    why: 'If one bit of the content was changed, or another key signed, the signature does not verify.',
    wrong:
      'The signature on a certificate is the issuer’s, not the holder’s. It does not show that whoever sends the certificate holds its private key.',
  },
  'validity.notBefore': {
    title: 'Start of validity (notBefore)',
    plain: 'notBefore is not later than the verifier’s clock.',
    why: 'The CA vouches for the certificate from this moment on.',
    wrong: 'It is the verifier’s own clock that counts. A clock that runs slow refuses good certificates.',
  },
  'validity.notAfter': {
    title: 'Expiry (notAfter)',
    plain: 'notAfter is not earlier than the verifier’s clock.',
    why: 'After this moment the CA no longer keeps track of whether the certificate is still right.',
    wrong:
      'The signature still verifies after that date. Expiry is a rule that the verifier applies, by its own clock.',
  },
  'ca.basicConstraints': {
    title: 'CA certificate (basicConstraints)',
    plain: 'basicConstraints is there and says cA TRUE.',
    why: 'Otherwise everybody with an ordinary certificate could issue certificates for any name.',
    wrong: null,
  },
  'ca.keyCertSign': {
    title: 'CA key usage (keyCertSign)',
    plain: 'Where the certificate has a keyUsage extension, keyCertSign is set in it.',
    why: 'A CA can limit a key to other tasks, such as signing revocation lists.',
    wrong: null,
  },
  'ca.pathLen': {
    title: 'Path length (pathLenConstraint)',
    plain: 'No more CA certificates stand below this one than its path length constraint allows.',
    why: 'A CA can thus keep those below it from making further CAs.',
    wrong: 'The leaf does not count, and neither do certificates that a CA issued to itself.',
  },
  'chain.depth': {
    title: 'Path depth (verifier’s limit)',
    plain: 'No more CAs stand between the certificate and the trust anchor than the verifier allows.',
    why: 'A verifier that knows its PKI knows how long a path can be.',
    wrong: 'Certificates that a CA issued to itself do not count.',
  },
  'ext.unknownCritical': {
    title: 'Critical extensions',
    plain: 'Every extension that is marked critical is one that the verifier can process.',
    why: 'Critical means: do not use this certificate unless you understand this.',
    wrong: 'An unknown extension that is not critical is passed over.',
  },
  'nc.permitted': {
    title: 'Name constraints: permitted',
    plain: 'Each name in the certificate lies within the names that the CAs above it may issue for.',
    why: 'A CA can be given power over its own domain and no other.',
    wrong: 'A CA that permits only DNS names says nothing about addresses.',
  },
  'nc.excluded': {
    title: 'Name constraints: excluded',
    plain: 'No name in the certificate lies within the names that a CA above it must not issue for.',
    why: 'Exclusions go before permissions.',
    wrong: 'A wildcard is excluded as soon as one of the names that it stands for is.',
  },
  'policy.mappings': {
    title: 'Policy mappings',
    plain: 'No policy mapping has the policy that stands for all, on either side.',
    why: 'Such a mapping would turn any policy into any other.',
    wrong: null,
  },
  'policy.explicit': {
    title: 'Certificate policies',
    plain: 'A policy was demanded, and there is one under which every certificate of the path was issued.',
    why: 'Policies say how carefully a CA looked before it issued. A path is as careful as its most careless part.',
    wrong: 'Nearly nobody demands one. Then the policies in certificates decide nothing.',
  },
  'crypto.keySize': {
    title: 'Key size',
    plain: 'An RSA key has at least 2048 bits. Keys on the curves that the verifier knows are long enough.',
    why: 'Shorter keys may be within reach of somebody who wants to factor them.',
    wrong: 'This is a rule of the verifier. The certificate standard sets no length.',
  },
  'crypto.signatureHash': {
    title: 'Signature hash',
    plain: 'The signature uses SHA-256 or better.',
    why: 'With a broken hash such as SHA-1, two certificates could be made that share one signature.',
    wrong: 'This is a rule of the verifier. The certificate standard forbids no hash.',
  },
  'identity.san': {
    title: 'Alternative names (subjectAltName)',
    plain: 'The certificate lists names in its subjectAltName extension.',
    why: 'This is where the names of a service belong.',
    wrong: 'The common name in the subject is not a host name, even where it looks like one.',
  },
  'identity.dns': {
    title: 'Host name',
    plain: 'One of the DNS names in subjectAltName is the name that the client asked for.',
    why: 'A certificate from a trusted CA shows that somebody owns some name. The client needs the right name.',
    wrong: 'A valid path is not enough: anyone can get a valid certificate for a domain of their own.',
  },
  'identity.ip': {
    title: 'IP address',
    plain: 'One of the addresses in subjectAltName is the one that the client asked for.',
    why: 'An address is a name of its own kind, compared bit by bit.',
    wrong: 'An address that is written as a DNS name does not count.',
  },
  'identity.email': {
    title: 'E-mail address',
    plain: 'One of the mailboxes in subjectAltName is the one that was asked for.',
    why: 'A certificate for a person carries a mailbox where a server’s carries a host.',
    wrong: 'Case counts before the @ and not behind it.',
  },
  'identity.uri': {
    title: 'URI',
    plain: 'One of the URIs in subjectAltName is the one that was asked for.',
    why: 'Services that find each other by name rather than by host carry a URI, such as a SPIFFE ID.',
    wrong: 'The whole URI is compared. The host in it does not count as a DNS name.',
  },
  'eku.serverAuth': {
    title: 'Purpose (serverAuth)',
    plain: 'Where the certificate has an extended key usage, serverAuth is among its purposes.',
    why: 'A certificate made for another purpose, such as a customer’s, must not pass for a server.',
    wrong: null,
  },
  'eku.clientAuth': {
    title: 'Purpose (clientAuth)',
    plain: 'Where the certificate has an extended key usage, clientAuth is among its purposes.',
    why: 'A certificate made for a server must not pass for a customer.',
    wrong: 'Name, issuer and key can all be right and the purpose still wrong.',
  },
  'leaf.keyUsage': {
    title: 'Key usage (keyUsage)',
    plain:
      'Where the certificate has a keyUsage, it allows what TLS does here: keyEncipherment for a server with RSA key exchange, else digitalSignature, as for a client.',
    why: 'The CA can restrict what a key is used for.',
    wrong: 'With RSA key exchange the server’s key decrypts and never signs; with ECDHE it signs and never decrypts.',
  },
  'leaf.notCA': {
    title: 'Leaf or CA (web rules)',
    plain: 'The server’s certificate is not one that could issue others.',
    why: 'A key that stands on the Internet all day is the wrong one to vouch for others.',
    wrong: 'This is a rule of the web. The certificate standard allows it.',
  },
  'profile.serialNumber': {
    title: 'Serial number',
    plain: 'The serial number is positive and at most 20 bytes long.',
    why: 'Revocation goes by the serial number, so that all programs must read the same one.',
    wrong: 'The rule is for CAs. Who only validates a path should cope with others.',
  },
  'profile.validity': {
    title: 'Form of the dates',
    plain: 'Dates up to the year 2049 have two digits for the year (UTCTime), later ones have four (GeneralizedTime).',
    why: 'One way to write each date leaves no room for programs to read it differently.',
    wrong: 'The rule is for CAs. Who only validates a path reads both forms.',
  },
  'profile.names': {
    title: 'Names of issuer and subject',
    plain: 'The issuer is named, and so is a subject that is a CA.',
    why: 'Names are how a path is put together.',
    wrong: 'A server’s certificate may have an empty subject, if it has alternative names.',
  },
  'profile.keyIdentifiers': {
    title: 'Presence of key identifiers',
    plain: 'The certificate names its issuer’s key, unless that is its own; a CA’s names its own key too.',
    why: 'They make paths easy to build where a CA has several keys.',
    wrong: 'The rule is for CAs. Most verifiers do without.',
  },
  'profile.criticality': {
    title: 'Criticality of extensions',
    plain: 'Extensions that limit what a certificate can do are critical, and those that only help are not.',
    why: 'A program that doesn’t know a limit must not go beyond it, and one that doesn’t know a hint can do without.',
    wrong: 'The rule is for CAs. A limit holds whether it is marked or not.',
  },
  'profile.keyUsage': {
    title: 'Key usage and basicConstraints',
    plain:
      'The certificate of a CA includes the key usage extension, with keyCertSign. Only the certificate of a CA has keyCertSign or a path length.',
    why: 'The key usage limits what a CA’s key can be misused for. A certificate that contradicts itself means one thing to one program and another to the next.',
    wrong:
      'Many programs do not ask for the extension in a CA certificate. OpenSSL does with -x509_strict (error 92), and so does Python from version 3.13 on. “openssl req -x509” leaves it out unless it is asked for.',
  },
  'profile.subjectAltName': {
    title: 'Form of alternative names',
    plain: 'Each alternative name has the form of its kind. Without a subject there are some, and they are critical.',
    why: 'What is no host name to one program may be one to another.',
    wrong: 'DNS itself allows an underscore. Host names have none.',
  },
  'profile.nameConstraints': {
    title: 'Form of name constraints',
    plain: 'Name constraints stand in CA certificates only, are not empty, and are names of their kind.',
    why: 'A limit that nobody can read is none.',
    wrong: 'A leading dot is for mailboxes and addresses of pages, and not for DNS names.',
  },
  'profile.policies': {
    title: 'List of policies',
    plain: 'Each policy is listed once.',
    why: 'Two entries could carry two different texts.',
    wrong: null,
  },
  'web.version': {
    title: 'Certificate version',
    plain: 'The certificate is of version 3, the one with extensions.',
    why: 'Older versions can’t say what they may be used for.',
    wrong: null,
  },
  'web.lifetime': {
    title: 'Length of validity',
    plain: 'The certificate is valid for no more days than the browsers allow for the day on which it begins.',
    why: 'What a CA found out about a name grows old, and revocation seldom reaches anybody.',
    wrong: 'The limit shrinks: 398 days, 200 from March 2026, 100 from March 2027, 47 from March 2029.',
  },
  'web.subjectAltName': {
    title: 'Kinds of names (web rules)',
    plain: 'There are DNS names or addresses and no others, and no wildcard stands for a whole registry.',
    why: 'Nobody owns all names below a top-level domain.',
    wrong: 'Which domains are registries only a list can tell in full, and it changes weekly.',
  },
  'web.commonName': {
    title: 'Common name (web rules)',
    plain: 'A common name, where there is one, is a copy of an alternative name.',
    why: 'Old programs read it as the name. It must not say anything else.',
    wrong: 'A difference in case is a difference here.',
  },
  'web.extKeyUsage': {
    title: 'Purposes (web rules)',
    plain: 'The leaf serves TLS and nothing else, and a root names no purposes.',
    why: 'A stolen server key must not sign programs or time stamps.',
    wrong: 'The purpose that stands for all is forbidden too.',
  },
  'web.authorityKeyId': {
    title: 'Authority key identifier',
    plain: 'The authority key identifier holds an identifier and nothing else; in a root it is its own.',
    why: 'Issuer and serial number would bind a path to one certificate of a CA that has several.',
    wrong: null,
  },
  'revocation.available': {
    title: 'Revocation answer',
    plain: 'An answer about this certificate came from the CA: from its OCSP responder, or as a list that covers it.',
    why: 'With hard-fail: no answer, no trust. With soft-fail one goes on, and so can whoever is able to hold up the answer.',
    wrong: 'Most browsers are not as strict. They go on without an answer, or do not ask at all.',
  },
  'revocation.signature': {
    title: 'Signature of the revocation answer',
    plain: 'The answer is signed by the CA that issued the certificate, or by a responder which that CA has appointed.',
    why: 'The answer travels over plain HTTP. Without the signature anybody could write “good”.',
    wrong: null,
  },
  'revocation.cRLSign': {
    title: 'Signer of the CRL (cRLSign)',
    plain: 'Who signed the list of revoked certificates may do so (cRLSign), and has a path to the same trust anchor.',
    why: 'Else any customer of the CA could revoke, or clear, any other.',
    wrong: 'A CA may use one key for certificates and another for lists.',
  },
  'revocation.fresh': {
    title: 'Freshness of the revocation answer',
    plain: 'The verifier’s clock stands between the answer’s thisUpdate and its nextUpdate.',
    why: 'Otherwise an old “good” could be played back after a revocation.',
    wrong: null,
  },
  'revocation.status': {
    title: 'Revocation status',
    plain: 'The answer says good for this serial number, or the list does not have it.',
    why: 'A CA withdraws a certificate when its key is stolen or its name no longer belongs to its holder.',
    wrong: 'Nothing in a revoked certificate changes. One has to ask.',
  },
  possession: {
    title: 'Possession of the private key',
    plain: 'The peer did something that only the holder of the certificate’s private key can do.',
    why: 'Certificates are public. Without this proof, a copy would be enough to pass for somebody else.',
    wrong:
      'Presenting a certificate proves nothing. A client proves its key by CertificateVerify; a server with ECDHE by signing its share, with RSA key exchange by opening the premaster secret, which shows in its Finished. In TLS 1.3 both send CertificateVerify.',
  },
  'psk.binder': {
    title: 'PSK binder',
    plain: 'The binder in ClientHello is the HMAC that the server computes itself, with the secret from its ticket.',
    why: 'A ticket travels in the clear, so anyone can show it. The secret that goes with it never does.',
    wrong:
      'It says nothing about certificates. It shows that this is the client of the earlier connection; who that was is written in the ticket.',
  },
  'record.mac': {
    title: 'Record protection',
    plain: 'The record passes its integrity check under the keys that this side derived.',
    why: 'If it does not, the other side has different keys, or somebody changed the record.',
    wrong: 'From outside one cannot tell which of the two it was.',
  },
  'finished.verify': {
    title: 'Finished',
    plain:
      'The value in the peer’s Finished is the one that this side computes from their common secret and its own record of the handshake.',
    why: 'Any difference, in the secret or in a single byte of any handshake message, shows here.',
    wrong: 'It proves who somebody is only together with a certificate and its path.',
  },
};

export const CHECK_WORDS: Record<CheckId, CheckWords> = { ...ENDPOINT_WORDS, ...PROTOCOL_WORDS };
