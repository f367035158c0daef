// The faults of certificates, the CA and clocks, with the older protocols: who refuses, by which check, with which alert, and
// what could not be looked at any more. What must follow stands in the `.testing.ts` file of each side.

import { describe, expect, it } from 'vitest';
import { registerEcc } from '../../crypto/registerEcc.ts';
import type { CheckId } from '../../pki/path/result.ts';
import { CHECKS } from '../../pki/path/result.ts';
import type { EventOf, Recording } from '../recording/recording.ts';
import { runScenario } from '../run/run.ts';
import type { FaultId } from '../scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  type Mode,
  type Protocol,
  REVOCATIONS,
  type Revocation,
  type Scenario,
  SUITES,
} from '../scenario/scenario.ts';
import { FAULTS as ALL_FAULTS } from './catalogue.ts';
import { REVOCATION } from './expectation.testing.ts';
import { EXPECTED, refusedCases, TWELVE_FAULTS } from './expected.testing.ts';

registerEcc();
const ECDHE = { protocol: 'tls1.2-ecdhe', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' } as const;

type End = 'client' | 'server';

/** wireFaults.test.ts holds the rows of the hellos and of the wire. */
const FAULTS = ALL_FAULTS.filter(({ side }) => side !== 'negotiation' && side !== 'wire');

const BOTH: readonly Mode[] = ['one-way', 'mutual'];
const MUTUAL: readonly Mode[] = ['mutual'];
/** `server/stolen-certificate` is not in here: with RSA key exchange both sides find out, each in its own way. */
const casesIn = (protocol: Protocol) =>
  refusedCases('server', 'ca', 'client', 'clock').flatMap(({ ledger, ...rest }) =>
    rest.protocol === protocol && ledger !== null ? [{ ...rest, ...ledger }] : [],
  );
const CASES = casesIn('tls1.2-rsa');

const run = (mode: Mode, faults: readonly FaultId[], more: Partial<Scenario> = {}): Recording =>
  runScenario({ ...DEFAULT_SCENARIO, mode, faults, ...more });
const peerOf = (end: End): End => (end === 'client' ? 'server' : 'client');
const checksBy = ({ events }: Recording, actor: End) =>
  events.filter((event): event is EventOf<'check'> => event.kind === 'check' && event.actor === actor);
const withResult = (recording: Recording, actor: End, result: 'fail' | 'not-reached'): CheckId[] =>
  checksBy(recording, actor).flatMap(({ check }) => (check.result === result ? [check.check] : []));
const alerts = ({ events }: Recording) =>
  events.flatMap((event) =>
    event.kind === 'sent' && event.message.type === 'Alert' && event.message.details.level === 'fatal'
      ? [`${event.message.from}: ${event.message.details.description}`]
      : [],
  );
const beliefs = ({ events }: Recording) => events.flatMap((event) => (event.kind === 'belief' ? [event.belief] : []));

describe('the catalogue', () => {
  it('is listed in its order by what is expected of it', () => {
    expect(Object.keys(EXPECTED)).toEqual(ALL_FAULTS.map(({ id }) => id));
  });

  it.each(FAULTS.map(({ id, side, modes }) => ({ id, side, modes })))(
    'offers $id where it changes something',
    (fault) => {
      expect(fault.id.startsWith(`${fault.side}/`)).toBe(true);
      expect(fault.modes).toEqual(fault.side === 'client' || fault.side === 'proxy' ? MUTUAL : BOTH);
    },
  );

  it.each(FAULTS.flatMap(({ id, modes, revocations }) => (revocations.length < 4 ? [{ id, modes, revocations }] : [])))(
    'says truly that $id changes nothing but with $revocations',
    ({ id, modes, revocations }) => {
      const [mode = 'mutual'] = modes;
      for (const revocation of REVOCATIONS) {
        const honest = run(mode, [], { revocation }).events;
        const isChanged = JSON.stringify(run(mode, [id], { revocation }).events) !== JSON.stringify(honest);
        expect(isChanged, revocation).toBe(revocations.includes(revocation));
      }
    },
  );
});

describe.each(MODES)('the honest %s run', (mode) => {
  it.each(SUITES)('passes every check on both sides, with %s', (suite) => {
    const recording = run(mode, [], { suite });
    expect(recording.outcome).toEqual({
      client: { state: 'closed', error: null },
      server: { state: 'closed', error: null },
    });
    expect(
      [...checksBy(recording, 'client'), ...checksBy(recording, 'server')].filter((e) => e.check.result !== 'pass'),
    ).toEqual([]);
    expect(alerts(recording)).toEqual([]);
  });

  it('makes the client know the server by path, revocation, possession and Finished', () => {
    const made = checksBy(run(mode, []), 'client').map(({ check }) => check.check);
    for (const check of [
      'chain.trustAnchor',
      'signature.verify',
      'identity.dns',
      ...REVOCATION,
      'possession',
      'finished.verify',
    ]) {
      expect(made).toContain(check);
    }
  });

  it(`makes the server know ${mode === 'mutual' ? 'the client likewise' : 'nobody'}`, () => {
    const made = checksBy(run(mode, []), 'server').map(({ check }) => check.check);
    if (mode === 'one-way') expect(made).toEqual(['finished.verify']);
    else
      expect(made).toEqual(
        expect.arrayContaining(['chain.trustAnchor', 'eku.clientAuth', ...REVOCATION, 'possession']),
      );
  });
});

describe.each(CASES)(
  '$fault, $mode',
  ({ fault, mode, by: refuser, check, certificate, alert, also, notReached, revocation }) => {
    const recording = run(mode, [fault], { revocation });
    const told = peerOf(refuser);

    it(`is refused by the ${refuser}: ${check}`, () => {
      expect(recording.outcome[refuser]).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
      expect(alerts(recording)).toEqual([`${refuser}: ${alert}`]);
    });

    it(`is told to the ${told} by ${alert}`, () => {
      expect(recording.outcome[told]).toEqual({ state: 'failed', error: { code: check, alert, by: 'peer' } });
      expect(beliefs(recording)).toContain(`${told}.told`);
    });

    it('fails this check of this certificate, and no other check but what follows from the same change', () => {
      const failures = checksBy(recording, refuser).filter((event) => event.check.result === 'fail');
      expect(failures.every((event) => event.subject === told)).toBe(true);
      expect([...new Set(failures.map((event) => event.check.check))]).toEqual([check, ...also]);
      const [first] = failures;
      if (certificate !== null) expect(first?.check.certificate).toBe(certificate);
      expect(withResult(recording, told, 'fail')).toEqual([]);
    });

    it('leaves unreached what can not be looked at any more', () => {
      expect([...new Set(withResult(recording, refuser, 'not-reached'))]).toEqual(notReached);
      expect(withResult(recording, told, 'not-reached')).toEqual(told === 'client' ? ['possession'] : []);
    });

    it('makes neither side believe that it is connected', () => {
      const connected = beliefs(recording).filter((belief) => /\.connected/.test(belief));
      expect(connected).toEqual([]);
      const types = recording.events.flatMap((e) => (e.kind === 'sent' ? [e.message.type] : []));
      expect(types).not.toContain('ApplicationData');
    });

    it('reads the same without questions to the CA, unless it is the CA who knows', () => {
      const { outcome, events } = run(mode, [fault], { revocation: 'off' });
      expect(events.some((e) => e.kind === 'sent' && ['ocsp', 'crl'].includes(e.message.channel))).toBe(false);
      if (check.startsWith('revocation.')) {
        expect(outcome).toEqual({ client: { state: 'closed', error: null }, server: { state: 'closed', error: null } });
      } else expect(outcome).toEqual(recording.outcome);
    });
  },
);

/** With ECDHE every row reads the same, whatever kind of key signs; only who proves possession how has changed. */
describe.each(casesIn('tls1.2-ecdhe'))(
  '$fault, $mode, with ECDHE',
  ({ fault, mode, by: refuser, check, alert, also, notReached, revocation }) => {
    const recording = run(mode, [fault], { ...ECDHE, revocation });
    const told = peerOf(refuser);

    it(`is refused by the ${refuser}: ${check}`, () => {
      expect(recording.outcome).toEqual({
        [refuser]: { state: 'failed', error: { code: check, alert, by: 'self' } },
        [told]: { state: 'failed', error: { code: check, alert, by: 'peer' } },
      });
      expect(alerts(recording)).toEqual([`${refuser}: ${alert}`]);
      expect([...new Set(withResult(recording, refuser, 'fail'))]).toEqual([check, ...also]);
      expect([...new Set(withResult(recording, refuser, 'not-reached'))]).toEqual(notReached);
    });

    it('leaves nothing open at the other side: a server has proven its key before the client shows its own', () => {
      expect(withResult(recording, told, 'not-reached')).toEqual([]);
      expect(beliefs(recording).filter((belief) => /\.connected/.test(belief))).toEqual([]);
    });
  },
);

describe.each(MODES)('server/stolen-certificate, %s, with ECDHE', (mode) => {
  it.each(['rsa', 'p256', 'ed25519'] as const)(
    'is refused by the client at the signature, with a key of kind %s',
    (serverKey) => {
      const recording = run(mode, ['server/stolen-certificate'], { ...ECDHE, serverKey });
      expect(withResult(recording, 'client', 'fail')).toEqual(['possession']);
      expect(withResult(recording, 'client', 'not-reached')).toEqual([]);
      expect(alerts(recording)).toEqual(['client: decrypt_error']);
      expect(recording.outcome).toEqual({
        client: { state: 'failed', error: { code: 'possession', alert: 'decrypt_error', by: 'self' } },
        server: { state: 'failed', error: { code: 'possession', alert: 'decrypt_error', by: 'peer' } },
      });
      const types = recording.events.flatMap((e) => (e.kind === 'sent' ? [e.message.type] : []));
      expect(types).not.toContain('ClientKeyExchange');
    },
  );
});

describe.each(CASES.filter((_, i) => i % 6 === 0))('$fault, $mode', ({ fault, mode, revocation }) => {
  it('reads the same with every suite', () => {
    const { outcome } = run(mode, [fault], { revocation });
    for (const suite of SUITES.slice(1)) expect(run(mode, [fault], { suite, revocation }).outcome).toEqual(outcome);
  });
});

describe.each(CASES.filter(({ check }) => !check.startsWith('revocation.')).filter((_, i) => i % 4 === 0))(
  '$fault, $mode',
  ({ fault, mode, by: refuser, check, alert }) => {
    it('is refused just so when revocation is learnt by list, by staple, or not at all where it can not', () => {
      for (const revocation of ['stapled', 'crl'] as const) {
        for (const revocationPolicy of ['hard', 'soft'] as const) {
          const { outcome } = run(mode, [fault], { revocation, revocationPolicy });
          expect(outcome[refuser].error).toEqual({ code: check, alert, by: 'self' });
        }
      }
    });
  },
);

describe('faults that are accepted', () => {
  const through = { client: { state: 'closed', error: null }, server: { state: 'closed', error: null } };
  const answer = ({ events }: Recording) =>
    events.findLast(
      (event): event is EventOf<'operation'> => event.kind === 'operation' && event.operation === 'application.decide',
    );

  it.each(BOTH)('server/reversed-chain, %s: the path is found whatever the order', (mode) => {
    const recording = run(mode, ['server/reversed-chain']);
    expect(recording.outcome).toEqual(through);
    const sent = recording.events.find((e) => e.kind === 'sent' && e.message.type === 'Certificate');
    const shown = sent?.kind === 'sent' ? sent.message.certificates : [];
    expect(shown.map((id) => recording.certificates[id]?.role)).toEqual(['leaf', 'root', 'intermediate']);
  });

  it('client/none-optional: the client stays anonymous, and shows a password instead', () => {
    const recording = run('mutual', ['client/none-optional']);
    expect(recording.outcome).toEqual(through);
    expect(beliefs(recording)).toContain('server.connectedAnonymous');
    expect(answer(recording)?.details).toMatchObject({ by: 'password', status: '200' });
  });

  it('client/not-allowed: authenticated is not authorised', () => {
    const recording = run('mutual', ['client/not-allowed']);
    expect(recording.outcome).toEqual(through);
    expect(beliefs(recording)).toContain('server.connected');
    expect(answer(recording)?.details).toMatchObject({ customer: 'bob', by: 'certificate', status: '403' });
  });

  it('client/server-certificate, issued for both purposes: TLS goes through, and to the server its client has its own name', () => {
    const server = { extKeyUsage: ['serverAuth', 'clientAuth'] } as const;
    const edits = { ...DEFAULT_SCENARIO.edits, certificates: { server } };
    const recording = run('mutual', ['client/server-certificate'], { edits });
    expect(recording.outcome).toEqual(through);
    const shown = recording.events.flatMap((e) =>
      e.kind === 'sent' && e.message.type === 'Certificate' ? [e.message.certificates[0]] : [],
    );
    expect(shown).toEqual([expect.any(String), shown[0]]);
    expect(answer(recording)?.details).toMatchObject({ customer: 'api.bank.test', by: 'certificate', status: '403' });
  });
});

describe.each(MODES)('where the status can not be learnt, %s', (mode) => {
  const state = (fault: FaultId, revocation: Revocation, revocationPolicy: 'hard' | 'soft') =>
    run(mode, [fault], { revocation, revocationPolicy }).outcome.client;
  const refused = (code: CheckId, alert: string) => ({ state: 'failed', error: { code, alert, by: 'self' } });
  const through = { state: 'closed', error: null };

  it('soft-fail goes on', () => {
    for (const fault of ['ca/ocsp-unreachable', 'ca/ocsp-forged', 'ca/ocsp-stale'] as const) {
      expect(state(fault, 'ocsp', 'soft'), fault).toEqual(through);
    }
    expect(state('ca/ocsp-unreachable', 'stapled', 'soft')).toEqual(through);
    expect(state('ca/crl-expired', 'crl', 'soft')).toEqual(through);
  });

  it('hard-fail refuses where the server has nothing to staple', () => {
    expect(state('ca/ocsp-unreachable', 'stapled', 'hard')).toEqual(
      refused('revocation.available', 'certificate_unknown'),
    );
  });

  it('a stapled response that will not do ends the handshake, whatever the policy (RFC 6066 8)', () => {
    for (const policy of ['hard', 'soft'] as const) {
      const alert = 'bad_certificate_status_response';
      expect(state('ca/ocsp-forged', 'stapled', policy)).toEqual(refused('revocation.signature', alert));
      expect(state('ca/ocsp-stale', 'stapled', policy)).toEqual(refused('revocation.fresh', alert));
    }
  });

  it('a certificate that the CA revoked is refused by each of the three ways, soft-fail or not', () => {
    for (const revocation of ['ocsp', 'stapled', 'crl'] as const) {
      for (const policy of ['hard', 'soft'] as const) {
        expect(state('server/revoked', revocation, policy)).toEqual(
          refused('revocation.status', 'certificate_revoked'),
        );
      }
    }
  });
});

describe.each(MODES)('server/stolen-certificate, %s', (mode) => {
  const recording = run(mode, ['server/stolen-certificate']);

  it('passes every check of the certificate: nothing is wrong with it', () => {
    const failures = checksBy(recording, 'client').filter((event) => event.check.result !== 'pass');
    expect(failures.map(({ check }) => [check.check, check.result])).toEqual([['possession', 'fail']]);
    expect(withResult(recording, 'client', 'not-reached')).toEqual([]);
  });

  it('shows at the first protected record, which the thief can not open: bad_record_mac', () => {
    expect(withResult(recording, 'server', 'fail')).toEqual(['record.mac']);
    expect(alerts(recording)).toEqual(['server: bad_record_mac']);
    expect(recording.outcome).toEqual({
      client: { state: 'failed', error: { code: 'possession', alert: 'bad_record_mac', by: 'peer' } },
      server: { state: 'failed', error: { code: 'record.mac', alert: 'bad_record_mac', by: 'self' } },
    });
  });

  it('gives the two sides different keys', () => {
    const master = (actor: End) =>
      recording.events.find((e) => e.kind === 'secret' && e.actor === actor && e.secret === 'masterSecret');
    expect(master('client')).toMatchObject({ value: expect.stringMatching(/^[0-9a-f]{96}$/) });
    expect((master('server') as EventOf<'secret'>).value).not.toBe((master('client') as EventOf<'secret'>).value);
  });

  it('makes neither side believe that it is connected', () => {
    expect(beliefs(recording).filter((belief) => /\.connected/.test(belief))).toEqual([]);
  });
});

describe('faults of the client', () => {
  it('change nothing in one-way TLS, where no certificate of the client takes part', () => {
    const faults = FAULTS.filter(({ side }) => side === 'client').map(({ id }) => id);
    expect(run('one-way', faults).events).toEqual(run('one-way', []).events);
  });
});

/** What one side can still find out where several faults meet, by the order in which a handshake reveals them. */
function failuresOf(faults: readonly FaultId[]): { client: CheckId[]; server: CheckId[] } {
  const has = (id: FaultId) => faults.includes(id);
  const isUnanchored = has('server/self-signed') || has('server/untrusted-root');
  const client = new Set<CheckId>();
  if (has('server/expired')) client.add('validity.notAfter');
  if (has('server/wrong-host')) client.add('identity.dns');
  // A changed subject is no longer the issuer that a self-signed certificate names: nobody is, and there is no key to verify with.
  const isOrphan = has('server/self-signed') && !has('server/untrusted-root') && has('server/tampered');
  if (isOrphan) client.add('chain.build');
  else {
    if (isUnanchored) client.add('chain.trustAnchor');
    if (has('server/tampered')) client.add('signature.verify');
  }
  if (has('server/revoked') && !isUnanchored && !has('server/tampered')) client.add('revocation.status');
  if (client.size > 0) return { client: inOrder(client), server: [] };

  const server = new Set<CheckId>();
  if (has('client/none')) server.add('client.required');
  else {
    if (has('client/expired')) server.add('validity.notAfter');
    if (has('client/untrusted-root')) server.add('chain.trustAnchor');
    if (has('client/wrong-eku')) server.add('eku.clientAuth');
    // CertificateVerify comes before ChangeCipherSpec, and so before the record that a thief of a server can't open.
    if (has('client/stolen-certificate') && server.size === 0) server.add('possession');
  }
  if (has('server/stolen-certificate') && server.size === 0) {
    server.add('record.mac');
    client.add('possession');
  }
  return { client: inOrder(client), server: inOrder(server) };
}
const inOrder = (checks: ReadonlySet<CheckId>): CheckId[] => CHECKS.filter((check) => checks.has(check));

const ALERT_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    CASES.filter(({ revocation }) => revocation === 'ocsp').map(({ check, alert }) => [check, alert]),
  ),
  'record.mac': 'bad_record_mac',
  'chain.build': 'unknown_ca',
};
/** The pairs of these are worked out one by one; of all others a sample is held to the rule. */
const PAIRS = TWELVE_FAULTS.flatMap((first, i) => TWELVE_FAULTS.slice(i + 1).map((second) => [first, second] as const));

describe('two faults at once, mutual', () => {
  it('make 66 pairs', () => {
    expect(PAIRS).toHaveLength(66);
  });

  it.each(PAIRS)('%s and %s: every check that can be reached fails, the first one decides the alert', (...pair) => {
    const recording = run('mutual', pair);
    const expected = failuresOf(pair);
    const found = (end: End) => inOrder(new Set(withResult(recording, end, 'fail')));
    expect({ client: found('client'), server: found('server') }).toEqual(expected);

    const refuser: End = expected.server.length > 0 ? 'server' : 'client';
    const decisive = expected[refuser][0] ?? 'possession';
    const alert = ALERT_OF[decisive];
    expect(alerts(recording)).toEqual([`${refuser}: ${alert}`]);
    expect(recording.outcome[refuser]).toEqual({ state: 'failed', error: { code: decisive, alert, by: 'self' } });
    expect(recording.outcome[peerOf(refuser)]).toMatchObject({ state: 'failed', error: { alert, by: 'peer' } });
    expect(beliefs(recording).filter((belief) => /\.connected/.test(belief))).toEqual([]);
  });

  it('or all twelve come to an end', () => {
    const recording = run('mutual', TWELVE_FAULTS);
    const { client } = failuresOf(TWELVE_FAULTS);
    expect(inOrder(new Set(withResult(recording, 'client', 'fail')))).toEqual(client);
    expect(alerts(recording)).toEqual(['client: unknown_ca']);
  });
});

const OTHERS = FAULTS.flatMap(({ id }, i) =>
  FAULTS.slice(i + 1).flatMap((second) =>
    TWELVE_FAULTS.includes(id) && TWELVE_FAULTS.includes(second.id) ? [] : [[id, second.id] as const],
  ),
).filter((_, i) => i % 13 === 0);

describe('a sample of all other pairs, mutual', () => {
  it.each(OTHERS)('%s and %s: the first failure in the order of checking decides the alert', (...pair) => {
    const recording = run('mutual', pair);
    const refuser = (['client', 'server'] as const).find((end) => recording.outcome[end].error?.by === 'self');
    if (refuser === undefined) {
      expect(recording.outcome.client.state).toBe('closed');
      expect([...withResult(recording, 'client', 'fail'), ...withResult(recording, 'server', 'fail')]).toEqual([]);
      return;
    }
    const [decisive] = inOrder(new Set(withResult(recording, refuser, 'fail')));
    const alert = ALERT_OF[decisive ?? ''];
    expect(alert).toBeDefined();
    expect(recording.outcome[refuser].error).toEqual({ code: decisive, alert, by: 'self' });
    expect(alerts(recording)).toEqual([`${refuser}: ${alert}`]);
    expect(recording.outcome[peerOf(refuser)]).toMatchObject({ state: 'failed', error: { alert, by: 'peer' } });
  });
});
