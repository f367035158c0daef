// Operations in TLS 1.3, where their words are others than those of TLS 1.2.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { curve } from '../messages/ecdhe.ts';
import { keyUsed } from '../operations/ecdhe.ts';
import { commonNameIn, span, The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

/** Null where the words of TLS 1.2 hold for 1.3 too. */
export function operationLesson13(event: Operation, scenario: Pick<Scenario, 'mode'>): Lesson | null {
  switch (event.operation) {
    case 'keys.handshake':
      return handshakeKeys(event);
    case 'keys.application':
      return applicationKeys(event, scenario);
    case 'keys.update':
      return updatedKeys(event);
    case 'connection.again':
      return connectsAgain(event);
    case 'ticket.offer':
      return offersTicket();
    case 'ticket.open':
      return event.result === 'fail' ? WRONG_BINDER : openedTicket(event);
    case 'ecdhe.generate':
      return generateShare(event);
    case 'transcript.sign':
      return signTranscript(event);
    case 'possession.verify':
      return possession(event);
    case 'finished.verify':
      return event.details.resumed === true && event.result !== 'fail' ? finishedResumed(event) : finishedVerify(event);
    case 'certificate.missing':
      return missing(event);
    case 'certificate.decide':
      return event.result === 'fail' && event.subject === 'client' ? refusedLate(event) : null;
    case 'record.open':
      return recordOpen(event);
    default:
      return null;
  }
}

function handshakeKeys({ actor, details }: Operation<'keys.handshake'>): Lesson {
  const { group } = details;
  return {
    title: `${The(actor)} derives the secrets of the handshake`,
    plain: `${The(actor)} combines its private half with the other’s share (${group}). From the result and the early secret it derives the handshake secret, and from that a traffic secret for each direction, with a key and an IV (initialisation vector).`,
    why: 'Every secret comes from the one before and something new. The hash of both hellos goes in as well: a side that saw other hellos gets other keys.',
    wrong: details.resumed
      ? 'Many think that the secret of the ticket is the key. In fact it is the first input of the key schedule, and the fresh shares are the second. An attacker who steals the ticket’s secret later still cannot decrypt this connection.'
      : 'Many think that these keys protect the data. In fact they protect the rest of the handshake. Data has keys of its own, which depend on the handshake up to the server’s Finished.',
    cites: ['tls13.7.1', 'tls13.7.3'],
  };
}

function applicationKeys({ actor }: Operation<'keys.application'>, { mode }: Pick<Scenario, 'mode'>): Lesson {
  return {
    title: `${The(actor)} derives the secrets for the data`,
    plain: `${The(actor)} derives the main secret from the handshake secret. From it, and from the hash of the handshake up to the server’s Finished, come the traffic secrets for data.`,
    why: 'The keys for data depend on every byte of the server’s handshake. Nothing new is mixed in at this stage: where an input is missing, zeros stand in its place.',
    wrong:
      mode === 'mutual'
        ? 'Many think that the client’s certificate enters the keys. In fact neither its certificate nor its Finished does. So the server can send data before it knows who the client is.'
        : 'Many think that all of the handshake enters the keys. In fact the client’s Finished does not: these keys are complete before it is sent.',
    cites: ['tls13.7.1', 'tls13.7.3'],
  };
}

function updatedKeys({ details }: Operation<'keys.update'>): Lesson {
  const { direction } = details;
  return {
    title: `New keys for what the ${direction} sends`,
    plain:
      'The next traffic secret is computed from the present one, and from it a new key and a new IV. The old ones are thrown away.',
    why: 'The way back is closed: from the new secret nobody can compute the old one.',
    wrong:
      'Many think that new keys are agreed anew. In fact anyone with the current secret can compute the next ones.',
    cites: ['tls13.7.2', 'tls13.4.7.3'],
  };
}

function connectsAgain({ details }: Operation<'connection.again'>): Lesson {
  const { name } = details;
  return {
    title: 'The client connects again, with its ticket',
    plain: `The first connection is closed, and an hour has passed. The client wants ${name} once more. It has kept the ticket, the secret that goes with it, and what it found out about the server.`,
    why: 'A full handshake costs certificates, signatures and a look at revocation. With the ticket both sides take up what they know of each other.',
    wrong:
      'Many think that the certificate is checked again. In fact nobody notices one that has expired or was revoked in this hour, unless the program checks this itself. That is why tickets should not be renewed for ever.',
    cites: ['tls13.2.2', 'tls13.4.7.1'],
  };
}

const offersTicket = (): Lesson => ({
  title: 'The client makes the binder',
  plain:
    'The client derives the early secret from the ticket’s secret, and the binder key from that. The binder is an HMAC (hash-based message authentication code) over the ClientHello up to the binders.',
  why: 'The ticket crosses the wire in the clear, so anyone can copy it. The binder shows that its sender knows the secret, and it fits this one hello.',
  wrong:
    'Many think that the binder proves a certificate. In fact it ties this hello to the first connection, where certificates were shown. A replayed hello leads no further, since the keys need the secret.',
  cites: ['tls13.4.3.11.2', 'tls13.7.1'],
});

function openedTicket({ details }: Operation<'ticket.open'>): Lesson {
  const { ageSeconds, subject } = details;
  return {
    title: 'The server opens its own ticket',
    plain: `The ticket opens with the server’s own key, so it is genuine; it was given ${span(0, ageSeconds * 1000)} ago. ${subject === '' ? 'Its client was anonymous.' : `It says that the client was ${commonNameIn(subject)}.`} The binder is right: this client knows the ticket’s secret.`,
    why: 'The server had kept nothing. All that it needs comes back in the ticket: the secret, its age, and who the client was. The binder shows that it comes from the client that got it.',
    wrong:
      subject === ''
        ? 'Many think that a ticket tells who the client is. In fact it shows only that this is the same client. No name was ever shown to the server.'
        : `Many think that the server checks ${commonNameIn(subject)}’s certificate again. In fact it sees no certificate here. Whether it has expired since or was revoked, the server must check itself, or let tickets expire soon.`,
    cites: ['tls13.4.7.1', 'tls13.4.3.11.2'],
  };
}

const WRONG_BINDER: Lesson = {
  title: 'The server opens its ticket, and the binder is wrong',
  plain:
    'The ticket is genuine, but the binder is not the HMAC that the server computes with the secret inside. It ends the connection with decrypt_error.',
  why: 'Whoever sent this hello does not know the ticket’s secret, or somebody changed the hello on its way: the binder covers every byte before it.',
  wrong:
    'Many think that the server falls back to a full handshake. In fact it does so for a ticket that it does not know. A wrong binder on a ticket that it does know ends the connection.',
  cites: ['tls13.4.3.11', 'tls13.4.3.11.2', 'tls13.6.2'],
};

function finishedResumed({ actor, subject }: Operation<'finished.verify'>): Lesson {
  const peer = subject === 'client' ? 'client' : 'server';
  return {
    title: `${The(actor)} verifies the ${peer}’s Finished`,
    plain: `${The(actor)} computes the HMAC over what it saw itself, and finds the value that the ${peer} sent: both saw the same handshake, and both know the ticket’s secret.`,
    why:
      peer === 'server'
        ? 'This is the server’s proof: it has opened the ticket, and only its maker can. Its certificate showed in the first connection who the server is.'
        : 'The binder had shown that the client knows the secret. Now the server also knows that it has answered to this very hello, and to no old one.',
    wrong:
      peer === 'server'
        ? 'Many think that the server’s certificate was proven again. In fact only this was proven: it is the same server. Its name and its certificate were carried over from an hour ago.'
        : 'Many think that the client was authenticated again. In fact only this was proven: it is the same client. What the server knew about it was carried over.',
    cites: ['tls13.4.5.3', 'tls13.2.2'],
  };
}

function generateShare({ actor, details }: Operation<'ecdhe.generate'>): Lesson {
  const hybrid = details.group === 'X25519MLKEM768';
  const who = the(actor);
  return {
    title: `${The(actor)} makes a key share`,
    plain: hybrid
      ? `${HYBRID[actor === 'server' ? 'server' : 'client'](The(actor))} No quantum algorithm is known that breaks ML-KEM. The secret will be made of both.`
      : `${The(actor)} picks a random number, its private half, and computes the public half from it on ${curve(details.group)}. The public half is what it will send.`,
    why: hybrid
      ? 'What is recorded today could be opened by the quantum computers of tomorrow. As long as one of the two holds, the secret holds.'
      : 'Nobody can compute the private half from the public one. So anyone may see the public half.',
    wrong: `Many think that this is the key of a certificate. In fact ${who} uses this pair once and throws it away; the key of a certificate lasts for months.`,
    cites: ['tls13.4.3.8'],
  };
}

/** ML-KEM knows no second share: the one side sends a key, the other a secret sealed with it (FIPS 203). */
const HYBRID = {
  client: (who: string) =>
    `${who} prepares two halves at once: a share on the curve X25519, and a public key for ML-KEM-768.`,
  server: (who: string) =>
    `${who} answers both halves: with a share of its own on the curve X25519, and with a fresh secret, sealed with the client’s key for ML-KEM-768.`,
} as const;

function signTranscript({ actor, details }: Operation<'transcript.sign'>): Lesson {
  const { scheme, bytes } = details;
  return {
    title: `${The(actor)} signs the handshake so far`,
    plain: `${The(actor)} hashes all handshake messages up to its own Certificate, puts 64 spaces, its role and a zero in front, and signs these ${bytes} bytes${scheme === undefined ? '' : ` (${scheme})`}. ${keyUsed(actor, details)}`,
    why: 'The hash covers both randoms and both key shares, so the signature fits this connection and no other.',
    wrong:
      'Many think that signing encrypts something. In fact nothing becomes secret here. The private key signs, and anyone with the certificate can verify.',
    cites: ['tls13.4.5.2'],
  };
}

function possession({ actor, subject, result }: Operation<'possession.verify'>): Lesson {
  const peer = subject === 'client' ? 'client' : 'server';
  const failed = result === 'fail';
  return {
    title: failed ? `The ${peer}’s signature does not verify` : `The ${peer}’s signature verifies`,
    plain: failed
      ? `${The(actor)} verifies CertificateVerify with the public key from the ${peer}’s certificate. It does not verify: the signer does not hold the private key of this certificate or saw another handshake, or the signature was changed on the way.`
      : `${The(actor)} verifies CertificateVerify with the public key from the ${peer}’s certificate. It verifies: the ${peer} holds the private key, and saw the same handshake, key shares included.`,
    why: failed
      ? `Certificate, keys and ${peer} are not tied together. The certificate may be a copy, so ${the(actor)} refuses.`
      : `Only now are certificate, keys and ${peer} tied together. Before, the ${peer} could have shown a copy of any certificate.`,
    wrong:
      peer === 'server'
        ? 'Many think that a server proves its key by decrypting. In fact that holds for TLS 1.2 with RSA key exchange only. In TLS 1.3 only this signature proves the key.'
        : 'Many think that the client waits for this check. In fact it was connected as soon as it had sent its Finished, and may have sent its request already.',
    cites: ['tls13.4.5.2'],
  };
}

function finishedVerify({ actor, subject, result }: Operation<'finished.verify'>): Lesson {
  const peer = subject === 'client' ? 'client' : 'server';
  return {
    title: `${The(actor)} verifies the ${peer}’s Finished`,
    plain:
      result === 'fail'
        ? `${The(actor)} computes the HMAC over what it saw itself, and finds another value than the ${peer} sent: the two did not see the same handshake.`
        : `${The(actor)} computes the HMAC over what it saw itself, and finds the value that the ${peer} sent: both saw the same handshake and have the same secrets.`,
    why:
      result === 'fail'
        ? 'One changed byte in any message of the handshake is enough for another value. Nothing that was said before counts.'
        : peer === 'server'
          ? 'For the client this is the last proof. It knows who the server is, and that nobody changed a byte.'
          : 'Now the server knows it too, and, where it asked for a certificate and got one, who the client is.',
    wrong:
      peer === 'server'
        ? 'Many think that the server has now accepted the client. In fact it decides only when the client’s own messages have arrived.'
        : 'Many think that Finished shows who the client is. In fact it shows that the handshake was not changed. Certificate and CertificateVerify show who the client is.',
    cites: ['tls13.4.5.3'],
  };
}

function missing({ result }: Operation<'certificate.missing'>): Lesson {
  const failed = result === 'fail';
  return {
    title: failed
      ? 'The server refuses a client without certificate'
      : 'The server goes on without a client certificate',
    plain: failed
      ? 'The client’s Certificate is empty, and this server requires one. It ends the connection with certificate_required. The client thinks that it is connected at this moment, and has sent its request.'
      : 'The client’s Certificate is empty. This server only asks for one, so it goes on and treats the client as anonymous.',
    why: 'The standard leaves the choice to the server: go on without knowing the client, or refuse.',
    wrong: failed
      ? 'Many think that a finished handshake means that the client was accepted. In fact the refusal comes late in TLS 1.3: at the first read, as an alert.'
      : 'Many think that an empty Certificate is a protocol error. In fact the standard allows it, and no CertificateVerify follows it.',
    cites: ['tls13.4.5.1', 'tls13.6.2'],
  };
}

function refusedLate({ actor }: Operation<'certificate.decide'>): Lesson {
  return {
    title: `${The(actor)} refuses the client’s certificate`,
    plain:
      'At least one check failed, so the server does not believe what the certificate says. It answers with an alert. The client thinks that it is connected, and its request is on the way, unread.',
    why: 'One failed check is enough: a path counts only as a whole. By the standard the server could also go on and treat the client as unauthenticated (RFC 9846 4.5.1.3).',
    wrong:
      'Many think that a client knows of its refusal when its handshake ends. In fact a client of mutual TLS 1.3 can report a successful handshake and then a failed read.',
    cites: ['pkix.6.1', 'tls13.6.2', 'tls13.4.5.1'],
  };
}

function recordOpen({ actor, result }: Operation<'record.open'>): Lesson {
  const sender = actor === 'client' ? 'server' : 'client';
  return {
    title: result === 'fail' ? `${The(actor)} cannot open the record` : `${The(actor)} opens the record`,
    plain:
      result === 'fail'
        ? `${The(actor)} tries to open the ${sender}’s protected record, and its authentication tag does not match. It ends the connection with bad_record_mac.`
        : `${The(actor)} opens the ${sender}’s protected record with the key for this direction; it is unchanged.`,
    why: 'Every protected record is checked before anything in it is used. The tag covers the header and the record’s place in the sequence, too.',
    wrong:
      result === 'fail'
        ? 'Many think that this shows a change on the way. In fact the two sides may also have different keys. Nobody can tell which.'
        : null,
    cites: ['tls13.5.2', 'tls13.6.2'],
  };
}
