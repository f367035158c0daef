// Half of a scenario: one endpoint is ours, over TCP, the other one is `openssl s_client` or `s_server` with the files
// and the arguments that the scenario gives away. Who is on the wire in the scenario, is here too. Whoever is done ends its
// half of the connection and reads the other's to its end, however long that takes: a socket that is closed with bytes
// unread resets the connection, and OpenSSL would say "errno=104" instead of our alert. Node only.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { concat, toHex, utf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import { seededRandom } from '../crypto/random.ts';
import { type InterceptedMessage, send } from '../lab/attacker/attacker.ts';
import { createAttacker, mitmConfigOf } from '../lab/attacker/createAttacker.ts';
import type { Heard } from '../lab/attacker/recordedTraffic.ts';
import { newRecordVisibility, type RecordVisibility } from '../lab/attacker/recordVisibility.ts';
import { stageOf } from '../lab/files/reproduce.ts';
import { Recorder } from '../lab/recording/recorder.ts';
import type { Message } from '../lab/recording/recording.ts';
import { preferred } from '../lab/run/capabilities.ts';
import { askCa, fetchStaple, type RunContext } from '../lab/run/inquiry.ts';
import { endpointConfigs } from '../lab/run/run.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import {
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerState,
} from '../tls/endpoint.ts';
import { alertFor, errorCode } from '../tls/error.ts';
import type { EndpointEvent, EndpointInput, SentMessage, Side } from '../tls/events.ts';
import { readRecords } from '../tls/record/record.ts';
import { opensslClient, opensslServer } from './opensslPeer.ts';

/** What became of our half: the check or kind of error, and the alert, which is ours or the other's. */
export interface Ours {
  readonly state: string;
  readonly code: string | null;
  readonly alert: string | null;
  readonly by: 'self' | 'peer' | null;
  /** What came as application data. */
  readonly data: string;
}

export interface Half {
  readonly ours: Ours;
  /** What OpenSSL printed. */
  readonly output: string;
  /** What the attacker read, where there is one who can. */
  readonly attackerRead: readonly string[];
  /** All records as they arrived at the server. */
  readonly heard: readonly Heard[];
}

/** One record, whose side sent it. */
interface Parcel {
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** Our client, and `openssl s_server` with `args` (without `openssl s_server -accept …`). */
export async function withOpensslServer(scenario: Scenario, args: readonly string[], place: string): Promise<Half> {
  const yesterday = scenario.faults.includes('wire/replay') ? await recordServed(scenario, args, place) : [];
  const server = await opensslServer(inPlace(args, place), process.env, null);
  const socket = connect(server.port, '127.0.0.1');
  const half = new HalfRun(scenario, 'client', socket, yesterday);
  await new Promise((resolve) => socket.on('connect', resolve));
  half.start();
  await half.over;
  return half.result((await server.ended).output);
}

/** `openssl s_client` with `args` (without `openssl s_client -connect …`), and our server. */
export async function withOpensslClient(scenario: Scenario, args: readonly string[], place: string): Promise<Half> {
  const yesterday = scenario.faults.includes('wire/replay')
    ? clientRecords(await served({ ...scenario, faults: [] }, args, place, []))
    : [];
  return served(scenario, args, place, yesterday);
}

async function served(
  scenario: Scenario,
  args: readonly string[],
  place: string,
  yesterday: readonly Message[],
): Promise<Half> {
  const listener = createServer();
  const accepted = new Promise<Socket>((resolve) => listener.once('connection', resolve));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const client = opensslClient(port, inPlace(args, place), GET);
  const half = new HalfRun(scenario, 'server', await accepted, yesterday);
  listener.close();
  await half.over;
  return half.result((await client).output);
}

async function recordServed(scenario: Scenario, args: readonly string[], place: string): Promise<Message[]> {
  return clientRecords(await withOpensslServer({ ...scenario, faults: [] }, args, place));
}

/** Names of files stand for those in `place`. */
const inPlace = (args: readonly string[], place: string): string[] =>
  args.map((word) => (/^[\w-]+\.(pem|key|der)$/.test(word) ? `${place}/${word}` : word));

class HalfRun {
  readonly over: Promise<void>;
  private readonly side: Side;
  private readonly socket: Socket;
  private readonly lab: RunContext;
  /** Whether OpenSSL's client takes the attacker for the server. */
  private readonly isDeceived: boolean;
  private readonly carry: (
    passing: InterceptedMessage,
  ) => ReturnType<NonNullable<ReturnType<typeof createAttacker>>['carry']>;
  private end: { client: ClientState | null; server: ServerState | null } = { client: null, server: null };
  private rest = new Uint8Array();
  private readonly data: Uint8Array[] = [];
  private readonly read: string[] = [];
  private readonly heard: Heard[] = [];
  private queue: Parcel[] = [];
  /** What goes out once OpenSSL's client has asked. */
  private readonly held: Uint8Array[] = [];
  private isBusy = false;

  constructor(scenario: Scenario, side: Side, socket: Socket, yesterday: readonly Message[]) {
    this.side = side;
    this.socket = socket;
    const { plan, world, equipment } = stageOf(scenario);
    const keys = poolKey;
    const recorder = new Recorder();
    this.lab = {
      recorder,
      plan,
      world,
      keys,
      requests: { wanted: 1, sent: 0 },
      updatesKeys: false,
      keepsTicket: false,
      tampering: [],
      secret: null,
      equipment,
    };
    const random = (who: string) => seededRandom(scenario.seed, `half ${who}`);
    const isStapled = scenario.revocation === 'stapled';
    const staple = isStapled ? fetchStaple(this.lab, 'server', world.server) : null;
    const own = isStapled && scenario.protocol === 'tls1.3' && world.client;
    const configs = endpointConfigs(
      scenario,
      plan,
      world,
      random,
      staple,
      own ? fetchStaple(this.lab, 'client', own) : null,
    );
    const attacker = createAttacker(plan, scenario.tampering, {
      yesterday: () => yesterday,
      seen: new Map(),
      mitmConfig: () => {
        if (!equipment) throw new Error('a machine in the middle without equipment');
        const abilities = preferred(scenario, { random: random('attacker'), asksForStaple: false, tickets: 1 });
        const randoms = { serverRandom: random('attacker.server'), clientRandom: random('attacker.client') };
        return mitmConfigOf(configs, { ...equipment, ...randoms, abilities }, plan, keys);
      },
    });
    this.carry = (passing) => attacker?.carry(passing) ?? [send(passing)];
    const planted = plan.attackerTrusted && equipment ? [equipment.root] : [];
    this.isDeceived = plan.attackerTrusted && side === 'server' && scenario.protocol === 'tls1.3';
    if (side === 'client')
      this.end.client = newClient({ ...configs.client, anchors: [...configs.client.anchors, ...planted] });
    else this.end.server = newServer(configs.server);
    this.over = new Promise((resolve) => socket.on('close', () => resolve()));
    // OpenSSL closes when it has refused; what it said before has been read by then.
    socket.on('error', () => {});
    socket.on('data', (data: Buffer) => this.inOneWrite(() => this.arrived(new Uint8Array(data))));
  }

  start(): void {
    this.inOneWrite(() => this.feed({ kind: 'start' }));
  }

  /**
   * What we say in a turn goes out together. Who refuses the first record of a flight closes; if the others followed one by
   * one, they might meet a connection that is reset, and its alert would be lost unread.
   */
  private inOneWrite(work: () => void): void {
    this.socket.cork();
    work();
    this.socket.uncork();
  }

  result(output: string): Half {
    const data = new TextDecoder().decode(concat(...this.data));
    return {
      ours: { ...outcomeOf(this.end.client ?? this.end.server), data },
      output,
      attackerRead: this.read,
      heard: this.heard,
    };
  }

  /** Bytes from OpenSSL, as whole records. */
  private arrived(bytes: Uint8Array): void {
    const { records, rest } = readRecords(concat(this.rest, bytes));
    this.rest = new Uint8Array(rest);
    this.pass(records.map(({ wire }) => ({ from: this.other, bytes: wire })));
  }

  private get other(): Side {
    return this.side === 'client' ? 'server' : 'client';
  }

  /** One after another: what an endpoint answers comes behind what is on its way. */
  private pass(parcels: readonly Parcel[]): void {
    this.queue.push(...parcels);
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const to: Side = next.from === 'client' ? 'server' : 'client';
      const passing: InterceptedMessage = {
        to,
        bytes: next.bytes,
        origin: { kind: 'made', message: unread(next.bytes) },
      };
      for (const act of this.carry(passing)) {
        if (act.kind === 'operation' && act.operation === 'attacker.read') this.read.push(String(act.details.line));
        if (act.kind === 'send') this.deliver(act.passing);
      }
    }
    this.isBusy = false;
    if (!this.isDone || this.mayStillAsk) return;
    for (const bytes of this.held.splice(0)) this.socket.write(bytes);
    this.socket.end();
  }

  private get isDone(): boolean {
    const { name } = this.end.client ?? this.end.server ?? { name: 'failed' };
    return name === 'closing' || name === 'closed' || name === 'failed';
  }

  /** Whom the attacker deceived asks behind its Finished; what hangs up on it, waits for that. */
  private get mayStillAsk(): boolean {
    return this.isDeceived && this.read.length === 0;
  }

  private deliver({ to, bytes }: InterceptedMessage): void {
    this.heard.push({ from: to === 'server' ? 'client' : 'server', bytes });
    if (to === this.side) this.feed({ kind: 'bytes', bytes });
    else if (this.isDone && this.mayStillAsk) this.held.push(bytes);
    else if (this.socket.writable) this.socket.write(bytes);
  }

  private feed(input: EndpointInput): void {
    for (const event of this.step(input)) this.react(event);
  }

  private step(input: EndpointInput): EndpointEvent[] {
    const { client, server } = this.end;
    if (client) {
      const next = handleClient(client, input);
      this.end.client = next.state;
      return next.events;
    }
    if (!server) return [];
    const next = handleServer(server, input);
    this.end.server = next.state;
    return next.events;
  }

  private react(event: EndpointEvent): void {
    switch (event.kind) {
      case 'send':
        this.pass([{ from: this.side, bytes: event.message.wire }]);
        return;
      case 'ask':
        this.feed({ kind: 'answer', http: askCa(this.lab, this.side, event.question) });
        return;
      case 'established':
        if (this.side === 'client') this.feed({ kind: 'write', data: utf8(GET) });
        return;
      case 'data':
        this.data.push(event.data);
        if (this.side === 'client') return; // the other one closes
        this.feed({ kind: 'write', data: utf8(ANSWER) });
        this.feed({ kind: 'close' });
        return;
      default:
        return;
    }
  }
}

const outcomeOf = (state: ClientState | ServerState | null): Omit<Ours, 'data'> => {
  if (state?.name !== 'failed') return { state: state?.name ?? '', code: null, alert: null, by: null };
  const { error } = state;
  if (error.kind === 'alert') return { state: 'failed', code: null, alert: error.alert, by: 'peer' };
  return { state: 'failed', code: errorCode(error), alert: alertFor(error, state.version), by: 'self' };
};

/** A record of which nothing is known but its bytes. */
const unread = (wire: Uint8Array): SentMessage => ({
  type: 'ApplicationData',
  wire,
  wireSpans: [],
  encrypted: false,
  plaintext: null,
  plaintextSpans: [],
  sealed: null,
  certificates: [],
  details: {},
});

/** What an eavesdropper keeps of the client. */
function clientRecords({ heard }: Half): Message[] {
  const look = newRecordVisibility();
  return heard
    .filter(({ from }) => from === 'client')
    .map(({ bytes }) =>
      recorded(bytes, look({ to: 'server', bytes, origin: { kind: 'made', message: unread(bytes) } })),
    );
}

const recorded = (bytes: Uint8Array, { kind }: RecordVisibility): Message => ({
  from: 'client',
  to: 'server',
  channel: 'tls',
  wire: toHex(bytes),
  wireSpans: [],
  encrypted: kind === 'sealed' || kind === 'data',
  plaintext: null,
  plaintextSpans: [],
  sealed: null,
  body: null,
  certificates: [],
  ...(kind === 'data'
    ? { type: 'ApplicationData', details: { line: '' } }
    : { type: kind === 'changeCipherSpec' ? 'ChangeCipherSpec' : 'Finished', details: {} }),
});

const GET = 'GET / HTTP/1.0\r\n\r\n';
const ANSWER = 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthis is the bank\r\n';
