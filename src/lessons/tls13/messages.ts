// The messages of TLS 1.3, where their words are others than those of TLS 1.2: RFC 9846 4.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { count, goesOnWithout, onlyKeys, The } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

/** Null where the words of TLS 1.2 hold for 1.3 too. */
export function messageLesson13(message: MessageLike, scenario: Scenario): Lesson | null {
  const fromServer = message.from === 'server';
  switch (message.type) {
    case 'ClientHello':
      if (message.details.retried === true) return secondHello(message);
      return message.details.resumes === true ? helloWithTicket(message) : clientHello(message, scenario);
    case 'HelloRetryRequest':
      return helloRetryRequest(message);
    case 'ServerHello':
      return serverHello(message);
    case 'EncryptedExtensions':
      return ENCRYPTED_EXTENSIONS;
    case 'CertificateRequest':
      return certificateRequest(message, scenario);
    case 'Certificate':
      if (fromServer) return serverCertificate(message);
      return message.details.count === 0 ? EMPTY : clientCertificate(message);
    case 'CertificateVerify':
      return fromServer ? SERVER_VERIFY : CLIENT_VERIFY;
    case 'ChangeCipherSpec':
      return CHANGE_CIPHER_SPEC;
    case 'Finished':
      if (message.details.resumed === true)
        return fromServer ? SERVER_FINISHED_RESUMED : clientFinishedResumed(scenario);
      return fromServer ? SERVER_FINISHED : scenario.mode === 'mutual' ? CLIENT_FINISHED_MUTUAL : CLIENT_FINISHED;
    case 'NewSessionTicket':
      return newSessionTicket(message);
    case 'KeyUpdate':
      return keyUpdate(message);
    case 'Alert':
      return message.details.description === 'close_notify' ? closeNotify(message) : null;
    default:
      return null;
  }
}

function clientHello({ details }: MessageLike<'ClientHello'>, { mode }: Scenario): Lesson {
  const name = details.serverName || 'a server';
  const { groups } = details;
  return {
    title: 'ClientHello',
    plain: `The client asks for ${name}, lists versions, cipher suites, groups and signature algorithms, and already brings its key share${groups === undefined ? '' : ` for ${groups}`}: the public half of a key pair made for this handshake.`,
    why: 'In TLS 1.2 the shares come only after the hellos. Here the client guesses which group the server will take, and saves a whole round trip.',
    wrong:
      mode === 'mutual'
        ? 'Many think that the field version is the version. In fact it says TLS 1.2, since old middleboxes would drop anything else; supported_versions counts. The client’s certificate is not in here.'
        : 'Many think that TLS 1.3 encrypts everything. In fact nothing in this message is, the server’s name (SNI) included. The field version says TLS 1.2, since old middleboxes would drop anything else; supported_versions counts.',
    cites: ['tls13.4.2.2', 'tls13.4.3.1', 'tls13.4.3.8', 'sni.3'],
  };
}

/** The answer to HelloRetryRequest. */
function secondHello({ details }: MessageLike<'ClientHello'>): Lesson {
  const { groups } = details;
  return {
    title: 'ClientHello, the second',
    plain: `The client answers HelloRetryRequest. It repeats its ClientHello with the same client random, sends back the server’s cookie, and brings one key share${groups === undefined ? '' : `, for ${groups}`}: the group that the server asked for.`,
    why: 'The server could not use any share of the first ClientHello. With this one both sides can compute the secret. The handshake has now taken one round trip more.',
    wrong:
      'Many think that the client may now offer something else. In fact it may change only what the standard lists, such as the key share, the cookie and the binders. Both ClientHellos count for the hash of the handshake.',
    cites: ['tls13.4.2.2', 'tls13.4.2.4'],
  };
}

function helloRetryRequest({ details }: MessageLike<'HelloRetryRequest'>): Lesson {
  const { group } = details;
  return {
    title: 'HelloRetryRequest',
    plain: `The client guessed wrong: it brought no key share for ${group}, which the server wants. The server asks for it, and hands the client a cookie to bring along.`,
    why: 'Client and server must agree on one group. The client knows this one, or the server would have given up with handshake_failure.',
    wrong:
      'Many think that this is a message type of its own. In fact it is a ServerHello with a fixed random, the SHA-256 of the word HelloRetryRequest. The first ClientHello stays in the transcript, as a hash.',
    cites: ['tls13.4.2.4'],
  };
}

function serverHello({ details }: MessageLike<'ServerHello'>): Lesson {
  const { suite, group } = details;
  return {
    title: 'ServerHello',
    plain: `The server chooses TLS 1.3 and ${suite}, and sends its own key share${group === undefined ? '' : ` for ${group}`}. With both shares each side can compute the secret: from here on the handshake is encrypted.`,
    why:
      details.resumes === true
        ? 'It also names the ticket that it takes: the secret of the earlier connection goes into the keys, and nobody has to show a certificate again.'
        : 'The suite names only the cipher and the hash. How keys are agreed and who signs with what is negotiated apart from it.',
    wrong:
      details.resumes === true
        ? 'Many think that a server that takes the ticket is proven. In fact anyone could send these bytes. Only its Finished needs the ticket’s secret. Fresh shares are sent, too: they give forward secrecy.'
        : 'Many think that encrypted means authenticated. In fact nobody has proven anything so far: an attacker on the path could have sent this share, and would now share keys with the client.',
    cites:
      details.resumes === true
        ? ['tls13.4.2.3', 'tls13.4.3.11', 'tls13.2.2']
        : ['tls13.4.2.3', 'tls13.4.3.8', 'tls13.7.1'],
  };
}

const ENCRYPTED_EXTENSIONS: Lesson = {
  title: 'EncryptedExtensions',
  plain:
    'The first encrypted message: the server’s answers to those offers of the client that have nothing to do with the keys, such as the protocol inside TLS (ALPN, application-layer protocol negotiation).',
  why: 'In TLS 1.2 these answers stand in ServerHello, for everybody to read. Here only what is needed for the keys stays in the clear.',
  wrong:
    'Many think that it may be left out when it is empty. In fact it always comes next after ServerHello, or the client stops.',
  cites: ['tls13.4.4.1'],
};

function certificateRequest({ details }: MessageLike<'CertificateRequest'>, scenario: Scenario): Lesson {
  const { authorities } = details;
  const named = authorities === 0 ? 'it names no CA' : `it names ${count(authorities, 'CA')}`;
  return {
    title: 'CertificateRequest',
    plain: `The server asks the client for a certificate. It says with which signature algorithms the client may prove its key${onlyKeys(details.keys)}, and of which CAs the certificate should be: ${named}.${goesOnWithout(scenario)}`,
    why: 'A client may hold several certificates. The list helps it to choose one that this server can accept.',
    wrong:
      'Many think that it says whether a certificate is required. In fact it does not. It is encrypted, so an eavesdropper does not even see that the server asks.',
    cites: ['tls13.4.4.2'],
  };
}

function serverCertificate({ details }: MessageLike<'Certificate'>): Lesson {
  const stapled = details.status;
  return {
    title: 'The server’s Certificate',
    plain: `The server shows ${chain(details.count)}, encrypted.${
      stapled === undefined ? '' : ` Stapled to it is the CA’s OCSP response: ${stapled}.`
    } It ties a name to a public key; the proof of the key is the next message.`,
    why: 'The client needs to know whose share it has agreed on a secret with. The name is here, the link to this handshake is the signature that follows.',
    wrong:
      'Many think that encryption makes the server’s certificate secret. In fact everyone who connects to this server receives it. It is hidden only from an eavesdropper.',
    cites: ['tls13.4.5.1', 'pkix.4.1'],
  };
}

function clientCertificate({ details }: MessageLike<'Certificate'>): Lesson {
  return {
    title: 'The client’s Certificate',
    plain: `The server asked, so the client shows ${chain(details.count)}.${
      details.status === undefined ? '' : ` Stapled to it is the CA’s OCSP response: ${details.status}.`
    } By itself it proves nothing: the proof is CertificateVerify.`,
    why: 'The server learns which name goes with which public key. Whether it believes that depends on the issuer.',
    wrong:
      'Many think that an eavesdropper can read the client’s name here. In fact that holds for TLS 1.2. In TLS 1.3 it is encrypted, and is sent only after the server has proven itself.',
    cites: ['tls13.4.5.1', 'tls13.4.4.2'],
  };
}

const EMPTY: Lesson = {
  title: 'The client’s Certificate: empty',
  plain: 'The client has no suitable certificate. It must still answer the request, and does so with an empty list.',
  why: 'An explicit “none” lets the server decide: it may go on without knowing the client, or refuse with certificate_required.',
  wrong:
    'Many think that the client waits for the server’s decision. In fact it sends its Finished and may send its request. If the server refuses, the client learns that afterwards.',
  cites: ['tls13.4.5.1', 'tls13.6.2'],
};

const SERVER_VERIFY: Lesson = {
  title: 'The server’s CertificateVerify',
  plain:
    'The server signs a hash of all messages so far, its certificate included. If the signature verifies with the public key in that certificate, the server holds the private one.',
  why: 'The hash covers both key shares. So the signature ties the certificate to the very keys that encrypt this connection: nobody sits in between.',
  wrong:
    'Many think that a server proves its key by decrypting. In fact the certificate’s key never encrypts in TLS 1.3, it only signs. In TLS 1.2 only clients send this message.',
  cites: ['tls13.4.5.2'],
};

const CLIENT_VERIFY: Lesson = {
  title: 'The client’s CertificateVerify',
  plain:
    'The client signs a hash of all messages so far, both sides’. If the signature verifies with the public key in its certificate, the client holds the private one.',
  why: 'Anyone can copy a certificate, but only the holder of the key can make this signature, and it fits this connection alone.',
  wrong:
    'Many think that one side could reuse the other’s signature. In fact the signed bytes begin with 64 spaces and “TLS 1.3, client CertificateVerify”, so a server’s signature cannot serve as a client’s.',
  cites: ['tls13.4.5.2'],
};

const CHANGE_CIPHER_SPEC: Lesson = {
  title: 'ChangeCipherSpec, which means nothing',
  plain:
    'A single byte that both sides throw away. It is sent so that middleboxes (firewalls and proxies) take the connection for a resumed session of TLS 1.2.',
  why: 'When TLS 1.3 was tried out, firewalls dropped connections that looked unfamiliar. With this byte and a made-up session ID they let it pass.',
  wrong:
    'Many think that it switches keys. In fact it does nothing in TLS 1.3. It is not encrypted, is not part of the transcript, and a client may leave it out.',
  cites: ['tls13.E.4', 'tls13.5'],
};

const SERVER_FINISHED: Lesson = {
  title: 'The server’s Finished',
  plain:
    'An HMAC (hash-based message authentication code) over the hash of all messages so far, with a key made from the server’s handshake traffic secret. After it, the server uses the application keys.',
  why: 'It shows that nobody has changed a byte of the handshake, the choice of version and suite included, and that the server has the same secrets.',
  wrong:
    'Many think that the server now knows the client. In fact the client has proven nothing yet. From here on the server could send data without knowing who the client is.',
  cites: ['tls13.4.5.3', 'tls13.7.1'],
};

const CLIENT_FINISHED: Lesson = {
  title: 'The client’s Finished',
  plain:
    'An HMAC over the hash of all messages so far. With it the handshake is over for the client: one round trip, and its request follows at once.',
  why: 'Until now the server could not know whether the client had seen its true messages.',
  wrong:
    'Many think that it shows who the client is. In fact it shows only that the maker of the client’s share is still there.',
  cites: ['tls13.4.5.3'],
};

const CLIENT_FINISHED_MUTUAL: Lesson = {
  title: 'The client’s Finished',
  plain:
    'An HMAC over the hash of all messages so far. The client is connected from here on, and sends its request right after it.',
  why: 'The server’s part was complete before, so there is nothing left for the client to wait for. That saves a round trip.',
  wrong:
    'Many think that the client is accepted when its handshake is over. In fact the server reads certificate and signature only now. If it refuses, the client finds the alert at its first read.',
  cites: ['tls13.4.5.3', 'tls13.6.2'],
};

function newSessionTicket({ details }: MessageLike<'NewSessionTicket'>): Lesson {
  return {
    title: 'NewSessionTicket',
    plain: `The server gives the client a ticket for the next time, good for ${count(details.lifetimeHours, 'hour')}. It is sealed with a key that only the server has; the client cannot read its content.`,
    why: 'Client and server both compute a secret for it from this handshake. Next time the client shows the ticket and proves that it knows the secret: no certificates, no signatures.',
    wrong:
      'Many think that a stolen ticket opens the next connection. In fact the secret that belongs to it never crosses the wire, and a fresh key share goes into the keys, too.',
    cites: ['tls13.4.7.1', 'tls13.4.3.11'],
  };
}

function keyUpdate({ from, details }: MessageLike<'KeyUpdate'>): Lesson {
  const { requested } = details;
  return {
    title: requested ? 'KeyUpdate: new keys, and yours too' : 'KeyUpdate: new keys',
    plain: requested
      ? `${The(from)} announces that its next record will be under new keys, computed from the present ones, and asks the other side to do the same.`
      : `${The(from)} announces that its next record will be under new keys, computed from the present ones. It was asked to, so it asks for nothing in return.`,
    why: 'No key should protect too much. An attacker who steals the new keys cannot compute the old ones, so older data stays encrypted.',
    wrong:
      'Many think that this is a renegotiation. In fact TLS 1.3 has none: this message changes keys and nothing else. Anyone with the current secrets can compute the next ones.',
    cites: ['tls13.4.7.3', 'tls13.7.2'],
  };
}

function helloWithTicket({ details }: MessageLike<'ClientHello'>): Lesson {
  const name = details.serverName || 'the server';
  return {
    title: 'ClientHello, with a ticket',
    plain: `The client asks for ${name} and offers the ticket of the first connection (pre_shared_key; PSK is short for it). At the very end stands the binder: an HMAC that shows that it knows the ticket’s secret. It brings a fresh key share all the same.`,
    why: 'It offers the ticket for psk_dhe_ke only: the secret of the ticket and a fresh key exchange together. Someone who learns it later still cannot decrypt a recording.',
    wrong:
      'Many think that a copied ticket is dangerous. In fact only the server can open it, and without the binder it is worth nothing. If the server does not take it, a full handshake follows.',
    cites: ['tls13.2.2', 'tls13.4.3.11', 'tls13.4.3.9', 'tls13.4.2.2'],
  };
}

const SERVER_FINISHED_RESUMED: Lesson = {
  title: 'The server’s Finished, and its only proof',
  plain:
    'An HMAC over the hash of all messages so far, with a key made from the server’s handshake traffic secret. This time no Certificate and no CertificateVerify came before it.',
  why: 'The keys follow from the ticket’s secret, which only the maker of the ticket and the client know. So this HMAC shows that the server is the one of the first connection.',
  wrong:
    'Many think that the server’s certificate is checked again. In fact it was checked in the first connection. Nobody notices here what has expired or was revoked since.',
  cites: ['tls13.4.5.3', 'tls13.2.2', 'tls13.4.7.1'],
};

function closeNotify({ from }: MessageLike<'Alert'>): Lesson {
  return {
    title: 'Alert: close_notify',
    plain: `${The(from)} will send nothing more on this connection. It closes its own direction only: the other side may finish what it has to say before it closes its own.`,
    why: 'Without it, an attacker who cuts the connection could pass a shortened message off as a complete one.',
    wrong:
      'Many think that both directions close at once. In fact that holds for TLS 1.2. In TLS 1.3 the other side may finish what it has to send.',
    cites: ['tls13.6.1'],
  };
}

const clientFinishedResumed = ({ mode }: Scenario): Lesson => ({
  title: 'The client’s Finished',
  plain:
    'An HMAC over the hash of all messages so far. The client is connected, after one round trip and without a single signature.',
  why: 'The binder covered the hello alone. This covers the server’s answer too, so it can come from nobody who only plays an old hello again.',
  wrong:
    mode === 'mutual'
      ? 'Many think that the client must show its certificate again. In fact it was not asked. For the server it is the client that the ticket names.'
      : 'Many think that a ticket adds a proof. In fact it carries over what was proven before, and adds nothing.',
  cites: ['tls13.4.5.3', 'tls13.2.2'],
});

function chain(certificates: number): string {
  if (certificates < 2) return 'its certificate';
  return `its certificate, followed by ${count(certificates - 1, 'CA certificate')}`;
}
