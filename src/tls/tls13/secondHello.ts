// What the second ClientHello may change of the first (RFC 9846 4.2.2): the share that was asked for, the cookie, early_data
// and what goes with tickets. The order of its extensions is the client's affair.

import { equalBytes } from '../../bytes/hex.ts';
import { EXTENSIONS } from '../codePoints/extensions.ts';
import { find } from '../messages/find.ts';
import { codeOf, type Extension13 } from './messages/extensionTypes.ts';
import type { ClientHello13 } from './messages/types.ts';

/** The field in which the second hello differs from the first where it must not; null where there is none. */
export function changedField(first: ClientHello13, second: ClientHello13): string | null {
  if (!equalBytes(first.random, second.random)) return 'clientHello.random';
  if (!equalBytes(first.sessionId, second.sessionId)) return 'clientHello.sessionId';
  if (first.suites.join() !== second.suites.join()) return 'clientHello.cipherSuites';
  if (first.compression.join() !== second.compression.join()) return 'clientHello.compressionMethods';
  const before = byCode(first);
  const after = byCode(second);
  for (const [code, extension] of after) {
    const old = before.get(code);
    if (code === EXTENSIONS.early_data) return 'extension.early_data'; // "MUST NOT include" it, whether it was there or not
    if (!FREE.includes(code) && !isSame(old, extension)) return fieldOf(extension);
  }
  for (const [code, extension] of before) {
    if (!after.has(code) && !MAY_GO.includes(code)) return fieldOf(extension);
  }
  return hasNewTicket(first, second) ? 'extension.pre_shared_key.identities' : null;
}

/** Updated binders and ages are allowed, and tickets left out; others are not. */
function hasNewTicket(first: ClientHello13, second: ClientHello13): boolean {
  const known = ticketsOf(first);
  return ticketsOf(second).some((ticket) => !known.some((old) => equalBytes(old, ticket)));
}

function ticketsOf({ extensions }: ClientHello13): readonly Uint8Array[] {
  const psk = find(extensions, 'pre_shared_key')?.psk;
  return psk?.kind === 'offer' ? psk.identities.map(({ identity }) => identity) : [];
}

const byCode = ({ extensions }: ClientHello13): ReadonlyMap<number, Extension13> =>
  new Map(extensions.map((extension) => [codeOf(extension), extension]));

const isSame = (one: Extension13 | undefined, other: Extension13): boolean => asText(one) === asText(other);
const asText = (extension: Extension13 | undefined): string =>
  JSON.stringify(extension, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value)) ?? '';

const fieldOf = ({ type }: Extension13): string => `extension.${type}`;

/** May be there or not, and say something new; who asked for a cookie and a share looks at these itself. */
const FREE: readonly number[] = [
  EXTENSIONS.padding,
  EXTENSIONS.pre_shared_key,
  EXTENSIONS.cookie,
  EXTENSIONS.key_share,
];
const MAY_GO: readonly number[] = [EXTENSIONS.padding, EXTENSIONS.pre_shared_key, EXTENSIONS.early_data];
