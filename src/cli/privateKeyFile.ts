// Private keys from files, encrypted ones too: Node decrypts (RFC 5958 3, RFC 8018, and the older form of RFC 1421).
import { createPrivateKey } from 'node:crypto';
import { utf8 } from '../bytes/hex.ts';
import type { PrivateKey } from '../crypto/ellipticKey.ts';
import { privateKeyFromPem } from '../crypto/keyFormat.ts';
import { MAX_ITERATIONS } from '../crypto/pkcs12Read.ts';
import { keyFormatText } from '../lessons/intake.ts';
import { derParts } from '../pki/intake/identifyDer.ts';
import { takeIn } from '../pki/intake/intake.ts';
import { fromPem, toPem } from '../pki/intake/pem.ts';
import { UsageError } from './usage.ts';

/** The first key of a PEM text. `where` begins each complaint; `option` is how a passphrase is given. */
export function readPrivateKey(
  where: string,
  text: string,
  passphrase: string | undefined,
  option: string,
): PrivateKey {
  const sealed = ENCRYPTED.exec(text)?.[0];
  if (sealed === undefined) return plainKey(where, text);
  if (passphrase === undefined) throw new UsageError(`${where}: the private key is encrypted: ${option} opens it`);
  const blocks = fromPem(sealed, 'ENCRYPTED PRIVATE KEY');
  return unsealed(where, sealed, blocks.ok ? (blocks.value[0]?.der ?? null) : null, passphrase);
}

/** DER of a PrivateKeyInfo or an EncryptedPrivateKeyInfo. */
export function readPkcs8(where: string, der: Uint8Array, passphrase: string): PrivateKey {
  // Only the first one begins with a version, an INTEGER.
  const isPlain = der[derParts(der, 0, 1).parts[0]?.content ?? 0] === INTEGER;
  if (isPlain) return plainKey(where, toPem('PRIVATE KEY', der));
  return unsealed(where, toPem('ENCRYPTED PRIVATE KEY', der), der, passphrase);
}

function unsealed(where: string, pem: string, der: Uint8Array | null, passphrase: string): PrivateKey {
  if (der !== null && largestNumber(der) > MAX_ITERATIONS)
    throw new UsageError(`${where}: its key is derived in more than ${MAX_ITERATIONS} rounds`);
  let opened: Buffer;
  try {
    opened = createPrivateKey({ key: pem, format: 'pem', passphrase }).export({ type: 'pkcs8', format: 'der' });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${where}: ${WRONG_PASSPHRASE.test(problem) ? 'the passphrase does not open the private key' : `the private key cannot be opened: ${problem}`}`,
    );
  }
  return plainKey(where, toPem('PRIVATE KEY', new Uint8Array(opened)));
}

function plainKey(where: string, pem: string): PrivateKey {
  const key = privateKeyFromPem(pem);
  if (!key.ok) throw new UsageError(`${where}: ${insteadText(pem) ?? key.error.message}`);
  return key.value;
}

/** What is there instead of a key in PEM, and how it becomes one; null where nobody knows. */
function insteadText(text: string): string | null {
  const { items } = takeIn(utf8(text));
  const key = items.find((item) => item.kind === 'privateKey');
  if (key !== undefined) return keyFormatText(key.format);
  return items.some(({ kind }) => kind === 'certificate')
    ? 'it holds a certificate, and a private key is wanted'
    : null;
}

/** Of all INTEGERs outside of octet strings: rounds, lengths. */
function largestNumber(der: Uint8Array, from = 0, until = der.length, depth = 0): number {
  if (depth > 10) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const { tag, content, end } of derParts(der, from, 16, until).parts) {
    const value = tag === INTEGER ? der.subarray(content, end).reduce((sum, byte) => sum * 256 + byte, 0) : 0;
    const within = (tag & CONSTRUCTED) === 0 ? 0 : largestNumber(der, content, end, depth + 1);
    largest = Math.max(largest, value, within);
  }
  return largest;
}

/**
 * What OpenSSL says of a wrong passphrase. One of some 250 leaves, by chance, a padding that holds (RFC 8018 6.1.1): then
 * the cipher has nothing to say, and the decoder does not find a key. An unknown cipher is an error of its envelope.
 */
const WRONG_PASSPHRASE =
  /bad decrypt|bad password|wrong tag|interrupted or cancelled|decode error|DECODER routines::unsupported/i;

const INTEGER = 0x02;
const CONSTRUCTED = 0x20;
const ENCRYPTED =
  /-----BEGIN ENCRYPTED PRIVATE KEY-----[^-]*-----END ENCRYPTED PRIVATE KEY-----|-----BEGIN [A-Z]+ PRIVATE KEY-----\s*Proc-Type: ?4, ?ENCRYPTED(?:(?!-----)[\s\S])*-----END [A-Z]+ PRIVATE KEY-----/;
