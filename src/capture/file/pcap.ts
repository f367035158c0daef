// The classic capture file (draft-ietf-opsawg-pcap): 24 bytes, then packets, each with 16 bytes before it. Both orders of
// bytes, microseconds or nanoseconds.
import type { FileProblem } from './fileProblem.ts';
import type { FormatReader, PacketSink } from './packetSink.ts';

/** No link carries more in one packet; what claims more is damaged. */
export const MAX_PACKET = 16 * 2 ** 20;

/** Whether the bytes begin like a capture of this format. */
export const isPcap = (bytes: Uint8Array): boolean => orderOf(bytes) !== null;

export class PcapReader implements FormatReader {
  need = HEADER;
  problem: FileProblem | null = null;
  readonly #sink: PacketSink;
  #link = -1;
  #little = false;
  /** Fractions of a second in a millisecond. */
  #perMillisecond = 1000;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  read(bytes: Uint8Array, at: number): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let used = 0;
    if (this.#link < 0) {
      if (bytes.length < HEADER) return 0;
      this.#header(bytes, view);
      used = HEADER;
    }
    const little = this.#little;
    while (bytes.length - used >= PACKET_HEADER) {
      const captured = view.getUint32(used + 8, little);
      if (captured > MAX_PACKET) {
        this.problem = { kind: 'length', at: at + used, length: captured, most: MAX_PACKET };
        return used;
      }
      if (bytes.length - used < PACKET_HEADER + captured) {
        this.need = PACKET_HEADER + captured;
        return used;
      }
      const time = view.getUint32(used, little) * 1000 + view.getUint32(used + 4, little) / this.#perMillisecond;
      const original = Math.max(view.getUint32(used + 12, little), captured);
      this.#sink.packet(bytes, used + PACKET_HEADER, captured, original, this.#link, time);
      used += PACKET_HEADER + captured;
    }
    this.need = PACKET_HEADER;
    return used;
  }

  #header(bytes: Uint8Array, view: DataView): void {
    const order = orderOf(bytes);
    this.#little = order?.little ?? false;
    this.#perMillisecond = order?.nanoseconds ? 1_000_000 : 1000;
    // The upper bits say whether a frame check sequence follows each frame.
    this.#link = view.getUint32(20, this.#little) & LINK_TYPE;
  }
}

function orderOf(bytes: Uint8Array): { little: boolean; nanoseconds: boolean } | null {
  if (bytes.length < 4) return null;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  switch (magic) {
    case MICROSECONDS:
      return { little: false, nanoseconds: false };
    case MICROSECONDS_SWAPPED:
      return { little: true, nanoseconds: false };
    case NANOSECONDS:
      return { little: false, nanoseconds: true };
    case NANOSECONDS_SWAPPED:
      return { little: true, nanoseconds: true };
    default:
      return null;
  }
}

const HEADER = 24;
const PACKET_HEADER = 16;
const LINK_TYPE = 0xffff;
const MICROSECONDS = 0xa1b2c3d4;
const MICROSECONDS_SWAPPED = 0xd4c3b2a1;
const NANOSECONDS = 0xa1b23c4d;
const NANOSECONDS_SWAPPED = 0x4d3cb2a1;
