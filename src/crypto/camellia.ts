// Camellia (RFC 3713) in CBC, which no endpoint here speaks: to read what others have sent.

/** `key` of 16 or 32 bytes, `iv` of 16; whole blocks, padding left in place. */
export function decryptCamelliaCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const subkeys = schedule(key);
  const out = new Uint8Array(data.length);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const result = new DataView(out.buffer);
  let [left, right] = halves(iv);
  for (let at = 0; at + 16 <= data.length; at += 16) {
    const cipher = [view.getBigUint64(at), view.getBigUint64(at + 8)] as const;
    const [a, b] = decryptBlock(subkeys, ...cipher);
    result.setBigUint64(at, a ^ left);
    result.setBigUint64(at + 8, b ^ right);
    [left, right] = cipher;
  }
  return out;
}

/** 2.2: whitening, rounds, and the keys of FL and its inverse. */
interface Subkeys {
  readonly kw: readonly bigint[];
  readonly k: readonly bigint[];
  readonly ke: readonly bigint[];
}

/** 2.3: encryption with the keys in reverse. */
function decryptBlock({ kw, k, ke }: Subkeys, first: bigint, second: bigint): [bigint, bigint] {
  let d1 = first ^ (kw[2] as bigint);
  let d2 = second ^ (kw[3] as bigint);
  for (let round = k.length - 1, layer = ke.length - 1; round >= 0; round -= 2) {
    d2 ^= f(d1, k[round] as bigint);
    d1 ^= f(d2, k[round - 1] as bigint);
    if ((round - 1) % 6 === 0 && round > 1) {
      d1 = fl(d1, ke[layer] as bigint);
      d2 = flInverse(d2, ke[layer - 1] as bigint);
      layer -= 2;
    }
  }
  return [d2 ^ (kw[0] as bigint), d1 ^ (kw[1] as bigint)];
}

/** 2.2. */
function schedule(key: Uint8Array): Subkeys {
  const wide = key.length > 16;
  const kl = whole(key.subarray(0, 16));
  const kr = wide ? whole(key.subarray(16, 32)) : 0n;
  let d1 = (kl ^ kr) >> 64n;
  let d2 = (kl ^ kr) & MASK_64;
  d2 ^= f(d1, SIGMA[0]);
  d1 ^= f(d2, SIGMA[1]);
  d1 ^= kl >> 64n;
  d2 ^= kl & MASK_64;
  d2 ^= f(d1, SIGMA[2]);
  d1 ^= f(d2, SIGMA[3]);
  const ka = (d1 << 64n) | d2;
  d1 = (ka ^ kr) >> 64n;
  d2 = (ka ^ kr) & MASK_64;
  d2 ^= f(d1, SIGMA[4]);
  d1 ^= f(d2, SIGMA[5]);
  const kb = (d1 << 64n) | d2;
  /** Left and right half of a key that is turned left. */
  const turned = (from: bigint, by: number): [bigint, bigint] => {
    const bits = ((from << BigInt(by)) | (from >> BigInt(128 - by))) & MASK_128;
    return [bits >> 64n, bits & MASK_64];
  };
  if (!wide) {
    return {
      kw: [...turned(kl, 0), ...turned(ka, 111)],
      k: [
        ...turned(ka, 0),
        ...turned(kl, 15),
        ...turned(ka, 15),
        ...turned(kl, 45),
        turned(ka, 45)[0],
        turned(kl, 60)[1],
        ...turned(ka, 60),
        ...turned(kl, 94),
        ...turned(ka, 94),
        ...turned(kl, 111),
      ],
      ke: [...turned(ka, 30), ...turned(kl, 77)],
    };
  }
  return {
    kw: [...turned(kl, 0), ...turned(kb, 111)],
    k: [
      ...turned(kb, 0),
      ...turned(kr, 15),
      ...turned(ka, 15),
      ...turned(kb, 30),
      ...turned(kl, 45),
      ...turned(ka, 45),
      ...turned(kr, 60),
      ...turned(kb, 60),
      ...turned(kl, 77),
      ...turned(kr, 94),
      ...turned(ka, 94),
      ...turned(kl, 111),
    ],
    ke: [...turned(kr, 30), ...turned(kl, 60), ...turned(ka, 77)],
  };
}

/** 2.4.1. */
function f(input: bigint, key: bigint): bigint {
  const x = input ^ key;
  const high = Number(x >> 32n);
  const low = Number(x & MASK_32);
  const t1 = s1(high >>> 24);
  const t2 = s2((high >>> 16) & 255);
  const t3 = s3((high >>> 8) & 255);
  const t4 = s4(high & 255);
  const t5 = s2(low >>> 24);
  const t6 = s3((low >>> 16) & 255);
  const t7 = s4((low >>> 8) & 255);
  const t8 = s1(low & 255);
  const left =
    ((t1 ^ t3 ^ t4 ^ t6 ^ t7 ^ t8) << 24) |
    ((t1 ^ t2 ^ t4 ^ t5 ^ t7 ^ t8) << 16) |
    ((t1 ^ t2 ^ t3 ^ t5 ^ t6 ^ t8) << 8) |
    (t2 ^ t3 ^ t4 ^ t5 ^ t6 ^ t7);
  const right =
    ((t1 ^ t2 ^ t6 ^ t7 ^ t8) << 24) |
    ((t2 ^ t3 ^ t5 ^ t7 ^ t8) << 16) |
    ((t3 ^ t4 ^ t5 ^ t6 ^ t8) << 8) |
    (t1 ^ t4 ^ t5 ^ t6 ^ t7);
  return (BigInt(left >>> 0) << 32n) | BigInt(right >>> 0);
}

const s1 = (x: number): number => SBOX[x] as number;
const s2 = (x: number): number => turn8(s1(x), 1);
const s3 = (x: number): number => turn8(s1(x), 7);
const s4 = (x: number): number => s1(turn8(x, 1));
const turn8 = (x: number, by: number): number => ((x << by) | (x >> (8 - by))) & 255;

/** 2.4.2. */
function fl(input: bigint, key: bigint): bigint {
  const x1 = Number(input >> 32n);
  const x2 = Number(input & MASK_32) ^ turn32(x1 & Number(key >> 32n), 1);
  return joined(x1 ^ (x2 | Number(key & MASK_32)), x2);
}

/** 2.4.3. */
function flInverse(input: bigint, key: bigint): bigint {
  const y2 = Number(input & MASK_32);
  const y1 = Number(input >> 32n) ^ (y2 | Number(key & MASK_32));
  return joined(y1, y2 ^ turn32(y1 & Number(key >> 32n), 1));
}

const turn32 = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const joined = (high: number, low: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

function whole(bytes: Uint8Array): bigint {
  const [left, right] = halves(bytes);
  return (left << 64n) | right;
}

function halves(bytes: Uint8Array): [bigint, bigint] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return [view.getBigUint64(0), view.getBigUint64(8)];
}

const MASK_32 = 0xffffffffn;
const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const SIGMA = [
  0xa09e667f3bcc908bn,
  0xb67ae8584caa73b2n,
  0xc6ef372fe94f82ben,
  0x54ff53a5f1d36f1cn,
  0x10e527fade682d1dn,
  0xb05688c2b3e6c1fdn,
] as const;
/** SBOX1 of 2.4.1, in hexadecimal digits; the other three follow from it. */
const SBOX = Uint8Array.from(
  (
    '70822cecb327c0e5e4855735ea0cae4123ef6b934519a521ed0e4f4e1d6592bd86b8af8f7ceb1fce3e30dc5f5ec50b1a' +
    'a6e139cad5475d3dd9015ad651566c4d8b0d9a66fbccb02d74122b20f0b18499df4ccbc2347e76056db7a931d11704d7' +
    '14583a61de1b111c320f9c165318f222fe44cfb2c3b57a912408e8a860fc6950aad0a07da1896297545b1e95e0ff64d2' +
    '10c40048a3f775db8a03e6da093fdd94875c8302cd4a90337367f6f39d7fbfe2529bd826c837c63b81966f4b13be632e' +
    'e979a78c9f6ebc8e29f5f9b62ffdb4597898066ae74671bad425ab4288a28dfa7207b955f8eeac0a36492a683c38f1a4' +
    '4028d37bbbc943c115e3adf477c7809e'
  ).match(/../g) ?? [],
  (pair) => Number.parseInt(pair, 16),
);
