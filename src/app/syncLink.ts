// Store and address, kept equal: scenarios and what opens over the page are pushed on the history, steps and tabs replace
// its last entry.
import type { FaultInfo } from '../store/choice.ts';
import type { LabStore } from '../store/lab.ts';
import { hidesFaults } from '../store/mission.ts';
import type { Lab } from '../store/state.ts';
import { codecIsReady, holdsEdits, loadEditsCodec } from './editsLink.ts';
import { formatLink, parseLink } from './link.ts';
import { entryOf, type HistoryEntry, type Layer, layersOf, showLayers } from './overPage.ts';
import { isPageHash } from './page.ts';

/** The little of `window` that this needs. */
export interface Address {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: {
    readonly state: unknown;
    go(by: number): void;
    pushState(data: unknown, unused: string, url: string): void;
    replaceState(data: unknown, unused: string, url: string): void;
  };
  addEventListener(type: 'popstate', listener: () => void): void;
  removeEventListener(type: 'popstate', listener: () => void): void;
}

/** Browsers limit how often the address may change; while one drags the scrubber it follows after a pause. */
const SETTLE_MS = 200;

/**
 * Opens the address' scenario, then follows both ways. While another page is open, its address is left alone.
 * `isNarrow`: whether drawer and inspector lie over the diagram.
 */
export function syncLink(
  store: LabStore,
  address: Address,
  faults: readonly FaultInfo[],
  isNarrow: () => boolean = () => false,
): () => void {
  const elsewhere = () => isPageHash(address.location.hash);
  let written = elsewhere() ? '' : normal(address.location.hash);
  let entry: HistoryEntry = { layers: [], number: entryOf(address.history.state)?.number ?? 0 };
  /** The scenarios over which the layers of this entry were opened. */
  let below: Lab[] = [];
  let away = elsewhere();
  /** After a panel was closed by hand one waits for the browser to go back: since when, and to which entry. */
  let leaving: { readonly since: Lab; readonly to: number } | null = null;
  let reading = false;
  let stopped = false;
  let triedCodec = false;
  let waiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const url = (hash: string) => (hash === '' ? `${address.location.pathname}${address.location.search}` : `#${hash}`);
  const replaceNow = () => {
    clearTimeout(timer);
    timer = undefined;
    address.history.replaceState(entry, '', url(written));
  };
  const push = (layers: readonly Layer[], hash: string) => {
    // An entry that was not made here, as by a link, gets its number.
    if (timer !== undefined || entryOf(address.history.state) === null) replaceNow();
    entry = { layers, number: entry.number + 1 };
    written = hash;
    address.history.pushState(entry, '', url(hash));
  };
  /** `then`: what follows once the address is read, which may wait for code. */
  const read = (then = () => {}) => {
    clearTimeout(timer);
    timer = undefined;
    if (elsewhere()) return;
    if (holdsEdits(address.location.hash) && !codecIsReady() && !triedCodec) {
      triedCodec = true;
      waiting = true;
      void loadEditsCodec()
        .catch(() => {})
        .then(() => {
          waiting = false;
          if (stopped) return;
          read();
          then();
        });
      return;
    }
    written = normal(address.location.hash);
    const { problems, ...place } = parseLink(written, faults);
    reading = true;
    store.getState().visit(place, problems);
    reading = false;
    then();
  };
  /** The browser has gone to another entry, or was sent there. */
  const arrive = () => {
    // What waits to be written belongs to the entry that was left.
    clearTimeout(timer);
    timer = undefined;
    const left = leaving;
    leaving = null;
    const wasAway = away;
    away = elsewhere();
    const from = entry;
    const lab = store.getState();
    const shown = layersOf(lab, isNarrow());
    if (away) {
      entry = { layers: [], number: from.number + 1 };
      return;
    }
    entry = entryOf(address.history.state) ?? { layers: [], number: from.number + 1 };
    // A panel was closed by hand: the entry below it gets what is on screen. Another entry is where somebody else has led.
    if (left !== null && left.to === entry.number) return follow(lab, left.since);
    const closes = entry.number === from.number - 1 && entry.layers.length < from.layers.length;
    if (closes) {
      // Back closes the topmost, and nothing else: what was chosen in it stays, as the next entry.
      const base = below.pop();
      reading = true;
      showLayers(store, entry.layers, isNarrow());
      reading = false;
      if (base !== undefined && lab.opened === null && !sameRun(base, lab)) push(entry.layers, hashOf(lab));
      else follow(store.getState(), lab);
      return;
    }
    // Nothing waits over the lab for one's return from another page.
    const layers = wasAway ? [] : entry.layers;
    entry = { ...entry, layers };
    below = layers.map(() => lab);
    reading = true;
    if (shown.join() !== layers.join()) showLayers(store, layers, isNarrow());
    reading = false;
    read(wasAway ? replaceNow : undefined);
  };
  /** This entry gets the steps made while something lay over it, then what came after. */
  const follow = (lab: Lab, since: Lab) => {
    written = normal(address.location.hash);
    if (since.opened === null && !since.pending && canWrite(since)) {
      written = hashOf(since);
      replaceNow();
    }
    write(lab, since);
  };
  const write = (lab: Lab, before: Lab) => {
    const changes = lab.scenario !== before.scenario || lab.compare !== before.compare;
    // What could not be run leaves no entry behind.
    const pushes = changes && lab.failed === null && (lab.gesture === null || lab.gesture !== before.gesture);
    if (reading || waiting || leaving !== null || elsewhere()) return;
    if (!canWrite(lab)) {
      void loadEditsCodec().then(
        () => stopped || write(store.getState(), before),
        () => {},
      );
      return;
    }
    // A recording from a file has no address: the page keeps that of what was there before.
    const hash = lab.opened === null ? hashOf(lab) : written;
    const layers = layersOf(lab, isNarrow());
    if (layers.length > entry.layers.length) {
      below = layers.map((_, i) => below[i] ?? before);
      push(layers, hash);
      return;
    }
    if (layers.length < entry.layers.length) {
      const base = below[layers.length];
      const count = entry.layers.length - layers.length;
      below = below.slice(0, layers.length);
      if (base === undefined || lab.opened !== null || sameRun(base, lab)) {
        leaving = { since: lab, to: entry.number - count };
        if (timer !== undefined) replaceNow();
        address.history.go(-count);
        return;
      }
      // What was chosen in the panel: its entry is that of the new scenario.
      entry = { ...entry, layers };
      written = hash;
      replaceNow();
      return;
    }
    if (layers.join() !== entry.layers.join()) {
      entry = { ...entry, layers };
      replaceNow();
    }
    if (lab.opened !== null || (lab.pending && !changes) || hash === written) return;
    // Who chooses in a panel gets one entry for all of it, since Back closes the panel.
    if (pushes && layers.length === 0) {
      push(layers, hash);
      return;
    }
    written = hash;
    clearTimeout(timer);
    timer = setTimeout(replaceNow, SETTLE_MS);
  };

  if (elsewhere()) store.getState().visit(parseLink('', faults), []);
  // After a reload nothing lies over the page, whatever lay there before.
  if (!away && entryOf(address.history.state)?.layers.length) replaceNow();
  read();
  const unsubscribe = store.subscribe(write);
  address.addEventListener('popstate', arrive);
  return () => {
    stopped = true;
    unsubscribe();
    address.removeEventListener('popstate', arrive);
    clearTimeout(timer);
  };
}

/** Edits can be written only once their codec is there. */
const canWrite = (lab: Lab): boolean =>
  codecIsReady() || [lab.scenario, lab.compare].every((each) => each?.edits === undefined);

const sameRun = (a: Lab, b: Lab): boolean => a.scenario === b.scenario && a.compare === b.compare;

/** The link to what is on screen. */
export function hashOf({
  scenario,
  recording,
  cursor,
  tab,
  compare,
  observer,
  predict,
  mission,
  embed,
  text,
  origin,
  present,
}: Lab): string {
  const at = cursor <= 1 ? null : (recording?.steps[cursor - 1]?.key ?? null);
  return formatLink(
    {
      scenario,
      at,
      tab,
      observer,
      mission,
      embed,
      text,
      origin,
      present,
      ...(compare === null ? {} : { compare }),
      ...(predict && { predict: '1' }),
    },
    (predict !== null && !predict.revealed) || hidesFaults(mission),
  );
}

const normal = (hash: string): string => hash.replace(/^#/, '');
