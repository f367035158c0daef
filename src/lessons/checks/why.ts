// Why each check is made, in the order in which an endpoint makes them. A step that fails says it, so it loads with the page.
import type { CheckId, ProtocolCheckId } from '../../pki/path/result.ts';
import { hasProtocolWords, PROTOCOL_WORDS } from './protocol.ts';

const WHY: Record<Exclude<CheckId, ProtocolCheckId>, string> = {
  'client.required': 'Without a certificate there is nobody to authenticate.',
  'cert.decode': 'If two programs read it differently, an attacker can use the difference.',
  'bundle.order':
    'A program takes the first certificate for its own. If another one stands there, the private key does not fit, and the program does not start.',
  'bundle.key': 'A server or client can use a certificate only with its own private key.',
  'chain.build':
    'Each certificate is vouched for by the next one. Without one of them, the path does not reach the root.',
  'chain.bound': 'Certificates come from strangers. Some are made to keep a verifier busy for ever.',
  'chain.trustAnchor':
    'Signatures only pass trust along. It has to start somewhere: at a key that the verifier chose beforehand.',
  'chain.nameChaining': 'Names are how a path is put together.',
  'aki.match': 'A CA may have several keys under one name. The identifier tells which of them signed.',
  'signature.verify': 'If one bit of the content was changed, or another key signed, the signature does not verify.',
  'validity.notBefore': 'The CA vouches for the certificate from this moment on.',
  'validity.notAfter':
    'After the date in notAfter the CA no longer keeps track of whether the certificate is still right.',
  'ca.basicConstraints': 'Otherwise everybody with an ordinary certificate could issue certificates for any name.',
  'ca.keyCertSign': 'A CA can limit a key to other tasks, such as signing revocation lists.',
  'ca.pathLen': 'A CA can thus keep those below it from making further CAs.',
  'chain.depth': 'A verifier that knows its PKI (public key infrastructure) knows how long a path can be.',
  'ext.unknownCritical': 'Critical means: do not use this certificate unless you understand this.',
  'nc.permitted': 'A CA can be given power over its own domain and no other.',
  'nc.excluded': 'Exclusions go before permissions.',
  'policy.mappings': 'Such a mapping would turn any policy into any other.',
  'policy.explicit':
    'Policies say how carefully a CA looked before it issued. A path is as careful as its most careless part.',
  'crypto.keySize': 'Shorter keys may be within reach of somebody who wants to factor them.',
  'crypto.signatureHash': 'With a broken hash such as SHA-1, two certificates could be made that share one signature.',
  'identity.san': 'This is where the names of a service belong.',
  'identity.dns':
    'A certificate from a trusted CA shows that somebody owns some name. The client needs the right name.',
  'identity.ip': 'An address is a name of its own kind, compared bit by bit.',
  'identity.email': 'A certificate for a person carries a mailbox where a server’s carries a host.',
  'identity.uri': 'Services that find each other by name rather than by host carry a URI, such as a SPIFFE ID.',
  'eku.serverAuth': 'A certificate made for another purpose, such as a customer’s, must not identify a server.',
  'eku.clientAuth': 'A certificate made for a server must not identify a customer.',
  'leaf.keyUsage': 'The CA can restrict what a key is used for.',
  'leaf.notCA': 'A key that stands on the Internet all day is the wrong one to vouch for others.',
  'profile.serialNumber': 'Revocation goes by the serial number, so that all programs must read the same one.',
  'profile.validity': 'One way to write each date leaves no room for programs to read it differently.',
  'profile.names': 'Names are how a path is put together.',
  'profile.keyIdentifiers': 'They make paths easy to build where a CA has several keys.',
  'profile.criticality':
    'A program that doesn’t know a limit must not go beyond it, and one that doesn’t know a hint can do without.',
  'profile.keyUsage':
    'The key usage limits what a CA’s key can be misused for. A certificate that contradicts itself means one thing to one program and another to the next.',
  'profile.subjectAltName': 'What is no host name to one program may be one to another.',
  'profile.nameConstraints': 'A constraint that cannot be parsed limits nothing.',
  'profile.encoding': 'DER has one form for each content. Only so do two programs agree on what was signed.',
  'profile.policies': 'Two entries could carry two different texts.',
  'web.version': 'Older versions can’t say what they may be used for.',
  'web.lifetime': 'What a CA found out about a name grows old, and revocation seldom reaches anybody.',
  'web.subjectAltName': 'Nobody owns all names below a top-level domain.',
  'web.commonName': 'Old programs read it as the name. It must not say anything else.',
  'web.extKeyUsage': 'A stolen server key must not sign programs or time stamps.',
  'web.authorityKeyId': 'Issuer and serial number would bind a path to one certificate of a CA that has several.',
  'revocation.available':
    'With hard-fail, no answer means refusal. With soft-fail the verifier continues; an attacker who blocks the answer wins.',
  'revocation.signature': 'The answer travels over plain HTTP. Without the signature anybody could write “good”.',
  'revocation.cRLSign': 'Otherwise any customer of the CA could revoke, or clear, the certificate of any other.',
  'revocation.fresh': 'Otherwise an attacker could replay an old “good” after a revocation.',
  'revocation.status':
    'A CA withdraws a certificate when its key is stolen or its name no longer belongs to its holder.',
  possession: 'Certificates are public. Without this proof, a copy would be enough to impersonate somebody else.',
  'psk.binder': 'A ticket travels in the clear, so anyone can show it. The secret that goes with it never does.',
  'record.mac': 'If it does not, the other side has different keys, or somebody changed the record.',
  'finished.verify': 'Any difference, in the secret or in a single byte of any handshake message, shows here.',
};

/** In the order in which an endpoint checks. */
export const CHECK_ORDER: readonly CheckId[] = [...Object.keys(WHY), ...Object.keys(PROTOCOL_WORDS)] as CheckId[];

export const whyChecked = (id: CheckId): string => (hasProtocolWords(id) ? PROTOCOL_WORDS[id].why : WHY[id]);
