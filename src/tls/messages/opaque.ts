// The shapes that handshake messages are made of besides plain numbers: opaque byte strings, and lists of numbers and of
// byte strings, all behind a length (RFC 5246 4.3).
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';

type Prefix = 1 | 2 | 3;
export type Show = (bytes: Uint8Array) => string | null;

/** Least and greatest length of the vector in bytes, as in `<min..max>`. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export const upTo = (prefix: Prefix): Bounds => ({ min: 0, max: 256 ** prefix - 1 });
export const atLeastOne = (prefix: Prefix): Bounds => ({ min: 1, max: 256 ** prefix - 1 });

/** `opaque field<min..max>`: spans `field` and, inside, `field.length` and `field.bytes`. */
export function readOpaque(
  reader: Reader,
  prefix: Prefix,
  field: string,
  bounds: Bounds,
  show: Show = () => null,
): Uint8Array {
  return reader.vector(
    prefix,
    field,
    (inner) => {
      checkRead(inner, field, bounds);
      return inner.remaining > 0 ? inner.rest(`${field}.bytes`, show) : new Uint8Array(0);
    },
    show,
  );
}

export function writeOpaque(
  writer: Writer,
  prefix: Prefix,
  bytes: Uint8Array,
  field: string,
  bounds: Bounds,
  show: Show = () => null,
): void {
  checkWrite(bytes.length, field, bounds);
  const shown = show(bytes);
  writer.vector(
    prefix,
    field,
    () => {
      if (bytes.length > 0) writer.put(bytes, `${field}.bytes`, shown);
    },
    shown,
  );
}

/** A vector of numbers of `width` bytes each. The value shown for the whole is how many there are. */
export interface NumberList {
  readonly prefix: 1 | 2;
  readonly width: 1 | 2;
  readonly field: string;
  /** Field of one number. */
  readonly item: string;
  readonly bounds: Bounds;
  readonly show: (value: number) => string;
}

/** One of at least one number, and of as many as the length has room for. */
export const numberList = (
  prefix: 1 | 2,
  width: 1 | 2,
  field: string,
  item: string,
  show: (value: number) => string,
): NumberList => ({ prefix, width, field, item, show, bounds: { min: width, max: 256 ** prefix - width } });

export function readNumbers(reader: Reader, list: NumberList): number[] {
  return reader.vector(
    list.prefix,
    list.field,
    (inner) => {
      checkRead(inner, list.field, list.bounds);
      if (inner.remaining % list.width !== 0)
        inner.failLength(list.field, `${inner.remaining} bytes, an even number wanted`);
      return inner.list(() => (list.width === 1 ? inner.u8(list.item, list.show) : inner.u16(list.item, list.show)));
    },
    (values) => String(values.length),
  );
}

export function writeNumbers(writer: Writer, list: NumberList, values: readonly number[]): void {
  checkWrite(values.length * list.width, list.field, list.bounds);
  writer.vector(
    list.prefix,
    list.field,
    () => {
      for (const value of values) {
        if (list.width === 1) writer.u8(value, list.item, list.show(value));
        else writer.u16(value, list.item, list.show(value));
      }
    },
    String(values.length),
  );
}

/** A vector of opaque byte strings. The value shown for the whole is how many there are. */
export interface OpaqueList {
  readonly prefix: Prefix;
  readonly field: string;
  /** Of the whole, in bytes; without, any length. */
  readonly bounds?: Bounds;
  /** Field of one string. */
  readonly item: string;
  readonly itemPrefix: Prefix;
  readonly itemBounds: Bounds;
}

export function readOpaques(reader: Reader, list: OpaqueList): Uint8Array[] {
  return reader.vector(
    list.prefix,
    list.field,
    (inner) => {
      if (list.bounds) checkRead(inner, list.field, list.bounds);
      return inner.list(() => readOpaque(inner, list.itemPrefix, list.item, list.itemBounds));
    },
    (values) => String(values.length),
  );
}

export function writeOpaques(writer: Writer, list: OpaqueList, values: readonly Uint8Array[]): void {
  writer.vector(
    list.prefix,
    list.field,
    () => {
      for (const value of values) writeOpaque(writer, list.itemPrefix, value, list.item, list.itemBounds);
    },
    String(values.length),
  );
}

export function checkRead(reader: Reader, field: string, { min, max }: Bounds): void {
  const length = reader.remaining;
  if (length < min || length > max) reader.failLength(field, `${length} bytes, from ${min} to ${max} wanted`);
}

/** A message that breaks its own bounds is the caller's mistake, not a peer's. */
export function checkWrite(length: number, field: string, { min, max }: Bounds): void {
  if (length < min || length > max) throw new RangeError(`${field}: ${length} bytes, from ${min} to ${max} wanted`);
}
