// What must hold in every recording: it is one consistent account, and what it shows is what was on the wire.
import { describe, expect, it } from 'vitest';
import { concat, fromHex, fromUtf8, toHex } from '../../bytes/hex.ts';
import type { Span } from '../../bytes/span.ts';
import { digest } from '../../crypto/hash.ts';
import { fromBytes, toBytes } from '../../crypto/integer.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { publicPower } from '../../crypto/rsaPower.ts';
import { publicKeyFromSpki } from '../../crypto/spki.ts';
import { decodeRequest } from '../../pki/csr/csr.ts';
import { decodeOcspHttpRequest, decodeOcspHttpResponse } from '../../pki/revocation/ocspHttp.ts';
import { decodeCertificate, parseCertificate } from '../../pki/x509/certificate.ts';
import { expectSpansToCover, leaves } from '../../testing/spanRules.ts';
import { decodeAlert } from '../../tls/alertCodes.ts';
import { decodeForDisplay } from '../../tls/messages/explainRecord.ts';
import { decodeHandshake } from '../../tls/messages/handshake.ts';
import {
  type ProtectionState,
  protectedRecordSpans,
  type Unprotected,
  unprotect,
} from '../../tls/record/protection.ts';
import { readRecords } from '../../tls/record/record.ts';
import { type SuiteName, suiteByName } from '../../tls/suites.ts';
import { FAULTS } from '../faults/catalogue.ts';
import { runScenario } from '../run/run.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOL_SUITES,
  type Scenario,
  SUITES,
} from '../scenario/scenario.ts';
import {
  type Actor,
  type EventOf,
  type LabEvent,
  type Message,
  PHASES,
  type Recording,
  type SecretId,
} from './recording.ts';

registerEcc();
const ecdhe = (change: Partial<Scenario>): Scenario =>
  normalizeScenario({ ...DEFAULT_SCENARIO, ...change, protocol: 'tls1.2-ecdhe' });

const scenarios: readonly Scenario[] = [
  ...MODES.flatMap((mode) => SUITES.map((suite) => ({ ...DEFAULT_SCENARIO, mode, suite }))),
  ...MODES.flatMap((mode) =>
    (['stapled', 'crl'] as const).map((revocation) => ({ ...DEFAULT_SCENARIO, mode, revocation })),
  ),
  // Each fault in one mode, by turns; wireFaults.test.ts looks at those of the hellos and of an attacker on the wire.
  ...FAULTS.filter(({ id, side }) => side !== 'negotiation' && (side !== 'wire' || id === 'wire/server-key-leaks')).map(
    ({ id, modes, revocations }, i) => ({
      ...DEFAULT_SCENARIO,
      mode: modes[i % modes.length] ?? ('mutual' as const),
      revocation: revocations[0] ?? ('ocsp' as const),
      faults: [id],
    }),
  ),
  { ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'stapled', faults: ['ca/ocsp-forged'] },
  { ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'off', seed: 4294967295 },
  ...MODES.flatMap((mode) =>
    PROTOCOL_SUITES['tls1.2-ecdhe'].map((suite) =>
      ecdhe({ mode, suite, serverKey: suite.includes('ECDSA') ? 'p256' : 'rsa' }),
    ),
  ),
  ecdhe({
    mode: 'mutual',
    group: 'secp256r1',
    suite: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    serverKey: 'p256',
    clientKey: 'ed25519',
    caKey: 'p256',
  }),
  ecdhe({ mode: 'mutual', faults: ['server/stolen-certificate'] }),
  ecdhe({ mode: 'mutual', faults: ['client/stolen-certificate'] }),
  { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['server/stolen-certificate', 'client/expired'], suite: SUITES[2] },
];
const CASES = scenarios.map((scenario): [string, Recording] => [
  [scenario.mode, scenario.suite.slice(13), scenario.revocation, ...scenario.faults].join(', '),
  runScenario(scenario),
]);

const of = <K extends LabEvent['kind']>({ events }: Recording, kind: K): EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
const tlsMessages = (recording: Recording): Message[] =>
  of(recording, 'sent').flatMap(({ message }) => (message.channel === 'tls' ? [message] : []));
const secret = (recording: Recording, actor: Actor, id: SecretId): Uint8Array => {
  const found = of(recording, 'secret').find((event) => event.actor === actor && event.secret === id);
  return fromHex(found?.value ?? '');
};

describe.each(CASES)('the recording of %s', (_name, recording) => {
  const { events, steps } = recording;

  it('survives JSON and the way out of a worker unchanged', () => {
    expect(JSON.parse(JSON.stringify(recording))).toEqual(recording);
    expect(structuredClone(recording)).toEqual(recording);
  });

  it('numbers its events from 0', () => {
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index));
  });

  it('has a step for every message and every operation, and for nothing else', () => {
    const stops = events.filter(({ kind }) => kind === 'sent' || kind === 'operation');
    expect(steps.map(({ event }) => event)).toEqual(stops.map(({ id }) => id));
    expect(steps.map(({ kind }) => kind)).toEqual(stops.map(({ kind }) => (kind === 'sent' ? 'message' : 'operation')));
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });

  it('covers all events by its steps, in order and without gaps', () => {
    expect(steps[0]?.event).toBe(0);
    for (const [index, step] of steps.entries()) {
      expect(step.until).toBeGreaterThan(step.event);
      expect(step.until).toBe(steps[index + 1]?.event ?? events.length);
    }
  });

  it('lets phases follow each other and never come back', () => {
    const order = steps.map(({ phase }) => PHASES.indexOf(phase));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const { phase, textbook } of steps) {
      if (phase === 'issuance') expect(textbook).toBeNull();
      expect(textbook ?? 1).toBeGreaterThanOrEqual(1);
      expect(textbook ?? 1).toBeLessThanOrEqual(recording.scenario.mode === 'one-way' ? 5 : 6);
    }
  });

  it('ties each check to an earlier operation of the same actor on the same subject', () => {
    for (const event of of(recording, 'check')) {
      const operation = events[event.operation];
      expect(operation).toMatchObject({ kind: 'operation', actor: event.actor, subject: event.subject });
      expect(event.operation).toBeLessThan(event.id);
    }
  });

  it('gives an operation the result of its checks', () => {
    for (const operation of of(recording, 'operation')) {
      const results = of(recording, 'check').flatMap((event) =>
        event.operation === operation.id ? [event.check.result] : [],
      );
      if (results.includes('fail')) expect(operation.result).toBe('fail');
      if (operation.operation === 'path.validate' && operation.result === 'fail') expect(results).toContain('fail');
    }
  });

  it('lets nobody receive what was not sent to them before, nor anything twice or in another order', () => {
    const received = of(recording, 'received');
    for (const { id, actor, message } of received) {
      expect(message).toBeLessThan(id);
      expect(events[message]).toMatchObject({ kind: 'sent', message: { to: actor } });
    }
    for (const actor of ['client', 'server', 'ca', 'attacker'] as const) {
      for (const channel of ['tls', 'ocsp', 'enrolment'] as const) {
        const mine = received.flatMap((event) => {
          const sent = events[event.message];
          return event.actor === actor && sent?.kind === 'sent' && sent.message.channel === channel ? [sent.id] : [];
        });
        expect(mine).toEqual([...new Set(mine)].sort((a, b) => a - b));
      }
    }
  });

  it('delivers every message, but questions that never reach the CA', () => {
    const lost = (message: Message) =>
      message.type === 'OCSPRequest' && recording.scenario.faults.includes('ca/ocsp-unreachable');
    expect(
      of(recording, 'received')
        .map(({ message }) => message)
        .sort((a, b) => a - b),
    ).toEqual(of(recording, 'sent').flatMap(({ id, message }) => (lost(message) ? [] : [id])));
  });

  it('sends each message from the actor whose event it is', () => {
    for (const { actor, message } of of(recording, 'sent')) expect(message.from).toBe(actor);
  });

  it('changes a belief only by an event of who believes', () => {
    for (const { actor, belief } of of(recording, 'belief')) expect(belief.startsWith(`${actor}.`)).toBe(true);
  });

  it('lets an endpoint believe no more than its checks have shown', () => {
    const passed = (actor: Actor, check: string, before: number) =>
      of(recording, 'check').some(
        (event) =>
          event.actor === actor && event.check.check === check && event.check.result === 'pass' && event.id < before,
      );
    const failed = (actor: Actor, before: number) =>
      of(recording, 'check').some(
        (event) => event.actor === actor && event.check.result === 'fail' && event.id < before,
      );
    for (const { id, actor, belief } of of(recording, 'belief')) {
      switch (belief) {
        case 'client.certificateValid':
        case 'server.certificateValid':
          expect(passed(actor, 'chain.trustAnchor', id)).toBe(true);
          expect(failed(actor, id)).toBe(false);
          break;
        case 'server.possessionProven':
          expect(passed('server', 'possession', id)).toBe(true);
          break;
        case 'client.connected':
        case 'server.connected':
          for (const check of ['finished.verify', 'possession', 'chain.trustAnchor'])
            expect(passed(actor, check, id)).toBe(true);
          expect(failed(actor, id)).toBe(false);
          break;
        case 'server.connectedAnonymous':
          expect(passed('server', 'finished.verify', id)).toBe(true);
          break;
        case 'client.refused':
        case 'server.refused':
          expect(failed(actor, id)).toBe(true);
          break;
        case 'client.told':
        case 'server.told':
          expect(
            of(recording, 'received').some(({ actor: by, message, id: at }) => {
              const sent = events[message];
              return by === actor && at < id && sent?.kind === 'sent' && sent.message.type === 'Alert';
            }),
          ).toBe(true);
          break;
        default:
          break;
      }
    }
  });

  it('explains every byte of every message, and none twice', () => {
    for (const { message } of of(recording, 'sent')) {
      // In DER, tag and length of an element belong to the element itself, not to one of its parts.
      if (message.channel === 'tls') expectSpansToCover(message.wireSpans, message.wire.length / 2);
      else expectSpansWithin(message.wireSpans, 0, message.wire.length / 2, true);
      if (message.plaintext !== null) expectSpansToCover(message.plaintextSpans, message.plaintext.length / 2);
      if (message.sealed !== null) expectSpansToCover(message.sealed.spans, message.sealed.bytes.length / 2);
    }
  });

  it('shows spans that whoever decodes the bytes again finds too', () => {
    const suite = suiteByName(recording.scenario.suite as SuiteName);
    for (const message of tlsMessages(recording)) {
      const wire = fromHex(message.wire);
      const [record] = readRecords(wire).records;
      if (record === undefined) throw new Error('no record');
      const again = message.encrypted ? protectedRecordSpans(suite, record) : decodeForDisplay(wire);
      if (message.type === 'ChangeCipherSpec')
        expect(places(message.wireSpans)).toEqual(places(decodeForDisplay(wire)));
      else expect(places(message.wireSpans)).toEqual(places(again));
    }
    for (const { message } of of(recording, 'sent')) {
      const wire = fromHex(message.wire);
      if (message.type === 'CertificationRequest') expect(spansOf(decodeRequest(wire))).toEqual(message.wireSpans);
      if (message.type === 'IssuedCertificate') expect(spansOf(decodeCertificate(wire))).toEqual(message.wireSpans);
      if (message.type === 'OCSPRequest') expect(spansOf(decodeOcspHttpRequest(wire))).toEqual(message.wireSpans);
      if (message.type === 'OCSPResponse') expect(spansOf(decodeOcspHttpResponse(wire))).toEqual(message.wireSpans);
    }
  });

  it('shows as plaintext what the keys in its own table of secrets open', () => {
    for (const side of ['client', 'server'] as const) {
      let state: ProtectionState = {
        suite: suiteByName(recording.scenario.suite as SuiteName),
        key: secret(recording, side, `${side}WriteKey`),
        macKey: secret(recording, side, `${side}WriteMacKey`),
        iv: secret(recording, side, `${side}WriteIv`),
        sequence: 0,
      };
      for (const message of tlsMessages(recording)) {
        if (message.from !== side || !message.encrypted) continue;
        const [record] = readRecords(fromHex(message.wire)).records;
        if (record === undefined) throw new Error('no record');
        const opened: Unprotected<ProtectionState> = unprotect(state, record);
        if (!opened.ok) throw new Error(opened.alert);
        expect(toHex(opened.plaintext)).toBe(message.plaintext);
        state = opened.next;
        if (record.type === 'handshake')
          expect(spansOf(decodeHandshake(opened.plaintext))).toEqual(message.plaintextSpans);
        if (record.type === 'alert') expect(spansOf(decodeAlert(opened.plaintext))).toEqual(message.plaintextSpans);
      }
    }
  });

  it('has plaintext for encrypted messages and for no other', () => {
    for (const { message } of of(recording, 'sent')) {
      expect(message.plaintext !== null).toBe(message.encrypted);
      const isRsa = recording.scenario.protocol === 'tls1.2-rsa';
      expect(message.sealed !== null).toBe(message.type === 'ClientKeyExchange' && isRsa);
      expect(message.body !== null).toBe(message.channel === 'ocsp' || message.type === 'CRL');
    }
  });

  it('names as randoms the bytes 11 to 42 of both hellos', () => {
    const hello = (type: string) =>
      tlsMessages(recording)
        .find((message) => message.type === type)
        ?.wire.slice(22, 86);
    for (const { secret: id, value } of of(recording, 'secret')) {
      if (id === 'clientRandom') expect(value).toBe(hello('ClientHello'));
      if (id === 'serverRandom') expect(value).toBe(hello('ServerHello'));
    }
  });

  it('keeps every certificate that is named anywhere, under the SHA-256 of its DER', () => {
    const named = [
      ...of(recording, 'sent').flatMap(({ message }) => message.certificates),
      ...of(recording, 'operation').flatMap(({ certificates }) => certificates),
    ];
    expect([...new Set(named)].sort()).toEqual(Object.keys(recording.certificates).sort());
    for (const [id, { der, subject }] of Object.entries(recording.certificates)) {
      expect(toHex(digest('sha256', fromHex(der)))).toBe(id);
      expect(parseCertificate(fromHex(der)).subject.text).toBe(subject);
    }
  });

  it('names the certificates that a Certificate message carries, in their order on the wire', () => {
    for (const message of tlsMessages(recording)) {
      if (message.type !== 'Certificate') continue;
      const decoded = decodeHandshake(fromHex(message.wire).subarray(5));
      if (!decoded.ok || decoded.value.message.type !== 'Certificate') throw new Error('no Certificate');
      expect(decoded.value.message.chain.map(toHex)).toEqual(
        message.certificates.map((id) => recording.certificates[id]?.der),
      );
    }
  });

  it('has details about alerts, suites and data that agree with the bytes', () => {
    for (const message of tlsMessages(recording)) {
      const inside = fromHex(message.plaintext ?? message.wire.slice(10));
      if (message.type === 'Alert') {
        expect(inside).toEqual(Uint8Array.of(message.details.level === 'fatal' ? 2 : 1, Number(message.details.code)));
      }
      if (message.type === 'ServerHello') expect(message.details.suite).toBe(recording.scenario.suite);
      if (message.type === 'ApplicationData')
        expect(fromUtf8(inside).startsWith(`${message.details.line}\r\n`)).toBe(true);
    }
  });

  it('hands the application what the other one has said', () => {
    const value = (actor: Actor, id: SecretId) =>
      of(recording, 'secret').find((e) => e.actor === actor && e.secret === id)?.value;
    expect(value('server', 'request')).toBe(value('client', 'request'));
    expect(value('client', 'response')).toBe(value('server', 'response'));
  });

  it('writes a key log line with the client’s random and master secret, if there is one', () => {
    const master = toHex(secret(recording, 'client', 'masterSecret'));
    const random = toHex(secret(recording, 'client', 'clientRandom'));
    expect(recording.keyLog).toBe(master === '' ? '' : `CLIENT_RANDOM ${random} ${master}\n`);
  });

  it('says what never happened: the messages of the honest run that are missing here', () => {
    const honest = tlsMessages(runScenario({ ...recording.scenario, faults: [] }));
    const failed = recording.outcome.client.state === 'failed' || recording.outcome.server.state === 'failed';
    if (!failed) {
      expect(recording.prevented).toEqual([]);
      return;
    }
    const name = ({ from, type }: { from: string; type: string }) => `${from} ${type}`;
    const isNoAlert = ({ type }: { type: string }) => type !== 'Alert';
    const here = tlsMessages(recording).filter(isNoAlert).map(name);
    const missing = recording.prevented.map(name);
    expect([...here, ...missing].sort()).toEqual(honest.filter(isNoAlert).map(name).sort());
    for (const { from, to, type, encrypted, details } of recording.prevented) {
      expect(
        honest.map((m) => ({ from: m.from, to: m.to, type: m.type, encrypted: m.encrypted, details: m.details })),
      ).toContainEqual({
        from,
        to,
        type,
        encrypted,
        details,
      });
    }
  });

  it('keeps the records of each direction one after the other on the wire, all of them whole', () => {
    for (const side of ['client', 'server']) {
      const stream = concat(
        ...tlsMessages(recording).flatMap(({ from, wire }) => (from === side ? [fromHex(wire)] : [])),
      );
      const { rest, error } = readRecords(stream);
      expect(error).toBeNull();
      expect(rest).toHaveLength(0);
    }
  });
});

/** One after the other between `start` and `end`, parts inside of what they are parts of; without gaps if `whole`. */
function expectSpansWithin(spans: readonly Span[], start: number, end: number, whole: boolean): void {
  let at = start;
  for (const span of spans) {
    if (whole) expect(span.start).toBe(at);
    expect(span.start).toBeGreaterThanOrEqual(at);
    expect(span.end).toBeGreaterThan(span.start);
    expectSpansWithin(span.children, span.start, span.end, false);
    at = span.end;
  }
  if (whole) expect(at).toBe(end);
  expect(at).toBeLessThanOrEqual(end);
}

const places = (spans: readonly Span[]) => leaves(spans).map(({ field, start, end }) => [field, start, end]);

function spansOf(
  decoded: { ok: true; value: { spans: readonly Span[] } } | { ok: false; error: Error },
): readonly Span[] {
  if (!decoded.ok) throw decoded.error;
  return decoded.value.spans;
}

/** The textbook's step of each message, from the tables of the design. */
const ONE_WAY: Readonly<Record<string, number>> = {
  'client ClientHello': 1,
  'server ServerHello': 2,
  'server Certificate': 2,
  'server ServerHelloDone': 2,
  'client ClientKeyExchange': 4,
  'client ChangeCipherSpec': 5,
  'client Finished': 5,
  'server ChangeCipherSpec': 5,
  'server Finished': 5,
  'client ApplicationData': 5,
  'server ApplicationData': 5,
};
const TWO_WAY: Readonly<Record<string, number>> = {
  ...ONE_WAY,
  'server CertificateRequest': 2,
  'client Certificate': 4,
  'client CertificateVerify': 4,
  'client ChangeCipherSpec': 6,
  'client Finished': 6,
  'server ChangeCipherSpec': 6,
  'server Finished': 6,
  'client ApplicationData': 6,
  'server ApplicationData': 6,
};

describe.each([
  ['one-way', ONE_WAY],
  ['mutual', TWO_WAY],
] as const)('the steps of the honest %s run', (mode, table) => {
  const recording = runScenario({ ...DEFAULT_SCENARIO, mode });

  it('carry the step of the textbook that they are', () => {
    const seen = new Set<string>();
    for (const { event, textbook } of recording.steps) {
      const at = recording.events[event];
      if (at?.kind !== 'sent' || at.message.channel !== 'tls' || at.message.type === 'Alert') continue;
      const name = `${at.message.from} ${at.message.type}`;
      seen.add(name);
      expect([name, textbook]).toEqual([name, table[name]]);
    }
    expect([...seen].sort()).toEqual(Object.keys(table).sort());
  });

  it('verify through the CA in step 3, and the client in step 5 of two', () => {
    for (const { event, textbook } of recording.steps) {
      const at = recording.events[event];
      const judged = at?.kind === 'operation' && ['path.validate', 'certificate.decide'].includes(at.operation);
      if (judged) expect(textbook).toBe(at.actor === 'client' ? 3 : 5);
      if (at?.kind === 'sent' && at.message.channel === 'ocsp') {
        const asker = at.message.from === 'ca' ? at.message.to : at.message.from;
        expect(textbook).toBe(asker === 'client' ? 3 : 5);
      }
    }
  });

  it('never fall behind the textbook: once the client is verified, keys that are derived have no step', () => {
    const numbers = recording.steps.flatMap(({ textbook }) => textbook ?? []);
    expect(numbers.lastIndexOf(4)).toBeLessThan(numbers.indexOf(5));
  });

  it('begin with issuance: key, request, certificate, and the root in the trust store', () => {
    const issuance = recording.steps.filter(({ phase }) => phase === 'issuance').map(({ key }) => key);
    const server = ['server:key.generate', 'server:CertificationRequest', 'ca:ca.checkRequest', 'ca:IssuedCertificate'];
    const client = [
      'client:key.generate',
      'client:CertificationRequest',
      'ca:ca.checkRequest#2',
      'ca:IssuedCertificate#2',
    ];
    const trust = ['client:trust.install', ...(mode === 'mutual' ? ['server:trust.install'] : [])];
    expect(issuance).toEqual(['ca:ca.create', ...server, ...(mode === 'mutual' ? client : []), ...trust]);
  });

  it('go through all phases of the mode', () => {
    const phases = new Set(recording.steps.map(({ phase }) => phase));
    expect([...phases]).toEqual(
      PHASES.filter((phase) => !['upstream', 'again', 'inside', 'tomorrow'].includes(phase)).filter(
        (phase) => mode === 'mutual' || phase !== 'client-proves',
      ),
    );
  });

  it('ask for the password only where TLS does not say who the client is', () => {
    const request = fromUtf8(secret(recording, 'client', 'request'));
    expect(request.includes('Authorization: Basic')).toBe(mode === 'one-way');
    expect(fromUtf8(secret(recording, 'server', 'response'))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

const SEALED = CASES.filter(
  ([, { scenario, events }]) =>
    scenario.protocol === 'tls1.2-rsa' &&
    events.some((event) => event.kind === 'sent' && event.message.type === 'ClientKeyExchange'),
);

describe('RSA key exchange', () => {
  it('is in recordings of each suite', () => {
    expect(new Set(SEALED.map(([, { scenario }]) => scenario.suite))).toEqual(new Set(SUITES));
  });

  it.each(SEALED)(
    'shows in the premaster block what the key in the server’s certificate has encrypted: %s',
    (_name, recording) => {
      const messages = tlsMessages(recording);
      const exchange = messages.find(({ type }) => type === 'ClientKeyExchange');
      if (exchange?.sealed == null) throw new Error('nothing is sealed');
      const leaf =
        messages.find(({ type, from }) => type === 'Certificate' && from === 'server')?.certificates[0] ?? '';
      const key = publicKeyFromSpki(parseCertificate(fromHex(recording.certificates[leaf]?.der ?? '')).spki);
      if (!key.ok) throw key.error;
      const power = publicPower(key.value, fromBytes(fromHex(exchange.sealed.bytes)));
      expect(exchange.wire.endsWith(toHex(toBytes(power ?? 0n, 256)))).toBe(true);
      expect(exchange.sealed.bytes.endsWith(`00${toHex(secret(recording, 'client', 'premasterSecret'))}`)).toBe(true);
    },
  );
});

describe('the same scenario', () => {
  const scenario: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
  const first = JSON.stringify(runScenario(scenario));

  it('gives the same recording, whatever was run in between', () => {
    expect(JSON.stringify(runScenario(scenario))).toBe(first);
    runScenario({ ...scenario, faults: ['server/expired', 'client/stolen-certificate'], seed: 99 });
    runScenario({ ...scenario, mode: 'one-way', suite: SUITES[2], faults: ['server/revoked'] });
    expect(JSON.stringify(runScenario(scenario))).toBe(first);
  });

  it('with another seed has other randoms, secrets and serial numbers, and the same outcome', () => {
    const recording = runScenario(scenario);
    const other = runScenario({ ...scenario, seed: 2 });
    for (const id of ['clientRandom', 'serverRandom', 'premasterSecret', 'masterSecret', 'clientWriteKey'] as const) {
      expect(secret(other, 'client', id)).not.toEqual(secret(recording, 'client', id));
    }
    const ids = (one: Recording) => Object.keys(one.certificates);
    expect(ids(other).filter((id) => ids(recording).includes(id))).toEqual([]);
    expect(other.outcome).toEqual(recording.outcome);
  });

  it('draws both sides’ randoms, the padding and the serial numbers apart from each other', () => {
    const recording = runScenario(scenario);
    const drawn = (['clientRandom', 'serverRandom', 'premasterSecret'] as const).map((id) =>
      toHex(secret(recording, 'client', id)).slice(4, 36),
    );
    const serials = Object.values(recording.certificates).map(({ der }) => parseCertificate(fromHex(der)).serial);
    expect(new Set([...drawn, ...serials]).size).toBe(3 + serials.length);
  });
});
