// An endpoint on a socket: peers that are silent, that vanish, or that go on after they were refused.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { LAB_NOW, SUITES } from '../lab/scenario.ts';
import { newServer } from '../tls/endpoint.ts';
import type { EndpointEvent } from '../tls/events.ts';
import { suiteByName } from '../tls/suites.ts';
import { RSA_KEY_EXCHANGE } from '../tls/tls12/abilities.ts';
import { makeBundle } from './bundle.ts';
import { runOnSocket, type Session } from './socket.ts';

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
  readonly session: Session;
  readonly ended: Promise<string | null>;
}

/** Our server on a socket, and its peer. */
async function meet(silenceMs: number, onEvent: (event: EndpointEvent) => void = () => {}): Promise<Met> {
  if (!listener.listening) await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const accepted = once(listener, 'connection');
  const client = connect(address.port, '127.0.0.1').on('error', () => {});
  const [socket]: Socket[] = await accepted;
  if (!socket) throw new Error('no socket');
  return await new Promise((resolve) => {
    const ended = new Promise<string | null>((end) => {
      const session = runOnSocket(socket, state, 'server', { onEvent, onEnd: end }, silenceMs);
      queueMicrotask(() => resolve({ client, session, ended }));
    });
  });
}

describe('An endpoint on a socket', () => {
  it('lets go of a peer that says nothing', async () => {
    const { client, session, ended } = await meet(50);
    const closed = once(client, 'close');
    expect(await ended).toBe('nothing came for 0.05 s');
    await closed;
    expect(session.outcome()).toEqual({
      state: 'failed',
      error: { code: 'connection.closed', alert: '', by: 'peer' },
    });
  });

  it('says that the connection was reset', async () => {
    const { client, ended } = await meet(5000);
    client.resetAndDestroy();
    expect(await ended).toBe('connection reset');
  });

  it('keeps nothing of what a peer sends after it was refused, and hears it out so that the alert arrives', async () => {
    const { client, session, ended } = await meet(5000);
    const heard = once(client, 'data');
    client.write(fromHex('170303000100')); // application data comes too early
    const [alert] = await heard;
    expect(alert).toEqual(Buffer.from('1503030002020a', 'hex')); // fatal unexpected_message
    client.end(Buffer.alloc(1 << 20));
    expect(await ended).toBeNull();
    expect(session.state().connection.pending.length).toBeLessThan(100);
  });

  it('ends alone when something in it breaks', async () => {
    const { client, ended } = await meet(5000, () => {
      throw new Error('broken');
    });
    client.write(utf8('no TLS'));
    expect(await ended).toBe('internal error: broken');
  });
});
