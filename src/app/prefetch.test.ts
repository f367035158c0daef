// What is made beforehand: one switch away, and with the drawer open the faults first; and not when it is of no use.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, type Scenario, scenarioKey } from '../lab/scenario/scenario.ts';
import { fakeRecording } from '../store/fakeRecording.testing.ts';
import { createLabStore } from '../store/lab.ts';
import { broken, mended, neighbourScenarios, prefetch, prefetchFault } from './prefetch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page(initial: Partial<Scenario> = {}) {
  const scenario = { ...DEFAULT_SCENARIO, ...initial };
  const prepared: string[] = [];
  const engine = {
    run: async (wanted: Scenario) => fakeRecording(wanted, ['a', 'b']),
    prepare: async (wanted: Scenario) => void prepared.push(scenarioKey(wanted)),
  };
  const store = createLabStore({
    engine,
    faults: FAULTS,
    schedule: () => () => {},
    initial: { scenario, recording: fakeRecording(scenario, ['a', 'b']) },
  });
  prefetch(store, engine, (task) => void setTimeout(task, 1));
  return { store, engine, prepared, keys: (of: (scenario: Scenario) => Scenario[]) => of(scenario).map(scenarioKey) };
}

describe('what is likely to be wanted next', () => {
  it('is the other mode and the other protocols', async () => {
    const { prepared, keys } = page();
    await vi.runAllTimersAsync();
    expect(prepared).toEqual(keys(neighbourScenarios));
    expect(new Set(prepared).size).toBe(3);
  });

  it('is each fault, and then the neighbours, with the drawer open', async () => {
    const { store, prepared, keys } = page({ mode: 'mutual' });
    store.getState().setBreakOpen(true);
    await vi.runAllTimersAsync();
    expect(prepared).toEqual([...keys(broken), ...keys(neighbourScenarios)]);
  });

  it('is each fault undone, where some are chosen', async () => {
    const faults: FaultId[] = ['server/expired', 'server/wrong-host'];
    const { store, prepared, keys } = page({ faults });
    await vi.runAllTimersAsync();
    expect(prepared).toEqual([...keys(mended), ...keys(neighbourScenarios)]);
    for (const id of faults) {
      store.getState().toggleFault(id);
      expect(prepared).toContain(scenarioKey(store.getState().scenario));
      store.getState().undo();
    }
    store.getState().clearFaults();
    expect(prepared).toContain(scenarioKey(store.getState().scenario));
  });

  it('is what the choice of a fault leads to', async () => {
    const { store, keys } = page();
    const wanted = keys(broken);
    for (const [i, { id }] of FAULTS.entries()) {
      store.getState().toggleFault(id);
      expect(scenarioKey(store.getState().scenario), id).toBe(wanted[i]);
      store.getState().setScenario(DEFAULT_SCENARIO);
    }
  });

  it('is the fault at which one points', () => {
    const { store, engine, prepared } = page();
    prefetchFault(store, engine, 'client/expired');
    store.getState().toggleFault('client/expired');
    expect(prepared).toEqual([scenarioKey(store.getState().scenario)]);
    prefetchFault(store, engine, 'client/expired');
    prefetchFault(store, engine, 'no/such-fault');
    expect(prepared).toHaveLength(1);
  });

  it('is not made for a conversation of many requests', async () => {
    const { prepared } = page({ requests: 1000 });
    await vi.runAllTimersAsync();
    expect(prepared).toEqual([]);
  });
});
