// Shapes of values that were read from a file: each check returns the value, with its type, or says where it misfits.

/** From the outermost value to the one that is looked at. */
export type Path = readonly (string | number)[];
export type Check<T> = (value: unknown, at: Path) => T;

/** A value that does not fit. `expected`: one word for what would have, or the values that are possible. */
export class ValidationError extends Error {
  readonly where: string;
  constructor(
    at: Path,
    readonly expected: string,
  ) {
    const where = at.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.slice(0, 60)}`)).join('');
    super(`${where} should be ${expected}`);
    this.name = 'ValidationError';
    this.where = where.replace(/^\./, '');
  }
}

/** An own property; undefined where there is none, whatever the value is. */
export const ownProperty = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** For each property of `T` a check. */
export type Fields<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/**
 * All properties of `T`, and no others: what else is there is left behind. `names`: under which name the file has a
 * property, where it is another one.
 */
export const object =
  <T extends object>(checks: Fields<T>, names: Readonly<Record<string, string>> = {}): Check<T> =>
  (value, at) => {
    if (!isObject(value)) throw new ValidationError(at, 'object');
    const found: Partial<T> = {};
    for (const key of Object.keys(checks) as (keyof T & string)[]) {
      const name = names[key] ?? key;
      const checked = checks[key](ownProperty(value, name), [...at, name]);
      if (checked !== undefined) found[key] = checked;
    }
    return found as T;
  };

/** The same properties, in the order of the file: where they are listed, that is the order. */
export const inFileOrder =
  <T extends object>(fields: Fields<T>): Check<T> =>
  (value, at) => {
    const found = object<T>(fields)(value, at);
    const names = Object.keys(isObject(value) ? value : {}).filter((name) => Object.hasOwn(found, name));
    return Object.fromEntries(names.map((name) => [name, found[name as keyof T]])) as T;
  };

/** An object with names of the file's own choice. */
export const record =
  <T>(most: number, key: Check<string>, check: Check<T>): Check<Readonly<Record<string, T>>> =>
  (value, at) => {
    if (!isObject(value)) throw new ValidationError(at, 'object');
    const entries = Object.entries(value);
    if (entries.length > most) throw new ValidationError(at, 'fewer');
    return Object.fromEntries(entries.map(([name, item]) => [key(name, [...at, name]), check(item, [...at, name])]));
  };

export const listOf =
  <T>(most: number, check: Check<T>): Check<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw new ValidationError(at, 'list');
    if (value.length > most) throw new ValidationError(at, 'fewer');
    return value.map((item: unknown, i) => check(item, [...at, i]));
  };

export const oneOfValues =
  <T extends string>(values: readonly T[]): Check<T> =>
  (value, at) => {
    const found = values.find((each) => each === value);
    if (found === undefined) throw new ValidationError(at, values.length <= 8 ? values.join(' or ') : 'known');
    return found;
  };

export const literal =
  <T extends string | number>(wanted: T): Check<T> =>
  (value, at) => {
    if (value !== wanted) throw new ValidationError(at, String(wanted));
    return wanted;
  };

/** What the file calls by another name. */
export const called =
  <T>(check: Check<unknown>, meant: T): Check<T> =>
  (value, at) => {
    check(value, at);
    return meant;
  };

/** Text that is no name of what every object has: words are looked up by it. */
export const boundedText =
  (most: number): Check<string> =>
  (value, at) => {
    if (typeof value !== 'string' || value in Object.prototype) throw new ValidationError(at, 'text');
    if (value.length > most) throw new ValidationError(at, 'shorter');
    return value;
  };

/** The id of something, such as `clientHello.random` or `server:path.validate#2`. */
export const name: Check<string> = (value, at) =>
  fitting(boundedText(200), 'name', (id) => /^[\w.:#/\-[\] ]+$/.test(id))(value, at);

export const truth: Check<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ValidationError(at, 'truth');
  return value;
};

export const whole =
  (least: number, most: number): Check<number> =>
  (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw new ValidationError(at, 'whole');
    if (value < least || value > most) throw new ValidationError(at, 'range');
    return value;
  };

/** Lower-case hexadecimal text of so many bytes. */
export const hex =
  (least: number, most: number): Check<string> =>
  (value, at) => {
    if (typeof value !== 'string' || value.length % 2 !== 0 || /[^0-9a-f]/.test(value))
      throw new ValidationError(at, 'hex');
    if (value.length < 2 * least || value.length > 2 * most) throw new ValidationError(at, 'length');
    return value;
  };

export const nullOr =
  <T>(check: Check<T>): Check<T | null> =>
  (value, at) =>
    value === null ? null : check(value, at);

/** A property that may be missing. */
export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : check(value, at);

export function fitting<T, U extends T>(check: Check<T>, expected: string, fits: (value: T) => value is U): Check<U>;
export function fitting<T>(check: Check<T>, expected: string, fits: (value: T) => boolean): Check<T>;
export function fitting<T>(check: Check<T>, expected: string, fits: (value: T) => boolean): Check<T> {
  return (value, at) => {
    const checked = check(value, at);
    if (!fits(checked)) throw new ValidationError(at, expected);
    return checked;
  };
}

/** What one of the checks lets through. */
export const union =
  <T extends readonly unknown[]>(
    expected: string,
    ...checks: { readonly [I in keyof T]: Check<T[I]> }
  ): Check<T[number]> =>
  (value, at) => {
    for (const check of checks) {
      try {
        return check(value, at);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
      }
    }
    throw new ValidationError(at, expected);
  };

/** Looks at each item with its place. */
export function each<T>(items: readonly T[], at: Path, look: (item: T, at: Path) => void): void {
  for (const [i, item] of items.entries()) look(item, [...at, i]);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
