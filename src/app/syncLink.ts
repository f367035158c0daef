// Store and address, kept equal: scenarios are pushed on the history, steps and tabs replace its last entry.
import type { FaultInfo } from '../store/choice.ts';
import type { LabStore } from '../store/lab.ts';
import type { Lab } from '../store/state.ts';
import { codecIsReady, holdsEdits, loadEditsCodec } from './editsLink.ts';
import { formatLink, parseLink } from './link.ts';
import { isPageHash } from './page.ts';

/** The little of `window` that this needs. */
export interface Address {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: {
    pushState(data: unknown, unused: string, url: string): void;
    replaceState(data: unknown, unused: string, url: string): void;
  };
  addEventListener(type: 'popstate', listener: () => void): void;
  removeEventListener(type: 'popstate', listener: () => void): void;
}

/** Browsers limit how often the address may change; while one drags the scrubber it follows after a pause. */
const SETTLE_MS = 200;

/** Opens the address' scenario, then follows both ways. While another page is open, its address is left alone. */
export function syncLink(store: LabStore, address: Address, faults: readonly FaultInfo[]): () => void {
  const elsewhere = () => isPageHash(address.location.hash);
  let written = elsewhere() ? '' : normal(address.location.hash);
  let reading = false;
  let stopped = false;
  let triedCodec = false;
  let waiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const url = (hash: string) => (hash === '' ? `${address.location.pathname}${address.location.search}` : `#${hash}`);
  const replaceNow = () => {
    clearTimeout(timer);
    timer = undefined;
    address.history.replaceState(null, '', url(written));
  };
  const read = () => {
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
          if (!stopped) read();
        });
      return;
    }
    written = normal(address.location.hash);
    const { problems, ...place } = parseLink(written, faults);
    reading = true;
    store.getState().visit(place, problems);
    reading = false;
  };
  const write = (lab: Lab, before: Lab) => {
    const changes = lab.scenario !== before.scenario || lab.compare !== before.compare;
    const pushes = changes && (lab.gesture === null || lab.gesture !== before.gesture);
    // A recording from a file has no address: the page keeps that of what was there before.
    if (reading || waiting || elsewhere() || lab.opened !== null || (lab.pending && !changes)) return;
    if ([lab.scenario, lab.compare].some((each) => each?.edits !== undefined) && !codecIsReady()) {
      void loadEditsCodec().then(() => stopped || write(store.getState(), before));
      return;
    }
    const hash = hashOf(lab);
    if (hash === written) return;
    if (pushes && timer !== undefined) replaceNow();
    written = hash;
    if (pushes) address.history.pushState(null, '', url(hash));
    else {
      clearTimeout(timer);
      timer = setTimeout(replaceNow, SETTLE_MS);
    }
  };

  if (elsewhere()) store.getState().visit(parseLink('', faults), []);
  read();
  const unsubscribe = store.subscribe(write);
  address.addEventListener('popstate', read);
  return () => {
    stopped = true;
    unsubscribe();
    address.removeEventListener('popstate', read);
    clearTimeout(timer);
  };
}

/** The link to what is on screen. */
export function hashOf({ scenario, recording, cursor, tab, compare, observer }: Lab): string {
  const at = cursor <= 1 ? null : (recording?.steps[cursor - 1]?.key ?? null);
  return formatLink({ scenario, at, tab, observer, ...(compare === null ? {} : { compare }) });
}

const normal = (hash: string): string => hash.replace(/^#/, '');
