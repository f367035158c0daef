// What the hellos of every version settle first: which version is spoken, and whether the server is asked for by name.
import { TLS_1_2, TLS_1_3, type Version } from './codePoints/versions.ts';
import { find } from './messages/find.ts';
import type { ClientHello } from './messages/types.ts';

/** RFC 9846 4.3.1: supported_versions alone counts where it is there. Null where both sides have none in common. */
export function chooseVersion(hello: ClientHello, versions: readonly Version[]): Version | null {
  const offered = find(hello.extensions, 'supported_versions')?.versions;
  const has = (version: Version): boolean => {
    if (version === 'tls1.3') return offered?.includes(TLS_1_3) ?? false;
    return offered ? offered.includes(TLS_1_2) : hello.version >= TLS_1_2;
  };
  return versions.find(has) ?? null;
}

/** False for a literal IPv4 or IPv6 address. */
export function isHostName(name: string): boolean {
  return !/^\d+(\.\d+){3}$/.test(name) && !name.includes(':');
}
