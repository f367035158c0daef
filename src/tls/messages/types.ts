// The handshake messages of TLS 1.2 as values: what the codec reads and writes, and the state machines exchange.
// RFC 5246 7.4; extensions: RFC 6066 3 and 8, RFC 5246 7.4.1.4.1, RFC 7627, RFC 5746, RFC 7301,
// RFC 8422 5.1, RFC 9846 4.3.1.

export type HelloExtension =
  /** `name` is null in a ServerHello, where the extension is empty. */
  | { readonly type: 'server_name'; readonly name: string | null }
  /** `request` is null in a ServerHello, where the extension is empty. */
  | { readonly type: 'status_request'; readonly request: StatusRequest | null }
  /** A client lists what it speaks, a server names what it chose: then there is one. */
  | { readonly type: 'supported_versions'; readonly versions: readonly number[] }
  | { readonly type: 'supported_groups'; readonly groups: readonly number[] }
  | { readonly type: 'ec_point_formats'; readonly formats: readonly number[] }
  | { readonly type: 'signature_algorithms'; readonly schemes: readonly number[] }
  | { readonly type: 'extended_master_secret' }
  /** `verifyData` is empty in an initial handshake. */
  | { readonly type: 'renegotiation_info'; readonly verifyData: Uint8Array }
  | { readonly type: 'application_layer_protocol_negotiation'; readonly protocols: readonly string[] }
  | { readonly type: 'unknown'; readonly code: number; readonly data: Uint8Array };

/** RFC 6066 8. A status type other than ocsp (1) is not understood, and its request is kept as it is. */
export type StatusRequest =
  | {
      readonly type: 'ocsp';
      /** DER of a ResponderID each; none: any responder that the client trusts anyway. */
      readonly responders: readonly Uint8Array[];
      /** DER of Extensions; may be empty. */
      readonly extensions: Uint8Array;
    }
  | { readonly type: 'other'; readonly code: number; readonly data: Uint8Array };

export interface ClientHello {
  readonly type: 'ClientHello';
  /** 0x0303 for TLS 1.2. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  readonly compression: readonly number[];
  readonly extensions: readonly HelloExtension[];
}

export interface ServerHello {
  readonly type: 'ServerHello';
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly compression: number;
  readonly extensions: readonly HelloExtension[];
}

/** DER certificates, the sender's first; empty where a client has none. */
export interface CertificateMessage {
  readonly type: 'Certificate';
  readonly chain: readonly Uint8Array[];
}

/** RFC 6066 8: the OCSP response that the server fetched beforehand, stapled to its certificate. */
export interface CertificateStatus {
  readonly type: 'CertificateStatus';
  /** DER of an OCSPResponse. */
  readonly response: Uint8Array;
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

/** ECDHE: the server's public share, signed together with both randoms. */
export interface ServerKeyExchange {
  readonly type: 'ServerKeyExchange';
  /** NamedCurve (RFC 8422 5.4), a code of "TLS Supported Groups". */
  readonly group: number;
  readonly point: Uint8Array;
  readonly scheme: number;
  readonly signature: Uint8Array;
}

/** RSA key exchange: the encrypted premaster secret. ECDHE: the client's public share. */
export type ClientKeyExchange =
  | { readonly type: 'ClientKeyExchange'; readonly encryptedPremaster: Uint8Array }
  | { readonly type: 'ClientKeyExchange'; readonly point: Uint8Array };

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
  | CertificateStatus
  | ServerKeyExchange
  | CertificateRequest
  | ServerHelloDone
  | ClientKeyExchange
  | CertificateVerify
  | Finished;
export type HandshakeType = Handshake['type'];
