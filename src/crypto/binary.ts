// node-forge takes and gives "binary strings", one character from U+0000 to U+00FF per byte. They stay in src/crypto.

export function toBinary(bytes: Uint8Array): string {
  let text = '';
  // `apply` takes typed arrays as they are; spreading one walks an iterator, several times slower.
  for (let i = 0; i < bytes.length; i += CHUNK) {
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(i, i + CHUNK));
  }
  return text;
}

export function fromBinary(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Engines bound the number of arguments of a call; this is well below every bound. */
const CHUNK = 8192;
