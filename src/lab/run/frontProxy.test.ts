// What a proxy hands on, and what the application reads of it: RFC 9440, with the example of its appendix A.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../../bytes/error.ts';
import { fromHex, fromUtf8, utf8 } from '../../bytes/hex.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import type { EventOf, Recording } from '../recording/recording.ts';
import { DEFAULT_SCENARIO, normalizeScenario, PROTOCOLS, type Scenario } from '../scenario/scenario.ts';
import { clientCertHeaders, clientInHeaders, handOn } from './frontProxy.ts';
import { decodeHttpRequest, type HttpRequest, headerValues } from './httpRequest.ts';
import { prepareAll } from './prepare.ts';
import { runScenario } from './run.ts';

beforeAll(prepareAll);

/** RFC 9440 appendix A: the certificate of the client, base64 of its DER. */
const EXAMPLE =
  'MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0' +
  'ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaU' +
  'gmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAW' +
  'gBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1w' +
  'bGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBV' +
  'oU4hBVZ1yhk=';
const DER = Uint8Array.from(Buffer.from(EXAMPLE, 'base64'));
const ABOVE = [DER, DER];

const read = (bytes: Uint8Array): HttpRequest => {
  const decoded = decodeHttpRequest(bytes);
  if (!decoded.ok) throw decoded.error;
  return decoded.value;
};
const request = (...headers: string[]): Uint8Array =>
  utf8(['GET /balance HTTP/1.1', 'Host: api.bank.test', ...headers, '', ''].join('\r\n'));
const careful = { sanitizes: true, secret: null };
const careless = { sanitizes: false, secret: null };

describe('A proxy', () => {
  it('writes the certificate as in the example of RFC 9440 appendix A, and the chain as a list', () => {
    const handed = handOn(request(), { leaf: DER, above: ABOVE }, careful);
    const { headers, requestLine } = read(handed.bytes);
    expect(requestLine).toBe('GET /balance HTTP/1.1');
    expect(headers).toEqual([
      ['Host', 'api.bank.test'],
      ['Client-Cert', `:${EXAMPLE}:`],
      ['Client-Cert-Chain', `:${EXAMPLE}:, :${EXAMPLE}:`],
    ]);
    // Every byte has its span.
    expect(handed.spans.map(({ start }) => start)).toEqual([0, ...handed.spans.slice(0, -1).map(({ end }) => end)]);
    expect(handed.spans.at(-1)?.end).toBe(handed.bytes.length);
  });

  it('leaves out an empty chain, and without a certificate both headers (2.3, 2.4)', () => {
    const only = read(handOn(request(), { leaf: DER, above: [] }, careful).bytes);
    expect(only.headers.map(([name]) => name)).toEqual(['Host', 'Client-Cert']);
    expect(read(handOn(request(), null, careful).bytes).headers).toEqual([['Host', 'api.bank.test']]);
  });

  it('takes out what the client has put there, in any letters and however often (2.4)', () => {
    const forged = request('client-CERT: :AAAA:', 'CLIENT-CERT-CHAIN: :AAAA:', 'Client-Cert: x', 'Accept: */*');
    for (const client of [null, { leaf: DER, above: [] }]) {
      const handed = handOn(forged, client, careful);
      expect([handed.removed, handed.passedOn]).toEqual([3, 0]);
      expect(fromUtf8(handed.bytes)).not.toContain('AAAA');
      expect(headerValues(read(handed.bytes), 'client-cert')).toHaveLength(client ? 1 : 0);
      expect(headerValues(read(handed.bytes), 'accept')).toEqual(['*/*']);
    }
  });

  it('that is careless hands on what the client has written, and the application believes it', () => {
    const handed = handOn(request(`Client-Cert: :${EXAMPLE}:`), null, careless);
    expect([handed.removed, handed.passedOn]).toEqual([0, 1]);
    const named = clientInHeaders(read(handed.bytes));
    expect(named.ok && named.value?.leaf.subject.text).toBe('CN=BC');
  });
});

describe('The application', () => {
  const problem = (...headers: string[]): string | null => {
    const named = clientInHeaders(read(request(...headers)));
    return named.ok ? null : named.error.problem;
  };

  it('reads back what the proxy has written, and nobody where there is no header', () => {
    const headers = clientCertHeaders({ leaf: DER, above: ABOVE }).map((each) => each.join(': '));
    const named = clientInHeaders(read(request(...headers)));
    expect(named.ok && named.value?.leaf.issuer.text).toContain('LA Intermediate CA');
    expect(named.ok && named.value?.above).toHaveLength(2);
    expect(clientInHeaders(read(request()))).toEqual({ ok: true, value: null });
  });

  it('takes the lines of Client-Cert-Chain for one list, and refuses Client-Cert twice (2.2, 2.3)', () => {
    const one = `Client-Cert: :${EXAMPLE}:`;
    const line = `Client-Cert-Chain: :${EXAMPLE}:`;
    const named = clientInHeaders(read(request(one, line, line)));
    expect(named.ok && named.value?.above).toHaveLength(2);
    expect(problem(one, one)).toMatch(/second time/);
    expect(problem(`${one}, :${EXAMPLE}:`)).not.toBeNull();
  });

  it('refuses a chain without a certificate (2.3), what is no Byte Sequence, and what is no certificate', () => {
    expect(problem(`Client-Cert-Chain: :${EXAMPLE}:`)).toMatch(/without/);
    expect(problem('Client-Cert: "text"')).toMatch(/Byte Sequence/);
    expect(problem('Client-Cert: :AAAA:')).not.toBeNull();
    expect(problem(`Client-Cert: :${EXAMPLE}:`, 'Client-Cert-Chain: 1')).toMatch(/Byte Sequence/);
  });

  it('throws nothing but the error of parsers, whatever the request', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        'Client-Cert: :AAAA:',
        `client-cert: :${EXAMPLE}:`,
        'Client-Cert-Chain: ,',
        'Client-Cert : x',
        'a:b',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.boolean(), (lines, ends) => {
        const bytes = utf8(`GET / HTTP/1.1\r\n${lines.map((each) => `${each}\r\n`).join('')}${ends ? '\r\n' : ''}`);
        const decoded = decodeHttpRequest(bytes);
        if (!decoded.ok) {
          expect(decoded.error).toBeInstanceOf(DecodeError);
          return;
        }
        expect(decoded.value.spans.at(-1)?.end).toBe(bytes.length - decoded.value.body.length);
        const named = clientInHeaders(decoded.value);
        if (!named.ok) expect(named.error).toBeInstanceOf(DecodeError);
      }),
    );
  });
});

const run = (change: Partial<Scenario>): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', ...change }));
const operations = ({ events }: Recording) =>
  events.filter((event): event is EventOf<'operation'> => event.kind === 'operation');
const statuses = (recording: Recording): string[] =>
  operations(recording).flatMap((event) => (event.operation === 'application.decide' ? [event.details.status] : []));
const lookedUp = (recording: Recording) =>
  operations(recording).flatMap((event) => (event.operation === 'account.find' ? [event.details] : []));
const handedOn = (recording: Recording): HttpRequest => {
  const event = operations(recording).find(({ operation }) => operation === 'proxy.handOn');
  return read(fromHex(event?.body?.bytes ?? ''));
};
const insideLine = ({ events }: Recording): string => {
  const back = events.find((event) => event.kind === 'sent' && event.message.type === 'InsideResponse');
  return back?.kind === 'sent' ? (fromUtf8(fromHex(back.message.wire)).split('\r\n', 1)[0] ?? '') : '';
};

describe('Where TLS ends at a proxy', () => {
  it.each(PROTOCOLS)('the application gets the certificate of the handshake, with %s', (protocol) => {
    const recording = run({ protocol, tlsEnds: 'proxy' });
    const [leaf, ...above] = recording.events.flatMap((event) =>
      event.kind === 'sent' && event.actor === 'client' && event.message.type === 'Certificate'
        ? event.message.certificates
        : [],
    );
    const named = clientInHeaders(handedOn(recording));
    if (!named.ok || named.value === null) throw new Error('nobody is named');
    const ders = [named.value.leaf, ...named.value.above].map(({ der }) => Buffer.from(der).toString('hex'));
    expect(ders).toEqual([leaf, ...above].map((id) => recording.certificates[id ?? '']?.der));
    expect(statuses(recording)).toEqual(['200']);
    expect(lookedUp(recording)).toEqual([expect.objectContaining({ account: 'alice', fromHeader: true })]);
    expect(decodeCertificate(named.value.leaf.der).ok).toBe(true);
  });

  it('the handshake is the same, byte for byte, as where it ends at the server', () => {
    const wires = (tlsEnds: Scenario['tlsEnds']) => {
      const { events } = run({ protocol: 'tls1.3', ...(tlsEnds && { tlsEnds }) });
      return events.flatMap((e) => (e.kind === 'sent' && e.message.type !== 'ApplicationData' ? [e.message.wire] : []));
    };
    const usual = wires(undefined);
    // Behind the answer the alerts are sealed under another number of bytes, so they stand for themselves.
    expect(wires('proxy').slice(0, -2)).toEqual(usual.slice(0, -2));
  });

  it('and the client comes back with a ticket, the chain is left out from the beginning (3.3)', () => {
    const recording = run({ protocol: 'tls1.3', tlsEnds: 'proxy', again: 'resumed' });
    const handed = operations(recording).filter(({ operation }) => operation === 'proxy.handOn');
    expect(handed.map(({ certificates }) => certificates.length)).toEqual([1, 1]);
  });
});

describe('A client that writes the header itself', () => {
  it.each(PROTOCOLS)(
    'is taken for the customer where the proxy passes it on, with %s and without any certificate',
    (protocol) => {
      const recording = run({ protocol, faults: ['proxy/header-passed-on'] });
      expect(recording.outcome.server).toEqual({ state: 'closed', error: null });
      expect(recording.events.some((e) => e.kind === 'belief' && e.belief === 'server.connectedAnonymous')).toBe(true);
      expect(statuses(recording)).toEqual(['200']);
      expect(lookedUp(recording)).toEqual([expect.objectContaining({ account: 'alice', unproven: true })]);
    },
  );

  it('is so with a secret between proxy and application as well: that says who sent it, not what was checked', () => {
    expect(statuses(run({ faults: ['proxy/header-passed-on'], tlsEnds: 'proxy-secret' }))).toEqual(['200']);
  });
});

describe('An attacker who reaches the application past the proxy', () => {
  it.each(PROTOCOLS)(
    'is served as the customer, beside the handshake of %s, with a certificate and no key',
    (protocol) => {
      const recording = run({ protocol, faults: ['proxy/backend-reachable'] });
      expect(statuses(recording)).toEqual(['200', '200']);
      expect(insideLine(recording)).toBe('HTTP/1.1 200 OK');
      expect(lookedUp(recording)[1]).toMatchObject({ account: 'alice', unproven: true });
      expect(recording.events.some((e) => e.kind === 'secret' && e.actor === 'attacker')).toBe(false);
    },
  );

  it('is turned away where the application wants the secret of the proxy', () => {
    const recording = run({ faults: ['proxy/backend-reachable'], tlsEnds: 'proxy-secret' });
    expect(statuses(recording)).toEqual(['200']);
    expect(insideLine(recording)).toBe('HTTP/1.1 403 Forbidden');
  });

  it('gets no account by what only one certificate of the customer has, if that is another one', () => {
    const recording = run({ faults: ['proxy/backend-reachable', 'client/renewed'], namedBy: 'fingerprint' });
    // The customer has a new certificate, which is not noted; the attacker has the old one, which is.
    expect(statuses(recording)).toEqual(['403', '200']);
  });
});
