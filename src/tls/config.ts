// What an endpoint is told before it begins: the same for TLS 1.2 and 1.3.

import type { GroupName } from '../crypto/keyAgreement.ts';
import type { Random } from '../crypto/random.ts';
import type { Certificate } from '../pki/x509/certificate.ts';
import type { Credential } from './auth/credential.ts';
import type { RevocationSetting } from './auth/revocation.ts';
import type { Behaviour } from './behaviour.ts';
import type { Version } from './codePoints/versions.ts';
import type { Suite } from './suites.ts';

interface EndpointConfig {
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Offered or accepted, the preferred one first. */
  readonly versions: readonly Version[];
  /** Those of all `versions`, the preferred one first. */
  readonly suites: readonly Suite[];
  /** For key agreement, the preferred one first; empty where no suite needs one. */
  readonly groups: readonly GroupName[];
  /** SignatureScheme codes (RFC 5246 7.4.1.4.1, RFC 9846 4.3.3) that it verifies and signs with, the preferred one first. */
  readonly schemes: readonly number[];
  /** Whom the peer's certificate must lead to. */
  readonly anchors: readonly Certificate[];
  readonly revocationPolicy: 'hard' | 'soft';
  readonly alpn: readonly string[];
  /** As which other program it behaves; as the lab's own where absent. */
  readonly behaviour?: Behaviour | undefined;
}

export interface ClientConfig extends EndpointConfig {
  /** The DNS name that the user asked for: sent as server_name, and what the certificate must carry. */
  readonly serverName: string;
  readonly credential: Credential | null;
  /**
   * Whether the certificate is sent even if none of its issuers is among the CAs that the server named.
   * RFC 5246 7.4.6 says that one SHOULD be; OpenSSL's and curl's clients don't look, browsers do.
   */
  readonly sendUnlisted: boolean;
  readonly revocation: RevocationSetting;
}

export interface ServerConfig extends EndpointConfig {
  readonly credential: Credential;
  /**
   * `none`: one-way. `require`: mutual, an empty Certificate is refused. `request`: mutual, it is taken as anonymous.
   * `unchecked`: likewise, and a certificate whose path is not valid is taken, too, once its key is proven.
   */
  readonly clientCertificate: 'none' | 'request' | 'require' | 'unchecked';
  /** SignatureScheme codes that it asks of clients and takes from them, where they are not all of `schemes`. */
  readonly clientSchemes?: readonly number[];
  /** How the server learns whether a client's certificate is revoked: TLS 1.2 has no stapling for clients. */
  readonly revocation: Exclude<RevocationSetting, 'stapled'>;
  /** DER of an OCSPResponse about the server's own certificate, for clients that ask for it (RFC 6066 8). */
  readonly staple: Uint8Array | null;
  /** The names that it answers for, in lower case; null or none: whatever it is asked for. */
  readonly servedNames?: readonly string[] | null;
}
