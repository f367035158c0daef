// What the list of faults says of each: what is changed, never what follows, and other terms of the field, by which the
// search finds it, too. The terms are shown nowhere.
import type { FaultId, FaultPrefix } from '../lab/scenario/faultId.ts';
import { prefixOf } from './faults.ts';

export interface FaultListing {
  /** A line in the drawer. */
  readonly changes: string;
  /** Separated by commas. */
  readonly terms: string;
}

export const FAULT_LIST: Readonly<Record<FaultId, FaultListing>> = {
  'server/expired': {
    changes: 'its end of validity (notAfter) lies in the past',
    terms: 'notAfter, validity, certificate_expired',
  },
  'server/not-yet-valid': {
    changes: 'its validity (notBefore) begins only in a few days',
    terms: 'notBefore, validity, certificate_expired',
  },
  'server/wrong-host': {
    changes: 'a good certificate from the right CA, issued for www.bank.test',
    terms: 'SAN, subjectAltName, hostname mismatch, RFC 9525',
  },
  'server/no-san': {
    changes: 'no subjectAltName: the host name stands only in the common name',
    terms: 'subjectAltName, CN, common name, dNSName',
  },
  'server/wildcard-too-deep': {
    changes: 'issued for *.bank.test, and the client asks for a.api.bank.test',
    terms: 'SAN, subjectAltName, star, asterisk',
  },
  'server/nul-in-name': {
    changes: 'issued to evil.test, for the name api.bank.test followed by a NUL byte and more',
    terms: 'null byte, null prefix, SAN, CN',
  },
  'server/self-signed': {
    changes: 'the server signs its certificate with its own key; no CA takes part',
    terms: 'trust anchor, unknown_ca',
  },
  'server/untrusted-root': {
    changes: 'a complete chain from a CA that is in nobody’s trust store',
    terms: 'trust store, trust anchor, unknown_ca, private CA',
  },
  'server/missing-intermediate': {
    changes: 'the server sends its own certificate alone',
    terms: 'chain, incomplete, AIA, unable to get local issuer certificate',
  },
  'server/reversed-chain': {
    changes: 'the CA certificates are sent in reverse order, root first',
    terms: 'certificate_list, order, path building',
  },
  'server/tampered': {
    changes: 'one byte of the name is changed after the CA has signed',
    terms: 'bad signature, modified',
  },
  'server/stolen-certificate': {
    changes: 'the right certificate in the hands of someone who lacks its private key',
    terms: 'key mismatch, stolen, proof of possession, CertificateVerify',
  },
  'server/wrong-eku': {
    changes: 'its extended key usage says clientAuth only',
    terms: 'extKeyUsage, serverAuth, clientAuth, purpose',
  },
  'server/wrong-key-usage': {
    changes: 'its key usage lacks keyEncipherment (RSA key exchange) or digitalSignature (else)',
    terms: 'keyUsage, KU, keyEncipherment, digitalSignature',
  },
  'server/weak-key': {
    changes: 'an RSA key of 1024 bits',
    terms: 'short key, key size, RSA 1024',
  },
  'server/weak-signature': {
    changes: 'the CA’s signature on it uses SHA-1',
    terms: 'SHA1, hash, signature algorithm',
  },
  'server/unknown-critical': {
    changes: 'it carries an extension that is marked critical and that nobody here knows',
    terms: 'critical extension, OID',
  },
  'server/name-of-its-ca': {
    changes: 'its subject is the name of its own CA, and it has no key identifiers',
    terms:
      'same common name, CN of CA and server, self-issued, self-signed, error 18, DEPTH_ZERO_SELF_SIGNED_CERT, AKI, SKI, same DN',
  },
  'server/revoked': {
    changes: 'the CA has withdrawn it; the certificate itself is unchanged',
    terms: 'revocation, OCSP, CRL, certificate_revoked',
  },
  'ca/intermediate-expired': {
    changes: 'the issuing CA’s certificate is past its end; the server’s is not',
    terms: 'notAfter, issuing CA, chain',
  },
  'ca/not-a-ca': {
    changes: 'another customer’s ordinary certificate signs one for the bank’s name',
    terms: 'basicConstraints, cA FALSE, leaf signs',
  },
  'ca/no-cert-sign': {
    changes: 'the issuing CA’s key usage lacks keyCertSign',
    terms: 'keyUsage, KU, keyCertSign',
  },
  'ca/path-too-long': {
    changes: 'a further CA stands below the issuing CA, whose path length is 0',
    terms: 'pathLen, pathLenConstraint, basicConstraints',
  },
  'ca/outside-name-constraints': {
    changes: 'the issuing CA may issue for shop.test and what is below it',
    terms: 'nameConstraints, permittedSubtrees',
  },
  'ca/excluded-name': {
    changes: 'the issuing CA must not issue for bank.test',
    terms: 'nameConstraints, excludedSubtrees',
  },
  'ca/same-name-other-key': {
    changes: 'the client trusts a root of the right name, with another key',
    terms: 'AKI, SKI, authorityKeyIdentifier, signature',
  },
  'ca/intermediate-anchor': {
    changes: 'the client trusts the issuing CA, and not the root above it',
    terms:
      'partial chain, X509_V_FLAG_PARTIAL_CHAIN, trust anchor, intermediate as root, unable to get issuer certificate, error 2',
  },
  'ca/ocsp-unreachable': {
    changes: 'the question about revocation is asked, and no answer comes',
    terms: 'revocation, soft-fail, hard-fail, responder',
  },
  'ca/ocsp-forged': {
    changes: 'a stranger answers “good” in the CA’s place, and signs with another key',
    terms: 'revocation, responder, signature',
  },
  'ca/ocsp-stale': {
    changes: 'a month-old “good” is replayed; the certificate was revoked since',
    terms: 'revocation, replay, nextUpdate, thisUpdate',
  },
  'ca/crl-expired': {
    changes: 'the CA’s list of revoked certificates should have been replaced days ago',
    terms: 'revocation list, nextUpdate',
  },
  'client/none': {
    changes: 'the client has no certificate',
    terms: 'empty Certificate, certificate_required',
  },
  'client/none-optional': {
    changes: 'the client has no certificate, and the server only asks for one',
    terms: 'anonymous, optional client authentication',
  },
  'client/unlisted-issuer': {
    changes: 'its CA is not among those that the server names; the client keeps to that list',
    terms: 'certificate_authorities, CA list, CertificateRequest',
  },
  'client/key-not-accepted': {
    changes: 'the server takes only signatures of another kind of key than the client’s',
    terms:
      'signature_algorithms, certificate_types, supported_signature_algorithms, client_sigalgs, RSA, ECDSA, CertificateRequest, certificate withheld',
  },
  'client/expired': {
    changes: 'its end of validity (notAfter) lies in the past',
    terms: 'notAfter, validity, certificate_expired',
  },
  'client/long-expired': {
    changes: 'it ended three years ago, and its issuing CA’s former certificate has ended too',
    terms: 'notAfter, validity, dead certificate, forgotten device, renewed CA, old intermediate, certificate_expired',
  },
  'client/not-yet-valid': {
    changes: 'its validity (notBefore) begins only in a few days',
    terms: 'notBefore, validity, certificate_expired',
  },
  'client/self-signed': {
    changes: 'the client signs its certificate with its own key; it is sent anyway',
    terms: 'trust anchor, unknown_ca',
  },
  'client/untrusted-root': {
    changes: 'a complete chain from a CA that is in nobody’s trust store; the client sends it anyway',
    terms: 'trust store, trust anchor, unknown_ca',
  },
  'client/missing-intermediate': {
    changes: 'the client sends its own certificate alone',
    terms: 'chain, incomplete, AIA',
  },
  'client/tampered': {
    changes: 'one byte of the name is changed after the CA has signed',
    terms: 'bad signature, modified',
  },
  'client/weak-key': {
    changes: 'an RSA key of 1024 bits',
    terms: 'short key, key size, RSA 1024',
  },
  'client/weak-signature': {
    changes: 'the CA’s signature on it uses SHA-1',
    terms: 'SHA1, hash, signature algorithm',
  },
  'client/revoked': {
    changes: 'the CA has withdrawn it; the certificate itself is unchanged',
    terms: 'revocation, OCSP, CRL, certificate_revoked',
  },
  'client/wrong-eku': {
    changes: 'its extended key usage says serverAuth only',
    terms: 'extKeyUsage, clientAuth, serverAuth, purpose',
  },
  'client/server-certificate': {
    changes: 'the client shows the server’s certificate and holds the server’s private key',
    terms: 'same certificate at both ends, shared certificate, one certificate for client and server, EKU, identity',
  },
  'client/wrong-key-usage': {
    changes: 'its key usage lacks digitalSignature',
    terms: 'keyUsage, KU, digitalSignature',
  },
  'client/stolen-certificate': {
    changes: 'the right certificate in the hands of someone who lacks its private key',
    terms: 'key mismatch, stolen, proof of possession, CertificateVerify',
  },
  'client/not-allowed': {
    changes: 'a good certificate, for bob; the account is alice’s',
    terms: 'authorisation, authorization, 403, forbidden, another customer',
  },
  'client/verdict-ignored': {
    changes: 'the server takes any CA’s certificate, and the application believes the name',
    terms:
      'optional_no_ca, ACCEPT_UNTRUSTED, RequireAnyClientCert, rejectUnauthorized false, ssl_client_verify, SSL_CLIENT_VERIFY, impersonation, optional client authentication',
  },
  'client/same-name-other-ca': {
    changes: 'the server trusts a second CA, which has issued alice’s name to somebody else',
    terms: 'identity mapping, impersonation, issuer, CN, duplicate name, SSLUserName, account takeover, user mapping',
  },
  'client/renewed': {
    changes: 'a new certificate of the same name and key; the bank has noted the old one',
    terms: 'renewal, rotation, pinning, pinned certificate, known by the old one',
  },
  'clock/client-slow': {
    changes: 'the client’s clock shows a day two years ago',
    terms: 'slow clock, notBefore',
  },
  'clock/client-fast': {
    changes: 'the client’s clock shows a day in two years',
    terms: 'fast clock, notAfter',
  },
  'hello/no-common-cipher': {
    changes: 'the client offers one cipher suite, and the server supports only others',
    terms: 'cipher suite mismatch',
  },
  'hello/no-common-version': {
    changes: 'one of the two speaks TLS 1.2 only, the other TLS 1.3 only',
    terms: 'supported_versions, protocol_version',
  },
  'hello/unknown-name': {
    changes: 'the client asks for old.bank.test, and the server answers for api.bank.test only',
    terms: 'SNI, server_name, unrecognized_name, virtual host',
  },
  'wire/edit-hello': {
    changes: 'an attacker takes cipher suites out of ClientHello, and what would bind the keys to it',
    terms: 'tamper, transcript, Finished, cipher suites stripped',
  },
  'wire/flip-record': {
    changes: 'an attacker flips one bit of a record that the client has encrypted',
    terms: 'AEAD, MAC, bad_record_mac, integrity',
  },
  'wire/flip-certificate-verify': {
    changes: 'an attacker flips one bit of the client’s signature in CertificateVerify',
    terms: 'signature, decrypt_error, mTLS',
  },
  'wire/drop-message': {
    changes: 'an attacker drops ServerHello and passes on the rest',
    terms: 'omit, skip, unexpected_message',
  },
  'wire/truncate': {
    changes: 'an attacker adds one to a length in ClientHello; the bytes stay as many as they are',
    terms: 'decode_error, length, parser',
  },
  'wire/replay': {
    changes: 'what the client encrypted yesterday is sent in place of what it encrypts today',
    terms: 'replay, nonce, random, freshness',
  },
  'wire/downgrade': {
    changes: 'both know TLS 1.2 and 1.3, and an attacker takes 1.3 out of ClientHello',
    terms: 'DOWNGRD, TLS 1.3, TLS 1.2, supported_versions, illegal_parameter',
  },
  'wire/mitm': {
    changes: 'an attacker answers in the server’s place, with a certificate from its own CA',
    terms: 'man in the middle, machine in the middle, on-path attacker, interception',
  },
  'wire/mitm-trusted': {
    changes: 'as before, and the attacker’s CA is in the client’s trust store: a proxy, a bad laptop',
    terms: 'man in the middle, machine in the middle, TLS inspection, proxy, interception',
  },
  'wire/server-key-leaks': {
    changes: 'an attacker records everything today, and steals the server’s private key tomorrow',
    terms: 'PFS, perfect forward secrecy, RSA key exchange, decrypt recording',
  },
  'proxy/header-passed-on': {
    changes: 'a client without a certificate sends Client-Cert, and the proxy lets it pass',
    terms:
      'RFC 9440, Client-Cert, X-SSL-Client-Cert, XFCC, x-forwarded-client-cert, header injection, spoofing, sanitize',
  },
  'proxy/backend-reachable': {
    changes: 'an attacker in the bank’s network sends the application alice’s certificate in a header',
    terms: 'RFC 9440, Client-Cert, backend, origin, bypass, X-SSL-Client-Cert, XFCC, network isolation',
  },
};

/** For every fault of a side: the first part of its id. */
const SIDE_TERMS: Readonly<Record<FaultPrefix, string>> = {
  server: 'server certificate, X.509, leaf, end entity',
  client: 'mTLS, mutual TLS, client authentication, client certificate, X.509',
  ca: 'certification authority, PKI, chain',
  clock: 'time, date, clock skew, validity',
  hello: 'ClientHello, negotiation, handshake_failure',
  wire: 'attacker, network, on path',
  proxy: 'reverse proxy, load balancer, ingress, TLS termination, mTLS, header',
};

export const faultTerms = (id: FaultId): string => `${SIDE_TERMS[prefixOf(id)]}, ${FAULT_LIST[id].terms}`;
