import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex } from '../../bytes/hex.ts';
import { expectSpansToCover } from '../../testing/spanRules.ts';
import { CONTENT_TYPES, type ContentType, encodeRecord, MAX_CIPHERTEXT, MAX_FRAGMENT, readRecords } from './record.ts';

const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];
const anyRecord = fc.record({
  type: fc.constantFrom(...TYPES),
  fragment: fc.uint8Array({ minLength: 1, maxLength: 400 }),
  version: fc.constantFrom(0x0300, 0x0301, 0x0303),
});

describe('records (RFC 5246 6.2.1)', () => {
  it('are type, version and length, then the fragment', () => {
    const { bytes, spans } = encodeRecord('handshake', fromHex('0e000000'));
    expect(bytes).toEqual(fromHex('16 0303 0004 0e000000'));
    expectSpansToCover(spans, 9);
    expect(spans.map((span) => [span.field, span.value])).toEqual([
      ['record.type', 'handshake'],
      ['record.version', 'TLS 1.2'],
      ['record.length', '4'],
      ['record.fragment', 'handshake'],
    ]);
  });

  it('are read as they were written, one after the other, with the same spans', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), (sent) => {
        const encoded = sent.map(({ type, fragment, version }) => encodeRecord(type, fragment, version));
        const { records, rest, error } = readRecords(concat(...encoded.map(({ bytes }) => bytes)));
        expect(error).toBeNull();
        expect(rest).toHaveLength(0);
        expect(records.map(({ type, fragment, version }) => ({ type, fragment, version }))).toEqual(sent);
        expect(records.map(({ wire }) => wire)).toEqual(encoded.map(({ bytes }) => bytes));
        expect(records.map(({ spans }) => spans)).toEqual(encoded.map(({ spans }) => spans));
      }),
    );
  });

  it('carry at most 2^14 bytes of plaintext: more is split', () => {
    const plaintext = Uint8Array.from({ length: 2 * MAX_FRAGMENT + 7 }, (_, i) => i & 255);
    const { bytes, spans } = encodeRecord('application_data', plaintext);
    expectSpansToCover(spans, bytes.length);
    const { records } = readRecords(bytes);
    expect(records.map((record) => record.fragment.length)).toEqual([MAX_FRAGMENT, MAX_FRAGMENT, 7]);
    expect(concat(...records.map((record) => record.fragment))).toEqual(plaintext);
    expect(readRecords(encodeRecord('handshake', plaintext.subarray(0, MAX_FRAGMENT)).bytes).records).toHaveLength(1);
  });

  it('that have not come in full stay in rest', () => {
    const wire = fromHex('15 0303 0002 0100');
    for (let length = 0; length < wire.length; length++) {
      const part = wire.subarray(0, length);
      expect(readRecords(part)).toEqual({ records: [], rest: part, error: null });
    }
  });

  it('without a fragment are application data or an error', () => {
    expect(readRecords(fromHex('17 0303 0000'))).toMatchObject({
      records: [{ fragment: new Uint8Array(0) }],
      error: null,
    });
    for (const type of ['14', '15', '16']) {
      expect(readRecords(fromHex(`${type} 0303 0000`)).error).toMatchObject({ field: 'record.fragment' });
    }
  });

  it.each([
    ['of no content type', '18 0303 0001 00', 'record.type', 0],
    ['of another protocol, such as an HTTP request', '474554202f20485454502f312e31', 'record.type', 0],
    ['of another major version', '16 0203 0001 00', 'record.version', 1],
    ['over 2^14 + 2048 bytes', '17 0303 4801', 'record.length', 3],
  ])('%s are an error', (_, wire, field, offset) => {
    const before = fromHex('15 0303 0002 0100');
    const { records, rest, error } = readRecords(concat(before, fromHex(wire)));
    expect(records).toHaveLength(1);
    expect(rest).toEqual(fromHex(wire));
    expect(error).toMatchObject({ field, offset: before.length + offset });
  });

  it('of exactly 2^14 + 2048 bytes are read', () => {
    const wire = concat(fromHex('17 0303 4800'), new Uint8Array(MAX_CIPHERTEXT));
    expect(readRecords(wire).records).toHaveLength(1);
  });

  it('from any bytes are records, a rest and perhaps an error, and no byte is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, begin) => {
        const wire = begin ? concat(fromHex('160303'), noise) : noise;
        const { records, rest } = readRecords(wire);
        expect(concat(...records.map((record) => record.wire), rest)).toEqual(wire);
      }),
    );
  });
});
