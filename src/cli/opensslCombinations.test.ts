// Every combination that OpenSSL 3.0 knows: protocol, suite, group, kind of key on either side, one-way and mutual, with
// OpenSSL in the place of the server and in that of the client.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opensslSuite } from '../lab/files/reproduce.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import {
  DEFAULT_SCENARIO,
  KEY_KINDS,
  type KeyKind,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
  type Scenario,
} from '../lab/scenario/scenario.ts';
import { type Half, withOpensslClient, withOpensslServer } from '../testing/opensslHalf.ts';
import { inTurn, opensslArguments, opensslPlaces, opensslWorld } from '../testing/opensslWorld.ts';
import { onePerKind } from '../testing/otherDay.ts';
import { outsideJudge } from '../testing/outside.ts';

await prepareAll();

/** The hybrid came with OpenSSL 3.5. */
const groupsOf = (protocol: Protocol) => {
  const groups = PROTOCOL_GROUPS[protocol].filter((group) => group !== 'X25519MLKEM768');
  return groups.length === 0 ? [DEFAULT_SCENARIO.group] : groups;
};
/** RSA key exchange needs an RSA key, and each kind of ECDHE suites its own kind of key (RFC 8422 2). */
function serversOf(protocol: Protocol, suite: string): readonly KeyKind[] {
  if (protocol === 'tls1.2-rsa' || suite.includes('ECDHE_RSA')) return ['rsa'];
  return suite.includes('ECDHE_ECDSA') ? ['p256', 'ed25519'] : KEY_KINDS;
}
/** Whoever knows RSA key exchange alone knows signatures by RSA alone. */
const clientsOf = (protocol: Protocol): readonly KeyKind[] => (protocol === 'tls1.2-rsa' ? ['rsa'] : KEY_KINDS);

const all: readonly Scenario[] = PROTOCOLS.flatMap((protocol) =>
  PROTOCOL_SUITES[protocol].flatMap((suite) =>
    groupsOf(protocol).flatMap((group) =>
      serversOf(protocol, suite).flatMap((serverKey, i): Scenario[] => {
        const caKey = i % 2 === 0 ? 'rsa' : 'p256';
        const one: Scenario = { ...DEFAULT_SCENARIO, protocol, suite, group, serverKey, caKey, revocation: 'off' };
        return [one, ...clientsOf(protocol).map((clientKey): Scenario => ({ ...one, mode: 'mutual', clientKey }))];
      }),
    ),
  ),
);
const scenarios = onePerKind(all, ({ protocol, mode }) => `${protocol} ${mode}`);
const nameOf = ({ protocol, suite, group, serverKey, clientKey, mode }: Scenario): string =>
  [protocol, suite, group, serverKey, mode === 'mutual' ? clientKey : 'anonymous'].join(', ');

const PROTOCOL_NAMES = { 'tls1.2-rsa': 'TLSv1.2', 'tls1.2-ecdhe': 'TLSv1.2', 'tls1.3': 'TLSv1.3' } as const;
const SHARES: Readonly<Record<string, string>> = {
  x25519: 'X25519, 253 bits',
  secp256r1: 'ECDH, prime256v1, 256 bits',
};
const SIGNATURES = { rsa: 'RSA-PSS', p256: 'ECDSA', ed25519: 'ed25519' } as const;

describe.skipIf(!outsideJudge('openssl'))('OpenSSL, honestly', () => {
  const halves = new Map<Scenario, { readonly client: Half; readonly server: Half }>();
  beforeAll(async () => {
    await inTurn(scenarios, async (scenario) => {
      const { commands, place } = opensslWorld(scenario);
      halves.set(scenario, {
        client: await withOpensslServer(scenario, opensslArguments(commands.server), place),
        server: await withOpensslClient(scenario, opensslArguments(commands.client), place),
      });
    });
  });
  afterAll(() => {
    for (const place of opensslPlaces()) rmSync(place, { recursive: true, force: true });
  });

  it.each(scenarios.map((each): [string, Scenario] => [nameOf(each), each]))('%s', (_name, scenario) => {
    const { protocol, suite, group, serverKey } = scenario;
    const half = halves.get(scenario);
    if (!half) throw new Error('this one did not take place');
    const name = protocol === 'tls1.3' ? suite : opensslSuite(suite);
    const chosen = new RegExp(`New, TLSv1\\.[23], Cipher is ${name}\n`);
    for (const { ours, output } of [half.client, half.server]) {
      expect(ours, output).toMatchObject({ state: 'closed', code: null });
      expect(output).not.toMatch(/verify error|SSL alert number/);
    }
    // The page that s_server shows says what was agreed.
    expect(half.client.ours.data).toMatch(chosen);
    expect(half.client.ours.data).toContain(PROTOCOL_NAMES[protocol]);
    const { output } = half.server;
    expect(output).toMatch(chosen);
    expect(output).toContain('Verify return code: 0 (ok)');
    expect(output).toContain('this is the bank');
    if (protocol === 'tls1.2-rsa') return;
    expect(output).toContain(`Server Temp Key: ${SHARES[group]}`);
    expect(output.toLowerCase()).toContain(
      `peer signature type: ${SIGNATURES[KEY_KINDS.find((kind) => kind === serverKey) ?? 'rsa']}`.toLowerCase(),
    );
  });
});
