import { describe, expect, it } from 'vitest';
import { prepareAll } from '../../lab/run/prepare.ts';
import { runScenario } from '../../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../../lab/scenario/scenario.ts';
import { searchEntries } from './entries.ts';
import { stepInRun } from './inRun.ts';
import { changeTo, valueIn } from './useChoices.ts';

await prepareAll();

describe('what is found in a run', () => {
  const scenario = normalizeScenario({
    ...DEFAULT_SCENARIO,
    protocol: 'tls1.3',
    mode: 'mutual',
    faults: ['client/expired'],
  });
  const recording = runScenario(scenario);
  const titleOf = (number: number | null) => recording.steps.find((step) => step.number === number)?.key;

  it('is the step of a check that fails', () => {
    expect(titleOf(stepInRun(recording, { kind: 'check', id: 'validity.notAfter' }))).toBe('server:path.validate');
  });

  it('is the step of an alert that is sent', () => {
    expect(titleOf(stepInRun(recording, { kind: 'alert', id: 'certificate_expired' }))).toBe('server:Alert');
  });

  it('is nothing where the check passes, where it is not made, and where no such alert is sent', () => {
    expect(stepInRun(recording, { kind: 'check', id: 'validity.notBefore' })).toBeNull();
    expect(stepInRun(recording, { kind: 'check', id: 'identity.uri' })).toBeNull();
    expect(stepInRun(recording, { kind: 'alert', id: 'unknown_ca' })).toBeNull();
    expect(stepInRun(null, { kind: 'alert', id: 'unknown_ca' })).toBeNull();
  });
});

describe('a setting that is chosen', () => {
  it('counts in every scenario, with a protocol that has it, which stays the same where it can', () => {
    for (const { target } of searchEntries([])) {
      if (target.kind !== 'setting') continue;
      for (const protocol of ['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'] as const) {
        const before = normalizeScenario({ ...DEFAULT_SCENARIO, protocol });
        const change = changeTo(before, target.id, target.value);
        const after = normalizeScenario({ ...before, ...change });
        expect(valueIn(after, target.id), `${target.id} ${target.value} in ${protocol}`).toBe(target.value);
        const alone = normalizeScenario({ ...before, [target.id]: target.value });
        if (valueIn(alone, target.id) === target.value) expect(after.protocol).toBe(alone.protocol);
      }
    }
  });
});
