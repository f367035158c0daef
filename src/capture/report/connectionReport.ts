// What was found, as JSON: one object a connection, and what is not TLS.
import { versionName } from '../../tls/codePoints/versions.ts';
import type { FlowEnd, FlowSide } from '../tcp/flows.ts';
import type { CapturedRow } from '../tls/captured.ts';
import { alertInRow, type Conversation } from '../tls/conversation.ts';
import { registeredSuite } from '../tls/sealingSuites.ts';
import { unreadAs } from './inference.ts';
import type { CaptureConnection, CaptureContents } from './readCapture.ts';

export type ConnectionSide = 'client' | 'server';

export interface MessageReport {
  readonly from: ConnectionSide;
  /** As in `simulate --json`; of a record that stays closed, the name of its content type. */
  readonly type: string;
  readonly encrypted: boolean;
  /** Bytes: of the body; of the record where it stays closed. */
  readonly length: number;
  /** Early data of TLS 1.3: what became of it, as far as the server's answer could be read. */
  readonly early?: 'accepted' | 'rejected' | 'unknown';
  /** A closed record: what it is likely to be, by its size. */
  readonly inferred?: string;
}

export interface ConnectionReport {
  /** `10.0.0.1:443`, `[::1]:443`. */
  readonly client: string;
  readonly server: string;
  readonly sni: string | null;
  readonly version: string | null;
  readonly suite: string | null;
  readonly opened: 'all' | 'part' | 'none';
  readonly messages: readonly MessageReport[];
  readonly alerts: readonly { readonly from: ConnectionSide; readonly level: string; readonly description: string }[];
  readonly certificates: { readonly server: readonly string[]; readonly client: readonly string[] };
  /** The first line of the client's request. */
  readonly http: string | null;
  readonly gaps: number;
}

export interface CaptureReport {
  readonly connections: readonly ConnectionReport[];
  readonly other: readonly { readonly what: string; readonly packets: number }[];
}

export function captureReport(contents: CaptureContents): CaptureReport {
  const tls = contents.connections.filter(({ conversation }) => conversation.isTls);
  return { connections: tls.map(connectionReport), other: otherReport(contents) };
}

export function connectionReport({ flow, conversation }: CaptureConnection): ConnectionReport {
  const client = conversation.clientSide;
  const [first] = conversation.handshakes;
  const from = (side: FlowSide): ConnectionSide => (side === client ? 'client' : 'server');
  const messages: MessageReport[] = [];
  const alerts: ConnectionReport['alerts'][number][] = [];
  for (const row of conversation.rows) {
    if (row.kind === 'gap' || row.kind === 'cut') continue;
    messages.push(messageReport(row, conversation, from(row.side)));
    if (row.kind === 'alert')
      alerts.push({ from: from(row.side), level: row.level ?? 'unknown', description: alertInRow(row) });
  }
  return {
    client: endText(flow.ends[client]),
    server: endText(flow.ends[client === 0 ? 1 : 0]),
    sni: first?.client?.serverName ?? null,
    version: conversation.version === null ? null : versionName(conversation.version),
    suite: conversation.suite === null ? null : registeredSuite(conversation.suite),
    opened: openedOf(conversation),
    messages,
    alerts,
    certificates: {
      server: conversation.certificates[client === 0 ? 1 : 0],
      client: conversation.certificates[client],
    },
    http: requestLine(conversation.directions[client].firstData),
    gaps: conversation.gaps,
  };
}

function messageReport(row: CapturedRow, conversation: Conversation, from: ConnectionSide): MessageReport {
  const { type, isSealed, length } = row;
  const accepted = conversation.isEarlyAccepted;
  const early = row.isEarly
    ? ({ early: accepted === null ? 'unknown' : accepted ? 'accepted' : 'rejected' } as const)
    : {};
  const guess = row.kind === 'closed' ? unreadAs(row, conversation, from) : null;
  return { from, type, encrypted: isSealed, length, ...early, ...(guess !== null && { inferred: guess }) };
}

/** Nothing sealed at all counts as open. */
export function openedOf({ directions }: Conversation): ConnectionReport['opened'] {
  const sealed = directions[0].sealed + directions[1].sealed;
  const opened = directions[0].opened + directions[1].opened;
  return opened === sealed ? 'all' : opened > 0 ? 'part' : 'none';
}

/** Packets that are no TLS: of TCP by what its first bytes are like. */
export function otherReport({ connections, others, tcpPackets }: CaptureContents): CaptureReport['other'] {
  const counts = new Map<string, number>(others);
  let rest = tcpPackets;
  for (const { flow, conversation } of connections) {
    rest -= flow.packets;
    if (conversation.isTls) continue;
    const what = plainProtocol(conversation);
    counts.set(what, (counts.get(what) ?? 0) + flow.packets);
  }
  if (rest > 0) counts.set('TCP without data', rest);
  return [...counts].map(([what, packets]) => ({ what, packets }));
}

function plainProtocol({ directions }: Conversation): string {
  const begin = directions.map(({ plain, lead }) => String.fromCharCode(...(plain ?? lead.bytes.slice(0, 64))));
  for (const [name, pattern] of PLAIN_PROTOCOLS) if (begin.some((text) => pattern.test(text))) return name;
  return 'TCP without TLS';
}

const PLAIN_PROTOCOLS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['HTTP', /^(?:(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT|PRI) \S+ ?|HTTP\/1\.)/],
  ['SSH', /^SSH-/],
  ['SMTP', /^220[ -].*(?:SMTP|mail)/i],
  ['FTP', /^220[ -]/],
  ['IMAP', /^\* (?:OK|PREAUTH)/],
  ['POP3', /^\+OK/],
];

/** `GET / HTTP/1.1`; null where the first line is of another protocol. */
function requestLine(data: Uint8Array | null): string | null {
  if (data === null) return null;
  const [line = ''] = String.fromCharCode(...data).split(/\r?\n/, 1);
  return /^[A-Z]{2,16} \S+ HTTP\/\d(?:\.\d)?$/.test(line) ? line : null;
}

/** `10.0.0.1:443`, `[2001:db8::1]:443` (RFC 5952). */
export const endText = ({ address, port }: FlowEnd): string =>
  address.length === 4 ? `${address.join('.')}:${port}` : `[${ipv6Text(address)}]:${port}`;

function ipv6Text(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((address[2 * i] ?? 0) << 8) | (address[2 * i + 1] ?? 0));
  let [best, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > length) [best, length] = [i, end - i];
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best < 0 ? text(groups) : `${text(groups.slice(0, best))}::${text(groups.slice(best + length))}`;
}
