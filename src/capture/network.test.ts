// What files, link layers, IP and TCP do to a connection, and that it reads the same all the same. The connections are the
// lab's own; what must come out is what the lab showed.
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes/hex.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import {
  ACK,
  asEthernet,
  type Captured,
  cutInto,
  ethernet,
  ipv4,
  ipv6,
  isFromClient,
  linuxCooked,
  linuxCooked2,
  ngBlock,
  ngSecrets,
  ngSection,
  pcapFile,
  readFileOf,
  type Segment,
  segmentsOf,
  tcpBytes,
  withTalk,
} from '../testing/captureSurgery.ts';
import type { CaptureReport, ConnectionReport } from './report/connectionReport.ts';

await prepareAll();
const run = (part: Partial<Scenario>) =>
  runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'off', ...part } as Scenario);
const recording = run({ protocol: 'tls1.3' });
const segments = segmentsOf(recording);
const keyLog = recording.keyLog;
const shown = recording.events.flatMap((event) =>
  event.kind === 'sent' && event.message.channel === 'tls' ? [`${event.message.from} ${event.message.type}`] : [],
);
const lines = ({ messages }: Pick<ConnectionReport, 'messages'>): string[] =>
  messages.map(({ from, type }) => `${from} ${type}`);
/** By direction, since packets in another order say nothing across. */
const byDirection = (all: readonly string[]): string[][] =>
  ['client ', 'server '].map((from) => all.filter((line) => line.startsWith(from)));

async function expectWhole(file: Uint8Array, slice?: number): Promise<CaptureReport> {
  const { report, contents } = await readFileOf(file, keyLog, slice);
  expect(contents.problem).toBeNull();
  expect(report.connections.map(({ opened, gaps }) => [opened, gaps])).toEqual([['all', 0]]);
  expect(byDirection(report.connections.flatMap(lines))).toEqual(byDirection(shown));
  return report;
}
const firstOf = async (packets: readonly Captured[], secrets = keyLog): Promise<ConnectionReport> => {
  const { report } = await readFileOf(pcapFile(packets), secrets);
  return report.connections[0] as ConnectionReport;
};

describe('a file', () => {
  const packets = asEthernet(segments);
  const log = utf8(keyLog);

  it.each([
    [true, false],
    [true, true],
    [false, false],
    [false, true],
  ])('of pcap reads in both orders of bytes (little: %s), with nanoseconds: %s', async (little, nano) => {
    const { contents } = await readFileOf(pcapFile(packets, { little, nano }), keyLog);
    expect(contents.connections[0]?.flow.firstTime).toBeCloseTo(1_700_000_000_000, 3);
    await expectWhole(pcapFile(packets, { little, nano }));
  });

  it.each([true, false])('of pcapng reads in both orders of bytes (little: %s)', async (little) => {
    const { contents } = await readFileOf(ngSection(packets, { little }), keyLog);
    expect(contents.connections[0]?.flow.firstTime).toBeCloseTo(1_700_000_000_000, 3);
    await expectWhole(ngSection(packets, { little }));
  });

  it('of pcapng may have several sections, each in its own order of bytes', async () => {
    const half = Math.floor(packets.length / 2);
    await expectWhole(concat(ngSection(packets.slice(0, half)), ngSection(packets.slice(half), { little: false })));
  });

  it('of pcapng may have comments, names, statistics and unknown blocks', async () => {
    const others = [4, 5, 0x0bad, 0x4bad].map((type) => ngBlock(true, type, utf8('whatever it says.')));
    await expectWhole(ngSection(packets, { before: others, after: others }));
  });

  it.each(['first', 'before', 'after'] as const)('has its secrets in a block anywhere: %s', async (place) => {
    const { report } = await readFileOf(ngSection(packets, { [place]: [ngSecrets(true, log)] }));
    expect(report.connections[0]?.opened).toBe('all');
    expect(report.connections.flatMap(lines)).toEqual(shown);
  });

  it('may be packed with gzip, in one member or several', async () => {
    const file = pcapFile(packets);
    await expectWhole(gzipSync(file), 100);
    await expectWhole(concat(gzipSync(file.subarray(0, 1000)), gzipSync(file.subarray(1000))));
  });

  it.each([1, 7, 100, 4096])('reads the same in slices of %i bytes', async (slice) => {
    await expectWhole(ngSection(packets, { before: [ngSecrets(true, log)] }), slice);
  });

  it('that is cut within a packet gives all before it, and says where', async () => {
    const file = pcapFile(packets);
    const { contents } = await readFileOf(file.subarray(0, file.length - 3), keyLog);
    expect(contents.packets).toBe(packets.length - 1);
    expect(contents.problem).toMatchObject({ kind: 'cut' });
  });

  it.each([
    ['no capture', utf8('GET / HTTP/1.1\r\n'), 'unknownFormat'],
    ['a packet of 4 GB', concat(pcapFile(packets.slice(0, 2)), new Uint8Array(16).fill(255)), 'length'],
    ['a block of no length', concat(ngSection(packets.slice(0, 2)), new Uint8Array(32)), 'block'],
    ['gzip of nothing', Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3), 'unknownFormat'],
  ])('that is damaged (%s) ends in a problem that is named', async (_, file, kind) => {
    expect((await readFileOf(file)).contents.problem).toMatchObject({ kind });
  });

  it('a block that claims 4 GB and is of no use is passed over without keeping it', async () => {
    const claim = Uint8Array.of(0xad, 0x0b, 0, 0, 0xfc, 0xff, 0xff, 0xff, 0, 0, 0, 0);
    const { contents } = await readFileOf(concat(ngSection(packets.slice(0, 3)), claim, new Uint8Array(5000)));
    expect([contents.packets, contents.problem]).toEqual([3, null]);
  });
});

describe('a link layer', () => {
  const options = concat(new Uint8Array(6));
  const layers: readonly (readonly [string, number, (segment: Segment) => Uint8Array])[] = [
    ['Ethernet', 1, (segment) => ethernet(ipv4(segment))],
    ['Ethernet with a VLAN tag', 1, (segment) => ethernet(ipv4(segment), 0x8100)],
    ['Ethernet with two tags', 1, (segment) => ethernet(ipv4(segment), 0x88a8, 0x8100)],
    ['Linux cooked', 113, (segment) => linuxCooked(ipv4(segment))],
    ['Linux cooked 2', 276, (segment) => linuxCooked2(ipv6(segment))],
    ['raw IP', 101, ipv4],
    ['raw IPv6', 229, ipv6],
    ['loopback, little end first', 0, (segment) => concat(Uint8Array.of(2, 0, 0, 0), ipv4(segment))],
    ['loopback, big end first', 0, (segment) => concat(Uint8Array.of(0, 0, 0, 30), ipv6(segment))],
    ['OpenBSD loopback', 108, (segment) => concat(Uint8Array.of(0, 0, 0, 2), ipv4(segment))],
    [
      'IPv6 with extension headers',
      1,
      (segment) =>
        ethernet(
          ipv6(segment, [
            [0, options],
            [43, options],
            [60, options],
          ]),
        ),
    ],
    ['IPv6 with a fragment header of one fragment', 1, (segment) => ethernet(ipv6(segment, [[44, options]]))],
  ];

  it.each(layers)('%s reads', async (_, link, frame) => {
    await expectWhole(
      pcapFile(
        segments.map((segment) => ({ frame: frame(segment) })),
        { link },
      ),
    );
  });

  it('that is not known is named', async () => {
    const { report } = await readFileOf(pcapFile([{ frame: new Uint8Array(60) }], { link: 105 }));
    expect(report.other).toEqual([{ what: 'link type 105', packets: 1 }]);
  });

  it('IP fragments are put together, whatever their order', async () => {
    const fragments = segments.flatMap((segment, i): Captured[] => {
      const tcp = tcpBytes(segment);
      if (tcp.length < 100) return [{ frame: ethernet(ipv4(segment)) }];
      const [first, second] = [tcp.subarray(0, 64), tcp.subarray(64)];
      return [ipv4(segment, second, 8, i), ipv4(segment, first, 0x2000, i)].map((ip) => ({ frame: ethernet(ip) }));
    });
    await expectWhole(pcapFile(fragments));
    expect((await readFileOf(pcapFile(fragments))).contents.fragments).toBeGreaterThan(4);
  });
});

describe('TCP', () => {
  const small = cutInto(segments, 300);

  it.each([1, 7, 300])('in segments of %i bytes reads the same', async (size) => {
    await expectWhole(pcapFile(asEthernet(cutInto(segments, size))));
  });

  it('in another order reads the same', async () => {
    const opening = small.findIndex(({ data }) => data.length > 0);
    const mixed = [...small];
    for (let i = opening; i + 3 < mixed.length; i += 4) mixed.splice(i, 4, ...mixed.slice(i, i + 4).reverse());
    await expectWhole(pcapFile(asEthernet(mixed)));
  });

  it('with every segment twice, and with segments that overlap, reads the same', async () => {
    await expectWhole(pcapFile(asEthernet(small.flatMap((segment) => [segment, segment]))));
    const overlapping = small.flatMap((segment, i): Segment[] => {
      const before = small.slice(0, i).findLast((each) => isFromClient(each) === isFromClient(segment));
      if (before === undefined || before.data.length < 10 || segment.data.length === 0) return [segment];
      if (before.sequence + before.data.length !== segment.sequence) return [segment];
      const again = before.data.slice(-10);
      return [segment, { ...segment, sequence: segment.sequence - 10, data: concat(again, segment.data) }];
    });
    expect(overlapping.length).toBeGreaterThan(small.length);
    await expectWhole(pcapFile(asEthernet(overlapping)));
  });

  it('whose sequence numbers pass 2^32 reads the same', async () => {
    const by = 2 ** 32 - 1_000_200;
    const moved = segments.map((segment) => ({
      ...segment,
      sequence: (segment.sequence + by) >>> 0,
      acknowledged: (segment.acknowledged + by) >>> 0,
    }));
    await expectWhole(pcapFile(asEthernet(moved)));
  });

  it('with data in the SYN (RFC 7413) reads the same', async () => {
    const first = segments.findIndex(({ data }) => data.length > 0);
    const { data } = segments[first] as Segment;
    const open = segments.map((segment, i) => (i === 0 ? { ...segment, data } : segment)).filter((_, i) => i !== first);
    await expectWhole(pcapFile(asEthernet(open)));
  });

  it('with keep-alives and probes of one byte reads the same', async () => {
    const probing = small.flatMap((segment): Segment[] =>
      segment.data.length === 0 || segment.flags !== ACK
        ? [segment]
        : [segment, { ...segment, sequence: segment.sequence - 1, data: Uint8Array.of(0) }],
    );
    await expectWhole(pcapFile(asEthernet(probing)));
  });

  it('that uses a port again is a connection of its own', async () => {
    const again = segments.map((segment) => ({
      ...segment,
      sequence: segment.sequence + 5_000_000,
      acknowledged: segment.acknowledged + 5_000_000,
    }));
    const { report } = await readFileOf(pcapFile(asEthernet([...segments.slice(0, -3), ...again])), keyLog);
    expect(report.connections.map(lines)).toEqual([shown, shown]);
  });

  it('from the middle on, without its SYN, reads from there', async () => {
    const first = segments.findIndex(({ data }) => data.length > 0);
    const connection = await firstOf(asEthernet(segments.slice(first)));
    expect([lines(connection), connection.opened]).toEqual([shown, 'all']);
  });

  it('without its ClientHello opens by trying every secret', async () => {
    const first = segments.findIndex(({ data }) => data.length > 0);
    const connection = await firstOf(asEthernet(segments.slice(first + 1)));
    expect(connection.opened).toBe('all');
    expect(byDirection(lines(connection))).toEqual(byDirection(shown.slice(1)));
    expect([connection.client, connection.server]).toEqual(['10.0.0.1:49152', '10.0.0.2:443']);
  });

  it.each(['client', 'server'] as const)('of one direction alone, the %s, opens what it has', async (side) => {
    const own = segments.filter((segment) => isFromClient(segment) === (side === 'client'));
    const connection = await firstOf(asEthernet(own));
    expect(connection.opened).toBe('all');
    expect(lines(connection)).toEqual(shown.filter((line) => line.startsWith(side)));
  });

  it('with a segment lost has a gap, and goes on behind it', async () => {
    const data = small.filter((segment) => !isFromClient(segment) && segment.data.length > 0);
    const lost = data[data.findIndex((segment) => segment.data.length === 300) + 1];
    const connection = await firstOf(asEthernet(small.filter((segment) => segment !== lost)));
    expect([connection.gaps, connection.opened]).toEqual([1, 'part']);
    const server = lines(connection).filter((line) => line.startsWith('server'));
    expect(server).toContain('server ServerHello');
    expect(server.slice(-2)).toEqual(shown.filter((line) => line.startsWith('server')).slice(-2));
    expect(lines(connection).filter((line) => line.startsWith('client'))).toEqual(
      shown.filter((line) => line.startsWith('client')),
    );
  });

  it('cut by a snap length has gaps, and reads the records that are whole', async () => {
    const connection = await firstOf(
      asEthernet(segments).map((each) => ({ ...each, kept: Math.min(each.frame.length, 600) })),
    );
    expect(connection.gaps).toBeGreaterThan(0);
    expect(lines(connection)).toContain('client Finished');
    expect(lines(connection)).not.toContain('client Certificate');
  });

  it('that is reset shows what passed before', async () => {
    const [syn] = segments as [Segment];
    const reset = { ...syn, sequence: syn.sequence + 1, flags: 4 | ACK };
    const connection = await firstOf(asEthernet([...segments.slice(0, 6), reset]));
    expect(lines(connection).length).toBeGreaterThan(1);
  });
});

describe('TLS begins behind plain text', () => {
  const talks: Readonly<Record<string, readonly (readonly ['client' | 'server', string | number[]])[]>> = {
    SMTP: [
      ['server', '220 mail ESMTP\r\n'],
      ['client', 'EHLO me\r\n'],
      ['server', '250-STARTTLS\r\n250 OK\r\n'],
      ['client', 'STARTTLS\r\n'],
      ['server', '220 Go ahead\r\n'],
    ],
    IMAP: [
      ['server', '* OK ready\r\n'],
      ['client', 'a1 STARTTLS\r\n'],
      ['server', 'a1 OK begin\r\n'],
    ],
    POP3: [
      ['server', '+OK ready\r\n'],
      ['client', 'STLS\r\n'],
      ['server', '+OK\r\n'],
    ],
    FTP: [
      ['server', '220 ready\r\n'],
      ['client', 'AUTH TLS\r\n'],
      ['server', '234 go\r\n'],
    ],
    LDAP: [
      ['client', [0x30, 0x0c, 2, 1, 1, 0x77, 7, 0x80, 5, 49, 46, 51, 46, 54]],
      ['server', [0x30, 0x0c, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0]],
    ],
    XMPP: [
      ['client', "<stream:stream to='a'>"],
      ['server', '<stream:features><starttls/></stream:features>'],
      ['client', '<starttls/>'],
      ['server', '<proceed/>'],
    ],
    PostgreSQL: [
      ['client', [0, 0, 0, 8, 4, 210, 22, 47]],
      ['server', 'S'],
    ],
    MySQL: [
      ['server', [10, 0, 0, 0, 10, 56, 46, 48, 0, 1, 2, 3, 4, 0]],
      ['client', [32, 0, 0, 1, 5, 174, 3, 0, 0, 0, 0, 1, 33, ...Array<number>(23).fill(0)]],
    ],
    'HTTP CONNECT': [
      ['client', 'CONNECT api.bank.test:443 HTTP/1.1\r\nHost: api.bank.test:443\r\n\r\n'],
      ['server', 'HTTP/1.1 200 OK\r\n\r\n'],
    ],
    'the PROXY protocol': [['client', 'PROXY TCP4 192.0.2.1 192.0.2.2 4000 443\r\n']],
    'the PROXY protocol, version 2': [
      [
        'client',
        [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 33, 17, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 15, 160, 1, 187],
      ],
    ],
  };
  const bytes = (said: string | number[]): Uint8Array =>
    typeof said === 'string' ? utf8(said) : Uint8Array.from(said);

  it.each(Object.keys(talks))('of %s', async (name) => {
    const talk = (talks[name] ?? []).map(([from, said]) => [from, bytes(said)] as const);
    await expectWhole(pcapFile(asEthernet(withTalk(segments, talk))));
    await expectWhole(pcapFile(asEthernet(cutInto(withTalk(segments, talk), 5))));
  });

  it('and no other TCP becomes TLS: it is counted by what it is like', async () => {
    const [syn, synAck] = segments as [Segment, Segment];
    const request = { ...syn, sequence: syn.sequence + 1, flags: ACK, data: utf8('GET / HTTP/1.1\r\nHost: a\r\n\r\n') };
    const answer = { ...synAck, sequence: synAck.sequence + 1, flags: ACK, data: utf8('HTTP/1.1 200 OK\r\n\r\n') };
    const { report } = await readFileOf(pcapFile(asEthernet([syn, synAck, request, answer])));
    expect(report).toEqual({ connections: [], other: [{ what: 'HTTP', packets: 4 }] });
  });

  it('on any port', async () => {
    const moved = segments.map((segment) => ({
      ...segment,
      ports: segment.ports.map((port) => (port === 443 ? 22 : port)) as [number, number],
    }));
    const report = await expectWhole(pcapFile(asEthernet(moved)));
    expect(report.connections[0]?.server).toBe('10.0.0.2:22');
  });
});

describe('QUIC and DTLS', () => {
  const udp = (payload: readonly number[]): Captured => {
    const length = 8 + payload.length;
    const header = [0xc0, 0, 1, 0xbb, length >> 8, length & 255, 0, 0];
    const ip = ipv4(segments[0] as Segment, Uint8Array.from([...header, ...payload]));
    ip[9] = 17;
    return { frame: ethernet(ip) };
  };

  it('are named and left', async () => {
    const quic = [0xc3, 0, 0, 0, 1, 8, ...Array<number>(40).fill(7)];
    const short = [0x43, ...Array<number>(40).fill(7)];
    const { report } = await readFileOf(pcapFile([udp(quic), udp(short)]));
    expect(report.other).toEqual([{ what: 'QUIC', packets: 2 }]);
    const dtls = [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4];
    expect((await readFileOf(pcapFile([udp(dtls)]))).report.other).toEqual([{ what: 'DTLS', packets: 1 }]);
    expect((await readFileOf(pcapFile([udp([1, 2, 3])]))).report.other).toEqual([{ what: 'UDP', packets: 1 }]);
  });
});
