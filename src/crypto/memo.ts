// A bounded memory of results that their key determines: it changes nothing but the time.

/** Forgets what was not asked for the longest time. */
export class Memo<T> {
  readonly #limit: number;
  readonly #known = new Map<string, T>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, compute: () => T): T {
    const known = this.#known.get(key);
    const result = known ?? compute();
    this.#known.delete(key);
    this.#known.set(key, result);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#limit && oldest !== undefined) this.#known.delete(oldest);
    return result;
  }

  clear(): void {
    this.#known.clear();
  }
}
