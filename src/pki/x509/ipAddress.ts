// IP addresses in text form, read: dotted decimal (RFC 3986 3.2.2) and IPv6 (RFC 4291 2.2).

/** 4 or 16 octets; null where the text is no address. */
export function parseIp(text: string): Uint8Array | null {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** `10.0.0.0/8` as address and mask, 8 or 32 octets (RFC 5280 4.2.1.10); null where the text is no such range. */
export function parseAddressRange(text: string): Uint8Array | null {
  const [address = '', prefix = '', ...more] = text.split('/');
  const octets = parseIp(address);
  if (octets === null || more.length > 0 || !/^\d{1,3}$/.test(prefix)) return null;
  const bits = Number(prefix);
  if (bits > octets.length * 8) return null;
  const mask = octets.map((_, i) => (0xff00 >> Math.min(8, Math.max(0, bits - 8 * i))) & 0xff);
  return Uint8Array.of(...octets, ...mask);
}

function parseIpv4(text: string): Uint8Array | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const octets = text.split('.');
  const isDecimal = octets.every((octet) => Number(octet) <= 255 && String(Number(octet)) === octet);
  return isDecimal ? Uint8Array.from(octets, Number) : null;
}

function parseIpv6(text: string): Uint8Array | null {
  if (!/^[\da-f:.]{2,45}$/i.test(text)) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head == null || tail === null) return null;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])]);
}

/** Octets of the groups; the last group may be an IPv4 address. */
function groupsOf(half: string): number[] | null {
  if (half === '') return [];
  const groups = half.split(':');
  const octets: number[] = [];
  for (const [i, group] of groups.entries()) {
    const v4 = i === groups.length - 1 ? parseIpv4(group) : null;
    if (v4 !== null) octets.push(...v4);
    else if (/^[\da-f]{1,4}$/i.test(group))
      octets.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
    else return null;
  }
  return octets;
}
