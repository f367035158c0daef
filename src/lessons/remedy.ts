// What to mend when a check fails: what an engineer can do about it, at the CA, at the server or in the verifier.
import type { Evidence } from '../pki/path/evidence.ts';
import type { CheckId, CheckResult, ProtocolCheckId } from '../pki/path/result.ts';
import { mapProtocol } from './checks/protocol.ts';
import { commonNameIn } from './phrases.ts';

/** One or two sentences each. */
const OWN: Record<Exclude<CheckId, ProtocolCheckId>, string> = {
  'client.required':
    'Give the client a certificate and its key, from a CA that the server lists. Or let the server only ask for one and not demand it.',
  'cert.decode':
    'Have the certificate issued again by a program that writes correct DER. A copy can be damaged too: compare its fingerprint with the original.',
  'bundle.order':
    'Put the certificates in order: the one of the server or client first, then the CA that issued it, then the CA above that one. The root may be left out.',
  'bundle.key':
    'Use the private key that was made for this certificate. If it is lost, make a new key and have a new certificate issued for it.',
  'chain.build':
    'Add the issuer’s certificate to what the server sends, leaf first; caIssuers in the leaf often says where it is. If its issuer is a root, trust that root here.',
  'chain.bound':
    'Send fewer certificates: only those between the leaf and the root. Many CAs that signed each other make very many paths.',
  'chain.trustAnchor':
    'Add this root to the verifier’s trust anchors, if you know from elsewhere that it is the right one. Otherwise get a certificate from a CA that the verifier trusts.',
  'chain.nameChaining':
    'Put the certificate of the real issuer there: its subject must be the issuer named here. A renamed CA needs a new certificate for its new name.',
  'aki.match':
    'Put the CA certificate there that has the key identifier named in the one below. If the CA changed its key, have the lower certificate issued again.',
  'signature.verify':
    'Get an unchanged copy, and check that the issuer’s certificate is the one whose key signed: a CA that renewed its key has several of the same name.',
  'validity.notBefore':
    'Check the verifier’s clock and its time zone first. If it is right, wait, or have the certificate issued with an earlier notBefore.',
  'validity.notAfter':
    'Renew the certificate, install it, and reload the server: many keep the old one until then. If it is not expired by your calendar, set the verifier’s clock.',
  'ca.basicConstraints':
    'Have this certificate issued again as a CA: basicConstraints, critical, cA TRUE. If it is a leaf, it must not sign; use the right CA.',
  'ca.keyCertSign':
    'Have this CA’s certificate issued again with keyCertSign in its keyUsage. A key meant for other tasks must not sign certificates.',
  'ca.pathLen':
    'Let a CA that stands higher issue the certificate, so that fewer CAs stand below this one. Or have this CA’s certificate issued again with a larger pathLenConstraint.',
  'chain.depth': 'Let a CA nearer to the root issue, or allow the verifier more CAs on a path.',
  'ext.unknownCritical':
    'Have the certificate issued again without this extension, or with it not critical, if nobody relies on it. Else use a verifier that knows it.',
  'nc.permitted':
    'Have the certificate issued for names within what its CAs permit, or by a CA without that constraint. Mind the kind of name: DNS, address and mailbox are constrained apart.',
  'nc.excluded':
    'Leave the excluded name out, or let a CA issue that does not exclude it. A wildcard is refused if one of the names that it covers is excluded.',
  'policy.mappings':
    'Have this CA’s certificate issued again, with mappings between named policies and none with anyPolicy.',
  'policy.explicit':
    'Have every certificate of the path issued under one common policy, or map the policies to each other. Or let the verifier not demand one.',
  'crypto.keySize':
    'Make a new key, RSA with at least 2048 bits or P-256, and have a certificate issued for it. A new certificate for the old key does not help.',
  'crypto.signatureHash':
    'Have the certificate issued again with SHA-256 or better. It is the CA that chooses the hash, so ask there, or choose another CA.',
  'identity.san':
    'Have the certificate issued again with a subjectAltName that holds the name. With OpenSSL it must be asked for: subjectAltName = DNS:name.',
  'identity.dns':
    'Have the certificate issued again with this DNS name in its subjectAltName, or use a name that is there. A wildcard covers one label: *.bank.test is for api.bank.test and neither for bank.test nor a.b.bank.test.',
  'identity.ip':
    'Put the address into subjectAltName as an address (IP:192.0.2.1), not as a DNS name, or connect by a name that is there.',
  'identity.email':
    'Have the certificate issued again with this mailbox in its subjectAltName, spelled alike before the @.',
  'identity.uri':
    'Have the certificate issued again with this URI in its subjectAltName, or ask for the URI that is there. A URI in a DNS name does not count.',
  'eku.serverAuth':
    'Have the certificate issued again with serverAuth in its extended key usage. A CA above it that limits purposes needs it too.',
  'eku.clientAuth':
    'Have the certificate issued again with clientAuth in its extended key usage. Public web CAs are ending it (all by March 2027): use a CA of your own for clients.',
  'leaf.keyUsage':
    'Have the certificate issued again with the key usage that the protocol needs: digitalSignature to sign, keyEncipherment for RSA key exchange.',
  'leaf.notCA': 'Use a certificate that is no CA’s for the server: have one issued by this CA, with cA FALSE.',
  'profile.serialNumber': 'Have the certificate issued again with a positive serial number of at most 20 bytes.',
  'profile.validity':
    'Have the certificate issued again with its dates written as UTCTime up to the year 2049, and as GeneralizedTime from 2050 on.',
  'profile.names':
    'Have the certificate issued again with an issuer name, and for a CA with a subject that is not empty. A common name, organisation or unit has at most 64 characters, a country two. No unique identifiers.',
  'profile.keyIdentifiers':
    'Have the certificate issued again with authorityKeyIdentifier, and for a CA also subjectKeyIdentifier. In OpenSSL’s configuration both are one line.',
  'profile.criticality':
    'Have the certificate issued again: basicConstraints of a CA and name constraints critical, key identifiers and addresses of the CA not.',
  'profile.keyUsage':
    'Have the certificate of a CA issued again with the key usage extension; with OpenSSL: keyUsage = critical, keyCertSign, cRLSign. A certificate that is no CA’s has neither cA TRUE nor keyCertSign nor a path length.',
  'profile.subjectAltName':
    'Correct the names: letters, digits and hyphens in each label, no empty name, an address as an address. Without a subject, the extension must be critical.',
  'profile.nameConstraints':
    'Correct the constraints: in CA certificates only, not empty, DNS names without a leading dot, addresses with a mask.',
  'profile.encoding':
    'Have the certificate issued again by a program that writes DER: no FALSE where that is the default, and no zero bits at the end of keyUsage.',
  'profile.policies': 'Have the certificate issued again with each policy once.',
  'web.version':
    'Have the certificate issued again as version 3. Programs that still make version 1 do so when no extensions are given.',
  'web.lifetime':
    'Have it issued for a shorter time, and let renewal run by itself: the limit falls to 47 days in 2029. Certificates of a CA of your own are exempt in most browsers.',
  'web.subjectAltName':
    'Leave only DNS names and addresses in the subjectAltName, and let no wildcard stand directly below a registry such as *.co.uk.',
  'web.commonName': 'Leave the common name out, or make it an exact copy of one of the names in subjectAltName.',
  'web.extKeyUsage':
    'Have the leaf issued with serverAuth, at most clientAuth beside it, and nothing else. A root should name no purposes at all.',
  'web.authorityKeyId':
    'Have the certificate issued again with only the key identifier in authorityKeyIdentifier. In OpenSSL: keyid, without issuer.',
  'revocation.available':
    'Add a CRL that covers this certificate (cRLDistributionPoints says where it is), or an OCSP response about it. A CA above the leaf needs one too, from its own issuer.',
  'revocation.signature':
    'Fetch the list or the answer again, and check that it is signed by the key of the CA that issued the certificate; an OCSP answer may also be by a responder to which this CA itself gave OCSPSigning. A list of another CA does not count, and on the web none that is signed with SHA-1.',
  'revocation.cRLSign':
    'Let the CA sign its lists with a key whose certificate has cRLSign, and add that certificate as well.',
  'revocation.fresh':
    'Fetch a newer list or answer. If there is none, the CA stopped publishing, or the verifier’s clock is wrong.',
  'revocation.status':
    'Make a new key and have a new certificate issued: a revoked one does not come back. Ask the CA for the reason; if it was keyCompromise, check whether the server was broken into.',
  possession: 'Install the key that belongs to the certificate: both must have the same public key.',
  'psk.binder':
    'Throw the ticket away and make a full handshake. If it happens again, look for what changes the hello on the way.',
  'record.mac': 'Look for what changes records on the way, or for two ends that took different keys.',
  'finished.verify': 'Look for what changes the handshake on the way, such as a middlebox that rewrites it.',
};

export const REMEDY_WORDS: Record<CheckId, string> = {
  ...OWN,
  ...mapProtocol((words) => words.mend),
};

/** What to do about this failure, where its evidence says more than its id. `purpose`: whose certificate it is. */
export function remedyText(check: CheckResult, purpose: 'server' | 'client' | 'any'): string {
  const { evidence, certificate } = check;
  const sender = purpose === 'any' ? 'program' : purpose;
  switch (check.check) {
    case 'chain.build': {
      if (evidence.givenUpAfter !== undefined) return REMEDY_WORDS['chain.bound'];
      const issuer = commonNameIn(evidence.issuer);
      return (certificate ?? 0) === 0
        ? `Add the certificate of ${issuer} to what the ${sender} sends, directly after the first one. Only if ${issuer} is a root, add it to the trust anchors instead.`
        : `If ${issuer} is a root, add it to the verifier’s trust anchors: a root need not be sent. If it is one more intermediate CA, add its certificate to what the ${sender} sends.`;
    }
    case 'signature.verify':
      return evidence.signature === 'mismatch' || evidence.signature === undefined
        ? REMEDY_WORDS['signature.verify']
        : 'Have the certificate issued again with a signature algorithm that belongs to its issuer’s key.';
    case 'validity.notAfter':
      return purpose === 'client' && (certificate ?? 0) === 0
        ? 'Renew the certificate, install it in the client, and restart the client. If it is not expired by your calendar, set the verifier’s clock.'
        : REMEDY_WORDS['validity.notAfter'];
    case 'revocation.available':
      return listRemedy(check.evidence) ?? REMEDY_WORDS['revocation.available'];
    case 'identity.san':
      return SAN_MENDS[evidence.wanted ?? ''] ?? REMEDY_WORDS['identity.san'];
    case 'profile.keyUsage':
      return KEY_USAGE_MENDS[evidence.keyUsage ?? ''] ?? REMEDY_WORDS['profile.keyUsage'];
    case 'leaf.keyUsage':
      return purpose === 'client'
        ? 'Have the certificate issued again with digitalSignature in its keyUsage: a client signs with its key.'
        : REMEDY_WORDS['leaf.keyUsage'];
    default:
      return REMEDY_WORDS[check.check];
  }
}

/** Where there is a list or an answer, and it is of no use; null where there is none. */
function listRemedy({ problem = '', answer }: Evidence<'revocation.available'>): string | null {
  if (answer !== undefined && answer !== 'none' && answer !== 'about other certificates')
    return answer === 'unknown critical extension'
      ? 'Ask the CA for an OCSP response without this extension, or use a CRL.'
      : 'Ask the OCSP responder again: this response says nothing about any certificate. Or use a CRL.';
  const [broken, section] = problem.split(', against ');
  if (section !== undefined)
    return `Ask the CA for a CRL that keeps ${section}. This one has a fault: ${broken}. It is not used to show that a certificate is not revoked.`;
  return LIST_MENDS[problem] ?? null;
}

const LIST_MENDS: Readonly<Record<string, string>> = {
  'other distribution point':
    'Get the CRL from the address that the certificate names in cRLDistributionPoints: this one is for certificates with another address.',
  'other kind of certificate':
    'Ask the CA for its CRL about certificates of this kind: this one is only about others, as its issuingDistributionPoint says.',
  'unknown critical extension':
    'Ask the CA for a CRL without this critical extension, or use a verifier that knows it.',
  'reasons not covered':
    'Add the CRLs about the other reasons as well: those at hand are only about some reasons of revocation.',
};

const SAN_MENDS: Readonly<Record<string, string>> = {
  ip: 'Have the certificate issued again with the address in its subjectAltName, as an address. With OpenSSL: subjectAltName = IP:192.0.2.1.',
  email:
    'Have the certificate issued again with the mailbox in its subjectAltName. With OpenSSL: subjectAltName = email:alice@bank.test.',
  uri: 'Have the certificate issued again with the URI in its subjectAltName. With OpenSSL: subjectAltName = URI:spiffe://bank.test/api.',
};

const KEY_USAGE_MENDS: Readonly<Record<string, string>> = {
  absent:
    'Have this CA’s certificate made again with keyUsage = critical, keyCertSign, cRLSign. The command openssl req -x509 leaves it out unless it is told.',
  none: 'Have the certificate issued again with at least one bit in its keyUsage, or without a keyUsage.',
};
