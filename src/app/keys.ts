// The keyboard: which command a key means, and when a key belongs to the widget that has the focus instead.
import type { Command } from '../ui/useCommand.tsx';
import type { Lab } from '../ui/useLab.tsx';

/** What matters of the focused element: its role, given or native, and those of all elements around it. */
export interface Focus {
  readonly role: string;
  readonly within: readonly string[];
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey?: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
}

/** The command to run, or null where the key means none, is somebody else's, or the command can't run now. */
export function commandFor(press: KeyPress, focus: Focus, commands: readonly Command[], lab: Lab): Command | null {
  if (press.altKey || press.isComposing || press.defaultPrevented) return null;
  if (press.ctrlKey || press.metaKey) return chordFor(press, focus, commands, lab);
  if (belongsToWidget(press.key, focus)) return null;
  if (isLetter(press.key) && !lab.letterKeys) return null;
  return commands.find((command) => command.keys.includes(press.key) && command.enabled(lab)) ?? null;
}

/** With Ctrl, or with the command key of a Mac. Only where one types, a text field's own undo comes first. */
function chordFor(press: KeyPress, focus: Focus, commands: readonly Command[], lab: Lab): Command | null {
  if (focus.within.some((role) => TYPING.includes(role))) return null;
  const chord = `Control+${press.shiftKey ? 'Shift+' : ''}${press.key.toLowerCase()}`;
  return commands.find((command) => command.keys.includes(chord) && command.enabled(lab)) ?? null;
}

const TYPING = ['textbox', 'searchbox', 'spinbutton'];

/** A single printed character (WCAG 2.1.4); space and the named keys are none. */
const isLetter = (key: string): boolean => key.length === 1 && key !== ' ';

function belongsToWidget(key: string, { role, within }: Focus): boolean {
  if (within.some((each) => OWNS_ALL.includes(each))) return true;
  return OWNS[role]?.includes(key) ?? false;
}

/** Inside these, no key is a command: one types, chooses from a list, or looks at something else. */
const OWNS_ALL = [
  'textbox',
  'searchbox',
  'combobox',
  'spinbutton',
  'listbox',
  'menu',
  'menubar',
  'tree',
  'grid',
  'dialog',
  'alertdialog',
];

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const PRESS = [' ', 'Enter'];
const OWNS: Readonly<Record<string, readonly string[]>> = {
  slider: [...ARROWS, 'Home', 'End', 'PageUp', 'PageDown'],
  tab: [...ARROWS, ...PRESS, 'Home', 'End'],
  radio: [...ARROWS, ...PRESS],
  checkbox: PRESS,
  switch: PRESS,
  button: PRESS,
  link: ['Enter'],
};

/** Listens to the document's keys. `commands`: those that mean something where one is. Returns the way to stop. */
export function listenToKeys(target: Document, lab: () => Lab, commands: () => readonly Command[]): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandFor(event, focusOf(event.target), commands(), lab());
    if (command === null) return;
    event.preventDefault();
    command.run(lab());
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

function focusOf(target: EventTarget | null): Focus {
  const within: string[] = [];
  for (let element = target instanceof Element ? target : null; element !== null; element = element.parentElement) {
    within.push(roleOf(element));
    // A panel that leaves, with its motion, still holds the focus: the key is meant for the page below it.
    if (element.hasAttribute('data-closed')) within.length = 0;
  }
  return { role: within[0] ?? '', within };
}

function roleOf(element: Element): string {
  const given = element.getAttribute('role');
  if (given !== null) return given;
  if (element instanceof HTMLInputElement) return INPUT_ROLES[element.type] ?? 'textbox';
  if (element instanceof HTMLElement && element.isContentEditable) return 'textbox';
  return TAG_ROLES[element.localName] ?? '';
}

const INPUT_ROLES: Readonly<Record<string, string>> = {
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  button: 'button',
  submit: 'button',
  reset: 'button',
  file: 'button',
};
const TAG_ROLES: Readonly<Record<string, string>> = {
  button: 'button',
  summary: 'button',
  a: 'link',
  textarea: 'textbox',
  select: 'combobox',
  dialog: 'dialog',
};
