// Times in milliseconds, and what we say of a list of them.

export interface Spread {
  readonly median: number;
  readonly worst: number;
}

export function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export async function timeAsync(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { median: round(median(values)), worst: round(Math.max(...values)) };
}

/** To two decimals: more would be noise. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
