// Wireshark's dissector reads the messages that we write.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../bytes/hex.ts';
import { openssl, outsideJudge, runOutside } from '../../testing/outside.ts';
import { encodeAlert } from '../alertCodes.ts';
import { encodeRecord } from '../record/record.ts';
import { encodeHandshake } from './handshake.ts';
import type { Handshake } from './types.ts';

const PORT = 4433;

/** A capture file (libpcap format, raw IPv4) with one TCP segment that goes to `PORT`. */
function capture(payload: Uint8Array): Uint8Array {
  const tcp = new DataView(new ArrayBuffer(20));
  tcp.setUint16(0, 40_000);
  tcp.setUint16(2, PORT);
  tcp.setUint32(4, 1);
  tcp.setUint16(12, 0x5018); // five words of header, PSH and ACK
  tcp.setUint16(14, 0xffff);
  const ip = new DataView(new ArrayBuffer(20));
  ip.setUint16(0, 0x4500);
  ip.setUint16(2, 40 + payload.length);
  ip.setUint16(8, 0x4006); // time to live 64, TCP
  ip.setUint32(12, 0x7f000001);
  ip.setUint32(16, 0x7f000001);
  const packet = new DataView(new ArrayBuffer(16));
  for (const at of [8, 12]) packet.setUint32(at, 40 + payload.length);
  const head = fromHex('a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000065');
  return concat(head, ...[packet, ip, tcp].map((view) => new Uint8Array(view.buffer)), payload);
}

/** Values of `fields` in the segment, in their order; the last one holds what tshark has to complain about. */
function dissect(payload: Uint8Array, fields: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'dissect-'));
  try {
    const file = join(folder, 'one.pcap');
    writeFileSync(file, capture(payload));
    const wanted = [...fields, '_ws.malformed', '_ws.expert.message'].flatMap((field) => ['-e', field]);
    const args = ['-r', file, '-d', `tcp.port==${PORT},tls`, '-T', 'fields', '-E', 'separator=|', ...wanted];
    const run = runOutside('tshark', args);
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.toString().replace(/\n$/, '').split('|');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dissectMessages(messages: readonly Handshake[], fields: readonly string[]): string[] {
  const flight = concat(...messages.map((message) => encodeHandshake(message).bytes));
  return dissect(encodeRecord('handshake', flight).bytes, fields);
}

const NOTHING_WRONG = ['', ''];

describe.skipIf(!outsideJudge('tshark') || !outsideJudge('openssl'))('Wireshark', () => {
  it('finds in our ClientHello what we put there', () => {
    const random = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
    const seen = dissectMessages(
      [
        {
          type: 'ClientHello',
          version: 0x0303,
          random,
          sessionId: fromHex('a1a2a3'),
          suites: [0x009c, 0x009d, 0x003c, 0x00ff],
          compression: [0],
          extensions: [
            { type: 'server_name', name: 'api.bank.test' },
            { type: 'signature_algorithms', schemes: [0x0401, 0x0601] },
            { type: 'extended_master_secret' },
            { type: 'application_layer_protocol_negotiation', protocols: ['h2', 'http/1.1'] },
            { type: 'renegotiation_info', verifyData: new Uint8Array(0) },
            { type: 'unknown', code: 0x0a0a, data: Uint8Array.of(0) },
          ],
        },
      ],
      [
        'tls.record.content_type',
        'tls.record.version',
        'tls.handshake.type',
        'tls.handshake.version',
        'tls.handshake.random',
        'tls.handshake.session_id',
        'tls.handshake.ciphersuite',
        'tls.handshake.comp_method',
        'tls.handshake.extensions_server_name',
        'tls.handshake.sig_hash_alg',
        'tls.handshake.extensions_alpn_str',
        'tls.handshake.extension.type',
      ],
    );
    expect(seen.slice(0, 12)).toEqual([
      '22',
      '0x0303',
      '1',
      '0x0303',
      toHex(random),
      'a1a2a3',
      '0x009c,0x009d,0x003c,0x00ff',
      '0',
      'api.bank.test',
      '0x0401,0x0601',
      'h2,http/1.1',
      '0,13,23,16,65281,2570',
    ]);
    expect(seen.slice(12)).toEqual(NOTHING_WRONG);
  });

  it("reads the server's flight in one record, and the client's messages", () => {
    const certificate = selfSigned();
    const authority = fromHex('3011310f300d06035504030c0642616e6b4341');
    const [types, suite, lengths, names, ...wrong] = dissectMessages(
      [
        {
          type: 'ServerHello',
          version: 0x0303,
          random: new Uint8Array(32).fill(7),
          sessionId: new Uint8Array(0),
          suite: 0x009d,
          compression: 0,
          extensions: [
            { type: 'server_name', name: null },
            { type: 'renegotiation_info', verifyData: new Uint8Array(0) },
          ],
        },
        { type: 'Certificate', chain: [certificate, certificate] },
        { type: 'CertificateRequest', certificateTypes: [1], schemes: [0x0401], authorities: [authority] },
        { type: 'ServerHelloDone' },
      ],
      ['tls.handshake.type', 'tls.handshake.ciphersuite', 'tls.handshake.certificate_length', 'x509sat.uTF8String'],
    );
    expect(types).toBe('2,11,13,14');
    expect(suite).toBe('0x009d');
    expect(lengths).toBe(`${certificate.length},${certificate.length}`);
    expect(names?.split(',').at(-1)).toBe('BankCA');
    expect(wrong).toEqual(NOTHING_WRONG);

    const [second, ...alsoWrong] = dissectMessages(
      [
        { type: 'Certificate', chain: [] },
        { type: 'ClientKeyExchange', encryptedPremaster: new Uint8Array(256).fill(1) },
        { type: 'CertificateVerify', scheme: 0x0401, signature: new Uint8Array(256).fill(2) },
      ],
      ['tls.handshake.type'],
    );
    expect(second).toBe('11,16,15');
    expect(alsoWrong).toEqual(NOTHING_WRONG);
  });

  it('names our alerts', () => {
    const { bytes } = encodeRecord('alert', encodeAlert('fatal', 'certificate_expired').bytes);
    expect(dissect(bytes, ['tls.alert_message.level', 'tls.alert_message.desc'])).toEqual([
      '2',
      '45',
      ...NOTHING_WRONG,
    ]);
  });

  it('would complain if a length lied', () => {
    const { bytes } = encodeRecord('alert', Uint8Array.of(2, 45));
    bytes[4] = 1;
    expect(dissect(bytes.subarray(0, 6), ['tls.alert_message.desc'])).not.toEqual(['45', ...NOTHING_WRONG]);
  });
});

function selfSigned(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'selfsigned-'));
  try {
    const key = join(folder, 'key.pem');
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=server', '-keyout', key];
    return openssl([...args, '-outform', 'DER']).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
