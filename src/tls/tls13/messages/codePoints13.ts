// Names of the numbers that TLS 1.3 added, for display: IANA registry "TLS Parameters".
import { isGrease } from '../../suites.ts';

/** NamedGroup, RFC 9846 4.3.7 and RFC 9847's hybrid. */
export const groupName = (code: number): string =>
  GROUPS[code] ?? (isGrease(code) ? 'GREASE' : `0x${code.toString(16).padStart(4, '0')}`);

/** PskKeyExchangeMode, RFC 9846 4.3.9. */
export const modeName = (code: number): string => (code === 0 ? 'psk_ke' : code === 1 ? 'psk_dhe_ke' : String(code));

const GROUPS: Readonly<Record<number, string>> = {
  23: 'secp256r1',
  24: 'secp384r1',
  25: 'secp521r1',
  29: 'x25519',
  30: 'x448',
  256: 'ffdhe2048',
  257: 'ffdhe3072',
  258: 'ffdhe4096',
  259: 'ffdhe6144',
  260: 'ffdhe8192',
  4587: 'SecP256r1MLKEM768',
  4588: 'X25519MLKEM768',
  4589: 'SecP384r1MLKEM1024',
};
