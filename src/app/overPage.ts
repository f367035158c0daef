// What lies over the page, from the lowest to the topmost: each is one step back in the browser's history, so that Back (on
// a phone the gesture) closes a panel and does not leave the page.
import type { LabStore } from '../store/lab.ts';
import type { Lab, Overlay } from '../store/state.ts';

export type Layer = Overlay | 'sheet' | 'drawer';

const OVERLAYS: readonly string[] = [
  'places',
  'more',
  'options',
  'settings',
  'help',
  'ca',
  'export',
] satisfies Overlay[];

/** On a wide page the inspector lies beside the diagram, and the drawer leaves the page usable. */
export function layersOf({ sheetOpen, breakOpen, overlay, compare }: Lab, narrow: boolean): Layer[] {
  return [
    ...(narrow && sheetOpen && compare === null ? (['sheet'] as const) : []),
    ...(narrow && breakOpen ? (['drawer'] as const) : []),
    ...(overlay === null ? [] : [overlay]),
  ];
}

/** Opens these, and closes the others. */
export function showLayers(store: LabStore, layers: readonly Layer[], narrow: boolean): void {
  const overlay = layers.find((each): each is Overlay => OVERLAYS.includes(each)) ?? null;
  const { sheetOpen, breakOpen } = store.getState();
  store.setState({
    overlay,
    sheetOpen: narrow ? layers.includes('sheet') : sheetOpen,
    breakOpen: narrow ? layers.includes('drawer') : breakOpen,
  });
}

/** What an entry of the history holds beside its address. */
export interface HistoryEntry {
  readonly layers: readonly Layer[];
  /** Its number: the one before has one less. */
  readonly number: number;
}

/** Null for an entry that was not made here, as by a link. */
export function entryOf(state: unknown): HistoryEntry | null {
  if (typeof state !== 'object' || state === null || !('layers' in state) || !('number' in state)) return null;
  const { layers, number } = state;
  if (!Array.isArray(layers) || typeof number !== 'number') return null;
  const known = (each: unknown): each is Layer =>
    each === 'sheet' || each === 'drawer' || OVERLAYS.includes(String(each));
  const named = layers.map((each: unknown) => RENAMED.get(each) ?? each);
  return { layers: named.filter(known), number };
}

/** What was once called otherwise: an older entry may still hold it. */
const RENAMED: ReadonlyMap<unknown, Overlay> = new Map([
  ['take', 'export'],
  ['about', 'help'],
  ['shortcuts', 'help'],
]);
