// One direction of a conversation: its records, its handshake messages, the keys that are in use, and what waits until the
// other direction has said what is needed.

import type { FlowSide } from '../tcp/flows.ts';
import { HandshakeAssembler } from './handshakeAssembler.ts';
import type { Opener13, RecordOpener } from './recordOpener.ts';
import { type BodyPool, type RecordSink, RecordSplitter, type SplitRecord } from './recordSplitter.ts';

/** TLS 1.3, which traffic secret seals: that of early data, of the handshake, of application data. */
export type Epoch = 0 | 1 | 2;

export class TlsDirection {
  readonly side: FlowSide;
  readonly splitter: RecordSplitter;
  readonly assembler = new HandshakeAssembler();
  /** `search`: no TLS so far. `ignored`: there will be none. */
  mode: 'search' | 'tls' | 'ignored' = 'search';
  readonly lead = new Lead();
  /** Before TLS begins: the first bytes of plain text. */
  plain: Uint8Array | null = null;
  /** The stream did not begin in the capture, or its begin is lost. */
  isMiddle = false;
  readonly waiting: SplitRecord[] = [];
  waitingBytes = 0;
  /** Nothing is waited for any more. */
  isForced = false;

  /** ChangeCipherSpec messages so far. */
  changes = 0;
  /** ClientHello messages without those behind a HelloRetryRequest, or ServerHello messages without these. */
  hellos = 0;
  epoch: Epoch = 1;
  opener: RecordOpener | null = null;
  readonly candidates: (readonly Opener13[] | null)[] = [null, null, null];
  /** Records that may have passed unseen under the keys in use. */
  uncertain = 0;
  /** Records under the present keys that none of the secrets opened. */
  failures = 0;
  /** The first bytes of application data. */
  firstData: Uint8Array | null = null;
  sealed = 0;
  opened = 0;

  constructor(side: FlowSide, sink: RecordSink, bodies: BodyPool) {
    this.side = side;
    this.splitter = new RecordSplitter(sink, bodies);
  }

  /** Nothing more comes: what only reading needs is given back. */
  release(): void {
    this.opener = null;
    this.candidates.fill(null);
    this.assembler.release();
    this.lead.clear();
  }

  /** New keys from the next record on. */
  changeKeys(): void {
    this.opener = null;
    this.uncertain = 0;
    this.failures = 0;
    this.assembler.reset();
  }
}

/** Bytes before it is known whether they are TLS, with the packets that they came in. */
export class Lead {
  #bytes = new Uint8Array(0);
  length = 0;
  scanned = 0;
  readonly #marks: { readonly at: number; readonly packet: number; readonly time: number }[] = [];

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  add(buffer: Uint8Array, start: number, end: number, packet: number, time: number): void {
    const length = end - start;
    if (this.length + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + length));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#marks.push({ at: this.length, packet, time });
    this.#bytes.set(buffer.subarray(start, end), this.length);
    this.length += length;
  }

  /** The bytes from `from` on, in the parts in which they came. */
  parts(
    from: number,
    take: (bytes: Uint8Array, start: number, end: number, packet: number, time: number) => void,
  ): void {
    const { bytes } = this;
    for (const [i, { at, packet, time }] of this.#marks.entries()) {
      const end = this.#marks[i + 1]?.at ?? this.length;
      if (end > from) take(bytes, Math.max(at, from), end, packet, time);
    }
  }

  clear(): void {
    this.#bytes = new Uint8Array(0);
    this.length = 0;
    this.scanned = 0;
    this.#marks.length = 0;
  }
}
