// What was seen of a connection, row by row: what lists, diagrams and reports are made of.

import type { FlowSide } from '../tcp/flows.ts';

export type CapturedKind =
  | 'handshake'
  | 'changeCipherSpec'
  | 'alert'
  | 'data'
  /** A record that stays closed; `type` says what its header says. */
  | 'closed'
  /** A record of which bytes are missing. */
  | 'cut'
  /** Bytes that were not captured. */
  | 'gap';

export interface CapturedRow {
  readonly kind: CapturedKind;
  readonly side: FlowSide;
  /** The name of the message as in a recording; of a closed record, that of its content type. */
  readonly type: string;
  /** HandshakeType, AlertDescription or ContentType. */
  readonly code: number;
  /** Bytes: of the body, of a closed record's fragment, of a gap. */
  readonly length: number;
  /** It came in a protected record. */
  readonly isSealed: boolean;
  /** Number and time of the packet with the first byte; packets count from 1, times are milliseconds since 1970. */
  readonly packet: number;
  readonly time: number;
  /** Of an alert: `warning`, `fatal`. */
  readonly level: 'warning' | 'fatal' | null;
  /** Early data of TLS 1.3. */
  readonly isEarly: boolean;
  /** The message with its header, the content of a record, where they are kept; null elsewhere. */
  readonly bytes: Uint8Array | null;
}
