// What somebody may have meant who mistyped a name: those that differ from it in a few letters.

/** At most three, the nearest first; none where all are far. */
export function nearest(typed: string, names: readonly string[]): string[] {
  if (typed.length > LONGEST) return [];
  const most = Math.max(2, Math.floor(typed.length / 5));
  return names
    .map((name) => ({ name, distance: distanceOf(typed, name) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

const LONGEST = 60;

/** Letters to put in, take out or exchange: the distance of Levenshtein. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchange = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchange, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
