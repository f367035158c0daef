// TLS 1.3 with node:tls in memory, in both directions, and with more data than a record may hold.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { offered, preferred } from '../lab/run/capabilities.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { LAB_NAMES } from '../lab/scenario/names.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../lab/scenario/scenario.ts';
import { endpointStream } from '../testing/endpointStream.ts';
import { someOf } from '../testing/otherDay.ts';
import { type PeerCertificate, realNow, tlsConnect, tlsSocket } from '../testing/outside.ts';
import { handleClient, handleServer, newClient, newServer } from '../tls/endpoint.ts';
import { makeBundle } from './bundle.ts';

await prepareAll();
const bundles = (['rsa', 'p256', 'ed25519'] as const).map((kind) => ({
  kind,
  ...makeBundle(
    { ...DEFAULT_SCENARIO, mode: 'mutual', protocol: 'tls1.3', faults: [], serverKey: kind, clientKey: kind },
    [],
    1,
    realNow(),
  ),
}));
const CASES = bundles.flatMap((bundle) => [true, false].map((mutual) => ({ kind: bundle.kind, mutual, bundle })));
/** Longer than a record may be. */
const LONG = 'authenticated is not authorised '.repeat(1000);
const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3' });

const common = (bundle: (typeof bundles)[number]) => ({
  random: platformRandom,
  now: realNow(),
  anchors: [bundle.world.authority.root.certificate],
  revocation: 'off' as const,
  revocationPolicy: 'hard' as const,
  alpn: ['http/1.1'],
});

beforeAll(prepareAll);

describe('node:tls as the server of our client', () => {
  it.each(someOf(CASES))('with keys of kind $kind, mutual: $mutual', async ({ bundle, mutual }) => {
    const file = (name: string): string => String(bundle.files[name]);
    let heard = '';
    let state = newClient({
      ...common(bundle),
      ...offered({ protocol: 'tls1.3', group: 'x25519' }),
      serverName: LAB_NAMES.host,
      credential: mutual ? bundle.world.client : null,
      sendUnlisted: false,
    });
    const client = endpointStream(
      (input) => {
        const next = handleClient(state, input);
        state = next.state;
        return next.events;
      },
      (event) => {
        if (event.kind === 'established') {
          return [
            { kind: 'updateKeys', request: true },
            { kind: 'write', data: utf8(LONG) },
          ];
        }
        if (event.kind === 'data') heard += fromUtf8(event.data);
        return event.kind === 'data' && heard.length === LONG.length ? [{ kind: 'close' }] : [];
      },
    );
    const socket = tlsSocket(client.stream, {
      isServer: true,
      cert: file('server.pem'),
      key: file('server.key'),
      ca: file('root.pem'),
      minVersion: 'TLSv1.3',
      requestCert: mutual,
      rejectUnauthorized: mutual,
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    socket.on('data', (data: Buffer) => socket.write(data));
    const ended = new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
    client.feed({ kind: 'start' });
    await ended;
    expect(heard).toBe(LONG);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(socket.alpnProtocol).toBe('http/1.1');
    if (mutual) expect((socket.getPeerCertificate() as PeerCertificate).subject.CN).toBe('alice');
  });
});

describe('node:tls as the client of our server', () => {
  it.each(someOf(CASES))('with keys of kind $kind, mutual: $mutual', async ({ bundle, mutual }) => {
    const file = (name: string): string => String(bundle.files[name]);
    let asked = '';
    let state = newServer({
      ...common(bundle),
      ...preferred(scenario, { random: platformRandom, asksForStaple: false, tickets: 2 }),
      credential: bundle.world.server,
      clientCertificate: mutual ? 'require' : 'none',
      staple: null,
    });
    const server = endpointStream(
      (input) => {
        const next = handleServer(state, input);
        state = next.state;
        return next.events;
      },
      (event) => {
        if (event.kind !== 'data') return [];
        asked += fromUtf8(event.data);
        if (asked.length < LONG.length) return [];
        return [{ kind: 'updateKeys', request: true }, { kind: 'write', data: utf8(asked) }, { kind: 'close' }];
      },
    );
    const own = mutual ? { cert: file('client.pem'), key: file('client.key') } : {};
    const socket = tlsConnect({
      socket: server.stream,
      servername: LAB_NAMES.host,
      ca: file('root.pem'),
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      ...own,
    });
    let answer = '';
    let tickets = 0;
    socket.on('session', () => (tickets += 1));
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.on('secureConnect', () => socket.write(LONG));
    await new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
    expect(answer).toBe(LONG);
    expect(socket.authorized).toBe(true);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(tickets).toBe(2);
  });
});
