// What a student does in a class: kept as the slip that may be handed in, in a storage that the page hands in. It goes
// nowhere by itself.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ClassPlan, classSeed, writeClassLink } from '../exercises/class/classLink.ts';
import {
  MAX_ATTEMPTS,
  readSlip,
  type Slip,
  type SlipAttempt,
  type SlipPrediction,
  writeSlip,
} from '../exercises/class/slip.ts';
import type { MissionId } from '../exercises/missions/mission.ts';

/** Each may throw where storage is refused. */
export interface ClassStorage {
  read(): string | null;
  write(text: string | null): void;
}

export interface ClassWorkState {
  /** Null while no class is under way. */
  readonly slip: Slip | null;
  /** Passed in this browser: for the student's list, not for the slip. */
  readonly passed: readonly MissionId[];
}

export interface ClassWorkActions {
  /** Begins a class, or goes on with it where it is under way under the same name. */
  begin(plan: ClassPlan, name: string): void;
  /** A mission was handed in. False where it is not one of the class, or the slip is full. */
  add(mission: MissionId, attempt: SlipAttempt, passed: boolean, hints: number): boolean;
  /** A question was answered in a run of the student's own. False where it was before, or the slip is full. */
  predict(prediction: SlipPrediction, seed: number): boolean;
  leave(): void;
  /** Goes on with what `suspended` wrote; false where it is none. */
  resume(text: string): boolean;
}

export type ClassWork = StoreApi<ClassWorkState & ClassWorkActions>;

export function createClassWork(storage: ClassStorage): ClassWork {
  return createStore<ClassWorkState & ClassWorkActions>()((set, get) => {
    const keep = (slip: Slip | null, passed: readonly MissionId[]) => {
      try {
        storage.write(slip === null ? null : JSON.stringify({ slip: writeSlip(slip), passed }));
      } catch {
        // It holds for this visit.
      }
      set({ slip, passed });
    };
    return {
      ...kept(storage),
      begin: (plan, name) => {
        const { slip } = get();
        if (slip !== null && slip.name === name && writeClassLink(slip.plan) === writeClassLink(plan)) return;
        keep({ plan, name, seed: classSeed(plan.word, name), entries: [], predictions: [] }, []);
      },
      add: (mission, attempt, passed, hints) => {
        const { slip, passed: before } = get();
        if (slip?.plan.missions.includes(mission) !== true) return false;
        const own = slip.entries.find((entry) => entry.mission === mission);
        const attempts = own === undefined ? [] : own.attempts;
        const entry = {
          mission,
          tries: (own?.tries ?? 0) + 1,
          hints: Math.max(own?.hints ?? 0, hints),
          attempts: [...attempts.slice(0, MAX_ATTEMPTS - 1), attempt],
        };
        const others = slip.entries.filter((each) => each !== own);
        const next = { ...slip, entries: [...others, entry] };
        // What the teacher's page would refuse is not written.
        if (!readSlip(writeSlip(next)).ok) return false;
        keep(next, passed && !before.includes(mission) ? [...before, mission] : before);
        return true;
      },
      predict: (prediction, seed) => {
        const { slip, passed } = get();
        if (slip === null || seed !== slip.seed) return false;
        const isThere = slip.predictions.some(({ id, run }) => id === prediction.id && run === prediction.run);
        const next = { ...slip, predictions: [...slip.predictions, prediction] };
        if (isThere || !readSlip(writeSlip(next)).ok) return false;
        keep(next, passed);
        return true;
      },
      leave: () => keep(null, []),
      resume: (text) => {
        const [passed = '', slip = ''] = text.split(/;(.*)/s);
        const read = readSlip(slip);
        if (!read.ok) return false;
        const ids = passed.split(',');
        keep(
          read.slip,
          read.slip.plan.missions.filter((id) => ids.includes(String(id))),
        );
        return true;
      },
    };
  });
}

/**
 * The state as a text of at most `most` characters, for a platform that keeps so many: what was passed, and of the slip as
 * much as there is room for. Null where there is none, or no room at all.
 */
export function suspended({ slip, passed }: ClassWorkState, most: number): string | null {
  if (slip === null) return null;
  const lasts = slip.entries.map((entry) => ({ ...entry, attempts: entry.attempts.slice(-1) }));
  // The longest that fits: with all attempts, with the last of each mission, of fewer and fewer missions.
  const shorter = [slip.entries, ...lasts.map((_, i) => lasts.slice(i)), []];
  const write = (part: Partial<Slip>) => `${passed.join(',')};${writeSlip({ ...slip, ...part })}`;
  const texts = [write({}), ...shorter.map((entries) => write({ entries, predictions: [] }))];
  return texts.find((text) => text.length <= most) ?? null;
}

/** What another version, or somebody else, has left there is no class. */
function kept(storage: ClassStorage): ClassWorkState {
  const nothing = { slip: null, passed: [] };
  try {
    const value: unknown = JSON.parse(storage.read() ?? 'null');
    if (typeof value !== 'object' || value === null || !('slip' in value) || !('passed' in value)) return nothing;
    const read = typeof value.slip === 'string' ? readSlip(value.slip) : null;
    if (read?.ok !== true) return nothing;
    const { passed } = value;
    return {
      slip: read.slip,
      passed: read.slip.plan.missions.filter((id) => Array.isArray(passed) && passed.includes(id)),
    };
  } catch {
    return nothing;
  }
}
