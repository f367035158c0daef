// A TCP connection read as TLS: both directions, what they agree on, and what the secrets open. Each direction goes as far
// as it can by itself; where it needs what the other has yet to say (a hello, a ClientKeyExchange), its records wait.
import { equalBytes, toHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { alertName } from '../../tls/alertCodes.ts';
import { EXTENSIONS } from '../../tls/codePoints/extensions.ts';
import { HANDSHAKE_TYPES } from '../../tls/codePoints/handshakeTypes.ts';
import { MORE_HANDSHAKE_TYPES } from '../../tls/codePoints/more.ts';
import { TLS_1_3 } from '../../tls/codePoints/versions.ts';
import { CONTENT_TYPES } from '../../tls/record/record.ts';
import { u16 } from '../packet/packet.ts';
import type { FlowSide } from '../tcp/flows.ts';
import type { StreamSink } from '../tcp/stream.ts';
import type { CapturedKind, CapturedRow } from './captured.ts';
import { certificatesIn, decompressed } from './certificates.ts';
import { TlsDirection } from './direction.ts';
import { findTls } from './findTls.ts';
import { beginsMessage, type MessagePlace, messageName } from './handshakeAssembler.ts';
import { clientHelloFacts, rawExtensions, serverHelloFacts } from './hello.ts';
import { type HandshakeFacts, isResumed12, noFacts } from './openers.ts';
import { Opener13 } from './recordOpener.ts';
import type { BodyPool, SplitRecord } from './recordSplitter.ts';
import { sealingSuite } from './sealingSuites.ts';
import { MOST_UNSEEN, Unsealer, type UnsealerOptions } from './unsealer.ts';

export interface ConversationOptions extends UnsealerOptions {
  /** Whether the bytes of messages are kept. */
  readonly keepsBytes: boolean;
  /** Of the capture: what records are put together in. */
  readonly bodies: BodyPool;
  /** Certificates of the capture by their SHA-256. */
  readonly known: Map<string, Uint8Array>;
  /** Whether the stream of a side has been seen from its first byte on. */
  readonly isFromStart: (side: FlowSide) => boolean;
  /** Who is the client, as TCP says; null where it doesn't. */
  readonly opener: () => FlowSide | null;
  /** Who it is likely to be, by ports. */
  readonly likelyClient: () => FlowSide;
}

export class Conversation {
  readonly rows: CapturedRow[] = [];
  readonly directions: readonly [TlsDirection, TlsDirection];
  readonly streams: readonly [StreamSink, StreamSink];
  readonly handshakes: HandshakeFacts[] = [];
  /** Who sent a ClientHello, or whom a ServerHello was for. */
  client: FlowSide | null = null;
  /** ProtocolVersion that was negotiated; null before a ServerHello. */
  version: number | null = null;
  suite: number | null = null;
  isRetried = false;
  /** Null where no EncryptedExtensions could be read. */
  isEarlyAccepted: boolean | null = null;
  isCertificateRequested = false;
  /** SHA-256 of each, by the side that sent them, each once. */
  readonly certificates: readonly [string[], string[]] = [[], []];
  gaps = 0;
  readonly #options: ConversationOptions;
  readonly #unsealer: Unsealer;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#unsealer = new Unsealer(options, this);
    const direction = (side: FlowSide): TlsDirection =>
      new TlsDirection(
        side,
        {
          wants: (type) => type !== CONTENT_TYPES.application_data || !options.secrets.isEmpty || options.keepsBytes,
          record: (record) => this.#arrived(this.directions[side], record),
          gap: (length, isInside, packet, time) => this.#gap(this.directions[side], length, isInside, packet, time),
        },
        options.bodies,
      );
    this.directions = [direction(0), direction(1)];
    this.streams = [this.#stream(0), this.#stream(1)];
  }

  get isTls(): boolean {
    return this.directions.some(({ mode }) => mode === 'tls');
  }

  /** Nothing more comes: what waits is read as far as it can be. */
  end(): void {
    if (!this.isTls) return;
    for (const direction of this.directions) {
      if (direction.mode !== 'tls') this.#giveUp(direction);
      else direction.splitter.end();
    }
    this.#drain();
    const server = this.clientSide === 0 ? 1 : 0;
    for (const side of [server, 1 - server]) {
      const direction = this.directions[side as FlowSide];
      direction.isForced = true;
      this.#drain();
    }
    this.#order();
    for (const direction of this.directions) direction.release();
  }

  /**
   * By packet across the directions; a direction keeps its own order, also where its packets came in another one: then a
   * message stands where the bytes before it had come.
   */
  #order(): void {
    const last = [0, 0];
    const places = this.rows.map(({ side, packet }) => {
      last[side] = Math.max(last[side] as number, packet);
      return last[side] as number;
    });
    const order = this.rows.map((_, i) => i).sort((a, b) => (places[a] as number) - (places[b] as number));
    const rows = order.map((i) => this.rows[i] as CapturedRow);
    for (const [i, row] of rows.entries()) this.rows[i] = row;
  }

  #stream(side: FlowSide): StreamSink {
    return {
      bytes: (buffer, start, end, packet, time) => {
        const direction = this.directions[side];
        if (direction.mode === 'tls') direction.splitter.bytes(buffer, start, end, packet, time);
        else if (direction.mode === 'search') {
          direction.lead.add(buffer, start, end, packet, time);
          this.#search(direction);
        }
      },
      gap: (length, packet, time) => {
        const direction = this.directions[side];
        if (direction.mode === 'ignored') return;
        if (direction.mode === 'tls') {
          direction.splitter.gap(length, packet, time);
          return;
        }
        this.#gap(direction, length, false, packet, time);
        direction.lead.clear();
        direction.isMiddle = true;
      },
    };
  }

  #search(direction: TlsDirection): void {
    const { lead } = direction;
    const other = this.#other(direction);
    const isMiddle = direction.isMiddle || !this.#options.isFromStart(direction.side);
    const place = findTls(lead.bytes, lead.scanned, isMiddle, other.mode === 'tls');
    if (place === 'more') return;
    if (place === 'none') {
      lead.scanned = Math.max(lead.scanned, lead.length - 10);
      if (lead.length > MOST_LEAD) this.#giveUp(direction);
      return;
    }
    if (place.at > 0) direction.plain = lead.bytes.slice(0, Math.min(place.at, PLAIN_KEPT));
    if (place.at > 0 || isMiddle) direction.uncertain = Math.max(direction.uncertain, isMiddle ? MIDDLE_SPAN : 0);
    direction.isMiddle = isMiddle;
    if (isMiddle) direction.assembler.lose();
    direction.mode = 'tls';
    lead.parts(place.at, (bytes, start, end, packet, time) =>
      direction.splitter.bytes(bytes, start, end, packet, time),
    );
    lead.clear();
    if (other.mode === 'search' && other.lead.length > 0) {
      other.lead.scanned = 0;
      this.#search(other);
    }
  }

  #giveUp(direction: TlsDirection): void {
    direction.plain = direction.lead.bytes.slice(0, PLAIN_KEPT);
    direction.mode = 'ignored';
    direction.lead.clear();
  }

  #gap(direction: TlsDirection, length: number, isInside: boolean, packet: number, time: number): void {
    this.gaps++;
    this.#row(direction, 'gap', 'gap', 0, length, { packet, time, isSealed: false });
    if (!isInside) {
      direction.assembler.lose();
      direction.uncertain += Math.min(MOST_UNSEEN, Math.ceil(length / SHORTEST_RECORD) + 1);
    }
  }

  #arrived(direction: TlsDirection, record: SplitRecord): void {
    if (direction.waiting.length === 0 && !this.#mustWait(direction, record)) {
      this.#take(direction, record);
      if (this.#other(direction).waiting.length > 0) this.#drain();
      return;
    }
    const { fragment } = record;
    direction.waiting.push(fragment === null ? record : { ...record, fragment: fragment.slice() });
    direction.waitingBytes += fragment?.length ?? 0;
    if (direction.waitingBytes > MOST_WAITING || direction.waiting.length > MOST_RECORDS_WAITING) {
      direction.isForced = true;
      this.#drain();
    }
  }

  #drain(): void {
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      for (const direction of this.directions) {
        let done = 0;
        for (const record of direction.waiting) {
          if (this.#mustWait(direction, record)) break;
          this.#take(direction, record);
          done++;
          direction.waitingBytes -= record.fragment?.length ?? 0;
        }
        if (done === 0) continue;
        direction.waiting.splice(0, done);
        isMoving = true;
      }
    }
  }

  /** Whether the other direction may still say what opens this record. */
  #mustWait(direction: TlsDirection, record: SplitRecord): boolean {
    const { secrets } = this.#options;
    if (direction.isForced || secrets.isEmpty || !this.#isSealed(direction, record)) return false;
    if (this.version === null) return true;
    if (this.version >= TLS_1_3) return (this.handshakes[0]?.client ?? null) === null;
    const facts = this.#unsealer.facts12(direction);
    if (facts === null || facts.client === null || facts.server === null) return true;
    const suite = sealingSuite(facts.server.suite);
    const wantsExchange = suite?.isRsaExchange === true && facts.exchange === null && !isResumed12(facts);
    return wantsExchange && facts.master === null && secrets.of('CLIENT_RANDOM', facts.client.random).length === 0;
  }

  #isSealed(direction: TlsDirection, { type, fragment, length }: SplitRecord): boolean {
    if (type === CONTENT_TYPES.application_data) return true;
    if (this.version !== null && this.version >= TLS_1_3) return false;
    if (direction.changes > 0) return true;
    // Behind a gap, or from the middle on, the ChangeCipherSpec may have passed unseen.
    if (direction.uncertain === 0) return false;
    if (type === CONTENT_TYPES.alert) return length > 2;
    if (type === CONTENT_TYPES.change_cipher_spec) return length > 1;
    return type === CONTENT_TYPES.handshake && fragment !== null && !beginsMessage(fragment);
  }

  #take(direction: TlsDirection, record: SplitRecord): void {
    const isSealed = this.#isSealed(direction, record);
    const { type, fragment, packet, time } = record;
    if (isSealed) direction.sealed++;
    if (!record.isComplete) {
      this.#row(direction, 'cut', contentName(type), type, record.length, { packet, time, isSealed });
      if (isSealed) this.#unsealer.unseen(direction, null);
      if (isSealed || type === CONTENT_TYPES.handshake) direction.assembler.lose();
      return;
    }
    if (!isSealed) {
      if (fragment !== null) this.#content(direction, type, fragment, { packet, time, isSealed }, false);
      return;
    }
    const opened = fragment === null ? null : this.#unsealer.open(direction, record, fragment);
    if (opened === null) {
      this.#row(direction, 'closed', contentName(type), type, record.length, { packet, time, isSealed }, fragment);
      if (type !== CONTENT_TYPES.application_data) direction.assembler.lose();
      // A record that renews the keys of TLS 1.2 stays closed like the rest.
      if (type === CONTENT_TYPES.change_cipher_spec && this.#isOld()) this.#changeCipher(direction);
      return;
    }
    direction.opened++;
    const isEarly = this.version !== null && this.version >= TLS_1_3 && direction.epoch === 0;
    this.#content(direction, opened.type, opened.content, { packet, time, isSealed }, isEarly);
  }

  #isOld = (): boolean => this.version === null || this.version < TLS_1_3;

  #content(direction: TlsDirection, type: number, content: Uint8Array, place: MessagePlace, isEarly: boolean): void {
    switch (type) {
      case CONTENT_TYPES.handshake:
        direction.assembler.add(content, place, (code, message, began) =>
          this.#message(direction, code, message, began),
        );
        return;
      case CONTENT_TYPES.change_cipher_spec:
        this.#row(direction, 'changeCipherSpec', 'ChangeCipherSpec', type, content.length, place, content);
        if (this.#isOld()) this.#changeCipher(direction);
        return;
      case CONTENT_TYPES.alert: {
        const level = content[0] === 1 ? 'warning' : content[0] === 2 ? 'fatal' : null;
        this.#row(direction, 'alert', 'Alert', content[1] ?? -1, content.length, place, content, level);
        return;
      }
      case CONTENT_TYPES.application_data: {
        direction.firstData ??= content.length > 0 ? content.slice(0, FIRST_DATA) : null;
        this.#row(direction, 'data', 'ApplicationData', type, content.length, place, content, null, isEarly);
        return;
      }
      default:
        this.#row(direction, 'data', contentName(type), type, content.length, place, content);
    }
  }

  #changeCipher(direction: TlsDirection): void {
    direction.changes++;
    direction.changeKeys();
  }

  #message(direction: TlsDirection, code: number, message: Uint8Array, place: MessagePlace): void {
    const body = message.subarray(4);
    let name = messageName(code) ?? `Handshake ${code}`;
    switch (code) {
      case HANDSHAKE_TYPES.ClientHello:
        this.#clientHello(direction, message, body);
        break;
      case HANDSHAKE_TYPES.ServerHello:
        if (this.#serverHello(direction, body)) name = 'HelloRetryRequest';
        break;
      case HANDSHAKE_TYPES.Certificate:
        this.#certificates(direction, body);
        break;
      case MORE_HANDSHAKE_TYPES.CompressedCertificate: {
        const certificate = decompressed(body);
        if (certificate !== null) this.#certificates(direction, certificate);
        break;
      }
      case HANDSHAKE_TYPES.CertificateRequest:
        this.isCertificateRequested = true;
        break;
      case HANDSHAKE_TYPES.EncryptedExtensions:
        this.isEarlyAccepted = rawExtensions(body, 0).has(EXTENSIONS.early_data);
        break;
      case HANDSHAKE_TYPES.ClientKeyExchange: {
        const facts = this.handshakes.at(-1);
        if (facts !== undefined) facts.exchange = body.slice();
        break;
      }
      case HANDSHAKE_TYPES.NewSessionTicket:
        if (this.#isOld()) this.#ticket(direction, body);
        break;
    }
    this.#row(direction, 'handshake', name, code, body.length, place, message);
    if (code !== HANDSHAKE_TYPES.ClientHello) this.#note(direction, message);
    this.#afterMessage(direction, code);
  }

  /** TLS 1.3: messages behind which a direction has new keys (RFC 9846 4.5.3, 4.6, 4.7.3). */
  #afterMessage(direction: TlsDirection, code: number): void {
    if (this.version === null ? !(direction.opener instanceof Opener13) : this.version < TLS_1_3) return;
    if (code === HANDSHAKE_TYPES.Finished && direction.epoch === 1) {
      direction.epoch = 2;
      direction.changeKeys();
    } else if (code === MORE_HANDSHAKE_TYPES.EndOfEarlyData && direction.epoch === 0) {
      direction.epoch = 1;
      direction.changeKeys();
    } else if (code === HANDSHAKE_TYPES.KeyUpdate && direction.opener instanceof Opener13) {
      const next = direction.opener.next();
      direction.changeKeys();
      direction.opener = next;
    }
  }

  #clientHello(direction: TlsDirection, message: Uint8Array, body: Uint8Array): void {
    const client = clientHelloFacts(body);
    if (client === null) return;
    this.client ??= direction.side;
    const last = this.handshakes[direction.hellos - 1];
    // The second hello behind a HelloRetryRequest has the random of the first one.
    const isAgain = last?.client !== null && last !== undefined && equalBytes(last.client.random, client.random);
    if (!isAgain) direction.hellos++;
    const facts = this.#handshake(direction.hellos - 1);
    facts.client = client;
    if (client.offersEarlyData && direction.epoch === 1 && direction.hellos === 1 && !isAgain) direction.epoch = 0;
    this.#note(direction, message);
  }

  /** Whether it is a HelloRetryRequest. */
  #serverHello(direction: TlsDirection, body: Uint8Array): boolean {
    const server = serverHelloFacts(body);
    if (server === null) return false;
    this.client ??= direction.side === 0 ? 1 : 0;
    this.version ??= server.version;
    this.suite ??= server.suite;
    if (server.isRetry) {
      this.isRetried = true;
      return true;
    }
    direction.hellos++;
    this.#handshake(direction.hellos - 1).server = server;
    return false;
  }

  #handshake(index: number): HandshakeFacts {
    while (this.handshakes.length <= index) this.handshakes.push(noFacts());
    return this.handshakes[index] as HandshakeFacts;
  }

  /** Kept for the session hash, where a premaster secret may be known. */
  #note(direction: TlsDirection, message: Uint8Array): void {
    if (!this.#isOld() || !this.#options.secrets.hasPremasters) return;
    const isClient = direction.side === this.client;
    const facts = this.handshakes[Math.max(direction.hellos, 1) - 1];
    const list = isClient ? facts?.clientMessages : facts?.serverMessages;
    if (facts === undefined || list === undefined || direction.changes >= direction.hellos) return;
    const code = message[0];
    if (code === HANDSHAKE_TYPES.HelloRequest || code === HANDSHAKE_TYPES.CertificateVerify) return;
    if (code === HANDSHAKE_TYPES.NewSessionTicket || list.length > 16) return;
    list.push(message.slice());
  }

  #ticket(direction: TlsDirection, body: Uint8Array): void {
    if (body.length < 6) return;
    const ticket = body.slice(6, 6 + u16(body, 4));
    const facts = this.handshakes[Math.max(direction.hellos, 1) - 1];
    if (facts === undefined) return;
    facts.tickets.push(ticket);
    if (facts.master !== null) this.#options.secrets.learn(ticket, facts.master.secret);
  }

  #certificates(direction: TlsDirection, body: Uint8Array): void {
    const known = this.certificates[direction.side];
    const is13 =
      this.version === null
        ? body[0] === 0 && body[1] === 0 && direction.opener instanceof Opener13
        : this.version >= TLS_1_3;
    for (const der of certificatesIn(body, is13)) {
      const hash = toHex(digest('sha256', der));
      if (known.length >= MOST_CERTIFICATES || known.includes(hash)) continue;
      known.push(hash);
      if (!this.#options.known.has(hash)) this.#options.known.set(hash, der.slice());
    }
  }

  #row(
    { side }: TlsDirection,
    kind: CapturedKind,
    type: string,
    code: number,
    length: number,
    { packet, time, isSealed }: MessagePlace,
    bytes: Uint8Array | null = null,
    level: CapturedRow['level'] = null,
    isEarly = false,
  ): void {
    const kept = bytes !== null && this.#options.keepsBytes ? bytes.slice() : null;
    this.rows.push({ kind, side, type, code, length, isSealed, packet, time, level, isEarly, bytes: kept });
  }

  #other({ side }: TlsDirection): TlsDirection {
    return this.directions[side === 0 ? 1 : 0];
  }

  /** Who is the client: by a hello, else by the SYN, else by ports. */
  get clientSide(): FlowSide {
    return this.client ?? this.#options.opener() ?? this.#options.likelyClient();
  }
}

/** Of an alert row. */
export const alertInRow = ({ code }: CapturedRow): string => alertName(code);

function contentName(type: number): string {
  switch (type) {
    case CONTENT_TYPES.change_cipher_spec:
      return 'ChangeCipherSpec';
    case CONTENT_TYPES.alert:
      return 'Alert';
    case CONTENT_TYPES.handshake:
      return 'Handshake';
    case CONTENT_TYPES.application_data:
      return 'ApplicationData';
    default:
      return type === 24 ? 'Heartbeat' : `Record ${type}`;
  }
}

const MOST_LEAD = 2 ** 14;
const PLAIN_KEPT = 64;
const FIRST_DATA = 512;
const MOST_WAITING = 2 ** 22;
const MOST_RECORDS_WAITING = 4096;
const MOST_CERTIFICATES = 32;
/** Bytes of a sealed record with nothing in it, header included. */
const SHORTEST_RECORD = 22;
const MIDDLE_SPAN = 64;
