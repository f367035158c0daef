// What each check compares and why. Sections stand in the check results themselves.
import type { CheckId } from '../../pki/path/result.ts';

export interface CheckWords {
  /** A statement that is true when the check passed. */
  readonly title: string;
  readonly plain: string;
  readonly why: string;
  /** "Easy to get wrong", or null. */
  readonly wrong: string | null;
}

export const CHECK_WORDS: Record<CheckId, CheckWords> = {
  'client.required': {
    title: 'The client sent a certificate',
    plain: 'This server demands a client certificate. The client’s Certificate message must hold at least one.',
    why: 'Without a certificate there is nobody to authenticate.',
    wrong: 'An empty Certificate is legal. It is the server’s own setting that turns it into a failure.',
  },
  'chain.build': {
    title: 'A path of certificates was found',
    plain: 'For each certificate, its issuer’s was found: among those that were sent, or in the trust store.',
    why: 'Each certificate is vouched for by the next one. A missing link leaves the rest hanging.',
    wrong:
      'The root need not be sent. A root that comes with the message is no better for it: only the trust store counts.',
  },
  'chain.trustAnchor': {
    title: 'Ends at a trust anchor',
    plain: 'The path ends at a root that is in the verifier’s own trust store.',
    why: 'Signatures only pass trust along. It has to start somewhere: at a key that the verifier chose beforehand.',
    wrong:
      'A self-signed certificate’s signature proves nothing about its name: anyone can make one. Trust comes from the store.',
  },
  'chain.nameChaining': {
    title: 'Issuer name matches',
    plain: 'The issuer named in this certificate is the subject of the certificate above it.',
    why: 'Names are how a path is put together.',
    wrong: 'Matching names alone prove nothing. Anyone can write any name; the signature decides.',
  },
  'signature.verify': {
    title: 'Signature matches the issuer’s key',
    plain: 'The issuer’s public key verifies the signature over the certificate’s content, byte for byte.',
    why: 'If one bit of the content differs from what the issuer signed, the signature does not verify.',
    wrong:
      'The signature on a certificate is the issuer’s, not the holder’s. It does not show that whoever sends the certificate holds its private key.',
  },
  'validity.notBefore': {
    title: 'Validity has begun',
    plain: 'notBefore is not later than the verifier’s clock.',
    why: 'The CA vouches for the certificate from this moment on.',
    wrong: 'It is the verifier’s own clock that counts. A clock that runs slow refuses good certificates.',
  },
  'validity.notAfter': {
    title: 'Not expired',
    plain: 'notAfter is not earlier than the verifier’s clock.',
    why: 'After this moment the CA no longer keeps track of whether the certificate is still right.',
    wrong:
      'The signature still verifies after that date. Expiry is a rule that the verifier applies, by its own clock.',
  },
  'ca.basicConstraints': {
    title: 'Is a CA certificate',
    plain: 'basicConstraints is there and says cA TRUE.',
    why: 'Otherwise everybody with an ordinary certificate could issue certificates for any name.',
    wrong: null,
  },
  'ca.keyCertSign': {
    title: 'May sign certificates (keyCertSign)',
    plain: 'Where the certificate has a keyUsage extension, keyCertSign is set in it.',
    why: 'A CA can limit a key to other tasks, such as signing revocation lists.',
    wrong: null,
  },
  'ca.pathLen': {
    title: 'Path is not too long (pathLen)',
    plain: 'No more CA certificates stand below this one than its path length constraint allows.',
    why: 'A CA can thus keep those below it from making further CAs.',
    wrong: 'The leaf does not count, and neither do certificates that a CA issued to itself.',
  },
  'aki.match': {
    title: 'Key identifiers match',
    plain: 'The authority key identifier is the subject key identifier of the certificate above.',
    why: 'A CA may have several keys under one name. The identifier tells which of them signed.',
    wrong: 'It helps to find the issuer and is no proof: the signature decides.',
  },
  'ext.unknownCritical': {
    title: 'No unknown critical extension',
    plain: 'Every extension that is marked critical is one that the verifier can process.',
    why: 'Critical means: do not use this certificate unless you understand this.',
    wrong: 'An unknown extension that is not critical is passed over.',
  },
  'crypto.keySize': {
    title: 'Key is long enough',
    plain: 'The RSA key has at least 2048 bits.',
    why: 'Shorter keys may be within reach of somebody who wants to factor them.',
    wrong: 'This is a rule of the verifier. The certificate standard sets no length.',
  },
  'crypto.signatureHash': {
    title: 'Signed with a strong hash',
    plain: 'The signature uses SHA-256 or better.',
    why: 'With a broken hash such as SHA-1, two certificates could be made that share one signature.',
    wrong: 'This is a rule of the verifier. The certificate standard forbids no hash.',
  },
  'identity.san': {
    title: 'Carries names (subjectAltName)',
    plain: 'The certificate lists names in its subjectAltName extension.',
    why: 'This is where the names of a service belong.',
    wrong: 'The common name in the subject is not a host name, even where it looks like one.',
  },
  'identity.dns': {
    title: 'Issued for this name',
    plain: 'One of the DNS names in subjectAltName is the name that the client asked for.',
    why: 'A certificate from a trusted CA shows that somebody owns some name. The client needs the right name.',
    wrong: 'A valid path is not enough: anyone can get a valid certificate for a domain of their own.',
  },
  'eku.serverAuth': {
    title: 'May identify a server (serverAuth)',
    plain: 'Where the certificate has an extended key usage, serverAuth is among its purposes.',
    why: 'A certificate made for another purpose, such as a customer’s, must not pass for a server.',
    wrong: null,
  },
  'eku.clientAuth': {
    title: 'May identify a client (clientAuth)',
    plain: 'Where the certificate has an extended key usage, clientAuth is among its purposes.',
    why: 'A certificate made for a server must not pass for a customer.',
    wrong: 'Name, issuer and key can all be right and the purpose still wrong.',
  },
  'leaf.keyUsage': {
    title: 'Key may be used this way (keyUsage)',
    plain:
      'Where the certificate has a keyUsage, it allows what TLS does here: keyEncipherment for a server with RSA key exchange, digitalSignature for a client.',
    why: 'The CA can restrict what a key is used for.',
    wrong: 'With RSA key exchange the server’s key decrypts and never signs, so it needs keyEncipherment.',
  },
  'revocation.available': {
    title: 'The CA answered',
    plain: 'An answer about this certificate came from the CA’s OCSP responder.',
    why: 'The lab is strict: no answer, no trust (hard-fail).',
    wrong: 'Most browsers are not as strict. They go on without an answer, or do not ask at all.',
  },
  'revocation.signature': {
    title: 'The answer is genuine',
    plain: 'The answer is signed by the CA that issued the certificate, or by a responder which that CA has appointed.',
    why: 'The answer travels over plain HTTP. Without the signature anybody could write “good”.',
    wrong: null,
  },
  'revocation.fresh': {
    title: 'The answer is current',
    plain: 'The verifier’s clock stands between the answer’s thisUpdate and its nextUpdate.',
    why: 'Otherwise an old “good” could be played back after a revocation.',
    wrong: null,
  },
  'revocation.status': {
    title: 'Not revoked',
    plain: 'The answer says good for this serial number.',
    why: 'A CA withdraws a certificate when its key is stolen or its name no longer belongs to its holder.',
    wrong: 'Nothing in a revoked certificate changes. One has to ask.',
  },
  possession: {
    title: 'Holds the private key',
    plain: 'The peer did something that only the holder of the certificate’s private key can do.',
    why: 'Certificates are public. Without this proof, a copy would be enough to pass for somebody else.',
    wrong:
      'Presenting a certificate proves nothing. A client proves its key by CertificateVerify; a server with RSA key exchange by opening the premaster secret, which shows in its Finished.',
  },
  'record.mac': {
    title: 'Record opens with the session keys',
    plain: 'The record passes its integrity check under the keys that this side derived.',
    why: 'If it does not, the other side has different keys, or somebody changed the record.',
    wrong: 'From outside one cannot tell which of the two it was.',
  },
  'finished.verify': {
    title: 'Both saw the same handshake',
    plain:
      'The 12 bytes in the peer’s Finished are those that this side computes from the master secret and its own record of the handshake.',
    why: 'Any difference, in the secret or in a single byte of any handshake message, shows here.',
    wrong: 'It proves who somebody is only together with a certificate and its path.',
  },
};
