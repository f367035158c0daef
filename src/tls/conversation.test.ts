// The codec, key schedule and record protection read a whole conversation between two OpenSSL programs: a recorded one
// (src/testing/knownAnswers/handshakes.json), and one that they have now.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, fromUtf8, toHex } from '../bytes/hex.ts';
import { digest } from '../crypto/hash.ts';
import { privateKeyFromPem } from '../crypto/keyFormat.ts';
import { decryptPkcs1 } from '../crypto/rsa.ts';
import recorded from '../testing/knownAnswers/handshakes.json' with { type: 'json' };
import { type Conversation, type ConversationOptions, converse } from '../testing/opensslConversation.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { expectSpansToCover } from '../testing/spanRules.ts';
import { decodeAlert } from './alertCodes.ts';
import { decodeForDisplay } from './messages/explainRecord.ts';
import { decodeHandshake, encodeHandshake } from './messages/handshake.ts';
import type { Handshake, HandshakeType } from './messages/types.ts';
import { reassembleHandshake } from './record/flight.ts';
import { initialStates, type ReadState, unprotect } from './record/protection.ts';
import { type RawRecord, readRecords } from './record/record.ts';
import { type SuiteName, suiteByName } from './suites.ts';
import { extendedMasterSecret, keyBlock, masterSecret, verifyData } from './tls12/prf.ts';

type Case = Omit<ConversationOptions, 'say'> & { readonly suite: SuiteName };
const CASES: readonly Case[] = [
  {
    cipher: 'AES128-GCM-SHA256',
    suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
    mutual: false,
    extendedMasterSecret: true,
    acknowledge: 'alpn',
  },
  {
    cipher: 'AES256-GCM-SHA384',
    suite: 'TLS_RSA_WITH_AES_256_GCM_SHA384',
    mutual: true,
    extendedMasterSecret: true,
    acknowledge: 'server_name',
  },
  {
    cipher: 'AES128-SHA256',
    suite: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
    mutual: true,
    extendedMasterSecret: false,
    acknowledge: 'alpn',
  },
];
const SAY = recorded.say;

interface Clear {
  readonly records: readonly RawRecord[];
  /** Handshake messages before ChangeCipherSpec, with their bytes. */
  readonly messages: readonly { readonly message: Handshake; readonly raw: Uint8Array }[];
  /** Records behind ChangeCipherSpec. */
  readonly sealed: readonly RawRecord[];
}

function readClear(wire: Uint8Array): Clear {
  const { records, rest, error } = readRecords(wire);
  expect(error).toBeNull();
  expect(rest).toHaveLength(0);
  const change = records.findIndex((record) => record.type === 'change_cipher_spec');
  const fragments = records.slice(0, change).map((record) => record.fragment);
  const taken = reassembleHandshake(concat(...fragments));
  if (!taken.ok) throw taken.error;
  const messages = taken.value.messages.map((raw) => {
    const decoded = decodeHandshake(raw);
    if (!decoded.ok) throw decoded.error;
    expectSpansToCover(decoded.value.spans, raw.length);
    return { message: decoded.value.message, raw };
  });
  return { records, messages, sealed: records.slice(change + 1) };
}

function find<T extends HandshakeType>(clear: Clear, type: T): Extract<Handshake, { type: T }> {
  for (const { message } of clear.messages) {
    if (message.type === type) return message as Extract<Handshake, { type: T }>;
  }
  throw new Error(`no ${type}`);
}

function openAll(from: ReadState, records: readonly RawRecord[]) {
  let state = from;
  return records.map((record) => {
    const opened = unprotect(state, record);
    if (!opened.ok) throw new Error(opened.alert);
    state = opened.next;
    expectSpansToCover(opened.spans, record.wire.length);
    return { type: record.type, plaintext: opened.plaintext };
  });
}

/** A recorded conversation, and what our RSA makes of its premaster secret: the key log says whether that is right. */
function recordedTalk(cipher: string): Conversation {
  const talk = recorded.conversations.find((one) => one.cipher === cipher);
  if (talk === undefined) throw new Error(`no conversation with ${cipher}`);
  return {
    ...talk,
    fromClient: fromHex(talk.fromClient),
    fromServer: fromHex(talk.fromServer),
    serverCertificate: fromHex(talk.serverCertificate),
    clientCertificate: fromHex(talk.clientCertificate),
  };
}
function openWithOurs(pem: string, encrypted: Uint8Array): Uint8Array {
  const key = privateKeyFromPem(pem);
  const opened = key.ok && key.value.kind === 'rsa' ? decryptPkcs1(key.value, encrypted) : null;
  if (opened === null) throw new Error('not opened');
  return opened;
}

/** What OpenSSL's own RSA makes of the encrypted premaster secret. */
function openPremaster(key: string, encrypted: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'premaster-'));
  try {
    const file = join(folder, 'key.pem');
    writeFileSync(file, key);
    const opened = openssl(['pkeyutl', '-decrypt', '-inkey', file], encrypted);
    if (opened.status !== 0) throw new Error(opened.stderr);
    return opened.stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(['recorded', 'now'] as const)('%s,', (when) => {
  describe.skipIf(when === 'now' && !outsideJudge('openssl')).each(CASES)(
    'OpenSSL speaking $suite, mutual: $mutual',
    (options) => holds(options, when),
  );
});

function holds(options: Case, when: 'recorded' | 'now'): void {
  const suite = suiteByName(options.suite);
  let talk: Conversation;
  let client: Clear;
  let server: Clear;

  beforeAll(async () => {
    talk = when === 'now' ? await converse({ ...options, say: SAY }) : recordedTalk(options.cipher);
    client = readClear(talk.fromClient);
    server = readClear(talk.fromServer);
  });

  it('sends the messages of RFC 5246 7.3 in their order', () => {
    const names = (clear: Clear) => clear.messages.map(({ message }) => message.type);
    expect(names(server)).toEqual(
      options.mutual
        ? ['ServerHello', 'Certificate', 'CertificateRequest', 'ServerHelloDone']
        : ['ServerHello', 'Certificate', 'ServerHelloDone'],
    );
    expect(names(client)).toEqual(
      options.mutual
        ? ['ClientHello', 'Certificate', 'ClientKeyExchange', 'CertificateVerify']
        : ['ClientHello', 'ClientKeyExchange'],
    );
  });

  it('sends messages that are the same bytes when they are written again', () => {
    for (const { message, raw } of [...client.messages, ...server.messages]) {
      expect(toHex(encodeHandshake(message).bytes)).toBe(toHex(raw));
    }
  });

  it('says in them what it was told to say', () => {
    expect(find(client, 'ClientHello')).toMatchObject({ version: 0x0303, compression: [0] });
    expect(find(client, 'ClientHello').suites).toEqual([suite.code, 0x00ff]);
    expect(find(client, 'ClientHello').extensions).toEqual(
      expect.arrayContaining([
        { type: 'server_name', name: 'api.bank.test' },
        { type: 'application_layer_protocol_negotiation', protocols: ['h2', 'http/1.1'] },
      ]),
    );
    expect(find(server, 'ServerHello')).toMatchObject({ version: 0x0303, suite: suite.code, compression: 0 });
    expect(find(server, 'ServerHello').extensions).toEqual(
      expect.arrayContaining([
        { type: 'renegotiation_info', verifyData: new Uint8Array(0) },
        options.acknowledge === 'alpn'
          ? { type: 'application_layer_protocol_negotiation', protocols: ['http/1.1'] }
          : { type: 'server_name', name: null },
      ]),
    );
    const extended = find(server, 'ServerHello').extensions.some((one) => one.type === 'extended_master_secret');
    expect(extended).toBe(options.extendedMasterSecret);
    expect(find(server, 'Certificate').chain.map(toHex)).toEqual([toHex(talk.serverCertificate)]);
    if (options.mutual) {
      expect(find(client, 'Certificate').chain.map(toHex)).toEqual([toHex(talk.clientCertificate)]);
      expect(find(server, 'CertificateRequest').certificateTypes).toContain(1);
      expect(find(server, 'CertificateRequest').authorities).toHaveLength(1);
      expect(find(server, 'CertificateRequest').schemes).toContain(find(client, 'CertificateVerify').scheme);
    }
  });

  it('derives the master secret that we derive, and keys that open its records', () => {
    const clientRandom = find(client, 'ClientHello').random;
    const serverRandom = find(server, 'ServerHello').random;
    const exchange = find(client, 'ClientKeyExchange');
    if ('point' in exchange) throw new Error('no RSA key exchange');
    const open = when === 'now' ? openPremaster : openWithOurs;
    const premaster = open(talk.serverKey, exchange.encryptedPremaster);
    expect(toHex(premaster.subarray(0, 2))).toBe('0303');

    const [hello, ...flight] = client.messages.map(({ raw }) => raw);
    if (!hello) throw new Error('no ClientHello');
    const transcript = [hello, ...server.messages.map(({ raw }) => raw), ...flight];
    const upToKeyExchange = transcript.slice(0, options.mutual ? -1 : undefined);
    const master = options.extendedMasterSecret
      ? extendedMasterSecret(suite.hash, premaster, digest(suite.hash, ...upToKeyExchange))
      : masterSecret(suite.hash, premaster, clientRandom, serverRandom);
    expect(talk.keyLog).toContain(`CLIENT_RANDOM ${toHex(clientRandom)} ${toHex(master)}`);

    const keys = keyBlock(suite, master, clientRandom, serverRandom);
    const ours = initialStates(suite, keys, 'server');
    const said = openAll(ours.read, client.sealed);
    const answered = openAll(ours.write, server.sealed);

    const clientFinished = verifyData(suite.hash, master, 'client finished', digest(suite.hash, ...transcript));
    expect(said[0]).toEqual({ type: 'handshake', plaintext: concat(fromHex('1400000c'), clientFinished) });
    transcript.push(concat(fromHex('1400000c'), clientFinished));
    const serverFinished = verifyData(suite.hash, master, 'server finished', digest(suite.hash, ...transcript));
    expect(answered[0]).toEqual({ type: 'handshake', plaintext: concat(fromHex('1400000c'), serverFinished) });

    const text = (records: typeof said) =>
      fromUtf8(concat(...records.filter((one) => one.type === 'application_data').map((one) => one.plaintext)));
    expect(text(said)).toContain(SAY);
    expect(text(answered)).toContain([...SAY].reverse().join(''));
    const last = answered.at(-1);
    expect(last?.type).toBe('alert');
    expect(decodeAlert(last?.plaintext ?? new Uint8Array(0))).toMatchObject({
      ok: true,
      value: { level: 'warning', description: 'close_notify' },
    });
  });

  it('leaves nothing on the wire that we have no span for', () => {
    for (const wire of [talk.fromClient, talk.fromServer]) expectSpansToCover(decodeForDisplay(wire), wire.length);
  });
}
