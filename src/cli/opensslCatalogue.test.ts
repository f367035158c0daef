// Every fault of the catalogue, in every protocol and mode, with OpenSSL in the place of the server and in that of the
// client: what it says of ours, and what we say of its. What can't be tried stands here by name, with the reason.

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import { openRecorded } from '../lab/attacker/recordedTraffic.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { OpenSslSays } from '../lab/faults/expectation.testing.ts';
import { EXPECTED, followsFrom } from '../lab/faults/expected.testing.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { type KeyKinds, RSA_KEYS } from '../lab/scenario/keyKinds.ts';
import {
  DEFAULT_SCENARIO,
  type Mode,
  normalizeScenario,
  PROTOCOL_SUITES,
  type Protocol,
  type Scenario,
} from '../lab/scenario/scenario.ts';
import { ALERTS } from '../testing/alertNumbers.ts';
import { type Half, withOpensslClient, withOpensslServer } from '../testing/opensslHalf.ts';
import { inTurn, opensslArguments, opensslPlaces, opensslWorld } from '../testing/opensslWorld.ts';
import { onePerKind } from '../testing/otherDay.ts';
import { outsideJudge } from '../testing/outside.ts';
import type { Side } from '../tls/events.ts';

await prepareAll();

/** Whose part is ours. */
const SIDES = ['client', 'server'] as const;

interface Case {
  readonly name: string;
  readonly fault: FaultId;
  readonly protocol: Protocol;
  readonly mode: Mode;
  readonly side: Side;
  readonly stapled: boolean;
}

/** Why OpenSSL can't play its part there. */
const UNTRIED: readonly (Partial<Pick<Case, 'protocol' | 'mode'>> & {
  readonly fault: FaultId;
  readonly side: Side;
  readonly reason: string;
})[] = [
  {
    fault: 'server/stolen-certificate',
    side: 'client',
    reason: 's_server loads no certificate with a key that does not belong to it',
  },
  {
    fault: 'client/stolen-certificate',
    side: 'server',
    reason: 's_client loads no certificate with a key that does not belong to it',
  },
  {
    fault: 'server/wrong-key-usage',
    side: 'client',
    protocol: 'tls1.2-ecdhe',
    mode: 'mutual',
    reason: 's_server leaves out a P-256 certificate whose key may not sign; the one-way row has an RSA key',
  },
];

const ALL: readonly Case[] = FAULTS.flatMap(({ id, protocols, modes }) =>
  protocols.flatMap((protocol) =>
    modes.flatMap((mode) =>
      SIDES.map((side) => ({
        name: `${id}, ${protocol}, ${mode}, our ${side}`,
        fault: id,
        protocol,
        mode,
        side,
        stapled: false,
      })),
    ),
  ),
);
const isUntried = ({ fault, side, protocol, mode }: Case): boolean =>
  UNTRIED.some(
    (each) =>
      each.fault === fault &&
      each.side === side &&
      (each.protocol ?? protocol) === protocol &&
      (each.mode ?? mode) === mode,
  );
/** What is learnt from an answer that the server hands over (RFC 6066 8, RFC 9846 4.5.1.1). */
const STAPLED: readonly Case[] = (
  ['server/revoked', 'ca/ocsp-unreachable', 'ca/ocsp-forged', 'ca/ocsp-stale'] as const
).flatMap((fault) =>
  (['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'] as const).flatMap((protocol) =>
    SIDES.map((side) => ({
      name: `${fault}, ${protocol}, stapled, our ${side}`,
      fault,
      protocol,
      mode: 'one-way' as const,
      side,
      stapled: true,
    })),
  ),
);
const CASES: readonly Case[] = [...ALL.filter((each) => !isUntried(each)), ...STAPLED];
const TODAY = onePerKind(CASES, ({ fault, side, stapled }) => [fault, side, stapled].join());

const named = (cases: readonly Case[]): [string, Case][] => cases.map((each) => [each.name, each]);

interface Verdict {
  readonly judge: Side;
  /** Our check or error, and our alert. */
  readonly code: string;
  readonly alert: string;
  /** What OpenSSL prints as the judge, and its alert; null where it accepts. */
  readonly theirs: OpenSslSays | null;
}

/** Null where both accept. */
function verdictOn({ fault, protocol, mode, side, stapled }: Case): Verdict | null {
  const refusal = followsFrom(fault, protocol, mode);
  if (refusal === undefined) throw new Error(`nobody said what follows from ${fault}`);
  const alone = EXPECTED[fault].refusedByOpenssl;
  // It takes a certificate for self-signed only where its own key could have made the signature, by its kind.
  const { serverKey, caKey } = kindsFor(protocol, mode);
  if (refusal === null && alone && side === 'server' && serverKey === caKey)
    return { judge: 'client', code: '', alert: '', theirs: alone };
  if (refusal === null) return null;
  // Our server asks about its client's certificate in the same way, and gets no better answer.
  const judge = side === 'server' && mode === 'mutual' && fault.startsWith('ca/ocsp-') ? 'server' : refusal.by;
  // RFC 6066 8
  const isBadStaple = stapled && (fault === 'ca/ocsp-forged' || fault === 'ca/ocsp-stale');
  return {
    judge,
    code: refusal.check,
    alert: isBadStaple ? 'bad_certificate_status_response' : refusal.alert,
    // It reads no staple unless it is told to, and asks nobody.
    theirs: stapled ? null : refusal.openssl,
  };
}

const BAD_MAC = 'decryption failed or bad record mac';

/** One mode with RSA keys, the other one with elliptic ones. */
function kindsFor(protocol: Protocol, mode: Mode): KeyKinds {
  if (mode === 'one-way' || protocol === 'tls1.2-rsa') return RSA_KEYS;
  return protocol === 'tls1.3'
    ? { serverKey: 'ed25519', clientKey: 'p256', caKey: 'rsa' }
    : { serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' };
}

function scenarioOf({ fault, protocol, mode, stapled }: Case): Scenario {
  const found = FAULTS.find(({ id }) => id === fault);
  const revocation = stapled ? 'stapled' : (found?.revocations[0] ?? 'ocsp');
  // Of the suites with one key exchange the attacker leaves the last.
  const left = PROTOCOL_SUITES[protocol].filter((name) => !name.includes('ECDSA')).at(-1);
  const suite = fault === 'wire/edit-hello' && left ? left : DEFAULT_SCENARIO.suite;
  return normalizeScenario({
    ...DEFAULT_SCENARIO,
    ...kindsFor(protocol, mode),
    protocol,
    mode,
    revocation,
    suite,
    faults: [fault],
  });
}

/** The arguments of the page; on the wire those of the honest scenario, for OpenSSL knows nothing of who is there. */
function commandFor(each: Case, scenario: Scenario): readonly string[] {
  const { commands, deceived } = opensslWorld(scenario);
  const honest = each.fault.startsWith('wire/') ? opensslWorld({ ...scenario, faults: [] }).commands : commands;
  // Whoever is deceived talks to the attacker, whose key may be of another kind.
  const client = each.fault.startsWith('wire/mitm') ? (deceived ?? commands).client : honest.client;
  const args = opensslArguments(each.side === 'client' ? honest.server : client);
  if (each.stapled) args.push(...(each.side === 'server' ? ['-status'] : hasAnswer(each) ? STATUS_FILE : []));
  if (each.fault === 'wire/downgrade') return args.filter((word) => word !== '-tls1_3');
  // The attacker needs suites to take out.
  const all = PROTOCOL_SUITES['tls1.3'].join(':');
  if (each.fault === 'wire/edit-hello') return args.map((word) => (word === scenario.suite ? all : word));
  return each.stapled ? args.filter((word) => !LIST.includes(word)) : args;
}
const LIST = ['-crl_check', '-CRL', 'crl.pem'];
const STATUS_FILE = ['-status_file', 'ocsp-response.der'];
const hasAnswer = ({ fault }: Case): boolean => fault !== 'ca/ocsp-unreachable';

describe('The catalogue', () => {
  it('is tried with OpenSSL row by row, in both places, but for what is named with its reason', () => {
    const tried = new Set(CASES.map(({ name }) => name));
    for (const each of ALL) expect(tried.has(each.name), each.name).toBe(!isUntried(each));
    for (const { fault, reason } of UNTRIED) {
      expect(FAULTS.map(({ id }) => id)).toContain(fault);
      expect(reason).not.toBe('');
    }
    expect(ALL.length).toBeGreaterThan(550);
    for (const each of CASES) expect(() => verdictOn(each)).not.toThrow();
  });
});

describe.skipIf(!outsideJudge('openssl'))('With OpenSSL on the other side', () => {
  const halves = new Map<Case, Half>();
  afterAll(() => {
    for (const place of opensslPlaces()) rmSync(place, { recursive: true, force: true });
  });

  beforeAll(async () => {
    await inTurn(TODAY, async (each) => {
      const scenario = scenarioOf(each);
      const talk = each.side === 'client' ? withOpensslServer : withOpensslClient;
      halves.set(each, await talk(scenario, commandFor(each, scenario), opensslWorld(scenario).place));
    });
  });

  const halfOf = (each: Case): Half => {
    const half = halves.get(each);
    if (!half) throw new Error('this one did not take place');
    return half;
  };
  const alertLine = (alert: string) => `SSL alert number ${ALERTS[alert]}`;
  const isMiddle = ({ fault }: Case) => fault.startsWith('wire/mitm');

  function expectThrough({ side, fault }: Case, { ours, output }: Half): void {
    // s_server says what it finds, and does not insist.
    if (fault === 'client/verdict-ignored' && side === 'client') expect(output).toContain('verify error:num=18:');
    else expect(output).not.toContain('verify error');
    expect(output).not.toContain('SSL alert number');
    // A machine in the middle keeps its connection open when the server closes the other one.
    const state = fault === 'wire/mitm-trusted' && side === 'client' ? 'connected' : 'closed';
    expect(ours, output).toMatchObject({ state, code: null });
    expect(side === 'client' ? ours.data : output).toContain(side === 'client' ? '200 ok' : 'this is the bank');
  }

  it.each(named(TODAY.filter((each) => !isMiddle(each))))('%s', (_name, each) => {
    const half = halfOf(each);
    const { ours, output } = half;
    const verdict = verdictOn(each);
    if (verdict === null) return expectThrough(each, half);
    const { judge, code, alert, theirs } = verdict;
    if (judge === each.side) {
      expect(ours, output).toMatchObject({ state: 'failed', code, alert, by: 'self' });
      // Where the keys differ, nobody can read what the other one says.
      const isReadable = each.fault !== 'wire/edit-hello' || each.protocol !== 'tls1.3';
      expect(output).toContain(isReadable ? alertLine(alert) : BAD_MAC);
      return;
    }
    if (theirs === null) return expectThrough(each, half);
    expect(output).toContain(theirs.prints);
    expect(ours, output).toMatchObject({ state: 'failed', alert: theirs.alert, by: 'peer' });
  });

  it('it wants a root at the end of a path, unless -partial_chain is given: ca/intermediate-anchor', async () => {
    const each = CASES.find(({ fault, side }) => fault === 'ca/intermediate-anchor' && side === 'server');
    if (!each) throw new Error('not in the catalogue');
    const scenario = scenarioOf(each);
    const args = commandFor(each, scenario);
    expect(args).toContain('-partial_chain');
    const strict = args.filter((word) => word !== '-partial_chain');
    const { ours, output } = await withOpensslClient(scenario, strict, opensslWorld(scenario).place);
    expect(output).toContain('verify error:num=2:unable to get issuer certificate');
    expect(ours).toMatchObject({ state: 'failed', alert: 'unknown_ca', by: 'peer' });
  });

  it.each(named(TODAY.filter(isMiddle)))('%s', (_name, each) => {
    const { ours, output, attackerRead } = halfOf(each);
    const verdict = verdictOn(each);
    if (verdict === null) {
      expectThrough(each, halfOf(each));
      expect(attackerRead).toEqual(['GET / HTTP/1.0', expect.stringMatching(/^HTTP\/1\.0 200 /)]);
      return;
    }
    const { judge, code, alert, theirs } = verdict;
    if (judge === each.side) expect(ours, output).toMatchObject({ state: 'failed', code, alert, by: 'self' });
    else expect(output).toContain(theirs?.prints);
    if (judge === 'client') {
      // The server was never spoken to.
      if (each.side === 'client') expect(output).not.toContain('SSL alert number');
      else expect(ours.by).toBeNull();
      expect(attackerRead).toEqual([]);
    } else if (each.protocol === 'tls1.3') {
      // Its own handshake is over when the server refuses the attacker: that one has the request, and hangs up.
      if (each.side === 'client') expect(ours).toMatchObject({ state: 'closed', data: '' });
      else expect(output).not.toContain('SSL alert number');
      expect(attackerRead).toEqual(['GET / HTTP/1.0']);
    } else {
      if (each.side === 'client') expect(ours).toMatchObject({ alert, by: 'peer' });
      else expect(output).toContain(alertLine(alert));
      expect(attackerRead).toEqual([]);
    }
  });

  it.each(named(TODAY.filter(({ side, stapled }) => stapled && side === 'server')))(
    'it reads what our server staples: %s',
    (_name, each) => {
      const { output } = halfOf(each);
      if (!hasAnswer(each)) expect(output).toContain('OCSP response: no response sent');
      else expect(output).toContain(`Cert Status: ${each.fault === 'server/revoked' ? 'revoked' : 'good'}`);
    },
  );

  it.each(named(TODAY.filter(({ fault }) => fault === 'wire/server-key-leaks')))(
    'the stolen key opens what was recorded with RSA key exchange, and nothing else: %s',
    (_name, each) => {
      const leak = openRecorded(halfOf(each).heard, poolKey('server'));
      if (each.protocol !== 'tls1.2-rsa') return expect(leak).toMatchObject({ kind: 'closed', reason: 'keyExchange' });
      if (leak.kind !== 'opened') throw new Error(leak.reason);
      expect(leak.pieces.map(({ plaintext }) => fromUtf8(plaintext)).join()).toContain('GET / HTTP/1.0');
    },
  );
});
