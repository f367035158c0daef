// Algorithms and curves that nothing here can compute, by name: so that who meets one learns what it is. Names as in the
// documents that assign them (RFC 3279, RFC 4055, RFC 5639, RFC 5758, RFC 8410, RFC 8692), in NIST's register of
// algorithms, and in OpenSSL.

const NIST_SIGNATURES = '2.16.840.1.101.3.4.3';
const NIST_HASHES = '2.16.840.1.101.3.4.2';
const PKCS1 = '1.2.840.113549.1.1';
const BRAINPOOL = '1.3.36.3.3.2.8.1.1';

/** Names by object identifier. `from`: the last number of the first one, where the others follow it one by one. */
const inARow = (arc: string, from: number, names: string): [string, string][] =>
  names.split(' ').map((name, i) => [`${arc}.${from + i}`, name]);

export const OTHER_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ...inARow(PKCS1, 2, 'md2WithRSAEncryption md4WithRSAEncryption'),
  ...inARow(PKCS1, 15, 'sha512-224WithRSAEncryption sha512-256WithRSAEncryption'),
  ['1.3.14.3.2.29', 'sha1WithRSASignature'],
  ['1.2.840.113549.2.5', 'id-md5'],
  ...inARow(NIST_SIGNATURES, 1, 'id-dsa-with-sha224 id-dsa-with-sha256 id-dsa-with-sha384 id-dsa-with-sha512'),
  ...inARow(NIST_SIGNATURES, 5, 'id-dsa-with-sha3-224 id-dsa-with-sha3-256 id-dsa-with-sha3-384 id-dsa-with-sha3-512'),
  ...inARow(
    NIST_SIGNATURES,
    9,
    'id-ecdsa-with-sha3-224 id-ecdsa-with-sha3-256 id-ecdsa-with-sha3-384 id-ecdsa-with-sha3-512',
  ),
  ...inARow(
    NIST_SIGNATURES,
    13,
    'id-rsassa-pkcs1-v1-5-with-sha3-224 id-rsassa-pkcs1-v1-5-with-sha3-256 id-rsassa-pkcs1-v1-5-with-sha3-384 id-rsassa-pkcs1-v1-5-with-sha3-512',
  ),
  ...inARow(
    NIST_SIGNATURES,
    20,
    'id-slh-dsa-sha2-128s id-slh-dsa-sha2-128f id-slh-dsa-sha2-192s id-slh-dsa-sha2-192f id-slh-dsa-sha2-256s id-slh-dsa-sha2-256f',
  ),
  ...inARow(
    NIST_SIGNATURES,
    26,
    'id-slh-dsa-shake-128s id-slh-dsa-shake-128f id-slh-dsa-shake-192s id-slh-dsa-shake-192f id-slh-dsa-shake-256s id-slh-dsa-shake-256f',
  ),
  ...inARow('2.16.840.1.101.3.4.4', 1, 'id-alg-ml-kem-512 id-alg-ml-kem-768 id-alg-ml-kem-1024'),
  ...inARow(NIST_HASHES, 5, 'id-sha512-224 id-sha512-256 id-sha3-224 id-sha3-256 id-sha3-384 id-sha3-512'),
  ...inARow(
    '1.3.6.1.5.5.7.6',
    30,
    'id-RSASSA-PSS-SHAKE128 id-RSASSA-PSS-SHAKE256 id-ecdsa-with-shake128 id-ecdsa-with-shake256',
  ),
  ['1.2.156.10197.1.301', 'curveSM2'],
  ['1.2.156.10197.1.401', 'SM3'],
  ['1.2.156.10197.1.501', 'SM2-with-SM3'],
  ...inARow('1.2.643.7.1.1.1', 1, 'id-tc26-gost3410-12-256 id-tc26-gost3410-12-512'),
  ...inARow('1.2.643.7.1.1.3', 2, 'id-tc26-signwithdigest-gost3410-12-256 id-tc26-signwithdigest-gost3410-12-512'),
  ['1.3.101.110', 'id-X25519'],
  ['1.3.101.111', 'id-X448'],
  ['1.3.132.0.10', 'secp256k1'],
  ['1.3.132.0.33', 'secp224r1'],
  ...inARow(
    BRAINPOOL,
    1,
    'brainpoolP160r1 brainpoolP160t1 brainpoolP192r1 brainpoolP192t1 brainpoolP224r1 brainpoolP224t1 brainpoolP256r1 brainpoolP256t1 brainpoolP320r1 brainpoolP320t1 brainpoolP384r1 brainpoolP384t1 brainpoolP512r1 brainpoolP512t1',
  ),
]);
