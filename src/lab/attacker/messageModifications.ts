// Attackers who change what passes: ClientHello rewritten, one bit turned over, a length that lies, bytes by hand.

import { SIGNALLING_SUITES, suiteName } from '../../tls/codePoints/cipherSuites.ts';
import { EXTENSIONS, type ExtensionName } from '../../tls/codePoints/extensions.ts';
import { decodeHandshake, encodeHandshake, HANDSHAKE_CODES } from '../../tls/messages/handshake.ts';
import type { ClientHello } from '../../tls/messages/types.ts';
import { HANDSHAKE_HEADER } from '../../tls/record/flight.ts';
import { encodeRecord, RECORD_HEADER } from '../../tls/record/record.ts';
import type { EditKind, MessageType, OperationDetails } from '../recording/details.ts';
import type { Tampering } from '../scenario/scenario.ts';
import { type Attacker, type AttackerAction, belief, type InterceptedMessage, operation, send } from './attacker.ts';
import { newRecordVisibility, type RecordVisibility } from './recordVisibility.ts';

/** Takes suites out of ClientHello, all but the last one of each key exchange, and the extended master secret. */
export function editHello(): Attacker {
  const look = newRecordVisibility();
  return {
    // The second one as well, where TLS 1.3 asks for it: it must be like the first.
    carry: (passing) => (isHello(look(passing), passing) ? rewritten(passing, 'suites', weaken) : [send(passing)]),
  };
}

/** Takes out of ClientHello what offers TLS 1.3: supported_versions, key_share and what goes with them. */
export const downgrade = (): Attacker => once(isHello, (passing) => rewritten(passing, 'version', asTls12));

/** One bit of the first record that is application data, or in TLS 1.3 looks like it, which the client sends. */
export const flipRecord = (): Attacker =>
  once((sight, { to }) => to === 'server' && sight.kind === 'data', flipLastBit);

/** One bit of the client's signature over the handshake. */
export const flipCertificateVerify = (): Attacker =>
  once(
    (sight, { to }) =>
      to === 'server' && sight.kind === 'handshake' && sight.code === HANDSHAKE_CODES.CertificateVerify,
    flipLastBit,
  );

/** The length of ClientHello's extensions says one byte more than follows. */
export const truncate = (): Attacker =>
  once(isHello, (passing) => {
    const at = extensionsLengthAt(passing.bytes);
    return at < passing.bytes.length
      ? overwritten(passing, 'length', at, ((passing.bytes[at] ?? 0) + 1) & 255)
      : [send(passing)];
  });

/** ServerHello does not arrive. */
export function dropMessage(): Attacker {
  const look = newRecordVisibility();
  return {
    carry: (passing) => {
      const sight = look(passing);
      const isDropped = sight.kind === 'handshake' && sight.code === HANDSHAKE_CODES.ServerHello && !sight.retry;
      if (!isDropped) return [send(passing)];
      const details = { message: typeOf(passing) };
      return [operation('attacker.drop', details), belief('attacker.dropped', details)];
    },
  };
}

/** Bytes written over by hand, in the messages that client and server make; `seen` counts them by name. */
export function tamper(tampering: readonly Tampering[], seen: Map<string, number> = new Map()): Attacker {
  return {
    carry: (passing) => {
      if (passing.origin.kind !== 'recorded') return [send(passing)];
      const { from, type } = passing.origin.message;
      const name = `${from}:${type}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return tampered(passing, tampering, count === 1 ? name : `${name}#${count}`);
    },
  };
}

function tampered(passing: InterceptedMessage, tampering: readonly Tampering[], key: string): AttackerAction[] {
  const { bytes, edits } = writtenOver(passing.bytes, tampering, key);
  return [
    ...edits.map((edit) => operation('attacker.edit', { message: typeOf(passing), how: 'hand', ...edit })),
    ...(edits.length > 0 ? [belief('attacker.changed', { message: typeOf(passing) })] : []),
    send({ ...passing, bytes }),
  ];
}

/** The bytes of message `key` after all that is done to them; what lies outside of them changes nothing. */
export function writtenOver(
  original: Uint8Array,
  tampering: readonly Tampering[],
  key: string,
): { bytes: Uint8Array; edits: { offset: number; from: number; to: number }[] } {
  const bytes = original.slice();
  const edits = tampering.flatMap(({ message, offset, value }) => {
    const from = message === key ? bytes[offset] : undefined;
    if (from === undefined || from === value) return [];
    bytes[offset] = value;
    return [{ offset, from, to: value }];
  });
  return { bytes, edits };
}

/** Does something about the first message that `wanted` picks, and passes on all others. */
function once(
  wanted: (sight: RecordVisibility, passing: InterceptedMessage) => boolean,
  change: (passing: InterceptedMessage) => AttackerAction[],
): Attacker {
  const look = newRecordVisibility();
  let done = false;
  return {
    carry: (passing) => {
      const sight = look(passing);
      if (done || !wanted(sight, passing)) return [send(passing)];
      done = true;
      return change(passing);
    },
  };
}

function isHello(sight: RecordVisibility, { to }: InterceptedMessage): boolean {
  return to === 'server' && sight.kind === 'handshake' && sight.code === HANDSHAKE_CODES.ClientHello;
}

const flipLastBit = (passing: InterceptedMessage): AttackerAction[] => {
  const at = passing.bytes.length - 1;
  return overwritten(passing, 'bit', at, (passing.bytes[at] ?? 0) ^ 1);
};

function overwritten(passing: InterceptedMessage, how: EditKind, offset: number, to: number): AttackerAction[] {
  const bytes = passing.bytes.slice();
  const from = bytes[offset] ?? 0;
  bytes[offset] = to;
  return changed(passing, bytes, { how, offset, from, to });
}

/** A ClientHello that can't be read is passed on as it is. */
function rewritten(
  passing: InterceptedMessage,
  how: EditKind,
  change: (hello: ClientHello) => ClientHello,
): AttackerAction[] {
  const decoded = decodeHandshake(passing.bytes.subarray(RECORD_HEADER));
  if (!decoded.ok || decoded.value.message.type !== 'ClientHello') return [send(passing)];
  const hello = decoded.value.message;
  const edited = change(hello);
  const version = ((passing.bytes[1] ?? 3) << 8) | (passing.bytes[2] ?? 3);
  const { bytes } = encodeRecord('handshake', encodeHandshake(edited).bytes, version);
  const details = {
    how,
    suites: hello.suites.length - edited.suites.length,
    extensions: hello.extensions.length - edited.extensions.length,
  };
  return changed(passing, bytes, details);
}

function changed(
  passing: InterceptedMessage,
  bytes: Uint8Array,
  details: Omit<OperationDetails['attacker.edit'], 'message'>,
): AttackerAction[] {
  const message = typeOf(passing);
  return [
    operation('attacker.edit', { message, ...details }),
    belief('attacker.changed', { message }),
    send({ ...passing, bytes }),
  ];
}

/** The extended master secret would bind the keys to the hellos, and the change would show as keys that differ. */
function weaken(hello: ClientHello): ClientHello {
  // Suites of TLS 1.3 name no key exchange.
  const kind = (code: number) => (suiteName(code).includes('_WITH_') ? suiteName(code).split('_WITH_')[0] : '');
  const isLast = (code: number, i: number) =>
    !hello.suites.slice(i + 1).some((later) => !SIGNALLING_SUITES.includes(later) && kind(later) === kind(code));
  return {
    ...hello,
    suites: hello.suites.filter((code, i) => SIGNALLING_SUITES.includes(code) || isLast(code, i)),
    extensions: hello.extensions.filter(({ type }) => type !== 'extended_master_secret'),
  };
}

function asTls12(hello: ClientHello): ClientHello {
  const names: readonly string[] = TLS13_EXTENSIONS;
  const codes = TLS13_EXTENSIONS.map((name): number => EXTENSIONS[name]);
  return {
    ...hello,
    extensions: hello.extensions.filter((each) =>
      each.type === 'unknown' ? !codes.includes(each.code) : !names.includes(each.type),
    ),
  };
}

/** RFC 9846 4.3. */
const TLS13_EXTENSIONS: readonly ExtensionName[] = [
  'pre_shared_key',
  'early_data',
  'supported_versions',
  'cookie',
  'psk_key_exchange_modes',
  'key_share',
];

/** Where the low byte of the length of the extensions' block is: behind version, random, session id, suites and compression. */
function extensionsLengthAt(bytes: Uint8Array): number {
  const u8 = (at: number): number => bytes[at] ?? 0;
  const sessionId = RECORD_HEADER + HANDSHAKE_HEADER + 2 + 32;
  const suites = sessionId + 1 + u8(sessionId);
  const compression = suites + 2 + (u8(suites) << 8) + u8(suites + 1);
  return compression + 1 + u8(compression) + 1;
}

const typeOf = ({ origin }: InterceptedMessage): MessageType => origin.message.type;
