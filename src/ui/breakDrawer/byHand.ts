// What is on besides the faults of the list: what the CA was told to do, bytes that were changed on their way, and edits of
// certificates, clocks and stores.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { actionText, whoseName } from '../../lessons/caConsole.ts';
import { editedParts, tamperedText } from '../../lessons/editing.ts';

export interface ByHand {
  readonly key: string;
  readonly of: 'ca' | 'wire' | 'edit';
  readonly title: string;
  /** What the scenario gets instead, so that this one is gone and all else stays. */
  readonly without: Partial<Pick<Scenario, 'caWork' | 'tampering' | 'edits'>>;
}

/** In the order of the chips. */
export function byHand({ caWork, tampering, edits }: Pick<Scenario, 'caWork' | 'tampering' | 'edits'>): ByHand[] {
  return [
    ...caWork.map((action, at): ByHand => {
      const title = actionText(action, (whose) => whoseName([], whose));
      return {
        key: `ca ${at} ${title}`,
        of: 'ca',
        title: action.when === 'during' ? `${title}, during the handshake` : title,
        without: { caWork: caWork.filter((_, other) => other !== at) },
      };
    }),
    ...tampering.map(
      (edit): ByHand => ({
        key: `${edit.message}@${edit.offset}`,
        of: 'wire',
        title: tamperedText(edit),
        without: { tampering: tampering.filter((other) => other !== edit) },
      }),
    ),
    ...editedParts(edits).map(
      ({ key, title, without }): ByHand => ({ key, of: 'edit', title, without: { edits: without } }),
    ),
  ];
}
