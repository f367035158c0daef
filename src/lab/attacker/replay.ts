// An attacker who plays back what a client sent yesterday: from ChangeCipherSpec on, yesterday's bytes go out in place
// of today's.
import { fromHex } from '../../bytes/hex.ts';
import type { Message } from '../recording.ts';
import { type Attacker, belief, send, work } from './attacker.ts';
import { newSight } from './sight.ts';

/** `yesterday`: what the attacker recorded of the client, in its order. */
export function replay(yesterday: readonly Message[]): Attacker {
  const look = newSight();
  const first = yesterday.findIndex(({ type }) => type === 'ChangeCipherSpec');
  const tape = first < 0 ? [] : yesterday.slice(first);
  let playing = false;
  return {
    carry: (passing) => {
      const sight = look(passing);
      if (passing.to !== 'server') return [send(passing)];
      playing ||= sight.kind === 'changeCipherSpec' || sight.kind === 'data';
      const message = playing ? tape.shift() : undefined;
      if (message === undefined) return [send(passing)];
      const bytes = fromHex(message.wire);
      const played = { ...message, facts: { ...message.facts, passed: 'replayed' } };
      const facts = { message: message.type, bytes: bytes.length };
      const replayed = send({ to: 'server', bytes, origin: { kind: 'recorded', message: played } });
      // ChangeCipherSpec is the same byte every day.
      if (message.type === 'ChangeCipherSpec') return [replayed];
      return [work('attacker.replay', facts), belief('attacker.replayed', { message: message.type }), replayed];
    },
  };
}
