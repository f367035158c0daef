// RC4, which RFC 7465 prohibits: to read what others have sent all the same. A state goes on from record to record.

export class Rc4 {
  readonly #state = Uint8Array.from({ length: 256 }, (_, i) => i);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    const s = this.#state;
    for (let i = 0, j = 0; i < 256; i++) {
      j = (j + (s[i] as number) + (key[i % key.length] as number)) & 255;
      [s[i], s[j]] = [s[j] as number, s[i] as number];
    }
  }

  /** Another one that goes on from here. */
  copy(): Rc4 {
    const other = new Rc4(Uint8Array.of(0));
    other.#state.set(this.#state);
    other.#i = this.#i;
    other.#j = this.#j;
    return other;
  }

  /** Encrypts or decrypts, which is the same. */
  apply(data: Uint8Array): Uint8Array {
    const s = this.#state;
    const out = new Uint8Array(data.length);
    for (let at = 0; at < data.length; at++) {
      this.#i = (this.#i + 1) & 255;
      this.#j = (this.#j + (s[this.#i] as number)) & 255;
      const [a, b] = [s[this.#i] as number, s[this.#j] as number];
      s[this.#i] = b;
      s[this.#j] = a;
      out[at] = (data[at] as number) ^ (s[(a + b) & 255] as number);
    }
    return out;
  }
}
