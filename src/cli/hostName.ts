// DNS names and addresses as arguments: what a certificate or a ClientHello may carry (RFC 5280 4.2.1.6, RFC 6066 3).
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { UsageError } from './usage.ts';

/** `text` as A-labels in lower case, without the dot of the root. Null where it is no host name. */
export function hostName(text: string): string | null {
  if (/[\s/?#@:[\]\\%]/.test(text)) return null;
  const name = domainToASCII(text).replace(/\.$/, '');
  const labels = name.split('.');
  const fits = name.length <= 253 && labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  // What ends in a number is meant as an IPv4 address, however it is written.
  return fits && !/^\d+$/.test(labels.at(-1) ?? '') ? name : null;
}

/** Names for a certificate: DNS names, which may begin with a wildcard, and IP addresses as they are. */
export function readNames(command: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    if (isIP(text) !== 0) return text;
    const wildcard = text.startsWith('*.');
    const name = hostName(wildcard ? text.slice(2) : text);
    if (name === null) throw new UsageError(`${command}: --name ${text}: a DNS name or an IP address is wanted`);
    return wildcard ? `*.${name}` : name;
  });
}
