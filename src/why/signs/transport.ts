// The end of a connection without a word of TLS: after a finished handshake of TLS 1.3 it is often a refused certificate.
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

const ended = (text: string | readonly string[], code: string): SignRule =>
  phrase(text, `transport:${code}`, 'closed', { side: 'peer', slot: 'transport' });

/** `EOF`, in capitals, as Go and others end a line. */
const capitals: SignReader = ({ from, after }) =>
  /^EOF\b/.test(from) && /^(?: bytes \S{1,12})?[\s"'),.;\]]*(?:\n|$| \/ )/.test(after.slice(0, 40))
    ? { code: 'transport:eof', means: 'closed', side: 'peer', slot: 'transport' }
    : null;

export const TRANSPORT_SIGNS: readonly SignRule[] = [
  reading('EOF', capitals, { side: 'peer', slot: 'transport' }),
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
