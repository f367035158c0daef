// Counts work instead of timing it, so that a slow machine changes nothing: what lists, bytes, texts, maps and sets are
// asked to do. What a loop by index or one regular expression does inside is not seen.

/** `each`: the method touches everything that it is called on; `one`: it does not depend on the length. */
const METHODS: readonly (readonly [prototype: object, cost: 'each' | 'one', names: readonly PropertyKey[]])[] = [
  ...[Array.prototype, Object.getPrototypeOf(Uint8Array.prototype)].map(
    (prototype) =>
      [
        prototype,
        'each',
        [
          ...['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'forEach', 'includes'],
          ...['indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'slice', 'some', 'sort'],
          ...['concat', 'entries', 'fill', 'set', 'toReversed', 'toSorted', 'values', Symbol.iterator],
        ],
      ] as const,
  ),
  [Array.prototype, 'one', ['at', 'pop', 'push', 'shift', 'splice', 'unshift']],
  [Object.getPrototypeOf(Uint8Array.prototype), 'one', ['at', 'subarray']],
  [
    String.prototype,
    'each',
    ['endsWith', 'includes', 'indexOf', 'match', 'matchAll', 'replace', 'replaceAll', 'split'],
  ],
  [String.prototype, 'each', ['startsWith', 'toLowerCase', 'toUpperCase', 'trim', Symbol.iterator]],
  [String.prototype, 'one', ['at', 'charAt', 'charCodeAt', 'codePointAt', 'padStart', 'slice']],
  [Map.prototype, 'one', ['delete', 'get', 'has', 'set']],
  [Set.prototype, 'one', ['add', 'delete', 'has']],
];

/** How many elements, bytes, characters and entries `work` touches; it has to be done when it returns. */
export function operationsOf(work: () => void): number {
  let count = 0;
  const restore: (() => void)[] = [];
  for (const [prototype, cost, names] of METHODS) {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(prototype, name);
      if (own === undefined) continue;
      const method: (...args: unknown[]) => unknown = own.value;
      restore.unshift(() => Object.defineProperty(prototype, name, own));
      Object.defineProperty(prototype, name, {
        ...own,
        value: function (this: { length: number }, ...args: unknown[]) {
          if (name === 'indexOf') {
            // It goes from where it is told to where it finds something.
            const found = Number(method.apply(this, args));
            count += (found === -1 ? this.length : found) - Math.min(this.length, Number(args[1] ?? 0)) + 1;
            return found;
          }
          count += cost === 'each' ? this.length + 1 : 1;
          return method.apply(this, args);
        },
      });
    }
  }
  try {
    count = 0;
    work();
    return count;
  } finally {
    for (const undo of restore) undo();
  }
}
