// Suites, modes and the extended master secret: both sides hold the same keys, derived as RFC 5246 8.1 and RFC 7627 4 say.
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import {
  bytesIn,
  handle,
  insideOf,
  newEnds,
  ocspGood,
  openSent,
  REQUEST,
  RESPONSE,
  secretsOf,
  sentBy,
  talk,
} from '../endpoints.testing.ts';
import { decodeHandshake, encodeHandshake } from '../messages/handshake.ts';
import type { HelloExtension } from '../messages/types.ts';
import { encodeRecord } from '../record/record.ts';
import { type SuiteName, suiteByName } from '../suites.ts';
import { extendedMasterSecret, masterSecret, verifyData } from './prf.ts';

const SUITES: readonly SuiteName[] = [
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_128_CBC_SHA256',
];
const CASES = SUITES.flatMap((suite) => [
  { suite, mutual: false },
  { suite, mutual: true },
]);

/** Lengths of MAC key, key and fixed IV by RFC 5246 C and 6.3, RFC 5288 3. */
const KEY_LENGTHS: Readonly<Partial<Record<SuiteName, readonly [number, number, number]>>> = {
  TLS_RSA_WITH_AES_128_GCM_SHA256: [0, 16, 4],
  TLS_RSA_WITH_AES_256_GCM_SHA384: [0, 32, 4],
  TLS_RSA_WITH_AES_128_CBC_SHA256: [32, 16, 0],
};

describe.each(CASES)('$suite, mutual: $mutual', ({ suite: name, mutual }) => {
  const suite = suiteByName(name);
  const conversation = talk(newEnds({ suite: name, mutual }));
  const secrets = { client: secretsOf(conversation, 'client'), server: secretsOf(conversation, 'server') };
  const clientSent = sentBy(conversation, 'client');
  const serverSent = sentBy(conversation, 'server');

  it('exchanges the messages of RFC 5246 7.3 in their order, then data, then both closure alerts', () => {
    expect(clientSent.map(({ type }) => type)).toEqual([
      'ClientHello',
      ...(mutual ? ['Certificate'] : []),
      'ClientKeyExchange',
      ...(mutual ? ['CertificateVerify'] : []),
      'ChangeCipherSpec',
      'Finished',
      'ApplicationData',
      'Alert',
    ]);
    expect(serverSent.map(({ type }) => type)).toEqual([
      'ServerHello',
      'Certificate',
      ...(mutual ? ['CertificateRequest'] : []),
      'ServerHelloDone',
      'ChangeCipherSpec',
      'Finished',
      'ApplicationData',
      'Alert',
    ]);
  });

  it('protects everything behind ChangeCipherSpec, and nothing before', () => {
    for (const sent of [clientSent, serverSent]) {
      const change = sent.findIndex(({ type }) => type === 'ChangeCipherSpec');
      expect(sent.map(({ encrypted }) => encrypted)).toEqual(sent.map((_, i) => i > change));
    }
  });

  it('ends closed on both sides, with the data that was sent', () => {
    expect([conversation.ends.client.name, conversation.ends.server.name]).toEqual(['closed', 'closed']);
    expect(conversation.heard).toEqual({ client: RESPONSE, server: REQUEST });
  });

  it('gives both sides the same secrets', () => {
    const hex = (side: 'client' | 'server') =>
      Object.fromEntries(Object.entries(secrets[side]).map(([secret, value]) => [secret, toHex(value)]));
    expect(hex('server')).toEqual(hex('client'));
  });

  it('derives keys of the lengths that the suite asks for', () => {
    const [mac, length, iv] = KEY_LENGTHS[name] ?? [0, 0, 0];
    const lengths = (part: string) => [secrets.client[`clientWrite${part}`], secrets.client[`serverWrite${part}`]];
    expect(lengths('MacKey').map((value) => value?.length ?? 0)).toEqual([mac, mac]);
    expect(lengths('Key').map((value) => value?.length ?? 0)).toEqual([length, length]);
    expect(lengths('Iv').map((value) => value?.length ?? 0)).toEqual([iv, iv]);
    expect(secrets.client['clientWriteKey']).not.toEqual(secrets.client['serverWriteKey']);
  });

  it('derives the master secret from the premaster secret and the hash up to ClientKeyExchange (RFC 7627 4)', () => {
    const upToExchange = [
      ...clientSent.slice(0, 1),
      ...serverSent.slice(0, mutual ? 4 : 3),
      ...clientSent.slice(1, mutual ? 3 : 2),
    ].map(insideOf);
    const sessionHash = digest(suite.hash, ...upToExchange);
    const expected = extendedMasterSecret(suite.hash, secrets.client['premasterSecret'] as Uint8Array, sessionHash);
    expect(toHex(secrets.client['masterSecret'] as Uint8Array)).toBe(toHex(expected));
  });

  it('finishes over all handshake messages before, both sides and CertificateVerify included (7.4.9)', () => {
    const before = [
      ...clientSent.slice(0, 1),
      ...serverSent.slice(0, mutual ? 4 : 3),
      ...clientSent.slice(1, mutual ? 4 : 2),
    ].map(insideOf);
    const master = secrets.client['masterSecret'] as Uint8Array;
    const finished = (sent: typeof clientSent) =>
      insideOf(sent.find(({ type }) => type === 'Finished') as (typeof clientSent)[number]);
    const ofClient = verifyData(suite.hash, master, 'client finished', digest(suite.hash, ...before));
    expect(toHex(finished(clientSent))).toBe(`1400000c${toHex(ofClient)}`);
    const hash = digest(suite.hash, ...before, finished(clientSent));
    const ofServer = verifyData(suite.hash, master, 'server finished', hash);
    expect(toHex(finished(serverSent))).toBe(`1400000c${toHex(ofServer)}`);
  });
});

describe.each([{ mutual: false }, { mutual: true }])(
  'without the extended master secret, mutual: $mutual',
  ({ mutual }) => {
    it('the master secret follows from both randoms (RFC 5246 8.1), and the handshake completes', () => {
      const conversation = resume(withoutExtension(mutual));
      expect([conversation.client.name, conversation.server.name]).toEqual(['connected', 'connected']);
      const { client, server } = conversation.secrets;
      const expected = masterSecret(
        'sha256',
        client['premasterSecret'] as Uint8Array,
        client['clientRandom'] as Uint8Array,
        server['serverRandom'] as Uint8Array,
      );
      expect(toHex(client['masterSecret'] as Uint8Array)).toBe(toHex(expected));
      expect(toHex(server['masterSecret'] as Uint8Array)).toBe(toHex(expected));
    });

    it('because somebody on the way took it out of ClientHello, the server refuses the Finished', () => {
      const conversation = talk(newEnds({ mutual }), (_from, sent) =>
        sent.map((message) => (message.type === 'ClientHello' ? stripped(message.wire) : message.wire)),
      );
      const { client, server } = conversation.ends;
      // Mutual, the signature over another transcript fails before.
      const check = mutual ? 'possession' : 'finished.verify';
      expect(server).toMatchObject({ name: 'failed', error: { kind: 'check', check: { check } } });
      expect(client).toMatchObject({ name: 'failed', error: { kind: 'alert', alert: 'decrypt_error' } });
    });
  },
);

const isNotExtended = ({ type }: HelloExtension): boolean => type !== 'extended_master_secret';

function stripped(wire: Uint8Array): Uint8Array {
  const decoded = decodeHandshake(wire.subarray(5));
  if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no ClientHello');
  const { message } = decoded.value;
  const changed = { ...message, extensions: message.extensions.filter(isNotExtended) };
  return encodeRecord('handshake', encodeHandshake(changed).bytes).bytes;
}

type Step = ReturnType<typeof handle>;
type Started = { readonly client: Step; readonly server: Step };

/**
 * A server that does not know the extension: it is given a ClientHello without it, and then the transcript that the
 * client has, as if it had passed over the extension itself.
 */
function withoutExtension(mutual: boolean): Started {
  const ends = newEnds({ mutual });
  const client = handle(ends.client, { kind: 'start' });
  const hello = wiresOf(client)[0] ?? new Uint8Array();
  const server = handle(ends.server, bytesIn(stripped(hello)));
  const sent = server.state.connection.transcript.subarray(stripped(hello).length - 5);
  const connection = { ...server.state.connection, transcript: concat(hello.subarray(5), sent) };
  return { client, server: { ...server, state: { ...server.state, connection } as typeof server.state } };
}

function wiresOf({ events }: Step): Uint8Array[] {
  return events.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
}

/** Carries on where both hellos were exchanged, until nobody has more to say. */
function resume(started: Started) {
  const now = { client: started.client.state, server: started.server.state };
  const events = { client: [...started.client.events], server: [...started.server.events] };
  const queue = wiresOf(started.server).map((wire) => ({
    side: 'client' as 'client' | 'server',
    input: bytesIn(wire),
  }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { side } = next;
    const step = handle(now[side], next.input);
    now[side] = step.state;
    events[side].push(...step.events);
    for (const wire of wiresOf(step))
      queue.push({ side: side === 'client' ? 'server' : 'client', input: bytesIn(wire) });
    for (const event of step.events) {
      if (event.kind === 'ask') queue.unshift({ side, input: { kind: 'answer', http: ocspGood(event.question) } });
    }
  }
  const secrets = (side: 'client' | 'server'): Record<string, Uint8Array> =>
    Object.fromEntries(events[side].flatMap((e) => (e.kind === 'secret' ? [[e.secret, e.value] as const] : [])));
  return { ...now, secrets: { client: secrets('client'), server: secrets('server') } };
}

describe('a closure', () => {
  it('is a warning of type close_notify both ways (7.2.1)', () => {
    const { happenings } = talk(newEnds());
    const closures = happenings.flatMap(({ before, events }) =>
      events.flatMap((e) =>
        e.kind === 'send' && e.message.type === 'Alert' ? [openSent(before, e.message.wire)] : [],
      ),
    );
    expect(closures).toEqual(Array(2).fill({ type: 'alert', content: Uint8Array.of(1, 0) }));
  });
});
