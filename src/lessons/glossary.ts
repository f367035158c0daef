// The terms of the field, one line each: what an abbreviation stands for, and what the thing is. Panels mark a term where
// it first occurs (ui/shared/terms), the search finds it by its synonyms, and the glossary lists all of them.
import type { CitationKey } from '../pki/citations.ts';

export interface GlossaryTerm {
  /** Stays for ever: part of an address. */
  readonly id: string;
  readonly name: string;
  /** What an abbreviation stands for; null where the name says it. */
  readonly expansion: string | null;
  /** One or two short sentences. */
  readonly meaning: string;
  /**
   * How texts write it. With a capital letter, it is compared as it stands; otherwise its first letter may be a capital. The
   * last word may be a plural. Empty where the word has another meaning too often.
   */
  readonly forms: readonly string[];
  /** What else people call it, for the search alone. Separated by commas. */
  readonly also: string;
  readonly cite: CitationKey | null;
}

/** What a row may say besides; `forms` defaults to the name. */
interface Rest {
  readonly stands?: string;
  readonly forms?: readonly string[];
  readonly also?: string;
  readonly cite?: CitationKey;
}

const term = (id: string, name: string, meaning: string, rest: Rest = {}): GlossaryTerm => ({
  id,
  name,
  expansion: rest.stands ?? null,
  meaning,
  forms: rest.forms ?? [name],
  also: rest.also ?? '',
  cite: rest.cite ?? null,
});

/** By field: the handshake, its messages, keys, records, certificates, paths, names, revocation, attacks. */
export const GLOSSARY: readonly GlossaryTerm[] = [
  term('tls', 'TLS', 'The protocol that encrypts and authenticates a connection, for example below HTTP.', {
    stands: 'Transport Layer Security',
    also: 'SSL, HTTPS, secure sockets layer',
    cite: 'tls13.2',
  }),
  term('mtls', 'mutual TLS', 'TLS in which the client proves who it is too, with a certificate and its private key.', {
    stands: 'mutual Transport Layer Security, mTLS',
    forms: ['mutual TLS', 'mTLS'],
    also: 'two-way SSL, two-way TLS, client authentication, client certificate, 2-way, mutual SSL, mutual authentication',
    cite: 'tls13.4.4.2',
  }),
  term(
    'handshake',
    'handshake',
    'The first messages of a connection. In them, both sides agree on keys and show who they are.',
    {
      also: 'TLS handshake, SSL handshake',
      cite: 'tls13.2',
    },
  ),
  term(
    'handshake-hash',
    'transcript',
    'All handshake messages so far, byte for byte. Both sides hash it, so a change of any byte shows.',
    {
      forms: ['transcript', 'transcript hash'],
      also: 'transcript hash, handshake hash, handshake_messages',
      cite: 'tls13.4.5.3',
    },
  ),
  term(
    'client-hello',
    'ClientHello',
    'The first message: what the client can do, a random value, and the name of the server that it wants.',
    {
      also: 'client hello',
      cite: 'tls13.4.2.2',
    },
  ),
  term(
    'server-hello',
    'ServerHello',
    'The server’s choice from what ClientHello offers, and a random value of its own.',
    {
      also: 'server hello',
      cite: 'tls13.4.2.3',
    },
  ),
  term(
    'hrr',
    'HelloRetryRequest',
    'The server asks for another ClientHello, for example with a share for another group. Only TLS 1.3 has it.',
    {
      also: 'HRR, hello retry, retry',
      cite: 'tls13.4.2.4',
    },
  ),
  term(
    'encrypted-extensions',
    'EncryptedExtensions',
    'The first encrypted message of a TLS 1.3 server: its answers that need not be in the clear.',
    {
      cite: 'tls13.4.4.1',
    },
  ),
  term(
    'certificate-message',
    'Certificate (message)',
    'The message in which a side shows its certificate and those of the CAs above it.',
    {
      forms: [],
      also: 'certificate_list, certificate message',
      cite: 'tls13.4.5.1',
    },
  ),
  term(
    'certificate-request',
    'CertificateRequest',
    'The server asks the client for a certificate, and may name the CAs that it accepts.',
    {
      also: 'client certificate request, certificate_authorities, CA list, acceptable client certificate CA names, no client certificate CA names sent',
      cite: 'tls13.4.4.2',
    },
  ),
  term(
    'certificate-verify',
    'CertificateVerify',
    'A signature over the handshake so far. It proves that the sender holds the private key of its certificate.',
    {
      also: 'CV, certificate verify, signature over the transcript',
      cite: 'tls13.4.5.2',
    },
  ),
  term(
    'server-key-exchange',
    'ServerKeyExchange',
    'In TLS 1.2 with ECDHE: the server’s public share, signed with the private key of its certificate.',
    {
      also: 'SKE, server key exchange',
      cite: 'ecc.5.4',
    },
  ),
  term(
    'server-hello-done',
    'ServerHelloDone',
    'In TLS 1.2: the server has sent all that belongs to its hello, and waits.',
    { cite: 'tls12.7.4.5' },
  ),
  term(
    'client-key-exchange',
    'ClientKeyExchange',
    'In TLS 1.2: the encrypted premaster secret, or the client’s public share.',
    {
      also: 'CKE, client key exchange',
      cite: 'tls12.7.4.7.1',
    },
  ),
  term(
    'change-cipher-spec',
    'ChangeCipherSpec',
    'One byte in TLS 1.2: all that its sender sends after it is protected with the new keys.',
    {
      also: 'CCS, change cipher spec',
      cite: 'tls12.7.1',
    },
  ),
  term(
    'finished',
    'Finished',
    'A checksum with a key over the handshake so far. If it fits, both sides saw the same messages and hold the same keys.',
    {
      also: 'verify_data, finished message',
      cite: 'tls13.4.5.3',
    },
  ),
  term('key-update', 'KeyUpdate', 'The sender changes to a new key in the middle of a TLS 1.3 connection.', {
    also: 'rekey, key update',
    cite: 'tls13.4.7.3',
  }),
  term(
    'ticket',
    'session ticket',
    'What a server gives a client so that the next handshake can begin from the secrets of this one.',
    {
      forms: ['session ticket', 'ticket', 'NewSessionTicket'],
      also: 'NewSessionTicket, NST, session ID',
      cite: 'tls13.4.7.1',
    },
  ),
  term(
    'resumption',
    'resumption',
    'A new connection that begins from the secrets of an earlier one. No certificate is shown again.',
    {
      forms: ['resumption', 'session resumption'],
      also: 'session resumption, resume, abbreviated handshake',
      cite: 'tls13.2.2',
    },
  ),
  term(
    'psk',
    'PSK',
    'A secret that both sides know before the handshake. With a ticket, it comes from an earlier connection.',
    {
      stands: 'pre-shared key',
      forms: ['PSK', 'pre-shared key'],
      also: 'pre_shared_key, preshared key',
      cite: 'tls13.4.3.11',
    },
  ),
  term(
    'binder',
    'binder',
    'A checksum in ClientHello. It proves that the client holds the secret of the ticket that it names.',
    {
      forms: ['binder', 'PSK binder'],
      also: 'PSK binder',
      cite: 'tls13.4.3.11.2',
    },
  ),
  term('renegotiation', 'renegotiation', 'In TLS 1.2: a new handshake inside a connection. TLS 1.3 has none.', {
    also: 'secure renegotiation, renegotiation_info',
    cite: 'reneg.3.2',
  }),
  term('extension', 'extension', 'A typed field of a hello or a certificate that not everybody has to know.', {
    forms: [],
    cite: 'tls13.4.3',
  }),
  term(
    'cipher-suite',
    'cipher suite',
    'A named set of algorithms: which encryption and which hash; in TLS 1.2 also which key exchange.',
    {
      also: 'ciphersuite, cipher, no shared cipher, no cipher match',
      cite: 'tls12.7.4.1.2',
    },
  ),
  term(
    'sni',
    'SNI',
    'The name of the server that the client wants, in ClientHello. One address can serve many names.',
    {
      stands: 'server name indication',
      forms: ['SNI', 'server name indication'],
      also: 'server_name, server name, virtual host, vhost, servername',
      cite: 'sni.3',
    },
  ),
  term(
    'alpn',
    'ALPN',
    'The client lists protocols such as h2 or http/1.1, and the server chooses one, inside the handshake.',
    {
      stands: 'Application-Layer Protocol Negotiation',
      also: 'h2, http/2, next protocol',
      cite: 'alpn.3.1',
    },
  ),
  term(
    'alert',
    'alert',
    'A message of two bytes: how grave, and what for. An alert such as bad_certificate ends the connection.',
    {
      also: 'fatal alert, warning alert, sslv3 alert',
      cite: 'tls13.6',
    },
  ),
  term('endpoint', 'endpoint', 'A client or server: a program at one end of the connection.', { also: 'peer' }),
  // Keys
  term(
    'public-key',
    'public key',
    'The half of a key pair that everyone may have. It verifies signatures, or encrypts to the owner.',
    {
      also: 'SPKI, subjectPublicKeyInfo',
      cite: 'pkix.4.1',
    },
  ),
  term('private-key', 'private key', 'The half of a key pair that never leaves its owner. It signs or decrypts.', {
    also: 'secret key, .key file',
  }),
  term(
    'possession',
    'proof of possession',
    'Something that only the owner of the private key can make, fresh in this handshake. A certificate alone proves nothing.',
    {
      forms: ['proof of possession', 'possession of the private key'],
      also: 'POP, possession, key mismatch, key values mismatch',
      cite: 'tls13.4.5.2',
    },
  ),
  term('rsa', 'RSA', 'A kind of key pair that can both sign and encrypt.', {
    stands: 'Rivest, Shamir and Adleman',
    cite: 'pkcs1.8.2',
  }),
  term(
    'rsa-key-exchange',
    'RSA key exchange',
    'The client encrypts the premaster secret with the server’s public key. It has no forward secrecy, and RFC 10015 prohibits it.',
    {
      also: 'RSA key transport, TLS_RSA, static RSA',
      cite: 'obsolete.4',
    },
  ),
  term('ecdsa', 'ECDSA', 'Signatures with keys on an elliptic curve such as P-256.', {
    stands: 'elliptic curve digital signature algorithm',
    also: 'EC key, elliptic curve',
  }),
  term('ecdhe', 'ECDHE', 'Each side sends a new public share. Both compute the same secret; a listener cannot.', {
    stands: 'elliptic curve Diffie-Hellman, ephemeral',
    forms: ['ECDHE', 'DHE', 'Diffie-Hellman'],
    also: 'DHE, DH, Diffie Hellman, ECDH, ephemeral key exchange, key agreement',
    cite: 'ecc.2',
  }),
  term('key-share', 'key share', 'A public value that a side makes for this handshake alone, to agree on a secret.', {
    forms: ['key share', 'public share'],
    also: 'key_share, ephemeral public key',
    cite: 'tls13.4.3.8',
  }),
  term(
    'group',
    'key-exchange group',
    'The curve, or the like, in which both sides compute their shared secret: X25519, P-256.',
    {
      forms: ['key-exchange group', 'supported_groups'],
      also: 'named group, supported_groups, named curve, curve',
      cite: 'ecc.5.1',
    },
  ),
  term('x25519', 'X25519', 'Key agreement on the curve named Curve25519.', { also: 'Curve25519' }),
  term('ml-kem', 'ML-KEM', 'A key exchange that quantum computers are not expected to break.', {
    stands: 'module-lattice-based key-encapsulation mechanism',
    forms: ['ML-KEM', 'ML-KEM-768'],
    also: 'Kyber, post-quantum, PQC, PQ, KEM, FIPS 203',
  }),
  term(
    'ml-dsa',
    'ML-DSA',
    'Signatures that quantum computers are not expected to forge; large keys, large signatures.',
    {
      stands: 'module-lattice-based digital signature algorithm',
      forms: ['ML-DSA', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
      also: 'Dilithium, post-quantum signature, FIPS 204',
      cite: 'mldsa.3',
    },
  ),
  term(
    'hybrid',
    'hybrid key exchange',
    'Two key exchanges at once, X25519 and ML-KEM: the secret is safe while one of them holds.',
    {
      forms: ['hybrid key exchange', 'hybrid group', 'X25519MLKEM768'],
      also: 'X25519MLKEM768, post-quantum, PQC, quantum',
    },
  ),
  term(
    'forward-secrecy',
    'forward secrecy',
    'What was recorded today stays closed, even if the private key leaks tomorrow.',
    {
      forms: ['forward secrecy', 'perfect forward secrecy', 'PFS'],
      also: 'PFS, perfect forward secrecy, harvest now decrypt later',
      cite: 'tls13.F.1',
    },
  ),
  term(
    'premaster',
    'premaster secret',
    'In TLS 1.2: the secret that the key exchange gives. The master secret is computed from it.',
    {
      also: 'pre-master secret, PMS',
      cite: 'tls12.8.1',
    },
  ),
  term('master-secret', 'master secret', 'In TLS 1.2: 48 bytes from which all keys of the connection are computed.', {
    also: 'MS, SSLKEYLOGFILE',
    cite: 'tls12.8.1',
  }),
  term(
    'main-secret',
    'main secret',
    'In TLS 1.3: the last secret of the key schedule. RFC 8446 calls it the master secret.',
    {
      also: 'master secret, key schedule',
      cite: 'tls13.7.1',
    },
  ),
  term(
    'extended-master-secret',
    'extended master secret',
    'A master secret that depends on the whole handshake and not on the two randoms alone.',
    {
      also: 'EMS, extended_master_secret',
      cite: 'ems.4',
    },
  ),
  term(
    'key-schedule',
    'key schedule',
    'How TLS 1.3 computes one secret after the other, and a key for each direction and stage.',
    {
      also: 'traffic secret, derive-secret, HKDF-Expand-Label',
      cite: 'tls13.7.1',
    },
  ),
  term(
    'traffic-secret',
    'traffic secret',
    'In TLS 1.3: the secret of a direction. Its key and IV are computed from it.',
    {
      also: 'SSLKEYLOGFILE, key log, CLIENT_TRAFFIC_SECRET_0',
      cite: 'tls13.7.3',
    },
  ),
  term('key-block', 'key block', 'In TLS 1.2: the bytes that are cut into keys for both directions.', {
    cite: 'tls12.6.3',
  }),
  term(
    'random',
    'random',
    '32 bytes in each hello that are new every time. They make the keys of each connection differ.',
    {
      forms: ['client random', 'server random'],
      also: 'client random, server random, client_random',
      cite: 'tls12.7.4.1.2',
    },
  ),
  term(
    'nonce',
    'nonce',
    'A value that is used only once, such as in the encryption of a record, or to tie an OCSP answer to its question.',
    {
      also: 'number used once, IV',
      cite: 'ocsp.4.4.1',
    },
  ),
  term('iv', 'IV', 'A value that starts an encryption, so that equal texts do not look equal.', {
    stands: 'initialisation vector',
    also: 'initialization vector',
    cite: 'tls13.7.3',
  }),
  term('hash', 'hash', 'A short value computed from bytes of any length. If one bit changes, it changes.', {
    forms: ['hash', 'SHA-256', 'SHA-384'],
    also: 'digest, SHA-256, SHA256, SHA2',
  }),
  term(
    'sha1',
    'SHA-1',
    'An old hash for which two texts with the same value can be made. Signatures with it are refused.',
    {
      stands: 'Secure Hash Algorithm 1',
      also: 'SHA1, ca md too weak, weak hash',
      cite: 'policy.hash',
    },
  ),
  term('md5', 'MD5', 'An old hash that is broken. No certificate may be signed with it.', {
    stands: 'Message Digest 5',
    also: 'weak hash',
    cite: 'policy.hash',
  }),
  term('mac', 'MAC', 'A checksum that only someone who has the key can make. It shows that nobody changed the data.', {
    stands: 'message authentication code',
    also: 'integrity, bad record mac',
    cite: 'tls12.6.2.3',
  }),
  term('hmac', 'HMAC', 'A MAC that is built on a hash.', {
    stands: 'hash-based message authentication code',
    cite: 'tls12.5',
  }),
  term('prf', 'PRF', 'In TLS 1.2: the function that computes secrets and keys.', {
    stands: 'pseudorandom function',
    also: 'P_SHA256',
    cite: 'tls12.5',
  }),
  term('hkdf', 'HKDF', 'In TLS 1.3: the function that computes secrets and keys.', {
    stands: 'HMAC-based key derivation function',
    also: 'KDF, extract and expand',
    cite: 'tls13.7.1',
  }),
  term('aead', 'AEAD', 'Encryption that also shows every change, such as AES-GCM.', {
    stands: 'authenticated encryption with associated data',
    also: 'authenticated encryption, GCM, ChaCha20-Poly1305',
    cite: 'tls13.5.2',
  }),
  term('aes', 'AES', 'The usual encryption with one key for both sides.', {
    stands: 'Advanced Encryption Standard',
    forms: ['AES', 'AES-GCM', 'GCM'],
    also: 'AES-GCM, Galois counter mode',
    cite: 'gcm.3',
  }),
  term('cbc', 'CBC', 'A mode that encrypts block by block, each mixed with the one before. Needs a MAC of its own.', {
    stands: 'cipher block chaining',
    also: 'AES-CBC, CBC mode, padding',
    cite: 'tls12.6.2.3',
  }),
  term(
    'chacha',
    'ChaCha20-Poly1305',
    'Encryption that is fast without hardware for AES, and also shows every change.',
    {
      forms: ['ChaCha20-Poly1305', 'ChaCha20', 'Poly1305'],
      also: 'chacha20, poly1305',
      cite: 'aead.chacha',
    },
  ),
  term('record', 'record', 'What TLS puts on the wire: a header of five bytes, and up to 16 kB of one kind of data.', {
    forms: ['record layer', 'TLS record', 'record type'],
    also: 'record layer, TLSPlaintext, TLSCiphertext',
    cite: 'tls13.5.1',
  }),
  term(
    'application-data',
    'application data',
    'What the two programs want to say, such as HTTP. It is encrypted with the keys of the connection.',
    {
      cite: 'tls13.2',
    },
  ),
  // Certificates
  term(
    'certificate',
    'certificate',
    'A statement, signed by a CA, that a name and a public key belong together. Everybody may have a copy.',
    {
      also: 'X.509, cert, crt, public key certificate',
      cite: 'pkix.4.1',
    },
  ),
  term('x509', 'X.509', 'The format of certificates. RFC 5280 says how the Internet uses it.', {
    also: 'PKIX, RFC 5280',
    cite: 'pkix.4.1',
  }),
  term('ca', 'CA', 'An organisation that signs certificates, and so vouches that name and key belong together.', {
    stands: 'certification authority',
    forms: ['CA', 'certification authority'],
    also: 'certificate authority, issuer',
    cite: 'pkix.3.2',
  }),
  term('issuing-ca', 'issuing CA', 'A CA below the root that signs the certificates of servers and clients.', {
    forms: ['issuing CA', 'intermediate', 'intermediate certificate'],
    also: 'intermediate, sub CA, subordinate CA',
    cite: 'pkix.3.2',
  }),
  term(
    'root',
    'root',
    'The certificate at the top: a CA signs it for itself. It counts only where it is in a trust store.',
    {
      forms: ['root', 'root certificate', 'root CA'],
      also: 'root CA, self-signed certificate in chain, self signed certificate in certificate chain',
      cite: 'pkix.3.2',
    },
  ),
  term(
    'trust-anchor',
    'trust anchor',
    'A key and a name that the verifier trusts beforehand. Every valid path ends at one.',
    {
      also: 'root of trust, trusted root',
      cite: 'pkix.6.1.1.d',
    },
  ),
  term(
    'trust-store',
    'trust store',
    'The list of trust anchors that a program uses. Configuration decides it, no signature does.',
    {
      also: 'truststore, CA bundle, ca-certificates, cacerts, keystore, CAfile',
      cite: 'pkix.6.1.1.d',
    },
  ),
  term('leaf', 'leaf', 'The certificate at the lower end of a path, of a server or a client.', {
    forms: ['leaf', 'leaf certificate', 'end-entity certificate'],
    also: 'end entity, end-entity certificate, subscriber certificate',
    cite: 'pkix.4.2.1.9',
  }),
  term('self-signed', 'self-signed', 'Signed with its own key: it vouches for itself.', {
    also: 'self signed certificate, DEPTH_ZERO_SELF_SIGNED_CERT',
    cite: 'pkix.3.2',
  }),
  term(
    'path',
    'certification path',
    'Certificates in a row from the leaf to a trust anchor; each is signed with the key of the next one.',
    {
      forms: ['certification path', 'certificate chain', 'certificate path', 'path', 'chain'],
      also: 'chain, chain of trust, certificate chain',
      cite: 'pkix.6.1',
    },
  ),
  term(
    'path-building',
    'path building',
    'The verifier searches for the issuer of each certificate, among those sent and in its store.',
    {
      also: 'unable to get local issuer certificate, incomplete chain, AIA fetching',
      cite: 'pkix.3.2',
    },
  ),
  term(
    'path-validation',
    'path validation',
    'The rules by which a verifier checks each certificate of a path: signatures, dates, names, uses.',
    {
      also: 'PKIX path validation, certificate verify failed, PKIX path building failed',
      cite: 'pkix.6.1',
    },
  ),
  term('subject', 'subject', 'Whose certificate it is: a name in parts, such as CN=alice, O=Bank Customers.', {
    forms: [],
    also: 'DN, distinguished name, owner',
    cite: 'pkix.4.1.2.6',
  }),
  term('issuer', 'issuer', 'Who signed the certificate: the name of the CA.', {
    also: 'issued by, signer',
    cite: 'pkix.4.1.2.4',
  }),
  term('dn', 'DN', 'A name in parts: common name, organisation, country.', {
    stands: 'distinguished name',
    forms: ['DN', 'distinguished name'],
    also: 'X.500 name',
    cite: 'pkix.4.1.2.4',
  }),
  term('cn', 'CN', 'A part of the subject. Clients no longer look for the host name in it.', {
    stands: 'common name',
    forms: ['CN', 'common name'],
    also: 'commonName, no SAN',
    cite: 'id.6',
  }),
  term('san', 'SAN', 'The list of names that a certificate is for: host names, addresses, mailboxes.', {
    stands: 'subject alternative name',
    forms: ['SAN', 'subjectAltName', 'subject alternative name'],
    also: 'subjectAltName, alt name, dNSName, altname, ERR_TLS_CERT_ALTNAME_INVALID',
    cite: 'pkix.4.2.1.6',
  }),
  term('wildcard', 'wildcard', 'A name such as *.bank.test: the star stands for exactly one label.', {
    also: 'star, asterisk, wildcard certificate',
    cite: 'id.6.3',
  }),
  term('spiffe', 'SPIFFE', 'A scheme of names for programs, such as spiffe://bank.test/api, as a URI in a SAN.', {
    stands: 'Secure Production Identity Framework for Everyone',
    also: 'SVID, workload identity, service mesh',
  }),
  term('serial', 'serial number', 'The number that a CA gives a certificate. Revocation names certificates by it.', {
    also: 'serialNumber',
    cite: 'pkix.4.1.2.2',
  }),
  term(
    'fingerprint',
    'fingerprint',
    'The hash of a whole certificate. Two certificates with the same one are the same.',
    {
      also: 'thumbprint, SHA-256 fingerprint, pinning',
    },
  ),
  term('validity', 'validity', 'The time from notBefore to notAfter, in which the CA vouches for a certificate.', {
    forms: [],
    also: 'validity period, lifetime, expiry',
    cite: 'pkix.4.1.2.5',
  }),
  term('not-before', 'notBefore', 'The first moment at which a certificate is valid.', {
    also: 'not yet valid, valid from',
    cite: 'pkix.4.1.2.5',
  }),
  term('not-after', 'notAfter', 'The last moment at which a certificate is valid.', {
    also: 'expired, expiry, expiration date, valid until',
    cite: 'pkix.4.1.2.5',
  }),
  term('key-usage', 'key usage', 'What the key of a certificate may do: sign, encrypt keys, sign certificates.', {
    stands: 'the extension keyUsage',
    forms: ['key usage', 'keyUsage'],
    also: 'keyUsage, KU, digitalSignature, keyEncipherment, keyCertSign',
    cite: 'pkix.4.2.1.3',
  }),
  term('key-cert-sign', 'keyCertSign', 'The use that a CA’s key must have in order to sign certificates.', {
    cite: 'pkix.4.2.1.3',
  }),
  term('digital-signature', 'digitalSignature', 'The use that a key must have in order to sign in a handshake.', {
    cite: 'pkix.4.2.1.3',
  }),
  term(
    'key-encipherment',
    'keyEncipherment',
    'The use that a key must have for RSA key exchange: other keys are encrypted with it.',
    {
      cite: 'pkix.4.2.1.3',
    },
  ),
  term('eku', 'EKU', 'What a certificate is for: for example serverAuth (servers) or clientAuth (clients).', {
    stands: 'extended key usage',
    forms: ['EKU', 'extKeyUsage', 'extended key usage'],
    also: 'extKeyUsage, extendedKeyUsage, enhanced key usage, purpose, unsupported certificate purpose',
    cite: 'pkix.4.2.1.12',
  }),
  term('server-auth', 'serverAuth', 'The purpose of a certificate for servers, in its extended key usage.', {
    also: 'TLS web server authentication',
    cite: 'pkix.4.2.1.12',
  }),
  term('client-auth', 'clientAuth', 'The purpose of a certificate for clients, in its extended key usage.', {
    also: 'TLS web client authentication',
    cite: 'pkix.4.2.1.12',
  }),
  term(
    'basic-constraints',
    'basicConstraints',
    'The extension that says whether a certificate is a CA’s (cA), and how many CAs may follow.',
    {
      also: 'cA, CA flag, CA bit, invalid CA certificate',
      cite: 'pkix.4.2.1.9',
    },
  ),
  term('path-len', 'pathLenConstraint', 'How many CAs may stand below this one, the leaf not counted.', {
    stands: 'path length constraint',
    forms: ['pathLenConstraint', 'pathLen', 'path length'],
    also: 'pathLen, path length exceeded, path length constraint exceeded',
    cite: 'pkix.4.2.1.9',
  }),
  term('name-constraints', 'name constraints', 'Names for which a CA may issue (permitted) or must not (excluded).', {
    forms: ['name constraint', 'nameConstraints'],
    also: 'nameConstraints, permittedSubtrees, excludedSubtrees, permitted subtree violation',
    cite: 'pkix.4.2.1.10',
  }),
  term('aki', 'AKI', 'Which key of the issuer signed: the same value as the issuer’s SKI.', {
    stands: 'authority key identifier',
    forms: ['AKI', 'authorityKeyIdentifier', 'authority key identifier'],
    also: 'authorityKeyIdentifier, AKID',
    cite: 'pkix.4.2.1.1',
  }),
  term('ski', 'SKI', 'A short value that stands for the key of this certificate, often its hash.', {
    stands: 'subject key identifier',
    forms: ['SKI', 'subjectKeyIdentifier', 'subject key identifier'],
    also: 'subjectKeyIdentifier, SKID',
    cite: 'pkix.4.2.1.2',
  }),
  term('aia', 'AIA', 'Where to ask about a certificate: the OCSP responder, and the certificate of its issuer.', {
    stands: 'authority information access',
    forms: ['AIA', 'authorityInfoAccess', 'caIssuers'],
    also: 'authorityInfoAccess, caIssuers, OCSP URL',
    cite: 'pkix.4.2.2.1',
  }),
  term(
    'critical',
    'critical extension',
    'An extension that a verifier must understand, or else refuse the certificate.',
    {
      forms: ['critical extension'],
      also: 'unhandled critical extension, unknown critical',
      cite: 'pkix.4.2',
    },
  ),
  term('policy', 'certificate policy', 'Under which rules a CA issued a certificate, named by an OID.', {
    forms: ['certificate policy', 'certificate policies', 'anyPolicy'],
    also: 'certificatePolicies, DV, OV, EV, anyPolicy',
    cite: 'pkix.4.2.1.4',
  }),
  term('oid', 'OID', 'A number with dots, such as 2.5.29.17, that names a thing in ASN.1 for all the world.', {
    stands: 'object identifier',
    also: 'object ID',
  }),
  term('csr', 'CSR', 'A request to a CA: name and public key, signed with the private key that belongs to it.', {
    stands: 'certificate signing request',
    forms: ['CSR', 'certificate signing request'],
    also: 'PKCS #10, PKCS10, certification request, signing request',
    cite: 'csr.3',
  }),
  term('pki', 'PKI', 'Everything that it takes to issue, spread, check and revoke certificates.', {
    stands: 'public key infrastructure',
    cite: 'pkix.3.2',
  }),
  term('asn1', 'ASN.1', 'A language for describing structures. Certificates are described in it.', {
    stands: 'Abstract Syntax Notation One',
    also: 'ASN1, X.680',
    cite: 'pkix.A.1',
  }),
  term('der', 'DER', 'The one way to write an ASN.1 value as bytes: for each part its type, its length, its value.', {
    stands: 'Distinguished Encoding Rules',
    also: 'BER, binary certificate, .cer, .der, X.690',
    cite: 'pkix.4.1',
  }),
  term('pem', 'PEM', 'DER in letters (base64), between BEGIN and END lines.', {
    stands: 'Privacy-Enhanced Mail',
    also: 'base64, BEGIN CERTIFICATE, .pem, .crt',
  }),
  term('pkcs12', 'PKCS #12', 'A file with a private key and certificates, protected by a password.', {
    stands: 'Public-Key Cryptography Standards, number 12',
    also: 'PKCS12, PFX, p12, .pfx, keystore',
  }),
  // Revocation
  term(
    'revocation',
    'revocation',
    'The CA takes back a certificate before it ends. Nothing in the certificate shows that.',
    {
      also: 'revoke, withdrawn, revoked certificate',
      cite: 'pkix.3.3',
    },
  ),
  term('crl', 'CRL', 'A list, signed by the CA, of the serial numbers that it has revoked.', {
    stands: 'certificate revocation list',
    also: 'revocation list, CRLDP, cRLDistributionPoints, unable to get certificate CRL',
    cite: 'pkix.5.1',
  }),
  term('ocsp', 'OCSP', 'The verifier asks the CA’s responder about one certificate, and receives a signed answer.', {
    stands: 'Online Certificate Status Protocol',
    also: 'online status, revocation check',
    cite: 'ocsp.2.2',
  }),
  term('responder', 'responder', 'The server that answers questions about revocation, for a CA.', {
    forms: ['responder', 'OCSP responder'],
    also: 'OCSP responder, OCSPSigning, delegated responder',
    cite: 'ocsp.4.2.2.2',
  }),
  term(
    'stapling',
    'stapling',
    'A side fetches the OCSP answer about its own certificate and sends it in the handshake.',
    {
      forms: ['stapling', 'OCSP stapling', 'staple', 'stapled'],
      also: 'OCSP stapling, staple, status_request, certificate status',
      cite: 'status.8',
    },
  ),
  term('must-staple', 'must-staple', 'An extension of a certificate: without a stapled answer it is to be refused.', {
    also: 'TLS feature, status_request, RFC 7633',
  }),
  term(
    'soft-fail',
    'soft-fail',
    'No answer about revocation counts as good. An attacker only has to block the answer.',
    {
      also: 'soft fail, softfail, fail open',
    },
  ),
  term('hard-fail', 'hard-fail', 'No answer about revocation counts as a refusal.', {
    also: 'hard fail, hardfail, fail closed',
  }),
  term(
    'next-update',
    'nextUpdate',
    'The time by which a newer answer or list will be there; after it, the old one no longer counts.',
    {
      forms: ['nextUpdate', 'thisUpdate'],
      also: 'thisUpdate, stale, freshness, CRL has expired',
      cite: 'pkix.5.1.2.5',
    },
  ),
  // Identity and attacks
  term('authenticated', 'authenticated', 'It is proven who somebody is. It is not yet said what they may do.', {
    forms: ['authenticated', 'authentication'],
    also: 'authentication, authn, identity, peer authentication',
    cite: 'tls13.F.1',
  }),
  term(
    'authorised',
    'authorised',
    'Somebody may do what they ask for. The application decides that, after the handshake.',
    {
      forms: ['authorised', 'authorisation'],
      also: 'authorized, authorization, authz, permission, access control, 403, forbidden',
      cite: 'http.15.5.4',
    },
  ),
  term('mitm', 'machine in the middle', 'Someone on the path who answers each side in the name of the other.', {
    forms: ['machine in the middle', 'man in the middle', 'MITM'],
    also: 'MITM, man in the middle, interception, TLS inspection, proxy, on-path attacker',
    cite: 'tls13.F.1',
  }),
  term('eavesdropper', 'eavesdropper', 'Someone on the path who reads all bytes and changes none.', {
    also: 'sniffer, passive attacker, wiretap, pcap',
  }),
  term('replay', 'replay', 'Bytes of an earlier time are sent again. Random values and nonces make them useless.', {
    forms: [],
    also: 'replay attack, freshness',
  }),
  term('downgrade', 'downgrade', 'An attacker makes both sides use an older version than they could.', {
    forms: ['downgrade', 'DOWNGRD'],
    also: 'DOWNGRD, rollback, POODLE, fallback',
    cite: 'tls13.4.2.3',
  }),
  term('clear', 'in the clear', 'Not encrypted: everybody on the way can read it.', { also: 'cleartext, plaintext' }),
  term('tcp', 'TCP', 'What carries the records: it brings all bytes in order, and protects none of them.', {
    stands: 'Transmission Control Protocol',
    also: 'socket, transport',
  }),
  term('http', 'HTTP', 'What web programs speak inside TLS: a request and a response.', {
    stands: 'Hypertext Transfer Protocol',
    forms: ['HTTP', 'HTTP/1.1', 'HTTPS'],
    also: 'HTTPS, GET',
  }),
  term('dns', 'DNS', 'The system that gives the address for a name. DNS name: a host name such as api.bank.test.', {
    stands: 'Domain Name System',
    also: 'host name, hostname, dNSName',
  }),
];
