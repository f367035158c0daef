// Links: what is written is read again, and what can't be read is reported part by part.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO, MODES, PROTOCOLS, REVOCATION_POLICIES, REVOCATIONS, SUITES } from '../lab/scenario.ts';
import { OBSERVERS } from '../lab/view.ts';
import type { FaultInfo } from '../store/lab.ts';
import { type Place, TABS } from '../store/state.ts';
import { DEFAULT_TAB, formatLink, parseLink } from './link.ts';

const FAULTS: FaultInfo[] = ['server/expired', 'client/none', 'client/expired'].map((id) => ({
  id,
  modes: MODES,
  protocols: PROTOCOLS,
  revocations: REVOCATIONS,
}));
const DEFAULT_PLACE: Place = { scenario: DEFAULT_SCENARIO, at: null, tab: DEFAULT_TAB, observer: 'everyone' };

const places: fc.Arbitrary<Place> = fc.record({
  scenario: fc.record({
    mode: fc.constantFrom(...MODES),
    protocol: fc.constantFrom(...PROTOCOLS),
    suite: fc.constantFrom(...SUITES),
    faults: fc.subarray(FAULTS.map((fault) => fault.id)),
    revocation: fc.constantFrom(...REVOCATIONS),
    revocationPolicy: fc.constantFrom(...REVOCATION_POLICIES),
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
  at: fc.option(
    fc.oneof(
      fc.constantFrom('server:path.validate', 'client:Alert#2', 'a&b=c', '%zz+ ü'),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    ),
  ),
  tab: fc.constantFrom(...TABS),
  observer: fc.constantFrom(...OBSERVERS),
});

describe('a link', () => {
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

  it('is readable', () => {
    const place: Place = {
      scenario: { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] },
      at: 'server:path.validate',
      tab: 'checks',
    };
    expect(formatLink(place)).toBe('mode=mutual&fault=client/expired&at=server:path.validate&tab=checks');
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
    ['fault=server/bad-hair', 'fault', 'server/bad-hair', 'Break something'],
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
    expect(link.problems).toEqual([{ part: 'mode', given: 'one-way', expected: 'to be given once' }]);
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
