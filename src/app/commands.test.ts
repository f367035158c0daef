// The table of commands, and when a key is one.
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../lab/scenario/scenario.ts';
import { fakeRecording } from '../store/fakeRecording.testing.ts';
import { createLabStore } from '../store/lab.ts';
import { COMMANDS } from './commands.ts';
import { commandFor, type Focus, type KeyPress } from './keys.ts';

const PAGE: Focus = { role: '', within: ['', ''] };
const at = (...within: string[]): Focus => ({ role: within[0] ?? '', within });
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
});

describe('the table', () => {
  it('has no key twice and no id twice', () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map((command) => command.id)).size).toBe(COMMANDS.length);
  });

  it('gives each command a label and a key', () => {
    for (const { label, keys } of COMMANDS) {
      expect(label).not.toBe('');
      expect(keys).not.toHaveLength(0);
    }
  });
});

describe('a key', () => {
  it.each([
    ['ArrowRight', 'next'],
    [' ', 'playPause'],
    ['End', 'last'],
    ['m', 'mode'],
    ['b', 'break'],
    ['?', 'help'],
    ['e', 'export'],
    ['t', 'export'],
    ['1', 'tab.explain'],
    ['5', 'tab.secrets'],
  ])('%j means %s', (key, id) => {
    expect(idFor(press(key), PAGE)).toBe(id);
  });

  it('means nothing with Control, Alt or Command, while text is composed, or once somebody used it', () => {
    for (const more of ['ctrlKey', 'altKey', 'metaKey', 'isComposing', 'defaultPrevented'] as const) {
      expect(idFor(press('m', { [more]: true }), PAGE)).toBeNull();
    }
  });

  it.each(['textbox', 'combobox', 'listbox', 'menu', 'tree', 'grid', 'dialog'])('never fires inside a %s', (role) => {
    for (const key of COMMANDS.flatMap((command) => command.keys)) {
      expect(idFor(press(key), at(role))).toBeNull();
      expect(idFor(press(key), at('button', '', role, ''))).toBeNull();
    }
  });

  it.each([
    ['slider', 'ArrowRight'],
    ['slider', 'Home'],
    ['tab', 'ArrowRight'],
    ['tab', 'End'],
    ['radio', 'ArrowLeft'],
    ['radio', ' '],
    ['checkbox', ' '],
    ['button', ' '],
  ])('of a focused %s stays its own: %j', (role, key) => {
    expect(idFor(press(key), at(role))).toBeNull();
  });

  it('that the focused widget does not use still fires', () => {
    expect(idFor(press('ArrowRight'), at('button'))).toBe('next');
    expect(idFor(press(' '), at('slider'))).toBe('playPause');
    expect(idFor(press('m'), at('radio'))).toBe('mode');
  });

  it('of one letter or digit rests where letters are switched off, the others do not', () => {
    expect(idFor(press('m'), PAGE, { letterKeys: false })).toBeNull();
    expect(idFor(press('1'), PAGE, { letterKeys: false })).toBeNull();
    expect(idFor(press('?'), PAGE, { letterKeys: false })).toBeNull();
    expect(idFor(press('ArrowRight'), PAGE, { letterKeys: false })).toBe('next');
    expect(idFor(press(' '), PAGE, { letterKeys: false })).toBe('playPause');
  });

  it('of a command that can do nothing now means nothing', () => {
    expect(idFor(press('ArrowLeft'), PAGE)).toBeNull();
    expect(idFor(press('ArrowRight'), PAGE, { cursor: 2 })).toBeNull();
    expect(idFor(press('Escape'), PAGE)).toBeNull();
    expect(idFor(press('Escape'), PAGE, { sheetOpen: true })).toBe('close');
    expect(idFor(press('Escape'), PAGE, { compare: DEFAULT_SCENARIO })).toBe('close');
  });
});

describe('undo and redo', () => {
  const history = { past: [DEFAULT_SCENARIO], future: [DEFAULT_SCENARIO] };

  it.each([
    [press('z', { ctrlKey: true }), 'undo'],
    [press('z', { metaKey: true }), 'undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
    [press('y', { ctrlKey: true }), 'redo'],
  ])('%o means %s, in the drawer as on the page', (key, id) => {
    expect(idFor(key, PAGE, history)).toBe(id);
    expect(idFor(key, at('button', '', 'dialog'), history)).toBe(id);
  });

  it('belong to the text field in which one types', () => {
    for (const role of ['textbox', 'searchbox', 'spinbutton'])
      expect(idFor(press('z', { ctrlKey: true }), at(role, 'dialog'), history)).toBeNull();
  });

  it('rest where there is nothing to undo', () => {
    expect(idFor(press('z', { ctrlKey: true }), PAGE)).toBeNull();
  });
});

describe('running a command', () => {
  // The search moves the focus: e2e/search.spec.ts. Missions need one that is under way, and code that is loaded then.
  const changing = COMMANDS.filter(({ id }) => id !== 'search' && !id.startsWith('mission.'));
  it.each(changing.map((command) => [command.id, command] as const))('%s changes the state', (_id, command) => {
    const other = { ...DEFAULT_SCENARIO, seed: 2 };
    const store = lab({ cursor: 2, past: [other], future: [other], sheetOpen: command.id === 'close' }, 3);
    const before = store.getState();
    command.run(before);
    expect(store.getState()).not.toEqual(before);
  });

  it('h shows a hint of the mission that is under way, and rests without one', async () => {
    expect(idFor(press('h'), PAGE)).toBeNull();
    const store = lab();
    store.getState().setMission('7');
    COMMANDS.find(({ id }) => id === 'mission.hint')?.run(store.getState());
    await import('../ui/mission/useMission.ts');
    await Promise.resolve();
    expect(store.getState().missionRun?.hints).toBe(1);
  });
});

function lab(initial = {}, steps = 2) {
  const recording = fakeRecording({}, ['a', 'b', 'c'].slice(0, steps));
  return createLabStore({
    engine: { run: () => Promise.resolve(recording) },
    faults: [],
    schedule: () => () => {},
    initial: { recording, ...initial },
  });
}

function idFor(key: KeyPress, focus: Focus, initial = {}): string | null {
  return commandFor(key, focus, COMMANDS, lab(initial).getState())?.id ?? null;
}
