// The words of `why`: who refused whom, what was said, what speaks for a cause, how to tell causes apart, how to mend them.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { CheckId } from '../pki/path/result.ts';
import type { CauseEvidence, EvidenceId, WhyMessage } from '../why/answer.ts';
import type { Meaning } from '../why/meaning.ts';
import { ALERT_WORDS } from './alerts.ts';
import { REMEDY_WORDS } from './remedy.ts';

/** One or two sentences: the first thing that people get wrong. */
export function refusedWhomText({
  side,
  refuser,
  alert,
  meanings,
}: Pick<WhyMessage, 'side' | 'refuser' | 'alert' | 'meanings'>): string {
  if (side === 'unknown') return 'The text does not say which side refused.';
  const other = refuser === 'client' ? 'server' : 'client';
  if (side === 'self') {
    const who =
      refuser === null ? 'The program that wrote this refused the other side' : `The ${refuser} refused the ${other}`;
    return `${who}. It wrote the message itself.`;
  }
  const who =
    refuser === null ? 'The other side refused the program that wrote this' : `The ${refuser} refused the ${other}`;
  if (alert !== null) return `${who}, and told it by the alert ${alert}. The reason is in the other side’s log.`;
  return meanings[0] === 'plaintextAlert'
    ? `${who}. The record that could not be read is an alert in plaintext, as clients built on OpenSSL send it in TLS 1.3.`
    : `${who}, or ended the connection without a word. Right after a handshake of TLS 1.3 this is often a refused client certificate.`;
}

/** What an alert says by its definition; null where there is none. */
export const alertText = (alert: string | null): string | null => {
  const found = alert === null ? undefined : ALERT_WORDS[alert];
  return found === undefined ? null : `Alert ${found.number}, ${alert}: ${found.plain}`;
};

/** What was said, in plain words. */
export const MEANING_WORDS: Readonly<Record<Meaning, string>> = {
  expired: 'A certificate has expired.',
  notYet: 'A certificate is not valid yet.',
  dates: 'A certificate is not valid at this time: expired, or not yet valid.',
  issuerExpired: 'The certificate of a CA has expired.',
  hostname: 'The certificate does not hold the name that was asked for.',
  wildcard: 'The name has more labels than the star of the certificate covers.',
  noSan: 'The certificate names nothing in its subjectAltName.',
  selfSigned: 'The certificate is signed by its own key, and nobody trusts it.',
  untrustedRoot: 'The chain ends in a root that is not trusted.',
  incomplete: 'The certificate of an issuer is missing.',
  unknownIssuer: 'No path leads to a CA that is trusted.',
  signature: 'A signature on a certificate does not verify.',
  possession: 'The signature of the handshake does not verify: the key does not belong to the certificate.',
  purpose: 'The certificate is not made for this purpose.',
  keyUsage: 'The key must not be used for this.',
  weakKey: 'A key is too short.',
  weakHash: 'A certificate is signed with a hash that is too weak.',
  critical: 'A certificate has a critical extension that is not understood.',
  notCa: 'A certificate signed another one, and is no CA’s.',
  caKeyUsage: 'A CA’s key must not sign certificates.',
  pathLength: 'There are more CAs in the chain than one of them allows.',
  nameConstraints: 'A CA must not issue certificates for this name.',
  notPermitted: 'The name is outside of what a CA may issue for.',
  excluded: 'The name is one that a CA must not issue for.',
  revoked: 'A certificate was revoked.',
  noStatus: 'Nobody could say whether a certificate was revoked.',
  crlExpired: 'The list of revoked certificates is too old, or can’t be used.',
  badCertificate: 'Something is wrong with a certificate; the words do not say what.',
  otherwiseInvalid: 'A certificate is not valid; this program has other words for dates, names and unknown issuers.',
  constraints: 'A CA issued what its own certificate does not allow.',
  notAcceptable: 'A certificate was not acceptable; the words do not say why.',
  noCertificate: 'No client certificate came.',
  denied: 'The certificate is valid, and its owner may not enter; some programs say this for every bad certificate.',
  record: 'A record does not open: it was changed, or the two sides have different keys.',
  plaintextAlert: 'A record came in plaintext where an encrypted one was due: an alert of the other side.',
  finished: 'The two sides did not see the same handshake.',
  version: 'There is no common version of TLS.',
  cipher: 'There is no common cipher suite, group or signature scheme.',
  serverName: 'The server does not know the name that was asked for.',
  decode: 'A message can’t be read.',
  unexpected: 'A message came that has no place there.',
  downgrade: 'Somebody made the two sides take an older version than both know.',
  parameter: 'A value of the handshake is not allowed there.',
  closed: 'The connection ended without a word of TLS.',
  notTls: 'What came is not TLS; often it is HTTP without TLS.',
  internal: 'The other side had an error of its own.',
  refused: 'The other side could not agree; the words do not say on what.',
};

const EVIDENCE: Readonly<Record<EvidenceId, (value: string | null) => string>> = {
  'same-text': () => 'this very text was measured with it',
  'leaf-depth': () => 'depth 0 is the certificate of the server or client itself',
  'issuer-depth': (depth) => `depth ${depth ?? ''} is a CA`,
  'same-names': (name) => `subject and issuer are both ${name ?? 'the same'}`,
  'other-names': (name) => `the issuer is another one, ${name ?? ''}`,
  'no-authorities': () => 'the server named no CAs in its request',
  'not-after': (date) => `the certificate in the text was valid until ${date ?? ''}`,
  'still-valid': (date) => `the certificate in the text is valid until ${date ?? ''}`,
  'not-before': (date) => `the certificate in the text is valid from ${date ?? ''} on`,
  'valid-already': (date) => `the certificate in the text has been valid since ${date ?? ''}`,
  'issuer-not-after': (issuer) => `a certificate of a CA in the text has expired: ${issuer ?? ''}`,
  'issuer-there': (issuer) => `the certificate of its issuer is in the text: ${issuer ?? ''}`,
  'issuer-missing': (issuer) => `the certificate of its issuer is not in the text: ${issuer ?? ''}`,
  'has-names': () => 'the certificate in the text has names in its subjectAltName',
  'no-names': (name) => `the certificate in the text has no DNS name or address in a subjectAltName: ${name ?? ''}`,
  'right-purpose': (purpose) => `the certificate in the text may be used for ${purpose ?? ''}`,
  'wrong-purpose': (purpose) => `the extendedKeyUsage of the certificate in the text lacks ${purpose ?? ''}`,
  'short-key': (key) => `the key of the certificate in the text is short: ${key ?? ''}`,
  'strong-key': (key) => `the key of the certificate in the text is long enough: ${key ?? ''}`,
  'weak-hash': (name) => `the certificate in the text is signed with ${name ?? 'a weak hash'}`,
  'strong-hash': (name) => `the certificate in the text is signed with ${name ?? 'a strong hash'}`,
};
export const causeEvidenceText = ({ id, speaks, value }: CauseEvidence): string =>
  `${speaks === 'for' ? 'for it' : 'against it'}: ${EVIDENCE[id](value)}`;

/** The check that finds each fault first; null where none does. */
export const FOUND_BY: Readonly<Record<FaultId, CheckId | null>> = {
  'server/expired': 'validity.notAfter',
  'server/not-yet-valid': 'validity.notBefore',
  'server/wrong-host': 'identity.dns',
  'server/no-san': 'identity.san',
  'server/wildcard-too-deep': 'identity.dns',
  'server/nul-in-name': 'identity.dns',
  'server/self-signed': 'chain.trustAnchor',
  'server/untrusted-root': 'chain.trustAnchor',
  'server/missing-intermediate': 'chain.build',
  'server/reversed-chain': 'bundle.order',
  'server/tampered': 'signature.verify',
  'server/stolen-certificate': 'possession',
  'server/wrong-eku': 'eku.serverAuth',
  'server/wrong-key-usage': 'leaf.keyUsage',
  'server/weak-key': 'crypto.keySize',
  'server/weak-signature': 'crypto.signatureHash',
  'server/unknown-critical': 'ext.unknownCritical',
  'server/name-of-its-ca': null,
  'server/revoked': 'revocation.status',
  'ca/intermediate-expired': 'validity.notAfter',
  'ca/not-a-ca': 'ca.basicConstraints',
  'ca/no-cert-sign': 'ca.keyCertSign',
  'ca/path-too-long': 'ca.pathLen',
  'ca/outside-name-constraints': 'nc.permitted',
  'ca/excluded-name': 'nc.excluded',
  'ca/same-name-other-key': 'signature.verify',
  'ca/intermediate-anchor': null,
  'ca/ocsp-unreachable': 'revocation.available',
  'ca/ocsp-forged': 'revocation.signature',
  'ca/ocsp-stale': 'revocation.fresh',
  'ca/crl-expired': 'revocation.fresh',
  'client/none': 'client.required',
  'client/none-optional': null,
  'client/unlisted-issuer': 'client.required',
  'client/key-not-accepted': 'client.required',
  'client/expired': 'validity.notAfter',
  'client/long-expired': 'validity.notAfter',
  'client/not-yet-valid': 'validity.notBefore',
  'client/self-signed': 'chain.trustAnchor',
  'client/untrusted-root': 'chain.trustAnchor',
  'client/missing-intermediate': 'chain.build',
  'client/tampered': 'signature.verify',
  'client/weak-key': 'crypto.keySize',
  'client/weak-signature': 'crypto.signatureHash',
  'client/revoked': 'revocation.status',
  'client/wrong-eku': 'eku.clientAuth',
  'client/server-certificate': 'eku.clientAuth',
  'client/wrong-key-usage': 'leaf.keyUsage',
  'client/stolen-certificate': 'possession',
  'client/not-allowed': null,
  'client/verdict-ignored': null,
  'client/same-name-other-ca': null,
  'client/renewed': null,
  'clock/client-slow': 'validity.notBefore',
  'clock/client-fast': 'validity.notAfter',
  'hello/no-common-cipher': 'hello.cipher',
  'hello/no-common-version': 'hello.version',
  'hello/unknown-name': 'hello.sni',
  'wire/edit-hello': 'finished.verify',
  'wire/flip-record': 'record.mac',
  'wire/flip-certificate-verify': 'possession',
  'wire/drop-message': 'order',
  'wire/truncate': 'decode',
  'wire/replay': 'record.mac',
  'wire/downgrade': 'hello.downgrade',
  'wire/mitm': 'chain.trustAnchor',
  'wire/mitm-trusted': null,
  'wire/server-key-leaks': null,
  'proxy/header-passed-on': null,
  'proxy/backend-reachable': null,
};

/** How to mend it. */
export function mendText(fault: FaultId): string {
  const check = FOUND_BY[fault];
  if (check !== null) return REMEDY_WORDS[check];
  return ABOVE_TLS[fault] ?? 'Nothing failed that could be mended at the handshake.';
}

const ABOVE_TLS: Readonly<Partial<Record<FaultId, string>>> = {
  'client/not-allowed':
    'Give the owner of the certificate the right at the server, or use the certificate of somebody who has it.',
  'client/same-name-other-ca':
    'Let the issuer be part of what names an account, or trust for clients the CA alone that gives them their names.',
  'proxy/header-passed-on':
    'Let the proxy take these headers out of every request, above all out of those without a client certificate.',
  'proxy/backend-reachable':
    'Let the application answer the proxy alone: by a network of its own, by mutual TLS between the two, or by a secret or a signature beside the header.',
  'client/renewed':
    'Note the new certificate beside the old one before the client changes over, or know the client by a name and its issuer.',
};

/** A command, and what it prints where this is the cause. `root.pem` holds the roots, `server.pem` and `client.pem` a certificate and then its chain, as `pki` writes them. */
export interface TellApart {
  readonly command: string;
  readonly shows: string;
}

const PURPOSE = { server: 'sslserver', client: 'sslclient' } as const;
const ROLES = { server: 'Server', client: 'Client' } as const;
const verifies = (side: 'server' | 'client', shows: string, more = ''): TellApart => ({
  command: `openssl verify -purpose ${PURPOSE[side]} -auth_level 2${more} -CAfile root.pem -untrusted ${side}.pem ${side}.pem`,
  shows,
});
const named = (shows: string): TellApart => verifies('server', shows, ' -verify_hostname HOST');
const dumped = (side: 'server' | 'client', extension: string, shows: string): TellApart => ({
  command: `openssl x509 -in ${side}.pem -noout -ext ${extension}`,
  shows,
});
/** The second certificate of the file: verification alone says 79 of whatever is wrong with a CA. */
const ofIssuer = (shows: string): TellApart => ({
  command: "sed '1,/END CERTIFICATE/d' server.pem | openssl x509 -noout -ext basicConstraints,keyUsage",
  shows,
});
/** One that is no CA is told of as a path that is too long, too, but not first. */
function firstError(shows: string): TellApart {
  const { command } = verifies('server', shows);
  return { command: `${command} 2>&1 | grep -m 1 error`, shows };
}
const sameKey = (side: 'server' | 'client'): TellApart => ({
  command: `openssl x509 -in ${side}.pem -noout -pubkey; openssl pkey -in ${side}.key -pubout`,
  shows: 'two different keys',
});
const bothSides = (name: string, of: (side: 'server' | 'client') => TellApart) => ({
  [`server/${name}`]: of('server'),
  [`client/${name}`]: of('client'),
});

/** By fault; for those that stand in no file, nothing. */
export const TELL_APART: Readonly<Record<string, TellApart>> = {
  ...bothSides('expired', (side) => verifies(side, 'error 10 at 0 depth lookup')),
  ...bothSides('not-yet-valid', (side) => verifies(side, 'error 9 at 0 depth lookup')),
  ...bothSides('self-signed', (side) => verifies(side, 'error 18 at 0 depth lookup')),
  ...bothSides('untrusted-root', (side) => verifies(side, 'error 19 at')),
  ...bothSides('missing-intermediate', (side) => verifies(side, 'error 20 at 0 depth lookup')),
  ...bothSides('tampered', (side) => verifies(side, 'error 7 at 0 depth lookup')),
  ...bothSides('weak-key', (side) => verifies(side, 'error 66 at 0 depth lookup')),
  ...bothSides('weak-signature', (side) => verifies(side, 'error 68 at 0 depth lookup')),
  ...bothSides('wrong-eku', (side) =>
    dumped(side, 'extendedKeyUsage', `an extended key usage without TLS Web ${ROLES[side]} Authentication`),
  ),
  ...bothSides('wrong-key-usage', (side) =>
    dumped(side, 'keyUsage', 'a key usage without digitalSignature, or for RSA key exchange without keyEncipherment'),
  ),
  ...bothSides('stolen-certificate', sameKey),
  'server/wrong-host': named('error 62 at 0 depth lookup'),
  'server/wildcard-too-deep': dumped('server', 'subjectAltName', 'a star for fewer labels than the name has'),
  'server/no-san': dumped('server', 'subjectAltName', 'No extensions'),
  'server/unknown-critical': verifies('server', 'error 34 at 0 depth lookup'),
  'ca/intermediate-expired': verifies('server', 'error 10 at 1 depth lookup'),
  'ca/not-a-ca': ofIssuer('CA:FALSE'),
  'ca/no-cert-sign': ofIssuer('CA:TRUE, and a key usage without Certificate Sign'),
  'ca/path-too-long': firstError('error 25 at'),
  'ca/outside-name-constraints': verifies('server', 'error 47 at'),
  'ca/excluded-name': verifies('server', 'error 48 at'),
  'ca/same-name-other-key': verifies('server', 'error 7 at 1 depth lookup'),
  'client/none': {
    command: 'openssl s_client -connect HOST:PORT -servername HOST -CAfile root.pem -cert client.pem -key client.key',
    shows: 'no error, where the program sent no certificate',
  },
  'client/unlisted-issuer': {
    command: 'openssl s_client -connect HOST:PORT -servername HOST -CAfile root.pem',
    shows: 'the issuer of the certificate is not below "Acceptable client certificate CA names"',
  },
  'hello/no-common-version': {
    command: 'openssl s_client -connect HOST:PORT -tls1_2',
    shows: 'no error with one of -tls1_2 and -tls1_3',
  },
  'hello/no-common-cipher': {
    command: "openssl s_client -connect HOST:PORT -cipher 'ALL:@SECLEVEL=0'",
    shows: 'no error',
  },
};

/** The command line that replays it in the lab. */
export const replayCommand = (fault: FaultId, protocol: 'tls1.2' | 'tls1.3'): string =>
  `handshake-lab simulate --mode mutual --protocol ${protocol === 'tls1.2' ? 'tls1.2-ecdhe' : 'tls1.3'} --fault ${fault}`;
