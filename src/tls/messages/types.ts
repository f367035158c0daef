// The handshake messages of TLS 1.2 as values: what the codec reads and writes, and the state machines exchange.
// RFC 5246 7.4; extensions: RFC 6066 3, RFC 5246 7.4.1.4.1, RFC 7627, RFC 5746, RFC 7301.

export type Extension =
  /** `name` is null in a ServerHello, where the extension is empty. */
  | { readonly type: 'server_name'; readonly name: string | null }
  | { readonly type: 'signature_algorithms'; readonly schemes: readonly number[] }
  | { readonly type: 'extended_master_secret' }
  /** `verifyData` is empty in an initial handshake. */
  | { readonly type: 'renegotiation_info'; readonly verifyData: Uint8Array }
  | { readonly type: 'application_layer_protocol_negotiation'; readonly protocols: readonly string[] }
  | { readonly type: 'unknown'; readonly code: number; readonly data: Uint8Array };

export interface ClientHello {
  readonly type: 'ClientHello';
  /** 0x0303 for TLS 1.2. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  readonly compression: readonly number[];
  readonly extensions: readonly Extension[];
}

export interface ServerHello {
  readonly type: 'ServerHello';
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly compression: number;
  readonly extensions: readonly Extension[];
}

/** DER certificates, the sender's first; empty where a client has none. */
export interface CertificateMessage {
  readonly type: 'Certificate';
  readonly chain: readonly Uint8Array[];
}

export interface CertificateRequest {
  readonly type: 'CertificateRequest';
  readonly certificateTypes: readonly number[];
  readonly schemes: readonly number[];
  /** DER of each distinguished name. */
  readonly authorities: readonly Uint8Array[];
}

export interface ServerHelloDone {
  readonly type: 'ServerHelloDone';
}

/** RSA key exchange: the encrypted premaster secret. */
export interface ClientKeyExchange {
  readonly type: 'ClientKeyExchange';
  readonly encryptedPremaster: Uint8Array;
}

export interface CertificateVerify {
  readonly type: 'CertificateVerify';
  readonly scheme: number;
  readonly signature: Uint8Array;
}

export interface Finished {
  readonly type: 'Finished';
  /** 12 bytes. */
  readonly verifyData: Uint8Array;
}

export interface HelloRequest {
  readonly type: 'HelloRequest';
}

export type Handshake =
  | HelloRequest
  | ClientHello
  | ServerHello
  | CertificateMessage
  | CertificateRequest
  | ServerHelloDone
  | ClientKeyExchange
  | CertificateVerify
  | Finished;
export type HandshakeType = Handshake['type'];

/** Codes of SignatureAndHashAlgorithm (RFC 5246 7.4.1.4.1): hash in the high byte, signature in the low one. */
export const SIGNATURE_SCHEMES = {
  rsa_pkcs1_sha256: 0x0401,
  rsa_pkcs1_sha384: 0x0501,
  rsa_pkcs1_sha512: 0x0601,
  rsa_pkcs1_sha1: 0x0201,
} as const;
