// What is left of a connection to resume it: the client's half, and the ticket, which only the server can open (RFC 9846
// 4.7.1). The server keeps nothing: all that it needs comes back in the ticket.
import { concat, fromHex, fromUtf8, toHex, utf8 } from '../../bytes/hex.ts';
import { openAead, sealAead } from '../../crypto/aead.ts';
import type { Random } from '../../crypto/random.ts';
import type { ServerIdentity } from './identity.ts';
import type { Suite13, Suite13Name } from './suites13.ts';

export interface Session13 {
  readonly ticket: Uint8Array;
  readonly psk: Uint8Array;
  readonly suite: Suite13;
  /** Milliseconds since 1970, by the client's clock. */
  readonly receivedAt: number;
  readonly lifetimeSeconds: number;
  readonly ageAdd: number;
  readonly serverName: string;
  /** As it was proven when the certificate was shown. */
  readonly server: ServerIdentity;
}

/** What a ticket says; only its maker can read it. */
export interface TicketContent {
  readonly psk: Uint8Array;
  readonly suite: Suite13Name;
  /** Milliseconds since 1970, by the server's clock. */
  readonly issuedAt: number;
  readonly lifetimeSeconds: number;
  readonly ageAdd: number;
  /** The name that the client asked for; null where it asked for none. */
  readonly serverName: string | null;
  /** DER of the client's certificate, whose path and key were proven; null for an anonymous client. */
  readonly client: Uint8Array | null;
}

/** nonce (12 bytes) || AES-256-GCM of: length of a text, the text, the client's certificate. `label` names the randomness. */
export function sealTicket(key: Uint8Array, content: TicketContent, random: Random, label: string): Uint8Array {
  const nonce = random(label, NONCE);
  const { psk, client, ...rest } = content;
  const text = utf8(JSON.stringify({ ...rest, psk: toHex(psk) }));
  const plaintext = concat(Uint8Array.of(text.length >> 8, text.length & 255), text, client ?? new Uint8Array());
  return concat(nonce, sealAead('AES-256-GCM', { key, nonce, aad: PURPOSE, plaintext }));
}

/** Null for what this key has not sealed. */
export function openTicket(key: Uint8Array, ticket: Uint8Array): TicketContent | null {
  if (ticket.length <= NONCE) return null;
  const nonce = ticket.subarray(0, NONCE);
  const plain = openAead('AES-256-GCM', { key, nonce, aad: PURPOSE, sealed: ticket.subarray(NONCE) });
  if (plain === null) return null;
  // It is authentic, so it is what sealTicket wrote.
  const end = 2 + ((plain[0] ?? 0) << 8) + (plain[1] ?? 0);
  const { psk, ...rest } = JSON.parse(fromUtf8(plain.subarray(2, end))) as Omit<TicketContent, 'psk' | 'client'> & {
    readonly psk: string;
  };
  return { ...rest, psk: fromHex(psk), client: end < plain.length ? plain.slice(end) : null };
}

/** Milliseconds plus ticket_age_add, modulo 2^32 (4.3.11.1). */
export const obfuscatedAge = ({ receivedAt, ageAdd }: Session13, now: number): number =>
  (Math.max(0, now - receivedAt) + ageAdd) % 2 ** 32;

const NONCE = 12;
const PURPOSE = utf8('handshake lab ticket');
