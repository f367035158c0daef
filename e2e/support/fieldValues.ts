// Does the value that a field shows agree with its bytes? Code points are written here anew, from the standards.

/** Names that stand for a number on the wire: RFC 5246 6.2.1, 7.4, A.5; RFC 6066 3; RFC 5246 7.4.1.4.1; RFC 5288 3. */
const CODE_POINTS: Readonly<Record<string, string>> = {
  'TLS 1.2': '0303',
  handshake: '16',
  change_cipher_spec: '14',
  alert: '15',
  application_data: '17',
  ClientHello: '01',
  ServerHello: '02',
  Certificate: '0b',
  CertificateRequest: '0d',
  ServerHelloDone: '0e',
  CertificateVerify: '0f',
  ClientKeyExchange: '10',
  Finished: '14',
  TLS_RSA_WITH_AES_128_GCM_SHA256: '009c',
  TLS_RSA_WITH_AES_256_GCM_SHA384: '009d',
  TLS_RSA_WITH_AES_128_CBC_SHA256: '003c',
  server_name: '0000',
  signature_algorithms: '000d',
  application_layer_protocol_negotiation: '0010',
  extended_master_secret: '0017',
  renegotiation_info: 'ff01',
  host_name: '00',
  rsa_pkcs1_sha256: '0401',
  rsa_pkcs1_sha384: '0501',
  rsa_pkcs1_sha512: '0601',
  rsa_sign: '01',
  // CompressionMethod null, RFC 5246 7.4.1.2.
  null: '00',
  // DER: NULL and the BOOLEAN TRUE, X.690 8.8 and 11.1; RFC 6960 4.2.1: successful, and the choice `good`.
  NULL: '0500',
  TRUE: '0101ff',
  'successful (0)': '0a0100',
  good: '8000',
  // RFC 5280 4.1.2.1 and RFC 2986 4.1: v3 is 2, v1 is 0.
  v3: '020102',
  v1: '020100',
};

/** Bits of KeyUsage, RFC 5280 4.2.1.3, the first one the highest of its byte. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
];

/** True if `shown` is what these bytes mean; false if not, or if nobody here knows such a value. */
export function agrees(shown: string, bytes: Buffer): boolean {
  const hex = bytes.toString('hex');
  if (shown === 'empty') return bytes.length === 0;
  if (/^[0-9a-f]{2}( [0-9a-f]{2}){0,5}( …)?$/.test(shown))
    return shown === spaced(bytes, 6) || sameNumber(shown, bytes);
  if (CODE_POINTS[shown] !== undefined) return CODE_POINTS[shown] === hex;
  if (/^\d+$/.test(shown)) return sameNumber(shown, bytes);
  if (/^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(shown)) return sameTime(shown, bytes);
  if (/^[0-9a-f]{16,}$/.test(shown)) return hex.endsWith(shown);
  const oid = /\(([\d.]+)\)$/.exec(shown)?.[1];
  if (oid !== undefined) return hex === derOid(oid);
  const bits = /^(\d+) bits$/.exec(shown)?.[1];
  // Tag, length in three bytes, and a zero byte before the number's own 2048 bits.
  if (bits !== undefined) return bytes.length === 5 + Number(bits) / 8 && bytes[4] === 0;
  const random = /^(\d+) random bytes$/.exec(shown)?.[1];
  if (random !== undefined) return bytes.length === Number(random);
  const usages = shown.split(', ');
  if (usages.every((usage) => KEY_USAGES.includes(usage))) return sameUsages(usages, bytes);
  // Text stands in the bytes as it is, alone or behind a tag and a length, or with the end of its line.
  return bytes.toString('latin1').replace(/\r\n$/, '').endsWith(shown) && bytes.length - shown.length <= 4;
}

const spaced = (bytes: Buffer, most: number): string =>
  (bytes.subarray(0, most).toString('hex').match(/../g) ?? []).join(' ') + (bytes.length > most ? ' …' : '');

/** As an unsigned number, big-endian; in DER behind tag and length. */
function sameNumber(shown: string, bytes: Buffer): boolean {
  const value = BigInt(`0x${bytes.toString('hex')}`);
  if (value === BigInt(shown)) return true;
  return (
    bytes[0] === 2 &&
    bytes[1] === bytes.length - 2 &&
    BigInt(`0x${bytes.subarray(2).toString('hex')}`) === BigInt(shown)
  );
}

/** UTCTime or GeneralizedTime, RFC 5280 4.1.2.5. */
function sameTime(shown: string, bytes: Buffer): boolean {
  const digits = `${shown.replace(/[-:TZ]/g, '')}Z`;
  const text = bytes.subarray(2).toString('latin1');
  return text === (bytes[0] === 0x17 ? digits.slice(2) : digits);
}

function derOid(oid: string): string {
  const [first = 0, second = 0, ...others] = oid.split('.').map(Number);
  const content = [40 * first + second, ...others].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift(0x80 | (left & 0x7f));
    return digits;
  });
  return Buffer.from([6, content.length, ...content]).toString('hex');
}

function sameUsages(usages: readonly string[], bytes: Buffer): boolean {
  const set = KEY_USAGES.filter((_, i) => ((bytes[3] ?? 0) >> (7 - i)) & 1);
  return bytes[0] === 3 && set.join() === usages.join();
}
