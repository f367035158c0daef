// The handshake messages of TLS 1.3 as values: RFC 9846 4.2 to 4.7. The extensions are in extensionTypes.ts.
import type { Extension13 } from './extensionTypes.ts';

export interface ClientHello13 {
  readonly type: 'ClientHello';
  /** legacy_version: 0x0303. The versions that count are in supported_versions. */
  readonly version: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** legacy_session_id: 32 random bytes where middleboxes are to see a resumed TLS 1.2 (E.4 of RFC 8446), or none. */
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  readonly compression: readonly number[];
  readonly extensions: readonly Extension13[];
}

interface ServerHelloBody {
  readonly version: number;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly compression: number;
  readonly extensions: readonly Extension13[];
}

export interface ServerHello13 extends ServerHelloBody {
  readonly type: 'ServerHello';
  readonly random: Uint8Array;
}

/** On the wire a ServerHello whose random is a fixed value (4.2.4): the client is to offer something else. */
export interface HelloRetryRequest extends ServerHelloBody {
  readonly type: 'HelloRetryRequest';
}

export interface EncryptedExtensions {
  readonly type: 'EncryptedExtensions';
  readonly extensions: readonly Extension13[];
}

export interface CertificateRequest13 {
  readonly type: 'CertificateRequest';
  /** Empty in a handshake. */
  readonly context: Uint8Array;
  readonly extensions: readonly Extension13[];
}

export interface CertificateEntry {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly extensions: readonly Extension13[];
}

/** Without entries where a client has no certificate to show. */
export interface Certificate13 {
  readonly type: 'Certificate';
  readonly context: Uint8Array;
  readonly entries: readonly CertificateEntry[];
}

export interface CertificateVerify13 {
  readonly type: 'CertificateVerify';
  readonly scheme: number;
  readonly signature: Uint8Array;
}

export interface Finished13 {
  readonly type: 'Finished';
  /** As long as the suite's hash. */
  readonly verifyData: Uint8Array;
}

export interface NewSessionTicket {
  readonly type: 'NewSessionTicket';
  /** Seconds, at most seven days. */
  readonly lifetime: number;
  /** 32 bits; what the client adds to the age of the ticket. */
  readonly ageAdd: number;
  readonly nonce: Uint8Array;
  readonly ticket: Uint8Array;
  readonly extensions: readonly Extension13[];
}

export interface KeyUpdate {
  readonly type: 'KeyUpdate';
  /** Whether the peer shall change its keys too. */
  readonly requested: boolean;
}

export type Handshake13 =
  | ClientHello13
  | ServerHello13
  | HelloRetryRequest
  | EncryptedExtensions
  | CertificateRequest13
  | Certificate13
  | CertificateVerify13
  | Finished13
  | NewSessionTicket
  | KeyUpdate;
export type Handshake13Type = Handshake13['type'];
