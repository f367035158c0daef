import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { loadEditsCodec } from './editsLink.ts';
import { readHidden, writeHidden } from './hiddenPart.ts';
import { DEFAULT_TAB, formatLink, parseLink } from './link.ts';

const BROKEN: Scenario = {
  ...DEFAULT_SCENARIO,
  mode: 'mutual',
  faults: ['server/expired', 'client/none'],
  tampering: [{ message: 'client:ClientHello', offset: 20, value: 255 }],
  edits: { clocks: { client: Date.UTC(2027, 0, 1) } },
};
const PLACE = { scenario: BROKEN, at: null, tab: DEFAULT_TAB, predict: '1' } as const;

describe('A link made while predictions are asked', () => {
  it('names nothing that is broken, and leads to the same scenario', async () => {
    await loadEditsCodec();
    const link = formatLink(PLACE, true);
    expect(link).toMatch(/^mode=mutual&hidden=[\w-]+&predict=1$/);
    expect(link).not.toMatch(/fault|tamper|edits|expired|none/);
    expect(parseLink(link, FAULTS)).toMatchObject({ scenario: BROKEN, predict: '1', problems: [] });
  });

  it('is of the same length whichever fault it hides', () => {
    const lengths = FAULTS.map(
      ({ id }) => formatLink({ ...PLACE, scenario: { ...DEFAULT_SCENARIO, faults: [id] } }, true).length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('has no such part where nothing is broken', () => {
    expect(formatLink({ ...PLACE, scenario: DEFAULT_SCENARIO }, true)).toBe('predict=1');
  });

  it('names what is broken once it has been revealed', () => {
    expect(formatLink({ ...PLACE, scenario: { ...DEFAULT_SCENARIO, faults: ['server/expired'] } })).toBe(
      'fault=server/expired&predict=1',
    );
  });

  it('is refused as a whole where a letter of it was lost, without a word of what is inside', () => {
    const [, hidden = ''] = /hidden=([\w-]+)/.exec(formatLink(PLACE, true)) ?? [];
    const { problems, scenario } = parseLink(`hidden=${hidden.slice(0, -1)}&predict=1`, FAULTS);
    expect(scenario).toEqual(DEFAULT_SCENARIO);
    expect(problems).toEqual([
      { part: 'hidden', given: `${hidden.slice(0, 24)}…`, expected: 'whole, as it was copied' },
    ]);
  });
});

describe('What is hidden', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readHidden(writeHidden(text)) === text));
  });

  it('is null where it is anything else, and never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const read = readHidden(text);
        expect(read === null || writeHidden(read) === text).toBe(true);
      }),
    );
  });
});
