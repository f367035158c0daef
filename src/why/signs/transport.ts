// The end of a connection without a word of TLS: after a finished handshake of TLS 1.3 it is often a refused certificate.
import { phrase, type SignRule } from './rule.ts';

const ended = (text: string | readonly string[], code: string): SignRule =>
  phrase(text, `transport:${code}`, 'closed', { side: 'peer', slot: 'transport' });

export const TRANSPORT_SIGNS: readonly SignRule[] = [
  ended(['broken pipe', 'BrokenPipe', 'EPIPE', 'BrokenPipeError'], 'pipe'),
  ended(
    [
      'connection reset by peer',
      'connection reset',
      'ECONNRESET',
      'ConnectionResetError',
      'socket hang up',
      'read ECONNRESET',
      'An existing connection was forcibly closed by the remote host',
      'os error 104',
    ],
    'reset',
  ),
  ended(
    [
      'unexpected eof',
      'unexpected end of file',
      'EOFException',
      'eof occurred',
      'EVENT end (EOF)',
      'EOF read returned',
      'connection closed before message completed',
      'server closed the connection unexpectedly',
      'Empty reply from server',
      'the connection was lost',
      'Remote end closed connection without response',
      'wolfSSL peer closed underlying transport',
    ],
    'eof',
  ),
  ended(
    [
      'connection was closed by the other side',
      'peer closed connection',
      'connection closed by peer',
      'closed by remote host',
    ],
    'closed',
  ),
];
