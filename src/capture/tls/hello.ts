// What the rest hangs on in both hellos (RFC 5246 7.4.1, RFC 9846 4.2): read leniently, since a hello of others may hold
// anything. Null where it is too short for its fixed fields.

import { equalBytes, fromHex } from '../../bytes/hex.ts';
import { EXTENSIONS } from '../../tls/codePoints/extensions.ts';
import { u16 } from '../packet/packet.ts';

export interface ClientHelloFacts {
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** The host name; null where there is none. */
  readonly serverName: string | null;
  /** RFC 5077; empty where there is none. */
  readonly ticket: Uint8Array;
  readonly offersEarlyData: boolean;
  readonly offersPsk: boolean;
}

export interface ServerHelloFacts {
  /** Negotiated, by supported_versions where it is there. */
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly isRetry: boolean;
  readonly encryptThenMac: boolean;
  readonly extendedMaster: boolean;
  readonly usesPsk: boolean;
}

/** `body`: without the header of the handshake message. */
export function clientHelloFacts(body: Uint8Array): ClientHelloFacts | null {
  if (body.length < 35) return null;
  const sessionEnd = 35 + (body[34] as number);
  const sessionId = body.slice(35, sessionEnd);
  let at = sessionEnd;
  at += 2 + (at + 2 <= body.length ? u16(body, at) : 0);
  at += 1 + (at < body.length ? (body[at] as number) : 0);
  const extensions = rawExtensions(body, at);
  const names = extensions.get(EXTENSIONS.server_name);
  return {
    version: u16(body, 0),
    random: body.slice(2, 34),
    sessionId,
    serverName: names === undefined ? null : hostName(names),
    ticket: extensions.get(EXTENSIONS.session_ticket)?.slice() ?? NOTHING,
    offersEarlyData: extensions.has(EXTENSIONS.early_data),
    offersPsk: extensions.has(EXTENSIONS.pre_shared_key),
  };
}

export function serverHelloFacts(body: Uint8Array): ServerHelloFacts | null {
  if (body.length < 38) return null;
  const sessionEnd = 35 + (body[34] as number);
  if (sessionEnd + 3 > body.length) return null;
  const random = body.slice(2, 34);
  const extensions = rawExtensions(body, sessionEnd + 3);
  const versions = extensions.get(EXTENSIONS.supported_versions);
  return {
    version: versions !== undefined && versions.length >= 2 ? u16(versions, 0) : u16(body, 0),
    random,
    sessionId: body.slice(35, sessionEnd),
    suite: u16(body, sessionEnd),
    isRetry: equalBytes(random, RETRY),
    encryptThenMac: extensions.has(EXTENSIONS.encrypt_then_mac),
    extendedMaster: extensions.has(EXTENSIONS.extended_master_secret),
    usesPsk: extensions.has(EXTENSIONS.pre_shared_key),
  };
}

/** By number; the vector's length stands at `start`. What is cut ends the list. */
export function rawExtensions(bytes: Uint8Array, start: number): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  if (start + 2 > bytes.length) return found;
  const end = Math.min(bytes.length, start + 2 + u16(bytes, start));
  for (let at = start + 2; at + 4 <= end; ) {
    const length = u16(bytes, at + 2);
    if (at + 4 + length > end) break;
    if (!found.has(u16(bytes, at))) found.set(u16(bytes, at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** RFC 6066 3: the first name of the kind host_name. */
function hostName(extension: Uint8Array): string | null {
  for (let at = 2; at + 3 <= extension.length; ) {
    const length = u16(extension, at + 1);
    const end = at + 3 + length;
    if (end > extension.length) return null;
    if (extension[at] === 0) return String.fromCharCode(...extension.subarray(at + 3, Math.min(end, at + 3 + 255)));
    at = end;
  }
  return null;
}

const NOTHING = new Uint8Array();
/** RFC 9846 4.2.3: the random of a HelloRetryRequest. */
const RETRY = fromHex('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c');
