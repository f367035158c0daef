// A world as files that other programs read: trust stores, chains, keys and the CA's lists, in PEM.
import { privateKeyToPem } from '../../crypto/keyFormat.ts';
import { toPem } from '../../pki/intake/pem.ts';
import { issueCrl } from '../../pki/revocation/crlIssue.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { Plan } from '../plan/plan.ts';
import type { Issuer } from '../world/authority.ts';
import type { World } from '../world/issuance.ts';

/** DER certificates, one behind the other. */
export const certificatesPem = (ders: readonly Uint8Array[]): string =>
  ders.map((der) => toPem('CERTIFICATE', der)).join('');

/**
 * `server.pem` and `server.key`: what an endpoint sends, its own certificate first, and the key that it holds. `apart`: what
 * follows the own certificate once more by itself, `server-chain.pem`, where anything does.
 */
export function credentialPem(
  name: string,
  { chain, key }: Credential,
  { apart }: { readonly apart: boolean },
): Readonly<Record<string, string>> {
  const rest = chain.slice(1);
  return {
    [`${name}.pem`]: certificatesPem(chain),
    ...(apart && rest.length > 0 ? { [`${name}-chain.pem`]: certificatesPem(rest) } : {}),
    [`${name}.key`]: privateKeyToPem(key),
  };
}

/**
 * The CA's lists of revoked certificates, one of each CA, as a verifier wants them that asks for the whole path (RFC 5280
 * 6.3). `fetched`: DER of the issuing CA's list, where it is known.
 */
export function crlPem({ ca }: Plan, { authority, register }: World, fetched: Uint8Array | null): string {
  const revoked = [...register.values()].flatMap(({ certificate, revokedAt }) =>
    revokedAt === null || revokedAt > ca.crl.thisUpdate ? [] : [{ serial: certificate.serial, at: revokedAt }],
  );
  const list = ({ certificate, key }: Issuer, entries: typeof revoked): Uint8Array =>
    issueCrl({ issuer: certificate.subject.der, ...ca.crl, number: 1, revoked: entries }, key);
  return [fetched ?? list(authority.issuing, revoked), list(authority.root, [])]
    .map((der) => toPem('X509 CRL', der))
    .join('');
}
