// For tests: what must follow from each fault of the wire.
import type { Outcome } from '../recording/recording.ts';
import type { WireFaultId } from '../scenario/faultId.ts';
import {
  type Expectation,
  everywhere,
  GOES_THROUGH,
  inBoth,
  inMutual,
  inProtocols,
  OLDER,
  refusedBy,
  says,
  verifies,
} from './expectation.testing.ts';

const CLOSED: Outcome = { state: 'closed', error: null };
const BAD_MAC = says('decryption failed or bad record mac', 'bad_record_mac');
const BAD_PROOF = refusedBy('server', 'possession', 'decrypt_error', says('bad signature', 'decrypt_error'));
const BAD_RECORD = refusedBy('server', 'record.mac', 'bad_record_mac', BAD_MAC);

export const WIRE_EXPECTED: Readonly<Record<WireFaultId, Expectation>> = {
  'wire/edit-hello': {
    follows: {
      // The transcripts differ. A client's CertificateVerify covers the hellos as Finished does, and comes first (7.4.8).
      ...inProtocols(OLDER, {
        'one-way': refusedBy(
          'server',
          'finished.verify',
          'decrypt_error',
          says('digest check failed', 'decrypt_error'),
        ),
        mutual: BAD_PROOF,
      }),
      // All keys come from the transcript (RFC 9846 7.1): not even the client's alert can be opened by the server.
      'tls1.3': inBoth(
        refusedBy('client', 'record.mac', 'bad_record_mac', BAD_MAC, {
          state: 'failed',
          error: { code: 'record.mac', alert: 'bad_record_mac', by: 'self' },
        }),
      ),
    },
  },
  'wire/flip-record': { follows: everywhere(BAD_RECORD) },
  'wire/flip-certificate-verify': { follows: inProtocols(OLDER, inMutual(BAD_PROOF)) },
  'wire/drop-message': {
    follows: everywhere(
      refusedBy('client', 'order', 'unexpected_message', says('unexpected message', 'unexpected_message')),
    ),
  },
  'wire/truncate': {
    follows: everywhere(refusedBy('server', 'decode', 'decode_error', says('length mismatch', 'decode_error'))),
  },
  'wire/replay': { follows: everywhere(BAD_RECORD) },
  // RFC 9846 4.2.3
  'wire/downgrade': {
    follows: {
      'tls1.3': inBoth(
        refusedBy(
          'client',
          'hello.downgrade',
          'illegal_parameter',
          says('inappropriate fallback', 'illegal_parameter'),
        ),
      ),
    },
  },
  // The server is never spoken to.
  'wire/mitm': {
    follows: everywhere(
      refusedBy('client', 'chain.trustAnchor', 'unknown_ca', verifies(19, 'unknown_ca'), {
        state: 'failed',
        error: null,
      }),
    ),
  },
  'wire/mitm-trusted': {
    follows: {
      ...inProtocols(OLDER, { 'one-way': GOES_THROUGH, mutual: BAD_PROOF }),
      // Its own handshake is over when the server refuses the attacker (RFC 9846 4.5.3): the attacker hangs up.
      'tls1.3': { 'one-way': GOES_THROUGH, mutual: { ...BAD_PROOF, other: CLOSED } },
    },
  },
  'wire/server-key-leaks': { follows: everywhere(GOES_THROUGH) },
};
