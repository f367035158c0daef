// An attacker who plays back what a client sent yesterday: from its first protected record on, and the ChangeCipherSpec
// in front of it, yesterday's bytes go out in place of today's.
import { fromHex } from '../../bytes/hex.ts';
import type { Message } from '../recording/recording.ts';
import { type Attacker, belief, operation, send } from './attacker.ts';
import { withPassed } from './carrier.ts';
import { newRecordVisibility } from './recordVisibility.ts';

/** `yesterday`: what the attacker recorded of the client, in its order. */
export function replay(yesterday: readonly Message[]): Attacker {
  const look = newRecordVisibility();
  const sealed = yesterday.findIndex(({ encrypted }) => encrypted);
  const startsByChange = yesterday[sealed - 1]?.type === 'ChangeCipherSpec';
  const tape = sealed < 0 ? [] : yesterday.slice(startsByChange ? sealed - 1 : sealed);
  let playing = false;
  return {
    carry: (passing) => {
      const sight = look(passing);
      if (passing.to !== 'server') return [send(passing)];
      playing ||= (startsByChange && sight.kind === 'changeCipherSpec') || sight.kind === 'data';
      const message = playing ? tape.shift() : undefined;
      if (message === undefined) return [send(passing)];
      const bytes = fromHex(message.wire);
      const played = withPassed(message, 'replayed');
      const details = { message: message.type, bytes: bytes.length };
      const replayed = send({ to: 'server', bytes, origin: { kind: 'recorded', message: played } });
      // ChangeCipherSpec is the same byte every day.
      if (message.type === 'ChangeCipherSpec') return [replayed];
      return [operation('attacker.replay', details), belief('attacker.replayed', { message: message.type }), replayed];
    },
  };
}
