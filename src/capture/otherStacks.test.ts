// What the lab does not speak: OpenSSL speaks it over a relay that writes down what passes, and its key log opens it.

import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import { ACK, asEthernet, pcapFile, readFileOf, type Segment, SYN } from '../testing/captureSurgery.ts';
import { type Folder, pkiFolder } from '../testing/commandLine.ts';
import { type OutsideProcess, outsideJudge, startOutside } from '../testing/outside.ts';
import type { ConnectionReport } from './report/connectionReport.ts';

const SUITES_13 = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
];

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  registerEcc();
  let folder: Folder;
  let server: OutsideProcess;
  let port = 0;

  beforeAll(async () => {
    folder = pkiFolder();
    const files = ['-cert', folder.file('server.pem'), '-key', folder.file('server.key')];
    const weak = ['-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', '-ciphersuites', SUITES_13.join(':')];
    server = startOutside('openssl', ['s_server', '-accept', '127.0.0.1:0', '-www', ...weak, ...files]);
    port = await new Promise<number>((resolve) => {
      let out = '';
      server.stdout.on('data', (data: Buffer) => {
        out += String(data);
        const found = /ACCEPT \S+:(\d+)/.exec(out);
        if (found !== null) resolve(Number(found[1]));
      });
    });
  });
  afterAll(() => {
    server.kill();
    folder.remove();
  });

  /** One connection of s_client over a relay, as segments. */
  async function talk(args: readonly string[]): Promise<Segment[][]> {
    const passed: Segment[][] = [];
    const relay = createServer((client) => {
      const segments = opened(40_000 + passed.length);
      passed.push(segments);
      const upstream = connect(port, '127.0.0.1');
      client.on('data', (data) => {
        segments.push(said(segments, true, data));
        upstream.write(data);
      });
      upstream.on('data', (data) => {
        segments.push(said(segments, false, data));
        client.write(data);
      });
      client.on('end', () => upstream.end()).on('error', () => upstream.destroy());
      upstream.on('end', () => client.end()).on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const to = ['s_client', '-connect', `127.0.0.1:${(relay.address() as AddressInfo).port}`, '-ign_eof', ...args];
    to.push('-keylogfile', folder.file('keys'));
    const client = startOutside('openssl', to);
    client.stdin.on('error', () => {}).end('GET / HTTP/1.0\r\n\r\n');
    client.stdout.resume();
    client.stderr.resume();
    await new Promise((resolve) => client.on('close', resolve));
    await new Promise((resolve) => relay.close(resolve));
    return passed;
  }

  async function read(passed: readonly Segment[][]): Promise<readonly ConnectionReport[]> {
    const log = new Uint8Array(readFileSync(folder.file('keys')));
    return (await readFileOf(pcapFile(asEthernet(passed.flat())), log)).report.connections;
  }

  it.each(SUITES_13)('%s opens', async (suite) => {
    const [connection] = await read(await talk(['-tls1_3', '-ciphersuites', suite]));
    expect(connection).toMatchObject({ version: 'TLS 1.3', suite, opened: 'all', http: 'GET / HTTP/1.0' });
  });

  it.each([
    ['TLS 1.0', '-tls1', 'AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    ['TLS 1.1', '-tls1_1', 'ECDHE-RSA-AES256-SHA', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'],
    ['TLS 1.2', '-tls1_2', 'DHE-RSA-AES256-SHA256', 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256'],
    ['TLS 1.2', '-tls1_2', 'ECDHE-RSA-AES256-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
    ['TLS 1.2', '-tls1_2', 'ECDHE-RSA-CAMELLIA128-SHA256', 'TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256'],
    ['TLS 1.2', '-tls1_2', 'AES128-CCM', 'TLS_RSA_WITH_AES_128_CCM'],
    ['TLS 1.2', '-tls1_2', 'AES256-CCM8', 'TLS_RSA_WITH_AES_256_CCM_8'],
    ['TLS 1.2', '-tls1_2', 'NULL-SHA256', 'TLS_RSA_WITH_NULL_SHA256'],
  ])('%s (%s %s) opens %s', async (version, option, cipher, suite) => {
    const [connection] = await read(await talk([option, '-cipher', `${cipher}:@SECLEVEL=0`]));
    expect(connection).toMatchObject({ version, suite, opened: 'all', http: 'GET / HTTP/1.0' });
    const types = connection?.messages.map(({ type }) => type) ?? [];
    expect(types.filter((type) => type === 'Finished')).toHaveLength(2);
  });

  it('a suite whose cipher nobody here has is named, and stays closed', async () => {
    const [connection] = await read(await talk(['-tls1_2', '-cipher', 'ECDHE-ARIA256-GCM-SHA384']));
    expect(connection).toMatchObject({ suite: 'TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384', opened: 'none', http: null });
  });

  it.each([
    ['by ticket', []],
    ['by session id', ['-no_ticket']],
  ])('TLS 1.2 that is resumed %s opens by what its full handshake had', async (_, options) => {
    const session = folder.file(`session${options.length}`);
    const first = await talk(['-tls1_2', '-sess_out', session, ...options]);
    const second = await talk(['-tls1_2', '-sess_in', session, ...options]);
    const moved = second.map((segments) => segments.map((each) => ({ ...each, ports: others(each.ports) })));
    const log = readFileSync(folder.file('keys'), 'latin1');
    const [full] = (await readFileOf(pcapFile(asEthernet(first.flat())), log)).report.connections;
    expect(full?.opened).toBe('all');
    // Some stacks log no line for a resumed connection: the last one is taken away.
    const without = log.trimEnd().split('\n').slice(0, -1).join('\n');
    const { report } = await readFileOf(pcapFile(asEthernet([...first.flat(), ...moved.flat()])), without);
    expect(report.connections.map(({ opened, http }) => [opened, http])).toEqual([
      ['all', 'GET / HTTP/1.0'],
      ['all', 'GET / HTTP/1.0'],
    ]);
    expect(report.connections[1]?.messages.some(({ type }) => type === 'ClientKeyExchange')).toBe(false);
  });
});

const [CLIENT, SERVER] = [Uint8Array.of(192, 0, 2, 1), Uint8Array.of(192, 0, 2, 2)];
const others = ([a, b]: readonly [number, number]): [number, number] => [
  a > 443 ? a + 1000 : a,
  b > 443 ? b + 1000 : b,
];

function opened(clientPort: number): Segment[] {
  const client = { source: CLIENT, destination: SERVER, ports: [clientPort, 443], data: new Uint8Array() } as const;
  const server = { source: SERVER, destination: CLIENT, ports: [443, clientPort], data: new Uint8Array() } as const;
  return [
    { ...client, sequence: 999, acknowledged: 0, flags: SYN },
    { ...server, sequence: 4999, acknowledged: 1000, flags: SYN | ACK },
  ];
}

function said(segments: readonly Segment[], isClient: boolean, data: Uint8Array): Segment {
  const [own] = segments.slice(isClient ? 0 : 1) as [Segment];
  const before = segments.slice(2).filter(({ ports }) => ports[0] === own.ports[0]);
  const sent = before.reduce((sum, each) => sum + each.data.length, 0);
  return { ...own, sequence: own.sequence + 1 + sent, flags: ACK, data: new Uint8Array(data) };
}
