// All that is broken in the scenario, in the order of its chips, and how each is undone.
import { faultById } from '../../lab/faults/catalogue.ts';
import { editedParts, tamperedText } from '../../lessons/editing.ts';
import { faultTitleLong, restsFor } from '../../lessons/faults.ts';
import { useLab, useLabStore } from '../useLab.tsx';

export interface Broken {
  readonly key: string;
  /** `Client certificate · expired` */
  readonly title: string;
  readonly undoLabel: string;
  readonly undo: () => void;
  /** Why it has no effect as things stand: `needs mutual`. */
  readonly muted: string | undefined;
}

export function useBroken(): readonly Broken[] {
  const scenario = useLab((lab) => lab.scenario);
  const store = useLabStore();
  const { caWork, tampering, faults, edits } = scenario;
  const lab = store.getState();
  const made = (key: string, title: string, undo: () => void): Broken => ({
    key,
    title,
    undoLabel: `Undo: ${title}`,
    undo,
    muted: undefined,
  });
  return [
    ...(caWork.length === 0
      ? []
      : [
          {
            ...made('ca', `CA: ${caWork.length} ${caWork.length === 1 ? 'action' : 'actions'}`, () =>
              lab.setScenario({ caWork: [] }),
            ),
            undoLabel: 'Undo all that the CA did',
          },
        ]),
    ...tampering.map((edit) => made(`${edit.message}@${edit.offset}`, tamperedText(edit), () => lab.untamper(edit))),
    ...faults.map((id) => {
      const lacking = restsFor(faultById(id), scenario);
      return {
        ...made(id, faultTitleLong(id), () => lab.toggleFault(id)),
        muted: lacking === null ? undefined : `needs ${lacking}`,
      };
    }),
    ...editedParts(edits).map(({ key, title, without }) => made(key, title, () => lab.setEdits(without))),
  ];
}
