// The faults of the catalogue in TLS 1.3: who refuses, by which check, with which alert; and when the client learns of it.

import { beforeAll, describe, expect, it } from 'vitest';
import type { EventOf, Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import type { FaultId } from '../scenario/faultId.ts';
import { DEFAULT_SCENARIO, MODES, type Mode, normalizeScenario, type Scenario } from '../scenario/scenario.ts';
import { acceptedCases, refusedCases } from './expected.testing.ts';

beforeAll(prepareAll);

const run = (mode: Mode, faults: readonly FaultId[], more: Partial<Scenario> = {}): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode, protocol: 'tls1.3', faults, ...more }));
const through = { client: { state: 'closed', error: null }, server: { state: 'closed', error: null } };
const checksBy = ({ events }: Recording, actor: string) =>
  events.filter((event): event is EventOf<'check'> => event.kind === 'check' && event.actor === actor);
const beliefsOf = ({ events }: Recording, actor: string) =>
  events.flatMap((event) => (event.kind === 'belief' && event.actor === actor ? [event.belief] : []));
const indexOf = ({ events }: Recording, found: (event: Recording['events'][number]) => boolean) =>
  events.findIndex(found);

const CASES = refusedCases('server', 'ca', 'client', 'clock').filter(({ protocol }) => protocol === 'tls1.3');

describe.each(CASES)('$fault, $mode', ({ fault, mode, by: refuser, check, alert, revocation }) => {
  const told = refuser === 'client' ? 'server' : 'client';
  const recording = () => run(mode, [fault], { revocation });

  it(`is refused by the ${refuser}: ${check}, ${alert}`, () => {
    const { outcome } = recording();
    expect(outcome[refuser]).toEqual({ state: 'failed', error: { code: check, alert, by: 'self' } });
    expect(outcome[told]).toEqual({ state: 'failed', error: { code: check, alert, by: 'peer' } });
  });

  it(
    refuser === 'server'
      ? 'comes late: the client was connected and had sent its request before it was told'
      : 'comes in time: neither side believes that it is connected',
    () => {
      const made = recording();
      const connected = [...beliefsOf(made, 'client'), ...beliefsOf(made, 'server')].filter((b) =>
        /\.connected/.test(b),
      );
      if (refuser === 'client') {
        expect(connected).toEqual([]);
        return;
      }
      expect(connected).toEqual(['client.connected']);
      const request = indexOf(made, (e) => e.kind === 'sent' && e.message.type === 'ApplicationData');
      const refused = indexOf(made, (e) => e.kind === 'belief' && e.belief === 'server.refused');
      const learnt = indexOf(made, (e) => e.kind === 'belief' && e.belief === 'client.told');
      expect(request).toBeGreaterThan(0);
      expect(refused).toBeGreaterThan(request);
      expect(learnt).toBeGreaterThan(refused);
      expect(made.events.some((e) => e.kind === 'secret' && e.actor === 'server' && e.secret === 'request')).toBe(
        false,
      );
    },
  );
});

describe.each(MODES)('the honest run, %s', (mode) => {
  it.each(['ocsp', 'stapled', 'crl', 'off'] as const)('passes every check with revocation %s', (revocation) => {
    const recording = run(mode, [], { revocation });
    expect(recording.outcome).toEqual(through);
    const checks = [...checksBy(recording, 'client'), ...checksBy(recording, 'server')];
    expect(checks.filter(({ check }) => check.result !== 'pass')).toEqual([]);
  });

  it.each(['secp256r1', 'X25519MLKEM768'] as const)('goes through with the group %s', (group) => {
    const recording = run(mode, [], { group });
    expect(recording.outcome).toEqual(through);
    const types = recording.events.flatMap((e) => (e.kind === 'sent' ? [e.message.type] : []));
    expect(types.includes('HelloRetryRequest')).toBe(group === 'secp256r1');
  });

  it.each(['rsa', 'p256', 'ed25519'] as const)('goes through with keys of kind %s', (kind) => {
    const caKey = kind === 'rsa' ? 'rsa' : 'p256';
    expect(run(mode, [], { serverKey: kind, clientKey: kind, caKey }).outcome).toEqual(through);
  });

  it('goes through with faults that change nothing for the verifier', () => {
    const accepted = acceptedCases('server', 'ca', 'client', 'clock').filter(
      (each) => each.protocol === 'tls1.3' && each.mode === mode,
    );
    expect(accepted.length).toBeGreaterThan(0);
    for (const { fault } of accepted) expect(run(mode, [fault]).outcome, fault).toEqual(through);
  });
});

describe('stapling in mutual TLS 1.3 (RFC 9846 4.5.1.1)', () => {
  it('goes both ways: nobody asks the CA during the handshake', () => {
    const recording = run('mutual', [], { revocation: 'stapled' });
    const hello = indexOf(recording, (e) => e.kind === 'sent' && e.message.type === 'ClientHello');
    const asked = recording.events.filter((e) => e.kind === 'sent' && e.message.type === 'OCSPRequest');
    expect(asked.map(({ actor }) => actor).sort()).toEqual(['client', 'server']);
    expect(asked.every(({ id }) => id < hello)).toBe(true);
    for (const actor of ['client', 'server']) {
      const status = checksBy(recording, actor).find(({ check }) => check.check === 'revocation.status');
      expect(status?.check, actor).toMatchObject({ result: 'pass', evidence: { source: 'stapled' } });
    }
  });
});
