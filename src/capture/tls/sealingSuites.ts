// What it takes to open records of a cipher suite, read from the suite's registered name: many more suites than the lab's
// endpoints speak. Null for those whose ciphers nobody here has (ARIA, SEED, IDEA, GOST …).
import type { HashName } from '../../crypto/hash.ts';
import { CIPHER_SUITES, suiteName } from '../../tls/codePoints/cipherSuites.ts';
import { MORE_NAMES } from '../../tls/codePoints/more.ts';
import { withMoreNames } from '../../tls/codePoints/names.ts';

export type SealingCipher =
  | 'gcm'
  | 'ccm'
  | 'ccm8'
  | 'chacha20'
  | 'aesCbc'
  | 'camelliaCbc'
  | 'tripleDesCbc'
  | 'rc4'
  | 'none';

/** Lengths in bytes. */
export interface SealingSuite {
  readonly name: string;
  readonly cipher: SealingCipher;
  readonly keyLength: number;
  /** Of the implicit part of the nonce (AEAD); of CBC's first vector, which TLS 1.0 takes from the key block. */
  readonly ivLength: number;
  /** 0 but for CBC. */
  readonly blockLength: number;
  /** Null for AEAD. */
  readonly macHash: 'md5' | 'sha1' | 'sha256' | 'sha384' | null;
  /** Of the pseudorandom function in TLS 1.2, of the key schedule in TLS 1.3. */
  readonly hash: HashName;
  /** RSA key exchange: the private key of the server opens it. */
  readonly isRsaExchange: boolean;
  readonly is13: boolean;
}

/** The registered name. */
export const registeredSuite = (code: number): string => withMoreNames(MORE_NAMES, () => suiteName(code));

export function sealingSuite(code: number): SealingSuite | null {
  const known = cache.get(code);
  if (known !== undefined) return known;
  const suite = read(registeredSuite(code));
  cache.set(code, suite);
  return suite;
}

function read(name: string): SealingSuite | null {
  const parts = /^TLS_(?:(\w+?)_WITH_)?(\w+)$/.exec(name);
  if (parts === null) return null;
  const [, exchange, sealing = ''] = parts;
  const is13 = exchange === undefined;
  const common = { name, is13, isRsaExchange: exchange === 'RSA' };
  const hash: HashName = sealing.endsWith('SHA384') ? 'sha384' : 'sha256';
  const aead = /^(AES_128|AES_256|CHACHA20)_(GCM|CCM_8|CCM|POLY1305)(?:_SHA\d+)?$/.exec(sealing);
  if (aead !== null) {
    const cipher = AEADS[aead[2] ?? ''];
    if (cipher === undefined) return null;
    const keyLength = aead[1] === 'AES_128' ? 16 : 32;
    const ivLength = is13 || cipher === 'chacha20' ? 12 : 4;
    return { ...common, cipher, keyLength, ivLength, blockLength: 0, macHash: null, hash };
  }
  const old =
    /^(AES_128_CBC|AES_256_CBC|CAMELLIA_128_CBC|CAMELLIA_256_CBC|3DES_EDE_CBC|RC4_128|NULL)_(MD5|SHA\d*)$/.exec(
      sealing,
    );
  const cipher = CIPHERS[old?.[1] ?? ''];
  const macHash = MACS[old?.[2] ?? ''];
  if (cipher === undefined || macHash === undefined) return null;
  return { ...common, ...cipher, macHash, hash };
}

const AEADS: Readonly<Record<string, SealingCipher>> = { GCM: 'gcm', CCM: 'ccm', CCM_8: 'ccm8', POLY1305: 'chacha20' };
const CIPHERS: Readonly<Record<string, Pick<SealingSuite, 'cipher' | 'keyLength' | 'ivLength' | 'blockLength'>>> = {
  AES_128_CBC: { cipher: 'aesCbc', keyLength: 16, ivLength: 16, blockLength: 16 },
  AES_256_CBC: { cipher: 'aesCbc', keyLength: 32, ivLength: 16, blockLength: 16 },
  CAMELLIA_128_CBC: { cipher: 'camelliaCbc', keyLength: 16, ivLength: 16, blockLength: 16 },
  CAMELLIA_256_CBC: { cipher: 'camelliaCbc', keyLength: 32, ivLength: 16, blockLength: 16 },
  '3DES_EDE_CBC': { cipher: 'tripleDesCbc', keyLength: 24, ivLength: 8, blockLength: 8 },
  RC4_128: { cipher: 'rc4', keyLength: 16, ivLength: 0, blockLength: 0 },
  NULL: { cipher: 'none', keyLength: 0, ivLength: 0, blockLength: 0 },
};
const MACS: Readonly<Record<string, NonNullable<SealingSuite['macHash']>>> = {
  MD5: 'md5',
  SHA: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
};
const cache = new Map<number, SealingSuite | null>();

/** Suites of TLS 1.3 that may go with a secret of so many bytes, where no ServerHello says which it is. */
export const suites13For = (secretLength: number): readonly SealingSuite[] =>
  SUITES_13.flatMap((code) => {
    const suite = sealingSuite(code);
    return suite !== null && (suite.hash === 'sha384' ? 48 : 32) === secretLength ? [suite] : [];
  });

const SUITES_13: readonly number[] = [
  CIPHER_SUITES.TLS_AES_128_GCM_SHA256,
  CIPHER_SUITES.TLS_AES_256_GCM_SHA384,
  CIPHER_SUITES.TLS_CHACHA20_POLY1305_SHA256,
  CIPHER_SUITES.TLS_AES_128_CCM_SHA256,
  CIPHER_SUITES.TLS_AES_128_CCM_8_SHA256,
];
