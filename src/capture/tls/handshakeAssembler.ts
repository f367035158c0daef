// Handshake messages out of the contents of records (RFC 5246 6.2.1). Behind a gap it starts anew where a record begins with
// a message, and ends with one: what is in between would be guessed.
import { handshakeTypeName } from '../../tls/codePoints/handshakeTypes.ts';
import { MORE_NAMES } from '../../tls/codePoints/more.ts';
import { withMoreNames } from '../../tls/codePoints/names.ts';

/** Where a message begins. */
export interface MessagePlace {
  readonly packet: number;
  readonly time: number;
  readonly isSealed: boolean;
}

/** `message`: with its header of four bytes; good for the call alone. */
export type TakeMessage = (type: number, message: Uint8Array, place: MessagePlace) => void;

export class HandshakeAssembler {
  /** Bytes are missing: nobody knows where the next message begins. */
  #isBroken = false;
  #buffer = new Uint8Array(0);
  #length = 0;
  #place: MessagePlace | null = null;

  add(content: Uint8Array, place: MessagePlace, take: TakeMessage): void {
    if (this.#isBroken) {
      if (!isWhole(content)) return;
      this.#isBroken = false;
    }
    if (this.#length === 0) {
      const used = takeAll(content, place, take);
      if (used < content.length) {
        this.#place = place;
        this.#keep(content.subarray(used));
      }
      return;
    }
    this.#keep(content);
    // Only the first message began in an earlier record.
    const first = 4 + lengthAt(this.#buffer, 0);
    if (this.#length < 4 || this.#length < first) return;
    const whole = this.#buffer.subarray(0, this.#length);
    const began = this.#place ?? place;
    take(whole[0] as number, whole.subarray(0, first), began);
    const used = first + takeAll(whole.subarray(first), place, take);
    const rest = whole.slice(used);
    this.#length = 0;
    this.#place = place;
    if (rest.length > 0) this.#keep(rest);
  }

  /** Bytes of a message may have been lost. */
  lose(): void {
    this.#isBroken = true;
    this.#length = 0;
  }

  /** New keys: what is left over belongs to nothing. */
  reset(): void {
    this.#isBroken = false;
    this.#length = 0;
  }

  release(): void {
    this.#buffer = new Uint8Array(0);
    this.#length = 0;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#length + bytes.length > MOST_IN_MESSAGE) {
      this.lose();
      return;
    }
    if (this.#length + bytes.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, this.#length + bytes.length, 512));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

/** Returns the bytes used: those of whole messages. */
function takeAll(bytes: Uint8Array, place: MessagePlace, take: TakeMessage): number {
  let at = 0;
  while (bytes.length - at >= 4) {
    const end = at + 4 + lengthAt(bytes, at);
    if (end > bytes.length) break;
    take(bytes[at] as number, bytes.subarray(at, end), place);
    at = end;
  }
  return at;
}

/** Whether the bytes are messages of known types, up to the last byte. */
function isWhole(bytes: Uint8Array): boolean {
  let at = 0;
  while (at + 4 <= bytes.length) {
    if (messageName(bytes[at] as number) === null) return false;
    at += 4 + lengthAt(bytes, at);
  }
  return at === bytes.length && at > 0;
}

/** Whether a record that should be in the open can begin with a message. */
export const beginsMessage = (bytes: Uint8Array): boolean =>
  bytes.length < 4 || (messageName(bytes[0] as number) !== null && lengthAt(bytes, 0) < MOST_IN_MESSAGE);

/** Null for a type without a name. */
export const messageName = (type: number): string | null => withMoreNames(MORE_NAMES, () => handshakeTypeName(type));

const lengthAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);

const MOST_IN_MESSAGE = 2 ** 21;
