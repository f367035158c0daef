// IP fragments until their datagram is whole (RFC 791 3.2, RFC 8200 4.5). Few datagrams at a time: what is not completed
// makes room for what comes.

interface Datagram {
  readonly bytes: Uint8Array;
  /** Begin and end of what is there, in order, never touching each other. */
  ranges: [start: number, end: number][];
  /** Length of the whole, -1 until the last fragment has come. */
  total: number;
}

export class Fragments {
  /** Of all packets. */
  seen = 0;
  readonly #open = new Map<string, Datagram>();

  /**
   * One fragment: its bytes in `buffer` from `start` to `end`, of `length` on the wire. Returns the whole payload once it
   * is complete, else null.
   */
  add(
    key: string,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    offset: number,
    more: boolean,
  ): Uint8Array | null {
    this.seen++;
    // Cut by a snap length, or longer than a datagram can be: it never becomes whole.
    if (end - start < length || offset + length > MAX_DATAGRAM) return null;
    const datagram = this.#open.get(key) ?? this.#begin(key);
    datagram.bytes.set(buffer.subarray(start, start + length), offset);
    if (!more) datagram.total = offset + length;
    note(datagram, offset, offset + length);
    if (datagram.ranges.length > MOST_RANGES) {
      this.#open.delete(key);
      return null;
    }
    const [first] = datagram.ranges;
    const isWhole = datagram.total >= 0 && first !== undefined && first[0] === 0 && first[1] >= datagram.total;
    if (!isWhole) return null;
    this.#open.delete(key);
    return datagram.bytes.slice(0, datagram.total);
  }

  #begin(key: string): Datagram {
    if (this.#open.size >= MOST_OPEN) {
      const [oldest] = this.#open.keys();
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    const datagram = { bytes: new Uint8Array(MAX_DATAGRAM), ranges: [], total: -1 };
    this.#open.set(key, datagram);
    return datagram;
  }
}

/** Adds a range; ranges that touch become one. */
function note(datagram: Datagram, start: number, end: number): void {
  let [from, to] = [start, end];
  const apart: [number, number][] = [];
  for (const range of datagram.ranges) {
    if (range[1] < from || range[0] > to) apart.push(range);
    else [from, to] = [Math.min(from, range[0]), Math.max(to, range[1])];
  }
  datagram.ranges = [...apart, [from, to] as [number, number]].sort((a, b) => a[0] - b[0]);
}

const MAX_DATAGRAM = 65_535;
const MOST_OPEN = 64;
const MOST_RANGES = 128;
