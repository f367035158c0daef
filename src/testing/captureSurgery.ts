// Captures made by hand for tests: the lab's own connections as segments, changed as a network or a capturing program would
// change them, in any link layer and file format.
import { concat } from '../bytes/hex.ts';
import { type CaptureReport, captureReport } from '../capture/report/connectionReport.ts';
import { type CaptureContents, readCapture } from '../capture/report/readCapture.ts';
import { SecretStore } from '../capture/secrets/secrets.ts';
import { packetsOf } from '../lab/files/packets.ts';
import type { Recording } from '../lab/recording/recording.ts';

/** A TCP segment. */
export interface Segment {
  /** 4 bytes each; `v6` maps them into documentation addresses. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly ports: readonly [source: number, destination: number];
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
  readonly data: Uint8Array;
}

export const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

/** The segments of a recording's packets, which are IPv4 on Ethernet. */
export const segmentsOf = (recording: Recording): Segment[] =>
  packetsOf(recording).map((frame) => {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
    const header = (view.getUint8(46) >> 4) * 4;
    return {
      source: frame.slice(26, 30),
      destination: frame.slice(30, 34),
      ports: [view.getUint16(34), view.getUint16(36)],
      sequence: view.getUint32(38),
      acknowledged: view.getUint32(42),
      flags: view.getUint8(47),
      data: frame.slice(34 + header),
    };
  });

export const isFromClient = ({ ports }: Segment): boolean => ports[0] > ports[1];

/** Each of these becomes several of at most `size` bytes. */
export const cutInto = (segments: readonly Segment[], size: number): Segment[] =>
  segments.flatMap((segment) => {
    const { data, sequence, flags } = segment;
    if (data.length <= size) return [segment];
    const parts: Segment[] = [];
    for (let at = 0; at < data.length; at += size) {
      const last = at + size >= data.length;
      const own = last ? flags : flags & ~FIN;
      parts.push({ ...segment, sequence: (sequence + at) >>> 0, flags: own, data: data.slice(at, at + size) });
    }
    return parts;
  });

/** Plain text before TLS: `talk` by turns, the client first where `client` says so. */
export function withTalk(
  segments: readonly Segment[],
  talk: readonly (readonly ['client' | 'server', Uint8Array])[],
): Segment[] {
  const said = { client: 0, server: 0 };
  for (const [from, data] of talk) said[from] += data.length;
  const first = segments.findIndex(({ data }) => data.length > 0);
  const handshake = segments.slice(0, first);
  const [syn, synAck] = handshake as [Segment, Segment];
  const next = { client: syn.sequence + 1, server: synAck.sequence + 1 };
  const spoken = talk.map(([from, data]): Segment => {
    const other = from === 'client' ? 'server' : 'client';
    const segment = {
      ...(from === 'client' ? syn : synAck),
      sequence: next[from],
      acknowledged: next[other],
      flags: ACK,
      data,
    };
    next[from] += data.length;
    return segment;
  });
  const moved = segments.slice(first).map((segment) => {
    const [own, other] = isFromClient(segment)
      ? ([said.client, said.server] as const)
      : ([said.server, said.client] as const);
    return { ...segment, sequence: segment.sequence + own, acknowledged: segment.acknowledged + other };
  });
  return [...handshake, ...spoken, ...moved];
}

/** The TCP header and data. */
export function tcpBytes({ ports, sequence, acknowledged, flags, data }: Segment): Uint8Array {
  const bytes = new Uint8Array(20 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ports[0]);
  view.setUint16(2, ports[1]);
  view.setUint32(4, sequence);
  view.setUint32(8, acknowledged);
  view.setUint16(12, (20 << 10) | flags);
  view.setUint16(14, 0xffff);
  bytes.set(data, 20);
  return bytes;
}

export function ipv4(segment: Segment, payload = tcpBytes(segment), fragment = 0, identification = 1): Uint8Array {
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, 20 + payload.length);
  view.setUint16(4, identification);
  view.setUint16(6, fragment);
  view.setUint8(8, 64);
  view.setUint8(9, 6);
  header.set(segment.source, 12);
  header.set(segment.destination, 16);
  return concat(header, payload);
}

/** `extensions`: header type and content, without the two bytes before it, of 6 more than a multiple of 8. */
export function ipv6(
  segment: Segment,
  extensions: readonly (readonly [type: number, content: Uint8Array])[] = [],
): Uint8Array {
  const tcp = tcpBytes(segment);
  const types = [...extensions.map(([type]) => type), 6];
  const middle = extensions.map(([, content], i) =>
    concat(Uint8Array.of(types[i + 1] ?? 6, (content.length - 6) / 8), content),
  );
  const payload = concat(...middle, tcp);
  const header = new Uint8Array(40);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, payload.length);
  view.setUint8(6, types[0] ?? 6);
  view.setUint8(7, 64);
  for (const [at, address] of [
    [8, segment.source],
    [24, segment.destination],
  ] as const) {
    header.set([0x20, 0x01, 0x0d, 0xb8], at);
    header.set(address, at + 12);
  }
  return concat(header, payload);
}

const MAC = Uint8Array.of(2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2);
export const ethernet = (ip: Uint8Array, ...tags: readonly number[]): Uint8Array =>
  concat(MAC, ...tags.map((tag) => Uint8Array.of(tag >> 8, tag & 255, 0, 7)), etherType(ip), ip);
const etherType = (ip: Uint8Array): Uint8Array =>
  (ip[0] ?? 0) >> 4 === 6 ? Uint8Array.of(0x86, 0xdd) : Uint8Array.of(8, 0);
export const linuxCooked = (ip: Uint8Array): Uint8Array => concat(new Uint8Array(14), etherType(ip), ip);
export const linuxCooked2 = (ip: Uint8Array): Uint8Array => concat(etherType(ip), new Uint8Array(18), ip);

/** A packet in a file. */
export interface Captured {
  readonly frame: Uint8Array;
  /** Bytes that were captured of it; all where it is not said. */
  readonly kept?: number;
  /** Milliseconds since 1970. */
  readonly time?: number;
}

export const asEthernet = (segments: readonly Segment[]): Captured[] =>
  segments.map((segment, i) => ({ frame: ethernet(ipv4(segment)), time: 1_700_000_000_000 + i }));

const number = (little: boolean, size: 2 | 4, value: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(0, value, little);
  else view.setUint32(0, value, little);
  return bytes;
};

export function pcapFile(
  packets: readonly Captured[],
  {
    little = true,
    nano = false,
    link = 1,
    snap = 262_144,
  }: { little?: boolean; nano?: boolean; link?: number; snap?: number } = {},
): Uint8Array {
  const u16 = (value: number): Uint8Array => number(little, 2, value);
  const u32 = (value: number): Uint8Array => number(little, 4, value);
  const header = concat(u32(nano ? 0xa1b23c4d : 0xa1b2c3d4), u16(2), u16(4), u32(0), u32(0), u32(snap), u32(link));
  const body = packets.map(({ frame, kept = frame.length, time = 0 }) =>
    concat(
      u32(Math.floor(time / 1000)),
      u32((time % 1000) * (nano ? 1_000_000 : 1000)),
      u32(kept),
      u32(frame.length),
      frame.subarray(0, kept),
    ),
  );
  return concat(header, ...body);
}

/** A block of pcapng. */
export function ngBlock(little: boolean, type: number, body: Uint8Array): Uint8Array {
  const length = 12 + body.length + (-body.length & 3);
  const u32 = (value: number): Uint8Array => number(little, 4, value);
  return concat(u32(type), u32(length), body, new Uint8Array(-body.length & 3), u32(length));
}

/** Section, interface, packets; `before` and `after` are further blocks around the packets. */
export function ngSection(
  packets: readonly Captured[],
  {
    little = true,
    link = 1,
    first = [],
    before = [],
    after = [],
  }: { little?: boolean; link?: number; first?: Uint8Array[]; before?: Uint8Array[]; after?: Uint8Array[] } = {},
): Uint8Array {
  const u16 = (value: number): Uint8Array => number(little, 2, value);
  const u32 = (value: number): Uint8Array => number(little, 4, value);
  const section = concat(u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff));
  const body = packets.map(({ frame, kept = frame.length, time = 0 }) => {
    const micros = time * 1000;
    const head = [u32(0), u32(Math.floor(micros / 2 ** 32)), u32(micros % 2 ** 32), u32(kept), u32(frame.length)];
    return ngBlock(little, 6, concat(...head, frame.subarray(0, kept)));
  });
  return concat(
    ngBlock(little, 0x0a0d0d0a, section),
    ...first,
    ngBlock(little, 1, concat(u16(link), u16(0), u32(0))),
    ...before,
    ...body,
    ...after,
  );
}

export const ngSecrets = (little: boolean, keyLog: Uint8Array): Uint8Array =>
  ngBlock(little, 10, concat(number(little, 4, 0x544c534b), number(little, 4, keyLog.length), keyLog));

export interface Read {
  readonly contents: CaptureContents;
  readonly report: CaptureReport;
}

/** Reads a capture in slices of `slice` bytes. */
export async function readFileOf(file: Uint8Array, keyLog: Uint8Array | string = '', slice = 65_536): Promise<Read> {
  const secrets = new SecretStore();
  secrets.addKeyLog(typeof keyLog === 'string' ? new TextEncoder().encode(keyLog) : keyLog);
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.length; at += slice) yield file.slice(at, at + slice);
  }
  const contents = await readCapture(source, { secrets, keepsBytes: false });
  return { contents, report: captureReport(contents) };
}
