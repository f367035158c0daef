// Store and address: scenarios make history, steps and tabs don't, and going back goes back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MODES, PROTOCOLS, REVOCATIONS, type Scenario } from '../lab/scenario/scenario.ts';
import type { FaultInfo } from '../store/choice.ts';
import { fakeRecording } from '../store/fakeRecording.testing.ts';
import { createLabStore } from '../store/lab.ts';
import { loadEditsCodec } from './editsLink.ts';
import { type Address, syncLink } from './syncLink.ts';

const FAULTS: FaultInfo[] = [{ id: 'server/expired', modes: MODES, protocols: PROTOCOLS, revocations: REVOCATIONS }];
const record = (scenario: Scenario) =>
  fakeRecording(scenario, scenario.mode === 'mutual' ? ['a', 'm', 'b'] : ['a', 'b']);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the address', () => {
  it('opens its scenario, at its step', async () => {
    const { store } = await page('#mode=mutual&at=b&tab=bytes');
    expect(store.getState()).toMatchObject({ scenario: { mode: 'mutual' }, cursor: 3, tab: 'bytes' });
    expect(store.getState().recording?.scenario.mode).toBe('mutual');
  });

  it('of the default scenario stays bare', async () => {
    const { address, store } = await page('');
    expect(address.entries).toEqual(['/lab/']);
    store.getState().next();
    store.getState().first();
    await settle();
    expect(address.entries).toEqual(['/lab/']);
  });

  it('gets a new entry with each scenario, and none with steps and tabs', async () => {
    const { address, store } = await page('');
    store.getState().next();
    store.getState().setTab('checks');
    await settle();
    expect(address.entries).toEqual(['/lab/#at=b&tab=checks']);
    store.getState().setMode('mutual');
    await settle();
    store.getState().toggleFault('server/expired');
    await settle();
    expect(address.entries).toEqual([
      '/lab/#at=b&tab=checks',
      '/lab/#mode=mutual&at=b&tab=checks',
      '/lab/#mode=mutual&fault=server/expired&at=b&tab=checks',
    ]);
  });

  it('remembers the last step of the entry that is left, however fast', async () => {
    const { address, store } = await page('');
    store.getState().next();
    store.getState().setMode('mutual');
    await settle();
    expect(address.entries[0]).toBe('/lab/#at=b');
  });

  it('is written at most once in a while as one drags', async () => {
    const { address, store } = await page('');
    const before = address.writes();
    for (let i = 0; i < 100; i++) store.getState().seek(1 + (i % 2));
    await settle();
    expect(address.writes() - before).toBeLessThanOrEqual(1);
  });

  it('of another page is left alone, and no part of a scenario', async () => {
    const { address, store } = await page('#/judge');
    expect(store.getState()).toMatchObject({ scenario: { mode: 'one-way' }, linkProblems: [] });
    store.getState().next();
    store.getState().setMode('mutual');
    await settle();
    expect(address.entries).toEqual(['/lab/#/judge']);
  });

  it('leads back and forward', async () => {
    const { address, store } = await page('');
    store.getState().setMode('mutual');
    await settle();
    store.getState().seek(2);
    await settle();
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ scenario: { mode: 'one-way' }, cursor: 1 });
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
    address.go(1);
    await settle();
    expect(store.getState()).toMatchObject({ scenario: { mode: 'mutual' }, cursor: 2 });
    expect(address.entries).toEqual(['/lab/', '/lab/#mode=mutual&at=m']);
  });

  it('holds edits, and one entry for all of a gesture', async () => {
    vi.useRealTimers();
    await loadEditsCodec();
    vi.useFakeTimers();
    const { address, store } = await page('');
    for (const client of [1_000_000_000_000, 1_000_000_001_000, 1_000_000_002_000]) {
      store.getState().setEdits({ clocks: { client } }, 'drag');
      await settle();
    }
    expect(address.entries).toHaveLength(2);
    expect(address.entries[1]).toMatch(/^\/lab\/#edits=[\w-]+$/);
    const again = await page(/#.*/.exec(address.entries[1] ?? '')?.[0] ?? '');
    expect(again.store.getState().scenario.edits).toEqual({ clocks: { client: 1_000_000_002_000 } });
  });

  it('holds the second scenario, as an entry of its own in the history', async () => {
    const { address, store } = await page('');
    store.getState().setCompare({ ...store.getState().scenario, mode: 'mutual' });
    await settle();
    expect(address.entries).toEqual(['/lab/', '/lab/#compare=mode=mutual']);
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ compare: null, other: null });
    address.go(1);
    await settle();
    expect(store.getState()).toMatchObject({ compare: { mode: 'mutual' }, other: { scenario: { mode: 'mutual' } } });
  });

  it('stays as it is while a recording from a file is shown', async () => {
    const { address, store } = await page('#at=b');
    store.getState().openRecording(fakeRecording({ mode: 'mutual' }, ['x', 'y']), 'a.json');
    store.getState().next();
    await settle();
    expect(address.entries).toEqual(['/lab/#at=b']);
    store.getState().closeRecording();
    await settle();
    expect(store.getState()).toMatchObject({ opened: null, scenario: { mode: 'one-way' } });
  });

  it('that is malformed is reported, and what is right in it is used', async () => {
    const { store } = await page('#mode=mutual&tab=nope');
    expect(store.getState().scenario.mode).toBe('mutual');
    expect(store.getState().linkProblems).toMatchObject([{ part: 'tab', given: 'nope' }]);
  });

  it('is left alone once one stops listening', async () => {
    const { address, store, stop } = await page('');
    stop();
    store.getState().setMode('mutual');
    await settle();
    expect(address.entries).toEqual(['/lab/']);
  });
});

describe('what opens over the page', () => {
  it('is one step in the history: Back closes it, Forward opens it again', async () => {
    const { address, store } = await page('#at=b');
    store.getState().setOverlay('help');
    await settle();
    expect(address.entries).toEqual(['/lab/#at=b', '/lab/#at=b']);
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: null, cursor: 2 });
    address.go(1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: 'help', cursor: 2 });
  });

  it('leaves no entry to go back through once it is closed by hand, however often', async () => {
    const { address, store } = await page('');
    for (let i = 0; i < 5; i++) {
      store.getState().setOverlay('help');
      await settle();
      store.getState().setOverlay(null);
      await settle();
    }
    expect(address.at()).toBe(0);
    expect(address.entries).toHaveLength(2);
  });

  it('Back keeps what was chosen in it, and one more Back takes that back', async () => {
    const { address, store } = await page('');
    store.getState().setOverlay('settings');
    await settle();
    store.getState().setMode('mutual');
    await settle();
    store.getState().toggleFault('server/expired');
    await settle();
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'mutual', faults: ['server/expired'] } });
    expect(address.entries).toEqual(['/lab/', '/lab/#mode=mutual&fault=server/expired']);
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'one-way', faults: [] } });
  });

  it('Back at once after a choice writes nothing into the entry below', async () => {
    const { address, store } = await page('');
    store.getState().setOverlay('settings');
    await settle();
    store.getState().setMode('mutual');
    address.go(-1);
    await settle();
    expect(address.entries).toEqual(['/lab/', '/lab/#mode=mutual']);
  });

  it('closed by hand with another scenario chosen in it, that scenario is its entry', async () => {
    const { address, store } = await page('');
    store.getState().setOverlay('settings');
    await settle();
    store.getState().setMode('mutual');
    await settle();
    store.getState().setOverlay(null);
    await settle();
    expect(address.entries).toEqual(['/lab/', '/lab/#mode=mutual']);
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'one-way' } });
    address.go(1);
    await settle();
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'mutual' } });
  });

  it('what is chosen as it closes comes after it, and steps made under it stay', async () => {
    const { address, store } = await page('');
    store.getState().setOverlay('settings');
    await settle();
    store.getState().seek(2);
    store.getState().setOverlay(null);
    store.getState().setCompare({ ...store.getState().scenario, mode: 'mutual' });
    await settle();
    expect(address.entries).toEqual(['/lab/#at=b', '/lab/#at=b&compare=mode=mutual']);
  });

  it('closed by hand, and a link followed before the browser has gone back: the link is what is shown', async () => {
    const { address, store } = await page('');
    store.getState().setOverlay('help');
    await settle();
    store.getState().setOverlay(null);
    // The browser gives up going back.
    vi.clearAllTimers();
    address.follow('#mode=mutual&at=b');
    await settle();
    expect(address.entries.at(-1)).toBe('/lab/#mode=mutual&at=b');
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'mutual' }, cursor: 3 });
  });

  it('closed by hand, and Back at once: the entry before keeps its scenario', async () => {
    const { address, store } = await page('');
    store.getState().setMode('mutual');
    await settle();
    store.getState().setOverlay('help');
    await settle();
    store.getState().setOverlay(null);
    // The browser makes one way of both.
    address.go(-2);
    expect(address.entries[0]).toBe('/lab/');
    expect(store.getState()).toMatchObject({ overlay: null, scenario: { mode: 'one-way' } });
  });

  it('open as the page is loaded anew, it is closed, and what is opened next is one step back', async () => {
    const { address, store, stop } = await page('');
    store.getState().next();
    store.getState().setOverlay('help');
    await settle();
    stop();
    const again = await page('', false, address);
    expect(again.store.getState().overlay).toBeNull();
    again.store.getState().setOverlay('export');
    await settle();
    expect(address.at()).toBe(2);
    address.go(-1);
    await settle();
    expect(again.store.getState().overlay).toBeNull();
    expect(address.at()).toBe(1);
  });

  it('a link to the scenario that is shown closes it, and it can be opened again, however often', async () => {
    const { address, store } = await page('#mode=mutual');
    for (let i = 0; i < 3; i++) {
      store.getState().setOverlay('export');
      await settle();
      address.follow('#mode=mutual');
      expect(store.getState().overlay).toBeNull();
    }
    store.getState().setOverlay('export');
    await settle();
    expect(store.getState().overlay).toBe('export');
  });

  it('a sheet and the drawer are steps too where they cover the page, and only there', async () => {
    const { address, store } = await page('', true);
    store.getState().setSheetOpen(true);
    await settle();
    store.getState().setBreakOpen(true);
    await settle();
    expect(address.entries).toHaveLength(3);
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ breakOpen: false, sheetOpen: true });
    address.go(-1);
    await settle();
    expect(store.getState()).toMatchObject({ breakOpen: false, sheetOpen: false });
    const wide = await page('');
    wide.store.getState().setSheetOpen(true);
    wide.store.getState().setBreakOpen(true);
    await settle();
    expect(wide.address.entries).toHaveLength(1);
  });
});

const settle = () => vi.advanceTimersByTimeAsync(1000);

async function page(hash: string, narrow = false, address = fakeAddress(`/lab/${hash}`)) {
  const store = createLabStore({
    engine: { run: async (scenario) => record(scenario) },
    faults: FAULTS,
    schedule: () => () => {},
    initial: { recording: fakeRecording({}, ['a', 'b']) },
  });
  const stop = syncLink(store, address, FAULTS, () => narrow);
  await settle();
  return { store, address, stop };
}

/** A window's location and history, of one page. */
function fakeAddress(first: string) {
  const entries = [first];
  const states: unknown[] = [null];
  const listeners = new Set<() => void>();
  let at = 0;
  let writes = 0;
  const resolve = (url: string) => (url.startsWith('#') ? `/lab/${url}` : url);
  const address: Address = {
    location: {
      get hash() {
        return /#.+/.exec(entries[at] ?? '')?.[0] ?? '';
      },
      pathname: '/lab/',
      search: '',
    },
    history: {
      get state() {
        return states[at] ?? null;
      },
      pushState: (data, _unused, url) => {
        writes++;
        entries.splice(++at, entries.length, resolve(url));
        states.splice(at, states.length, data);
      },
      replaceState: (data, _unused, url) => {
        writes++;
        entries[at] = resolve(url);
        states[at] = data;
      },
      go: (by) => void setTimeout(() => go(by)),
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  const go = (by: number) => {
    at += by;
    for (const listener of listeners) listener();
  };
  /** As a link does, or somebody who types an address: an entry of which the page knows nothing. */
  const follow = (hash: string) => {
    entries.splice(++at, entries.length, `/lab/${hash}`);
    states.splice(at, states.length, null);
    for (const listener of listeners) listener();
  };
  return { ...address, entries, go, follow, at: () => at, writes: () => writes };
}
