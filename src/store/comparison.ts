// Another scenario beside the one that is shown: its recording, and the rows in which both stand.
import { alignedRows, rowOfStep, stepsAt } from '../lab/recording/align.ts';
import type { Engine, GetLab, SetLab } from './state.ts';

export function comparisonOf(engine: Engine, set: SetLab, get: GetLab) {
  const runOther = async () => {
    const { compare } = get();
    if (compare === null) return;
    try {
      const other = await engine.run(compare);
      const { recording, cursor } = get();
      // At once, so that nobody sees the other recording at a row of the one before it.
      const row = recording === null ? 0 : rowOfStep(alignedRows(recording, other), cursor);
      if (get().compare === compare) set({ other, row });
    } catch (error) {
      const engineProblem = error instanceof Error ? error.message : String(error);
      if (get().compare === compare) set({ engineProblem });
    }
  };

  /** The rows of both, once both are there. */
  const rows = () => {
    const { recording, other, compare } = get();
    return compare === null || recording === null || other === null ? null : alignedRows(recording, other);
  };

  const keepRow = () => {
    const both = rows();
    if (both !== null) set({ row: rowOfStep(both, get().cursor) });
  };

  const moveRow = (row: number) => {
    const both = rows();
    if (both === null) return;
    const index = Math.max(0, Math.min(both.length - 1, row));
    set({ row: index, cursor: stepsAt(both, index).left });
  };

  return { runOther, rows, keepRow, moveRow };
}
