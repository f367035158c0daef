import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { seededRandom } from './random.ts';

const seed = fc.integer({ min: 0, max: 0xffffffff });

describe('seededRandom', () => {
  it('yields the same bytes for the same seed, name and label, in any order of asking', () => {
    fc.assert(
      fc.property(seed, fc.string(), fc.string(), fc.string(), (number, name, a, b) => {
        const [one, other] = [seededRandom(number, name), seededRandom(number, name)];
        const first = [one(a, 48), one(b, 48)];
        const second = [other(b, 48), other(a, 48)].reverse();
        expect(first).toEqual(second);
      }),
    );
  });

  it('yields other bytes for another seed, name or label', () => {
    const streams = [seededRandom(1, 'client'), seededRandom(2, 'client'), seededRandom(1, 'server')];
    const bytes = streams.flatMap((random) => [toHex(random('hello', 32)), toHex(random('hello2', 32))]);
    expect(new Set(bytes).size).toBe(6);
  });

  it('yields a prefix of the longer stream for a shorter length', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const random = seededRandom(7, 'x');
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(random('label', short)).toEqual(random('label', long).slice(0, short));
        expect(random('label', long).length).toBe(long);
      }),
    );
  });

  it('is HMAC-SHA-256 in counter mode over seed, name and label', () => {
    const key = createHmac('sha256', 'handshake lab').update(Buffer.from('00000102', 'hex')).update('ca').digest();
    const block = (i: number) =>
      createHmac('sha256', key)
        .update(Buffer.from([0, 0, 0, i]))
        .update('serial')
        .digest('hex');
    expect(toHex(seededRandom(258, 'ca')('serial', 40))).toBe((block(0) + block(1)).slice(0, 80));
  });

  it('refuses a seed that is no 32-bit number', () => {
    for (const wrong of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => seededRandom(wrong, '')).toThrow(RangeError);
  });
});
