// Commands that stand in scripts keep their meaning: `optionsOfBefore.json` was written by the command line as it was
// before the fields of a scenario became a table. Each line: options of `simulate`, and what of the scenario is not as by
// default. What is added to the lab later needs no line here, and no line changes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import OPTIONS from '../testing/optionsOfBefore.json' with { type: 'json' };
import { readScenario, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { readOptions } from './usage.ts';

const scenarioOf = (...args: string[]): Scenario =>
  readScenario('simulate', readOptions('simulate', args, scenarioOptions(COMMAND_FIELDS.simulate)).values);

describe('Options of before', () => {
  it('ask for the same scenario, field by field in the same order', () => {
    expect(OPTIONS.length).toBeGreaterThan(100);
    for (const [options, scenario] of OPTIONS as unknown as readonly [string, object][]) {
      const found = scenarioOf(...options.split(' ').filter((word) => word !== ''));
      expect(JSON.stringify(found), options).toBe(JSON.stringify({ ...DEFAULT_SCENARIO, ...scenario }));
    }
  });

  it('name files of edits and of work at the CA, which become part of the scenario', () => {
    const folder = mkdtempSync(join(tmpdir(), 'options-'));
    const file = (name: string, content: unknown) => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const edits = file('edits.json', { certificates: { server: { hash: 'sha384' } } });
    const work = file('work.json', [{ act: 'publish' }]);
    expect(scenarioOf('--edits', edits, '--ca-work', work)).toEqual({
      ...DEFAULT_SCENARIO,
      edits: { certificates: { server: { hash: 'sha384' } } },
      caWork: [{ act: 'publish', when: 'before' }],
    });
    rmSync(folder, { recursive: true, force: true });
  });
});
