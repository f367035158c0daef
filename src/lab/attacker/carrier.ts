// The attacker's place in a run: what arrives there, what goes on from there, and how both are recorded.

import { fromHex, toHex } from '../../bytes/hex.ts';
import { suiteName } from '../../tls/codePoints/cipherSuites.ts';
import type { Side } from '../../tls/events.ts';
import { decodeForDisplay } from '../../tls/messages/explainRecord.ts';
import { decodeHandshake } from '../../tls/messages/handshake.ts';
import { RECORD_HEADER } from '../../tls/record/record.ts';
import type { Passed } from '../recording/details.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Message } from '../recording/recording.ts';
import type { Attacker, AttackerAction, InterceptedMessage } from './attacker.ts';

/** Who carries the bytes where they don't go from one end to the other by themselves. */
export interface Carrier {
  /** `message` is what `saw` returned for it. What goes on, to whom: in the order in which it will arrive. */
  carry(from: Side, message: number): readonly Delivery[];
}

export interface Delivery {
  readonly to: Side;
  readonly bytes: Uint8Array;
  readonly message: number | null;
}

/** A carrier for the wire that does what `attacker` does, and leaves it in the recording. */
export function attackerCarrier(attacker: Attacker, recorder: Recorder): Carrier {
  return {
    carry: (from, sent) => {
      const to: Side = from === 'client' ? 'server' : 'client';
      recorder.received('attacker', sent);
      const message = recorder.messageOf(sent);
      const passing: InterceptedMessage = { to, bytes: fromHex(message.wire), origin: { kind: 'recorded', message } };
      return attacker.carry(passing).flatMap((act) => perform(act, recorder));
    },
  };
}

function perform(act: AttackerAction, recorder: Recorder): Delivery[] {
  switch (act.kind) {
    case 'send': {
      const { to, bytes } = act.passing;
      return [{ to, bytes, message: recorder.sent('attacker', messageFor(act.passing, recorder)) }];
    }
    case 'operation':
      recorder.operation('attacker', act.operation, act.details, { result: act.result });
      return [];
    case 'secret':
      recorder.secret('attacker', act.secret, act.value, act.how);
      return [];
    case 'belief':
      recorder.belief('attacker', act.belief, act.details, act.result);
      return [];
  }
}

function messageFor({ to, bytes, origin }: InterceptedMessage, recorder: Recorder): Message {
  const message = origin.kind === 'made' ? recorder.tlsMessage('attacker', to, origin.message) : origin.message;
  const wire = toHex(bytes);
  const passed: Message = { ...message, from: 'attacker', to };
  const how: Passed =
    origin.kind === 'made' ? 'own' : wire === message.wire ? (message.details.passed ?? 'unchanged') : 'changed';
  const sent = wire === message.wire ? passed : changedMessage(passed, bytes, recorder);
  return withPassed(sent, how);
}

/** The same message, with what became of it on its way. */
export const withPassed = <M extends Message>(message: M, passed: Passed): M => ({
  ...message,
  details: { ...message.details, passed },
});

/** What the changed bytes say now, as far as they can be read. */
function changedMessage(before: Message, bytes: Uint8Array, recorder: Recorder): Message {
  const wire = toHex(bytes);
  // Sealed bytes stay opaque: the fields around them are where they were.
  if (before.encrypted) return { ...before, wire, plaintext: null, plaintextSpans: [] };
  return readAgain(
    { ...before, wire, wireSpans: decodeForDisplay(bytes), sealed: null, certificates: [] },
    bytes,
    recorder,
  );
}

function readAgain(changed: Message, bytes: Uint8Array, recorder: Recorder): Message {
  const decoded = decodeHandshake(bytes.subarray(RECORD_HEADER));
  const message = decoded.ok ? decoded.value.message : null;
  if (message?.type === 'ClientHello' && changed.type === 'ClientHello') {
    const name = message.extensions.find((each) => each.type === 'server_name');
    const serverName = name?.type === 'server_name' ? name.name : null;
    const resumes = message.extensions.some((each) => each.type === 'unknown' && each.code === PRE_SHARED_KEY);
    const details = { suites: message.suites.length, serverName: serverName ?? '', ...(resumes ? { resumes } : {}) };
    return { ...changed, details };
  }
  if (message?.type === 'ServerHello' && changed.type === 'ServerHello')
    return { ...changed, details: { suite: suiteName(message.suite) } };
  if (message?.type === 'Certificate' && changed.type === 'Certificate') {
    const certificates = message.chain.map((der) => recorder.keep(der));
    return { ...changed, certificates, details: { count: certificates.length } };
  }
  return changed;
}

/** RFC 9846 4.3.11: a ticket is offered. */
const PRE_SHARED_KEY = 41;
