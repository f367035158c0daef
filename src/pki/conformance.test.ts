// Holds `npm run conformance` to the bars: nothing false is accepted, and each false rejection is one that
// docs/conformance.md defends.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOutside } from '../testing/outside.ts';
import { noteSkip } from '../testing/skipped.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/conformance/given');
const isHere = existsSync(data);
if (!isHere) noteSkip('the published certificate cases are not here (../shared/conformance)');

interface Counts {
  readonly cases: number;
  readonly acceptedCorrectly: readonly [number, number];
  readonly rejectedCorrectly: readonly [number, number];
  readonly rightCertificate: readonly [number, number];
  readonly falseAccepts: readonly string[];
  readonly falseRejects: readonly string[];
  readonly missing: readonly string[];
  readonly unreadable: readonly string[];
}

describe.skipIf(!isHere)('the published cases', () => {
  const run = isHere ? runOutside('node', [join(root, 'scripts/conformance.mjs'), '--json']) : null;
  const sources: Readonly<Record<string, Counts>> = run === null ? {} : JSON.parse(run.stdout.toString() || '{}');
  const divergences = new Set(
    [...readFileSync(join(root, 'docs/conformance.md'), 'utf8').matchAll(/^\| `([^`]+::[^`]+)` \|/gm)].map(
      ([, id]) => id ?? '',
    ),
  );

  it('are all there', () => {
    expect(run?.stderr).toBe('');
    expect(Object.keys(sources).sort()).toEqual(['boringssl', 'limbo', 'limbo-rsa', 'pkits']);
  });

  it.each(['boringssl', 'limbo', 'limbo-rsa', 'pkits'])(
    'of %s are judged as expected, but for those that are defended',
    (source) => {
      const counts = sources[source];
      expect(counts?.falseAccepts.filter((id) => !divergences.has(id))).toEqual([]);
      expect(counts?.falseRejects.filter((id) => !divergences.has(id))).toEqual([]);
      expect([...(counts?.missing ?? []), ...(counts?.unreadable ?? [])]).toEqual([]);
    },
  );

  it.each(['boringssl', 'pkits'])('of %s fail at the certificate that upstream names', (source) => {
    const [right, all] = sources[source]?.rightCertificate ?? [0, 1];
    expect(right).toBe(all);
  });

  it('that are defended do differ', () => {
    const differing = Object.values(sources).flatMap(({ falseAccepts, falseRejects }) => [
      ...falseAccepts,
      ...falseRejects,
    ]);
    expect([...divergences].filter((id) => !differing.includes(id))).toEqual([]);
  });
});
