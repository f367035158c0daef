// From a captured frame to the transport segment in it: link layers, VLAN tags, IPv4 (RFC 791), IPv6 (RFC 8200) with its
// extension headers. One object is filled anew for each packet: a capture has hundreds of thousands.
import { Fragments } from './fragments.ts';

/** What a packet is, where it is neither TCP nor UDP. */
export type PacketKind =
  | 'tcp'
  | 'udp'
  | 'fragment'
  | 'ARP'
  | 'ICMP'
  | 'ICMPv6'
  | 'IGMP'
  | 'SCTP'
  | 'ESP'
  | 'IP'
  | 'link'
  | 'short';

export class PacketView {
  /** The buffer in which the rest of the fields stand: the file's, or that of an assembled datagram. */
  buffer: Uint8Array = NOTHING;
  /** First byte of the TCP or UDP header. */
  start = 0;
  /** Behind the last byte that was captured of it. */
  end = 0;
  /** Bytes of the segment or datagram on the wire, header included, as IP says. */
  length = 0;
  /** Where the addresses stand in `addresses`, and how many bytes each has: 4 or 16. */
  addressLength = 4;
  sourceAt = 0;
  destinationAt = 0;
  addresses: Uint8Array = NOTHING;
  readonly fragments = new Fragments();

  /** Reads a frame; the fields are good for 'tcp' and 'udp'. */
  read(buffer: Uint8Array, start: number, captured: number, original: number, link: number): PacketKind {
    const end = start + captured;
    this.buffer = buffer;
    switch (link) {
      case ETHERNET:
        return captured < 14 ? 'short' : this.#typed(buffer, u16(buffer, start + 12), start + 14, end, original - 14);
      case RAW:
      case RAW_BSD:
      case RAW_OPENBSD:
      case IPV4_ONLY:
      case IPV6_ONLY:
        return this.#ip(buffer, start, end, 0);
      case NULL_LOOPBACK:
      case LOOP:
        return captured < 4 ? 'short' : this.#ip(buffer, start + 4, end, 0);
      case LINUX_COOKED:
        return captured < 16 ? 'short' : this.#typed(buffer, u16(buffer, start + 14), start + 16, end, original - 16);
      case LINUX_COOKED_2:
        return captured < 20 ? 'short' : this.#typed(buffer, u16(buffer, start), start + 20, end, original - 20);
      default:
        return 'link';
    }
  }

  /** What follows an EtherType; tags of VLANs (IEEE 802.1Q, 802.1ad), PPPoE and MPLS labels are passed over. */
  #typed(buffer: Uint8Array, type: number, start: number, end: number, original: number): PacketKind {
    let at = start;
    let ether = type;
    for (let tags = 0; tags < MAX_TAGS; tags++) {
      if (VLAN_TAGS.includes(ether)) {
        if (at + 4 > end) return 'short';
        ether = u16(buffer, at + 2);
        at += 4;
        continue;
      }
      switch (ether) {
        case ETHER_IPV4:
        case ETHER_IPV6:
          return this.#ip(buffer, at, end, 0);
        case ETHER_ARP:
          return 'ARP';
        case ETHER_PPPOE:
          if (at + 8 > end) return 'short';
          ether = u16(buffer, at + 6) === PPP_IPV6 ? ETHER_IPV6 : u16(buffer, at + 6) === PPP_IPV4 ? ETHER_IPV4 : 0;
          at += 8;
          continue;
        case ETHER_MPLS: {
          while (at + 4 <= end && ((buffer[at + 2] ?? 1) & 1) === 0) at += 4;
          at += 4;
          return this.#ip(buffer, at, end, 0);
        }
        default:
          return original < 0 ? 'short' : 'link';
      }
    }
    return 'link';
  }

  #ip(buffer: Uint8Array, start: number, end: number, depth: number): PacketKind {
    if (start >= end) return 'short';
    const version = (buffer[start] as number) >> 4;
    if (version === 4) return this.#ip4(buffer, start, end, depth);
    if (version === 6) return this.#ip6(buffer, start, end, depth);
    return 'link';
  }

  #ip4(buffer: Uint8Array, start: number, end: number, depth: number): PacketKind {
    if (end - start < 20) return 'short';
    const header = ((buffer[start] as number) & 15) * 4;
    if (header < 20 || start + header > end) return 'short';
    const said = u16(buffer, start + 2);
    // 0: the network card cuts the packet later (segmentation offload), and knows the length then.
    const total = said === 0 ? end - start : said;
    if (total < header) return 'short';
    const protocol = buffer[start + 9] as number;
    this.#from(buffer, 4, start + 12, start + 16);
    const flags = u16(buffer, start + 6);
    const offset = (flags & 0x1fff) * 8;
    const more = (flags & 0x2000) !== 0;
    const from = start + header;
    const until = Math.min(end, start + total);
    if (offset > 0 || more) {
      const key = `4 ${u16(buffer, start + 4)} ${protocol} ${text(buffer, start + 12, 8)}`;
      return this.#fragment(key, buffer, from, until, total - header, offset, more, protocol, depth);
    }
    return this.#transport(buffer, protocol, from, until, total - header, depth);
  }

  #ip6(buffer: Uint8Array, start: number, end: number, depth: number): PacketKind {
    if (end - start < 40) return 'short';
    const said = u16(buffer, start + 4);
    // 0: a jumbogram (RFC 2675), or the network card cuts the packet later.
    const total = said === 0 ? end - start - 40 : said;
    const until = Math.min(end, start + 40 + total);
    this.#from(buffer, 16, start + 8, start + 24);
    let next = buffer[start + 6] as number;
    let at = start + 40;
    for (let headers = 0; headers < MAX_HEADERS; headers++) {
      if (!EXTENSION_HEADERS.includes(next)) {
        return this.#transport(buffer, next, at, until, total - (at - start - 40), depth);
      }
      if (at + 8 > until) return 'short';
      const following = buffer[at] as number;
      if (next === IPV6_FRAGMENT) {
        const place = u16(buffer, at + 2);
        const [offset, more] = [place & 0xfff8, (place & 1) === 1];
        const rest = total - (at + 8 - start - 40);
        if (offset > 0 || more) {
          const key = `6 ${text(buffer, at + 4, 4)} ${following} ${text(buffer, start + 8, 32)}`;
          return this.#fragment(key, buffer, at + 8, until, rest, offset, more, following, depth);
        }
        at += 8;
      } else {
        const length = buffer[at + 1] as number;
        at += next === AUTHENTICATION ? (length + 2) * 4 : (length + 1) * 8;
      }
      if (at > until) return 'short';
      next = following;
    }
    return 'IP';
  }

  #fragment(
    key: string,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    offset: number,
    more: boolean,
    protocol: number,
    depth: number,
  ): PacketKind {
    const whole = this.fragments.add(key, buffer, start, end, length, offset, more);
    return whole === null ? 'fragment' : this.#transport(whole, protocol, 0, whole.length, whole.length, depth);
  }

  #transport(
    buffer: Uint8Array,
    protocol: number,
    start: number,
    end: number,
    length: number,
    depth: number,
  ): PacketKind {
    this.buffer = buffer;
    this.start = start;
    this.end = end;
    this.length = length;
    switch (protocol) {
      case 6:
        return end - start < 20 ? 'short' : 'tcp';
      case 17:
        return end - start < 8 ? 'short' : 'udp';
      case 4:
      case 41:
        return depth < MAX_TUNNELS ? this.#ip(buffer, start, end, depth + 1) : 'IP';
      case 1:
        return 'ICMP';
      case 2:
        return 'IGMP';
      case 50:
        return 'ESP';
      case 58:
        return 'ICMPv6';
      case 132:
        return 'SCTP';
      default:
        return 'IP';
    }
  }

  #from(buffer: Uint8Array, length: number, source: number, destination: number): void {
    this.addresses = buffer;
    this.addressLength = length;
    this.sourceAt = source;
    this.destinationAt = destination;
  }
}

export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

export const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) * 0x10000 + u16(bytes, at + 2)) >>> 0;

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const NOTHING = new Uint8Array();

// LINKTYPE values of tcpdump.org.
const NULL_LOOPBACK = 0;
const ETHERNET = 1;
const RAW_BSD = 12;
const RAW_OPENBSD = 14;
const RAW = 101;
const LOOP = 108;
const LINUX_COOKED = 113;
const IPV4_ONLY = 228;
const IPV6_ONLY = 229;
const LINUX_COOKED_2 = 276;

const ETHER_IPV4 = 0x0800;
const ETHER_ARP = 0x0806;
const ETHER_IPV6 = 0x86dd;
const ETHER_MPLS = 0x8847;
const ETHER_PPPOE = 0x8864;
const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8, 0x9100];
const PPP_IPV4 = 0x0021;
const PPP_IPV6 = 0x0057;

const IPV6_FRAGMENT = 44;
const AUTHENTICATION = 51;
/** Hop-by-hop, routing, fragment, authentication, destination options, mobility. */
const EXTENSION_HEADERS: readonly number[] = [0, 43, IPV6_FRAGMENT, AUTHENTICATION, 60, 135];

const MAX_TAGS = 8;
const MAX_HEADERS = 16;
const MAX_TUNNELS = 3;
