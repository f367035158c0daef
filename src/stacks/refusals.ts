// What each program does with a fault, by role and protocol, out of the corpus: one row a version, one cell a protocol.
// Nothing of this lab's own runs, and nothing of runs that measure what the told side says.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { AlertName } from '../tls/alertCodes.ts';
import type { StackRole, StackRow } from './row.ts';

export const REFUSAL_PROTOCOLS = ['tls1.2', 'tls1.3', 'tlsdef'] as const;
export type RefusalProtocol = (typeof REFUSAL_PROTOCOLS)[number];

export interface MeasuredRefusal {
  readonly refused: boolean;
  /** Null where it sent none, or accepted. */
  readonly alert: AlertName | null;
  /** `http`: the handshake ends well, and an answer of HTTP 400 follows. */
  readonly by: 'alert' | 'http' | 'silence';
  /** The code or the words by which the program names it; null where it said none. */
  readonly said: string | null;
  /** `2026-11-30`. */
  readonly date: string;
}

export interface ProgramRefusals {
  /** As the program calls itself: `Go 1.24.4`. */
  readonly version: string;
  /** Null: not measured. */
  readonly cells: Readonly<Record<RefusalProtocol, MeasuredRefusal | null>>;
}

/** In the order of the corpus; none where nothing was measured with the fault in this role. */
export function refusalsOf(rows: readonly StackRow[], fault: FaultId, role: StackRole): readonly ProgramRefusals[] {
  const found = new Map<string, Record<RefusalProtocol, MeasuredRefusal | null>>();
  for (const row of rows) {
    if (row.fault !== fault || row.role !== role || !isOfTheVerifier(row)) continue;
    const cells = found.get(row.version) ?? { 'tls1.2': null, 'tls1.3': null, tlsdef: null };
    cells[row.protocol] = refusalOf(row);
    found.set(row.version, cells);
  }
  return [...found].map(([version, cells]) => ({ version, cells }));
}

/** Both versions, as a rule; the one that both sides chose where a fault was measured in no other way. */
export function columnsOf(programs: readonly ProgramRefusals[]): readonly RefusalProtocol[] {
  const isLeftOpen = programs.every(({ cells }) => cells['tls1.2'] === null && cells['tls1.3'] === null);
  return isLeftOpen ? ['tlsdef'] : ['tls1.2', 'tls1.3'];
}

/** Whether the run was made to see what `stack` does, and not what its peer says of it. */
export const isOfTheVerifier = ({ stack, note }: StackRow): boolean =>
  stack !== 'ours' && !/^(the alert is OpenSSL's|no proxy;|automatic choice)/.test(note ?? '');

export function refusalOf({ refused, alert, message, note, date }: StackRow): MeasuredRefusal {
  const http = note?.includes('HTTP 400') === true;
  return {
    refused,
    alert: refused ? alert : null,
    by: http ? 'http' : alert === null ? 'silence' : 'alert',
    said: refused ? saidIn(message ?? '') : null,
    date,
  };
}

function saidIn(message: string): string | null {
  const [, number, text = ''] = /(?:num=|error: \()(\d{1,3}):([^|()]{1,80})/.exec(message) ?? [];
  if (number !== undefined) return `${number} · ${text.trim()}`;
  const [code] =
    /\b(?:ERR|SEC_ERROR|SSL_ERROR|MOZILLA|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE)_[A-Z0-9_]{3,60}/.exec(message) ?? [];
  return code ?? /x509: [^|<]{1,80}/.exec(message)?.[0].trim() ?? null;
}
