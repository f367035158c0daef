// What of ECDHE the hellos settle (RFC 8422 4, 5.1): which groups, point formats and signatures both sides know, and so
// which suites they can use.

import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { PrivateKey } from '../../crypto/signingKey.ts';
import { chooseScheme } from '../auth/credential.ts';
import { GROUPS } from '../codePoints/groups.ts';
import { POINT_FORMATS } from '../codePoints/parameters.ts';
import { find } from '../messages/find.ts';
import type { ClientHello, HelloExtension } from '../messages/types.ts';
import type { Suite } from '../suites.ts';
import type { Ecdhe } from './keyExchange.ts';

interface Own {
  readonly suites: readonly Suite[];
  readonly groups: readonly GroupName[];
  readonly schemes: readonly number[];
  readonly credential: { readonly key: PrivateKey };
}

/** What a ClientHello says about curves; nothing where no suite needs them. */
export function curveExtensions(suites: readonly Suite[], groups: readonly GroupName[]): HelloExtension[] {
  if (!suites.some(({ keyExchange }) => keyExchange === 'ecdhe')) return [];
  return [
    { type: 'supported_groups', groups: groups.map((name) => GROUPS[name]) },
    { type: 'ec_point_formats', formats: [POINT_FORMATS.uncompressed] },
  ];
}

/** 5.1.2: whoever lists point formats lists this one. True also where nothing is said. */
export const knowsUncompressed = (extensions: readonly HelloExtension[]): boolean =>
  find(extensions, 'ec_point_formats')?.formats.includes(POINT_FORMATS.uncompressed) ?? true;

/** The server's first suite that the client offers and its own key can serve. */
export function chooseSuite(hello: ClientHello, own: Own): { suite: Suite; ecdhe: Ecdhe | null } | null {
  for (const suite of own.suites) {
    if (!hello.suites.includes(suite.code)) continue;
    const suits = (own.credential.key.kind === 'rsa' ? 'rsa' : 'ecdsa') === suite.authentication;
    if (!suits) continue;
    if (suite.keyExchange === 'rsa') return { suite, ecdhe: null };
    const ecdhe = chooseEcdhe(hello, own);
    if (ecdhe) return { suite, ecdhe };
  }
  return null;
}

function chooseEcdhe(hello: ClientHello, { groups, schemes, credential: { key } }: Own): Ecdhe | null {
  // 4: who says nothing of groups leaves the choice to the server; secp256r1 is what such a client most likely knows.
  const offered = find(hello.extensions, 'supported_groups')?.groups ?? [GROUPS.secp256r1];
  // The hybrid groups are those of TLS 1.3 alone.
  const group = groups.find((name) => name !== 'X25519MLKEM768' && offered.includes(GROUPS[name]));
  const scheme = chooseScheme(key, find(hello.extensions, 'signature_algorithms')?.schemes ?? [], schemes);
  // 5.3: the curve of an ECDSA key must be one that the client knows.
  const readable = key.kind !== 'ec' || offered.includes(GROUPS[CURVE_GROUPS[key.curve]]);
  return group && scheme && readable ? { group, scheme } : null;
}

const CURVE_GROUPS = { 'P-256': 'secp256r1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
