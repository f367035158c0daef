// The faults of the catalogue as chips and the story bar name them; never what follows. `faultList` says what is changed.

import type { Fault } from '../lab/faults/fault.ts';
import type { FaultId, FaultPrefix } from '../lab/scenario/faultId.ts';
import type { Protocol, Revocation, Scenario } from '../lab/scenario/scenario.ts';

/** They load with the page. What is longer, or for a few readers, stands in a record of its own, as `faultList` does. */
export interface FaultWords {
  readonly title: string;
  /** One line for the story bar. */
  readonly question: string;
  /** The story bar's heading. */
  readonly story: string;
  /** In place of the question where the handshake goes through with it, as it should. */
  readonly accepted?: string;
}

export const FAULT_WORDS: Readonly<Record<FaultId, FaultWords>> = {
  'server/expired': {
    title: 'Expired',
    question:
      'Name, key and signature are all right. Who looks at the date, and which alert does the other side receive?',
    story: 'The server’s certificate has expired',
  },
  'server/not-yet-valid': {
    title: 'Not yet valid',
    question: 'It is signed, and for the right name, only too early. Is that as bad as too late?',
    story: 'The server’s certificate is not valid yet',
  },
  'server/wrong-host': {
    title: 'Wrong host name',
    question: 'The CA is trusted and the signature is right. Is that enough to know who the server is?',
    story: 'The server’s certificate is for another name',
  },
  'server/no-san': {
    title: 'No SAN, CN only',
    question: 'The name is only in the common name, where clients looked long ago. Where do they look today?',
    story: 'The server’s name is in the wrong place',
  },
  'server/wildcard-too-deep': {
    title: 'Wildcard matches one label only',
    question: 'The name ends as it should. How many labels does the star cover?',
    story: 'The star does not reach far enough',
  },
  'server/nul-in-name': {
    title: 'NUL byte in the name',
    question: 'A program that stops reading at the NUL sees the bank’s name. What does this client see?',
    story: 'A name with a NUL byte in it',
  },
  'server/self-signed': {
    title: 'Self-signed',
    question: 'The signature verifies. Why might a client still not believe it?',
    story: 'The server signed its own certificate',
  },
  'server/untrusted-root': {
    title: 'Untrusted root',
    question: 'Every signature in the chain verifies. What decides whether it counts?',
    story: 'The server’s CA is trusted by nobody',
  },
  'server/missing-intermediate': {
    title: 'Missing intermediate',
    question: 'The certificate is right, and the root is in the trust store. What is between them?',
    story: 'The server leaves out the intermediate',
  },
  'server/reversed-chain': {
    title: 'Wrong chain order',
    question: 'Each certificate should be followed by its issuer’s. What if they come the other way round?',
    story: 'The server’s chain is in the wrong order',
    accepted:
      'It goes through: the client builds the path itself. TLS 1.2 demands the order, TLS 1.3 only recommends it.',
  },
  'server/tampered': {
    title: 'Tampered with',
    question: 'One byte differs from what the CA signed. How could anybody tell?',
    story: 'The server’s certificate was tampered with',
  },
  'server/stolen-certificate': {
    title: 'Certificate without its private key',
    question: 'Anyone can copy a certificate. Which message shows that the key is missing?',
    story: 'Somebody shows the bank’s certificate',
  },
  'server/wrong-eku': {
    title: 'Wrong extended key usage (EKU)',
    question: 'Right CA, right name, right key. May this certificate be used to identify a server?',
    story: 'The server’s certificate is meant for clients',
  },
  'server/wrong-key-usage': {
    title: 'Wrong key usage',
    question: 'The key may do one thing and not the other. Which operation does this key exchange need?',
    story: 'The server’s key may not be used this way',
  },
  'server/weak-key': {
    title: 'Weak key (RSA-1024)',
    question: 'The CA signed it, and the key works. Who says that it is too short?',
    story: 'The server’s key is too short',
  },
  'server/weak-signature': {
    title: 'Weak signature (SHA-1)',
    question: 'The signature verifies. Why is it not enough?',
    story: 'The server’s certificate is signed with SHA-1',
  },
  'server/unknown-critical': {
    title: 'Unknown critical extension',
    question: 'All that the client understands is right. What about the part that it does not?',
    story: 'A part of the certificate that nobody knows',
  },
  'server/name-of-its-ca': {
    title: 'CA and server of one name',
    question: 'Subject and issuer are the same name. Did the server sign its certificate itself?',
    story: 'The server is called like its CA',
    accepted: 'It goes through, as it should: the names are alike, the keys are not. OpenSSL refuses it.',
  },
  'server/revoked': {
    title: 'Revoked',
    question: 'The certificate looks the same as ever. How can a client learn that it no longer counts?',
    story: 'The server’s certificate is revoked',
  },
  'ca/intermediate-expired': {
    title: 'Expired intermediate CA',
    question: 'The server’s own certificate is still good. Does it count for anything?',
    story: 'The issuing CA’s certificate has expired',
  },
  'ca/not-a-ca': {
    title: 'Leaf used as CA (basicConstraints)',
    question: 'Every signature verifies, up to the trusted root. What keeps a customer from being a CA?',
    story: 'A customer acts as a CA',
  },
  'ca/no-cert-sign': {
    title: 'CA without keyCertSign',
    question: 'It is a CA, and its signature verifies. May its key do what it did?',
    story: 'The issuing CA’s key is not for this',
  },
  'ca/path-too-long': {
    title: 'pathLenConstraint exceeded',
    question: 'Each CA in the chain was really made by the one above. How many may there be?',
    story: 'There is one CA too many',
  },
  'ca/outside-name-constraints': {
    title: 'Name constraints: not permitted',
    question: 'The CA is trusted. For every name in the world?',
    story: 'A CA issues beyond its domain',
  },
  'ca/excluded-name': {
    title: 'Name constraints: excluded',
    question: 'The CA is trusted, but there is one domain it must leave alone. Who checks that?',
    story: 'A CA issues for a forbidden domain',
  },
  'ca/same-name-other-key': {
    title: 'Same-name root, different key',
    question: 'The names fit all the way up. What, then, is a CA: a name or a key?',
    story: 'The trusted root has another key',
  },
  'ca/intermediate-anchor': {
    title: 'Only the intermediate is trusted',
    question: 'The client’s trust store has the issuing CA, and no root. Where may a path end?',
    story: 'The client trusts no root',
    accepted: 'It goes through, as it should: any certificate may be a trust anchor. OpenSSL wants a root by default.',
  },
  'ca/ocsp-unreachable': {
    title: 'OCSP responder unreachable',
    question: 'Nobody says that the certificate is revoked, and nobody says that it is not. Go on or not?',
    story: 'The CA does not answer',
  },
  'ca/ocsp-forged': {
    title: 'Forged OCSP response',
    question: 'The answer is the one hoped for, and it came over plain HTTP. Who wrote it?',
    story: 'Somebody answers in the CA’s name',
  },
  'ca/ocsp-stale': {
    title: 'Stale OCSP response',
    question: 'The answer is genuine, signed by the CA. What does it say about today?',
    story: 'An old answer is replayed',
  },
  'ca/crl-expired': {
    title: 'Expired CRL',
    question: 'The list is genuine, and the certificate is not on it. Is that good news?',
    story: 'The CA’s list is out of date',
  },
  'client/none': {
    title: 'No client certificate',
    question: 'The server asks for a certificate and the client has none. What does it send instead, and who decides?',
    story: 'The client has no certificate',
  },
  'client/none-optional': {
    title: 'No certificate, optional',
    question: 'The same empty message, but another server. Who does this server think the client is?',
    story: 'A certificate is asked for, not required',
    accepted: 'It goes through. The client is anonymous for TLS and must log in with a password.',
  },
  'client/unlisted-issuer': {
    title: 'Issuer not in CertificateRequest CA list',
    question: 'The client has a certificate, and a key for it. Why does the server never see it?',
    story: 'The client’s CA is not on the list',
  },
  'client/key-not-accepted': {
    title: 'Key type not in CertificateRequest',
    question: 'The certificate is valid, and its CA is on the server’s list. Why does the client keep it back?',
    story: 'The server’s algorithms leave the client’s key out',
  },
  'client/expired': {
    title: 'Expired',
    question:
      'Both sides hold certificates from the same CA. Who notices, and which alert does the other side receive?',
    story: 'The client’s certificate has expired',
  },
  'client/long-expired': {
    title: 'Expired for years, and its CA’s certificate too',
    question:
      'A device comes back after three years. Would the CA still say if its certificate had been revoked in that time?',
    story: 'The client’s certificate is long dead',
  },
  'client/not-yet-valid': {
    title: 'Not yet valid',
    question: 'It will be valid soon. Which alert does the client receive until then?',
    story: 'The client’s certificate is not valid yet',
  },
  'client/self-signed': {
    title: 'Self-signed',
    question: 'The client can prove that it holds the key. What does that prove about the name?',
    story: 'The client signed its own certificate',
  },
  'client/untrusted-root': {
    title: 'Untrusted root',
    question: 'Client and key belong together. What else does the server need before it believes the name?',
    story: 'The client’s CA is trusted by nobody',
  },
  'client/missing-intermediate': {
    title: 'Missing intermediate',
    question: 'The server trusts the root. How can it build a path from this certificate alone?',
    story: 'The client leaves out the intermediate',
  },
  'client/tampered': {
    title: 'Tampered with',
    question: 'Can changing one byte turn one customer into another?',
    story: 'The client’s certificate was tampered with',
  },
  'client/weak-key': {
    title: 'Weak key (RSA-1024)',
    question: 'The CA signed it, and the key works. Who says that it is too short?',
    story: 'The client’s key is too short',
  },
  'client/weak-signature': {
    title: 'Weak signature (SHA-1)',
    question: 'The signature verifies. Why is it not enough?',
    story: 'The client’s certificate is signed with SHA-1',
  },
  'client/revoked': {
    title: 'Revoked',
    question: 'A phone was lost, and the CA told. How does the server learn of it?',
    story: 'The client’s certificate is revoked',
  },
  'client/wrong-eku': {
    title: 'Wrong extended key usage (EKU)',
    question: 'Right CA, right name, right key. May this certificate be used to identify a client?',
    story: 'The client’s certificate is meant for servers',
  },
  'client/server-certificate': {
    title: 'Same certificate at both ends',
    question: 'The key fits, and the CA is the server’s own. Can one certificate serve both ends?',
    story: 'The client shows the server’s own certificate',
  },
  'client/wrong-key-usage': {
    title: 'Wrong key usage',
    question: 'The key may encrypt. What would the client have to do with it to prove itself?',
    story: 'The client’s key may not sign',
  },
  'client/stolen-certificate': {
    title: 'Certificate without its private key',
    question: 'The certificate passes every check. Which message gives the thief away?',
    story: 'Somebody shows alice’s certificate',
  },
  'client/not-allowed': {
    title: 'Authenticated but not authorised (403)',
    question: 'Every check passes, and the server knows for sure that this is bob. What does that entitle him to?',
    story: 'The client is somebody else, and proves it',
    accepted:
      'TLS goes through: the client is authenticated. What it may do is the application’s to decide. What does it answer?',
  },
  'client/verdict-ignored': {
    title: 'Verdict on certificate ignored',
    question: 'The client signs with the key in its certificate, and the name in it is alice. What has TLS proven?',
    story: 'Nobody asks who signed the client’s certificate',
    accepted:
      'It goes through, and the application takes the client for alice. TLS has found that no CA says so, and nobody asked.',
  },
  'client/same-name-other-ca': {
    title: 'Same name from another trusted CA',
    question:
      'The server trusts two CAs, and the other one has issued the name alice to somebody. Whose account is it?',
    story: 'Another CA calls somebody alice',
    accepted: 'TLS goes through, as it should: the server trusts both CAs. For whom does it take the client?',
  },
  'client/renewed': {
    title: 'Renewed, while the old one was pinned',
    question: 'Same customer, same name, same key, and a new certificate. Does the bank still know alice?',
    story: 'The client’s certificate was renewed',
    accepted: 'TLS goes through: the new certificate is as good as the old one. Does the bank still know alice?',
  },
  'clock/client-slow': {
    title: 'Client’s clock behind',
    question: 'All certificates are good today. What day is it for the client?',
    story: 'The client’s clock is two years slow',
  },
  'clock/client-fast': {
    title: 'Client’s clock ahead',
    question: 'All certificates are good today. What day is it for the client?',
    story: 'The client’s clock is two years fast',
  },
  'hello/no-common-cipher': {
    title: 'No common cipher suite',
    question: 'Both speak the same version of TLS. What if no way of encrypting is known to both?',
    story: 'Client and server know no common cipher suite',
  },
  'hello/no-common-version': {
    title: 'No common version',
    question: 'Each speaks a good version of TLS, but not the same one. Who finds out, and how is it told?',
    story: 'Client and server speak no common version',
  },
  'hello/unknown-name': {
    title: 'Unknown SNI',
    question:
      'The client names the server first. Most servers would go on with a default certificate. What does this one do?',
    story: 'The server does not know the name it is asked for',
  },
  'wire/edit-hello': {
    title: 'ClientHello modified (cipher suites)',
    question: 'ClientHello is not protected. When is the change detected, and by which check?',
    story: 'Somebody makes the client’s offer smaller',
  },
  'wire/flip-record': {
    title: 'Bit flipped in a record',
    question: 'The attacker can’t read the record. Can it change it without anybody noticing?',
    story: 'One bit of an encrypted record is flipped',
  },
  'wire/flip-certificate-verify': {
    title: 'Bit flipped in a signature',
    question: 'Certificate and key are the client’s own. Whom does the server blame?',
    story: 'One bit of the client’s signature is flipped',
  },
  'wire/drop-message': {
    title: 'Message dropped',
    question: 'Everything else arrives. How is a missing message noticed?',
    story: 'ServerHello never arrives',
  },
  'wire/truncate': {
    title: 'Wrong length field',
    question: 'The field says that there is one byte more. Does the server believe it?',
    story: 'A length in ClientHello lies',
  },
  'wire/replay': {
    title: 'Replay',
    question: 'The bytes are genuine and the parties the same. Why does it not work a second time?',
    story: 'Yesterday’s messages are replayed',
  },
  'wire/downgrade': {
    title: 'Version downgrade',
    question: 'The server believes that the client knows TLS 1.2 at most. How can the client tell?',
    story: 'Somebody takes TLS 1.3 out of the offer',
  },
  'wire/mitm': {
    title: 'MITM',
    question: 'The name is right and every signature verifies. What gives the attacker away?',
    story: 'Somebody answers in the server’s place',
  },
  'wire/mitm-trusted': {
    title: 'MITM with a trusted CA',
    question: 'The client believes the attacker. Does the server, when it wants to see a certificate as well?',
    story: 'The client trusts the attacker’s CA',
    accepted:
      'It goes through, and the attacker reads everything. Encryption is there, twice: it ends at the attacker.',
  },
  'wire/server-key-leaks': {
    title: 'Later key compromise (forward secrecy)',
    question: 'Nothing goes wrong in the handshake. What is the recording worth a day later?',
    story: 'Recorded today, the server’s key stolen tomorrow',
    accepted: 'Today nobody notices anything. Go to the end: what does the stolen key open of the recorded bytes?',
  },
  'proxy/header-passed-on': {
    title: 'Client’s own header passed on',
    question: 'The client has no certificate, and writes one into a header. Does the application see the difference?',
    story: 'The client writes the proxy’s header itself',
    accepted: 'TLS goes through without a client certificate. Whom does the application see?',
  },
  'proxy/backend-reachable': {
    title: 'Application reachable past the proxy',
    question: 'Somebody reaches the application without TLS. What do they need, to be taken for alice?',
    story: 'Somebody asks the application past the proxy',
    accepted: 'The handshake is as it should be. Somebody asks without any: what do they need for it?',
  },
};

/** What the scenario lacks for this fault to change anything, or null. */
export function restsFor(
  { modes, protocols, revocations }: Pick<Fault, 'modes' | 'protocols' | 'revocations'>,
  { mode, protocol, revocation }: Pick<Scenario, 'mode' | 'protocol' | 'revocation'>,
): string | null {
  const lacks = [
    ...(modes.includes(mode) ? [] : modes.slice(0, 1)),
    ...(protocols.includes(protocol) ? [] : protocols.slice(0, 1).map((each) => VERSION_NAMES[each])),
    ...(revocations.includes(revocation) ? [] : revocations.slice(0, 1).map((each) => REVOCATION_NAMES[each])),
  ];
  return lacks.length === 0 ? null : lacks.join(' and ');
}

/** Where a fault is at home in TLS 1.2, it is so with both kinds of key exchange. */
const VERSION_NAMES: Readonly<Record<Protocol, string>> = {
  'tls1.2-rsa': 'TLS 1.2',
  'tls1.2-ecdhe': 'TLS 1.2',
  'tls1.3': 'TLS 1.3',
};

const REVOCATION_NAMES: Readonly<Record<Revocation, string>> = {
  ocsp: 'OCSP',
  stapled: 'stapled OCSP',
  crl: 'CRL',
  off: 'revocation off',
};

const SIDES: Readonly<Record<FaultPrefix, string>> = {
  server: 'Server certificate',
  client: 'Client certificate',
  ca: 'CA',
  clock: 'Clock',
  hello: 'Negotiation',
  wire: 'Wire',
  proxy: 'Proxy',
};

/** What the id begins with: `client` of `client/expired`. */
export const prefixOf = (id: FaultId): FaultPrefix => id.slice(0, id.indexOf('/')) as FaultPrefix;

/** For chips: `Client certificate · expired`. */
export function faultTitleLong(id: FaultId): string {
  const side = SIDES[prefixOf(id)];
  const { title } = FAULT_WORDS[id];
  // A title that names its side says it once: No client certificate.
  if (new RegExp(`\\b${side}\\b`, 'i').test(title)) return title;
  // OCSP, CRL and NUL stay as they are.
  return `${side} · ${/^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)}`;
}
