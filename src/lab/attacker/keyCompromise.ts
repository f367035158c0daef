// The day after: the server's private key is stolen, and tried on what was recorded.

import { toHex } from '../../bytes/hex.ts';
import type { PrivateKey } from '../../crypto/signingKey.ts';
import { CONTENT_TYPES } from '../../tls/record/record.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { SecretId } from '../recording/recording.ts';
import { detailsOfKey, secretOfKey } from '../world/keyDetails.ts';
import { heard, openRecorded } from './recordedTraffic.ts';

export function tryStolenKey(recorder: Recorder, key: PrivateKey): void {
  const pieces = heard(recorder);
  recorder.operation('attacker', 'key.steal', detailsOfKey(key), { subject: 'server' });
  recorder.secret('attacker', 'server.privateKey', secretOfKey(key), 'received');
  const leak = openRecorded(pieces, key);
  if (leak.kind === 'closed') {
    recorder.operation('attacker', 'attacker.decrypt', { opened: false, reason: leak.reason, suite: leak.suite });
    recorder.belief('attacker', 'attacker.readsNothing', {});
    return;
  }
  recorder.operation('attacker', 'attacker.decrypt', { opened: true, records: leak.pieces.length }, { result: 'pass' });
  recorder.secret('attacker', 'premasterSecret', leak.premaster, 'opened');
  recorder.secret('attacker', 'masterSecret', leak.master, 'derived');
  for (const { piece, plaintext } of leak.pieces) {
    const message = pieces[piece]?.id;
    if (message !== undefined)
      recorder.add({ kind: 'opened', actor: 'attacker', message, plaintext: toHex(plaintext) });
    const from = pieces[piece]?.from;
    const secret: SecretId | null = !isData(pieces[piece]?.bytes) ? null : from === 'client' ? 'request' : 'response';
    if (secret) recorder.secret('attacker', secret, plaintext, 'opened');
  }
  recorder.belief('attacker', 'attacker.reads', {}, 'pass');
}

/** A record of application data. */
const isData = (bytes: Uint8Array | undefined): boolean => bytes?.[0] === CONTENT_TYPES.application_data;
