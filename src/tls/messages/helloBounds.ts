// What both hellos begin with: bounds of Random and SessionID, RFC 5246 7.4.1.2.
export const RANDOM_LENGTH = 32;
export const SESSION_ID = { min: 0, max: 32 };

export function checkRandom(random: Uint8Array): Uint8Array {
  if (random.length !== RANDOM_LENGTH) throw new RangeError(`random: ${random.length} bytes, ${RANDOM_LENGTH} wanted`);
  return random;
}
