// The twelve faults of the catalogue and what must follow from each, written down from the standards, not from a run:
// who refuses, by which check, with which alert, and what could not be looked at any more.
import { describe, expect, it } from 'vitest';
import type { CheckId } from '../pki/path/result.ts';
import { CHECKS } from '../pki/path/result.ts';
import { FAULTS } from './faults/catalogue.ts';
import type { EventOf, Recording } from './recording.ts';
import { runScenario } from './run.ts';
import { DEFAULT_SCENARIO, MODES, type Mode, type Scenario, SUITES } from './scenario.ts';

type End = 'client' | 'server';

interface Expected {
  readonly refuser: End;
  readonly check: CheckId;
  /** Index in the path; null for a check about no single certificate. */
  readonly certificate: number | null;
  readonly alert: string;
  /** Checks of the refuser on its peer that can not be made any more. */
  readonly notReached: readonly CheckId[];
  readonly modes: readonly Mode[];
}

const BOTH: readonly Mode[] = ['one-way', 'mutual'];
const MUTUAL: readonly Mode[] = ['mutual'];
/** Nobody can be asked where no trusted issuer stands behind the certificate. */
const REVOCATION: readonly CheckId[] = [
  'revocation.available',
  'revocation.signature',
  'revocation.fresh',
  'revocation.status',
];

/** `server/stolen-certificate` is not in here: with RSA key exchange both sides find out, each in its own way. */
const TABLE: Readonly<Record<string, Expected>> = {
  'server/expired': {
    refuser: 'client',
    check: 'validity.notAfter',
    certificate: 0,
    alert: 'certificate_expired',
    notReached: ['possession'],
    modes: BOTH,
  },
  'server/wrong-host': {
    refuser: 'client',
    check: 'identity.dns',
    certificate: 0,
    alert: 'bad_certificate',
    notReached: ['possession'],
    modes: BOTH,
  },
  'server/self-signed': {
    refuser: 'client',
    check: 'chain.trustAnchor',
    certificate: 0,
    alert: 'unknown_ca',
    notReached: [...REVOCATION, 'possession'],
    modes: BOTH,
  },
  'server/untrusted-root': {
    refuser: 'client',
    check: 'chain.trustAnchor',
    certificate: 2,
    alert: 'unknown_ca',
    notReached: [...REVOCATION, 'possession'],
    modes: BOTH,
  },
  'server/tampered': {
    refuser: 'client',
    check: 'signature.verify',
    certificate: 0,
    alert: 'bad_certificate',
    notReached: [...REVOCATION, 'possession'],
    modes: BOTH,
  },
  'server/revoked': {
    refuser: 'client',
    check: 'revocation.status',
    certificate: 0,
    alert: 'certificate_revoked',
    notReached: ['possession'],
    modes: BOTH,
  },
  'client/none': {
    refuser: 'server',
    check: 'client.required',
    certificate: null,
    alert: 'handshake_failure',
    notReached: ['possession'],
    modes: MUTUAL,
  },
  'client/expired': {
    refuser: 'server',
    check: 'validity.notAfter',
    certificate: 0,
    alert: 'certificate_expired',
    notReached: ['possession'],
    modes: MUTUAL,
  },
  'client/untrusted-root': {
    refuser: 'server',
    check: 'chain.trustAnchor',
    certificate: 2,
    alert: 'unknown_ca',
    notReached: [...REVOCATION, 'possession'],
    modes: MUTUAL,
  },
  'client/wrong-eku': {
    refuser: 'server',
    check: 'eku.clientAuth',
    certificate: 0,
    alert: 'unsupported_certificate',
    notReached: ['possession'],
    modes: MUTUAL,
  },
  'client/stolen-certificate': {
    refuser: 'server',
    check: 'possession',
    certificate: 0,
    alert: 'decrypt_error',
    notReached: [],
    modes: MUTUAL,
  },
};
const CASES = Object.entries(TABLE).flatMap(([fault, expected]) =>
  expected.modes.map((mode) => ({ fault, mode, ...expected })),
);

const run = (mode: Mode, faults: readonly string[], more: Partial<Scenario> = {}): Recording =>
  runScenario({ ...DEFAULT_SCENARIO, mode, faults, ...more });
const peerOf = (end: End): End => (end === 'client' ? 'server' : 'client');
const checksBy = ({ events }: Recording, actor: End) =>
  events.filter((event): event is EventOf<'check'> => event.kind === 'check' && event.actor === actor);
const withResult = (recording: Recording, actor: End, result: 'fail' | 'not-reached'): CheckId[] =>
  checksBy(recording, actor).flatMap(({ check }) => (check.result === result ? [check.check] : []));
const alerts = ({ events }: Recording) =>
  events.flatMap((event) =>
    event.kind === 'sent' && event.message.type === 'Alert' && event.message.facts['level'] === 'fatal'
      ? [`${event.message.from}: ${event.message.facts['description']}`]
      : [],
  );
const beliefs = ({ events }: Recording) => events.flatMap((event) => (event.kind === 'belief' ? [event.belief] : []));

describe('the catalogue', () => {
  it('holds the twelve faults of the first issue, in their order', () => {
    const twelve = [
      'server/expired',
      'server/wrong-host',
      'server/self-signed',
      'server/untrusted-root',
      'server/tampered',
      'server/stolen-certificate',
      'server/revoked',
      'client/none',
      'client/expired',
      'client/untrusted-root',
      'client/wrong-eku',
      'client/stolen-certificate',
    ];
    expect(FAULTS.map(({ id }) => id)).toEqual(twelve);
    expect(Object.keys(TABLE).sort()).toEqual(twelve.filter((id) => id !== 'server/stolen-certificate').sort());
  });

  it.each(FAULTS.map(({ id, side, modes }) => ({ id, side, modes })))(
    'offers $id where it changes something',
    (fault) => {
      expect(fault.id.startsWith(`${fault.side}/`)).toBe(true);
      expect(fault.modes).toEqual(fault.side === 'client' ? MUTUAL : BOTH);
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

describe.each(CASES)('$fault, $mode', ({ fault, mode, refuser, check, certificate, alert, notReached }) => {
  const recording = run(mode, [fault]);
  const told = peerOf(refuser);

  it(`is refused by the ${refuser}: ${check}`, () => {
    expect(recording.outcome[refuser]).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
    expect(alerts(recording)).toEqual([`${refuser}: ${alert}`]);
  });

  it(`is told to the ${told} by ${alert}`, () => {
    expect(recording.outcome[told]).toEqual({ state: 'failed', error: { code: check, alert, by: 'peer' } });
    expect(beliefs(recording)).toContain(`${told}.told`);
  });

  it('fails this check of this certificate, and no other check', () => {
    const failures = checksBy(recording, refuser).filter((event) => event.check.result === 'fail');
    expect(failures.map((event) => [event.subject, event.check.check, event.check.certificate])).toEqual([
      [told, check, certificate],
    ]);
    expect(withResult(recording, told, 'fail')).toEqual([]);
  });

  it('leaves unreached what can not be looked at any more', () => {
    expect(withResult(recording, refuser, 'not-reached')).toEqual(notReached);
    expect(withResult(recording, told, 'not-reached')).toEqual(told === 'client' ? ['possession'] : []);
  });

  it('makes neither side believe that it is connected', () => {
    const connected = beliefs(recording).filter((belief) => /\.connected/.test(belief));
    expect(connected).toEqual([]);
    const types = recording.events.flatMap((e) => (e.kind === 'sent' ? [e.message.type] : []));
    expect(types).not.toContain('ApplicationData');
  });

  it('reads the same with every suite', () => {
    for (const suite of SUITES.slice(1)) expect(run(mode, [fault], { suite }).outcome).toEqual(recording.outcome);
  });

  it('reads the same without questions to the CA, unless it is the CA who knows', () => {
    const { outcome, events } = run(mode, [fault], { revocation: 'off' });
    expect(events.some((event) => event.kind === 'sent' && event.message.channel === 'ocsp')).toBe(false);
    if (fault === 'server/revoked') {
      expect(outcome).toEqual({ client: { state: 'closed', error: null }, server: { state: 'closed', error: null } });
    } else expect(outcome).toEqual(recording.outcome);
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
function failuresOf(faults: readonly string[]): { client: CheckId[]; server: CheckId[] } {
  const has = (id: string) => faults.includes(id);
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
  ...Object.fromEntries(Object.values(TABLE).map(({ check, alert }) => [check, alert])),
  'record.mac': 'bad_record_mac',
  'chain.build': 'unknown_ca',
};
const IDS = FAULTS.map(({ id }) => id);
const PAIRS = IDS.flatMap((first, i) => IDS.slice(i + 1).map((second) => [first, second] as const));

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
    const recording = run('mutual', IDS);
    const { client } = failuresOf(IDS);
    expect(inOrder(new Set(withResult(recording, 'client', 'fail')))).toEqual(client);
    expect(alerts(recording)).toEqual(['client: unknown_ca']);
  });
});
