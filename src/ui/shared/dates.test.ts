// Dates against the recording's clock; both ends of a validity period are inside (RFC 5280 4.1.2.5).
import { describe, expect, it } from 'vitest';
import { exactTime, relativeValidity, shortDate } from './dates.ts';

const at = (text: string) => Date.parse(text);
const validity = { notBefore: at('2025-03-01T00:00:00Z'), notAfter: at('2026-03-01T00:00:00Z') };

describe('dates', () => {
  it('are written in UTC, wherever the reader is', () => {
    expect(shortDate(at('2026-11-23T23:59:59Z'))).toBe('23 Nov 2026');
    expect(shortDate(at('2026-09-05T00:00:00Z'))).toBe('5 Sep 2026');
    expect(exactTime(at('2026-11-23T12:00:00Z'))).toBe('2026-11-23 12:00:00 UTC');
  });

  it('say how far the clock is from a validity period', () => {
    expect(relativeValidity(validity, at('2026-11-23T12:00:00Z'))).toBe('expired 267 days ago');
    expect(relativeValidity(validity, at('2025-02-27T00:00:00Z'))).toBe('valid 2 days from now');
    expect(relativeValidity(validity, at('2026-02-27T23:00:00Z'))).toBe('valid now, expires in 1 day');
  });

  it('count notBefore and notAfter themselves as valid', () => {
    expect(relativeValidity(validity, validity.notBefore)).toMatch(/^valid now/);
    expect(relativeValidity(validity, validity.notAfter)).toMatch(/^valid now/);
    expect(relativeValidity(validity, validity.notAfter + 1)).toMatch(/^expired less than a day ago/);
  });
});
