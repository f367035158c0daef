// The TCP connections of a capture: which segment belongs to which, and where a port is used again (RFC 9293 3.4.3).
import { type PacketView, u16, u32 } from '../packet/packet.ts';
import { type StreamSink, TcpStream } from './stream.ts';

/** Side 0 sent the first packet that was seen, side 1 the other ones. */
export type FlowSide = 0 | 1;

export interface FlowEnd {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array;
  readonly port: number;
}

export class Flow {
  readonly ends: readonly [FlowEnd, FlowEnd];
  readonly streams: readonly [TcpStream, TcpStream];
  /** Null before the first data. */
  handler: FlowHandler | null = null;
  packets = 0;
  readonly firstPacket: number;
  readonly firstTime: number;
  lastTime: number;
  /** Who sent a SYN without an ACK; null where none was seen. */
  opener: FlowSide | null = null;
  readonly fins: [boolean, boolean] = [false, false];
  readonly resets: [boolean, boolean] = [false, false];
  isOver = false;
  /** The next flow in the same bucket of the table. */
  next: Flow | null = null;
  readonly #key: Uint8Array;

  constructor(key: Uint8Array, ends: [FlowEnd, FlowEnd], packet: number, time: number) {
    this.#key = key;
    this.ends = ends;
    this.firstPacket = packet;
    this.firstTime = time;
    this.lastTime = time;
    const stream = (side: FlowSide): TcpStream =>
      new TcpStream({
        bytes: (...given) => this.handler?.sides[side].bytes(...given),
        gap: (...given) => this.handler?.sides[side].gap(...given),
      });
    this.streams = [stream(0), stream(1)];
  }

  /** The side that sent a packet, or null where it is of another flow. */
  sideOf(packet: PacketView): FlowSide | null {
    const { addressLength: n, sourceAt, destinationAt, addresses, buffer, start } = packet;
    const key = this.#key;
    if (key.length !== 2 * n + 4) return null;
    if (same(key, 0, addresses, sourceAt, n) && same(key, n, addresses, destinationAt, n)) {
      if (same(key, 2 * n, buffer, start, 4)) return 0;
      // From a host to itself: the ports alone tell the sides apart.
      if (!same(addresses, sourceAt, addresses, destinationAt, n)) return null;
    } else if (!same(key, 0, addresses, destinationAt, n) || !same(key, n, addresses, sourceAt, n)) return null;
    return same(key, 2 * n, buffer, start + 2, 2) && same(key, 2 * n + 2, buffer, start, 2) ? 1 : null;
  }
}

/** What becomes of a flow's bytes. */
export interface FlowHandler {
  readonly sides: readonly [StreamSink, StreamSink];
  /** Nothing more comes. */
  end(): void;
}
type MakeHandler = (flow: Flow) => FlowHandler;

export class Flows {
  /** Connections with data that were too many to be read. */
  ignored = 0;
  /** With data, in the order of their first data. */
  readonly #begun: Flow[] = [];
  /** Without data so far. */
  #idle = 0;
  readonly #buckets = new Map<number, Flow>();
  readonly #make: MakeHandler;

  constructor(make: MakeHandler) {
    this.#make = make;
  }

  /** A packet with a TCP segment; `number` counts packets of the capture from 1. */
  add(packet: PacketView, number: number, time: number): void {
    const { buffer, start, end, length } = packet;
    const header = ((buffer[start + 12] as number) >> 4) * 4;
    const flags = buffer[start + 13] as number;
    const sequence = u32(buffer, start + 4);
    const hash = hashOf(packet);
    const [flow, side] = this.#find(packet, hash, flags, sequence) ?? [
      this.#begin(packet, hash, number, time),
      0 as const,
    ];
    flow.packets++;
    flow.lastTime = time;
    const stream = flow.streams[side];
    if (flow.isOver) return;
    if ((flags & SYN) !== 0) {
      if ((flags & ACK) === 0) flow.opener ??= side;
      stream.open(sequence);
    }
    const first = (flags & SYN) === 0 ? sequence : (sequence + 1) >>> 0;
    // A header that is longer than the segment, or than what was captured of it, has no data behind it.
    const data = header < 20 ? 0 : Math.max(0, length - header);
    if (data > 0 && (flags & RST) === 0 && this.#hasHandler(flow)) {
      stream.segment(first, buffer, Math.min(start + header, end), end, data, number, time);
    }
    if ((flags & FIN) !== 0) {
      flow.fins[side] = true;
      stream.fin(first + data);
    }
    if ((flags & RST) !== 0) flow.resets[side] = true;
    if (flow.streams[0].isComplete && flow.streams[1].isComplete) this.#over(flow);
  }

  /** Behind the last packet. */
  end(): void {
    for (const flow of this.#begun) this.#over(flow);
    this.#buckets.clear();
  }

  /** Most flows of a port scan never carry a byte: only data makes more of them. */
  #hasHandler(flow: Flow): boolean {
    if (flow.handler !== null) return true;
    if (this.#begun.length >= MOST_BEGUN) {
      this.ignored++;
      flow.isOver = true;
      return false;
    }
    this.#idle--;
    flow.handler = this.#make(flow);
    this.#begun.push(flow);
    return true;
  }

  #over(flow: Flow): void {
    if (flow.isOver) return;
    flow.isOver = true;
    for (const stream of flow.streams) stream.flush();
    flow.handler?.end();
  }

  #find(packet: PacketView, hash: number, flags: number, sequence: number): [Flow, FlowSide] | null {
    for (let flow = this.#buckets.get(hash) ?? null; flow !== null; flow = flow.next) {
      const side = flow.sideOf(packet);
      if (side === null) continue;
      if ((flags & SYN) === 0 || !isNewConnection(flow, side, sequence, (flags & ACK) !== 0)) return [flow, side];
      this.#over(flow);
      return null;
    }
    return null;
  }

  #begin(packet: PacketView, hash: number, number: number, time: number): Flow {
    const { addresses, addressLength: n, sourceAt, destinationAt, buffer, start } = packet;
    const source = addresses.slice(sourceAt, sourceAt + n);
    const destination = addresses.slice(destinationAt, destinationAt + n);
    const key = new Uint8Array(2 * n + 4);
    key.set(source);
    key.set(destination, n);
    key.set(buffer.subarray(start, start + 4), 2 * n);
    const ends: [FlowEnd, FlowEnd] = [
      { address: source, port: u16(buffer, start) },
      { address: destination, port: u16(buffer, start + 2) },
    ];
    if (++this.#idle > MOST_IDLE) this.#forgetIdle();
    const flow = new Flow(key, ends, number, time);
    flow.next = this.#buckets.get(hash) ?? null;
    this.#buckets.set(hash, flow);
    return flow;
  }

  /** Forgets all flows without data. */
  #forgetIdle(): void {
    this.#idle = 0;
    for (const [hash, first] of [...this.#buckets]) {
      let kept: Flow | null = null;
      for (let flow: Flow | null = first; flow !== null; ) {
        const next: Flow | null = flow.next;
        if (flow.handler !== null) {
          flow.next = kept;
          kept = flow;
        }
        flow = next;
      }
      if (kept === null) this.#buckets.delete(hash);
      else this.#buckets.set(hash, kept);
    }
  }
}

/** A SYN with another number than the one before begins a new connection; so does one behind data. */
function isNewConnection(flow: Flow, side: FlowSide, sequence: number, acknowledges: boolean): boolean {
  const stream = flow.streams[side];
  if (stream.initial >= 0) return stream.initial !== sequence;
  if (stream.isStarted) return stream.first !== (sequence + 1) >>> 0;
  const other = flow.streams[side === 0 ? 1 : 0];
  return !acknowledges && other.isStarted && (other.initial < 0 || flow.isOver);
}

/** The same for both directions. */
function hashOf({ addresses, addressLength, sourceAt, destinationAt, buffer, start }: PacketView): number {
  const last = addressLength - 4;
  const a = u32(addresses, sourceAt + last) ^ Math.imul(u16(buffer, start), 0x9e3779b1);
  const b = u32(addresses, destinationAt + last) ^ Math.imul(u16(buffer, start + 2), 0x9e3779b1);
  return (a + b) | 0;
}

function same(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aAt + i] !== b[bAt + i]) return false;
  return true;
}

const MOST_BEGUN = 200_000;
const MOST_IDLE = 50_000;

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;
