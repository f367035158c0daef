// The small registries of IANA "TLS Parameters" and of the RFCs: one byte, few values.
import { byCode, moreName, type NameOf } from './names.ts';

/** CompressionMethod, RFC 5246 7.4.1.2 and RFC 3749. */
export const COMPRESSION_METHODS = { null: 0, DEFLATE: 1 } as const;
/** ECCurveType, RFC 8422 5.4; the others are deprecated. */
export const CURVE_TYPES = { named_curve: 3 } as const;
/** ECPointFormat, RFC 8422 5.1.2; the others are deprecated. */
export const POINT_FORMATS = { uncompressed: 0 } as const;
/** ClientCertificateType, RFC 5246 7.4.4 and RFC 8422 5.5. */
export const CERTIFICATE_TYPES = {
  rsa_sign: 1,
  dss_sign: 2,
  rsa_fixed_dh: 3,
  dss_fixed_dh: 4,
  ecdsa_sign: 64,
  rsa_fixed_ecdh: 65,
  ecdsa_fixed_ecdh: 66,
} as const;
/** CertificateStatusType, RFC 6066 8. */
export const STATUS_TYPES = { ocsp: 1 } as const;
/** NameType of server_name, RFC 6066 3. */
export const NAME_TYPES = { host_name: 0 } as const;
/** PskKeyExchangeMode, RFC 9846 4.3.9. */
export const PSK_MODES = { psk_ke: 0, psk_dhe_ke: 1 } as const;

export const compressionName = naming(COMPRESSION_METHODS);
export const curveTypeName = naming(CURVE_TYPES);
export const pointFormatName = naming(POINT_FORMATS);
export const certificateTypeName = naming(CERTIFICATE_TYPES, (code) => moreName('certificateType', code));
export const statusTypeName = naming(STATUS_TYPES);
export const nameTypeName = naming(NAME_TYPES);
export const modeName = naming(PSK_MODES);

/** A number without a name is shown as it is. */
function naming(table: Readonly<Record<string, number>>, more: NameOf = () => null): (code: number) => string {
  const names = byCode(table);
  return (code) => names.get(code) ?? more(code) ?? String(code);
}
