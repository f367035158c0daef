// All that is broken in the scenario, in the order of its chips, and how each is undone.
import { faultById } from '../../lab/faults/catalogue.ts';
import type { Tampering } from '../../lab/scenario/scenario.ts';
import { editedParts } from '../../lessons/editing.ts';
import { faultTitleLong, restsFor } from '../../lessons/faults.ts';
import { hexByte } from '../../lessons/phrases.ts';
import { useLab, useLabStore } from '../useLab.tsx';

export interface Broken {
  readonly key: string;
  /** `Client certificate · expired` */
  readonly title: string;
  readonly undoLabel: string;
  readonly undo: () => void;
  /** Why it has no effect as things stand: `needs mutual`. */
  readonly muted: string | undefined;
  /** Whether the list of faults has a box for it. */
  readonly listed: boolean;
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
    listed: false,
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
    ...tampering.map((edit) => made(`${edit.message}@${edit.offset}`, tamperingTitle(edit), () => lab.untamper(edit))),
    ...faults.map((id) => {
      const lacking = restsFor(faultById(id), scenario);
      return {
        ...made(id, faultTitleLong(id), () => lab.toggleFault(id)),
        muted: lacking === null ? undefined : `needs ${lacking}`,
        listed: true,
      };
    }),
    ...editedParts(edits).map(({ key, title, without }) => made(key, title, () => lab.setEdits(without))),
  ];
}

/** `client’s ClientHello, byte 12: ff`. */
function tamperingTitle({ message, offset, value }: Tampering): string {
  const [sender = '', type = ''] = message.split(':');
  return `${sender === 'ca' ? 'CA' : sender}’s ${type}, byte ${offset}: ${hexByte(value)}`;
}
