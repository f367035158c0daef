// `npm test -- any-day` runs what touches outside programs on other days, too. There the calls to them are what counts:
// of many cases one of each kind is enough, and what asks nothing outside is left out, since the stage `unit` tried it.
import { afterAll, beforeAll, describe } from 'vitest';
import { stayInside } from './doorway.ts';

/** True in that stage. */
export const isOtherDay = process.env['HANDSHAKE_LAB_OTHER_DAY'] !== undefined;

/**
 * `describe` for tests that ask nothing outside, in a file where others do. On another day they do not exist; they do not
 * count as skipped. Whoever asks outside in here all the same, fails (doorway.ts).
 */
export function insideOnly(name: string, tests: () => void): void {
  if (isOtherDay) return;
  describe(name, () => {
    let before: string | null = null;
    beforeAll(() => {
      before = stayInside(name);
    });
    afterAll(() => {
      stayInside(before);
    });
    const around = stayInside(name);
    try {
      tests();
    } finally {
      stayInside(around);
    }
  });
}

/** All cases; on another day a third of them. The three days of that stage together try all. */
export function someOf<T>(cases: readonly T[]): readonly T[] {
  return share === undefined || cases.length < DAYS ? cases : cases.filter((_, i) => i % DAYS === share);
}

/** All cases; on another day some of them: of each kind the first, on one of the three days. */
export function onePerKind<T>(cases: readonly T[], kindOf: (each: T) => string): readonly T[] {
  if (!isOtherDay) return cases;
  const kinds = new Map<string, T>();
  for (const each of cases) if (!kinds.has(kindOf(each))) kinds.set(kindOf(each), each);
  return someOf([...kinds.values()]);
}

const DAYS = 3;
const given = process.env['HANDSHAKE_LAB_OTHER_DAY_SHARE'];
/** Which third, 0 to 2. */
const share = given === undefined ? undefined : Number(given) % DAYS;
