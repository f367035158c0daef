import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, DecodeError } from '../bytes/error.ts';
import { concat, fromHex, toHex } from '../bytes/hex.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { allSpans, decoded } from '../testing/spanRules.ts';
import { DerReader, MAX_DEPTH, MAX_ELEMENTS } from './der.ts';
import * as write from './derWriter.ts';

const any = (der: Uint8Array) => attempt(() => DerReader.readAll(der, 'der.other', (reader) => reader.any()));
const problemOf = (hex: string, read: (reader: DerReader<string>) => unknown = (reader) => reader.any()) => {
  const result = attempt(() => DerReader.readAll(fromHex(hex), 'der.other', read));
  return result.ok ? 'none' : `${result.error.offset}: ${result.error.problem}`;
};

insideOnly('lengths (X.690 8.1.3 and 10.1)', () => {
  it('are definite: the indefinite form is not DER', () => {
    expect(problemOf('30 80 05 00 00 00')).toBe('1: indefinite length is not DER');
  });

  it('take the fewest octets', () => {
    expect(problemOf('04 81 03 01 02 03')).toBe('1: the length is not minimal');
    expect(problemOf(`04 82 00 80 ${'00'.repeat(128)}`)).toBe('1: the length is not minimal');
    expect(problemOf(`04 81 80 ${'00'.repeat(128)}`)).toBe('none');
  });

  it('stay within the element around them', () => {
    expect(problemOf('30 03 04 02 01')).toBe('3: length says 2 bytes, 1 left');
    expect(problemOf('04 85 01 00 00 00 00')).toBe('1: a length of 5 octets');
    expect(problemOf('04 82 01')).toBe('1: the length is cut off');
    expect(problemOf('04')).toBe('1: the length is missing');
  });

  it('leave nothing behind the element', () => {
    expect(problemOf('05 00 05 00')).toBe('2: 2 bytes too many');
  });
});

insideOnly('INTEGER (X.690 8.3)', () => {
  const read = (reader: DerReader<string>) => reader.integer('der.integer');

  it('has content, in the fewest octets', () => {
    for (const bad of ['02 00', '02 02 00 7f', '02 02 ff 80']) {
      expect(problemOf(bad, read)).toMatch(/the content is no INTEGER/);
    }
    for (const good of ['02 01 00', '02 02 00 80', '02 02 ff 7f', '02 01 80'])
      expect(problemOf(good, read)).toBe('none');
  });

  it('comes back as the number that was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (number) => {
        const content = DerReader.readAll(write.integer(number), 'der.integer', read).value;
        expect(BigInt.asIntN(8 * content.length, BigInt(`0x${toHex(content)}`))).toBe(number);
      }),
    );
  });
});

insideOnly('BOOLEAN (X.690 11.1)', () => {
  it('is FF or 00', () => {
    const read = (reader: DerReader<string>) => reader.boolean('der.boolean');
    expect(problemOf('01 01 ff', read)).toBe('none');
    expect(problemOf('01 01 00', read)).toBe('none');
    expect(problemOf('01 01 01', read)).toMatch(/no BOOLEAN/);
    expect(problemOf('01 02 ff ff', read)).toMatch(/no BOOLEAN/);
  });
});

insideOnly('BIT STRING (X.690 8.6 and 11.2)', () => {
  const read = (reader: DerReader<string>) => reader.bitString('der.bitString');

  it('has unused bits that are zero, at most seven of them', () => {
    expect(problemOf('03 02 04 f0', read)).toBe('none');
    expect(problemOf('03 02 04 f8', read)).toMatch(/no BIT STRING/);
    expect(problemOf('03 02 08 00', read)).toMatch(/no BIT STRING/);
    expect(problemOf('03 01 01', read)).toMatch(/no BIT STRING/);
    expect(problemOf('03 00', read)).toMatch(/no BIT STRING/);
  });

  it('of named bits ends with the last bit that is set', () => {
    // keyCertSign and cRLSign, as in nearly every CA certificate.
    expect(toHex(write.namedBits([5, 6]))).toBe('03020106');
    expect(toHex(write.namedBits([0, 8]))).toBe('0303078080');
    expect(toHex(write.namedBits([]))).toBe('030100');
  });
});

insideOnly('OBJECT IDENTIFIER (X.690 8.19)', () => {
  const read = (reader: DerReader<string>) => reader.oid('der.oid');

  it('is read and written in dotted form', () => {
    for (const [dotted, hex] of [
      ['2.5.4.3', '0603550403'],
      ['1.2.840.113549.1.1.11', '06092a864886f70d01010b'],
      ['2.999.3', '0603883703'],
      ['0.9.2342.19200300.100.1.25', '060a0992268993f22c640119'],
    ] as const) {
      expect(toHex(write.oid(dotted))).toBe(hex);
      expect(DerReader.readAll(fromHex(hex), 'der.oid', read).value).toBe(dotted);
    }
  });

  it('has no padding and no arc that is cut off', () => {
    expect(problemOf('06 03 55 80 03', read)).toMatch(/no OBJECT IDENTIFIER/);
    expect(problemOf('06 02 55 84', read)).toMatch(/no OBJECT IDENTIFIER/);
    expect(problemOf('06 00', read)).toMatch(/no OBJECT IDENTIFIER/);
  });
});

insideOnly('times (RFC 5280 4.1.2.5)', () => {
  const read = (reader: DerReader<string>) => reader.time('der.time');
  const roundTrip = (ms: number) => DerReader.readAll(write.time(ms), 'der.time', read).value;

  it('are UTCTime to 2049 and GeneralizedTime from 2050', () => {
    expect(write.time(Date.UTC(2049, 11, 31, 23, 59, 59))[0]).toBe(0x17);
    expect(write.time(Date.UTC(2050, 0, 1))[0]).toBe(0x18);
    expect(write.time(Date.UTC(1949, 11, 31))[0]).toBe(0x18);
  });

  it('come back to the second', () => {
    for (const ms of [
      Date.UTC(1950, 0, 1),
      Date.UTC(2024, 1, 29),
      Date.UTC(2049, 11, 31, 23, 59, 59),
      Date.UTC(9999, 11, 31),
    ])
      expect(roundTrip(ms)).toBe(ms);
  });

  it('read two-digit years from 50 as 19YY', () => {
    expect(
      DerReader.readAll(concat(fromHex('17 0d'), new TextEncoder().encode('500101000000Z')), 'der.time', read).value,
    ).toBe(Date.UTC(1950, 0, 1));
  });

  it('have seconds, no fraction, no offset, and are days of the calendar', () => {
    const utc = (text: string) => toHex(write.element(0x17, new TextEncoder().encode(text)));
    const generalized = (text: string) => toHex(write.element(0x18, new TextEncoder().encode(text)));
    for (const bad of [utc('2611231200Z'), utc('261123120000+0100'), utc('260229000000Z'), utc('261123240000Z')])
      expect(problemOf(bad, read)).toMatch(/no UTCTime/);
    for (const bad of [generalized('20261123120000.5Z'), generalized('20261123120000'), generalized('20261301000000Z')])
      expect(problemOf(bad, read)).toMatch(/no GeneralizedTime/);
  });
});

insideOnly('SET OF (X.690 11.6)', () => {
  it('is written in ascending order of the encodings', () => {
    expect(toHex(write.setOf(fromHex('020102'), fromHex('0101ff'), fromHex('020101')))).toBe('31090101ff020101020102');
  });
});

insideOnly('any input', () => {
  it('is a value or a DecodeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = any(bytes);
        if (!result.ok) expect(result.error).toBeInstanceOf(DecodeError);
      }),
      { numRuns: 500 },
    );
  });

  it('nested a thousand levels deep is refused without using up the stack', () => {
    let der = write.nul();
    for (let i = 0; i < 1000; i++) der = write.sequence(der);
    const result = any(der);
    expect(result.ok ? null : result.error.problem).toBe(`nested deeper than ${MAX_DEPTH} levels`);
  });

  it('of more elements than any certificate has is refused', () => {
    const result = any(
      write.element(
        0x30,
        new Uint8Array(2 * (MAX_ELEMENTS + 1)).map((_, i) => (i % 2 === 0 ? 5 : 0)),
      ),
    );
    expect(result.ok ? null : result.error.problem).toBe(`more than ${MAX_ELEMENTS} elements`);
  });

  it('of 20 MB in one string is read in one step', () => {
    const result = any(write.octetString(new Uint8Array(20_000_000)));
    expect(result.ok).toBe(true);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('finds the same elements at the same places', () => {
    const der = write.sequence(
      write.integer(-300),
      write.tagged(0, write.boolean(true), write.utf8String('é')),
      write.setOf(write.oid('2.5.4.3'), write.nul()),
      write.octetString(new Uint8Array(300)),
      write.implicit(2, fromHex('00 ff')),
    );
    const { status, stdout } = openssl(['asn1parse', '-inform', 'DER'], der);
    expect(status).toBe(0);
    const theirs = [...stdout.toString().matchAll(/^ *(\d+):d=\d+ +hl=(\d+) l= *(\d+)/gm)].map(
      ([, at, head, length]) => [Number(at), Number(at) + Number(head) + Number(length)],
    );
    const ours = allSpans(decoded(any(der)).spans).map(({ start, end }) => [start, end]);
    expect(ours).toEqual(theirs);
  });
});
