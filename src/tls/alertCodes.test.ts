import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSpansToCover } from '../testing/spanRules.ts';
import { ALERT_CODES, type AlertName, alertName, decodeAlert, encodeAlert } from './alertCodes.ts';

const NAMES = Object.keys(ALERT_CODES) as AlertName[];

describe('alerts (RFC 5246 7.2)', () => {
  it('have the codes of the RFCs', () => {
    const rfc5246 = '0 10 20 21 22 30 40 41 42 43 44 45 46 47 48 49 50 51 60 70 71 80 90 100 110';
    // RFC 7507: 86. RFC 6066 9: 111 to 114. RFC 4279: 115. RFC 7301 3.2: 120. RFC 9846 6: 109, 116 and 117.
    const others = '86 109 111 112 113 114 115 116 117 120';
    const expected = `${rfc5246} ${others}`.split(' ').map(Number);
    expect(Object.values(ALERT_CODES).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
    expect(ALERT_CODES).toMatchObject({
      close_notify: 0,
      certificate_expired: 45,
      unknown_ca: 48,
      unrecognized_name: 112,
    });
  });

  it('are a byte of level and a byte of description', () => {
    const { bytes, spans } = encodeAlert('fatal', 'unknown_ca');
    expect([...bytes]).toEqual([2, 48]);
    expectSpansToCover(spans, 2);
    expect(spans.map((span) => span.value)).toEqual(['fatal', 'unknown_ca']);
  });

  it.each(NAMES)('%s is read as it was written, with the same spans', (name) => {
    for (const level of ['warning', 'fatal'] as const) {
      const { bytes, spans } = encodeAlert(level, name);
      expect(decodeAlert(bytes)).toEqual({
        ok: true,
        value: { level, description: name, code: ALERT_CODES[name], spans },
      });
    }
  });

  it('without a name keep their number', () => {
    expect(alertName(200)).toBe('unknown(200)');
    expect(decodeAlert(Uint8Array.of(2, 200))).toMatchObject({
      ok: true,
      value: { description: 'unknown(200)', code: 200 },
    });
  });

  it('of another length than two bytes, or of neither level, are refused', () => {
    expect(decodeAlert(Uint8Array.of(2))).toMatchObject({ ok: false, error: { field: 'alert.description' } });
    expect(decodeAlert(Uint8Array.of(2, 48, 0))).toMatchObject({ ok: false, error: { field: 'alert' } });
    expect(decodeAlert(Uint8Array.of(3, 48))).toMatchObject({ ok: false, error: { field: 'alert.level', offset: 0 } });
  });

  it('from any bytes are a value or an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), (bytes) => {
        const alert = decodeAlert(bytes);
        expect(alert.ok).toBe(bytes.length === 2 && (bytes[0] === 1 || bytes[0] === 2));
      }),
    );
  });
});
