// IANA "TLS Supported Groups": NamedGroup of RFC 9846 4.3.7, NamedCurve of RFC 8422 5.1.1.
import { GROUP_NAMES, type GroupName } from '../../crypto/keyAgreement.ts';
import { byCode, hex16, moreName } from './names.ts';

export const GROUPS = {
  secp256r1: 0x0017,
  secp384r1: 0x0018,
  secp521r1: 0x0019,
  x25519: 0x001d,
  x448: 0x001e,
  ffdhe2048: 0x0100,
  ffdhe3072: 0x0101,
  ffdhe4096: 0x0102,
  ffdhe6144: 0x0103,
  ffdhe8192: 0x0104,
  SecP256r1MLKEM768: 0x11eb,
  X25519MLKEM768: 0x11ec,
  SecP384r1MLKEM1024: 0x11ed,
} as const satisfies Record<GroupName, number> & Record<string, number>;

export const groupName = (code: number): string => NAMES.get(code) ?? moreName('group', code) ?? hex16(code);

/** Null where nobody here can agree on keys by the group. */
export const groupOf = (code: number): GroupName | null => GROUP_NAMES.find((name) => GROUPS[name] === code) ?? null;

const NAMES = byCode(GROUPS);
