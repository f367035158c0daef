// The plan of a world: every certificate, key and setting that a fault may change, before anything is made.
import type { PoolKeyName } from '../crypto/poolNames.ts';
import { CUSTOMER, SERVER_NAME } from './scenario.ts';

export interface Validity {
  /** Milliseconds since 1970, whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface LeafPlan extends Validity {
  readonly commonName: string;
  readonly organization: string;
  readonly dnsNames: readonly string[];
  readonly emails: readonly string[];
  /** 4 or 16 bytes each. The lab's own server has none; `pki --name` adds them. */
  readonly ips: readonly Uint8Array[];
  readonly keyUsage: readonly ('digitalSignature' | 'keyEncipherment')[];
  readonly extendedKeyUsage: readonly ('serverAuth' | 'clientAuth')[];
  /** The key that the certificate names. */
  readonly key: PoolKeyName;
  /** The key that the endpoint holds: another one where the certificate is stolen. */
  readonly heldKey: PoolKeyName;
  /** `bank`: the CA of the lab. `self`: its own key. `rogue`: a CA that nobody trusts. */
  readonly issuer: 'bank' | 'self' | 'rogue';
  /** One byte of the subject's name is changed after the signature was made. */
  readonly altered: boolean;
  /** The CA revoked it. */
  readonly revoked: boolean;
}

export interface Plan {
  /** The clock of both endpoints and of the CA, milliseconds since 1970. */
  readonly now: number;
  readonly ca: Validity;
  readonly server: LeafPlan;
  /** Null where the client has no certificate. */
  readonly client: LeafPlan | null;
  readonly clientSendsUnlisted: boolean;
  readonly clientCertificate: 'none' | 'require';
}

export const DAY = 86_400_000;

/** Midnight UTC, `days` after (before, where negative) the day of `now`. */
export const midnight = (now: number, days: number): number => Math.floor(now / DAY) * DAY + days * DAY;

/**
 * The honest plan. `start` is when certificates become valid: the lab's are some weeks old, those for real peers
 * (`pki`, `listen`) begin now.
 */
export function honestPlan(mode: 'one-way' | 'mutual', now: number, start: 'past' | 'now'): Plan {
  const from = (days: number): number => (start === 'now' ? Math.floor(now / 1000) * 1000 : midnight(now, -days));
  return {
    now,
    ca: { notBefore: from(1000), notAfter: midnight(now, 3650) },
    server: {
      commonName: SERVER_NAME,
      organization: 'Bank',
      dnsNames: [SERVER_NAME],
      emails: [],
      ips: [],
      notBefore: from(53),
      notAfter: midnight(now, 97),
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth'],
      key: 'server',
      heldKey: 'server',
      issuer: 'bank',
      altered: false,
      revoked: false,
    },
    client:
      mode === 'one-way'
        ? null
        : {
            commonName: CUSTOMER,
            organization: 'Bank Customers',
            dnsNames: [],
            emails: [`${CUSTOMER}@bank.test`],
            ips: [],
            notBefore: from(267),
            notAfter: midnight(now, 98),
            keyUsage: ['digitalSignature'],
            extendedKeyUsage: ['clientAuth'],
            key: 'client',
            heldKey: 'client',
            issuer: 'bank',
            altered: false,
            revoked: false,
          },
    clientSendsUnlisted: false,
    clientCertificate: mode === 'one-way' ? 'none' : 'require',
  };
}
