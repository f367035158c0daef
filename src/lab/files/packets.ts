// The packets that would have carried a recording: TCP conversations (RFC 9293) in IPv4 (RFC 791) on Ethernet.
import { concat, fromHex } from '../../bytes/hex.ts';
import { connectionsOf } from '../recording/connections.ts';
import type { Actor, Channel, Message, Recording } from '../recording/recording.ts';
import { AGAIN_AFTER } from '../scenario/scenario.ts';

/** Ethernet frames, in the order in which they pass. Several recordings pass one after another on the same network. */
export const packetsOf = (...recordings: readonly Pick<Recording, 'events'>[]): Uint8Array[] =>
  timedPackets(...recordings).map(({ frame }) => frame);

export interface Packet {
  readonly frame: Uint8Array;
  /** Milliseconds that nothing happened, so far. */
  readonly waited: number;
}

/** The same, with the time that passes between the connections of a recording. */
export function timedPackets(...recordings: readonly Pick<Recording, 'events'>[]): Packet[] {
  const network: Network = { frames: [], waited: 0, identification: 0, ports: new Map() };
  for (const recording of recordings) pass(network, recording);
  return network.frames;
}

function pass(network: Network, { events }: Pick<Recording, 'events'>): void {
  for (const [i, part] of connectionsOf(events).entries()) {
    if (i > 0) network.waited += AGAIN_AFTER;
    passPart(network, part.events);
  }
}

function passPart(network: Network, events: Recording['events']): void {
  const open = new Map<string, Conversation>();
  for (const event of events) {
    if (event.kind !== 'sent') continue;
    const { message } = event;
    const { channel } = message;
    if (channel === 'enrolment') continue; // takes place elsewhere
    const from = seat(channel, message.from);
    const to = seat(channel, message.to);
    const key = [channel, ...[from, to].sort()].join(' ');
    const conversation = open.get(key) ?? connect(network, from, to, SERVICE_PORTS[channel]);
    open.set(key, conversation);
    write(network, conversation, from, message);
    // A responder closes behind its answer: the next question comes in a conversation of its own.
    if (channel !== 'tls' && from === 'ca') {
      close(network, conversation);
      open.delete(key);
    }
  }
  for (const conversation of open.values()) close(network, conversation);
}

/** Who answers in the CA's place does so from the CA's address: else nobody would take it for the CA. */
const seat = (channel: Channel, actor: Actor): Actor =>
  (channel === 'ocsp' || channel === 'crl') && actor === 'attacker' ? 'ca' : actor;

interface Network {
  readonly frames: Packet[];
  waited: number;
  /** Of the next packet, RFC 791 3.1. */
  identification: number;
  /** Conversations that an actor has begun so far. */
  readonly ports: Map<Actor, number>;
}

interface End {
  readonly actor: Actor;
  readonly port: number;
  /** Sequence number of the next byte; it is acknowledged by the other end with its next segment. */
  next: number;
}

interface Conversation {
  readonly ends: readonly [End, End];
  /** Who closes first: the one who has spoken last. */
  last: End;
}

/** The three-way handshake, RFC 9293 3.5. */
function connect(network: Network, from: Actor, to: Actor, port: number): Conversation {
  const count = network.ports.get(from) ?? 0;
  network.ports.set(from, count + 1);
  const client: End = { actor: from, port: FIRST_PORT + count, next: INITIAL_SEQUENCE };
  const server: End = { actor: to, port, next: INITIAL_SEQUENCE };
  segment(network, client, server, SYN, MSS_OPTION);
  client.next++;
  segment(network, server, client, SYN | ACK, MSS_OPTION);
  server.next++;
  segment(network, client, server, ACK);
  return { ends: [client, server], last: client };
}

function write(network: Network, conversation: Conversation, sender: Actor, message: Message): void {
  const [from, to] = sides(conversation, sender);
  const bytes = fromHex(message.wire);
  for (let at = 0; at < bytes.length; at += MSS) {
    const part = bytes.subarray(at, at + MSS);
    segment(network, from, to, at + MSS < bytes.length ? ACK : PSH | ACK, NOTHING, part);
    from.next += part.length;
  }
  conversation.last = from;
}

/** RFC 9293 3.6. */
function close(network: Network, conversation: Conversation): void {
  const [first, second] = sides(conversation, conversation.last.actor);
  segment(network, first, second, FIN | ACK);
  first.next++;
  segment(network, second, first, FIN | ACK);
  second.next++;
  segment(network, first, second, ACK);
}

const sides = ({ ends: [a, b] }: Conversation, from: Actor): [End, End] => (a.actor === from ? [a, b] : [b, a]);

function segment(
  network: Network,
  from: End,
  to: End,
  flags: number,
  options: Uint8Array = NOTHING,
  data: Uint8Array = NOTHING,
): void {
  const tcp = new Uint8Array(20 + options.length + data.length);
  const view = new DataView(tcp.buffer);
  view.setUint16(0, from.port);
  view.setUint16(2, to.port);
  view.setUint32(4, from.next);
  view.setUint32(8, flags & ACK ? to.next : 0);
  view.setUint16(12, ((20 + options.length) << 10) | flags);
  view.setUint16(14, WINDOW);
  tcp.set(options, 20);
  tcp.set(data, 20 + options.length);
  const [source, destination] = [IP_ADDRESSES[from.actor], IP_ADDRESSES[to.actor]];
  const pseudoHeader = concat(source, destination, Uint8Array.of(0, TCP, tcp.length >> 8, tcp.length & 255));
  view.setUint16(16, checksum(concat(pseudoHeader, tcp)));
  const ethernet = concat(macAddress(to.actor), macAddress(from.actor), Uint8Array.of(IPV4 >> 8, IPV4 & 255));
  const frame = concat(ethernet, ipHeader(network, source, destination, tcp.length), tcp);
  network.frames.push({ frame, waited: network.waited });
}

function ipHeader(network: Network, source: Uint8Array, destination: Uint8Array, length: number): Uint8Array {
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  view.setUint16(0, 0x4500); // version 4, five words, no service class
  view.setUint16(2, header.length + length);
  view.setUint16(4, network.identification++ & 0xffff);
  view.setUint16(6, DONT_FRAGMENT);
  view.setUint8(8, 64); // time to live
  view.setUint8(9, TCP);
  header.set(source, 12);
  header.set(destination, 16);
  view.setUint16(10, checksum(header));
  return header;
}

/** RFC 1071: the complement of the one's complement sum of all 16-bit words. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** Locally administered, and the address of the actor in its last four bytes. */
const macAddress = (actor: Actor): Uint8Array => concat(Uint8Array.of(2, 0), IP_ADDRESSES[actor]);

const IP_ADDRESSES: Readonly<Record<Actor, Uint8Array>> = {
  client: Uint8Array.of(10, 0, 0, 1),
  server: Uint8Array.of(10, 0, 0, 2),
  ca: Uint8Array.of(10, 0, 0, 3),
  attacker: Uint8Array.of(10, 0, 0, 4),
};
const SERVICE_PORTS: Readonly<Record<Exclude<Channel, 'enrolment'>, number>> = {
  tls: 443,
  ocsp: 80,
  crl: 80,
  inside: 8080,
};
/** The first of the dynamic ports, RFC 6335 6. */
const FIRST_PORT = 49_152;
/** A real host takes an unpredictable one (RFC 9293 3.4.1). */
const INITIAL_SEQUENCE = 1_000_000;
const WINDOW = 0xffff;
/** The most data that fits an Ethernet frame of 1500 bytes. */
const MSS = 1460;
const MSS_OPTION = Uint8Array.of(2, 4, MSS >> 8, MSS & 255);
const FIN = 1;
const SYN = 2;
const PSH = 8;
const ACK = 16;
const IPV4 = 0x0800;
const TCP = 6;
const DONT_FRAGMENT = 0x4000;
const NOTHING = new Uint8Array();
