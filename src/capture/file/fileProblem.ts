// What stops the reading of a capture file. What stands before it has been read.

export type FileProblem =
  /** The first bytes are of no format that is read here. */
  | { readonly kind: 'unknownFormat'; readonly at: number }
  /** The file ends within a packet or block. */
  | { readonly kind: 'cut'; readonly at: number }
  /** A length that can't be: `length` bytes are claimed, `most` are believed. */
  | { readonly kind: 'length'; readonly at: number; readonly length: number; readonly most: number }
  /** pcapng: a block whose two lengths differ, or that is too short for its type. */
  | { readonly kind: 'block'; readonly at: number; readonly type: number }
  /** pcapng: a packet of an interface that was not described. */
  | { readonly kind: 'interface'; readonly at: number; readonly number: number }
  /** gzip: the compressed bytes are damaged; `at` counts bytes of the compressed file. */
  | { readonly kind: 'gzip'; readonly at: number };
