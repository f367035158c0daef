// What is likely to be wanted next is made beforehand, while the engine has nothing else to do: the neighbours of the
// scenario, one switch away, and with the drawer open its faults. A choice then waits for at most one of them.
import { FAULTS, faultById, isFaultId } from '../lab/faults/catalogue.ts';
import { honestScenario } from '../lab/scenario/honest.ts';
import { MODES, normalizeScenario, PROTOCOLS, type Scenario } from '../lab/scenario/scenario.ts';
import { withFault } from '../store/choice.ts';
import type { LabStore } from '../store/lab.ts';
import type { PageEngine } from '../workers/engine.ts';

/** Recordings of so many requests take too long to make on suspicion. */
const MANY_REQUESTS = 20;

/** Runs `task` when the browser has time. */
export type WhenIdle = (task: () => void) => void;

/** To be called once somebody has begun to use the page. */
export function prefetch(store: LabStore, engine: Pick<PageEngine, 'prepare'>, whenIdle: WhenIdle): void {
  let round = 0;
  const look = () => {
    const mine = ++round;
    whenIdle(() => void prepareAll(mine));
  };
  const prepareAll = async (mine: number) => {
    const { scenario, breakOpen, breakView } = store.getState();
    if (scenario.requests > MANY_REQUESTS) return;
    // Whoever has the drawer open looks at faults first.
    const likely = breakOpen && breakView === 'faults' ? broken(scenario) : [];
    for (const wanted of [...mended(scenario), ...likely, ...neighbourScenarios(scenario)]) {
      if (mine !== round || store.getState().pending || store.getState().opened !== null) return;
      await engine.prepare(wanted).catch(() => null);
    }
  };
  store.subscribe((after, before) => {
    const settledNow = before.pending && !after.pending;
    const opened = after.breakOpen !== before.breakOpen || after.breakView !== before.breakView;
    if (settledNow || opened) look();
  });
  look();
}

/** Somebody points at a fault, and may choose it. */
export function prefetchFault(store: LabStore, engine: Pick<PageEngine, 'prepare'>, id: string): void {
  const { scenario, opened } = store.getState();
  if (!isFaultId(id) || opened !== null || scenario.requests > MANY_REQUESTS) return;
  if (!scenario.faults.includes(id)) engine.prepare(withFault(scenario, faultById(id), FAULTS)).catch(() => {});
}

/** One switch of the header away. */
export const neighbourScenarios = (scenario: Scenario): Scenario[] => [
  ...MODES.filter((mode) => mode !== scenario.mode).map((mode) => ({ ...scenario, mode })),
  ...PROTOCOLS.filter((protocol) => protocol !== scenario.protocol).map((protocol) =>
    normalizeScenario({ ...scenario, protocol }),
  ),
];

/** One chip of the story away: without one of the faults, and without all. */
export const mended = (scenario: Scenario): Scenario[] => [
  ...scenario.faults.map((id) => ({ ...scenario, faults: scenario.faults.filter((each) => each !== id) })),
  ...(scenario.faults.length > 1 ? [honestScenario(scenario)] : []),
];

/** One fault of the drawer away. */
export const broken = (scenario: Scenario): Scenario[] =>
  FAULTS.filter(({ id }) => !scenario.faults.includes(id)).map((fault) => withFault(scenario, fault, FAULTS));
