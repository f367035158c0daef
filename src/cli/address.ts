// IP addresses as the 4 or 16 bytes that a certificate holds (RFC 5280 4.2.1.6).
import { isIPv4 } from 'node:net';

/** `text` is an address that `net.isIP` knows; a zone (`%eth0`) is left out, since certificates have none. */
export function addressBytes(text: string): Uint8Array {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  const [address = ''] = text.split('%');
  const [head = '', tail] = withoutDottedQuad(address).split('::');
  const groups = (part: string | undefined): number[] =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const front = groups(head);
  const back = groups(tail);
  const all = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
}

/** `::ffff:1.2.3.4` becomes `::ffff:102:304`. */
function withoutDottedQuad(address: string): string {
  const at = address.lastIndexOf(':') + 1;
  if (!address.includes('.')) return address;
  const [a = 0, b = 0, c = 0, d = 0] = address.slice(at).split('.').map(Number);
  return `${address.slice(0, at)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
