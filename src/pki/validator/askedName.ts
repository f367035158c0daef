// What a typed name is: a host, an address, a mailbox or a URI. As in a browser's address line, an http(s) URL stands for
// its host; any other URI is a name by itself, such as a SPIFFE ID, and is compared as a whole (RFC 9525 6.5).

import type { PeerName } from '../path/request.ts';
import { parseIp } from '../x509/ipAddress.ts';

/**
 * Letters beyond ASCII stand for their A-labels (RFC 9525 4.1), and a dot at the end for the root that every name has.
 * A port behind the host is left out: certificates have none.
 */
export function peerNameOf(typed: string): PeerName | null {
  const text = typed.trim();
  if (text === '') return null;
  if (parseIp(text) !== null) return { ip: text };
  if (/^https?:/i.test(text)) return hostName(hostOf(text) ?? text);
  const [, beforePort] = HOST_AND_PORT.exec(text) ?? [];
  if (beforePort !== undefined) return hostName(readable(beforePort));
  if (URI.test(text)) return { uri: text };
  if (text.includes('@')) return { email: text };
  return hostName(readable(text));
}

/** A host is asked for by those who connect to it: whom a DNS name or an address must name is a server. Else null. */
export function purposeOf(typed: string): 'server' | null {
  const name = peerNameOf(typed);
  return name !== null && ('dns' in name || 'ip' in name) ? 'server' : null;
}

/** `host:8443`, `[::1]:8443`, with or without a path. The host of a URI without a host is its scheme: no digits follow. */
const HOST_AND_PORT = /^(\[[^\]]*\]|[^\s:/?#@[\]]+):\d{1,5}(?:[/?#].*)?$/;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

const readable = (host: string): string => (/[^!-~]/.test(host) ? (hostOf(`https://${host}`) ?? host) : host);

function hostName(host: string): PeerName {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (parseIp(address) !== null) return { ip: address };
  return { dns: host.length > 1 ? host.replace(/\.$/, '') : host };
}

/** Null where it is no URL, or has no host. */
function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname || null;
  } catch {
    return null;
  }
}
