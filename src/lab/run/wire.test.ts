// The wire alone, without anybody who records: both ends, and a CA that may not answer.
import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import { seededRandom } from '../../crypto/random.ts';
import { newClient, newServer } from '../../tls/endpoint.ts';
import { honestPlan } from '../plan/plan.ts';
import { DEFAULT_SCENARIO, LAB_NOW, MODES, type Mode, type Revocation } from '../scenario/scenario.ts';
import { makeWorld } from '../world/issuance.ts';
import { endpointConfigs } from './run.ts';
import { converse, type Ends } from './wire.ts';

function endsOf(mode: Mode, revocation: Revocation): Ends {
  const plan = honestPlan(mode, LAB_NOW, 'past');
  const world = makeWorld(plan, { keys: poolKey, random: seededRandom(1, 'ca') }, null);
  const { client, server } = endpointConfigs(
    { ...DEFAULT_SCENARIO, revocation },
    plan,
    world,
    (who) => seededRandom(1, who),
    null,
  );
  return { client: newClient(client), server: newServer(server) };
}

describe.each(MODES)('the wire, %s', (mode) => {
  it('connects both ends where nobody asks for revocation, and falls silent', () => {
    const { client, server } = converse(endsOf(mode, 'off'));
    expect([client.name, server.name]).toEqual(['connected', 'connected']);
    expect(client.connection.transcript.length).toBeLessThan(server.connection.transcript.length);
  });

  it('leaves the ends that it was given as they were', () => {
    const ends = endsOf(mode, 'off');
    converse(ends);
    expect([ends.client.name, ends.server.name]).toEqual(['start', 'waitClientHello']);
  });

  it('lets a client that must know fail where no answer comes from the CA (hard-fail)', () => {
    const { client, server } = converse(endsOf(mode, 'ocsp'), { askCa: () => null });
    expect(client).toMatchObject({
      name: 'failed',
      error: { kind: 'check', check: { check: 'revocation.available', result: 'fail' } },
    });
    expect(server).toMatchObject({ name: 'failed', error: { kind: 'alert', alert: 'certificate_unknown' } });
  });
});
