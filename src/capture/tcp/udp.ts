// What a UDP datagram carries, as far as its first bytes say: QUIC (RFC 9000 17.2), DTLS (RFC 6347 4.1, RFC 9147 4).
import { type PacketView, u16, u32 } from '../packet/packet.ts';

export type UdpKind = 'QUIC' | 'DTLS' | 'UDP';

export class UdpKinds {
  /** Conversations that have shown what they are: their later packets may not look like it. */
  readonly #known = new Map<string, UdpKind>();

  kindOf(packet: PacketView): UdpKind {
    const { buffer, start, end } = packet;
    const own = shown(buffer, start + 8, end);
    const key = keyOf(packet);
    if (own !== 'UDP') {
      if (this.#known.size < MOST_KNOWN) this.#known.set(key, own);
      return own;
    }
    return this.#known.get(key) ?? 'UDP';
  }
}

function shown(bytes: Uint8Array, start: number, end: number): UdpKind {
  const length = end - start;
  const first = bytes[start] ?? 0;
  // A long header with a version that there is, or 0 for Version Negotiation.
  if (length >= 7 && (first & 0x80) !== 0) {
    const version = u32(bytes, start + 1);
    const isVersion = version === 1 || version === QUIC_2 || version >>> 8 === QUIC_DRAFTS;
    if (isVersion && (first & 0x40) !== 0 && (bytes[start + 5] as number) <= 20) return 'QUIC';
  }
  if (length >= 13 && first >= 20 && first <= 26 && bytes[start + 1] === 254 && (bytes[start + 2] as number) >= 252) {
    return u16(bytes, start + 11) <= length - 13 ? 'DTLS' : 'UDP';
  }
  return 'UDP';
}

/** The same for both directions. */
function keyOf({ addresses, addressLength: n, sourceAt, destinationAt, buffer, start }: PacketView): string {
  const a = `${addresses.subarray(sourceAt, sourceAt + n).join('.')} ${u16(buffer, start)}`;
  const b = `${addresses.subarray(destinationAt, destinationAt + n).join('.')} ${u16(buffer, start + 2)}`;
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

const QUIC_2 = 0x6b3343cf;
const QUIC_DRAFTS = 0xff0000;
const MOST_KNOWN = 10_000;
