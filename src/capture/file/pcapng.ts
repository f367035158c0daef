// pcapng (draft-ietf-opsawg-pcapng): blocks, each with its length before and behind it. Several sections, each with its own
// order of bytes and its own interfaces. Blocks that say nothing of packets or secrets are passed over.
import type { FileProblem } from './fileProblem.ts';
import type { FormatReader, PacketSink } from './packetSink.ts';
import { MAX_PACKET } from './pcap.ts';

/** Whether the bytes begin with a Section Header Block; four bytes are enough to say so. */
export const isPcapng = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x0a && bytes[1] === 0x0d && bytes[2] === 0x0d && bytes[3] === 0x0a;

interface Interface {
  readonly link: number;
  readonly snapLength: number;
  /** Units of its times in a millisecond. */
  readonly perMillisecond: number;
  /** Milliseconds that are added to each time. */
  readonly offset: number;
}

export class PcapngReader implements FormatReader {
  need = 12;
  problem: FileProblem | null = null;
  readonly #sink: PacketSink;
  #little = false;
  #interfaces: Interface[] = [];
  /** Bytes of a block that is passed over, still to come. */
  #skip = 0;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  read(bytes: Uint8Array, at: number): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let used = Math.min(this.#skip, bytes.length);
    this.#skip -= used;
    while (this.problem === null && this.#skip === 0 && bytes.length - used >= 12) {
      const isSection = isPcapng(bytes.subarray(used, used + 4));
      if (isSection && !this.#readOrder(view, used, at)) return used;
      const type = isSection ? SECTION_HEADER : view.getUint32(used, this.#little);
      const length = view.getUint32(used + 4, this.#little);
      // Some writers leave out the padding of the last option; a length is a multiple of four all the same.
      if (length < 12 || length % 4 !== 0) {
        this.problem = { kind: 'block', at: at + used, type };
        return used;
      }
      const most = MOST[type];
      if (most === undefined) {
        const here = Math.min(length, bytes.length - used);
        used += here;
        this.#skip = length - here;
        continue;
      }
      if (length > most) {
        this.problem = { kind: 'length', at: at + used, length, most };
        return used;
      }
      if (bytes.length - used < length) {
        this.need = length;
        return used;
      }
      this.#block(bytes, view, used, length, type, at);
      used += length;
    }
    this.need = this.#skip > 0 ? 1 : 12;
    return used;
  }

  /** The byte-order magic of a section, 4.1. False where it is neither way round. */
  #readOrder(view: DataView, start: number, at: number): boolean {
    const magic = view.getUint32(start + 8);
    if (magic !== BYTE_ORDER_MAGIC && magic !== BYTE_ORDER_SWAPPED) {
      this.problem = { kind: 'block', at: at + start, type: SECTION_HEADER };
      return false;
    }
    this.#little = magic === BYTE_ORDER_SWAPPED;
    return true;
  }

  #block(bytes: Uint8Array, view: DataView, start: number, length: number, type: number, at: number): void {
    const end = start + length - 4;
    const least = LEAST[type] ?? 12;
    if (length < least || view.getUint32(end, this.#little) !== length) {
      this.problem = { kind: 'block', at: at + start, type };
      return;
    }
    switch (type) {
      case SECTION_HEADER:
        this.#interfaces = [];
        return;
      case INTERFACE_DESCRIPTION:
        this.#interfaces.push(readInterface(view, start + 8, end, this.#little));
        return;
      case ENHANCED_PACKET:
        this.#packet(bytes, view, start, end, view.getUint32(start + 8, this.#little), at);
        return;
      case OLD_PACKET:
        this.#packet(bytes, view, start, end, view.getUint16(start + 8, this.#little), at);
        return;
      case SIMPLE_PACKET:
        this.#simple(bytes, view, start, end, at);
        return;
      case DECRYPTION_SECRETS: {
        const secrets = view.getUint32(start + 12, this.#little);
        if (view.getUint32(start + 8, this.#little) !== TLS_KEY_LOG) return;
        this.#sink.keyLog(bytes.slice(start + 16, Math.min(start + 16 + secrets, end)));
        return;
      }
    }
  }

  /** 4.3, and the obsolete block of appendix A, whose interface has two bytes only. */
  #packet(bytes: Uint8Array, view: DataView, start: number, end: number, number: number, at: number): void {
    const from = this.#interfaces[number];
    if (from === undefined) {
      this.problem = { kind: 'interface', at: at + start, number };
      return;
    }
    const little = this.#little;
    const captured = view.getUint32(start + 20, little);
    if (captured > end - start - 28) {
      this.problem = { kind: 'length', at: at + start, length: captured, most: end - start - 28 };
      return;
    }
    const ticks = view.getUint32(start + 12, little) * 2 ** 32 + view.getUint32(start + 16, little);
    const original = Math.max(view.getUint32(start + 24, little), captured);
    const time = ticks / from.perMillisecond + from.offset;
    this.#sink.packet(bytes, start + 28, captured, original, from.link, time);
  }

  /** 4.4: of the first interface, without a time. */
  #simple(bytes: Uint8Array, view: DataView, start: number, end: number, at: number): void {
    const from = this.#interfaces[0];
    if (from === undefined) {
      this.problem = { kind: 'interface', at: at + start, number: 0 };
      return;
    }
    const original = view.getUint32(start + 8, this.#little);
    const kept = from.snapLength === 0 ? original : Math.min(original, from.snapLength);
    const captured = Math.min(kept, end - start - 12);
    this.#sink.packet(bytes, start + 12, captured, original, from.link, Number.NaN);
  }
}

/** 4.2; `start`: of the body. */
function readInterface(view: DataView, start: number, end: number, little: boolean): Interface {
  const link = view.getUint16(start, little);
  const snapLength = view.getUint32(start + 4, little);
  let perMillisecond = 1000;
  let offset = 0;
  for (let at = start + 8; at + 4 <= end; ) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === 0 || at + 4 + length > end) break;
    if (code === IF_TSRESOL && length >= 1) {
      const resolution = view.getUint8(at + 4);
      const units = (resolution & 0x80) === 0 ? 10 ** resolution : 2 ** (resolution & 0x7f);
      perMillisecond = units / 1000;
    }
    if (code === IF_TSOFFSET && length >= 8) {
      offset =
        (view.getInt32(at + (little ? 8 : 4), little) * 2 ** 32 + view.getUint32(at + (little ? 4 : 8), little)) * 1000;
    }
    at += 4 + length + (-length & 3);
  }
  return { link, snapLength, perMillisecond, offset };
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const DECRYPTION_SECRETS = 10;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const BYTE_ORDER_SWAPPED = 0x4d3c2b1a;
const TLS_KEY_LOG = 0x544c534b;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** Bytes that a block of the type may have; the other types are passed over, however long. */
const MOST: Readonly<Record<number, number>> = {
  [SECTION_HEADER]: MAX_PACKET,
  [INTERFACE_DESCRIPTION]: MAX_PACKET,
  [OLD_PACKET]: MAX_PACKET,
  [SIMPLE_PACKET]: MAX_PACKET,
  [ENHANCED_PACKET]: MAX_PACKET,
  [DECRYPTION_SECRETS]: 64 * 2 ** 20,
};
/** With the fields that every block of the type has. */
const LEAST: Readonly<Record<number, number>> = {
  [SECTION_HEADER]: 28,
  [INTERFACE_DESCRIPTION]: 20,
  [OLD_PACKET]: 32,
  [SIMPLE_PACKET]: 16,
  [ENHANCED_PACKET]: 32,
  [DECRYPTION_SECRETS]: 20,
};
