// Reads what Java writes: numbers and names of java.io.DataOutput, and past a serialized object (Java Object Serialization
// Specification 6.4): a secret key in a JCEKS store is one, and only its own fields say where it ends.
import { DecodeError } from '../../bytes/error.ts';

/** Numbers are big-endian. Throws DecodeError. */
export class JavaCursor {
  at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(octets: 1 | 2 | 4, field: string): number {
    const at = this.at;
    this.take(octets, field);
    if (octets === 1) return this.view.getUint8(at);
    return octets === 2 ? this.view.getUint16(at) : this.view.getUint32(at);
  }

  take(length: number, field: string): Uint8Array {
    if (length > this.bytes.length - this.at) {
      this.fail(field, `it breaks off: ${length} bytes wanted, ${this.bytes.length - this.at} are there`);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  block(field: string): Uint8Array {
    return this.take(this.number(4, field), field);
  }

  /** Java's own UTF-8; names of certificate types, aliases and classes rarely have more than ASCII. */
  text(field: string): string {
    return new TextDecoder().decode(this.take(this.number(2, field), field));
  }

  fail(field: string, problem: string): never {
    throw new DecodeError(field, this.at, problem);
  }
}

/** Past one stream with one object. Throws DecodeError. */
export function skipObject(cursor: JavaCursor): void {
  if (cursor.number(4, FIELD) !== MAGIC_AND_VERSION) cursor.fail(FIELD, 'no serialized object');
  skipContent(cursor, [], 0);
}

const FIELD = 'keyStore.secretKey';
const MAGIC_AND_VERSION = 0xaced0005;

/** 6.4.2. */
const TC = { null: 0x70, reference: 0x71, class: 0x72, object: 0x73, string: 0x74, array: 0x75, end: 0x78 } as const;
const FIRST_HANDLE = 0x7e0000;
/** Written by the class's own default, with no data besides its fields. */
const SERIALIZABLE = 0x02;
const BYTES: Readonly<Record<string, number>> = { B: 1, Z: 1, C: 2, S: 2, I: 4, F: 4, J: 8, D: 8 };
const MAX_DEPTH = 20;

interface ClassOf {
  readonly name: string;
  /** The first letters of the types of its fields, those of the classes above it first. */
  readonly types: readonly string[];
}

/** What a handle stands for: a class, or anything else. */
type Handles = (ClassOf | null)[];

function skipContent(cursor: JavaCursor, handles: Handles, depth: number): void {
  if (depth > MAX_DEPTH) cursor.fail(FIELD, `objects within objects, deeper than ${MAX_DEPTH}`);
  const code = cursor.number(1, FIELD);
  switch (code) {
    case TC.null:
      return;
    case TC.reference:
      cursor.take(4, FIELD);
      return;
    case TC.string:
      handles.push(null);
      cursor.text(FIELD);
      return;
    case TC.array: {
      const type = classOf(cursor, handles, depth + 1)?.name[1] ?? '';
      handles.push(null);
      const size = cursor.number(4, FIELD);
      if (BYTES[type] !== undefined) cursor.take(size * BYTES[type], FIELD);
      else for (let i = 0; i < size; i++) skipContent(cursor, handles, depth + 1);
      return;
    }
    case TC.object: {
      const { types } = classOf(cursor, handles, depth + 1) ?? { types: [] };
      handles.push(null);
      for (const type of types) {
        if (BYTES[type] === undefined) skipContent(cursor, handles, depth + 1);
        else cursor.take(BYTES[type], FIELD);
      }
      return;
    }
    default:
      cursor.fail(FIELD, `a part of kind ${code} in a serialized object`);
  }
}

/** Null stands for no class at all. */
function classOf(cursor: JavaCursor, handles: Handles, depth: number): ClassOf | null {
  if (depth > MAX_DEPTH) cursor.fail(FIELD, `classes above classes, more than ${MAX_DEPTH}`);
  const code = cursor.number(1, FIELD);
  if (code === TC.null) return null;
  if (code === TC.reference) {
    const found = handles[cursor.number(4, FIELD) - FIRST_HANDLE];
    return found ?? cursor.fail(FIELD, 'a reference to what is no class');
  }
  if (code !== TC.class) cursor.fail(FIELD, 'a class is missing');
  const name = cursor.text(FIELD);
  cursor.take(8, FIELD);
  const handle = handles.push(null) - 1;
  if (cursor.number(1, FIELD) !== SERIALIZABLE) cursor.fail(FIELD, `${name} writes itself in a way of its own`);
  const own: string[] = [];
  const count = cursor.number(2, FIELD);
  for (let i = 0; i < count; i++) {
    const type = String.fromCharCode(cursor.number(1, FIELD));
    own.push(type);
    cursor.text(FIELD);
    if (BYTES[type] === undefined) skipContent(cursor, handles, depth + 1);
  }
  if (cursor.number(1, FIELD) !== TC.end) cursor.fail(FIELD, `${name} has annotations`);
  const above = classOf(cursor, handles, depth + 1);
  const types = [...(above?.types ?? []), ...own];
  if (types.length > MAX_FIELDS) cursor.fail(FIELD, `more than ${MAX_FIELDS} fields`);
  const found = { name, types };
  handles[handle] = found;
  return found;
}

const MAX_FIELDS = 1000;
