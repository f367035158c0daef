// An order that follows from a seed.
import { seededRandom } from '../../crypto/random.ts';

/** Each order is as likely as any other (Fisher and Yates), but for less than a part in a million. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed >>> 0, 'shuffle');
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const drawn = random(`place ${i}`, 4).reduce((number, byte) => number * 256 + byte, 0);
    const j = drawn % (i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
