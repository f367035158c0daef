import { describe, expect, it } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { GROUP_NAMES } from '../../crypto/keyAgreement.ts';
import { bytesIn, handle, REQUEST, RESPONSE, secretsOf, sentBy, type Talk, talk } from '../endpoints.testing.ts';
import type { EndpointEvent, Side } from '../events.ts';
import { newEnds13, TICKETS } from './endpoints13.testing.ts';
import { SUITES_13 } from './index.ts';
import type { Session13 } from './session.ts';

const typesOf = (one: Talk, side: Side) => sentBy(one, side).map(({ type }) => type);
const eventsOf = (one: Talk, side: Side): readonly EndpointEvent[] =>
  one.happenings.flatMap((happening) => (happening.side === side ? happening.events : []));
const beliefsOf = (one: Talk, side: Side) =>
  eventsOf(one, side).flatMap((event) => (event.kind === 'belief' ? [event.belief] : []));
const sessionOf = (one: Talk): Session13 => {
  const found = eventsOf(one, 'client').find((event) => event.kind === 'session');
  if (found?.kind !== 'session') throw new Error('no ticket came');
  return found.session;
};
function expectDone(one: Talk): void {
  expect(one.heard.server).toEqual(REQUEST);
  expect(one.heard.client).toEqual(RESPONSE);
  expect([one.ends.client.name, one.ends.server.name]).toEqual(['closed', 'closed']);
}

describe('A full handshake (RFC 9846 2, figure 1)', () => {
  it('one-way: the messages of each side, in their order', () => {
    const one = talk(newEnds13({ mutual: false }));
    expectDone(one);
    expect(typesOf(one, 'client')).toEqual(['ClientHello', 'ChangeCipherSpec', 'Finished', 'ApplicationData', 'Alert']);
    expect(typesOf(one, 'server')).toEqual([
      ...['ServerHello', 'ChangeCipherSpec', 'EncryptedExtensions', 'Certificate', 'CertificateVerify', 'Finished'],
      ...['NewSessionTicket', 'ApplicationData', 'Alert'],
    ]);
  });

  it('mutual: the server asks, the client shows its certificate and proves its key', () => {
    const one = talk(newEnds13());
    expectDone(one);
    expect(typesOf(one, 'client').slice(1, 5)).toEqual([
      'ChangeCipherSpec',
      'Certificate',
      'CertificateVerify',
      'Finished',
    ]);
    expect(beliefsOf(one, 'server')).toContain('server.connected');
  });

  it('all behind ServerHello is encrypted but for ChangeCipherSpec, and the record says application_data', () => {
    const one = talk(newEnds13());
    for (const side of ['client', 'server'] as const) {
      for (const { type, encrypted, wire } of sentBy(one, side)) {
        const open = ['ClientHello', 'ServerHello', 'ChangeCipherSpec'].includes(type);
        expect(encrypted, type).toBe(!open);
        if (encrypted) expect(wire[0], type).toBe(23);
        expect([wire[1], wire[2]]).toEqual([3, 3]);
      }
    }
  });

  it('both sides derive the same secrets', () => {
    const one = talk(newEnds13());
    const [client, server] = [secretsOf(one, 'client'), secretsOf(one, 'server')];
    for (const name of ['handshakeSecret', 'mainSecret', 'exporterSecret', 'resumptionSecret', 'serverApplicationKey'])
      expect(toHex(client[name] ?? new Uint8Array()), name).toBe(toHex(server[name] ?? new Uint8Array(1)));
  });

  it.each(SUITES_13.flatMap((suite) => GROUP_NAMES.map((group) => [suite.name, group] as const)))(
    'with %s and %s',
    (name, group) => {
      const suites = SUITES_13.filter((suite) => suite.name === name);
      const one = talk(newEnds13({ options: { suites, groups: [group], shares: [group] } }));
      expectDone(one);
    },
  );
});

describe('HelloRetryRequest (RFC 9846 4.2.4)', () => {
  it('asks for the share that the client did not bring, and the second hello brings it with the cookie', () => {
    const one = talk(newEnds13({ options: { shares: ['x25519'] }, serverOptions: { groups: ['secp256r1'] } }));
    expectDone(one);
    expect(typesOf(one, 'client').slice(0, 4)).toEqual([
      'ClientHello',
      'ChangeCipherSpec',
      'ClientHello',
      'Certificate',
    ]);
    expect(typesOf(one, 'server').slice(0, 4)).toEqual([
      'HelloRetryRequest',
      'ChangeCipherSpec',
      'ServerHello',
      'EncryptedExtensions',
    ]);
  });

  it('is not sent where there is no common group at all', () => {
    const one = talk(newEnds13({ options: { groups: ['x25519'] }, serverOptions: { groups: ['secp256r1'] } }));
    expect(typesOf(one, 'server')).toEqual(['Alert']);
    expect(one.ends.client).toMatchObject({ name: 'failed', error: { alert: 'handshake_failure' } });
  });
});

describe('Resumption with a ticket (RFC 9846 2.2)', () => {
  const first = talk(newEnds13());

  it('needs no certificate, and the server still knows the customer', () => {
    const one = talk(newEnds13({ options: { session: sessionOf(first) } }));
    expectDone(one);
    expect(typesOf(one, 'server')).not.toContain('Certificate');
    expect(typesOf(one, 'server')).not.toContain('CertificateRequest');
    const connected = eventsOf(one, 'server').find((e) => e.kind === 'belief' && e.belief === 'server.connected');
    expect(connected).toMatchObject({ details: { subject: 'alice' } });
  });

  it('works behind a HelloRetryRequest too: the binder covers both hellos', () => {
    const session = sessionOf(first);
    const one = talk(newEnds13({ options: { session }, serverOptions: { groups: ['secp256r1'] } }));
    expectDone(one);
    expect(typesOf(one, 'server')).not.toContain('Certificate');
  });

  it.each([
    ['too old', { server: { now: Date.UTC(2030, 0) } }],
    ['of another server', { serverOptions: { tickets: { ...TICKETS, key: new Uint8Array(32) } } }],
    ['of a server that gives none', { serverOptions: { tickets: null } }],
  ] as const)('falls back to a full handshake with a ticket %s', (_, setting) => {
    const one = talk(newEnds13({ ...setting, options: { session: sessionOf(first) } }));
    expect(typesOf(one, 'server')).toContain('Certificate');
  });

  it('is refused with decrypt_error where the binder does not fit the secret in the ticket', () => {
    const session = { ...sessionOf(first), psk: new Uint8Array(32) };
    const one = talk(newEnds13({ options: { session } }));
    expect(one.ends.client).toMatchObject({ name: 'failed', error: { alert: 'decrypt_error' } });
  });
});

describe('Late rejection', () => {
  it('the client is connected and has sent its request before it learns that its certificate is refused', () => {
    const one = talk(newEnds13({ client: { credential: null } }));
    expect(beliefsOf(one, 'client').slice(-2)).toEqual(['client.connected', 'client.told']);
    expect(typesOf(one, 'client').at(-1)).toBe('ApplicationData');
    expect(one.ends.client).toMatchObject({ name: 'failed', error: { alert: 'certificate_required' } });
    const alert = sentBy(one, 'server').at(-1);
    expect(alert).toMatchObject({ type: 'Alert', encrypted: true });
    expect(one.heard.server).toHaveLength(0);
  });
});

describe('KeyUpdate (RFC 9846 4.7.3)', () => {
  it.each([true, false])('changes the keys of one direction, or of both where it is asked for (%s)', (request) => {
    let { client, server } = newEnds13({ mutual: false });
    const carry = (input: Parameters<typeof handle>[1]): void => {
      let toServer = [input];
      while (toServer.length > 0) {
        const back: Uint8Array[] = [];
        for (const one of toServer) {
          const result = handle(client, one);
          client = result.state as typeof client;
          for (const event of result.events) {
            if (event.kind === 'ask') throw new Error('nothing is asked here');
            if (event.kind !== 'send') continue;
            const answer = handle(server, bytesIn(event.message.wire));
            server = answer.state as typeof server;
            for (const one of answer.events) if (one.kind === 'send') back.push(one.message.wire);
          }
        }
        toServer = back.map(bytesIn);
      }
    };
    ({ client, server } = newEnds13({ mutual: false, revocation: 'off' }));
    carry({ kind: 'start' });
    const before = [client.connection, server.connection];
    carry({ kind: 'updateKeys', request });
    carry({ kind: 'write', data: REQUEST });
    expect(client.name).toBe('connected');
    expect(server.name).toBe('connected');
    const keyOf = (state: unknown) => toHex((state as { key: Uint8Array }).key);
    expect(keyOf(client.connection.write)).toBe(keyOf(server.connection.read));
    expect(keyOf(client.connection.read)).toBe(keyOf(server.connection.write));
    expect(keyOf(client.connection.write) === keyOf(before[0]?.write)).toBe(false);
    expect(keyOf(server.connection.write) === keyOf(before[1]?.write)).toBe(!request);
  });
});

describe('Version negotiation (RFC 9846 4.3.1)', () => {
  const both = { versions: ['tls1.3', 'tls1.2'] } as const;

  it('a client that offers both speaks 1.2 with a server that knows nothing else', () => {
    const one = talk(newEnds13({ client: both, server: { versions: ['tls1.2'], tls13: null } }));
    expectDone(one);
    expect(one.ends.client.version).toBe('tls1.2');
  });

  it('and 1.3 with a server that prefers it', () => {
    const one = talk(newEnds13({ client: both, server: both }));
    expectDone(one);
    expect(one.ends.server.version).toBe('tls1.3');
  });

  it('without a common version the server refuses with protocol_version', () => {
    const one = talk(newEnds13({ server: { versions: ['tls1.2'], tls13: null } }));
    expect(one.ends.client).toMatchObject({ name: 'failed', error: { alert: 'protocol_version' } });
  });
});
