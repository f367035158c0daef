// Application data and alerts: RFC 5246 10 and 7.2.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { ALERT_WORDS } from '../alerts.ts';
import { The, the } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function request({ details, encrypted }: MessageLike<'ApplicationData'>, { mode, protocol }: Scenario): Lesson {
  return {
    title: 'The client’s request',
    plain: `The client’s HTTP request${quoted(details.line)}${encrypted ? `, encrypted with the client’s ${keyFor(protocol)} and protected against change` : ''}. An eavesdropper sees that something was sent, when, and about how long it is.`,
    why: 'This is what the handshake was for. Each direction has a key of its own, and both sides know both keys.',
    wrong:
      mode === 'mutual'
        ? 'Many think that mutual TLS encrypts more than one-way TLS. In fact ciphers and keys are of the same kind. The gain is that the server can know whose request this is.'
        : 'Many think that the server knows who asks. In fact one-way TLS proves the server only. A client must show who it is by other means, here by a password inside the encrypted request.',
    cites: ['tls12.10', 'tls12.6.2.3'],
  };
}

export function response({ details, encrypted }: MessageLike<'ApplicationData'>, { mode, protocol }: Scenario): Lesson {
  const { line } = details;
  const protection = encrypted ? `, encrypted with the server’s ${keyFor(protocol)} and protected against change` : '';
  if (/\s403\b/.test(line)) {
    return {
      title: 'The server’s answer: no',
      plain: `The server answers${quoted(line)}${protection}. It knows who is asking, understood the request, and refuses it.`,
      why: 'The handshake succeeded. The refusal comes from the application, which decides what this client may do.',
      wrong:
        'Many think that a valid certificate gives access. In fact it shows who the client is, not what it may do.',
      cites: ['http.15.5.4', 'tls12.10'],
    };
  }
  return {
    title: 'The server’s response',
    plain: `The server’s HTTP response${quoted(line)}${protection}.`,
    why: 'Nobody but client and server holds the keys, and the client would notice if a byte had been changed.',
    wrong:
      mode === 'mutual'
        ? 'Many think that TLS decides what the client may see. In fact the application decides, with each request.'
        : 'Many think that encryption shows who the server is. In fact a connection with the wrong party can be well encrypted. Path validation and the proof of the key show who the server is.',
    cites: ['tls12.10', 'tls12.6.2.3'],
  };
}

export function alert({ from, to, details, encrypted }: MessageLike<'Alert'>, { faults }: Scenario): Lesson {
  const { description } = details;
  const meaning =
    faults.includes('wire/downgrade') && from === 'client' && description === 'illegal_parameter'
      ? 'It offered TLS 1.3, and the server’s random ends in the mark “DOWNGRD” 01: somebody changed the offer on the way.'
      : (ALERT_WORDS[description]?.plain ?? 'This alert is not in the tables of the standards.');
  const fatal = details.level !== 'warning';
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

export function closeNotify({ from }: MessageLike<'Alert'>): Lesson {
  return {
    title: 'Alert: close_notify',
    plain: `${The(from)} will send nothing more on this connection. Whoever receives the first one answers with its own.`,
    why: 'Without it, an attacker who cuts the connection could pass a shortened message off as a complete one.',
    wrong: 'Many think that every alert reports an error. In fact this one ends a TLS connection in good order.',
    cites: ['tls12.7.2.1'],
  };
}

/** As the versions call it, and “Secrets” with them. */
const keyFor = (protocol: Scenario['protocol']): string => (protocol === 'tls1.3' ? 'application key' : 'write key');

const quoted = (line: string): string => (line === '' ? '' : `, ${line}`);
