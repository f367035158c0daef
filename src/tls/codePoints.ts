// Names of the numbers in handshake messages, for display: IANA registries "TLS Parameters" and "TLS ExtensionType Values".

export function versionName(version: number): string {
  return VERSIONS[version] ?? hex16(version);
}

/** HandshakeType, RFC 5246 7.4; null for a code without a name. */
export function handshakeTypeName(code: number): string | null {
  return HANDSHAKE_TYPES[code] ?? null;
}

/** SignatureAndHashAlgorithm of RFC 5246 7.4.1.4.1, under the names that TLS 1.3 gave the code points. */
export function schemeName(code: number): string {
  return SCHEMES[code] ?? hex16(code);
}

export function extensionName(code: number): string {
  return EXTENSIONS[code] ?? `extension ${code}`;
}

/** NamedGroup of RFC 8422 5.1.1 and RFC 9846 4.3.7, as the registry "TLS Supported Groups" names them. */
export function groupName(code: number): string {
  return GROUPS[code] ?? hex16(code);
}

/** ECCurveType, RFC 8422 5.4. */
export const curveTypeName = (code: number): string => (code === 3 ? 'named_curve' : String(code));

/** ECPointFormat, RFC 8422 5.1.2. */
export const pointFormatName = (code: number): string => (code === 0 ? 'uncompressed' : String(code));

/** ClientCertificateType, RFC 5246 7.4.4 and RFC 8422 5.5. */
export function certificateTypeName(code: number): string {
  return CERTIFICATE_TYPES[code] ?? String(code);
}

/** CertificateStatusType, RFC 6066 8. */
export const statusTypeName = (code: number): string => (code === 1 ? 'ocsp' : String(code));

/** CompressionMethod, RFC 5246 7.4.1.2 and RFC 3749. */
export function compressionName(code: number): string {
  return code === 0 ? 'null' : code === 1 ? 'DEFLATE' : String(code);
}

const hex16 = (code: number): string => `0x${code.toString(16).padStart(4, '0')}`;

const VERSIONS: Readonly<Record<number, string>> = {
  0x0300: 'SSL 3.0',
  0x0301: 'TLS 1.0',
  0x0302: 'TLS 1.1',
  0x0303: 'TLS 1.2',
  0x0304: 'TLS 1.3',
};

const HANDSHAKE_TYPES: Readonly<Record<number, string>> = {
  0: 'HelloRequest',
  1: 'ClientHello',
  2: 'ServerHello',
  4: 'NewSessionTicket',
  11: 'Certificate',
  12: 'ServerKeyExchange',
  13: 'CertificateRequest',
  14: 'ServerHelloDone',
  15: 'CertificateVerify',
  16: 'ClientKeyExchange',
  20: 'Finished',
  21: 'CertificateURL',
  22: 'CertificateStatus',
};

const SCHEMES: Readonly<Record<number, string>> = {
  0x0101: 'rsa_pkcs1_md5',
  0x0201: 'rsa_pkcs1_sha1',
  0x0202: 'dsa_sha1',
  0x0203: 'ecdsa_sha1',
  0x0301: 'rsa_pkcs1_sha224',
  0x0302: 'dsa_sha224',
  0x0303: 'ecdsa_sha224',
  0x0401: 'rsa_pkcs1_sha256',
  0x0402: 'dsa_sha256',
  0x0403: 'ecdsa_secp256r1_sha256',
  0x0501: 'rsa_pkcs1_sha384',
  0x0502: 'dsa_sha384',
  0x0503: 'ecdsa_secp384r1_sha384',
  0x0601: 'rsa_pkcs1_sha512',
  0x0602: 'dsa_sha512',
  0x0603: 'ecdsa_secp521r1_sha512',
  0x0804: 'rsa_pss_rsae_sha256',
  0x0805: 'rsa_pss_rsae_sha384',
  0x0806: 'rsa_pss_rsae_sha512',
  0x0807: 'ed25519',
  0x0808: 'ed448',
  0x0809: 'rsa_pss_pss_sha256',
  0x080a: 'rsa_pss_pss_sha384',
  0x080b: 'rsa_pss_pss_sha512',
};

const GROUPS: Readonly<Record<number, string>> = {
  0x0017: 'secp256r1',
  0x0018: 'secp384r1',
  0x0019: 'secp521r1',
  0x001d: 'x25519',
  0x001e: 'x448',
  0x0100: 'ffdhe2048',
  0x0101: 'ffdhe3072',
  0x0102: 'ffdhe4096',
  0x0103: 'ffdhe6144',
  0x0104: 'ffdhe8192',
  0x11eb: 'SecP256r1MLKEM768',
  0x11ec: 'X25519MLKEM768',
  0x11ed: 'SecP384r1MLKEM1024',
};

const EXTENSIONS: Readonly<Record<number, string>> = {
  0: 'server_name',
  1: 'max_fragment_length',
  5: 'status_request',
  10: 'supported_groups',
  11: 'ec_point_formats',
  13: 'signature_algorithms',
  14: 'use_srtp',
  15: 'heartbeat',
  16: 'application_layer_protocol_negotiation',
  17: 'status_request_v2',
  18: 'signed_certificate_timestamp',
  19: 'client_certificate_type',
  20: 'server_certificate_type',
  21: 'padding',
  22: 'encrypt_then_mac',
  23: 'extended_master_secret',
  27: 'compress_certificate',
  28: 'record_size_limit',
  35: 'session_ticket',
  41: 'pre_shared_key',
  42: 'early_data',
  43: 'supported_versions',
  44: 'cookie',
  45: 'psk_key_exchange_modes',
  47: 'certificate_authorities',
  49: 'post_handshake_auth',
  50: 'signature_algorithms_cert',
  51: 'key_share',
  65281: 'renegotiation_info',
};

const CERTIFICATE_TYPES: Readonly<Record<number, string>> = {
  1: 'rsa_sign',
  2: 'dss_sign',
  3: 'rsa_fixed_dh',
  4: 'dss_fixed_dh',
  64: 'ecdsa_sign',
  65: 'rsa_fixed_ecdh',
  66: 'ecdsa_fixed_ecdh',
};
