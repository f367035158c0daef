// Runs in which an endpoint behaves like another program: what each side comes to know.
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { CLIENT_PROGRAMS, SERVER_PROGRAMS } from '../lab/scenario/choices.ts';
import { asScenario } from '../lab/scenario/fields.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import { CORPUS, reactionIn } from './programs.testing.ts';
import { PROGRAMS } from './programs.ts';

beforeAll(prepareAll);

const run = (given: Partial<Scenario>) =>
  runScenario(
    normalizeScenario(
      asScenario({
        ...DEFAULT_SCENARIO,
        mode: 'mutual',
        protocol: 'tls1.3',
        revocation: 'off',
        serverKey: 'p256',
        clientKey: 'p256',
        caKey: 'p256',
        ...given,
      }),
    ),
  );

const told = (version: string, fault: string, protocol: 'tls1.2' | 'tls1.3') =>
  CORPUS.find(
    (row) =>
      row.stack === 'openssl' &&
      row.role === 'server' &&
      row.peer === version &&
      row.fault === fault &&
      row.protocol === protocol &&
      /^(the alert is OpenSSL's|automatic choice)/.test(row.note ?? ''),
  );

describe('A client certificate that a client may keep to itself', () => {
  it('is sent or not as each program was measured to do, told by the alert of an OpenSSL server', () => {
    const different: string[] = [];
    let cells = 0;
    for (const clientLike of CLIENT_PROGRAMS.filter((each) => each !== 'own')) {
      for (const protocol of ['tls1.2', 'tls1.3'] as const) {
        for (const fault of ['client/expired', 'client/untrusted-root', 'client/wrong-eku'] as const) {
          const row = told(PROGRAMS[clientLike].version, fault, protocol);
          if (row === undefined) continue;
          cells += 1;
          const spoken = protocol === 'tls1.2' ? 'tls1.2-ecdhe' : protocol;
          const recording = run({ clientLike, serverLike: 'openssl-3.0', faults: [fault], protocol: spoken });
          const here = reactionIn(recording, 'server');
          if (here !== `refuses: ${row.alert}`)
            different.push(`${clientLike} ${protocol} ${fault}: measured ${row.alert}, here ${here}`);
        }
      }
    }
    expect(different).toEqual([]);
    expect(cells).toBeGreaterThan(25);
  });
});

describe('An alert in the clear, from a client like OpenSSL', () => {
  it('is a record that does not open for the servers that were measured to say so, and is read by the others', () => {
    const unread = ['gnutls-3.7', 'java-17', 'go-1.24'];
    for (const serverLike of SERVER_PROGRAMS) {
      const { outcome } = run({ mode: 'one-way', clientLike: 'openssl-3.0', serverLike, faults: ['server/expired'] });
      expect(outcome.client.error, serverLike).toMatchObject({ alert: 'certificate_expired', by: 'self' });
      expect(outcome.server.error, serverLike).toMatchObject(
        unread.includes(serverLike) ? { code: 'record.mac', by: 'self' } : { alert: 'certificate_expired', by: 'peer' },
      );
    }
  });
});

describe('A refusal behind the handshake', () => {
  it('is HTTP 400 from a server like nginx, and gives nobody access', () => {
    const { outcome, events } = run({ faults: ['client/expired'], serverLike: 'nginx-1.22' });
    expect([outcome.client.state, outcome.server.state]).toEqual(['closed', 'closed']);
    const decision = events.find((event) => event.kind === 'operation' && event.operation === 'application.decide');
    expect(decision).toMatchObject({ result: 'fail', details: { customer: '', status: '400' } });
    expect(events.filter((event) => event.kind === 'belief' && event.belief === 'server.connected')).toEqual([]);
  });

  it('is HTTP 400 again for whoever comes back with the ticket of such a connection', () => {
    const { events } = run({ faults: ['client/expired'], serverLike: 'nginx-1.22', again: 'resumed' });
    const statuses = events.flatMap((event) =>
      event.kind === 'operation' && event.operation === 'application.decide' ? [event.details.status] : [],
    );
    expect(statuses).toEqual(['400', '400']);
  });

  it('is no word at all from a server like Node: the client was connected, and sees the connection end', () => {
    const { outcome, events } = run({ faults: ['client/expired'], serverLike: 'node-20' });
    expect(outcome.server).toEqual({ state: 'failed', error: { code: 'validity.notAfter', alert: '', by: 'self' } });
    expect(outcome.client.error).toMatchObject({ alert: '', by: 'peer' });
    const beliefs = events.flatMap((event) =>
      event.kind === 'belief' && event.actor === 'client' ? [event.belief] : [],
    );
    expect(beliefs.slice(-2)).toEqual(['client.connected', 'client.cutOff']);
  });
});
