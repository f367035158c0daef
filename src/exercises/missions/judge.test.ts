// What solves each mission, and what each near-miss is told: through the engine, in every protocol that allows it.
import { describe, expect, it } from 'vitest';
import { LAB_NOW, PROTOCOLS } from '../../lab/scenario/scenario.ts';
import { type Change, changed, handIn, mission, runOnce } from './handIn.testing.ts';
import { MISSIONS } from './list.ts';
import { type Answers, type MissionId, NEAR_MISSES, type NearMissId } from './mission.ts';
import { hiddenFaults, MYSTERIES, type MysteryId, mysteryView } from './mystery.ts';
import { missionStart, mysteryStart } from './start.ts';

const DAY = 86_400_000;
const edit = (edits: Change['edits']): Change => (edits === undefined ? {} : { edits });
const inject = (...faults: NonNullable<Change['faults']>): Change => ({ faults });
const tamper = (message: string, offset: number, value: number): Change => ({
  tampering: [{ message, offset, value }],
});
const names = (...values: string[]): Change =>
  edit({ certificates: { server: { subjectAltName: values.map((value) => ({ type: 'dns', value })) } } });
const bankAndRogue = ['bank', 'rogue'] as const;
const EC = 'tls1.2-ecdhe';
const RSA = 'tls1.2-rsa';
const TLS13 = 'tls1.3';

interface Solution {
  readonly changes: readonly Change[];
  readonly answers?: Answers;
  readonly cost?: number;
}
const by = (change: Change, rest: Omit<Solution, 'changes'> = {}): Solution => ({ changes: [change], ...rest });

const SOLUTIONS: Readonly<Record<MissionId, readonly Solution[]>> = {
  1: [
    by({}, { answers: { row: 'client:possession.verify' } }),
    by({}, { answers: { row: '25' } }),
    by({ mode: 'mutual' }, { answers: { row: 'client:possession.verify' } }),
    by({ protocol: EC }, { answers: { row: 'client:possession.verify' } }),
    // With RSA key exchange the server's Finished is the proof.
    by({ protocol: RSA }, { answers: { row: 'client:finished.verify' } }),
  ],
  2: [
    by(inject('server/stolen-certificate'), { cost: 1 }),
    by({ ...inject('server/stolen-certificate'), protocol: EC }),
    by({ ...inject('server/stolen-certificate'), mode: 'mutual', revocation: 'crl' }),
    by({ ...inject('server/stolen-certificate'), revocation: 'off', serverKey: 'p256' }),
    // The server's signature over its share is changed on the way: nobody has proven anything.
    by({ protocol: EC, ...tamper('server:ServerKeyExchange', 200, 1) }),
  ],
  3: [
    ...PROTOCOLS.map((protocol) => by({ protocol, ...edit({ trust: { client: ['rogue'] } }) }, { cost: 1 })),
    by(edit({ trust: { client: bankAndRogue } }), { cost: 1 }),
    by({ mode: 'mutual', seed: 9, ...edit({ trust: { client: ['rogue', 'bank'] } }) }),
  ],
  4: PROTOCOLS.map((protocol) =>
    by({ protocol, ...edit({ certificates: { server: { signer: 'root' } } }) }, { cost: 1 }),
  ),
  5: [
    by(names('api.bank.test'), { cost: 1 }),
    by(names('*.bank.test'), { cost: 1 }),
    by({ protocol: RSA, ...names('www.bank.test', 'api.bank.test') }, { cost: 1 }),
    by({ protocol: EC, mode: 'mutual', ...names('API.bank.test') }, { cost: 1 }),
  ],
  6: [
    by({}, { answers: { certificate: '1', field: 'basicConstraints' } }),
    by({}, { answers: { certificate: 'issuer', field: 'cA' } }),
    // It has no keyCertSign either: this check fails, too.
    by({ protocol: RSA }, { answers: { certificate: '1', field: 'keyUsage' } }),
    by(inject('ca/no-cert-sign'), { answers: { certificate: '1', field: 'keyUsage' } }),
  ],
  7: [
    ...PROTOCOLS.map((protocol) => by({ protocol, ...inject('client/stolen-certificate') }, { cost: 1 })),
    by(inject('wire/mitm-trusted'), { cost: 1 }),
    by({ protocol: EC, ...inject('wire/flip-certificate-verify') }),
    by({ protocol: EC, ...tamper('client:CertificateVerify', 100, 1) }),
  ],
  8: [
    ...PROTOCOLS.map((protocol) => by({ protocol, ...edit({ trust: { server: bankAndRogue } }) }, { cost: 1 })),
    by(edit({ trust: { server: ['rogue'] } }), { cost: 1 }),
  ],
  9: [
    by({ ...inject('ca/ocsp-forged'), revocationPolicy: 'hard' }, { answers: { choice: 'forged' }, cost: 1 }),
    by({ ...inject('ca/ocsp-stale'), revocationPolicy: 'hard' }, { answers: { choice: 'stale' }, cost: 1 }),
    by({ ...inject('ca/ocsp-unreachable'), revocationPolicy: 'hard' }, { answers: { choice: 'silent' }, cost: 1 }),
    by(
      { ...inject('ca/ocsp-forged'), revocationPolicy: 'hard', revocation: 'stapled', protocol: EC },
      { answers: { choice: 'Forged' } },
    ),
  ],
  10: [
    ...PROTOCOLS.map((protocol) => by({ protocol, ...edit({ clocks: { client: LAB_NOW } }) }, { cost: 1 })),
    by(edit({ clocks: { client: LAB_NOW + DAY } }), { cost: 1 }),
  ],
  11: [
    by({ protocol: EC }, { cost: 1 }),
    by({ protocol: TLS13 }, { cost: 1 }),
    by({ protocol: TLS13, mode: 'mutual' }, { cost: 2 }),
  ],
  12: [
    by({ mode: 'mutual' }, { cost: 1 }),
    by({ mode: 'mutual', protocol: EC }),
    by({ mode: 'mutual', protocol: RSA }),
  ],
  13: [
    by(tamper('client:CertificateVerify', 100, 1), { cost: 1 }),
    by(tamper('client:CertificateVerify', 268, 1), { cost: 1 }),
    by({ protocol: RSA, ...tamper('client:CertificateVerify', 100, 1) }),
    // Both sides see other messages: the signature covers them all.
    by({ protocol: RSA, ...tamper('client:ClientHello', 20, 1) }),
    by(tamper('client:ClientKeyExchange', 20, 1)),
  ],
  14: [
    { changes: [inject('client/expired'), { ...inject('client/expired'), protocol: EC }], cost: 2 },
    { changes: [{ ...inject('client/expired'), protocol: EC }, inject('client/expired')] },
    { changes: [inject('client/none'), { ...inject('client/none'), protocol: RSA }] },
    { changes: [inject('client/stolen-certificate'), { ...inject('client/stolen-certificate'), protocol: EC }] },
  ],
  15: [
    { changes: [inject('server/expired'), inject('server/not-yet-valid')] },
    { changes: [inject('server/untrusted-root'), { ...inject('ca/not-a-ca'), protocol: RSA }] },
    { changes: [inject('server/stolen-certificate'), { ...inject('wire/edit-hello'), protocol: EC, mode: 'one-way' }] },
  ],
};

const NEAR: readonly (readonly [NearMissId, Solution])[] = [
  ['1/no-flag', by({})],
  ['1/no-such-row', by({}, { answers: { row: '99' } })],
  ['1/no-such-row', by({}, { answers: { row: 'client:nothing' } })],
  ['1/other-run', by(inject('server/expired'), { answers: { row: '20' } })],
  ['1/nothing-shown', by({}, { answers: { row: 'server:ServerHello' } })],
  ['1/certificate', by({}, { answers: { row: 'server:Certificate' } })],
  ['1/sealed', by({ protocol: RSA }, { answers: { row: 'client:ClientKeyExchange' } })],
  ['1/unchecked', by({}, { answers: { row: 'server:CertificateVerify' } })],
  ['1/unchecked', by({ protocol: RSA }, { answers: { row: 'server:Finished' } })],
  ['1/path', by({}, { answers: { row: 'client:path.validate' } })],
  ['1/path', by({ protocol: RSA }, { answers: { row: 'client:certificate.decide' } })],
  ['1/later', by({}, { answers: { row: 'client:finished.verify' } })],
  ['1/later', by({}, { answers: { row: 'client:ApplicationData' } })],

  ['2/accepted', by({})],
  ['2/bad-certificate', by(inject('server/expired'))],
  ['2/bad-certificate', by({ ...inject('server/wrong-host'), protocol: EC })],
  ['2/no-path', by(inject('server/untrusted-root'))],
  ['2/no-path', by(edit({ trust: { client: [] } }))],
  ['2/status', by(inject('server/revoked'))],
  [
    '2/status',
    by({ caWork: [{ act: 'revoke', when: 'before', whose: 'server', reason: 'keyCompromise', daysAgo: 0 }] }),
  ],
  ['2/rsa', by({ ...inject('server/stolen-certificate'), protocol: RSA })],
  ['2/server-refused', by({ ...inject('client/expired'), mode: 'mutual' })],
  ['2/not-shown', by({ ...inject('wire/drop-message'), protocol: EC })],
  ['2/not-shown', by(inject('wire/drop-message'))],
  ['2/record', by({ protocol: EC, ...tamper('server:Finished', 20, 1) })],

  ['3/fault-off', by({ faults: [] })],
  ['3/re-issued', by(edit({ certificates: { server: { signer: 'bank' } } }))],
  ['3/cross-signed', by(edit({ certificates: { rogueRoot: { signer: 'root' } } }))],
  ['3/cross-signed', by(edit({ certificates: { rogueIssuing: { signer: 'root' } } }))],
  ['3/other-store', by(edit({ trust: { server: ['rogue'] } }))],
  ['3/namesake', by(edit({ trust: { client: ['bank', 'namesake'] } }))],
  ['3/status', by({ revocation: 'ocsp', ...edit({ trust: { client: ['rogue'] } }) })],
  ['3/refused', by({})],

  ['4/fault-off', by({ faults: [] })],
  ['4/roots', by(edit({ trust: { client: ['bank', 'rogue', 'namesake'] } }))],
  ['4/cost', by(edit({ certificates: { server: { signer: 'root', notAfter: LAB_NOW + 30 * DAY } } }))],
  ['4/not-seen', by(edit({ certificates: { issuing: { signer: 'self' } } }))],
  ['4/refused', by({})],

  ['5/fault-off', by({ faults: [] })],
  ['5/star', by(names('*.test'))],
  ['5/other-name', by(names('www.bank.test'))],
  ['5/common-name', by(edit({ certificates: { server: { subject: [{ type: 'CN', value: '*.bank.test' }] } } }))],
  ['5/elsewhere', by(edit({ trust: { client: bankAndRogue } }))],
  [
    '5/cost',
    by(
      edit({
        certificates: {
          server: { subjectAltName: [{ type: 'dns', value: 'api.bank.test' }], notAfter: LAB_NOW + DAY },
        },
      }),
    ),
  ],
  ['5/refused', by({})],

  ['6/other-run', by({ faults: [] }, { answers: { certificate: '1', field: 'basicConstraints' } })],
  ['6/no-answer', by({}, { answers: { certificate: '1' } })],
  ['6/leaf', by({}, { answers: { certificate: '0', field: 'basicConstraints' } })],
  ['6/leaf', by({}, { answers: { certificate: 'api.bank.test', field: 'issuer' } })],
  ['6/other-certificate', by({}, { answers: { certificate: '2', field: 'basicConstraints' } })],
  ['6/other-field', by({}, { answers: { certificate: '1', field: 'validity' } })],

  ['7/one-way', by({ mode: 'one-way' })],
  ['7/forbidden', by(inject('client/not-allowed'))],
  ['7/forbidden', by({ ...inject('client/not-allowed'), protocol: EC })],
  ['7/none', by(inject('client/none'))],
  ['7/none', by(inject('client/none-optional'))],
  ['7/accepted', by({})],
  ['7/bad-certificate', by(inject('client/expired'))],
  ['7/no-path', by(inject('client/untrusted-root'))],
  ['7/status', by(inject('client/revoked'))],
  ['7/client-refused', by(inject('server/expired'))],
  ['7/not-looked-at', by(inject('wire/flip-record'))],
  ['7/record', by({ ...inject('wire/flip-record'), protocol: EC })],

  ['8/one-way', by({ mode: 'one-way' })],
  ['8/fault-off', by({ faults: [] })],
  ['8/touched', by(edit({ certificates: { client: { signer: 'bank' } } }))],
  ['8/client-store', by(edit({ trust: { client: bankAndRogue } }))],
  ['8/namesake', by(edit({ trust: { server: ['bank', 'namesake'] } }))],
  ['8/nothing-shown', by(inject('client/unlisted-issuer', 'client/none-optional'))],
  ['8/unasked', by(inject('client/unlisted-issuer', 'client/untrusted-root'))],
  ['8/status', by({ revocation: 'ocsp', ...edit({ trust: { server: bankAndRogue } }) })],
  ['8/not-sent', by({})],
  ['8/refused', by(edit({ trust: { client: ['rogue'] } }))],

  ['9/not-asked', by({ ...inject('ca/ocsp-forged'), revocation: 'off' }, { answers: { choice: 'forged' } })],
  ['9/no-choice', by({ ...inject('ca/ocsp-forged'), revocationPolicy: 'hard' })],
  ['9/server', by({ ...inject('ca/ocsp-forged'), revocationPolicy: 'hard' }, { answers: { choice: 'server' } })],
  ['9/not-forged', by({ ...inject('ca/ocsp-stale'), revocationPolicy: 'hard' }, { answers: { choice: 'forged' } })],
  ['9/not-stale', by({ ...inject('ca/ocsp-forged'), revocationPolicy: 'hard' }, { answers: { choice: 'stale' } })],
  ['9/not-silent', by({ ...inject('ca/ocsp-stale'), revocationPolicy: 'hard' }, { answers: { choice: 'silent' } })],
  ['9/unsafe', by(inject('ca/ocsp-forged'), { answers: { choice: 'forged' } })],
  ['9/unsafe', by(inject('ca/ocsp-unreachable'), { answers: { choice: 'silent' } })],

  ['10/fault-off', by({ faults: [] })],
  ['10/revocation', by({ revocation: 'off' })],
  ['10/server-clock', by(edit({ clocks: { server: LAB_NOW - 730 * DAY } }))],
  ['10/other-time', by(edit({ clocks: { client: LAB_NOW - 200 * DAY } }))],
  ['10/certificates', by(edit({ certificates: { server: { notBefore: LAB_NOW - 900 * DAY } } }))],
  ['10/cost', by(edit({ clocks: { client: LAB_NOW, server: LAB_NOW } }))],
  ['10/refused', by({})],

  ['11/fault-off', by({ faults: [], protocol: EC })],
  ['11/mutual', by({ mode: 'mutual' })],
  ['11/suite', by({ suite: 'TLS_RSA_WITH_AES_256_GCM_SHA384' })],
  ['11/opened', by({})],
  ['11/refused', by({ ...inject('wire/server-key-leaks', 'server/expired') })],

  ['12/proxy-gone', by({ faults: [], mode: 'mutual' })],
  ['12/proxy-gone', by(inject('wire/mitm'))],
  ['12/not-reached', by({ mode: 'mutual', ...inject('wire/mitm-trusted', 'client/none-optional') })],
  ['12/tunnels', by({ protocol: EC })],
  ['12/tunnels', by({ group: 'X25519MLKEM768' })],
  ['12/served', by({})],

  ['13/one-way', by({ mode: 'one-way', ...tamper('client:Finished', 20, 1) })],
  ['13/not-by-hand', by(inject('wire/flip-certificate-verify'))],
  ['13/not-by-hand', by({ ...inject('client/stolen-certificate'), ...tamper('server:Alert', 9, 1) })],
  ['13/none', by({})],
  [
    '13/several',
    by({
      tampering: [100, 101].map((offset) => ({ message: 'client:CertificateVerify', offset, value: 1 })),
    }),
  ],
  ['13/idle', by(tamper('client:CertificateVerify', 0, 22))],
  ['13/encrypted', by({ protocol: TLS13, ...tamper('client:CertificateVerify', 100, 1) })],
  ['13/header', by(tamper('client:CertificateVerify', 0, 99))],
  ['13/header', by(tamper('client:CertificateVerify', 5, 99))],
  ['13/finished', by(tamper('client:Finished', 20, 1))],
  ['13/certificate', by(tamper('client:Certificate', 900, 1))],
  ['13/client-refused', by(tamper('server:Certificate', 900, 1))],
  ['13/too-late', by(tamper('server:ServerHelloDone', 8, 1))],
  ['13/other-alert', by(tamper('client:ClientHello', 9, 1))],

  ['14/one-run', by(inject('client/expired'))],
  ['14/waits', { changes: [EC, RSA].map((protocol) => ({ ...inject('client/expired'), protocol }) as Change) }],
  ['14/client-refused', { changes: [inject('server/expired'), { ...inject('server/expired'), protocol: EC }] }],
  ['14/accepted', { changes: [{}, { protocol: EC }] }],
  ['14/too-early', { changes: [inject('wire/truncate'), { ...inject('client/expired'), protocol: EC }] }],
  ['14/second-modern', { changes: [inject('client/expired'), inject('client/expired')] }],
  ['14/second-accepted', { changes: [inject('client/expired'), { protocol: EC }] }],
  ['14/second-client-refused', { changes: [inject('client/expired'), { ...inject('server/expired'), protocol: EC }] }],
  ['14/second-request', { changes: [inject('client/expired'), { ...inject('wire/flip-record'), protocol: EC }] }],

  ['15/one-run', by(inject('server/expired'))],
  ['15/no-failure', { changes: [inject('server/expired'), {}] }],
  ['15/alerts-differ', { changes: [inject('server/expired'), inject('server/wrong-host')] }],
  ['15/same-check', { changes: [inject('server/expired'), inject('client/expired')] }],
  ['15/mystery-other', { changes: [inject('server/expired'), inject('server/not-yet-valid'), {}] }],
  [
    '15/mystery-refused',
    { changes: [inject('server/expired'), inject('server/not-yet-valid'), inject('server/expired')] },
  ],
  [
    '15/mystery-peer',
    {
      changes: [
        inject('server/expired'),
        inject('server/not-yet-valid'),
        // Back to a day on which the certificate was valid: the client has done nothing wrong.
        { ...inject('server/expired'), revocation: 'off', ...edit({ clocks: { client: LAB_NOW - 60 * DAY } }) },
      ],
    },
  ],
  [
    '15/mystery-cost',
    {
      changes: [
        inject('server/expired'),
        inject('server/not-yet-valid'),
        {
          ...inject('server/expired'),
          ...edit({ certificates: { server: { notAfter: LAB_NOW + DAY, notBefore: LAB_NOW - DAY } } }),
        },
      ],
    },
  ],
];

const judged = (id: MissionId, { changes, answers = {} }: Solution) =>
  handIn(
    id,
    changes.map((change) => changed(id, change)),
    answers,
  );

describe.each(MISSIONS)('Mission $id', ({ id, par }) => {
  it.each(SOLUTIONS[id])('is solved by %j', async (solution) => {
    const found = await judged(id, solution);
    expect(found.nearMiss).toBeNull();
    expect(found.passed).toBe(true);
    expect(found.shown?.step).toBeGreaterThan(0);
    if (solution.cost !== undefined) expect(found.cost).toBe(solution.cost);
  });

  it('is solved at par, and for no less, where something is to be changed', () => {
    const costs = SOLUTIONS[id].flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
    if (par !== null && id !== 15) expect(Math.min(...costs)).toBe(par);
  });

  it.each(NEAR.filter(([near]) => near.startsWith(`${id}/`)))(
    'has feedback of its own: %s for %j',
    async (near, handed) => {
      const found = await judged(id, handed);
      expect({ passed: found.passed, nearMiss: found.nearMiss?.id }).toEqual({ passed: false, nearMiss: near });
      expect(found.parts.some(({ passed }) => !passed)).toBe(true);
    },
  );
});

it('Every near-miss that has words can be reached', () => {
  const reached = new Set(NEAR.map(([id]) => id));
  expect(NEAR_MISSES.filter((id) => !reached.has(id))).toEqual([]);
});

it('A row that is named is a row of the run that it is named in', async () => {
  for (const [id, handed] of NEAR) {
    const number = Number(id.split('/')[0]) as MissionId;
    const found = await judged(number, handed);
    for (const row of [found.nearMiss?.row, ...found.parts.map((part) => part.row)]) {
      if (!row) continue;
      const scenario = changed(number, handed.changes[row.run]);
      expect((await runOnce(scenario)).steps[row.step - 1]?.number, id).toBe(row.step);
    }
  }
});

describe('A mystery', () => {
  const REPAIRS: Readonly<Record<MysteryId, Change>> = {
    'server/expired': edit({ certificates: { server: { notAfter: LAB_NOW + 30 * DAY } } }),
    'server/not-yet-valid': edit({ certificates: { server: { notBefore: LAB_NOW - 30 * DAY } } }),
    'server/wrong-host': names('api.bank.test'),
    'server/no-san': names('api.bank.test'),
    'server/weak-signature': edit({ certificates: { server: { hash: 'sha256' } } }),
    'server/wrong-eku': edit({ certificates: { server: { extKeyUsage: ['serverAuth'] } } }),
    'server/wrong-key-usage': edit({ certificates: { server: { keyUsage: ['digitalSignature', 'keyEncipherment'] } } }),
    'ca/intermediate-expired': edit({ certificates: { issuing: { notAfter: LAB_NOW + 300 * DAY } } }),
    'ca/no-cert-sign': edit({ certificates: { issuing: { keyUsage: ['keyCertSign', 'cRLSign'] } } }),
    'ca/path-too-long': edit({ certificates: { issuing: { basicConstraints: { ca: true, pathLen: 1 } } } }),
    'client/expired': edit({ certificates: { client: { notAfter: LAB_NOW + 30 * DAY } } }),
    'client/not-yet-valid': edit({ certificates: { client: { notBefore: LAB_NOW - 30 * DAY } } }),
    'client/wrong-eku': edit({ certificates: { client: { extKeyUsage: ['clientAuth'] } } }),
    'client/weak-signature': edit({ certificates: { client: { hash: 'sha256' } } }),
    'clock/client-slow': edit({ clocks: { client: LAB_NOW } }),
    'clock/client-fast': edit({ clocks: { client: LAB_NOW } }),
  };
  const PAIR = [inject('server/expired'), inject('server/not-yet-valid')];
  const ids = Object.keys(MYSTERIES) as MysteryId[];

  it.each(ids)('is repaired by one edit of what is at fault: %s', async (id) => {
    const found = await judged(15, { changes: [...PAIR, { ...inject(id), ...REPAIRS[id] }] });
    expect(found.nearMiss).toBeNull();
    expect([found.passed, found.cost, found.left]).toEqual([true, 3, null]);
  });

  it.each(ids)('is told by an alert to the side whose view is shown, which saw nothing fail: %s', async (id) => {
    const run = await runOnce(changed(15, inject(id)));
    const told = mysteryView(id);
    expect(run.outcome[told].error).toMatchObject({ by: 'peer' });
    const failed = run.events.filter((event) => event.kind === 'check' && event.check.result === 'fail');
    expect(failed.map(({ actor }) => actor)).not.toContain(told);
  });

  it('is left once the pair is shown', async () => {
    expect(await judged(15, { changes: PAIR })).toMatchObject({ passed: true, left: 'mystery' });
  });

  it('follows from the seed, and another one’s does not count', async () => {
    const seeds = Array.from({ length: 200 }, (_, seed) => hiddenFaults(mission(15), seed)[0] as MysteryId);
    expect(new Set(seeds).size).toBe(ids.length);
    const seed = seeds.indexOf('server/expired');
    expect(mysteryStart(mission(15), seed)).toMatchObject({ faults: ['server/expired'], seed });
    const handed = [...PAIR, { ...inject('server/expired'), ...REPAIRS['server/expired'] }].map((c) => changed(15, c));
    expect((await handIn(15, handed, {}, seed)).passed).toBe(true);
    const other = seeds.indexOf('client/expired');
    expect((await handIn(15, handed, {}, other)).nearMiss?.id).toBe('15/mystery-other');
  });
});

describe('What a mission begins with', () => {
  it.each(MISSIONS)('does not pass as it is: $id', async (of) => {
    const start = missionStart(of);
    const twice = of.recordings.count === 1 ? [start] : [start, start];
    expect((await handIn(of.id, twice)).passed).toBe(false);
  });

  it('hides what its seed chooses: each cause comes up', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => missionStart(mission(9), seed).faults[0]);
    expect([...new Set(seeds)].sort()).toEqual(['ca/ocsp-forged', 'ca/ocsp-stale', 'ca/ocsp-unreachable']);
    expect(missionStart(mission(9), 7)).toEqual(missionStart(mission(9), 7));
  });
});
