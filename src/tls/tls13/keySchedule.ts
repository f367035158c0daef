// The key schedule of TLS 1.3, RFC 9846 7.1: three secrets, each extracted from the one before and something new.
import { concat, utf8 } from '../../bytes/hex.ts';
import { digest, HASH_LENGTH, type HashName, hmac } from '../../crypto/hash.ts';
import { hkdfExpand, hkdfExtract } from '../../crypto/hkdf.ts';

declare const stage: unique symbol;

/** A secret of one stage; only the functions here make them, each from the stage before it. */
interface Stage<Name extends string> {
  readonly [stage]: Name;
  readonly hash: HashName;
  readonly secret: Uint8Array;
}
export type EarlyStage = Stage<'early'>;
export type HandshakeStage = Stage<'handshake'>;
export type MainStage = Stage<'main'>;

/** Every label of the schedule, RFC 9846 7.1 to 7.3, 4.3.11.2, 4.5.3 and 4.7.1. On the wire `tls13 ` goes before each. */
const LABELS = {
  derived: 'derived',
  resumptionBinder: 'res binder',
  clientHandshakeTraffic: 'c hs traffic',
  serverHandshakeTraffic: 's hs traffic',
  clientApplicationTraffic: 'c ap traffic',
  serverApplicationTraffic: 's ap traffic',
  exporter: 'exp master',
  resumption: 'res master',
  resumptionPsk: 'resumption',
  finished: 'finished',
  key: 'key',
  iv: 'iv',
  trafficUpdate: 'traffic upd',
} as const;
type Label = (typeof LABELS)[keyof typeof LABELS];

/**
 * From top to bottom, `+--` for what is derived on the way; H(…) is the hash of the handshake messages named:
 *
 *     PSK or 0 --Extract--> Early Secret
 *                             +-- "res binder", H()                           = binder key
 *                           "derived", H()
 *                             |
 *     (EC)DHE ---Extract--> Handshake Secret
 *                             +-- "c hs traffic", H(ClientHello…ServerHello)  = client handshake traffic secret
 *                             +-- "s hs traffic", H(ClientHello…ServerHello)  = server handshake traffic secret
 *                           "derived", H()
 *                             |
 *     0 ---------Extract--> Main Secret
 *                             +-- "c ap traffic", H(…server Finished)         = client application traffic secret 0
 *                             +-- "s ap traffic", H(…server Finished)         = server application traffic secret 0
 *                             +-- "exp master",   H(…server Finished)         = exporter secret
 *                             +-- "res master",   H(…client Finished)         = resumption secret
 *
 * From each traffic secret: "key" and "iv" for records, "finished" for the Finished of the handshake, "traffic upd" for
 * the next generation.
 */
export function earlyStage(hash: HashName, psk: Uint8Array | null): EarlyStage {
  return { hash, secret: hkdfExtract(hash, zeros(hash), psk ?? zeros(hash)) } as EarlyStage;
}

/** `sharedSecret`: of (EC)DHE. */
export function handshakeStage(early: EarlyStage, sharedSecret: Uint8Array): HandshakeStage {
  return next(early, sharedSecret) as HandshakeStage;
}

export function mainStage(handshake: HandshakeStage): MainStage {
  return next(handshake, zeros(handshake.hash)) as MainStage;
}

function next({ hash, secret }: Stage<string>, input: Uint8Array): { hash: HashName; secret: Uint8Array } {
  return { hash, secret: hkdfExtract(hash, deriveSecret(hash, secret, LABELS.derived, digest(hash)), input) };
}

/** What the binder of a ticket's secret is made with (4.3.11.2). */
export const binderKey = ({ hash, secret }: EarlyStage): Uint8Array =>
  deriveSecret(hash, secret, LABELS.resumptionBinder, digest(hash));

/** `transcriptHash` covers ClientHello to ServerHello. */
export function handshakeTraffic(
  { hash, secret }: HandshakeStage,
  transcriptHash: Uint8Array,
): { readonly client: Uint8Array; readonly server: Uint8Array } {
  return {
    client: deriveSecret(hash, secret, LABELS.clientHandshakeTraffic, transcriptHash),
    server: deriveSecret(hash, secret, LABELS.serverHandshakeTraffic, transcriptHash),
  };
}

/** `transcriptHash` covers ClientHello to the server's Finished. */
export function applicationTraffic(
  { hash, secret }: MainStage,
  transcriptHash: Uint8Array,
): { readonly client: Uint8Array; readonly server: Uint8Array; readonly exporter: Uint8Array } {
  return {
    client: deriveSecret(hash, secret, LABELS.clientApplicationTraffic, transcriptHash),
    server: deriveSecret(hash, secret, LABELS.serverApplicationTraffic, transcriptHash),
    exporter: deriveSecret(hash, secret, LABELS.exporter, transcriptHash),
  };
}

/** `transcriptHash` covers ClientHello to the client's Finished. */
export const resumptionSecret = ({ hash, secret }: MainStage, transcriptHash: Uint8Array): Uint8Array =>
  deriveSecret(hash, secret, LABELS.resumption, transcriptHash);

/** The PSK that goes with a ticket, 4.7.1. */
export const resumptionPsk = (hash: HashName, resumption: Uint8Array, nonce: Uint8Array): Uint8Array =>
  expandLabel(hash, resumption, LABELS.resumptionPsk, nonce, HASH_LENGTH[hash]);

/** 7.3. */
export function trafficKeys(
  hash: HashName,
  secret: Uint8Array,
  keyLength: number,
): { readonly key: Uint8Array; readonly iv: Uint8Array } {
  return {
    key: expandLabel(hash, secret, LABELS.key, NOTHING, keyLength),
    iv: expandLabel(hash, secret, LABELS.iv, NOTHING, IV_LENGTH),
  };
}

/** The next generation of an application traffic secret, 7.2. */
export const updatedTraffic = (hash: HashName, secret: Uint8Array): Uint8Array =>
  expandLabel(hash, secret, LABELS.trafficUpdate, NOTHING, HASH_LENGTH[hash]);

/** verify_data (4.5.3), and likewise a binder (4.3.11.2): an HMAC over the hash of what was said, with a key of its own. */
export function finishedMac(hash: HashName, baseKey: Uint8Array, transcriptHash: Uint8Array): Uint8Array {
  return hmac(hash, finishedKey(hash, baseKey), transcriptHash);
}

/** `baseKey`: the traffic secret of who sends Finished, or the binder key (4.5.3). */
export const finishedKey = (hash: HashName, baseKey: Uint8Array): Uint8Array =>
  expandLabel(hash, baseKey, LABELS.finished, NOTHING, HASH_LENGTH[hash]);

/** Derive-Secret(Secret, Label, Messages), the messages as their hash. */
const deriveSecret = (hash: HashName, secret: Uint8Array, label: Label, transcriptHash: Uint8Array): Uint8Array =>
  expandLabel(hash, secret, label, transcriptHash, HASH_LENGTH[hash]);

/** HKDF-Expand-Label: HKDF-Expand whose info is the struct HkdfLabel (length, label, context). */
function expandLabel(
  hash: HashName,
  secret: Uint8Array,
  label: Label,
  context: Uint8Array,
  length: number,
): Uint8Array {
  const full = utf8(`tls13 ${label}`);
  const info = concat(
    Uint8Array.of(length >> 8, length & 255, full.length),
    full,
    Uint8Array.of(context.length),
    context,
  );
  return hkdfExpand(hash, secret, info, length);
}

const IV_LENGTH = 12;
const NOTHING = new Uint8Array();
const zeros = (hash: HashName): Uint8Array => new Uint8Array(HASH_LENGTH[hash]);
