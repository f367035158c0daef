// One direction of a TCP connection: segments in any order become bytes in order (RFC 9293 3.4). What is there twice is
// taken once, the first copy; what never comes becomes a gap, when the connection is over or too much waits behind it.

/** Where the bytes go. The buffer is good for the call alone. */
export interface StreamSink {
  bytes(buffer: Uint8Array, start: number, end: number, packet: number, time: number): void;
  /** `length` bytes that passed and were not captured; `packet` is the first behind them. */
  gap(length: number, packet: number, time: number): void;
}

/** A segment that waits for what is before it: bytes of its own, and how many more it had on the wire. */
interface Waiting {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly packet: number;
  readonly time: number;
}

export class TcpStream {
  /** Of the SYN; -1 where none was seen. */
  initial = -1;
  /** Sequence number of the first byte that was seen; -1 before it. */
  first = -1;
  /** Sequence number of the next byte; -1 before the first segment. */
  #next = -1;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  /** Segments with data that had been there before, in whole. */
  repeated = 0;
  gaps = 0;
  /** Sequence number of the FIN; -1 where none was seen. */
  #fin = -1;
  readonly #sink: StreamSink;

  constructor(sink: StreamSink) {
    this.#sink = sink;
  }

  get isStarted(): boolean {
    return this.#next >= 0;
  }

  /** All up to the FIN is there. */
  get isComplete(): boolean {
    return this.#fin >= 0 && this.#next === this.#fin;
  }

  get bytesWaiting(): number {
    return this.#waitingBytes;
  }

  /** A SYN: the stream begins behind it. */
  open(sequence: number): void {
    this.initial = sequence;
    if (this.#next < 0) this.#next = (sequence + 1) >>> 0;
  }

  fin(sequence: number): void {
    if (this.#fin < 0) this.#fin = sequence >>> 0;
    if (this.#next < 0) this.#next = this.#fin;
  }

  /** `length`: bytes on the wire, of which those from `start` to `end` were captured. */
  segment(
    sequence: number,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    packet: number,
    time: number,
  ): void {
    if (this.first < 0) this.first = sequence;
    if (this.#next < 0) this.#next = sequence;
    const ahead = (sequence - this.#next) | 0;
    if (ahead > 0) {
      this.#keep(sequence, buffer, start, end, length, packet, time);
      return;
    }
    if (length + ahead <= 0) {
      if (length > 0) this.repeated++;
      return;
    }
    this.#deliver(buffer, Math.min(start - ahead, end), end, length + ahead, packet, time);
    if (this.#waiting.length > 0) this.#release(false);
  }

  /** Nothing more comes: what waits is delivered, with gaps before it. */
  flush(): void {
    this.#release(true);
  }

  /** `length` bytes are due from `#next` on; those from `start` to `end` are there. */
  #deliver(buffer: Uint8Array, start: number, end: number, length: number, packet: number, time: number): void {
    const captured = Math.min(end - start, length);
    this.#next = (this.#next + length) >>> 0;
    if (captured > 0) this.#sink.bytes(buffer, start, start + captured, packet, time);
    if (length > captured) this.#gap(length - captured, packet, time);
  }

  #gap(length: number, packet: number, time: number): void {
    this.gaps++;
    this.#sink.gap(length, packet, time);
  }

  #keep(
    sequence: number,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    packet: number,
    time: number,
  ): void {
    const waiting: Waiting = {
      sequence,
      bytes: buffer.slice(start, Math.min(end, start + length)),
      length,
      packet,
      time,
    };
    let at = this.#waiting.length;
    while (at > 0 && ((sequence - (this.#waiting[at - 1] as Waiting).sequence) | 0) < 0) at--;
    const before = this.#waiting[at - 1];
    if (before?.sequence === sequence && before.length >= length && before.bytes.length >= waiting.bytes.length) {
      this.repeated++;
      return;
    }
    this.#waiting.splice(at, 0, waiting);
    this.#waitingBytes += waiting.bytes.length;
    if (this.#waitingBytes > MOST_WAITING || this.#waiting.length > MOST_SEGMENTS) this.#release(true);
  }

  /** Delivers what has its turn; `all`: the rest, too, each behind a gap. */
  #release(all: boolean): void {
    let done = 0;
    for (const { sequence, bytes, length, packet, time } of this.#waiting) {
      const ahead = (sequence - this.#next) | 0;
      if (ahead > 0 && !all) break;
      done++;
      this.#waitingBytes -= bytes.length;
      if (ahead > 0) {
        this.#next = sequence;
        this.#gap(ahead, packet, time);
        this.#deliver(bytes, 0, bytes.length, length, packet, time);
      } else if (length + ahead > 0) {
        this.#deliver(bytes, Math.min(-ahead, bytes.length), bytes.length, length + ahead, packet, time);
      } else if (length > 0) {
        this.repeated++;
      }
    }
    if (done > 0) this.#waiting.splice(0, done);
  }
}

const MOST_WAITING = 2 ** 22;
const MOST_SEGMENTS = 8192;
