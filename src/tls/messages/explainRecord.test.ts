import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex } from '../../bytes/hex.ts';
import { arbitraryHandshake } from '../../testing/handshakes.ts';
import { expectSpansToCover } from '../../testing/spanRules.ts';
import { encodeAlert } from '../alertCodes.ts';
import { encodeRecord } from '../record/record.ts';
import { decodeForDisplay } from './explainRecord.ts';
import { encodeHandshake } from './handshake.ts';

const fields = (wire: Uint8Array) => decodeForDisplay(wire).map((span) => span.field);
const HEADER = ['record.type', 'record.version', 'record.length'];

describe('spans for a record that nobody annotated', () => {
  it('are those of the message in it', () => {
    fc.assert(
      fc.property(arbitraryHandshake, (message) => {
        const { bytes, spans } = encodeHandshake(message);
        const wire = encodeRecord('handshake', bytes).bytes;
        expectSpansToCover(decodeForDisplay(wire), wire.length);
        expect(fields(wire)).toEqual([...HEADER, ...spans.map((span) => span.field)]);
      }),
    );
  });

  it('group the messages where a record holds several', () => {
    const flight = concat(fromHex('0b000003 000000'), fromHex('0e000000'));
    const wire = encodeRecord('handshake', flight).bytes;
    expectSpansToCover(decodeForDisplay(wire), wire.length);
    expect(decodeForDisplay(wire).slice(3)).toMatchObject([
      { field: 'handshake', value: 'Certificate', start: 5, end: 12 },
      { field: 'handshake', value: 'ServerHelloDone', start: 12, end: 16 },
    ]);
  });

  it('name the alert and the ChangeCipherSpec', () => {
    expect(fields(encodeRecord('alert', encodeAlert('fatal', 'unknown_ca').bytes).bytes)).toEqual([
      ...HEADER,
      'alert.level',
      'alert.description',
    ]);
    expect(fields(encodeRecord('change_cipher_spec', Uint8Array.of(1)).bytes)).toEqual([
      ...HEADER,
      'changeCipherSpec.type',
    ]);
  });

  it('leave a fragment whole that is encrypted or a part of a message', () => {
    const encrypted = encodeRecord('handshake', new Uint8Array(40).fill(0xa5)).bytes;
    const part = encodeRecord('handshake', fromHex('0b00ffff 00')).bytes;
    for (const wire of [encrypted, part]) expect(fields(wire)).toEqual([...HEADER, 'record.fragment']);
  });

  it('lie inside the buffer, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        const wire = concat(encodeRecord('alert', Uint8Array.of(1, 0)).bytes, fromHex('160303'), noise);
        const spans = decodeForDisplay(wire);
        expectSpansToCover(spans, spans.at(-1)?.end ?? 0);
        expect(spans.at(-1)?.end).toBeLessThanOrEqual(wire.length);
      }),
    );
  });
});
