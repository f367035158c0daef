// The rows of a scenario's fields, and what is made of them.
import { describe, expect, it } from 'vitest';
import { MODES, PROTOCOL_GROUPS, PROTOCOLS } from './choices.ts';
import { SCENARIO_FIELDS, type TextRow } from './fields.ts';
import { counts, FIELD_NAMES, isAsked, isDefault, PLAIN_FIELDS, parseValue, plainRow, rowOf } from './fieldValues.ts';
import { honestScenario, isHonest } from './honest.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from './scenario.ts';

describe('The fields of a scenario', () => {
  it('have parts of a link and options that no other field has', () => {
    const links = FIELD_NAMES.map((field) => rowOf(field).link);
    const flags = FIELD_NAMES.flatMap((field) => rowOf(field).flag?.name ?? []);
    expect(new Set(links).size).toBe(links.length);
    expect(new Set(flags).size).toBe(flags.length);
  });

  it('begin with mode and protocol, on which the others depend', () => {
    expect(FIELD_NAMES.slice(0, 2)).toEqual(['mode', 'protocol']);
  });

  it('have defaults that are values of theirs', () => {
    for (const field of PLAIN_FIELDS) {
      const row = plainRow(field);
      expect(parseValue(row, String(row.default)), field).toBe(row.default);
    }
  });

  it('stand for a value of theirs by an option without a value', () => {
    for (const field of PLAIN_FIELDS) {
      const row = plainRow(field);
      if (row.flag !== null && 'means' in row.flag) {
        expect(parseValue(row, row.flag.means), field).toBe(row.flag.means);
        expect(isDefault(row, row.flag.means), field).toBe(false);
      }
    }
  });

  it('have a value in each protocol that has values of its own, the group of key agreement aside', () => {
    for (const protocol of PROTOCOLS) {
      expect(isAsked(SCENARIO_FIELDS.suite, { mode: 'one-way', protocol })).toBe(true);
      expect(isAsked(SCENARIO_FIELDS.group, { mode: 'one-way', protocol })).toBe(PROTOCOL_GROUPS[protocol].length > 0);
    }
  });

  it('may be free text with a check', () => {
    const row: TextRow = {
      kind: 'text',
      link: 'bank',
      flag: { name: 'bank', takes: 'NAME' },
      default: 'Bank',
      fits: (text) => /^[\w ]{1,40}$/.test(text),
      wanted: 'a name of 1 to 40 letters, digits and spaces',
    };
    expect(parseValue(row, 'Test Bank')).toBe('Test Bank');
    expect(parseValue(row, '<b>')).toBeUndefined();
    expect(isDefault(row, 'Bank')).toBe(true);
  });
});

describe('A scenario', () => {
  it('has its default back of each field that does not count in its protocol', () => {
    for (const protocol of PROTOCOLS) {
      const wanted: Scenario = { ...DEFAULT_SCENARIO, protocol, again: 'resumed', keyUpdate: 'client', edits: {} };
      const scenario = normalizeScenario(wanted);
      expect(Object.keys(scenario)).toEqual([
        ...Object.keys(DEFAULT_SCENARIO),
        ...(protocol === 'tls1.3' ? ['again', 'keyUpdate'] : []),
      ]);
      expect(scenario.requests).toBe(protocol === 'tls1.3' ? 2 : 1);
      for (const mode of MODES) {
        expect(counts(SCENARIO_FIELDS.again, { mode, protocol })).toBe(protocol === 'tls1.3');
        expect(isAsked(SCENARIO_FIELDS.clientKey, { mode, protocol })).toBe(mode === 'mutual');
      }
      expect(normalizeScenario(scenario)).toEqual(scenario);
    }
  });

  it('is honest once each field that breaks something has its default back, and only then', () => {
    const broken: Partial<Scenario>[] = [
      { faults: ['server/expired'] },
      { caWork: [{ act: 'publish', when: 'before' }] },
      { edits: { clocks: { client: 0 } } },
      { tampering: [{ message: 'client:ClientHello', offset: 0, value: 0 }] },
    ];
    expect(broken.flatMap((change) => Object.keys(change)).sort()).toEqual(
      FIELD_NAMES.filter((field) => rowOf(field).breaks).sort(),
    );
    for (const change of broken) {
      const scenario: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual', seed: 7, ...change };
      expect(isHonest(scenario)).toBe(false);
      expect(honestScenario(scenario)).toEqual({ ...DEFAULT_SCENARIO, mode: 'mutual', seed: 7 });
      expect(isHonest(honestScenario(scenario))).toBe(true);
    }
  });
});
