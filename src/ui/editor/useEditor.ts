// The editor's view of the store: what can be edited, and how it is changed.
import { useMemo } from 'react';
import type { Plan } from '../../lab/plan/plan.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import type { CertificateEdit, Edits } from '../../lab/scenario/edits.ts';
import { NO_EDITS } from '../../lab/scenario/edits.ts';
import { EditsError } from '../../lab/scenario/readEdits.ts';
import { withEdits } from '../../lab/scenario/scenario.ts';
import { planOf } from '../../lab/world/planOf.ts';
import { useBeside } from '../useBeside.ts';
import { useLab } from '../useLab.tsx';
import { changeCertificate, changeEdits, type Editable, editables, resetParts } from './model.ts';

export interface EditorState {
  readonly recording: Recording;
  readonly plan: Plan;
  /** The plan without edits. */
  readonly basePlan: Plan;
  readonly edits: Edits;
  readonly certificates: readonly Editable[];
  /** Changes that belong to the same gesture are undone at once. */
  change(editable: Editable, change: CertificateEdit, gesture?: string): void;
  reset(editable: Editable, parts: readonly (keyof CertificateEdit)[]): void;
  changeEdits(change: Edits, gesture?: string): void;
}

export function useEditor(): EditorState | null {
  const scenario = useLab((lab) => lab.scenario);
  const recording = useLab((lab) => lab.recording);
  const setEdits = useLab((lab) => lab.setEdits);
  // However long they talk: certificates are the same.
  const baseScenario = useMemo(() => ({ ...withEdits(scenario, undefined), requests: 1 }), [scenario]);
  const base = useBeside(baseScenario);
  const plan = useMemo(() => planOf(scenario), [scenario]);
  const basePlan = useMemo(() => planOf(baseScenario), [baseScenario]);
  const edits = scenario.edits ?? NO_EDITS;
  const certificates = useMemo(
    () =>
      recording === null
        ? []
        : editables(recording, plan, base, basePlan).map((each) => ({
            ...each,
            // What was asked for, which may be ahead of what was issued.
            edit: edits.certificates?.[each.id] ?? {},
          })),
    [recording, plan, base, basePlan, edits],
  );
  if (recording === null) return null;
  /** What goes beyond the bounds of edits, such as the hundred and first name, is not made. */
  const set = (make: () => Edits, gesture?: string) => {
    try {
      setEdits(make(), gesture);
    } catch (error) {
      if (!(error instanceof EditsError)) throw error;
    }
  };
  return {
    recording,
    plan,
    basePlan,
    edits,
    certificates,
    change: (editable, change, gesture) => set(() => changeCertificate(edits, editable, change), gesture),
    reset: (editable, parts) => set(() => resetParts(edits, editable, parts)),
    changeEdits: (change, gesture) => set(() => changeEdits(edits, change), gesture),
  };
}
