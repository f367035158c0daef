// An endpoint on a socket: peers that are silent, slow, or vanish, and such as go on after they were refused.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import type { EndpointState } from '../lab/run/outcome.ts';
import { LAB_NOW, SUITES } from '../lab/scenario/scenario.ts';
import { newServer } from '../tls/endpoint.ts';
import { bytesIn, handle, insideOf, newEnds, ocspGood, recordFor } from '../tls/endpoints.testing.ts';
import type { EndpointEvent } from '../tls/events.ts';
import { suiteByName } from '../tls/suites.ts';
import { RSA_KEY_EXCHANGE } from '../tls/tls12/capabilities.ts';
import { makeBundle } from './bundle.ts';
import { type Alarm, runOnSocket, type Session } from './socket.ts';
import { outcomeLine } from './text.ts';

const { world } = makeBundle({ mode: 'one-way', protocol: 'tls1.2-rsa', faults: [] }, [], 1, LAB_NOW);
const state = newServer({
  ...RSA_KEY_EXCHANGE,
  random: platformRandom,
  now: LAB_NOW,
  suites: SUITES.map(suiteByName),
  credential: world.server,
  clientCertificate: 'none',
  staple: null,
  anchors: [],
  revocation: 'off',
  revocationPolicy: 'hard',
  alpn: [],
});

const listener = createServer().listen(0, '127.0.0.1');
afterAll(() => listener.close());

interface Met {
  readonly client: Socket;
  /** Ours. */
  readonly socket: Socket;
  readonly session: Session;
  readonly ended: Promise<string | null>;
  /** Lets so much time go by: what is to happen by then happens. */
  pass(ms: number): void;
}

/** A clock that goes on by hand. */
function clockByHand(): { alarm: Alarm; pass(ms: number): void } {
  let now = 0;
  const waiting = new Map<symbol, { at: number; act: () => void }>();
  return {
    alarm: (ms, act) => {
      const key = Symbol('alarm');
      waiting.set(key, { at: now + ms, act });
      return () => waiting.delete(key);
    },
    pass(ms) {
      now += ms;
      for (const [key, { at, act }] of [...waiting]) if (at <= now && waiting.delete(key)) act();
    },
  };
}

const PATIENCE = { silenceMs: 1000, handshakeMs: 5000, connectionMs: 20_000 };

/** Our server on a socket, and its peer. */
async function meet(
  onEvent: (event: EndpointEvent) => void = () => {},
  start: EndpointState = state,
  side: 'client' | 'server' = 'server',
): Promise<Met> {
  if (!listener.listening) await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const accepted = once(listener, 'connection');
  const client = connect(address.port, '127.0.0.1').on('error', () => {});
  const [socket]: Socket[] = await accepted;
  if (!socket) throw new Error('no socket');
  const { alarm, pass } = clockByHand();
  return await new Promise((resolve) => {
    const ended = new Promise<string | null>((end) => {
      const session = runOnSocket(socket, start, side, { onEvent, onEnd: end }, PATIENCE, alarm);
      queueMicrotask(() => resolve({ client, socket, session, ended, pass }));
    });
  });
}

/** Waits until so many bytes have come. */
async function arrived(client: Socket, least = 1): Promise<Buffer> {
  let all = Buffer.alloc(0);
  while (all.length < least) {
    const [part]: Buffer[] = await once(client, 'data');
    all = Buffer.concat([all, part ?? Buffer.alloc(0)]);
  }
  return all;
}

describe('An endpoint on a socket', () => {
  it('lets go of a peer that says nothing, and says that it was this side', async () => {
    const { client, session, ended, pass } = await meet();
    const closed = once(client, 'close');
    pass(999);
    expect(session.outcome().error?.by).toBe('peer');
    pass(1);
    expect(await ended).toBe('nothing came for 1 s');
    await closed;
    expect(session.outcome()).toEqual({
      state: 'failed',
      error: { code: 'connection.timeout', alert: '', by: 'self' },
    });
    expect(outcomeLine(session.outcome())).toBe('failed: connection.timeout');
  });

  it('lets go of a peer whose handshake trickles in byte by byte, never silent for long', async () => {
    const { client, session, ended, pass } = await meet();
    for (let i = 0; i < 5; i++) {
      const before = session.state().connection.pending.length;
      client.write(fromHex('16030100c8')[i] === undefined ? '' : Buffer.from([fromHex('16030100c8')[i] ?? 0]));
      while (session.state().connection.pending.length === before) await new Promise(setImmediate);
      pass(990);
    }
    pass(50);
    expect(await ended).toBe('the handshake was not complete after 5 s');
    expect(session.outcome().error).toEqual({ code: 'connection.timeout', alert: '', by: 'self' });
  });

  it('and of one that goes on for too long once it is connected', async () => {
    const { server } = connected();
    const { client, session, ended, pass } = await meet(() => {}, server);
    for (let i = 0; i < 20; i++) {
      const before = session.state().connection.read;
      client.write(recordFor(session.state(), 'application_data', utf8('x')));
      while (session.state().connection.read === before) await new Promise(setImmediate);
      pass(999);
    }
    expect(session.outcome()).toEqual({ state: 'connected', error: null });
    pass(21);
    expect(await ended).toBe('the connection lasted 20 s');
  });

  it('says that the connection was reset', async () => {
    const { client, session, ended } = await meet();
    client.resetAndDestroy();
    expect(await ended).toBe('connection reset');
    expect(session.outcome().error).toEqual({ code: 'connection.closed', alert: '', by: 'peer' });
  });

  it('tells an end without close_notify, which may have cut something off (RFC 5246 7.2.1)', async () => {
    const cut = await meet(() => {}, connected().server);
    cut.client.end(recordFor(cut.session.state(), 'application_data', utf8('half an answ')));
    await cut.ended;
    expect(cut.session.truncated()).toBe(true);

    const whole = await meet(() => {}, connected().server);
    whole.client.end(recordFor(whole.session.state(), 'alert', Uint8Array.of(1, 0)));
    await whole.ended;
    expect(whole.session.truncated()).toBe(false);
  });

  it('sends a flight as one: the peer gets all of it with its first read', async () => {
    const { client } = await meet(() => {}, newEnds({ mutual: false }).server);
    const hello = handle(newEnds({ mutual: false }).client, { kind: 'start' }).events.flatMap((event) =>
      event.kind === 'send' ? [event.message.wire] : [],
    );
    for (const wire of hello) client.write(wire);
    const [first]: Buffer[] = await once(client, 'data');
    expect([...(first ?? [])].slice(-4)).toEqual([14, 0, 0, 0]); // ServerHelloDone
  });

  it('keeps nothing of what a peer sends after it was refused, and hears it out so that the alert arrives', async () => {
    const { client, session, ended } = await meet();
    const heard = arrived(client);
    client.write(fromHex('170303000100')); // application data comes too early
    expect(await heard).toEqual(Buffer.from('1503030002020a', 'hex')); // fatal unexpected_message
    client.end(Buffer.alloc(1 << 20));
    expect(await ended).toBeNull();
    expect(session.state().connection.pending.length).toBeLessThan(100);
  });

  it('reads nothing of a peer that does not read: only once its answers are taken does it go on', async () => {
    let asked = 0;
    const { client, socket, session } = await meet((event) => {
      if (event.kind === 'data') asked++;
    }, connected().server);
    // The peer reads nothing: what the system does not take any more waits in this process.
    let written = 0;
    while (socket.writableLength <= 65_536) {
      session.feed({ kind: 'write', data: new Uint8Array(1 << 14) });
      if (++written > 10_000) throw new Error('the system takes everything');
    }
    expect(socket.isPaused()).toBe(true);
    client.write(recordFor(session.state(), 'application_data', utf8('one more question')));
    await new Promise(setImmediate);
    expect(asked).toBe(0);
    client.resume();
    while (asked === 0) await new Promise(setImmediate);
    expect(socket.isPaused()).toBe(false);
    client.destroy();
  });

  it('ends alone when something in it breaks', async () => {
    const { client, ended } = await meet(() => {
      throw new Error('broken');
    });
    client.write(utf8('no TLS'));
    expect(await ended).toBe('internal error: broken');
  });

  it('keeps a bounded record of a peer that asks for renegotiation again and again, and ends it', async () => {
    const { server } = connected();
    const { client, session, ended } = await meet(() => {}, server);
    const hello = handle(newEnds({ mutual: false }).client, { kind: 'start' }).events.flatMap((event) =>
      event.kind === 'send' ? [insideOf(event.message)] : [],
    )[0];
    let sender = session.state();
    for (let i = 0; i < 200; i++) {
      const wire = recordFor(sender, 'handshake', hello ?? new Uint8Array());
      client.write(wire);
      const next = handle(sender, bytesIn(wire)).state;
      if (next.name === 'failed') break;
      sender = next;
    }
    client.end();
    client.resume();
    await ended;
    expect(session.outcome().error).toEqual({ code: 'flood', alert: 'unexpected_message', by: 'self' });
    expect(session.recorder.events.length).toBeLessThan(100);
  });
});

/** A server of TLS 1.2 that has just finished a handshake with our client. */
function connected(): { server: EndpointState } {
  let { client, server }: { client: EndpointState; server: EndpointState } = newEnds({ mutual: false });
  let toServer: Uint8Array[] = [];
  const run = (from: EndpointState, input: Parameters<typeof handle>[1]) => {
    const { state: after, events } = handle(from, input);
    const ask = events.find((event) => event.kind === 'ask');
    const sent = events.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
    if (ask?.kind !== 'ask') return { after, sent };
    const answered = handle(after, { kind: 'answer', http: ocspGood(ask.question) });
    const more = answered.events.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
    return { after: answered.state, sent: [...sent, ...more] };
  };
  const started = run(client, { kind: 'start' });
  client = started.after;
  toServer = started.sent;
  while (server.name !== 'connected') {
    const toClient: Uint8Array[] = [];
    for (const wire of toServer) {
      const next = run(server, bytesIn(wire));
      server = next.after;
      toClient.push(...next.sent);
    }
    toServer = [];
    for (const wire of toClient) {
      const next = run(client, bytesIn(wire));
      client = next.after;
      toServer.push(...next.sent);
    }
  }
  return { server };
}
