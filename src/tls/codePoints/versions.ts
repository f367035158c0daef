// ProtocolVersion, RFC 5246 A.1 and RFC 9846 4.2.2.
import type { TlsVersion } from '../../crypto/signingKey.ts';
import { byCode, hex16 } from './names.ts';

/** The versions that the endpoints speak. */
export type Version = TlsVersion;

const VERSIONS = {
  'SSL 3.0': 0x0300,
  'TLS 1.0': 0x0301,
  'TLS 1.1': 0x0302,
  'TLS 1.2': 0x0303,
  'TLS 1.3': 0x0304,
} as const;

export const SSL_3 = VERSIONS['SSL 3.0'];
export const TLS_1_0 = VERSIONS['TLS 1.0'];
/** Also what legacy_version says in TLS 1.3, and the version of every record. */
export const TLS_1_2 = VERSIONS['TLS 1.2'];
export const TLS_1_3 = VERSIONS['TLS 1.3'];

export const versionName = (code: number): string => NAMES.get(code) ?? hex16(code);

const NAMES = byCode(VERSIONS);
