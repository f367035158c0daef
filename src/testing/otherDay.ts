// `npm test -- any-day` runs what touches outside programs on other days, too: one case of each kind is enough there.

/** True in that stage. */
export const isOtherDay = process.env['HANDSHAKE_LAB_OTHER_DAY'] !== undefined;

/** All cases; on another day the first of each kind. */
export function onePerKind<T>(cases: readonly T[], kindOf: (each: T) => string): readonly T[] {
  if (!isOtherDay) return cases;
  const kinds = new Map<string, T>();
  for (const each of cases) if (!kinds.has(kindOf(each))) kinds.set(kindOf(each), each);
  return [...kinds.values()];
}
