// The premaster secret of RSA key exchange: how it lies in its PKCS #1 block, and how the server gets it out (RFC 5246 7.4.7.1).

import type { Span } from '../../bytes/span.ts';
import type { Random } from '../../crypto/random.ts';
import { decryptPkcs1, type RsaPrivateKey } from '../../crypto/rsa.ts';
import { TLS_1_2, versionName } from '../codePoints/versions.ts';

const LENGTH = 48;

/** Spans of an encryption block 00 02 PS 00 M (RFC 8017 7.2.1) whose M is a premaster secret. */
export function premasterSpans(block: Uint8Array): Span[] {
  const start = block.length - LENGTH;
  const span = (field: string, from: number, to: number, value: string | null): Span => ({
    field,
    start: from,
    end: to,
    value,
    children: [],
  });
  return [
    span('pkcs1.leadingZero', 0, 1, '0'),
    span('pkcs1.blockType', 1, 2, '2'),
    span('pkcs1.padding', 2, start - 1, `${start - 3} random bytes`),
    span('pkcs1.separator', start - 1, start, '0'),
    {
      ...span('premaster', start, block.length, null),
      children: [
        span('premaster.clientVersion', start, start + 2, versionName(TLS_1_2)),
        span('premaster.random', start + 2, block.length, '46 random bytes'),
      ],
    },
  ];
}

/**
 * Never fails, whatever it is given: a block that does not open is answered with random bytes, so that the sender can't
 * tell bad padding from a wrong key (Bleichenbacher's attack); the Finished that follows then fails. 7.4.7.1, the first
 * of the two procedures. `opened` is for the recording only, the protocol does not look at it.
 */
export function openPremaster(
  key: RsaPrivateKey,
  encrypted: Uint8Array,
  clientVersion: number,
  random: Random,
): { premaster: Uint8Array; opened: boolean } {
  const substitute = random('server.premasterSubstitute', LENGTH - 2);
  const opened = decryptPkcs1(key, encrypted);
  const good = opened !== null && opened.length === LENGTH;
  const body = good ? opened.subarray(2) : substitute;
  return { premaster: new Uint8Array([clientVersion >> 8, clientVersion & 255, ...body]), opened: good };
}
