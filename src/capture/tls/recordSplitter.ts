// Bytes of one direction into records (RFC 5246 6.2.1), as they come, without keeping more than the record that is under way.
// Behind a gap it goes on where the record under way ends, if the gap lies within it; else it looks for the next header.

/** What a record is to whoever takes it; the bytes are good for the call alone. */
export interface SplitRecord {
  readonly type: number;
  readonly version: number;
  /** As the header says. */
  readonly length: number;
  /** Null where bytes are missing, or nobody wanted them. */
  readonly fragment: Uint8Array | null;
  /** False where bytes of it were not captured. */
  readonly isComplete: boolean;
  /** Number and time of the packet that has its first byte. */
  readonly packet: number;
  readonly time: number;
}

export interface RecordSink {
  /** Whether the content of a record of this type is of use. */
  wants(type: number): boolean;
  record(record: SplitRecord): void;
  /** Bytes that were not captured. `isInside`: within one record, whose end is known. */
  gap(length: number, isInside: boolean, packet: number, time: number): void;
}

/** No record is longer: 2^14 bytes, and what protection adds (RFC 5246 6.2.3). */
const MOST_IN_RECORD = 2 ** 14 + 2048;

/** Whether a header of a record stands there; `at + 5` bytes must be there. */
export function isRecordHeader(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at] as number;
  if (type < 20 || type > 24 || bytes[at + 1] !== 3 || (bytes[at + 2] as number) > 4) return false;
  const length = ((bytes[at + 3] as number) << 8) | (bytes[at + 4] as number);
  return length <= MOST_IN_RECORD && (length > 0 || type === 23);
}

/** Room for records that come in parts, used again and again. */
export class BodyPool {
  readonly #free: Uint8Array[] = [];

  take(): Uint8Array {
    return this.#free.pop() ?? new Uint8Array(MOST_IN_RECORD);
  }

  give(body: Uint8Array): void {
    if (this.#free.length < MOST_FREE) this.#free.push(body);
  }
}
const MOST_FREE = 64;

export class RecordSplitter {
  /** True while the place of the next header is not known. */
  isLost = false;
  readonly #sink: RecordSink;
  readonly #header = new Uint8Array(5);
  #headerLength = 0;
  #packet = 0;
  #time = 0;
  #length = 0;
  #filled = 0;
  #body: Uint8Array | null = null;
  #isMissing = false;
  /** Of the records so far: what is looked for behind a gap. */
  #version = 0;

  readonly #bodies: BodyPool;

  constructor(sink: RecordSink, bodies: BodyPool) {
    this.#sink = sink;
    this.#bodies = bodies;
  }

  /** Bytes of a record are under way. */
  get isWithin(): boolean {
    return this.#headerLength > 0;
  }

  bytes(buffer: Uint8Array, start: number, end: number, packet: number, time: number): void {
    let at = start;
    while (at < end) {
      if (this.isLost) {
        at = this.#resume(buffer, at, end);
        if (at < 0) return;
      }
      if (this.#headerLength < 5) {
        at = this.#takeHeader(buffer, at, end, packet, time);
        if (this.#headerLength < 5) continue;
        if (this.#length > 0) continue;
      }
      at = this.#takeBody(buffer, at, end);
    }
  }

  gap(length: number, packet: number, time: number): void {
    if (this.isLost) {
      this.#sink.gap(length, false, packet, time);
      return;
    }
    const isInside = this.#headerLength === 5 && length <= this.#length - this.#filled;
    if (this.#headerLength === 5) {
      this.#isMissing = true;
      this.#giveBack();
    }
    if (isInside) {
      this.#filled += length;
      this.#sink.gap(length, true, packet, time);
      if (this.#filled === this.#length) this.#emit(null);
      return;
    }
    if (this.#headerLength === 5) this.#emit(null);
    this.#headerLength = 0;
    this.isLost = true;
    this.#sink.gap(length, false, packet, time);
  }

  /** Nothing more comes: what is under way is told as incomplete. */
  end(): void {
    if (this.#headerLength === 5 && !this.isLost) {
      this.#isMissing = true;
      this.#emit(null);
    }
    this.#headerLength = 0;
  }

  #takeHeader(buffer: Uint8Array, start: number, end: number, packet: number, time: number): number {
    if (this.#headerLength === 0) {
      this.#packet = packet;
      this.#time = time;
    }
    let at = start;
    while (this.#headerLength < 5 && at < end) this.#header[this.#headerLength++] = buffer[at++] as number;
    if (this.#headerLength < 5) return at;
    if (!isRecordHeader(this.#header, 0)) {
      this.#headerLength = 0;
      this.isLost = true;
      // From the second byte on, as far as it lies in this buffer.
      return Math.max(start, at - 4);
    }
    this.#version = ((this.#header[1] as number) << 8) | (this.#header[2] as number);
    this.#length = ((this.#header[3] as number) << 8) | (this.#header[4] as number);
    this.#filled = 0;
    this.#giveBack();
    this.#isMissing = false;
    return at;
  }

  #takeBody(buffer: Uint8Array, start: number, end: number): number {
    const wanted = this.#length - this.#filled;
    const here = Math.min(wanted, end - start);
    if (this.#filled === 0 && here === wanted) {
      const isWanted = this.#sink.wants(this.#header[0] as number);
      this.#emit(isWanted ? buffer.subarray(start, start + here) : null);
      return start + here;
    }
    if (this.#filled === 0 && this.#sink.wants(this.#header[0] as number)) this.#body = this.#bodies.take();
    this.#body?.set(buffer.subarray(start, start + here), this.#filled);
    this.#filled += here;
    if (this.#filled === this.#length) this.#emit(this.#body?.subarray(0, this.#length) ?? null);
    return start + here;
  }

  #emit(fragment: Uint8Array | null): void {
    const isComplete = !this.#isMissing;
    this.#headerLength = 0;
    this.#sink.record({
      type: this.#header[0] as number,
      version: this.#version,
      length: this.#length,
      fragment: isComplete ? fragment : null,
      isComplete,
      packet: this.#packet,
      time: this.#time,
    });
    this.#giveBack();
  }

  #giveBack(): void {
    if (this.#body !== null) this.#bodies.give(this.#body);
    this.#body = null;
  }

  /** Where the next header begins, or -1: at the begin of a segment, else where one can't be by chance. */
  #resume(buffer: Uint8Array, start: number, end: number): number {
    for (let at = start; at + 5 <= end; at++) {
      if (!isRecordHeader(buffer, at) || !this.#isLikely(buffer, at, end)) continue;
      this.isLost = false;
      return at;
    }
    return -1;
  }

  #isLikely(buffer: Uint8Array, at: number, end: number): boolean {
    const type = buffer[at] as number;
    const version = ((buffer[at + 1] as number) << 8) | (buffer[at + 2] as number);
    if (type === 24 || (this.#version > 0 && version !== this.#version)) return false;
    const length = ((buffer[at + 3] as number) << 8) | (buffer[at + 4] as number);
    if (type === 20 && length !== 1 && length < 17) return false;
    if (type === 21 && length !== 2 && length < 17) return false;
    if (type === 23 && length < 17) return false;
    const next = at + 5 + length;
    return next + 5 <= end ? isRecordHeader(buffer, next) : true;
  }
}
