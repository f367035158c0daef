// Captures and key logs of anybody: whatever stands in them, reading ends, in a bounded amount of work, with what could be
// read or with a problem that is named.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes/hex.ts';
import { capture } from '../lab/files/pcapng.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import {
  ACK,
  asEthernet,
  cutInto,
  ethernet,
  ipv4,
  ngSection,
  pcapFile,
  readFileOf,
  type Segment,
  segmentsOf,
} from '../testing/captureSurgery.ts';
import { readKeyLog } from './secrets/keyLog.ts';
import { SecretStore } from './secrets/secrets.ts';
import { certificatesIn, decompressed } from './tls/certificates.ts';
import { clientHelloFacts, serverHelloFacts } from './tls/hello.ts';
import { noFacts, openers13 } from './tls/openers.ts';
import { BodyPool, RecordSplitter, type SplitRecord } from './tls/recordSplitter.ts';
import { KEYS, TrialBudget } from './tls/trialBudget.ts';

await prepareAll();
const lab = (protocol: Scenario['protocol']) =>
  runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'off', protocol });
const recordings = [lab('tls1.3'), lab('tls1.2-rsa')];
const [modern, old] = recordings as [(typeof recordings)[0], (typeof recordings)[0]];
const files = [
  capture(modern),
  pcapFile(asEthernet(segmentsOf(old))),
  pcapFile(asEthernet(cutInto(segmentsOf(modern), 60)), { little: false, nano: true }),
  ngSection(asEthernet(segmentsOf(modern)), { little: false }),
];
const keyLog = recordings.map((each) => each.keyLog).join('');

/** A file with some bytes changed, some taken out, some put in. */
const mutated = fc
  .tuple(
    fc.nat(files.length - 1),
    fc.array(fc.tuple(fc.nat(20_000), fc.nat(255), fc.constantFrom('set', 'drop', 'add', 'zero', 'ones')), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([file, changes]) => {
    let bytes = files[file] as Uint8Array;
    for (const [place, value, change] of changes) {
      const at = place % bytes.length;
      const rest = bytes.subarray(change === 'drop' ? at + 1 + (value % 64) : at);
      if (change === 'drop') bytes = concat(bytes.subarray(0, at), rest);
      else if (change === 'add') bytes = concat(bytes.subarray(0, at), Uint8Array.of(value, value), rest);
      else {
        bytes = bytes.slice();
        if (change === 'set') bytes[at] = value;
        else bytes.fill(change === 'zero' ? 0 : 255, at, at + 4);
      }
    }
    return bytes;
  });

describe('a mutated capture', () => {
  it('reads to its end or to a problem, the same in slices of any length', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, fc.integer({ min: 1, max: 5000 }), async (file, slice) => {
        const { report, contents } = await readFileOf(file, keyLog, slice);
        const whole = await readFileOf(file, keyLog, file.length);
        expect([report, contents.problem]).toEqual([whole.report, whole.contents.problem]);
        for (const { messages, gaps } of report.connections) {
          expect(gaps).toBeLessThan(500);
          expect(messages.length).toBeLessThan(2000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of nothing but chance is told to be none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const { contents } = await readFileOf(bytes, bytes);
        expect(contents.packets === 0 || contents.format !== null).toBe(true);
      }),
    );
  });
});

describe('the readers of messages', () => {
  it('take any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, is13) => {
        clientHelloFacts(bytes);
        serverHelloFacts(bytes);
        decompressed(bytes);
        const total = certificatesIn(bytes, is13).reduce((sum, { length }) => sum + length, 0);
        expect(total).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('give no certificate from a compressed one that claims more than it has', () => {
    // RFC 8879 4: algorithm, length of the whole, length of what follows.
    expect(decompressed(Uint8Array.of(0, 1, 255, 255, 255, 0, 0, 1, 0))).toBeNull();
    expect(decompressed(Uint8Array.of(0, 1, 0, 1, 0, 0, 0, 8, 0x78, 0x9c, 3, 0, 0, 0, 0, 1))).toBeNull();
  });
});

describe('records', () => {
  it('are the same however their bytes come, and bytes behind a gap are never more than there are', () => {
    const wire = concat(...segmentsOf(old).map(({ data }) => data));
    const split = (cuts: readonly number[], gaps: boolean): SplitRecord[] => {
      const records: SplitRecord[] = [];
      const sink = {
        wants: () => true,
        record: (record: SplitRecord) => {
          expect(record.fragment?.length ?? record.length).toBe(record.length);
          records.push({ ...record, fragment: record.fragment?.slice() ?? null });
        },
        gap() {},
      };
      const splitter = new RecordSplitter(sink, new BodyPool());
      const places = [0, ...cuts.map((cut) => cut % wire.length).sort((a, b) => a - b), wire.length];
      for (let i = 1; i < places.length; i++) {
        const [from, to] = [places[i - 1] as number, places[i] as number];
        if (gaps && i % 3 === 0 && to > from) splitter.gap(to - from, i, 0);
        else splitter.bytes(wire, from, to, 1, 0);
      }
      splitter.end();
      return records;
    };
    const whole = split([], false);
    expect(whole.length).toBeGreaterThan(8);
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 40 }), (cuts) => {
        expect(split(cuts, false)).toEqual(whole);
        expect(split(cuts, true).length).toBeLessThan(whole.length + cuts.length + 1);
      }),
    );
  });
});

describe('trials', () => {
  it('with secrets that may not belong here end when their budget is used up, for a whole capture', () => {
    const secrets = new SecretStore();
    const line = (i: number): string =>
      `CLIENT_TRAFFIC_SECRET_0 ${i.toString(16).padStart(64, '0')} ${'ab'.repeat(32)}\n`;
    secrets.addKeyLog(utf8(Array.from({ length: 500 }, (_, i) => line(i)).join('')));
    const budget = new TrialBudget(100 * KEYS);
    const some = openers13(secrets, ['CLIENT_TRAFFIC_SECRET_0'], noFacts(), false, budget);
    const suites = new Set(some.map(({ suite }) => suite.name)).size;
    expect(some.length / suites).toBe(100);
    expect(openers13(secrets, ['CLIENT_TRAFFIC_SECRET_0'], noFacts(), false, budget)).toEqual([]);
  });
});

describe('floods', () => {
  const [syn] = segmentsOf(old) as [Segment];

  it('of connections without data are counted, and not kept', async () => {
    const one = ethernet(ipv4(syn));
    const header = pcapFile([]);
    const packet = pcapFile([{ frame: one }]).subarray(header.length);
    const count = 120_000;
    const file = new Uint8Array(header.length + count * packet.length);
    file.set(header);
    for (let i = 0; i < count; i++) {
      const at = header.length + i * packet.length;
      file.set(packet, at);
      // Another source address for each.
      file.set([10, (i >> 16) & 255, (i >> 8) & 255, i & 255], at + 16 + 26);
    }
    const { report, contents } = await readFileOf(file);
    expect(report).toEqual({ connections: [], other: [{ what: 'TCP without data', packets: count }] });
    expect(contents.connections).toHaveLength(0);
  });

  it('of bytes that never become TLS are given up, and let go', async () => {
    const text = { ...syn, flags: ACK, sequence: syn.sequence + 1, data: new Uint8Array(1000).fill(65) };
    const many = Array.from({ length: 200 }, (_, i) => ({ ...text, sequence: text.sequence + 1000 * i }));
    const { contents } = await readFileOf(pcapFile(asEthernet([syn, ...many])));
    expect(contents.connections[0]?.conversation.directions.map(({ mode, lead }) => [mode, lead.length])).toEqual([
      ['ignored', 0],
      ['search', 0],
    ]);
  });

  it('of segments behind one that never comes end in a gap before they are too many', async () => {
    const late = Array.from({ length: 9000 }, (_, i) => ({
      ...syn,
      flags: ACK,
      sequence: syn.sequence + 100 + i,
      data: Uint8Array.of(i & 255),
    }));
    const { contents } = await readFileOf(pcapFile(asEthernet([syn, ...late])));
    expect(contents.connections[0]?.flow.streams[0].gaps).toBe(1);
    expect(contents.connections[0]?.flow.streams[0].bytesWaiting).toBe(0);
  });

  it('of fragments that never make a datagram are let go', async () => {
    const fragments = Array.from({ length: 3000 }, (_, i) => ({
      frame: ethernet(ipv4(syn, new Uint8Array(8), 0x2000 + 2 * (i % 4000), i % 300)),
    }));
    const { contents } = await readFileOf(pcapFile(fragments));
    expect([contents.packets, contents.fragments, contents.tcpPackets]).toEqual([3000, 3000, 0]);
  });

  it('of secrets cost no more than reading them', () => {
    const lines = 'CLIENT_RANDOM '.repeat(20_000);
    expect(readKeyLog(utf8(lines)).lines).toEqual([]);
    expect(readKeyLog(utf8(`${' '.repeat(200_000)}RSA ${'a'.repeat(200_000)}`)).lines).toEqual([]);
    const hex = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(24)} `;
    expect(readKeyLog(utf8(hex.repeat(3000))).lines).toHaveLength(3000);
  });
});
