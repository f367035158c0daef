import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../pki/path/result.ts';
import { failureTemplate } from './templates.ts';

const failed = (
  check: CheckResult['check'],
  evidence: CheckResult['evidence'],
  certificate: number | null = 0,
): CheckResult => ({ certificate, check, result: 'fail', reference: 'pkix.4.2.1.3', evidence });
const read = (...args: Parameters<typeof failed>) => failureTemplate(failed(...args), Date.UTC(2026, 10, 23));

describe('profile.keyUsage', () => {
  it('without the extension says that it is not there, and not that two extensions contradict each other (RFC 5280 4.2.1.3)', () => {
    expect(read('profile.keyUsage', { keyUsage: 'absent' }, 1)).toBe(
      'a CA certificate on its path does not include the key usage extension',
    );
    expect(read('profile.keyUsage', { keyUsage: 'none' })).toBe('its key usage extension allows no use at all');
  });

  it('names what disagrees where both extensions are there (RFC 5280 4.2.1.9)', () => {
    expect(read('profile.keyUsage', { keyUsage: 'keyCertSign', cA: 'FALSE' })).toMatch(/sign certificates.*not.*CA/);
    expect(read('profile.keyUsage', { pathLenConstraint: 0, keyCertSign: 'false' })).toMatch(/path length/);
  });
});
