// What a server of TLS 1.3 must take, and what it must refuse, in the hellos of clients that are not ours (RFC 9846 4.2).

import { describe, expect, it } from 'vitest';
import { concat } from '../../bytes/hex.ts';
import { ALERT_CODES, type AlertName } from '../alertCodes.ts';
import { GROUPS } from '../codePoints/groups.ts';
import { bytesIn, type EndState, handle, insideOf, recordFor, type Talk, talk } from '../endpoints.testing.ts';
import { encodeRecord } from '../record/record.ts';
import { newEnds13 } from './endpoints13.testing.ts';
import type { Extension13 } from './messages/extensionTypes.ts';
import { decodeHandshake13, encodeHandshake13 } from './messages/handshake.ts';
import type { ClientHello13 } from './messages/types.ts';

const inRecord = (hello: ClientHello13): Uint8Array => encodeRecord('handshake', encodeHandshake13(hello).bytes).bytes;

function helloIn(raw: Uint8Array): ClientHello13 {
  const decoded = decodeHandshake13(raw);
  if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no ClientHello');
  return decoded.value.message;
}

/** The hellos of our client against a server that wants another group, and the server behind each of them. */
function retried(): { first: ClientHello13; second: ClientHello13; server: EndState } {
  const one = talk(newEnds13({ options: { shares: ['x25519'] }, serverOptions: { groups: ['secp256r1'] } }));
  const [first, second] = hellos(one);
  const asked = one.happenings.find(({ after }) => after.name === 'waitSecondClientHello');
  if (!first || !second || !asked) throw new Error('no retry');
  return { first, second, server: asked.after };
}
const hellos = ({ happenings }: Talk): ClientHello13[] =>
  happenings.flatMap(({ side, events }) =>
    events.flatMap((event) =>
      side === 'client' && event.kind === 'send' && event.message.type === 'ClientHello'
        ? [helloIn(insideOf(event.message))]
        : [],
    ),
  );

const sent = ({ events }: ReturnType<typeof handle>) =>
  events.flatMap((event) => (event.kind === 'send' ? [event.message] : []));

function expectRefused(result: ReturnType<typeof handle>, alert: AlertName): void {
  expect(result.state.name).toBe('failed');
  expect(sent(result).map((message) => message.type === 'Alert' && message.details.code)).toEqual([ALERT_CODES[alert]]);
}

const other = (code: number, ...data: number[]): Extension13 => ({
  type: 'unknown',
  code,
  data: Uint8Array.from(data),
});

describe('The second ClientHello is the first one, but for what 4.2.2 lets change', () => {
  const { second, server } = retried();
  const take = (change: (hello: ClientHello13) => Partial<ClientHello13>) =>
    handle(server, bytesIn(inRecord({ ...second, ...change(second) })));
  const withExtensions = (change: (extensions: readonly Extension13[]) => readonly Extension13[]) =>
    take(({ extensions }) => ({ extensions: change(extensions) }));

  it('the order of its extensions may differ', () => {
    const result = withExtensions((extensions) => [...extensions].reverse());
    expect(sent(result).map(({ type }) => type)).toContain('ServerHello');
  });

  it('padding may be added', () => {
    const result = withExtensions((extensions) => [other(21, 0, 0, 0), ...extensions]);
    expect(sent(result).map(({ type }) => type)).toContain('ServerHello');
  });

  it.each([
    ['another extension is added', (all: readonly Extension13[]) => [...all, other(99, 1)]],
    ['one is left out', (all: readonly Extension13[]) => all.filter(({ type }) => type !== 'signature_algorithms')],
    [
      'one says something else',
      (all: readonly Extension13[]) =>
        all.map((one) => (one.type === 'supported_groups' ? { ...one, groups: [...one.groups].reverse() } : one)),
    ],
    ['early data is announced again', (all: readonly Extension13[]) => [...all, other(42)]],
    ['the cookie is missing', (all: readonly Extension13[]) => all.filter(({ type }) => type !== 'cookie')],
  ])('illegal_parameter where %s', (_what, change) => {
    expectRefused(withExtensions(change), 'illegal_parameter');
  });

  it('illegal_parameter where the random or the suites differ', () => {
    expectRefused(
      take(() => ({ random: new Uint8Array(32) })),
      'illegal_parameter',
    );
    expectRefused(
      take(({ suites }) => ({ suites: [...suites].reverse() })),
      'illegal_parameter',
    );
  });

  it('early data that the first hello announced is no longer announced', () => {
    const ends = newEnds13({ options: { shares: ['x25519'] }, serverOptions: { groups: ['secp256r1'] } });
    const { first } = retried();
    const asked = handle(ends.server, bytesIn(inRecord({ ...first, extensions: [other(42), ...first.extensions] })));
    expect(sent(asked).map(({ type }) => type)).toContain('HelloRetryRequest');
  });
});

describe('A server that does not insist on a group', () => {
  it('takes the share that the client brought, though it would rather have another group', () => {
    const one = talk(
      newEnds13({ options: { shares: ['secp256r1'] }, serverOptions: { groups: ['x25519', 'secp256r1'] } }),
    );
    expect(one.ends.server.name).toBe('closed');
    expect(hellos(one)).toHaveLength(1);
  });

  it('asks for another one only where it knows none of those that came', () => {
    const one = talk(newEnds13({ options: { shares: ['x25519'] }, serverOptions: { groups: ['secp256r1'] } }));
    expect(hellos(one)).toHaveLength(2);
    expect(hellos(one)[1]?.extensions.find(({ type }) => type === 'key_share')).toMatchObject({
      share: { entries: [{ group: GROUPS.secp256r1 }] },
    });
  });
});

describe('ClientHello.legacy_version', () => {
  const { first } = retried();
  it.each([0x0002, 0x0100, 0x0300, 0x0301, 0x0302, 0x0304, 0x0305, 0xffff])(
    '0x%s is refused with protocol_version: only 0x0303 may stand there (4.2.2)',
    (version) => {
      expectRefused(handle(newEnds13().server, bytesIn(inRecord({ ...first, version }))), 'protocol_version');
    },
  );
});

describe('A Finished of another length than the hash (4.5.3)', () => {
  const one = talk(newEnds13({ mutual: false }));
  const waiting = one.happenings
    .map(({ before }) => before)
    .filter(({ name, connection }) => name === 'waitFinished' && connection.handshake.length === 0);
  const finished = (bytes: number) => concat(Uint8Array.of(20, 0, 0, bytes), new Uint8Array(bytes));

  it('is a decode_error on both sides: "the length of the message was incorrect" (6.2)', () => {
    expect(new Set(waiting.map((state) => ('serverName' in state.config ? 'client' : 'server')))).toEqual(
      new Set(['client', 'server']),
    );
    for (const state of waiting)
      for (const length of [0, 1, 31, 33, 48, 64])
        expectRefused(handle(state, bytesIn(recordFor(state, 'handshake', finished(length)))), 'decode_error');
  });

  it('and one of the right length with other bytes is a decrypt_error', () => {
    for (const state of waiting)
      expectRefused(handle(state, bytesIn(recordFor(state, 'handshake', finished(32)))), 'decrypt_error');
  });
});

describe('A message that may not come now', () => {
  const one = talk(newEnds13());
  const states = one.happenings
    .map(({ before }) => before)
    .filter(({ name }) => (name.startsWith('wait') && name !== 'waitRevocationAnswer') || name === 'connected')
    .filter(({ version }) => version === 'tls1.3');
  it('is an unexpected_message, whatever stands in it', () => {
    expect(states.length).toBeGreaterThan(5);
    for (const state of states)
      for (const type of [0, 3, 12, 14, 16, 22, 99]) {
        const raw = Uint8Array.of(type, 0, 0, 3, 9, 9, 9);
        expectRefused(handle(state, bytesIn(recordFor(state, 'handshake', raw))), 'unexpected_message');
      }
  });

  it('so is a Certificate of TLS 1.2 that comes before ServerHello', () => {
    const client = handle(newEnds13().client, { kind: 'start' }).state;
    const raw = Uint8Array.of(11, 0, 0, 3, 0, 0, 0);
    expectRefused(handle(client, bytesIn(encodeRecord('handshake', raw).bytes)), 'unexpected_message');
  });
});

describe('What CertificateVerify signs (4.5.2)', () => {
  it.each([
    ['TLS_AES_128_GCM_SHA256', 130],
    ['TLS_AES_256_GCM_SHA384', 146],
  ] as const)('64 spaces, 33 bytes of context, a zero and the hash: with %s %i bytes', async (suite, bytes) => {
    const { suite13ByName } = await import('./suites13.ts');
    const { happenings } = talk(newEnds13({ options: { suites: [suite13ByName(suite)] } }));
    const events = happenings.flatMap((each) => each.events);
    const evidence = events.flatMap((event) =>
      event.kind === 'check' && event.check.check === 'possession' ? [event.check.evidence.signedBytes] : [],
    );
    const signed = events.flatMap((event) =>
      event.kind === 'operation' && event.operation === 'transcript.sign' ? [event.details.bytes] : [],
    );
    expect(evidence).toEqual([bytes, bytes]);
    expect(signed).toEqual([bytes, bytes]);
  });
});
