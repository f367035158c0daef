// Application data and alerts: RFC 5246 10 and 7.2.
import type { Scenario } from '../../lab/scenario.ts';
import { ALERT_WORDS } from '../alerts.ts';
import type { MessageLike } from '../messages.ts';
import { The, text, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

export function request({ facts, encrypted }: MessageLike, { mode, protocol }: Scenario): Lesson {
  return {
    title: 'The client’s request',
    plain: `The client’s HTTP request${quoted(facts.line)}${encrypted ? `, encrypted with the client’s ${keyFor(protocol)} and protected against change` : ''}. An eavesdropper sees that something was sent, when, and about how long it is.`,
    why: 'This is what the handshake was for. Each direction has a key of its own, and both sides know both keys.',
    wrong:
      mode === 'mutual'
        ? 'Mutual TLS does not encrypt more than one-way TLS: same ciphers, same kind of keys. What is gained is that the server knows whose request this is.'
        : 'The server does not know who asks. One-way TLS proves the server only; a client must show who it is by other means, here by a password inside the encrypted request.',
    cites: ['tls12.10', 'tls12.6.2.3'],
  };
}

export function response({ facts, encrypted }: MessageLike, { mode, protocol }: Scenario): Lesson {
  const line = text(facts.line) ?? '';
  const protection = encrypted ? `, encrypted with the server’s ${keyFor(protocol)} and protected against change` : '';
  if (/\s403\b/.test(line)) {
    return {
      title: 'The server’s answer: no',
      plain: `The server answers${quoted(line)}${protection}. It knows who is asking, understood the request, and refuses it.`,
      why: 'The handshake succeeded. The refusal comes from the application, which decides what this client may do.',
      wrong: 'Authenticated is not authorised. A valid certificate shows who the client is, not what it may do.',
      cites: ['http.15.5.4', 'tls12.10'],
    };
  }
  return {
    title: 'The server’s response',
    plain: `The server’s HTTP response${quoted(line)}${protection}.`,
    why: 'Nobody but client and server holds the keys, and the client would notice if a byte had been changed.',
    wrong:
      mode === 'mutual'
        ? 'Authenticated is not authorised. TLS has shown who the client is; whether this client may see this answer is for the application to decide, with each request.'
        : 'Encryption is not authentication: one can have a well encrypted conversation with the wrong party. That this is the right server follows from path validation and the proof of its key, not from the encryption.',
    cites: ['tls12.10', 'tls12.6.2.3'],
  };
}

export function alert({ from, to, facts, encrypted }: MessageLike): Lesson {
  const description = text(facts.description) ?? 'unknown';
  const meaning = ALERT_WORDS[description]?.plain ?? 'This alert is not in the table of RFC 5246.';
  const fatal = facts.level !== 'warning';
  return {
    title: `Alert: ${description}`,
    plain: `${The(from)} ${fatal ? 'breaks off and says why' : 'sends a warning'}. ${meaning}${
      encrypted ? '' : ` The alert travels in the clear, as ${the(from)} has not switched to the new keys.`
    }`,
    why: fatal
      ? 'A fatal alert ends the connection at once, and both sides must forget the keys and secrets of the session.'
      : 'After a warning the connection may go on; the receiver decides whether it wants to.',
    wrong: `Many think that an alert names the check that failed. In fact it is one number${
      encrypted ? ', which only the holder of the keys can read' : `, and it is all that ${the(to)} learns`
    }; programs choose different alerts for the same defect.`,
    cites: ['tls12.7.2', 'tls12.7.2.2'],
  };
}

export function closeNotify({ from }: MessageLike): Lesson {
  return {
    title: 'Alert: close_notify',
    plain: `${The(from)} will send nothing more on this connection. Whoever receives the first one answers with its own.`,
    why: 'Without it, an attacker who cuts the connection could pass a shortened message off as a complete one.',
    wrong: 'It is an alert by its type, but it reports no error: this is how a TLS connection ends in good order.',
    cites: ['tls12.7.2.1'],
  };
}

/** As the versions call it, and “Secrets” with them. */
const keyFor = (protocol: Scenario['protocol']): string => (protocol === 'tls1.3' ? 'application key' : 'write key');

const quoted = (line: string | number | boolean | undefined): string => {
  const known = text(line);
  return known === null ? '' : `, ${known}`;
};
