// The answer to each fault's question, shown where its run ends. `{@fails}` is a row, `{why}` a word or clause: both come
// from the recording (answerFor.ts), which also decides what of a text is shown. `*…*` is bold, `[…]` is left out where the
// run lacks something that it names.
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import type { CheckId } from '../pki/path/result.ts';
import type { Side } from '../tls/events.ts';

/** A text, and the end of the run for which it is written: in any other run it is not shown. */
export type FaultAnswer =
  | { readonly end: 'refused'; readonly by: Side; readonly check: CheckId; readonly text: AnswerText }
  | { readonly end: 'through'; readonly text: AnswerText };

/** By protocol where it differs. */
export type AnswerText = string | Readonly<Record<Protocol, string>>;

/** The client refuses; what the server is told. */
const byClient = (check: CheckId, text: AnswerText): readonly FaultAnswer[] => [
  refusal('client', check, text, SERVER_TOLD),
];
/** The server refuses; what the client is told, and when. */
const byServer = (check: CheckId, text: AnswerText): readonly FaultAnswer[] => [
  refusal('server', check, text, CLIENT_TOLD),
];

const refusal = (by: Side, check: CheckId, text: AnswerText, told = ''): FaultAnswer => ({
  end: 'refused',
  by,
  check,
  text: typeof text === 'string' ? `${text}${told}` : mapText(text, (each) => `${each}${told}`),
});

const mapText = (text: Readonly<Record<Protocol, string>>, change: (text: string) => string): AnswerText => ({
  'tls1.2-rsa': change(text['tls1.2-rsa']),
  'tls1.2-ecdhe': change(text['tls1.2-ecdhe']),
  'tls1.3': change(text['tls1.3']),
});

const through = (text: AnswerText): FaultAnswer => ({ end: 'through', text });

const older = (text: string, tls13: string): AnswerText => ({
  'tls1.2-rsa': text,
  'tls1.2-ecdhe': text,
  'tls1.3': tls13,
});

const SERVER_TOLD = ' All that the server is told is one alert, {alert} ({@alert}).';
const CLIENT_TOLD =
  ' All that the client is told is one alert, {alert} ({@alert})[; by then it has finished and sent its request ({@request})].';

const SOFT = through(
  '*Here the client goes on*: with soft-fail an answer that is missing or of no use counts as good ({@passedOver}). An attacker with a stolen key only has to keep the true answer away.',
);

/** The compiler wants an entry for each id. */
export const ANSWERS: Readonly<Record<FaultId, readonly FaultAnswer[]>> = {
  'server/expired': byClient(
    'validity.notAfter',
    '*The client looks at the date*, by its own clock: {why} ({@fails}).',
  ),
  'server/not-yet-valid': byClient(
    'validity.notBefore',
    '*Yes.* Outside its dates a certificate counts for nothing, and {why} ({@fails}).',
  ),
  'server/wrong-host': byClient(
    'identity.dns',
    '*No.* The CA vouches for the names in the certificate alone: {why}, and the client asked for {host} ({@fails}).',
  ),
  'server/no-san': byClient(
    'identity.san',
    '*In subjectAltName, and nowhere else.* There is nothing to compare with {host}, for {why} ({@fails}).',
  ),
  'server/wildcard-too-deep': byClient(
    'identity.dns',
    '*Exactly one.* The client asked for {host}, which has a label more than the star covers: {why} ({@fails}).',
  ),
  'server/nul-in-name': byClient(
    'identity.dns',
    '*All of it.* A name in a certificate has a length and no end mark, so the client compares the whole name: {why} ({@fails}).',
  ),
  'server/self-signed': byClient(
    'chain.trustAnchor',
    '*Because everybody can sign for themselves.* The signature shows who holds the key, not whose name it is, and {why} ({@fails}).',
  ),
  'server/untrusted-root': byClient(
    'chain.trustAnchor',
    '*The client’s trust store.* Signatures link the chain together, but {why} ({@fails}).',
  ),
  'server/missing-intermediate': byClient(
    'chain.build',
    '*The issuing CA’s certificate*, which the server has to send: {why} ({@fails}).',
  ),
  'server/reversed-chain': [
    through(
      older(
        '*Nothing, with this client:* it builds the path itself, in whatever order the certificates came ({@serverShown}). TLS 1.2 demands the order, so another client may refuse it.',
        '*Nothing:* the client builds the path itself, in whatever order the certificates came ({@serverShown}). TLS 1.3 only recommends the order.',
      ),
    ),
  ],
  'server/tampered': byClient(
    'signature.verify',
    '*By the CA’s signature*, which covers every byte: {why} ({@fails}).',
  ),
  'server/stolen-certificate': [
    refusal(
      'server',
      'record.mac',
      '*The server’s Finished, which never comes.* Without the private key the thief cannot open the premaster secret, so it has other keys and cannot read the client’s Finished ({@fails}). It gives up with {alert} ({@alert}).',
    ),
    refusal(
      'client',
      'possession',
      '*{message} ({@proof}).* Its signature does not verify with the key in the certificate ({@fails}), although the certificate itself passed every check ({@serverShown}).',
      SERVER_TOLD,
    ),
  ],
  'server/wrong-eku': byClient(
    'eku.serverAuth',
    '*No.* Its extended key usage says for which purposes it counts, and {why} ({@fails}).',
  ),
  'server/wrong-key-usage': byClient('leaf.keyUsage', {
    'tls1.2-rsa':
      '*Encryption.* With RSA key exchange the client encrypts the premaster secret with the server’s key, and this certificate does not allow that ({@fails}).',
    'tls1.2-ecdhe':
      '*A signature.* With ECDHE the server signs its share with its key, and this certificate does not allow that ({@fails}).',
    'tls1.3':
      '*A signature.* In TLS 1.3 the server signs the handshake with its key, and this certificate does not allow that ({@fails}).',
  }),
  'server/weak-key': byClient(
    'crypto.keySize',
    '*The client.* Each verifier sets its own limit, whatever a CA has signed: {why} ({@fails}).',
  ),
  'server/weak-signature': byClient(
    'crypto.signatureHash',
    '*Because two certificates with one SHA-1 hash can be made.* The CA may have signed another one than this, and {why} ({@fails}).',
  ),
  'server/unknown-critical': byClient(
    'ext.unknownCritical',
    '*It decides.* Critical means: refuse the certificate if you do not understand this part, and {why} ({@fails}).',
  ),
  'server/name-of-its-ca': [
    through(
      '*No: another key signed it.* The client verifies the signature with its CA’s key, and finds nothing wrong ({@serverShown}). A program that goes by the two names takes it for self-signed: OpenSSL does so where the certificate has no key identifiers, and a key of the kind that signed it.',
    ),
  ],
  'server/revoked': byClient(
    'revocation.status',
    '*Only from the CA.* The certificate never changes; what the CA says of it does ({@status}), and so the client refuses it ({@fails}).',
  ),
  'ca/intermediate-expired': byClient(
    'validity.notAfter',
    '*No.* A path counts only if each certificate in it does, and of the issuing CA’s the client finds: {why} ({@fails}).',
  ),
  'ca/not-a-ca': byClient(
    'ca.basicConstraints',
    '*One field, basicConstraints.* Whatever a customer signs does not count, because the customer’s certificate does not say that it is a CA ({@fails}).',
  ),
  'ca/no-cert-sign': byClient(
    'ca.keyCertSign',
    '*No.* Its key usage lacks keyCertSign, so its signatures on certificates do not count ({@fails}).',
  ),
  'ca/path-too-long': byClient(
    'ca.pathLen',
    '*As many as pathLenConstraint says*, a number in the certificate of a CA above. Here there is one more ({@fails}).',
  ),
  'ca/outside-name-constraints': byClient(
    'nc.permitted',
    '*No: for the names that its own certificate permits.* The server’s name is none of them ({@fails}).',
  ),
  'ca/excluded-name': byClient(
    'nc.excluded',
    '*Each client that validates the path.* The CA’s own certificate excludes the domain, and the server’s name lies in it ({@fails}).',
  ),
  'ca/same-name-other-key': byClient(
    'signature.verify',
    '*A key.* The client trusts a root of the same name, but its key does not verify the signature below it ({@fails}).',
  ),
  'ca/intermediate-anchor': [
    through(
      '*At any certificate that the client trusts.* Its own store says where, and here that is the issuing CA ({@serverShown}). Some programs want a root all the same: OpenSSL does, unless it may end a path earlier (-partial_chain).',
    ),
  ],
  'ca/ocsp-unreachable': [
    ...byClient(
      'revocation.available',
      '*Here the client does not go on*: with hard-fail a missing answer is a reason to refuse ({@fails}).',
    ),
    SOFT,
  ],
  'ca/ocsp-forged': [
    ...byClient(
      'revocation.signature',
      '*Not the CA.* The answer carries a signature, and it does not verify with the CA’s key ({@fails}), so plain HTTP does no harm.',
    ),
    SOFT,
  ],
  'ca/ocsp-stale': [
    ...byClient(
      'revocation.fresh',
      '*Nothing.* An answer counts from thisUpdate to nextUpdate, and that time is over ({@fails}): the certificate may have been revoked since.',
    ),
    SOFT,
  ],
  'ca/crl-expired': [
    ...byClient(
      'revocation.fresh',
      '*No.* A list counts until its nextUpdate, and that time is over ({@fails}): the certificate may stand on a newer one.',
    ),
    SOFT,
  ],
  'client/none': byServer(
    'client.required',
    '*A Certificate message with nothing in it ({@shown}).* That is legal; the server decides, and this one requires a certificate ({@fails}).',
  ),
  'client/none-optional': [
    through(
      '*It does not know.* For TLS the client is anonymous, since its Certificate message is empty ({@clientEmpty}). The application asks for a {login} instead ({@decides}).',
    ),
  ],
  'client/unlisted-issuer': byServer(
    'client.required',
    '*Because the client does not send it.* Its CA is not among those that the server named ({@asked}), and so its Certificate message is empty ({@shown}). The server requires a certificate ({@fails}).',
  ),
  'client/key-not-accepted': byServer(
    'client.required',
    '*Because its key can make none of the signatures that CertificateRequest lists ({@asked}).* So its Certificate message is empty ({@shown}), and the server requires a certificate ({@fails}).',
  ),
  'client/expired': byServer(
    'validity.notAfter',
    '*Only the server notices*: the client’s certificate is judged by the server’s clock, and {why} ({@fails}).',
  ),
  'client/long-expired': byServer(
    'validity.notAfter',
    '*It need not: a list may leave out what has expired.* The date alone keeps it out: {why} ({@fails}).',
  ),
  'client/not-yet-valid': byServer(
    'validity.notBefore',
    '*The same as for one that has expired*, {alert}: {why} ({@fails}).',
  ),
  'client/self-signed': byServer(
    'chain.trustAnchor',
    '*Nothing.* Anybody can write any name and sign it with the own key; the server needs a CA that it trusts, and {why} ({@fails}).',
  ),
  'client/untrusted-root': byServer(
    'chain.trustAnchor',
    '*A CA that it trusts.* The signatures link the chain together, but {why} ({@fails}).',
  ),
  'client/missing-intermediate': byServer(
    'chain.build',
    '*It cannot.* The client has to send what stands between its certificate and the root: {why} ({@fails}).',
  ),
  'client/tampered': byServer('signature.verify', '*No.* The CA’s signature covers the name, too: {why} ({@fails}).'),
  'client/weak-key': byServer(
    'crypto.keySize',
    '*The server.* Each verifier sets its own limit, whatever a CA has signed: {why} ({@fails}).',
  ),
  'client/weak-signature': byServer(
    'crypto.signatureHash',
    '*Because two certificates with one SHA-1 hash can be made.* The CA may have signed another one than this, and {why} ({@fails}).',
  ),
  'client/revoked': byServer(
    'revocation.status',
    '*From the CA alone.* The certificate is the same as before; what the CA says of it is not ({@status}), and so the server refuses it ({@fails}).',
  ),
  'client/wrong-eku': byServer(
    'eku.clientAuth',
    '*No.* Its extended key usage says for which purposes it counts, and {why} ({@fails}).',
  ),
  'client/server-certificate': byServer(
    'eku.clientAuth',
    '*Only one that was issued for both*: here {why} ({@fails}). Even then the server would know its client by the server’s own name.',
  ),
  'client/wrong-key-usage': byServer(
    'leaf.keyUsage',
    '*It would have to sign.* CertificateVerify is a signature ({@proof}), and this certificate does not allow its key to sign ({@fails}).',
  ),
  'client/stolen-certificate': byServer(
    'possession',
    '*CertificateVerify ({@proof}).* The thief signs with another key, so the signature does not verify with the key in the certificate ({@fails}).',
  ),
  'client/not-allowed': [
    through(
      '*To nothing by itself.* TLS has proven that the client is {customer} ({@clientProof}); what {customer} may do, the application decides, and it answers {status} ({@decides}).',
    ),
  ],
  'client/verdict-ignored': [
    through(
      '*The key, and nothing else.* The signature shows that the client holds the key in its certificate ({@clientProof}); it made that certificate itself, and TLS found that no CA stands behind the name. The application does not ask, and answers {status} ({@decides}): whoever writes this name into a certificate gets the account.',
    ),
  ],
  'client/same-name-other-ca': [
    through(
      '*A name alone does not say.* The server trusts both CAs, so TLS goes through ({@clientProof}), and the application answers {status} ({@decides}). Where it looks at a name without its issuer, the account is taken.',
    ),
  ],
  'client/renewed': [
    through(
      '*TLS does, and the bank only by what it has noted.* The new certificate is valid ({@clientProof}), and the application answers {status} ({@decides}). Fingerprint and serial number name the old certificate alone, a name both.',
    ),
  ],
  'clock/client-slow': byClient(
    'validity.notBefore',
    '*A day before the certificates begin.* By the client’s clock {why} ({@fails}), although nothing is wrong with the certificate.',
  ),
  'clock/client-fast': byClient(
    'validity.notAfter',
    '*A day after the certificates end.* By the client’s clock {why} ({@fails}), although nothing is wrong with the certificate.',
  ),
  'hello/no-common-cipher': byServer(
    'hello.cipher',
    '*Then there is no connection.* The server compares the client’s list with its own: {why} ({@fails}).',
  ),
  'hello/no-common-version': byServer(
    'hello.version',
    '*The server finds out*, as soon as it reads ClientHello: {why} ({@fails}).',
  ),
  'hello/unknown-name': byServer(
    'hello.sni',
    '*This one gives up*, rather than show a certificate for another name: {why} ({@fails}).',
  ),
  'wire/edit-hello': [
    refusal(
      'server',
      'finished.verify',
      '*At the end, by Finished.* It covers all messages of the handshake, and the server has read another ClientHello than the client sent ({@fails}).',
      CLIENT_TOLD,
    ),
    refusal(
      'server',
      'possession',
      '*By CertificateVerify, before Finished.* The client signs all messages so far, and the server has read another ClientHello than the client sent ({@fails}).',
      CLIENT_TOLD,
    ),
    refusal(
      'client',
      'record.mac',
      '*By the first encrypted record.* In TLS 1.3 all keys depend on both hellos, so client and server have different keys, and the client cannot open the record ({@fails}). Its alert, {alert} ({@alert}), cannot be opened by the server either.',
    ),
  ],
  'wire/flip-record': byServer(
    'record.mac',
    '*No.* Each record carries a code that only those with the key can make, and it does not fit any more ({@fails}).',
  ),
  'wire/flip-certificate-verify': byServer(
    'possession',
    '*The client.* The signature does not verify ({@fails}), and the server cannot tell a signature that was changed on the way ({@attack}) from a false one.',
  ),
  'wire/drop-message': byClient(
    'order',
    '*By the order.* The client waits for ServerHello, and what comes instead may not come now ({@fails}).',
  ),
  'wire/truncate': byServer(
    'decode',
    '*No.* It counts the bytes, they do not add up, and it reads no further ({@fails}).',
  ),
  'wire/replay': byServer(
    'record.mac',
    '*Because the server’s random bytes are new.* All keys depend on them, so a message that was recorded yesterday ({@attack}) does not fit this connection ({@fails}).',
  ),
  'wire/downgrade': byClient(
    'hello.downgrade',
    '*By the server’s random bytes.* A server that knows TLS 1.3 marks their end when it is asked for less, and the client knows the mark ({@fails}).',
  ),
  'wire/mitm': [
    refusal(
      'client',
      'chain.trustAnchor',
      '*The issuer.* Anybody can make a certificate with this name, but {why} ({@fails}). The client ends the connection with {alert} ({@alert}); the server was never spoken to.',
    ),
  ],
  'wire/mitm-trusted': [
    refusal(
      'server',
      'possession',
      '*No.* The attacker can show the client’s certificate but not sign with its key ({@fails}), so the server ends the connection with {alert} ({@alert}).[ The client’s request has reached the attacker by then ({@reads}), the server’s answer never does.]',
    ),
    through(
      '*It is not asked to.* The server wants to see no certificate, so it cannot notice that somebody sits in between, and the attacker reads the request ({@reads}).',
    ),
  ],
  'wire/server-key-leaks': [
    through(
      '*Nothing is secret any more.* The client encrypted the premaster secret with the server’s key, so the stolen key opens it, and with it every record ({@opens}).',
    ),
    through(
      '*It stays closed.* The server only signed with its key; the secret came from shares that both sides have forgotten since, and the stolen key opens nothing ({@fruitless}).',
    ),
  ],
  'proxy/header-passed-on': [
    through(
      '*No: a header looks the same, whoever wrote it.* For TLS the client is anonymous ({@clientEmpty}); the application believes the header, and answers {status} ({@decides}).',
    ),
  ],
  'proxy/backend-reachable': [
    through(
      '*A copy of the certificate, and no key.* The proof of the handshake ({@clientProof}) reaches the proxy alone. The application has proof of nothing: it believes whoever writes the header.',
    ),
  ],
};
