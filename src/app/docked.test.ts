import { describe, expect, it } from 'vitest';
import { createLabStore } from '../store/lab.ts';
import { type Docked, dockedOf } from './docked.ts';

const store = createLabStore({
  engine: { run: () => new Promise(() => {}) },
  faults: [],
  schedule: () => () => {},
});
const Content = () => null;
const TABLE: readonly Docked[] = [
  { id: 'question', wanted: (lab) => lab.cursor === 3, Content },
  { id: 'mission', wanted: (lab) => lab.cursor > 1, Content },
];

describe('The dock', () => {
  it('is empty where nothing is wanted', () => {
    store.setState({ cursor: 1 });
    expect(dockedOf(store.getState(), TABLE)).toBeNull();
  });

  it('shows what is wanted, and of several the first of the table', () => {
    const shown = [2, 3, 4].map((cursor) => {
      store.setState({ cursor });
      return dockedOf(store.getState(), TABLE)?.id;
    });
    expect(shown).toEqual(['mission', 'question', 'mission']);
  });
});
