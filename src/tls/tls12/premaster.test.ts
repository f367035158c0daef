// RFC 5246 7.4.7.1: whatever is wrong with the encrypted premaster secret, the server goes on with random bytes, and a
// client can't tell from anything on the wire what it was (Bleichenbacher's attack).
import { describe, expect, it } from 'vitest';
import { concat } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { fromBytes, toBytes } from '../../crypto/integer.ts';
import { poolKey } from '../../crypto/pool.ts';
import { seededRandom } from '../../crypto/random.ts';
import { publicPower } from '../../crypto/rsaPower.ts';
import { bytesIn, type EndState, handle, newEnds, sentBy, talk } from '../endpoints.testing.ts';
import { encodeHandshake } from '../messages/handshake.ts';
import { initialStates, protect } from '../record/protection.ts';
import { encodeRecord } from '../record/record.ts';
import { suiteByName } from '../suites.ts';
import { premasterSpans } from './premaster.ts';
import { extendedMasterSecret, keyBlock, verifyData } from './prf.ts';

const key = poolKey('server');
const suite = suiteByName('TLS_RSA_WITH_AES_128_GCM_SHA256');
const honest = talk(newEnds({ mutual: false }));
const waiting = serverState();

function serverState(): EndState {
  const found = honest.happenings.find(
    ({ side, before }) => side === 'server' && before.name === 'waitClientKeyExchange',
  );
  if (found === undefined) throw new Error('no server waited for ClientKeyExchange');
  return found.before;
}

/** 00 02 PS 00 M of 256 bytes (RFC 8017 7.2.1). */
function block(message: Uint8Array, change: { start?: readonly number[]; zeroAt?: number; separator?: number } = {}) {
  const padding = new Uint8Array(256 - 3 - message.length).fill(0xa5);
  if (change.zeroAt !== undefined) padding[change.zeroAt] = 0;
  return concat(Uint8Array.from(change.start ?? [0, 2]), padding, Uint8Array.of(change.separator ?? 0), message);
}
const encrypt = (plain: Uint8Array): Uint8Array => {
  const power = publicPower(key, fromBytes(plain));
  if (power === null) throw new Error('not below the modulus');
  return toBytes(power, 256);
};
const body = seededRandom(3, 'attacker')('premaster', 46);
const premaster = concat(Uint8Array.of(3, 3), body);

/** All that is wrong in the eyes of the standard, and what a client that is up to it would derive its keys from. */
const BAD: Readonly<Record<string, { ciphertext: Uint8Array; premaster: Uint8Array }>> = {
  'a block that begins with 01': { ciphertext: encrypt(block(premaster, { start: [1, 2] })), premaster },
  'a block of type 1': { ciphertext: encrypt(block(premaster, { start: [0, 1] })), premaster },
  'a block without the zero that ends the padding': {
    ciphertext: encrypt(
      block(
        premaster.map((byte) => byte || 1),
        { separator: 7 },
      ),
    ),
    premaster,
  },
  'a padding of less than 8 bytes': { ciphertext: encrypt(block(premaster, { zeroAt: 5 })), premaster },
  'a secret of 47 bytes': {
    ciphertext: encrypt(block(premaster.subarray(0, 47))),
    premaster: premaster.subarray(0, 47),
  },
  'a secret of 49 bytes': {
    ciphertext: encrypt(block(concat(premaster, Uint8Array.of(1)))),
    premaster: concat(premaster, Uint8Array.of(1)),
  },
  'no secret at all': { ciphertext: encrypt(block(new Uint8Array())), premaster: new Uint8Array() },
  'TLS 1.0 as version in the secret': {
    ciphertext: encrypt(block(concat(Uint8Array.of(3, 1), body))),
    premaster: concat(Uint8Array.of(3, 1), body),
  },
  'TLS 1.3 as version in the secret': {
    ciphertext: encrypt(block(concat(Uint8Array.of(3, 4), body))),
    premaster: concat(Uint8Array.of(3, 4), body),
  },
  'a number that is not below the modulus': { ciphertext: new Uint8Array(256).fill(0xff), premaster },
  'a ciphertext that is too short': { ciphertext: encrypt(block(premaster)).subarray(1), premaster },
  'no ciphertext': { ciphertext: new Uint8Array(), premaster },
};

/** ClientKeyExchange, ChangeCipherSpec and the Finished that follow from `premaster`, each taken by the server. */
function finish(from: EndState, encryptedPremaster: Uint8Array, secret: Uint8Array): ReturnType<typeof handle>[] {
  const exchange = encodeHandshake({ type: 'ClientKeyExchange', encryptedPremaster }).bytes;
  const transcript = concat(from.connection.transcript, exchange);
  const [clientRandom, serverRandom] = (['client', 'server'] as const).map((side) =>
    (sentBy(honest, side)[0]?.wire ?? new Uint8Array()).slice(11, 43),
  );
  if (!clientRandom || !serverRandom) throw new Error('no randoms');
  const master = extendedMasterSecret(suite.hash, secret, digest(suite.hash, transcript));
  const { write } = initialStates(suite, keyBlock(suite, master, clientRandom, serverRandom), 'client');
  const data = verifyData(suite.hash, master, 'client finished', digest(suite.hash, transcript));
  const finished = encodeHandshake({ type: 'Finished', verifyData: data }).bytes;
  const wires = [
    encodeRecord('handshake', exchange).bytes,
    encodeRecord('change_cipher_spec', Uint8Array.of(1)).bytes,
    protect(write, 'handshake', finished, seededRandom(3, 'attacker')).bytes,
  ];
  const results: ReturnType<typeof handle>[] = [];
  let state = from;
  for (const wire of wires) {
    const result = handle(state, bytesIn(wire));
    results.push(result);
    state = result.state;
  }
  return results;
}

const sends = (results: readonly ReturnType<typeof handle>[]) =>
  results.map(({ events }) => events.flatMap((event) => (event.kind === 'send' ? [[...event.message.wire]] : [])));
const BAD_RECORD_MAC = [21, 3, 3, 0, 2, 2, 20];

describe('the server, given an encrypted premaster secret', () => {
  it('of 48 bytes with the version of the ClientHello, finishes the handshake', () => {
    expect(finish(waiting, encrypt(block(premaster)), premaster).at(-1)?.state.name).toBe('connected');
  });

  it('with another version inside, counts on the version of the ClientHello in its place', () => {
    const ciphertext = encrypt(block(concat(Uint8Array.of(2, 0), body)));
    expect(finish(waiting, ciphertext, premaster).at(-1)?.state.name).toBe('connected');
  });

  it.each(Object.keys(BAD))('%s, says nothing until the Finished, and then bad_record_mac', (name) => {
    const { ciphertext, premaster: secret } = BAD[name] as (typeof BAD)[string];
    const results = finish(waiting, ciphertext, secret);
    expect(results.map(({ state }) => state.name)).toEqual(['waitChangeCipherSpec', 'waitFinished', 'failed']);
    expect(sends(results)).toEqual([[], [], [BAD_RECORD_MAC]]);
  });

  it('that does not open, derives keys from random bytes which the client can not know', () => {
    const opened = (name: string) => {
      const { ciphertext, premaster: secret } = BAD[name] as (typeof BAD)[string];
      const events = finish(waiting, ciphertext, secret)[0]?.events ?? [];
      return events.flatMap((event) =>
        event.kind === 'secret' && event.secret === 'premasterSecret' ? [event] : [],
      )[0];
    };
    const [first, second] = [opened('a block of type 1'), opened('a secret of 47 bytes')];
    expect(first?.how).toBe('generated');
    expect(first?.value).toHaveLength(48);
    expect([...(first?.value.subarray(0, 2) ?? [])]).toEqual([3, 3]);
    expect(first?.value).not.toEqual(premaster);
    expect(second?.value).toEqual(first?.value); // R is made before it is known what is wrong: step 1 of 7.4.7.1
  });
});

describe('the client', () => {
  it('seals its version and 46 random bytes in a block of type 2, with 205 bytes of padding that are not zero', () => {
    const exchange = sentBy(honest, 'client').find(({ type }) => type === 'ClientKeyExchange');
    const sealed = exchange?.sealed?.bytes ?? new Uint8Array();
    expect([...sealed.subarray(0, 2)]).toEqual([0, 2]);
    expect(sealed.subarray(2, 207).every((byte) => byte !== 0)).toBe(true);
    expect([...sealed.subarray(207, 210)]).toEqual([0, 3, 3]);
    expect(sealed).toHaveLength(256);
    expect(encrypt(sealed)).toEqual(exchange?.wire.subarray(-256));
  });

  it('names the parts of that block without gaps', () => {
    const spans = premasterSpans(block(premaster));
    expect(spans.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 2],
      [2, 207],
      [207, 208],
      [208, 256],
    ]);
    expect(spans.at(-1)?.children.map(({ start, end }) => [start, end])).toEqual([
      [208, 210],
      [210, 256],
    ]);
  });
});
