// The rest of IANA's registries "TLS Parameters" and "TLS ExtensionType Values", and what browsers send without being in
// them: for traffic of others. No endpoint here speaks any of it, so nobody loads it who does not ask for it.
import { MORE_SUITES } from './moreSuites.ts';
import { byCode, isGrease, type MoreNames, type NameOf } from './names.ts';

export const MORE_SCHEMES = {
  rsa_pkcs1_sha256_legacy: 0x0420,
  rsa_pkcs1_sha384_legacy: 0x0520,
  rsa_pkcs1_sha512_legacy: 0x0620,
  eccsi_sha256: 0x0704,
  iso_ibs1: 0x0705,
  iso_ibs2: 0x0706,
  iso_chinese_ibs: 0x0707,
  sm2sig_sm3: 0x0708,
  gostr34102012_256a: 0x0709,
  gostr34102012_256b: 0x070a,
  gostr34102012_256c: 0x070b,
  gostr34102012_256d: 0x070c,
  gostr34102012_512a: 0x070d,
  gostr34102012_512b: 0x070e,
  gostr34102012_512c: 0x070f,
  ecdsa_brainpoolP256r1tls13_sha256: 0x081a, // RFC 8734, here and in the next two
  ecdsa_brainpoolP384r1tls13_sha384: 0x081b,
  ecdsa_brainpoolP512r1tls13_sha512: 0x081c,
} as const;

export const MORE_GROUPS = {
  sect163k1: 0x0001, // RFC 8422 5.1.1, here and up to secp256k1: deprecated
  sect163r1: 0x0002,
  sect163r2: 0x0003,
  sect193r1: 0x0004,
  sect193r2: 0x0005,
  sect233k1: 0x0006,
  sect233r1: 0x0007,
  sect239k1: 0x0008,
  sect283k1: 0x0009,
  sect283r1: 0x000a,
  sect409k1: 0x000b,
  sect409r1: 0x000c,
  sect571k1: 0x000d,
  sect571r1: 0x000e,
  secp160k1: 0x000f,
  secp160r1: 0x0010,
  secp160r2: 0x0011,
  secp192k1: 0x0012,
  secp192r1: 0x0013,
  secp224k1: 0x0014,
  secp224r1: 0x0015,
  secp256k1: 0x0016,
  brainpoolP256r1: 0x001a, // RFC 7027
  brainpoolP384r1: 0x001b,
  brainpoolP512r1: 0x001c,
  brainpoolP256r1tls13: 0x001f, // RFC 8734
  brainpoolP384r1tls13: 0x0020,
  brainpoolP512r1tls13: 0x0021,
  GC256A: 0x0022, // RFC 9189
  GC256B: 0x0023,
  GC256C: 0x0024,
  GC256D: 0x0025,
  GC512A: 0x0026,
  GC512B: 0x0027,
  GC512C: 0x0028,
  curveSM2: 0x0029, // RFC 8998
  MLKEM512: 0x0200,
  MLKEM768: 0x0201,
  MLKEM1024: 0x0202,
  X25519Kyber768Draft00: 0x6399, // what browsers sent before X25519MLKEM768
  SecP256r1Kyber768Draft00: 0x639a,
  arbitrary_explicit_prime_curves: 0xff01,
  arbitrary_explicit_char2_curves: 0xff02,
} as const;

export const MORE_EXTENSIONS = {
  client_certificate_url: 2,
  trusted_ca_keys: 3,
  truncated_hmac: 4,
  user_mapping: 6,
  client_authz: 7,
  server_authz: 8,
  cert_type: 9,
  srp: 12,
  token_binding: 24,
  cached_info: 25,
  tls_lts: 26,
  pwd_protect: 29,
  pwd_clear: 30,
  password_salt: 31,
  ticket_pinning: 32,
  tls_cert_with_extern_psk: 33,
  delegated_credential: 34, // RFC 9345
  TLMSP: 36,
  TLMSP_proxying: 37,
  TLMSP_delegate: 38,
  supported_ekt_ciphers: 39,
  oid_filters: 48,
  transparency_info: 52,
  connection_id: 54,
  external_id_hash: 55,
  external_session_id: 56,
  quic_transport_parameters: 57,
  ticket_request: 58,
  dnssec_chain: 59,
  sequence_number_encryption_algorithms: 60,
  rrc: 61,
  tls_flags: 62,
  ech_outer_extensions: 0xfd00,
  encrypted_client_hello: 0xfe0d, // RFC 9849
} as const;

/** In no registry, and on the wire all the same. */
export const UNREGISTERED_EXTENSIONS = {
  next_protocol_negotiation: 13172,
  channel_id: 30032,
  application_settings: 17613, // of Chromium, since 2025; before under the next number
  application_settings_old: 17513,
} as const;

export const MORE_HANDSHAKE_TYPES = {
  HelloVerifyRequest: 3, // DTLS
  EndOfEarlyData: 5,
  RequestConnectionId: 9, // DTLS
  NewConnectionId: 10, // DTLS
  ClientCertificateRequest: 17,
  SupplementalData: 23,
  CompressedCertificate: 25, // RFC 8879
  EKTKey: 26,
} as const;

export const MORE_CERTIFICATE_TYPES = {
  rsa_ephemeral_dh_RESERVED: 5,
  dss_ephemeral_dh_RESERVED: 6,
  fortezza_dms_RESERVED: 20,
  gost_sign256: 67,
  gost_sign512: 68,
} as const;

/** CertificateCompressionAlgorithm, RFC 8879 7.3. */
export const CERTIFICATE_COMPRESSION = { zlib: 1, brotli: 2, zstd: 3 } as const;

/** For `withMoreNames`. */
export const MORE_NAMES: MoreNames = {
  suite: naming(MORE_SUITES), // GREASE among suites is always named
  scheme: orGrease(naming(MORE_SCHEMES)),
  group: orGrease(naming(MORE_GROUPS)),
  extension: orGrease(naming({ ...MORE_EXTENSIONS, ...UNREGISTERED_EXTENSIONS })),
  handshakeType: naming(MORE_HANDSHAKE_TYPES),
  certificateType: naming(MORE_CERTIFICATE_TYPES),
};

function naming(table: Readonly<Record<string, number>>): NameOf {
  const names = byCode(table);
  return (code) => names.get(code) ?? null;
}

function orGrease(nameOf: NameOf): NameOf {
  return (code) => nameOf(code) ?? (isGrease(code) ? 'GREASE' : null);
}
