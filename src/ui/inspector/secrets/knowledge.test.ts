// Who knows what, over whole runs: in TLS 1.2 only the randoms of the hellos travel in the clear (RFC 5246 7.4.1).
import { beforeAll, describe, expect, it } from 'vitest';
import type { Recording, Step } from '../../../lab/recording/recording.ts';
import { prepareAll } from '../../../lab/run/prepare.ts';
import { runScenario } from '../../../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../../../lab/scenario/scenario.ts';
import { isLongTerm, knowledge } from './knowledge.ts';

const honest = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual' });
const at = (recording: Recording, key: string): Step => {
  const step = recording.steps.find((candidate) => candidate.key === key);
  if (step === undefined) throw new Error(`no step ${key}`);
  return step;
};
const last = (recording: Recording): Step => {
  const step = recording.steps.at(-1);
  if (step === undefined) throw new Error('no steps');
  return step;
};
const row = (recording: Recording, step: Step, secret: string) =>
  knowledge(recording, step).find((candidate) => candidate.secret === secret);

describe('an eavesdropper on the honest mutual handshake', () => {
  it('ends up with the two randoms and nothing else', () => {
    const heard = knowledge(honest, last(honest)).filter(({ eavesdropper }) => eavesdropper);
    expect(heard.map(({ secret }) => secret)).toEqual(['clientRandom', 'serverRandom']);
  });

  it('reads each random at the step whose hello carries it', () => {
    expect(row(honest, last(honest), 'clientRandom')?.leakedAt).toBe(at(honest, 'client:ClientHello').number);
    expect(row(honest, last(honest), 'serverRandom')?.leakedAt).toBe(at(honest, 'server:ServerHello').number);
  });

  it('does not know the premaster secret after ClientKeyExchange has crossed the wire', () => {
    expect(row(honest, at(honest, 'client:ClientKeyExchange'), 'premasterSecret')?.eavesdropper).toBe(false);
  });
});

describe('the endpoints of the honest handshake', () => {
  it('hold the same master secret in the end, and the CA holds none', () => {
    const master = row(honest, last(honest), 'masterSecret');
    expect(master?.holders.client?.value).toBe(master?.holders.server?.value);
    expect(master?.holders.server?.differs).toBe(false);
    expect(master?.holders.ca).toBeUndefined();
  });

  it('keep their private keys to themselves', () => {
    expect(Object.keys(row(honest, last(honest), 'client.privateKey')?.holders ?? {})).toEqual(['client']);
    expect(Object.keys(row(honest, last(honest), 'server.privateKey')?.holders ?? {})).toEqual(['server']);
  });

  it('know nothing before it happened', () => {
    expect(row(honest, at(honest, 'client:ClientHello'), 'premasterSecret')).toBeUndefined();
    expect(row(honest, at(honest, 'client:ClientKeyExchange'), 'premasterSecret')?.holders.server).toBeUndefined();
  });
});

describe('the shares of TLS 1.3, which travel in the hellos', () => {
  it('are held by both ends and read by the eavesdropper, their private halves by one (RFC 9846 4.3.8)', async () => {
    await prepareAll();
    const recording = runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3' }));
    for (const [share, owner] of [
      ['clientShare', 'client'],
      ['serverShare', 'server'],
    ] as const) {
      const other = owner === 'client' ? 'server' : 'client';
      expect(row(recording, last(recording), share)?.holders[other]).toMatchObject({ how: 'received', differs: false });
      expect(row(recording, last(recording), share)?.holders.ca).toBeUndefined();
      expect(row(recording, last(recording), share)?.eavesdropper).toBe(true);
      expect(row(recording, last(recording), `${share}PrivateKey`)?.holders[other]).toBeUndefined();
    }
    expect(row(recording, at(recording, 'client:ecdhe.generate'), 'clientShare')?.holders.server).toBeUndefined();
  });
});

describe('a server with a stolen certificate', () => {
  it('goes on with another premaster secret than the client (RFC 5246 7.4.7.1), and the row says so', () => {
    const stolen = runScenario({ ...DEFAULT_SCENARIO, faults: ['server/stolen-certificate'] });
    const master = row(stolen, last(stolen), 'masterSecret');
    expect(master?.holders.server).toBeDefined();
    expect(master?.holders.server?.differs).toBe(true);
    expect(master?.holders.server?.value).not.toBe(master?.holders.client?.value);
  });
});

describe('a client that comes back with its ticket (RFC 9846 2.2), after new keys (4.7.3)', () => {
  beforeAll(prepareAll);
  const run = () =>
    runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', again: 'resumed', keyUpdate: 'client' }));

  it('holds in the second connection other secrets than in the first, but for that of the ticket and the long-lived ones', () => {
    const recording = run();
    const rows = (step: Step) => new Map(knowledge(recording, step).map((each) => [each.secret, each.first.value]));
    const [first, second] = [rows(at(recording, 'client:Alert')), rows(last(recording))];
    const same = [...second].filter(([secret, value]) => first.get(secret) === value).map(([secret]) => secret);
    expect(same.sort()).toEqual(
      [
        ...['ca.issuingPrivateKey', 'ca.rootPrivateKey', 'server.privateKey'],
        // The texts are the same, as is the secret that went through both.
        ...['preSharedKey', 'request', 'response'],
      ].sort(),
    );
    expect(second.get('earlySecret')).not.toBe(first.get('earlySecret'));
  });

  it('begins the second one with the secret of the ticket alone, which no eavesdropper has read', () => {
    const recording = run();
    const rows = knowledge(recording, at(recording, 'client:connection.again')).filter((each) => !isLongTerm(each));
    expect(rows.map(({ secret, holders }) => [secret, Object.keys(holders)])).toEqual([['preSharedKey', ['client']]]);
    const opened = row(recording, at(recording, 'server:ticket.open'), 'preSharedKey');
    expect(opened?.holders.server).toMatchObject({ how: 'opened', differs: false });
    expect(row(recording, last(recording), 'preSharedKey')?.eavesdropper).toBe(false);
    expect(row(recording, last(recording), 'clientRandom')?.leakedAt).toBe(
      at(recording, 'client:ClientHello#2').number,
    );
  });

  it('has the new key before the server has, and then both have the same', () => {
    const recording = run();
    const before = row(recording, at(recording, 'client:KeyUpdate'), 'clientApplicationKey');
    const between = row(recording, at(recording, 'client:keys.update'), 'clientApplicationKey');
    expect(between?.first.value).not.toBe(before?.first.value);
    expect(Object.keys(between?.holders ?? {})).toEqual(['client']);
    const after = row(recording, at(recording, 'server:keys.update'), 'clientApplicationKey');
    expect(after?.holders.server).toMatchObject({ value: between?.first.value, differs: false });
  });
});

describe('the early secret', () => {
  it('is the same public constant in every handshake without a ticket, and anyone can compute it (RFC 9846 7.1, RFC 8448 3)', async () => {
    await prepareAll();
    const run = runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', again: 'resumed' }));
    const first = row(run, at(run, 'server:keys.handshake'), 'earlySecret');
    expect(first?.first.value).toBe('33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a');
    expect(first?.computable).toBe(true);
    expect(row(run, last(run), 'earlySecret')?.computable).toBe(false);
    expect(row(run, last(run), 'handshakeSecret')?.computable).toBe(false);
  });
});
