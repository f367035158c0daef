// What the page offers to show beside a scenario: always another one, and the suggestion is among it.
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import { prepareAll } from '../../lab/run/prepare.ts';
import { runScenario } from '../../lab/run/run.ts';
import { DEFAULT_SCENARIO, MODES, REVOCATIONS, SUITES, scenarioKey } from '../../lab/scenario/scenario.ts';
import { presetsFor } from './presets.ts';
import { suggestion } from './suggestion.ts';

await prepareAll();

const scenarios = MODES.flatMap((mode) =>
  SUITES.flatMap((suite) =>
    REVOCATIONS.flatMap((revocation) =>
      ([[], ['server/expired'], ['server/expired', 'ca/path-too-long']] as const).map((faults) => ({
        ...DEFAULT_SCENARIO,
        mode,
        suite,
        revocation,
        faults,
      })),
    ),
  ),
);

describe('The presets', () => {
  it('differ from the scenario and from each other, by name and by what they run', () => {
    for (const scenario of scenarios) {
      const presets = presetsFor(scenario);
      const keys = presets.map((preset) => scenarioKey(preset.scenario));
      expect(keys).not.toContain(scenarioKey(scenario));
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
      expect(new Set(presets.map(({ label }) => label)).size).toBe(presets.length);
    }
  });

  it('hold the suggestion, as the first', () => {
    for (const scenario of scenarios) {
      expect(scenarioKey(presetsFor(scenario)[0]?.scenario ?? scenario)).toBe(scenarioKey(suggestion(scenario)));
    }
  });

  it('name faults of the catalogue that change something there', () => {
    for (const { scenario } of scenarios.flatMap(presetsFor)) {
      for (const id of scenario.faults) expect(FAULTS.map((fault) => fault.id)).toContain(id);
    }
    for (const mode of MODES) {
      for (const { scenario } of presetsFor({ ...DEFAULT_SCENARIO, mode })) {
        const { outcome } = runScenario(scenario);
        if (scenario.faults.length > 0) expect(outcome.client.error ?? outcome.server.error).not.toBeNull();
      }
    }
  });
});
