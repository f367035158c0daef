// All secrets that may open something: what key logs say, the server's RSA keys, and what was learned on the way. Several
// secrets for one random are kept in their order: which of them is right, the bytes that they open tell.
import { toHex } from '../../bytes/hex.ts';
import type { RsaPrivateKey } from '../../crypto/rsaKey.ts';
import { type KeyLogRead, readKeyLog, secretBytes } from './keyLog.ts';

export class SecretStore {
  /** By label and random. */
  readonly #lines = new Map<string, string[]>();
  /** All lines of a label, for who knows no random. */
  readonly #byLabel = new Map<string, { of: string; secret: string }[]>();
  /** Master secrets of TLS 1.2 and before, by session id or ticket in hexadecimal digits. */
  readonly #sessions = new Map<string, Uint8Array>();
  readonly rsaKeys: RsaPrivateKey[] = [];
  /** Secrets that were read, and how many of them opened something. */
  count = 0;
  /** A premaster secret may be known: by an RSA key or a line of its own. */
  get hasPremasters(): boolean {
    return this.rsaKeys.length > 0 || this.#byLabel.has('RSA') || this.#byLabel.has('PMS_CLIENT_RANDOM');
  }

  get isEmpty(): boolean {
    return this.count === 0 && this.rsaKeys.length === 0;
  }

  /** A key log. Returns the number of secrets in it. */
  addKeyLog(bytes: Uint8Array): number {
    return this.addRead(readKeyLog(bytes));
  }

  addRead({ lines, sessions }: KeyLogRead): number {
    for (const { label, of, secret } of lines) {
      const key = `${label} ${of}`;
      const known = this.#lines.get(key);
      if (known === undefined) this.#lines.set(key, [secret]);
      else if (!known.includes(secret) && known.length < MOST_FOR_ONE) known.push(secret);
      else continue;
      const all = this.#byLabel.get(label) ?? [];
      all.push({ of, secret });
      this.#byLabel.set(label, all);
    }
    for (const { session, master } of sessions) this.#sessions.set(session, secretBytes(master));
    this.count += lines.length + sessions.length;
    return lines.length + sessions.length;
  }

  /** The secrets of a label for a client random. */
  of(label: string, random: Uint8Array): Uint8Array[] {
    if (this.#lines.size === 0) return [];
    return (this.#lines.get(`${label} ${toHex(random)}`) ?? []).map(secretBytes);
  }

  /** Every secret of a label, with what it belongs to. */
  *all(label: string): Generator<{ readonly of: Uint8Array; readonly secret: Uint8Array }> {
    for (const { of, secret } of this.#byLabel.get(label) ?? []) {
      yield { of: secretBytes(of), secret: secretBytes(secret) };
    }
  }

  /** A session that can be resumed, by its id or ticket. */
  learn(session: Uint8Array, master: Uint8Array): void {
    if (session.length === 0) return;
    this.#sessions.set(toHex(session), master);
  }

  master(session: Uint8Array): Uint8Array | null {
    return session.length === 0 || this.#sessions.size === 0 ? null : (this.#sessions.get(toHex(session)) ?? null);
  }
}

const MOST_FOR_ONE = 16;
