// Where the player stops, and for how long: what is folded is one stop, and playing waits for reading or for what decides.
import { describe, expect, it } from 'vitest';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { createLabStore } from './lab.ts';
import { isKeyStep, lastOfIssuance } from './place.ts';
import { START_MS, STEP_MS, type WordsAt } from './playback.ts';

const oneWay = runScenario(DEFAULT_SCENARIO);
const mutual = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual' });
const LAST = lastOfIssuance(oneWay);

/** A page whose time passes when the test says so. */
function page(wordsAt: WordsAt = () => 0) {
  let due: { ms: number; run: () => void } | null = null;
  const store = createLabStore({
    engine: { run: (scenario: Scenario) => Promise.resolve(scenario.mode === 'mutual' ? mutual : oneWay) },
    faults: [],
    schedule: (ms, run) => {
      due = { ms, run };
      return () => {
        due = null;
      };
    },
    wordsAt,
    initial: { recording: oneWay },
  });
  /** The time until the next step, which then comes. */
  const tick = (): number | null => {
    const next = due;
    due = null;
    next?.run();
    return next?.ms ?? null;
  };
  return { store, tick, lab: () => store.getState() };
}

describe('The steps before the handshake', () => {
  it('are all those of the first phase', () => {
    expect(oneWay.steps[LAST - 1]?.phase).toBe('issuance');
    expect(oneWay.steps[LAST]?.key).toBe('client:ClientHello');
  });

  it('are one stop while they are folded, on the way there and back', () => {
    const { lab } = page();
    lab().next();
    expect(lab().cursor).toBe(LAST + 1);
    lab().back();
    expect(lab().cursor).toBe(1);
    lab().last();
    lab().first();
    expect([lab().cursor, lab().issuanceOpen]).toEqual([1, false]);
  });

  it('are opened by whoever asks for one of them, and then are a stop each', () => {
    const { lab } = page();
    lab().seek(3);
    expect([lab().cursor, lab().issuanceOpen]).toEqual([3, true]);
    lab().next();
    expect(lab().cursor).toBe(4);
    lab().setIssuanceOpen(false);
    expect(lab().cursor).toBe(1);
  });

  it('are opened by a link to one of them, and not by one to the first', () => {
    const { lab } = page();
    const visit = (step: number) =>
      lab().visit({ scenario: DEFAULT_SCENARIO, at: oneWay.steps[step - 1]?.key ?? null, tab: 'explain' }, []);
    visit(1);
    expect([lab().cursor, lab().issuanceOpen]).toEqual([1, false]);
    visit(2);
    expect([lab().cursor, lab().issuanceOpen]).toEqual([2, true]);
  });
});

describe('Playing', () => {
  it('stays at a step as long as its words take to read, and never shorter than the even pace', () => {
    const { lab, tick } = page((_, { number }) => (number === LAST + 1 ? 44 : 1));
    lab().play();
    expect(tick()).toBe(START_MS);
    expect(lab().cursor).toBe(LAST + 1);
    // 220 words a minute.
    expect(tick()).toBeCloseTo(12_000);
    expect(tick()).toBe(STEP_MS);
    lab().setSpeed(4);
    expect(tick()).toBe(STEP_MS / 4);
  });

  it('goes on in even time where that is chosen', () => {
    const { lab, tick } = page(() => 500);
    lab().setPace('steady');
    lab().play();
    tick();
    expect(tick()).toBe(STEP_MS);
  });

  it('stops at the next step at which somebody believes something new, or something fails', () => {
    const { lab, tick } = page();
    lab().setPace('key');
    const stops: number[] = [];
    while (lab().cursor < oneWay.steps.length) {
      lab().play();
      while (lab().playing) tick();
      stops.push(lab().cursor);
    }
    const believed = oneWay.steps.filter(
      ({ until }, i) =>
        i >= LAST && oneWay.events.slice(oneWay.steps[i - 1]?.until, until).some(({ kind }) => kind === 'belief'),
    );
    expect(stops).toEqual([...new Set([...believed.map(({ number }) => number), oneWay.steps.length])]);
    expect(stops.every((number) => isKeyStep(oneWay, number))).toBe(true);
    expect(stops.length).toBeLessThan(oneWay.steps.length - LAST);
  });
});

describe('What mutual TLS adds', () => {
  it('is marked after the change from one-way, and until the next change', async () => {
    const { lab } = page();
    expect(lab().fresh.size).toBe(0);
    lab().setMode('mutual');
    await expect.poll(() => lab().recording).toBe(mutual);
    expect(lab().fresh).toContain('server:CertificateRequest');
    expect(lab().fresh).toContain('client:CertificateVerify');
    expect(lab().fresh).not.toContain('server:Certificate');
    lab().setMode('one-way');
    await expect.poll(() => lab().recording).toBe(oneWay);
    expect(lab().fresh.size).toBe(0);
  });
});
