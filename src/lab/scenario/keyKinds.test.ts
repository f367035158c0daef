// Worlds whose certificates have elliptic keys: what follows from a fault does not depend on the kind of the key.

import { beforeAll, describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import { seededRandom } from '../../crypto/random.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import type { CheckId } from '../../pki/path/result.ts';
import { validatePath } from '../../pki/path/validate.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import { applyFaults, FAULTS } from '../faults/catalogue.ts';
import { findingsInFiles } from '../faults/expected.testing.ts';
import { honestPlan } from '../plan/plan.ts';
import type { Recording } from '../recording/recording.ts';
import { needsEcc } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { makeWorld } from '../world/issuance.ts';
import type { CaAction } from './caActions.ts';
import type { FaultId } from './faultId.ts';
import { type KeyKinds, RSA_KEYS } from './keyKinds.ts';
import { DEFAULT_SCENARIO, type KeyKind, LAB_NOW, type Scenario } from './scenario.ts';

beforeAll(registerEcc);

function worldOf(kinds: Partial<KeyKinds>, faults: readonly FaultId[] = []) {
  const plan = applyFaults(honestPlan('mutual', LAB_NOW, 'past', 'ocsp', { ...RSA_KEYS, ...kinds }), {
    mode: 'mutual',
    protocol: 'tls1.2-rsa',
    faults,
  });
  return makeWorld(plan, { keys: (name: PoolKeyName) => poolKey(name), random: seededRandom(1, 'ca') }, null);
}

const leafOf = ({ chain }: { chain: readonly Uint8Array[] }): Certificate =>
  parseCertificate(chain[0] ?? new Uint8Array());
const usageOf = (leaf: Certificate) => leaf.extensions.find(({ type }) => type === 'keyUsage');

describe('a world with elliptic keys', () => {
  it.each(['p256', 'ed25519'] as const)(
    'gives both leaves a key %s, which the endpoints hold, for signatures only',
    (kind) => {
      const { server, client } = worldOf({ serverKey: kind, clientKey: kind });
      if (client === null) throw new Error('no client');
      for (const credential of [server, client]) {
        const leaf = leafOf(credential);
        expect(leaf.spki).toEqual(publicKeyToSpki(credential.key));
        expect(credential.key.kind).toBe(kind === 'p256' ? 'ec' : 'ed25519');
        expect(usageOf(leaf)).toMatchObject({ usages: new Set(['digitalSignature']) });
      }
    },
  );

  it('has CAs on P-256 where it is asked for, which sign with ECDSA', () => {
    const { authority, server } = worldOf({ caKey: 'p256' });
    const all = [authority.root.certificate, ...authority.chain, leafOf(server)];
    expect(all.map(({ signatureAlgorithm }) => signatureAlgorithm.name)).toEqual(all.map(() => 'ecdsa-with-SHA256'));
    expect(authority.issuing.key.kind).toBe('ec');
    expect(server.key.kind).toBe('rsa');
  });

  it.each(['p256', 'ed25519'] as const)('lets a thief come with a key of the kind %s', (kind) => {
    const { server, client } = worldOf({ serverKey: kind, clientKey: kind }, [
      'server/stolen-certificate',
      'client/stolen-certificate',
    ]);
    for (const credential of [server, client]) {
      if (credential === null) throw new Error('no client');
      expect(credential.key).toBe(poolKey(`thief.${kind}`));
      expect(leafOf(credential).spki).not.toEqual(publicKeyToSpki(credential.key));
    }
  });

  it('has no weak elliptic key: the fault gives a short RSA key, and so does a thief who comes along', () => {
    expect(worldOf({ serverKey: 'p256' }, ['server/weak-key']).server.key).toBe(poolKey('weak'));
    const both = worldOf({ serverKey: 'p256' }, ['server/weak-key', 'server/stolen-certificate']).server;
    expect(both.key).toBe(poolKey('thief'));
  });
});

describe('the validator', () => {
  /** The checks that fail on the server's certificate. */
  const failures = (kinds: Partial<KeyKinds>, faults: readonly FaultId[]): CheckId[] => {
    const { server, authority } = worldOf(kinds, faults);
    const { checks } = validatePath({
      presented: server.chain.map(parseCertificate),
      anchors: [authority.root.certificate],
      now: LAB_NOW,
      purpose: 'server',
      peerName: { dns: 'api.bank.test' },
      leafKeyUsage: 'digitalSignature',
      minRsaBits: 2048,
    });
    return checks.filter(({ result }) => result === 'fail').map(({ check }) => check);
  };
  const faults: readonly FaultId[] = [
    'server/expired',
    'server/wrong-host',
    'server/self-signed',
    'server/untrusted-root',
    'server/missing-intermediate',
    'server/tampered',
    'server/weak-key',
    'server/weak-signature',
    'ca/excluded-name',
  ];
  const kinds: KeyKinds[] = [
    { serverKey: 'p256', clientKey: 'p256', caKey: 'rsa' },
    { serverKey: 'ed25519', clientKey: 'ed25519', caKey: 'rsa' },
    { serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' },
  ];

  it.each(kinds)('accepts the honest server with $serverKey under $caKey, and finds each fault', (those) => {
    expect(failures(those, [])).toEqual([]);
    for (const fault of faults) expect(failures(those, [fault]), fault).toEqual(findingsInFiles(fault).checks);
  });
});

describe('a CA on P-256', () => {
  const run = (change: Partial<Scenario>): Recording => runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', ...change });

  it.each(['ocsp', 'stapled', 'crl', 'off'] as const)('is believed with revocation "%s"', (revocation) => {
    const { outcome } = run({ caKey: 'p256', revocation });
    expect([outcome.client.state, outcome.server.state]).toEqual(['closed', 'closed']);
  });

  it.each(FAULTS.map((fault) => [fault.id, fault.revocations[0] ?? 'ocsp'] as const))(
    '%s has the same outcome as under an RSA CA',
    (id, revocation) => {
      const change = { faults: [id], revocation };
      expect(run({ ...change, caKey: 'p256' }).outcome).toEqual(run(change).outcome);
    },
  );
});

describe('ECDHE with leaves and CAs of elliptic keys', () => {
  const run = (change: Partial<Scenario>): Recording['outcome'] =>
    runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol: 'tls1.2-ecdhe', ...change }).outcome;
  const elliptic = (kind: KeyKind): KeyKinds => ({ serverKey: kind, clientKey: kind, caKey: 'p256' });

  it.each(['p256', 'ed25519'] as const)('connects with %s on either side', (kind) => {
    const { client, server } = run(elliptic(kind));
    expect([client.state, server.state]).toEqual(['closed', 'closed']);
  });

  it.each(FAULTS.map((fault) => [fault.id, fault.revocations[0] ?? 'ocsp'] as const))(
    '%s has the same outcome as with RSA keys',
    (id, revocation) => {
      const expected = run({ faults: [id], revocation });
      for (const kind of ['p256', 'ed25519'] as const) {
        expect(run({ ...elliptic(kind), faults: [id], revocation }), kind).toEqual(expected);
      }
    },
  );
});

describe('a server with an elliptic key under RSA key exchange', () => {
  it('finds no suite that its key fits (RFC 5246 7.4.2)', () => {
    const { outcome } = runScenario({ ...DEFAULT_SCENARIO, serverKey: 'p256' });
    expect(outcome.server.state).toBe('failed');
    expect(outcome.client).toMatchObject({ state: 'failed', error: { alert: 'handshake_failure' } });
  });
});

describe('what a scenario needs', () => {
  it('is nothing elliptic as long as every key is RSA and so is the key exchange', () => {
    expect(needsEcc(DEFAULT_SCENARIO)).toBe(false);
    expect(needsEcc({ ...DEFAULT_SCENARIO, clientKey: 'ed25519' })).toBe(true);
    expect(needsEcc({ ...DEFAULT_SCENARIO, caKey: 'p256' })).toBe(true);
    const edited = (key: PoolKeyName) => ({ ...DEFAULT_SCENARIO, edits: { certificates: { root: { key } } } });
    expect(needsEcc(edited('weak'))).toBe(false);
    expect(needsEcc(edited('root.ed25519'))).toBe(true);
    const request: CaAction = { when: 'before', act: 'request', name: 'a.test', proof: 'own' };
    expect(needsEcc({ ...DEFAULT_SCENARIO, caWork: [request] })).toBe(false);
    expect(needsEcc({ ...DEFAULT_SCENARIO, caWork: [{ ...request, key: 'p256' }] })).toBe(true);
    expect(needsEcc({ ...DEFAULT_SCENARIO, caWork: [{ when: 'before', act: 'sign', csr: 'MIIC' }] })).toBe(true);
  });
});
