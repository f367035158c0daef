// What is drawn at once where one recording replaces another: all that is in view is new, what lies below comes after.

import { describe, expect, it } from 'vitest';
import type { Recording } from '../lab/recording/recording.ts';
import { runScenario } from '../lab/run/run.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { diagramRows, firstRows, IN_VIEW, isFold, type Rows, type StepRow } from './rows.ts';

const run = (change: Partial<Scenario>): Recording => runScenario({ ...DEFAULT_SCENARIO, ...change });
const stepsOf = ({ phases }: Rows): StepRow[] =>
  phases.flatMap(({ steps }) => steps.flatMap((row) => (isFold(row) ? [] : row)));
const keys = (rows: Rows) => stepsOf(rows).map(({ key }) => key);

const honest = run({ mode: 'mutual' });
const broken = run({ mode: 'mutual', faults: ['server/expired'] });

/** As the page draws it: what stood before was drawn. */
function first(recording: Recording, before: Recording, cursor: number) {
  diagramRows(before);
  const rows = diagramRows(recording);
  return { rows, drawn: firstRows(rows, before, cursor) };
}

describe('the first rows of a recording that replaces another', () => {
  it.each([1, 5, 12])('hold its own rows up to the last in view, at step %i', (cursor) => {
    const { rows, drawn } = first(honest, broken, cursor);
    const inView = stepsOf(rows).filter(({ number }) => number < cursor + 18);
    expect(stepsOf(drawn).slice(0, inView.length)).toEqual(inView);
  });

  it('hold nothing below that was not there before', () => {
    const { rows, drawn } = first(honest, broken, 1);
    expect(keys(drawn).length).toBeLessThan(keys(rows).length);
    const before = new Set(keys(diagramRows(broken)));
    expect(
      keys(drawn)
        .slice(17)
        .every((key) => before.has(key)),
    ).toBe(true);
  });

  it.each<[number, FaultId[]]>([
    [1, []],
    [1, ['wire/mitm']],
    [30, []],
  ])('stand on lanes of their own recording, at step %i with the faults %j', (cursor, faults) => {
    const attacked = run({ mode: 'mutual', faults: ['wire/mitm-trusted'] });
    const recording = run({ mode: 'mutual', faults });
    const actors = new Set(recording.events.map(({ actor }) => actor));
    for (const { body } of stepsOf(first(recording, attacked, cursor).drawn)) {
      const places = body.shape === 'arrow' ? [body.from, body.to] : [body.at];
      expect(places.filter((place) => !actors.has(place))).toEqual([]);
    }
  });

  it('are in the order of the recording, each once', () => {
    const { rows, drawn } = first(honest, broken, 1);
    const all = keys(rows);
    expect(keys(drawn)).toEqual(all.filter((key) => keys(drawn).includes(key)));
  });

  it('hold of what never happened only what is in view', () => {
    const { rows, drawn } = first(broken, honest, 1);
    expect(drawn.ghosts.length).toBeLessThan(rows.ghosts.length);
    expect(first(broken, honest, broken.steps.length + 20).drawn.ghosts).toEqual(rows.ghosts);
  });

  it('are few, however long the recording is and wherever one arrives in it', () => {
    const long = run({ requests: 300 });
    for (const cursor of [1, 300, long.steps.length]) {
      diagramRows(honest);
      const drawn = firstRows(diagramRows(long, cursor), honest, cursor);
      const standing = new Set(keys(diagramRows(honest)));
      const made = stepsOf(drawn).filter(({ key }) => !standing.has(key));
      expect(made.length).toBeLessThanOrEqual(2 * IN_VIEW);
      expect(stepsOf(drawn).some(({ number }) => number === cursor)).toBe(true);
    }
  });

  it('say whether the row at which one stands moves when the others come', () => {
    const long = run({ requests: 300 });
    expect(firstRows(diagramRows(long, 1), honest, 1).movesLater).toBe(false);
    expect(firstRows(diagramRows(long, 300), honest, 300).movesLater).toBe(true);
    expect(firstRows(diagramRows(broken, 30), broken, 30).movesLater).toBe(false);
  });
});
