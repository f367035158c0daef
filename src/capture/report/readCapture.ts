// A whole capture: packets become connections, TLS or not, and the rest is counted by what it is. First all secrets in the
// file are collected, for they may stand behind the packets that they open; then the packets are read.
import { CaptureFile } from '../file/captureFile.ts';
import type { FileProblem } from '../file/fileProblem.ts';
import type { FileFormat, PacketSink } from '../file/packetSink.ts';
import { PacketView } from '../packet/packet.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { type Flow, type FlowHandler, type FlowSide, Flows } from '../tcp/flows.ts';
import { UdpKinds } from '../tcp/udp.ts';
import { Conversation } from '../tls/conversation.ts';
import type { OpenTagged } from '../tls/recordOpener.ts';
import { BodyPool } from '../tls/recordSplitter.ts';
import { TrialBudget } from '../tls/trialBudget.ts';

/**
 * The bytes of a file from its begin, in slices, each of which is good until the next one is asked for. The source is asked
 * for once to find secrets, and once to read.
 */
export type CaptureSource = () => AsyncIterable<Uint8Array>;

export interface CaptureOptions {
  readonly secrets: SecretStore;
  /** Whether the bytes of messages are kept: for the connections that are looked at, not for a list. */
  readonly keepsBytes: boolean;
  /** Opens what AEAD ciphers sealed, where something faster is at hand than the libraries that run everywhere. */
  readonly openTagged?: OpenTagged;
}

export interface CaptureConnection {
  readonly flow: Flow;
  readonly conversation: Conversation;
}

/** Everything that is known of a capture; while it is read, of what was read so far. */
export interface CaptureContents {
  readonly format: FileFormat | null;
  readonly packets: number;
  /** Those with data, in the order of their first packet, without TLS, too. */
  readonly connections: readonly CaptureConnection[];
  /** TCP packets, and connections with data that were too many to be read. */
  readonly tcpPackets: number;
  readonly ignored: number;
  /** DER by SHA-256 in hexadecimal digits: every certificate that was readable. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  /** Packets that are not TCP, by what they are. */
  readonly others: ReadonlyMap<string, number>;
  readonly fragments: number;
  /** Packets of which not all was captured. */
  readonly cut: number;
  readonly problem: FileProblem | null;
}

/** Reads a capture to its end. Key logs in it are added to the secrets. */
export async function readCapture(source: CaptureSource, options: CaptureOptions): Promise<CaptureContents> {
  await findSecrets(source, options.secrets);
  const reader = new CaptureReader(options);
  for await (const slice of source()) if (!reader.push(slice)) break;
  return reader.end();
}

/** Collects the key logs in a file. A file of the other format is given up at its first slice. */
export async function findSecrets(source: CaptureSource, secrets: SecretStore): Promise<void> {
  const file = new CaptureFile({ packet() {}, keyLog: (bytes) => void secrets.addKeyLog(bytes) });
  for await (const slice of source()) {
    file.push(slice);
    if (file.problem !== null || file.format === 'pcap') return;
  }
}

/** The second reading, slice by slice. */
export class CaptureReader implements CaptureContents {
  packets = 0;
  cut = 0;
  tcpPackets = 0;
  readonly certificates = new Map<string, Uint8Array>();
  readonly connections: CaptureConnection[] = [];
  readonly others = new Map<string, number>();
  readonly #file: CaptureFile;
  readonly #packet = new PacketView();
  readonly #flows: Flows;
  readonly #udp = new UdpKinds();
  readonly #bodies = new BodyPool();
  readonly #budget = new TrialBudget();

  constructor(options: CaptureOptions) {
    this.#flows = new Flows((flow) => this.#begin(flow, options));
    const sink: PacketSink = {
      packet: (buffer, start, captured, original, link, time) =>
        this.#take(buffer, start, captured, original, link, time),
      keyLog() {},
    };
    this.#file = new CaptureFile(sink);
  }

  get format(): FileFormat | null {
    return this.#file.format;
  }
  get problem(): FileProblem | null {
    return this.#file.problem;
  }
  get ignored(): number {
    return this.#flows.ignored;
  }
  get fragments(): number {
    return this.#packet.fragments.seen;
  }

  /** False where more bytes change nothing. */
  push(slice: Uint8Array): boolean {
    this.#file.push(slice);
    return this.#file.problem === null;
  }

  end(): CaptureContents {
    this.#file.end();
    this.#flows.end();
    this.connections.sort((a, b) => a.flow.firstPacket - b.flow.firstPacket);
    return this;
  }

  #take(buffer: Uint8Array, start: number, captured: number, original: number, link: number, time: number): void {
    this.packets++;
    if (captured < original) this.cut++;
    const kind = this.#packet.read(buffer, start, captured, original, link);
    if (kind === 'tcp') {
      this.tcpPackets++;
      this.#flows.add(this.#packet, this.packets, time);
    } else this.#count(kind === 'udp' ? this.#udp.kindOf(this.#packet) : kind === 'link' ? `link type ${link}` : kind);
  }

  #count(what: string): void {
    if (what === 'fragment') return;
    this.others.set(what, (this.others.get(what) ?? 0) + 1);
  }

  #begin(flow: Flow, { secrets, keepsBytes, openTagged }: CaptureOptions): FlowHandler {
    const conversation = new Conversation({
      secrets,
      keepsBytes,
      openTagged,
      bodies: this.#bodies,
      budget: this.#budget,
      known: this.certificates,
      isFromStart: (side) => flow.streams[side].initial >= 0,
      opener: () => flow.opener,
      likelyClient: () => likelyClient(flow),
    });
    this.connections.push({ flow, conversation });
    return { sides: conversation.streams, end: () => conversation.end() };
  }
}

/** Servers have the lower ports. */
const likelyClient = ({ ends, streams }: Flow): FlowSide => {
  if (streams[0].initial >= 0 && streams[1].initial < 0) return 1;
  if (streams[1].initial >= 0 && streams[0].initial < 0) return 0;
  return ends[0].port >= ends[1].port ? 0 : 1;
};
