import { describe, expect, it } from 'vitest';
import { begun, hinted } from '../exercises/progress/progress.ts';
import { createProgressStore, type ProgressStorage } from './progress.ts';

const NOW = Date.UTC(2031, 5, 1);

function memory(text: string | null = null): ProgressStorage & { text: string | null; aside: string | null } {
  return {
    text,
    aside: null,
    read() {
      return this.text;
    },
    write(next) {
      this.text = next;
    },
    setAside(old) {
      this.aside = old;
    },
  };
}

const refusing: ProgressStorage = {
  read: () => {
    throw new Error('denied');
  },
  write: () => {
    throw new Error('denied');
  },
  setAside: () => {
    throw new Error('denied');
  },
};

describe('Progress', () => {
  it('is there at the next visit', () => {
    const storage = memory();
    createProgressStore(storage, () => NOW)
      .getState()
      .change((progress, now) => begun(progress, 7, now));
    const next = createProgressStore(storage, () => NOW).getState();
    expect(next.progress.missions[7]?.begun).toBe(NOW);
    expect(next.kept).toBe('browser');
  });

  it('is set aside with a reason where it is corrupt or somebody else’s, and what comes next is kept', () => {
    const storage = memory('{"theirs":1}');
    const store = createProgressStore(storage, () => NOW);
    expect(store.getState()).toMatchObject({ kept: 'browser', setAside: { problem: 'foreign' } });
    expect(storage.aside).toBe('{"theirs":1}');
    store.getState().change((progress, now) => begun(progress, 1, now));
    expect(createProgressStore(storage, () => NOW).getState().progress.missions[1]?.begun).toBe(NOW);
  });

  it('works for the visit where storage is refused, and says so', () => {
    const store = createProgressStore(refusing, () => NOW);
    expect(store.getState().kept).toBe('visit');
    store.getState().change((progress, now) => begun(progress, 2, now));
    expect(store.getState()).toMatchObject({ kept: 'visit', progress: { missions: { 2: { begun: NOW } } } });
  });

  it('of this visit stays where the browser has no room left', () => {
    const storage = memory();
    const store = createProgressStore(storage, () => NOW);
    store.getState().change((progress, now) => begun(progress, 1, now));
    storage.write = () => {
      throw new Error('full');
    };
    store.getState().change((progress, now) => begun(progress, 2, now));
    store.getState().change((progress, now) => begun(progress, 3, now));
    expect(Object.keys(store.getState().progress.missions)).toEqual(['1', '2', '3']);
  });

  it('of another tab is not lost by a change in this one', () => {
    const storage = memory();
    const [one, other] = [createProgressStore(storage, () => NOW), createProgressStore(storage, () => NOW)];
    one.getState().change((progress, now) => begun(progress, 1, now));
    other.getState().change((progress, now) => hinted(progress, 2, 1, now));
    expect(Object.keys(other.getState().progress.missions)).toEqual(['1', '2']);
    one.getState().reread();
    expect(one.getState().progress).toEqual(other.getState().progress);
  });

  it('is exported, erased and imported again', () => {
    const storage = memory();
    const store = createProgressStore(storage, () => NOW);
    store.getState().change((progress, now) => begun(progress, 3, now));
    const text = store.getState().exportText();
    store.getState().erase();
    expect(storage.text).toBeNull();
    expect(store.getState().progress.missions).toEqual({});
    expect(store.getState().importText('no').ok).toBe(false);
    expect(store.getState().importText(text).ok).toBe(true);
    expect(store.getState().progress.missions[3]?.begun).toBe(NOW);
  });
});
