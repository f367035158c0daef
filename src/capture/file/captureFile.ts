// A capture file that arrives in slices, of any of the formats, packed with gzip or not.
import { Gunzip } from 'fflate';
import type { FileProblem } from './fileProblem.ts';
import type { FileFormat, FormatReader, PacketSink } from './packetSink.ts';
import { isPcap, PcapReader } from './pcap.ts';
import { isPcapng, PcapngReader } from './pcapng.ts';

export class CaptureFile {
  /** Null before the first bytes are there, and where they are of no format. */
  format: FileFormat | null = null;
  isPacked = false;
  /** What stopped the reading; more bytes change nothing then. */
  problem: FileProblem | null = null;
  readonly #sink: PacketSink;
  #reader: FormatReader | null = null;
  #gunzip: Gunzip | null = null;
  /** Bytes that are not done with: `#held` of them. */
  #carry = new Uint8Array(0);
  #held = 0;
  #need = 4;
  /** Where the first of them stands in the file, unpacked. */
  #at = 0;
  #pushed = 0;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  /** The next bytes of the file. They are good for the call alone: what is needed longer is copied. */
  push(slice: Uint8Array): void {
    if (this.problem !== null || slice.length === 0) return;
    const first = this.#pushed === 0;
    this.#pushed += slice.length;
    if (first && slice[0] === GZIP_FIRST && (slice.length < 2 || slice[1] === GZIP_SECOND)) this.#openGzip();
    if (this.#gunzip === null) this.#take(slice);
    else this.#unpack(this.#gunzip, slice, false);
  }

  /** Behind the last byte. */
  end(): void {
    if (this.problem !== null) return;
    if (this.#gunzip !== null) this.#unpack(this.#gunzip, new Uint8Array(), true);
    if (this.problem !== null) return;
    if (this.#reader === null) this.problem = { kind: 'unknownFormat', at: 0 };
    else if (this.#held > 0) this.problem = { kind: 'cut', at: this.#at };
  }

  #openGzip(): void {
    this.isPacked = true;
    this.#gunzip = new Gunzip((bytes) => this.#take(bytes));
  }

  /** In small pieces: what one piece unpacks to is held at once, and may be a thousand times as long. */
  #unpack(gunzip: Gunzip, slice: Uint8Array, last: boolean): void {
    try {
      for (let at = 0; at < slice.length && this.problem === null; at += PACKED_PIECE)
        gunzip.push(slice.subarray(at, at + PACKED_PIECE), false);
      if (last) gunzip.push(new Uint8Array(), true);
    } catch {
      // The library throws objects of its own for every kind of damage.
      this.problem ??= { kind: last && this.#reader !== null ? 'cut' : 'gzip', at: this.#pushed };
    }
  }

  #take(slice: Uint8Array): void {
    if (this.problem !== null) return;
    let at = 0;
    // What was left over is completed first, with no more than it needs.
    while (this.#held > 0 && at < slice.length && this.problem === null) {
      const more = Math.min(Math.max(this.#need - this.#held, 0), slice.length - at);
      this.#keep(slice, at, at + more);
      at += more;
      if (this.#held < this.#need) return;
      const carried = this.#carry.subarray(0, this.#held);
      const used = this.#read(carried);
      if (used < this.#held) this.#carry.copyWithin(0, used, this.#held);
      this.#held -= used;
    }
    if (at === slice.length || this.problem !== null) return;
    const rest = at === 0 ? slice : slice.subarray(at);
    const used = rest.length < this.#need ? 0 : this.#read(rest);
    this.#keep(rest, used, rest.length);
  }

  /** Returns the number of bytes that are done with; where it is none, more are needed than there are, or all is over. */
  #read(bytes: Uint8Array): number {
    const reader = this.#reader ?? this.#detect(bytes);
    if (reader === null) return 0;
    const used = reader.read(bytes, this.#at);
    this.problem = reader.problem;
    this.#at += used;
    this.#need = Math.max(reader.need, 1);
    return used;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#held + end - start;
    if (length > this.#carry.length) {
      const larger = new Uint8Array(Math.max(2 * this.#carry.length, length));
      larger.set(this.#carry.subarray(0, this.#held));
      this.#carry = larger;
    }
    this.#carry.set(bytes.subarray(start, end), this.#held);
    this.#held = length;
  }

  #detect(bytes: Uint8Array): FormatReader | null {
    if (isPcap(bytes)) {
      this.format = 'pcap';
      this.#reader = new PcapReader(this.#sink);
    } else if (isPcapng(bytes)) {
      this.format = 'pcapng';
      this.#reader = new PcapngReader(this.#sink);
    } else {
      this.problem = { kind: 'unknownFormat', at: 0 };
    }
    return this.#reader;
  }
}

const GZIP_FIRST = 0x1f;
const GZIP_SECOND = 0x8b;
const PACKED_PIECE = 2 ** 14;
