import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, utf8 } from '../../bytes/hex.ts';
import { openAead } from '../../crypto/aead.ts';
import { decryptCbc, encryptCbc } from '../../crypto/aes.ts';
import { hmac } from '../../crypto/hash.ts';
import { seededRandom } from '../../crypto/random.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { expectSpansToCover, leaves } from '../../testing/spanRules.ts';
import { SUITES_BY_CODE, type SuiteName, suiteByName } from '../suites.ts';
import { keyBlock } from '../tls12/prf.ts';
import { initialStates, protect, type ReadState, sequenceNonce, unprotect } from './protection.ts';
import { CONTENT_TYPES, type ContentType, encodeRecord, MAX_FRAGMENT, type RawRecord, readRecords } from './record.ts';

registerEcc();

const SUITES = [...SUITES_BY_CODE.values()].map((suite) => suite.name);
const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];
const random = seededRandom(7, 'protection');
const clientRandom = new Uint8Array(32).fill(1);
const serverRandom = new Uint8Array(32).fill(2);
const master = new Uint8Array(48).fill(3);

function statesOf(name: SuiteName) {
  const suite = suiteByName(name);
  const keys = keyBlock(suite, master, clientRandom, serverRandom);
  const client = initialStates(suite, keys, 'client');
  const server = initialStates(suite, keys, 'server');
  return { suite, keys, client, server };
}

function onlyRecord(bytes: Uint8Array): RawRecord {
  const { records, rest, error } = readRecords(bytes);
  const record = records[0];
  if (error !== null || rest.length > 0 || records.length !== 1 || !record) throw new Error('one record wanted');
  return record;
}

describe.each(SUITES)('record protection with %s', (name) => {
  const { suite, client, server } = statesOf(name);

  it('opens what it sealed, each side with its own keys, record after record', () => {
    const content = fc.tuple(fc.constantFrom(...TYPES), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(fc.array(content, { maxLength: 5 }), (sent) => {
        let { write } = client;
        let { read } = server;
        for (const [type, plaintext] of sent) {
          const sealed = protect(write, type, plaintext, random);
          expectSpansToCover(sealed.spans, sealed.bytes.length);
          const record = onlyRecord(sealed.bytes);
          expect(record).toMatchObject({ type, version: 0x0303 });
          const opened = unprotect(read, record);
          if (!opened.ok) throw new Error(opened.alert);
          expect(opened.plaintext).toEqual(plaintext);
          expect(opened.spans).toEqual(sealed.spans);
          write = sealed.next;
          read = opened.next;
        }
        expect(write.sequence).toBe(sent.length);
        expect(read.sequence).toBe(sent.length);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses the record with any one bit flipped, always with bad_record_mac', () => {
    const { bytes } = protect(client.write, 'alert', utf8('0123456789abcdefghij'), random);
    let refused = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { records, rest, error } = readRecords(flipped);
      // A flipped type, version or length may leave no whole record: then there is nothing to open.
      if (error !== null || rest.length > 0) continue;
      const record = records[0];
      if (!record) throw new Error('no record');
      expect(unprotect(server.read, record), `bit ${bit}`).toEqual({ ok: false, alert: 'bad_record_mac' });
      refused++;
    }
    expect(refused).toBeGreaterThanOrEqual(8 * (bytes.length - 5));
  });

  it('refuses a record that is replayed, reordered or sent back to its sender', () => {
    const first = protect(client.write, 'application_data', utf8('first'), random);
    const second = protect(first.next, 'application_data', utf8('second'), random);
    const opened = unprotect(server.read, onlyRecord(first.bytes));
    if (!opened.ok) throw new Error(opened.alert);
    expect(unprotect(opened.next, onlyRecord(first.bytes)).ok).toBe(false);
    expect(unprotect(server.read, onlyRecord(second.bytes)).ok).toBe(false);
    expect(unprotect(client.read, onlyRecord(first.bytes)).ok).toBe(false);
    expect(unprotect(opened.next, onlyRecord(second.bytes)).ok).toBe(true);
  });

  it('refuses any fragment that was not sealed, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), (fragment) => {
        const { bytes } = encodeRecord('handshake', fragment);
        expect(unprotect(server.read, onlyRecord(bytes))).toEqual({ ok: false, alert: 'bad_record_mac' });
      }),
    );
  });

  it('seals over 2^14 bytes in several records', () => {
    const plaintext = Uint8Array.from({ length: MAX_FRAGMENT + 1 }, (_, i) => i & 255);
    const sealed = protect(client.write, 'application_data', plaintext, random);
    expectSpansToCover(sealed.spans, sealed.bytes.length);
    expect(sealed.next.sequence).toBe(2);
    const parts: Uint8Array[] = [];
    let { read } = server;
    for (const record of readRecords(sealed.bytes).records) {
      const opened = unprotect(read, record);
      if (!opened.ok) throw new Error(opened.alert);
      parts.push(opened.plaintext);
      read = opened.next;
    }
    expect(parts.map((part) => part.length)).toEqual([MAX_FRAGMENT, 1]);
    expect(concat(...parts)).toEqual(plaintext);
  });

  it('names what an onlooker can tell apart in the record', () => {
    const { spans } = protect(client.write, 'application_data', utf8('GET / HTTP/1.1'), random);
    const header = ['record.type', 'record.version', 'record.length'];
    const body = {
      gcm: ['record.explicitNonce', 'record.ciphertext', 'record.tag'],
      chacha20: ['record.ciphertext', 'record.tag'],
      cbc: ['record.iv', 'record.ciphertext'],
    };
    expect(leaves(spans).map((span) => span.field)).toEqual([...header, ...body[suite.cipher]]);
  });
});

describe('GCM (RFC 5288 3)', () => {
  it('carries the sequence number as the explicit nonce, so that no nonce comes twice', () => {
    const { client } = statesOf('TLS_RSA_WITH_AES_128_GCM_SHA256');
    const at = (sequence: number) =>
      onlyRecord(protect({ ...client.write, sequence }, 'alert', Uint8Array.of(1, 0), random).bytes).fragment.slice(
        0,
        8,
      );
    expect(at(0)).toEqual(fromHex('0000000000000000'));
    expect(at(258)).toEqual(fromHex('0000000000000102'));
    expect(at(2 ** 32 + 5)).toEqual(fromHex('0000000100000005'));
  });

  it('makes a record 24 bytes longer than its plaintext', () => {
    const { client } = statesOf('TLS_RSA_WITH_AES_128_GCM_SHA256');
    expect(protect(client.write, 'handshake', new Uint8Array(16), random).bytes).toHaveLength(5 + 8 + 16 + 16);
  });
});

describe('ChaCha20-Poly1305 (RFC 7905 2)', () => {
  const { client } = statesOf('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256');

  it('makes its nonce of the 12 bytes of the IV XOR the sequence number, and sends no part of it', () => {
    const state = { ...client.write, iv: fromHex('000102030405060708090a0b'), sequence: 0x0102 };
    expect(sequenceNonce(state.iv, state.sequence)).toEqual(fromHex('000102030405060708090b09'));
    const { fragment } = onlyRecord(protect(state, 'alert', Uint8Array.of(1, 0), random).bytes);
    const aad = fromHex('0000000000000102 15 0303 0002');
    const plain = openAead('CHACHA20-POLY1305', {
      key: state.key,
      nonce: fromHex('000102030405060708090b09'),
      aad,
      sealed: fragment,
    });
    expect(plain).toEqual(Uint8Array.of(1, 0));
  });

  it('makes a record 16 bytes longer than its plaintext', () => {
    expect(protect(client.write, 'handshake', new Uint8Array(16), random).bytes).toHaveLength(5 + 16 + 16);
  });
});

describe('CBC (RFC 5246 6.2.3.2)', () => {
  const { keys, client, server } = statesOf('TLS_RSA_WITH_AES_128_CBC_SHA256');
  const iv = new Uint8Array(16).fill(9);

  /** A record whose blocks hold exactly `blocks`, as an attacker who knew the keys would make it. */
  const sealBlocks = (blocks: Uint8Array) =>
    onlyRecord(encodeRecord('application_data', concat(iv, encryptCbc(keys.clientKey, iv, blocks))).bytes);
  const macOf = (content: Uint8Array) => {
    const length = Uint8Array.of(content.length >> 8, content.length & 255);
    return hmac('sha256', keys.clientMacKey, fromHex('0000000000000000 17 0303'), length, content);
  };
  const paddingOf = (value: number) => new Uint8Array(value + 1).fill(value);

  it('is IV, then content, MAC over seq_num + type + version + length + content, and padding', () => {
    const content = utf8('GET / HTTP/1.1');
    const { fragment } = onlyRecord(protect(client.write, 'application_data', content, random).bytes);
    const blocks = decryptCbc(keys.clientKey, fragment.subarray(0, 16), fragment.subarray(16));
    expect(blocks).toEqual(concat(content, macOf(content), paddingOf(1)));
  });

  it('takes an unpredictable IV from its source of randomness for each record', () => {
    const asked: string[] = [];
    const source = (label: string, length: number) => {
      asked.push(`${label} ${length}`);
      return random(label, length);
    };
    const first = protect(client.write, 'alert', Uint8Array.of(1, 0), source);
    protect(first.next, 'alert', Uint8Array.of(1, 0), source);
    expect(asked).toEqual(['record.iv.0 16', 'record.iv.1 16']);
    expect(onlyRecord(first.bytes).fragment.slice(0, 16)).toEqual(random('record.iv.0', 16));
  });

  it('accepts padding of any length up to 255 that fills the block', () => {
    for (let value = 1; value <= 255; value += 16) {
      const content = utf8('GET / HTTP/1.1');
      const opened = unprotect(server.read, sealBlocks(concat(content, macOf(content), paddingOf(value))));
      expect(opened, `padding ${value}`).toMatchObject({ ok: true, plaintext: content });
    }
  });

  it('gives one and the same answer to wrong padding, a wrong MAC and a wrong length', () => {
    const content = utf8('GET / HTTP/1.1');
    const wrongPadding = paddingOf(17);
    wrongPadding[0] = 16;
    const wrongMac = macOf(content);
    wrongMac[31] = (wrongMac[31] ?? 0) ^ 1;
    const cases = {
      padding: sealBlocks(concat(content, macOf(content), wrongPadding)),
      mac: sealBlocks(concat(content, wrongMac, paddingOf(1))),
      paddingLongerThanRecord: sealBlocks(concat(content, macOf(content), Uint8Array.of(255, 255))),
      contentAndMacShorterThanMac: sealBlocks(
        concat(new Uint8Array(15), paddingOf(16), new Uint8Array(15), Uint8Array.of(0)),
      ),
      noBlock: onlyRecord(encodeRecord('application_data', iv).bytes),
      partOfBlock: onlyRecord(encodeRecord('application_data', concat(iv, new Uint8Array(63))).bytes),
      tooFewBlocks: onlyRecord(encodeRecord('application_data', concat(iv, new Uint8Array(32))).bytes),
    };
    for (const [what, record] of Object.entries(cases)) {
      expect(unprotect(server.read, record), what).toEqual({ ok: false, alert: 'bad_record_mac' });
    }
  });

  it('tells record_overflow of an authentic record over 2^14 bytes', () => {
    const content = new Uint8Array(MAX_FRAGMENT + 16);
    const wire = concat(
      fromHex('17 0303'),
      Uint8Array.of((16 + MAX_FRAGMENT + 64) >> 8, (16 + MAX_FRAGMENT + 64) & 255),
    );
    const sealed = encryptCbc(keys.clientKey, iv, concat(content, macOf(content), paddingOf(15)));
    expect(unprotect(server.read, onlyRecord(concat(wire, iv, sealed)))).toEqual({
      ok: false,
      alert: 'record_overflow',
    });
  });

  it('refuses a state whose sequence number would wrap (6.1)', () => {
    const last: ReadState = { ...client.write, sequence: Number.MAX_SAFE_INTEGER + 1 };
    expect(() => protect(last, 'alert', Uint8Array.of(1, 0), random)).toThrow(RangeError);
  });
});
