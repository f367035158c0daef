// The extensions of TLS 1.3 as values (RFC 9846 4.3), and in which messages each may stand.
import { EXTENSIONS } from '../../codePoints/extensions.ts';
import type { StatusRequest } from '../../messages/types.ts';

/** Where extensions stand. A HelloRetryRequest is a ServerHello of its own kind. */
export type ExtensionPlace =
  | 'clientHello'
  | 'serverHello'
  | 'helloRetryRequest'
  | 'encryptedExtensions'
  | 'certificate'
  | 'certificateRequest'
  | 'newSessionTicket';

export interface KeyShareEntry {
  readonly group: number;
  readonly key: Uint8Array;
}

export interface PskIdentity {
  readonly identity: Uint8Array;
  /** Milliseconds since the ticket came, plus its age_add, modulo 2^32. */
  readonly obfuscatedAge: number;
}

export type Extension13 =
  /** `name` is null in EncryptedExtensions, where the extension is empty. */
  | { readonly type: 'server_name'; readonly name: string | null }
  /** A client's request, a server's request to a client (empty), and the OCSP response in a Certificate. */
  | {
      readonly type: 'status_request';
      readonly status:
        | { readonly kind: 'request'; readonly request: StatusRequest }
        | { readonly kind: 'empty' }
        | { readonly kind: 'response'; readonly response: Uint8Array };
    }
  | { readonly type: 'supported_groups'; readonly groups: readonly number[] }
  | { readonly type: 'signature_algorithms'; readonly schemes: readonly number[] }
  | { readonly type: 'signature_algorithms_cert'; readonly schemes: readonly number[] }
  | { readonly type: 'application_layer_protocol_negotiation'; readonly protocols: readonly string[] }
  /** A client's offers, the one that a server answers with, and the group that a HelloRetryRequest asks for. */
  | {
      readonly type: 'key_share';
      readonly share:
        | { readonly kind: 'offers'; readonly entries: readonly KeyShareEntry[] }
        | { readonly kind: 'answer'; readonly entry: KeyShareEntry }
        | { readonly kind: 'retry'; readonly group: number };
    }
  /** One version, where a server has chosen. */
  | { readonly type: 'supported_versions'; readonly versions: readonly number[] }
  | { readonly type: 'psk_key_exchange_modes'; readonly modes: readonly number[] }
  | {
      readonly type: 'pre_shared_key';
      readonly psk:
        | {
            readonly kind: 'offer';
            readonly identities: readonly PskIdentity[];
            /** One for each identity: an HMAC over all that precedes the binders. */
            readonly binders: readonly Uint8Array[];
          }
        | { readonly kind: 'selected'; readonly index: number };
    }
  | { readonly type: 'cookie'; readonly cookie: Uint8Array }
  /** DER of each distinguished name. */
  | { readonly type: 'certificate_authorities'; readonly authorities: readonly Uint8Array[] }
  /** One that is not understood, or stands where it must not. */
  | { readonly type: 'unknown'; readonly code: number; readonly data: Uint8Array };

export type KnownType = Exclude<Extension13['type'], 'unknown'>;

/** RFC 9846 4.3, the table of extensions and messages. */
export const PLACES_13: Readonly<Record<KnownType, readonly ExtensionPlace[]>> = {
  server_name: ['clientHello', 'encryptedExtensions'],
  status_request: ['clientHello', 'certificateRequest', 'certificate'],
  supported_groups: ['clientHello', 'encryptedExtensions'],
  signature_algorithms: ['clientHello', 'certificateRequest'],
  application_layer_protocol_negotiation: ['clientHello', 'encryptedExtensions'],
  pre_shared_key: ['clientHello', 'serverHello'],
  supported_versions: ['clientHello', 'serverHello', 'helloRetryRequest'],
  cookie: ['clientHello', 'helloRetryRequest'],
  psk_key_exchange_modes: ['clientHello'],
  certificate_authorities: ['clientHello', 'certificateRequest'],
  signature_algorithms_cert: ['clientHello', 'certificateRequest'],
  key_share: ['clientHello', 'serverHello', 'helloRetryRequest'],
};

const BY_CODE: ReadonlyMap<number, KnownType> = new Map(
  (Object.keys(PLACES_13) as KnownType[]).map((type) => [EXTENSIONS[type], type]),
);

/** Null for an extension that is not understood here. */
export const knownType = (code: number): KnownType | null => BY_CODE.get(code) ?? null;

export const codeOf = (extension: Extension13): number =>
  extension.type === 'unknown' ? extension.code : EXTENSIONS[extension.type];

/** 4.3: an extension that is recognised and not specified for its message is an illegal parameter. Its name, or null. */
export function misplaced(extensions: readonly Extension13[]): KnownType | null {
  for (const extension of extensions) {
    const type = extension.type === 'unknown' ? knownType(extension.code) : null;
    if (type !== null) return type;
  }
  return null;
}
