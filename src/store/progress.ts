// Where progress is kept between visits: in a storage that the page hands in, whose contents may come from anybody.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ReadProgress, readProgress, writeProgress } from '../exercises/progress/file.ts';
import { NO_PROGRESS, type Progress } from '../exercises/progress/progress.ts';

/** Two texts: what is kept, and what was set aside since it could not be read. Each may throw where storage is refused. */
export interface ProgressStorage {
  read(): string | null;
  write(text: string | null): void;
  setAside(text: string): void;
}

export interface ProgressState {
  readonly progress: Progress;
  /** `visit`: the browser keeps nothing, so that all of it ends with this visit. */
  readonly kept: 'browser' | 'visit';
  /** What was there and could not be read was set aside, for this reason; null where nothing was. */
  readonly setAside: Exclude<ReadProgress, { readonly ok: true }> | null;
}

export interface ProgressActions {
  /** Replaces what is there by what follows from it at this time (milliseconds since 1970), and keeps it. */
  change(next: (progress: Progress, now: number) => Progress): void;
  /** Takes the place of what is there. What can't be read changes nothing. */
  importText(text: string): ReadProgress;
  exportText(): string;
  erase(): void;
  /** Another tab has written: what it wrote counts. */
  reread(): void;
  now(): number;
}

export type ProgressStore = StoreApi<ProgressState & ProgressActions>;

export function createProgressStore(storage: ProgressStorage, clock: () => number): ProgressStore {
  return createStore<ProgressState & ProgressActions>()((set, get) => {
    const keep = (progress: Progress) => {
      set({ progress, kept: attempt(() => storage.write(writeProgress(progress))) ? 'browser' : 'visit' });
    };
    return {
      ...opened(storage),
      change: (next) => {
        // Two tabs: what the other one has done since is not lost.
        const there = get().kept === 'browser' ? attempt(() => storage.read()) : null;
        const read = there && there.value !== null ? readProgress(there.value) : null;
        const before = read?.ok ? read.progress : get().progress;
        const after = next(before, clock());
        if (after !== get().progress) keep(after);
      },
      importText: (text) => {
        const read = readProgress(text);
        if (read.ok) {
          keep(read.progress);
          set({ setAside: null });
        }
        return read;
      },
      exportText: () => writeProgress(get().progress),
      erase: () => {
        const erased = attempt(() => storage.write(null));
        set({ progress: NO_PROGRESS, kept: erased ? 'browser' : 'visit', setAside: null });
      },
      reread: () => set(opened(storage)),
      now: clock,
    };
  });
}

function opened(storage: ProgressStorage): ProgressState {
  const there = attempt(() => storage.read());
  if (there === null) return { progress: NO_PROGRESS, kept: 'visit', setAside: null };
  const { value } = there;
  if (value === null) return { progress: NO_PROGRESS, kept: 'browser', setAside: null };
  const read = readProgress(value);
  if (read.ok) return { progress: read.progress, kept: 'browser', setAside: null };
  const aside = attempt(() => storage.setAside(value));
  return { progress: NO_PROGRESS, kept: aside ? 'browser' : 'visit', setAside: read };
}

/** What it gives, in an object, or null where it throws: a browser may refuse its storage, or have no room left. */
function attempt<T>(act: () => T): { readonly value: T } | null {
  try {
    return { value: act() };
  } catch {
    return null;
  }
}
