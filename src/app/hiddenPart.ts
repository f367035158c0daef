// The part `hidden=…` of a link: what is broken, written so that nobody reads it by accident. It is no secret: whoever
// wants to know can decode it, with these lines.

/** Bytes to which what is written is filled up, so that its length does not name a fault either. */
const BLOCK = 96;
const MOST_CHARACTERS = 30_000;

export function writeHidden(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const filled = new Uint8Array(Math.ceil((bytes.length + HEAD) / BLOCK) * BLOCK);
  filled.set(bytes, HEAD);
  filled[0] = bytes.length >> 8;
  filled[1] = bytes.length & 0xff;
  filled[2] = sumOf(bytes);
  const stirred = stir(filled);
  return btoa(Array.from(stirred, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Null where it is not what `writeHidden` writes. */
export function readHidden(given: string): string | null {
  if (given.length > MOST_CHARACTERS || !/^[\w-]+$/.test(given)) return null;
  try {
    const stirred = Uint8Array.from(atob(given.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const filled = stir(stirred);
    const [high = 0, low = 0, sum = 0] = filled;
    const bytes = filled.subarray(HEAD, HEAD + high * 256 + low);
    if (filled.length % BLOCK !== 0 || bytes.length !== high * 256 + low || sumOf(bytes) !== sum) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Length (two bytes) and sum. */
const HEAD = 3;

const sumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum * 31 + byte) & 0xff, 7);

/** Each byte with one of a fixed sequence: done twice, all is as before. */
function stir(bytes: Uint8Array): Uint8Array {
  let state = 0x2f6b;
  return bytes.map((byte) => {
    state = (state * 4005 + 17_291) % 65_521;
    return byte ^ (state & 0xff);
  });
}
