// Where the packets of a file go. Nothing is kept: the buffer belongs to the reader, and is good for the call alone.

export interface PacketSink {
  /**
   * One packet: `captured` bytes of `buffer` from `start` on, of the `original` bytes that it had on the wire.
   * `link`: LINKTYPE of the interface. `time`: milliseconds since 1970, with fractions; NaN where the file has no time.
   */
  packet(buffer: Uint8Array, start: number, captured: number, original: number, link: number, time: number): void;
  /** A key log in the file (pcapng: Decryption Secrets Block), as bytes of their own. */
  keyLog(bytes: Uint8Array): void;
}

/** The formats, for whoever names them. */
export type FileFormat = 'pcap' | 'pcapng';

/** One format's reading: how many of the bytes were used, and how many it wants to see before it is asked again. */
export interface FormatReader {
  /** `bytes` begin at `at` in the file. Returns the number of bytes that are done with. */
  read(bytes: Uint8Array, at: number): number;
  /** The least number of bytes, from the first that is not done with, that let it go on. */
  readonly need: number;
  /** Null while all is well. */
  readonly problem: import('./fileProblem.ts').FileProblem | null;
}
