// What each side must refuse in the other's hello, and with which alert: RFC 5246 7.4.1, RFC 5746 3, RFC 7301 3.2.
import { describe, expect, it } from 'vitest';
import { concat } from '../../bytes/hex.ts';
import { HOST } from '../../pki/bank.testing.ts';
import { ALERT_CODES, type AlertName } from '../alertCodes.ts';
import { bytesIn, type EndState, handle, newEnds, sentBy, talk } from '../endpoints.testing.ts';
import { decodeHandshake, encodeHandshake } from '../messages/handshake.ts';
import type { ClientHello, HelloExtension, ServerHello } from '../messages/types.ts';
import { encodeRecord } from '../record/record.ts';

const honest = talk(newEnds());
const CLIENT_HELLO = messageOf('client', 'ClientHello');
const SERVER_HELLO = messageOf('server', 'ServerHello');
const server = newEnds().server;
const client = handle(newEnds().client, { kind: 'start' }).state;

function messageOf<T extends 'ClientHello' | 'ServerHello'>(side: 'client' | 'server', type: T) {
  const bytes = sentBy(honest, side)[0]?.wire.subarray(5) ?? new Uint8Array();
  const decoded = decodeHandshake(bytes);
  if (!decoded.ok || decoded.value.message.type !== type) throw new Error(`no ${type}`);
  return decoded.value.message as Extract<ClientHello | ServerHello, { type: T }>;
}

const inRecord = (message: ClientHello | ServerHello, version?: number) =>
  encodeRecord('handshake', encodeHandshake(message).bytes, version).bytes;
const without = (extensions: readonly HelloExtension[], type: HelloExtension['type']) =>
  extensions.filter((extension) => extension.type !== type);
const withOne = (extensions: readonly HelloExtension[], one: HelloExtension) => [...without(extensions, one.type), one];

function offer(change: Partial<ClientHello>) {
  return handle(server, bytesIn(inRecord({ ...CLIENT_HELLO, ...change })));
}
function answer(change: Partial<ServerHello>) {
  return handle(client, bytesIn(inRecord({ ...SERVER_HELLO, ...change })));
}

it('whose version is that of SSL 3.0 is refused, though supported_versions has TLS 1.2 (RFC 7568 3)', () => {
  const [version] = [{ type: 'supported_versions', versions: [0x0303] } as const];
  expectAlert(offer({ version: 0x0300, extensions: [...CLIENT_HELLO.extensions, version] }), 'protocol_version');
});

/** The only thing sent is a fatal alert, and the endpoint is done. */
function expectAlert({ state, events }: ReturnType<typeof handle>, alert: AlertName): void {
  expect(state.name).toBe('failed');
  const wires = events.flatMap((event) => (event.kind === 'send' ? [[...event.message.wire]] : []));
  expect(wires).toEqual([[21, 3, 3, 0, 2, 2, ALERT_CODES[alert]]]);
}

function answered(state: EndState, events: ReturnType<typeof handle>['events']): ServerHello {
  expect(state.name).toBe('waitCertificate');
  const first = events.find((event) => event.kind === 'send');
  const decoded = decodeHandshake(first?.message.wire.subarray(5) ?? new Uint8Array());
  if (!decoded.ok || decoded.value.message.type !== 'ServerHello') throw new Error('no ServerHello');
  return decoded.value.message;
}

/** For titles that show code points as the registries do. */
const codes = (...all: number[]) => all.map((code) => ({ code, hex: `0x${code.toString(16).padStart(4, '0')}` }));

const EMPTY_RENEGOTIATION: HelloExtension = { type: 'renegotiation_info', verifyData: new Uint8Array() };
const SPLICED: HelloExtension = { type: 'renegotiation_info', verifyData: new Uint8Array(12) };
const alpn = (...protocols: string[]): HelloExtension => ({
  type: 'application_layer_protocol_negotiation',
  protocols,
});

describe('the client offers', () => {
  it('TLS 1.2, null compression, no session, and the suites it was given', () => {
    expect(CLIENT_HELLO).toMatchObject({ version: 0x0303, compression: [0], suites: [0x009c] });
    expect(CLIENT_HELLO.sessionId).toHaveLength(0);
    expect(CLIENT_HELLO.random).toHaveLength(32);
  });

  it('the name it wants to reach, hashes other than MD5 and SHA-1, and the extensions that mend TLS 1.2', () => {
    expect(CLIENT_HELLO.extensions).toEqual([
      { type: 'server_name', name: HOST },
      { type: 'signature_algorithms', schemes: [0x0401, 0x0501, 0x0601] },
      { type: 'extended_master_secret' },
      EMPTY_RENEGOTIATION,
      alpn('http/1.1'),
    ]);
  });

  it.each(['127.0.0.1', '::1'])('no server_name for the literal address %s (RFC 6066 3)', (serverName) => {
    const ends = newEnds();
    const { events } = handle({ ...ends.client, config: { ...ends.client.config, serverName } }, { kind: 'start' });
    const hello = events.find((event) => event.kind === 'send')?.message.wire.subarray(5) ?? new Uint8Array();
    const decoded = decodeHandshake(hello);
    if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no ClientHello');
    expect(decoded.value.message.extensions.map(({ type }) => type)).not.toContain('server_name');
  });
});

describe('the server refuses a ClientHello', () => {
  it.each(codes(0x0300, 0x0301, 0x0302, 0x0002))(
    'of version $hex with protocol_version (7.2.2, E.1)',
    ({ code: version }) => {
      expectAlert(offer({ version }), 'protocol_version');
    },
  );

  it('without a suite that it speaks, with handshake_failure (7.4.1.3)', () => {
    expectAlert(offer({ suites: [0xc02f, 0x1301] }), 'handshake_failure');
  });

  it('that only offers the renegotiation signal as a suite, with handshake_failure', () => {
    expectAlert(offer({ suites: [0x00ff] }), 'handshake_failure');
  });

  it('without null compression, which must be offered, with illegal_parameter (7.4.1.2)', () => {
    expectAlert(offer({ compression: [1] }), 'illegal_parameter');
  });

  it('with bytes in renegotiation_info, with handshake_failure (RFC 5746 3.6)', () => {
    const extensions = withOne(CLIENT_HELLO.extensions, SPLICED);
    expectAlert(offer({ extensions }), 'handshake_failure');
  });

  it('with other application protocols than its own, with no_application_protocol (RFC 7301 3.2)', () => {
    const extensions = withOne(CLIENT_HELLO.extensions, alpn('h2', 'imap'));
    expectAlert(offer({ extensions }), 'no_application_protocol');
  });

  it.each([
    ['with the same extension twice', (hello: Uint8Array) => hello],
    ['with bytes behind its end', (hello: Uint8Array) => concat(hello, Uint8Array.of(0))],
  ])('%s, with an alert for what is malformed (7.4.1.4)', (name, spoil) => {
    const twice = { ...CLIENT_HELLO, extensions: [...CLIENT_HELLO.extensions, EMPTY_RENEGOTIATION] };
    const plain = spoil(encodeHandshake(name.includes('twice') ? twice : CLIENT_HELLO).bytes).slice();
    new DataView(plain.buffer).setUint16(2, plain.length - 4);
    expectAlert(handle(server, bytesIn(encodeRecord('handshake', plain).bytes)), 'decode_error');
  });

  it.each([
    [[0x80, 0x2e, 1, 3, 3], 'unexpected_message', 'in the form of SSL 2.0 (6: no such content type)'],
    [[22, 2, 0, 0, 1, 0], 'protocol_version', 'in a record of another major version'],
    [[22, 3, 3, 0x48, 1], 'record_overflow', 'in a record of more than 2^14 + 2048 bytes (6.2.3)'],
    [[22, 3, 3, 0, 0], 'decode_error', 'in an empty record, which 6.2.1 forbids'],
    [[20, 3, 3, 0, 1, 2], 'unexpected_message', 'in place of which a malformed ChangeCipherSpec comes (7.1)'],
    [[20, 3, 3, 0, 2, 1, 1], 'unexpected_message', 'in place of which a ChangeCipherSpec of two bytes comes (7.1)'],
  ] as const)('%j with %s: %s', (bytes, alert, _because) => {
    expectAlert(handle(server, bytesIn(Uint8Array.from(bytes))), alert);
  });

  it('in a record of more than 2^14 bytes, with record_overflow (6.2.1)', () => {
    const header = Uint8Array.of(22, 3, 3, 0x40, 1);
    expectAlert(handle(server, bytesIn(concat(header, new Uint8Array(0x4001)))), 'record_overflow');
  });

  it('of boundless length, with decode_error, before all of it has come', () => {
    const start = encodeRecord('handshake', Uint8Array.of(1, 0xff, 0xff, 0xff)).bytes;
    expectAlert(handle(server, bytesIn(start)), 'decode_error');
  });
});

describe('the server answers a ClientHello', () => {
  it.each(codes(0x0303, 0x0304, 0x03ff))('of version $hex with TLS 1.2 (7.4.1.3, E.1)', ({ code: version }) => {
    const { state, events } = offer({ version });
    expect(answered(state, events).version).toBe(0x0303);
  });

  it.each(codes(0x0300, 0x0301, 0x0303))('in a record of version $hex (E.1: any 3.x)', ({ code: version }) => {
    const { state, events } = handle(server, bytesIn(inRecord(CLIENT_HELLO, version)));
    expect(answered(state, events).version).toBe(0x0303);
  });

  it('with a suite of its own choice among those offered, however many it does not know', () => {
    const { state, events } = offer({ suites: [0x0a0a, 0xc02f, 0x003c, 0x009c] });
    expect(answered(state, events).suite).toBe(0x009c);
  });

  it('with extensions that the client asked for, and no other (7.4.1.4)', () => {
    const { state, events } = offer({ extensions: [] });
    expect(answered(state, events).extensions).toEqual([]);
  });

  it('passing over extensions that it does not know', () => {
    const unknown: HelloExtension = { type: 'unknown', code: 0x1a1a, data: Uint8Array.of(1) };
    const { state, events } = offer({ extensions: [unknown, ...CLIENT_HELLO.extensions] });
    expect(answered(state, events).extensions).toEqual(SERVER_HELLO.extensions);
  });

  it('with renegotiation_info for the signal in the list of suites (RFC 5746 3.6)', () => {
    const { state, events } = offer({ suites: [0x009c, 0x00ff], extensions: [] });
    expect(answered(state, events).extensions).toEqual([EMPTY_RENEGOTIATION]);
  });

  it('with the protocol that both speak (RFC 7301 3.2)', () => {
    const { state, events } = offer({ extensions: [alpn('h2', 'http/1.1')] });
    expect(answered(state, events).extensions).toEqual([alpn('http/1.1')]);
  });

  it('without a session that could be resumed (7.4.1.3)', () => {
    const { state, events } = offer({ sessionId: Uint8Array.of(1, 2, 3) });
    expect(answered(state, events).sessionId).toHaveLength(0);
  });
});

describe('the client refuses a ServerHello', () => {
  it.each(codes(0x0300, 0x0301, 0x0302, 0x0304))(
    'of version $hex with protocol_version (7.2.2)',
    ({ code: version }) => {
      expectAlert(answer({ version }), 'protocol_version');
    },
  );

  it.each(codes(0x003c, 0x009d, 0xc02f, 0x0000))(
    'with suite $hex, which it did not offer: illegal_parameter',
    ({ code: suite }) => {
      expectAlert(answer({ suite }), 'illegal_parameter');
    },
  );

  it('with a compression that it did not offer, with illegal_parameter (7.2.2)', () => {
    expectAlert(answer({ compression: 1 }), 'illegal_parameter');
  });

  it.each(codes(0x0005, 0x0023, 0x0031))('with extension $hex, which it did not ask for (7.4.1.4)', ({ code }) => {
    const extensions: HelloExtension[] = [
      ...SERVER_HELLO.extensions,
      { type: 'unknown', code, data: new Uint8Array() },
    ];
    expectAlert(answer({ extensions }), 'unsupported_extension');
  });

  it('with an answer to ALPN that it did not send, with unsupported_extension (7.4.1.4)', () => {
    const ends = newEnds();
    const shy = handle({ ...ends.client, config: { ...ends.client.config, alpn: [] } }, { kind: 'start' }).state;
    expectAlert(handle(shy, bytesIn(inRecord(SERVER_HELLO))), 'unsupported_extension');
  });

  it('with signature_algorithms, which servers must not send (7.4.1.4.1)', () => {
    const extensions: HelloExtension[] = [
      ...SERVER_HELLO.extensions,
      { type: 'signature_algorithms', schemes: [0x0401] },
    ];
    expectAlert(answer({ extensions }), 'illegal_parameter');
  });

  it('with a protocol that it did not offer, with illegal_parameter (RFC 7301 3.1)', () => {
    const extensions = withOne(SERVER_HELLO.extensions, alpn('h2'));
    expectAlert(answer({ extensions }), 'illegal_parameter');
  });

  it('with bytes in renegotiation_info, with handshake_failure (RFC 5746 3.4)', () => {
    const extensions = withOne(SERVER_HELLO.extensions, SPLICED);
    expectAlert(answer({ extensions }), 'handshake_failure');
  });
});

describe('the client takes a ServerHello', () => {
  it('without any extension: no extended master secret, no ALPN, an old server (RFC 5746 3.4, RFC 7627 5.2)', () => {
    const { state } = answer({ extensions: [] });
    expect(state).toMatchObject({ name: 'waitCertificate', agreed: { extendedMasterSecret: false, alpn: null } });
  });

  it('with a session id, which offers a resumption that it will not ask for', () => {
    expect(answer({ sessionId: new Uint8Array(32) }).state.name).toBe('waitCertificate');
  });
});
