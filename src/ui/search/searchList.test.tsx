// What the list of the search says of a run, as HTML: and what it does not say while something is hidden.
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import { prepareAll } from '../../lab/run/prepare.ts';
import { runScenario } from '../../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../../lab/scenario/scenario.ts';
import { createLabStore } from '../../store/lab.ts';
import type { LabState } from '../../store/state.ts';
import { CommandsProvider } from '../useCommand.tsx';
import { LabProvider } from '../useLab.tsx';
import { PlacesProvider } from '../usePlaces.tsx';
import SearchList from './SearchList.tsx';

await prepareAll();

const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] });
const recording = runScenario(scenario);

const labStore = (initial: Partial<LabState> = {}) =>
  createLabStore({
    engine: { run: () => Promise.resolve(recording) },
    faults: FAULTS,
    schedule: () => () => {},
    initial: { recording, scenario, ...initial },
  });

const linkOf = () => '#';

/** The text of each option. */
function options(query: string, store: ReturnType<typeof labStore>, here = 'lab'): string[] {
  const html = renderToString(
    <LabProvider store={store}>
      <CommandsProvider commands={[]}>
        <PlacesProvider places={[]} here={here} labLink="#" linkOf={linkOf}>
          <SearchList
            id="s"
            query={query}
            keys={{ current: null }}
            enter={{ current: false }}
            active={null}
            onActive={() => {}}
            onLeave={() => {}}
          />
        </PlacesProvider>
      </CommandsProvider>
    </LabProvider>,
  );
  const parts = html.split('role="option"').slice(1);
  return parts.map((part) => part.replace(/<[^>]*(>|$)/g, '').replace(/^[^>]*>/, ''));
}

describe('the list of what is found', () => {
  it('says what is in this run: a fault that is on, the check that fails, the alert that is sent', () => {
    const found = options('expired', labStore());
    expect(found.find((text) => text.startsWith('Client certificate · expired'))).toMatch(/in this run, Remove$/);
    expect(found.find((text) => text.startsWith('Server certificate · expired'))).toMatch(/, Inject$/);
    expect(found.find((text) => text.startsWith('Expiry (notAfter)'))).toMatch(/Fails in this run, row \d+/);
    expect(found.find((text) => text.startsWith('certificate_expired (45)'))).toMatch(/Sent in this run, row \d+/);
  });

  it('does not name the fault that a mission hides', () => {
    const hidden = labStore({
      mission: '6',
      scenario: normalizeScenario({ ...DEFAULT_SCENARIO, faults: ['ca/not-a-ca'] }),
    });
    const found = options('ca/not-a-ca', hidden);
    expect(found.find((text) => text.includes('Inject'))).toBeDefined();
    expect(found.filter((text) => /Remove$/.test(text))).toEqual([]);
  });

  it('tells nothing of what predictions hide: it is the same for every hidden fault', () => {
    const asking = labStore();
    asking.getState().setPredict(true);
    // HTML is drawn from the state with which a store begins.
    const { predict, recording: begun } = asking.getState();
    const store = labStore({ predict, recording: begun });
    const honest = labStore({ recording: null, scenario: DEFAULT_SCENARIO });
    for (const query of ['expired', 'client/expired', 'notAfter', 'certificate_expired', 'validity']) {
      const found = options(query, store);
      expect(found).toEqual(options(query, honest));
      expect(found.join(' ')).not.toMatch(/in this run|Remove/);
    }
  });

  it('starts the mission that is found, whatever it hides, and starts the one on screen over', () => {
    for (const id of ['6', '7', '9', '15']) {
      const [found = '', ...others] = options(`mission ${id}`, labStore());
      expect(found).toMatch(new RegExp(`^Mission ${id} · .*, Start(?! over)`));
      expect(others).toEqual([]);
      expect(options(`mission ${id}`, labStore({ mission: id }))[0]).toMatch(/, Start over/);
    }
  });

  it('speaks of no run where none is on screen', () => {
    const found = options('notAfter', labStore(), 'validate');
    expect(found.length).toBeGreaterThan(0);
    expect(found.join(' ')).not.toContain('in this run, row');
  });
});
