// Links that were given away keep their meaning: `linksOfBefore.json` was written by the page as it was before the fields
// of a scenario became a table. Each line: a link, how the page writes it again, and what of scenario and place is not as
// by default. What is added to the lab later needs no line here, and no line changes.
import { beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { DEFAULT_SCENARIO } from '../lab/scenario/scenario.ts';
import LINKS from '../testing/linksOfBefore.json' with { type: 'json' };
import { loadEditsCodec } from './editsLink.ts';
import { DEFAULT_TAB, formatLink, parseLink } from './link.ts';

beforeAll(loadEditsCodec);

describe('A link of before', () => {
  it('leads to the same place and the same scenario, field by field in the same order, and is written the same way', () => {
    expect(LINKS.length).toBeGreaterThan(150);
    for (const [link, written, scenario, place] of LINKS as unknown as readonly [string, string, object, Before][]) {
      const { problems, ...found } = parseLink(link, FAULTS);
      expect(problems, link).toEqual([]);
      const { compare, ...here } = place;
      expect(found, link).toEqual({
        at: null,
        tab: DEFAULT_TAB,
        observer: 'everyone',
        ...here,
        scenario: { ...DEFAULT_SCENARIO, ...scenario },
        ...(compare && { compare: { ...DEFAULT_SCENARIO, ...compare } }),
      });
      // Recordings have the fields in this order.
      expect(Object.keys(found.scenario), link).toEqual(Object.keys({ ...DEFAULT_SCENARIO, ...scenario }));
      expect(formatLink(found)).toBe(written);
    }
  });
});

interface Before {
  readonly compare?: object;
}
