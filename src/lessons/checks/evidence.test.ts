import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../pki/path/evidence.ts';
import type { CheckId, CheckResult } from '../../pki/path/result.ts';
import { evidenceText } from './evidence.ts';
import { failureText } from './failures.ts';

const failed = <Id extends CheckId>(
  check: Id,
  evidence: Evidence<Id>,
  certificate: number | null = 0,
): CheckResult<Id> => ({ certificate, check, result: 'fail', reference: 'pkix.4.2.1.3', evidence });
const read = (evidence: Evidence<'profile.keyUsage'>, certificate?: number) =>
  failureText(failed('profile.keyUsage', evidence, certificate), Date.UTC(2026, 10, 23));

describe('profile.keyUsage', () => {
  it('without the extension says that it is not there, and not that two extensions contradict each other (RFC 5280 4.2.1.3)', () => {
    expect(read({ keyUsage: 'absent' }, 1)).toBe(
      'a CA certificate on its path does not include the key usage extension',
    );
    expect(read({ keyUsage: 'none' })).toBe('its key usage extension allows no use at all');
  });

  it('names what disagrees where both extensions are there (RFC 5280 4.2.1.9)', () => {
    expect(read({ keyUsage: 'keyCertSign', cA: 'FALSE' })).toMatch(/sign certificates.*not.*CA/);
    expect(read({ pathLenConstraint: 0, keyCertSign: 'false' })).toMatch(/path length/);
  });
});

describe('revocation.fresh', () => {
  const shown = (thisUpdate: string, nextUpdate: string, now: string) =>
    evidenceText(failed('revocation.fresh', { thisUpdate, nextUpdate, now }));

  it('shows the time of day where the days are equal, and seconds where the minutes are', () => {
    expect(shown('2026-11-20T12:00:00Z', '2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z')).toBe(
      'thisUpdate 2026-11-20, now 2026-11-23, nextUpdate 2026-11-22',
    );
    expect(shown('2026-11-22T11:00:00Z', '2026-11-23T11:00:00Z', '2026-11-23T12:00:00Z')).toBe(
      'thisUpdate 2026-11-22 11:00, now 2026-11-23 12:00, nextUpdate 2026-11-23 11:00',
    );
    expect(shown('2026-11-23T12:00:09Z', 'absent', '2026-11-23T12:00:00Z')).toBe(
      'thisUpdate 2026-11-23 12:00:09Z, now 2026-11-23 12:00:00Z, no nextUpdate',
    );
  });
});

describe('what could not be read', () => {
  it('is told where something is missing', () => {
    expect(evidenceText(failed('chain.build', { issuer: 'CN=A', unreadable: 1 }))).toBe(
      'issuer CN=A not found, 1 certificate could not be read',
    );
    expect(evidenceText(failed('revocation.available', { crls: 0, unreadable: 2 }))).toBe(
      'crls 0, 2 CRLs could not be read',
    );
  });
});
