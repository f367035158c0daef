// TLS 1.2 once more, with node:crypto and nothing of the product: what the page shows is opened and computed again.
// RFC 5246 5 (PRF), 6.2.3 (record protection), 8.1 (master secret); RFC 5288 3 (AES-GCM); RFC 7627 4 (extended master secret).
import { createDecipheriv, createHash, createHmac, type X509Certificate } from 'node:crypto';
import type { Message, Recording } from '../../src/lab/recording/recording.ts';
import { defined, eventsOf } from './recordings.ts';

export const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** P_SHA256 of RFC 5246 5; for the suites whose PRF uses SHA-256. */
export function prf(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const full = Buffer.concat([Buffer.from(label, 'ascii'), seed]);
  const hmac = (data: Buffer) => createHmac('sha256', secret).update(data).digest();
  let output = Buffer.alloc(0);
  for (let a = hmac(full); output.length < length; a = hmac(a)) {
    output = Buffer.concat([output, hmac(Buffer.concat([a, full]))]);
  }
  return output.subarray(0, length);
}

/** All handshake messages in the order of the wire, decrypted, up to and including the one that `last` picks. */
export function transcript(recording: Recording, last: (message: Message) => boolean): Buffer {
  const parts: Buffer[] = [];
  for (const { message } of eventsOf(recording.events, 'sent')) {
    if (message.channel !== 'tls' || ['ChangeCipherSpec', 'Alert', 'ApplicationData'].includes(message.type)) continue;
    parts.push(message.plaintext === null ? fragments(bytesOf(message.wire)) : bytesOf(message.plaintext));
    if (last(message)) break;
  }
  return Buffer.concat(parts);
}

export const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

/** The content of whole, unprotected records. */
function fragments(wire: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < wire.length; at += 5 + wire.readUInt16BE(at + 3)) {
    parts.push(wire.subarray(at + 5, at + 5 + wire.readUInt16BE(at + 3)));
  }
  return Buffer.concat(parts);
}

/** The value under which `actor` holds a secret at the end of the recording. */
export function secretOf(recording: Recording, actor: string, secret: string): Buffer {
  const held = eventsOf(recording.events, 'secret').find((event) => event.actor === actor && event.secret === secret);
  return bytesOf(defined(held, `${actor} has no ${secret}`).value);
}

/** Opens a protected record with the sender's keys. `sequence` counts its protected records from 0. */
export function openRecord(recording: Recording, message: Message, sequence: number): Buffer {
  const wire = bytesOf(message.wire);
  const [header, body] = [wire.subarray(0, 5), wire.subarray(5)];
  const secret = (name: string) => secretOf(recording, message.from, `${message.from}Write${name}`);
  return recording.scenario.suite.includes('GCM')
    ? openGcm(header, body, sequence, secret('Key'), secret('Iv'))
    : openCbc(header, body, sequence, secret('Key'), secret('MacKey'));
}

function openGcm(header: Buffer, body: Buffer, sequence: number, key: Buffer, iv: Buffer): Buffer {
  const sealed = body.subarray(8, -16);
  const name = key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
  const decipher = createDecipheriv(name, key, Buffer.concat([iv, body.subarray(0, 8)]));
  decipher.setAAD(additionalData(header, sequence, sealed.length));
  decipher.setAuthTag(body.subarray(-16));
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

/** MAC, then padding, then encryption. */
function openCbc(header: Buffer, body: Buffer, sequence: number, key: Buffer, macKey: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', key, body.subarray(0, 16)).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]);
  const content = block.subarray(0, block.length - defined(block.at(-1)) - 1);
  const [data, mac] = [content.subarray(0, -32), content.subarray(-32)];
  const expected = createHmac('sha256', macKey)
    .update(additionalData(header, sequence, data.length))
    .update(data)
    .digest();
  if (!expected.equals(mac)) throw new Error('the MAC of the record does not verify');
  return data;
}

/** seq_num + type + version + length. */
function additionalData(header: Buffer, sequence: number, length: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeBigUInt64BE(BigInt(sequence));
  header.copy(data, 8, 0, 3);
  data.writeUInt16BE(length, 11);
  return data;
}

/** RSA with the private exponent: ciphertext^d mod n, n from the certificate, as long as the modulus. */
export function rsaOpen(ciphertext: Buffer, exponent: Buffer, certificate: X509Certificate): Buffer {
  const { n } = certificate.publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(defined(n), 'base64url');
  const result = power(integer(ciphertext), integer(exponent), integer(modulus));
  return bytesOf(result.toString(16).padStart(2 * modulus.length, '0'));
}

const integer = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % modulus, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
