// Links: what is written is read again, and what can't be read is reported part by part.
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { OBSERVERS } from '../lab/recording/view.ts';
import { CA_MOMENTS, type CaAction, REVOCATION_REASONS } from '../lab/scenario/caActions.ts';
import { anyEdits } from '../lab/scenario/edits.testing.ts';
import type { Edits } from '../lab/scenario/edits.ts';
import { anyNames } from '../lab/scenario/names.testing.ts';
import { readEdits } from '../lab/scenario/readEdits.ts';
import {
  AGAINS,
  ALL_SUITES,
  CA_KEY_KINDS,
  CLIENT_CERTIFICATES,
  DEFAULT_SCENARIO,
  KEY_KINDS,
  KEY_UPDATES,
  MAX_REQUESTS,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  REVOCATION_POLICIES,
  REVOCATIONS,
  SCENARIO_GROUPS,
  withEdits,
} from '../lab/scenario/scenario.ts';
import type { FaultInfo } from '../store/choice.ts';
import { TABS } from '../store/placeFields.ts';
import type { Place } from '../store/state.ts';
import { encodeEdits } from './editsCodec.ts';
import { loadEditsCodec } from './editsLink.ts';
import { DEFAULT_TAB, foremost, formatLink, parseLink } from './link.ts';

const FAULTS = (['server/expired', 'client/none', 'client/expired'] as const).map(
  (id): FaultInfo => ({
    id,
    modes: MODES,
    protocols: PROTOCOLS,
    revocations: REVOCATIONS,
  }),
);
const DEFAULT_PLACE: Place = { scenario: DEFAULT_SCENARIO, at: null, tab: DEFAULT_TAB, observer: 'everyone' };

const whose = fc.constantFrom('server', 'client', '5a01', 'ff00ff');
const names = fc.constantFrom('shop.test', '*.shop.test', 'bob@shop.test', 'Jörg & Söhne: 100 % ~ “x”', '%3A%7E%25');
const when = fc.constantFrom(...CA_MOMENTS);
const actions: fc.Arbitrary<CaAction> = fc.oneof(
  fc.record(
    {
      when,
      act: fc.constant('request' as const),
      name: names,
      proof: fc.constantFrom('own', 'other'),
      key: fc.constantFrom('p256', 'ed25519'),
    },
    { requiredKeys: ['when', 'act', 'name', 'proof'] },
  ),
  fc.record({ when, act: fc.constant('sign' as const), csr: fc.constantFrom('MIIC', 'AA', '-_8') }),
  fc.record({
    when,
    act: fc.constant('revoke' as const),
    whose,
    reason: fc.constantFrom(...REVOCATION_REASONS),
    daysAgo: fc.nat(3650),
  }),
  fc.record({ when, act: fc.constantFrom('release' as const, 'ask' as const), whose }),
  fc.record(
    { when, act: fc.constant('publish' as const), list: fc.constant('delta' as const) },
    { requiredKeys: ['when', 'act'] },
  ),
);

const places: fc.Arbitrary<Place> = fc.record({
  scenario: fc
    .tuple(
      fc.record({
        mode: fc.constantFrom(...MODES),
        protocol: fc.constantFrom(...PROTOCOLS),
        suite: fc.constantFrom(...ALL_SUITES),
        group: fc.constantFrom(...SCENARIO_GROUPS),
        faults: fc.subarray(FAULTS.map((fault) => fault.id)),
        revocation: fc.constantFrom(...REVOCATIONS),
        revocationPolicy: fc.constantFrom(...REVOCATION_POLICIES),
        requests: fc.integer({ min: 1, max: MAX_REQUESTS }),
        serverKey: fc.constantFrom(...KEY_KINDS),
        clientKey: fc.constantFrom(...KEY_KINDS),
        caKey: fc.constantFrom(...CA_KEY_KINDS),
        again: fc.constantFrom(...AGAINS),
        keyUpdate: fc.constantFrom(...KEY_UPDATES),
        clientCertificate: fc.constantFrom(...CLIENT_CERTIFICATES),
        caWork: fc.array(actions, { maxLength: 5 }),
        tampering: fc.uniqueArray(
          fc.record({
            message: fc.constantFrom('client:ClientHello', 'server:Certificate', 'client:ApplicationData#2'),
            offset: fc.nat(99_999),
            value: fc.nat(255),
          }),
          { maxLength: 8, selector: ({ message, offset }) => `${message} ${offset}` },
        ),
        seed: fc.nat(2 ** 32 - 1),
      }),
      fc.option(anyNames),
    )
    .map(([settings, names]) => normalizeScenario({ ...settings, ...names })),
  at: fc.option(
    fc.oneof(
      fc.constantFrom('server:path.validate', 'client:Alert#2', 'a&b=c', '%zz+ ü'),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    ),
  ),
  tab: fc.constantFrom(...TABS),
  observer: fc.constantFrom(...OBSERVERS),
});
const compared: fc.Arbitrary<Place> = fc
  .tuple(places, places)
  .map(([place, other]) => ({ ...place, compare: other.scenario }));

describe('a link', () => {
  it('with names of one’s own says them, and what is wrong with one that can’t be used', () => {
    const link = 'bank=Sparkasse%20K%C3%B6ln&host=www.school.example&customer=Anna%20M%C3%BCller';
    const { scenario, problems } = parseLink(`#${link}`, FAULTS);
    expect(scenario).toEqual({
      ...DEFAULT_SCENARIO,
      ...{ bank: 'Sparkasse Köln', host: 'www.school.example', customer: 'Anna Müller' },
    });
    expect(problems).toEqual([]);
    expect(formatLink({ ...DEFAULT_PLACE, scenario })).toBe(link);
    const wrong = parseLink('#mode=mutual&host=localhost&bank=%3Cb%3E&customer=Anna', FAULTS);
    expect(wrong.scenario).toEqual({ ...DEFAULT_SCENARIO, mode: 'mutual', customer: 'Anna' });
    expect(wrong.problems.map(({ part, given, expected }) => [part, given, expected])).toEqual([
      ['bank', '<b>', expect.stringMatching(/^a name of 1 to 40 letters/)],
      ['host', 'localhost', expect.stringMatching(/^a host name such as www\.school\.example/)],
    ]);
  });

  it('read again says what was written', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(parseLink(`#${formatLink(place)}`, FAULTS)).toEqual({ ...place, problems: [] });
      }),
    );
  });

  it('written again looks the same', () => {
    fc.assert(
      fc.property(places, (place) => {
        const link = formatLink(place);
        expect(formatLink(parseLink(link, FAULTS))).toBe(link);
      }),
    );
  });

  it('survives the parser of URLs unchanged', () => {
    fc.assert(
      fc.property(places, (place) => {
        const link = formatLink(place);
        expect(new URL(`https://lab.test/#${link}`).hash).toBe(link === '' ? '' : `#${link}`);
      }),
    );
  });

  it('to the default scenario is empty', () => {
    expect(formatLink(DEFAULT_PLACE)).toBe('');
    expect(parseLink('', FAULTS)).toEqual({ ...DEFAULT_PLACE, problems: [] });
    expect(parseLink('#', FAULTS)).toEqual({ ...DEFAULT_PLACE, problems: [] });
  });

  it('with a second connection or new keys says so in parts of its own; they are for TLS 1.3', () => {
    const both = parseLink('#protocol=tls1.3&again=resumed&keyUpdate=client', FAULTS);
    expect(both.problems).toEqual([]);
    expect(both.scenario).toMatchObject({ again: 'resumed', keyUpdate: 'client', requests: 2 });
    const older = parseLink('#again=resumed&keyUpdate=client', FAULTS);
    expect(older.scenario).toEqual(DEFAULT_SCENARIO);
    expect(older.problems).toEqual([
      { part: 'again', given: 'resumed', expected: 'given with protocol=tls1.3' },
      { part: 'keyUpdate', given: 'client', expected: 'given with protocol=tls1.3' },
    ]);
  });

  it('to work at the CA that can’t be done leaves all of it out, and says which action it was', () => {
    const problem = (text: string) => {
      const { scenario, problems } = parseLink(`#ca=${text}&mode=mutual`, FAULTS);
      expect(scenario).toEqual({ ...DEFAULT_SCENARIO, mode: 'mutual' });
      expect(problems).toHaveLength(1);
      return problems[0]?.expected ?? '';
    };
    expect(problem('publish~burn:server')).toMatch(/^one of request, .* \(action 2\)$/);
    expect(problem('revoke:server:boredom')).toMatch(/^a reason: .*keyCompromise.*\(action 1\)$/);
    expect(problem('revoke:server:removeFromCRL')).toMatch(/^a reason/);
    expect(problem('revoke:alice:superseded')).toMatch(/^whose: /);
    expect(problem('revoke:server:superseded:-1')).toMatch(/^daysAgo/);
    expect(problem('publish:again')).toMatch(/action 1/);
    expect(problem('request:')).toMatch(/^request: a name/);
    expect(problem('sign:***')).toMatch(/^sign: base64url/);
    expect(problem('')).toMatch(/^one of/);
    expect(problem(Array.from({ length: 25 }, () => 'publish').join('~'))).toBe('at most 24 actions');
    expect(problem(`sign:${'A'.repeat(40_000)}`)).toBe('at most 32768 characters');
  });

  it('is readable', () => {
    const place: Place = {
      scenario: { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] },
      at: 'server:path.validate',
      tab: 'checks',
    };
    expect(formatLink(place)).toBe('mode=mutual&fault=client/expired&at=server:path.validate&tab=checks');
  });
});

describe('a link with a second scenario', () => {
  it('read again says what was written, and survives the parser of URLs', () => {
    fc.assert(
      fc.property(compared, (place) => {
        const link = formatLink(place);
        expect(parseLink(`#${link}`, FAULTS)).toEqual({ ...place, problems: [] });
        expect(new URL(`https://lab.test/#${link}`).hash).toBe(`#${link}`);
      }),
    );
  });

  it('holds it as a link of its own, empty for the default', () => {
    const mutual = { ...DEFAULT_SCENARIO, mode: 'mutual' } as const;
    expect(formatLink({ ...DEFAULT_PLACE, scenario: mutual, compare: DEFAULT_SCENARIO })).toBe('mode=mutual&compare=');
    expect(formatLink({ ...DEFAULT_PLACE, compare: { ...mutual, faults: ['client/expired'] } })).toBe(
      'compare=mode=mutual%26fault=client/expired',
    );
    expect(parseLink('compare=', FAULTS)).toEqual({ ...DEFAULT_PLACE, compare: DEFAULT_SCENARIO, problems: [] });
  });

  it('says which of the two a problem belongs to, and nests no further', () => {
    const link = parseLink('mode=mutual&compare=mode%3Dboth%26at%3Dx%26compare%3Dmode%253Dmutual', FAULTS);
    expect(link.compare).toEqual(DEFAULT_SCENARIO);
    expect(link.problems).toMatchObject([
      { part: 'compare: at', given: 'x' },
      { part: 'compare: compare', given: 'mode=mutual' },
      { part: 'compare: mode', given: 'both' },
    ]);
    expect(parseLink('compare='.repeat(200_000), FAULTS).problems).toHaveLength(1);
  });
});

describe('a malformed link', () => {
  it.each([
    ['mode=both', 'mode', 'both', 'one-way or mutual'],
    ['suite=NULL', 'suite', 'NULL', 'TLS_RSA_WITH_AES_128_GCM_SHA256'],
    ['protocol=ssl3', 'protocol', 'ssl3', 'tls1.2-rsa'],
    ['revocation=maybe', 'revocation', 'maybe', 'ocsp or stapled or crl or off'],
    ['seed=-1', 'seed', '-1', 'a whole number from 0 to 4294967295'],
    ['seed=4294967296', 'seed', '4294967296', 'a whole number'],
    ['seed=1e3', 'seed', '1e3', 'a whole number'],
    ['fault=server/bad-hair', 'fault', 'server/bad-hair', 'Inject a fault'],
    ['tab=xyz', 'tab', 'xyz', 'explain'],
    ['at=', 'at', '', 'a step'],
    ['colour=red', 'colour', 'red', 'mode, protocol'],
    ['nonsense', 'nonsense', '', 'mode, protocol'],
  ])('%s opens the default and says what was expected', (hash, part, given, expected) => {
    const { problems, ...place } = parseLink(hash, FAULTS);
    expect(place).toEqual(DEFAULT_PLACE);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ part, given, expected: expect.stringContaining(expected) });
  });

  it('keeps what is right', () => {
    const link = parseLink('#mode=mutual&fault=no/such&fault=client/none&tab=nope&seed=7', FAULTS);
    expect(link).toMatchObject({
      scenario: { mode: 'mutual', faults: ['client/none'], seed: 7 },
      tab: 'explain',
      problems: [
        { part: 'fault', given: 'no/such' },
        { part: 'tab', given: 'nope' },
      ],
    });
  });

  it('that says a thing twice means the first', () => {
    const link = parseLink('mode=mutual&mode=one-way', FAULTS);
    expect(link.scenario.mode).toBe('mutual');
    expect(link.problems).toEqual([{ part: 'mode', given: 'one-way', expected: 'given once: the first one counts' }]);
  });

  it('puts faults in the order of the catalogue, each once, without complaint', () => {
    const link = parseLink('fault=client/expired&fault=server/expired&fault=client/expired', FAULTS);
    expect(link.scenario.faults).toEqual(['server/expired', 'client/expired']);
    expect(link.problems).toEqual([]);
  });

  it('never throws, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseLink(text, FAULTS)));
  });
});

describe('edits in a link', () => {
  beforeAll(loadEditsCodec);

  it('are read again as they were written', () => {
    fc.assert(
      fc.property(anyEdits, places, (given, place) => {
        const edits = readEdits(JSON.parse(JSON.stringify(given)));
        const edited = { ...place, scenario: withEdits(place.scenario, edits) };
        expect(parseLink(formatLink(edited), FAULTS)).toEqual({ ...edited, problems: [] });
      }),
    );
  });

  it('take few characters', () => {
    const edits: Edits = { certificates: { server: { subjectAltName: [{ type: 'dns', value: 'www.bank.test' }] } } };
    const link = formatLink({ ...DEFAULT_PLACE, scenario: withEdits(DEFAULT_SCENARIO, edits) });
    expect(link).toMatch(/^edits=[\w-]+$/);
    expect(link.length).toBeLessThan(140);
  });

  it('that are malformed are left out, with what is wrong and where; nothing else of the link is lost', () => {
    const of = (edits: unknown) => encodeEdits(edits as Edits);
    for (const [given, expected] of [
      ['***', 'letters, digits, - and _'],
      ['AAAA', 'compressed JSON'],
      [of({ clocks: { client: 1 } }), 'clocks.client: whole seconds'],
      [of({ certificates: { server: { hash: 'md5' } } }), 'certificates.server.hash: one of sha1'],
      ['A'.repeat(20_001), 'at most 20000 characters'],
    ] as const) {
      const link = parseLink(`mode=mutual&edits=${given}&fault=client/none&tab=bytes`, FAULTS);
      expect(link).toMatchObject({ scenario: { mode: 'mutual', faults: ['client/none'] }, tab: 'bytes' });
      expect(link.scenario).not.toHaveProperty('edits');
      expect(link.problems).toEqual([
        { part: 'edits', given: expect.any(String), expected: expect.stringContaining(expected) },
      ]);
    }
  });

  it('are bounded: a small text that unpacks to much is refused in no time', () => {
    const bomb = of(' '.repeat(4_000_000));
    expect(bomb.length).toBeLessThan(20_000);
    expect(parseLink(`edits=${bomb}`, FAULTS).problems).toHaveLength(1);

    function of(text: string): string {
      return Buffer.from(deflateSync(strToU8(JSON.stringify(text)), { level: 9 })).toString('base64url');
    }
  });

  it('never throw, whatever they say', () => {
    fc.assert(fc.property(fc.base64String(), (text) => void parseLink(`edits=${encodeURIComponent(text)}`, FAULTS)));
  });
});

describe('A link with very many parts that are of no use', () => {
  it('is read, and the page is given a few of them with the number of the rest', () => {
    const parts = Array.from({ length: 20_000 }, (_, at) => `x${at}=${'y'.repeat(at % 500)}`);
    const inner = encodeURIComponent(parts.join('&'));
    const { problems } = parseLink(`${parts.join('&')}&compare=${inner}&mode=mutual`, FAULTS);
    expect(problems).toHaveLength(40_000);
    const { kinds, more } = foremost(problems);
    const told = kinds.map(({ parts, more: rest }) => parts.length + rest);
    expect(told.reduce((sum, each) => sum + each, more)).toBe(40_000);
    expect(kinds.flatMap(({ parts }) => parts).length).toBeLessThanOrEqual(15);
    expect(JSON.stringify(foremost([...problems].reverse())).length).toBeLessThan(5_000);
  });

  it('may expect something else of each, of which a few are told, too', () => {
    const problems = Array.from({ length: 1000 }, (_, at) => ({ part: 'x', given: 'y', expected: `to be ${at}` }));
    const { kinds, more } = foremost(problems);
    expect(kinds.length + more).toBe(1000);
    expect(kinds.length).toBeLessThanOrEqual(10);
  });

  it('loses none where there are few', () => {
    const { problems } = parseLink('mode=three&seed=x', FAULTS);
    expect(problems).toHaveLength(2);
    const kinds = problems.map(({ part, given, expected }) => ({
      expected,
      parts: [{ number: 1, part, given }],
      more: 0,
    }));
    expect(foremost(problems)).toEqual({ kinds, more: 0 });
  });
});
