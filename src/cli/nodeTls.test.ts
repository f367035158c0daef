// Our endpoints against node:tls, in memory, without sockets.

import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { LAB_NAMES } from '../lab/scenario/names.ts';
import { commonName } from '../pki/x509/certificate.ts';
import { endpointStream } from '../testing/endpointStream.ts';
import { someOf } from '../testing/otherDay.ts';
import { type PeerCertificate, realNow, tlsConnect, tlsSocket } from '../testing/outside.ts';
import {
  type ClientSetup,
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerSetup,
  type ServerState,
} from '../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput } from '../tls/events.ts';
import { type SuiteName, suiteByName } from '../tls/suites.ts';
import { ECDHE, RSA_KEY_EXCHANGE } from '../tls/tls12/capabilities.ts';
import { makeBundle } from './bundle.ts';

registerEcc();
const { world, files } = makeBundle({ mode: 'mutual', protocol: 'tls1.2-rsa', faults: [] }, [], 1, realNow());
const file = (name: string): string => String(files[name]);
const ca = file('root.pem');

const CASES = (
  [
    ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'AES128-GCM-SHA256'],
    ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'AES256-GCM-SHA384'],
    ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'AES128-SHA256'],
    ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
    ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ] as const
).flatMap(([suite, cipher]) => [
  { suite, cipher, mutual: false },
  { suite, cipher, mutual: true },
]);
type Case = (typeof CASES)[number];

/** Longer than a record may be (RFC 5246 6.2.1). */
const LONG = 'authenticated is not authorised '.repeat(1000);

const common = (suite: SuiteName) => ({
  ...(suite.startsWith('TLS_ECDHE') ? ECDHE : RSA_KEY_EXCHANGE),
  random: platformRandom,
  now: realNow(),
  suites: [suiteByName(suite)],
  anchors: [world.authority.root.certificate],
  revocation: 'off' as const,
  revocationPolicy: 'hard' as const,
  alpn: ['http/1.1'],
});

function ourClient(config: ClientSetup, onEvent: (event: EndpointEvent) => readonly EndpointInput[]) {
  let state: ClientState = newClient(config);
  const ends = endpointStream((input) => {
    const next = handleClient(state, input);
    state = next.state;
    return next.events;
  }, onEvent);
  return { ...ends, state: () => state };
}

function ourServer(config: ServerSetup, onEvent: (event: EndpointEvent) => readonly EndpointInput[]) {
  let state: ServerState = newServer(config);
  const ends = endpointStream((input) => {
    const next = handleServer(state, input);
    state = next.state;
    return next.events;
  }, onEvent);
  return { ...ends, state: () => state };
}

describe('node:tls as the server of our client', () => {
  it.each(someOf(CASES))('speaks $cipher, mutual: $mutual', async ({ suite, cipher, mutual }) => {
    let heard = '';
    const client = ourClient(
      { ...common(suite), serverName: LAB_NAMES.host, credential: mutual ? world.client : null, sendUnlisted: false },
      (event) => {
        if (event.kind === 'established') return [{ kind: 'write', data: utf8(LONG) }];
        if (event.kind === 'data') heard += fromUtf8(event.data);
        return event.kind === 'data' && heard.length === LONG.length ? [{ kind: 'close' }] : [];
      },
    );
    const socket = tlsSocket(client.stream, {
      isServer: true,
      cert: file('server.pem'),
      key: file('server.key'),
      ca,
      ciphers: cipher,
      maxVersion: 'TLSv1.2',
      requestCert: mutual,
      rejectUnauthorized: mutual,
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    socket.on('data', (data: Buffer) => socket.write(data));
    const ended = new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
    client.feed({ kind: 'start' });
    await ended;
    expect(heard).toBe(LONG);
    expect(client.state().name).toMatch(/^clos(ing|ed)$/);
    expect(socket.getCipher().standardName).toBe(suite);
    expect(socket.alpnProtocol).toBe('http/1.1');
    if (mutual) expect((socket.getPeerCertificate() as PeerCertificate).subject.CN).toBe('alice');
  });
});

describe('node:tls as the client of our server', () => {
  async function fetch({ suite, cipher, mutual }: Case, credential: boolean) {
    let asked = '';
    let customer: string | null = null;
    const server = ourServer(
      { ...common(suite), credential: world.server, clientCertificate: mutual ? 'require' : 'none', staple: null },
      (event) => {
        if (event.kind !== 'data') return [];
        asked += fromUtf8(event.data);
        if (asked.length < LONG.length) return [];
        const state = server.state();
        if (state.name === 'connected' && state.identity.kind === 'certificate')
          customer = commonName(state.identity.path.leaf);
        return [{ kind: 'write', data: utf8(asked) }, { kind: 'close' }];
      },
    );
    const own = credential ? { cert: file('client.pem'), key: file('client.key') } : {};
    const socket = tlsConnect({
      socket: server.stream,
      servername: LAB_NAMES.host,
      ca,
      ciphers: cipher,
      maxVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      ...own,
    });
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.on('secureConnect', () => socket.write(LONG));
    await new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
    return { answer, customer, socket, state: server.state() };
  }

  it.each(someOf(CASES))('speaks $cipher, mutual: $mutual', async (each) => {
    const { answer, customer, socket, state } = await fetch(each, each.mutual);
    expect(answer).toBe(LONG);
    expect(customer).toBe(each.mutual ? 'alice' : null);
    expect(socket.authorized).toBe(true);
    expect(socket.getCipher().standardName).toBe(each.suite);
    expect(socket.alpnProtocol).toBe('http/1.1');
    expect(state.name).toMatch(/^clos(ing|ed)$/);
  });

  it('is refused without a certificate where one is required', async () => {
    const each = { suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256', cipher: 'AES128-GCM-SHA256', mutual: true } as const;
    await expect(fetch(each, false)).rejects.toThrow(/handshake failure/);
  });
});
