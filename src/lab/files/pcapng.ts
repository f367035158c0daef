// A recording as a capture file that Wireshark opens and decrypts: pcapng (draft-ietf-opsawg-pcapng), with the TLS
// secrets inside.
import { concat, utf8 } from '../../bytes/hex.ts';
import type { Recording } from '../recording/recording.ts';
import { timedPackets } from './packets.ts';

/**
 * The file. Each packet passes a millisecond after the one before it, the first at the clock of the run; a second
 * connection begins when the client comes back. Of several
 * recordings each begins when the one before it has ended.
 */
export function capture(...recordings: readonly Recording[]): Uint8Array {
  const keyLog = recordings.map((each) => each.keyLog).join('');
  const now = recordings[0]?.now ?? 0;
  return concat(
    sectionHeader(recordings.some(({ events }) => events.some(({ actor }) => actor === 'attacker')) ? ATTACKED : ''),
    // First, as Wireshark writes it: from the interfaces up front it knows how to write the file again.
    interfaceDescription(),
    ...(keyLog === '' ? [] : [decryptionSecrets(utf8(keyLog))]),
    ...timedPackets(...recordings).map(({ frame, waited }, i) =>
      enhancedPacket(frame, (now + waited + i) * MICROSECONDS),
    ),
  );
}

const sectionHeader = (comment: string): Uint8Array =>
  block(0x0a0d0d0a, u32(BYTE_ORDER_MAGIC), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff), commentOption(comment));

/** opt_comment and opt_endofopt; nothing at all without a comment. */
function commentOption(comment: string): Uint8Array {
  const text = utf8(comment);
  return text.length === 0 ? text : concat(u16(1), u16(text.length), padded(text), u16(0), u16(0));
}

/** Before the packets that it opens. */
const decryptionSecrets = (keyLog: Uint8Array): Uint8Array =>
  block(0x0000000a, u32(TLS_KEY_LOG), u32(keyLog.length), padded(keyLog));

/** Times are microseconds where no option says otherwise. */
const interfaceDescription = (): Uint8Array => block(0x00000001, u16(LINKTYPE_ETHERNET), u16(0), u32(0));

/** `time`: microseconds since 1970. */
const enhancedPacket = (frame: Uint8Array, time: number): Uint8Array =>
  block(
    0x00000006,
    u32(0),
    u32(Math.floor(time / 2 ** 32)),
    u32(time % 2 ** 32),
    u32(frame.length),
    u32(frame.length),
    padded(frame),
  );

/** The length stands before and behind the body, and counts itself twice, and the type. */
function block(type: number, ...body: readonly Uint8Array[]): Uint8Array {
  const inside = concat(...body);
  const length = u32(inside.length + 12);
  return concat(u32(type), length, inside, length);
}

const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));

const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** In the file's comment. */
const ATTACKED =
  'The attacker is 10.0.0.4. Where it stands between client and server there are two TCP conversations, one on each ' +
  'side of it: what a message was when it was sent, and what arrived.';

const MICROSECONDS = 1000;
/** Written in the order of the bytes of the file, big end first. */
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const TLS_KEY_LOG = 0x544c534b;
const LINKTYPE_ETHERNET = 1;
