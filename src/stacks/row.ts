// One measured run: a program against a peer, with one fault between them, and what both said. A cell of the corpus is
// (stack, version, role, protocol, fault, peer); without the peer some cells have two outcomes.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { AlertName } from '../tls/alertCodes.ts';

/** `client` verifies the server's chain, `server` the client's. */
export type StackRole = 'client' | 'server';

/** `tlsdef`: whatever both agreed on by themselves. */
export type StackProtocol = 'tls1.2' | 'tls1.3' | 'tlsdef';

/** How an alert was seen: a plaintext record on the wire, decrypted by the other side, or in the program's own words alone. */
export type AlertSeen = 'wire' | 'peer' | 'log';

export interface StackRow {
  /** Of one program and line of versions: `go124`. */
  readonly stack: string;
  /** As the program calls itself: `Go 1.24.4`. */
  readonly version: string;
  readonly role: StackRole;
  readonly protocol: StackProtocol;
  /** `ok`: nothing was wrong. */
  readonly fault: FaultId | 'ok';
  readonly refused: boolean;
  /** Null where none was seen. */
  readonly alert: AlertName | null;
  readonly seen: AlertSeen | null;
  /** What the program said; volatile parts are `<port>`, `<time>` …; null where it said nothing. */
  readonly message: string | null;
  readonly peer: string;
  /** What the side that was told said. */
  readonly peerMessage: string | null;
  readonly note: string | null;
  /** When it was measured: `2026-11-30`. */
  readonly date: string;
}
