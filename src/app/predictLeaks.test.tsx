// While predictions are asked, the page tells nothing of what comes or of what is broken. Addresses are looked at for every
// fault in every protocol and mode, at each question before the failure; pages are drawn for a part of them, without a
// browser: text, accessible names and attributes are all there.
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { predictionsOf } from '../exercises/predictions/index.ts';
import { FAULTY_SCENARIOS, runsOfScenario } from '../exercises/predictions/runs.testing.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { loadApplicationWords } from '../lessons/applicationWords.ts';
import { FAULT_WORDS, faultTitleLong } from '../lessons/faults.ts';
import { NEVER_HAPPENS } from '../lessons/phases.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import { createLabStore, type LabStore } from '../store/lab.ts';
import { isAsking, openPrediction, shownLab } from '../store/predict.ts';
import type { Lab } from '../store/state.ts';
import PredictionDock from '../ui/predict/Prediction.tsx';
import Rings from '../ui/predict/Rings.tsx';
import { LabProvider } from '../ui/useLab.tsx';
import { Pages } from './Pages.tsx';
import { hashOf } from './syncLink.ts';

await loadTls13Words();
await loadApplicationWords();

type Case = (typeof FAULTY_SCENARIOS)[number];

function storeOf({ scenario }: Case): LabStore {
  const runs = runsOfScenario(scenario);
  const store = createLabStore({
    engine: { run: () => Promise.resolve(runs.run) },
    faults: FAULTS,
    schedule: () => () => {},
    initial: { recording: runs.run, scenario },
  });
  store.getState().setPredict(true);
  store.getState().setPredictions(runs.run, predictionsOf(runs));
  return store;
}

/** Every moment at which a question waits, up to the answer that shows where it fails. */
function* questions(store: LabStore): Generator<Lab> {
  const now = store.getState;
  for (let steps = 0; steps < 500 && now().predict?.revealed === false; steps++) {
    const lab = now();
    if (isAsking(lab)) {
      if (openPrediction(lab)?.kind === 'P5') return;
      yield lab;
      now().skipPrediction();
    } else now().next();
  }
}

/** On a server, a store is drawn as it was at its beginning. */
function drawn(lab: Lab): string {
  const store = createLabStore({
    engine: { run: () => Promise.reject(new Error('not asked')) },
    faults: FAULTS,
    schedule: () => () => {},
    initial: lab,
  });
  const page = renderToString(<Pages store={store} linkOf={(now) => hashOf(now)} />);
  const asked = renderToString(
    <LabProvider store={store}>
      <Rings />
      <PredictionDock />
    </LabProvider>,
  );
  return page + asked;
}

describe('Before the answer', () => {
  it('page and address name neither the fault nor what comes of it', () => {
    let looked = 0;
    for (const [i, each] of FAULTY_SCENARIOS.entries()) {
      const store = storeOf(each);
      for (const lab of questions(store)) {
        const { kind } = openPrediction(lab) ?? {};
        const where = `${each.name} ${kind}`;
        const hash = hashOf(lab);
        expect(hash, where).toContain('predict=1');
        expect(hash, where).not.toMatch(/fault=|tamper=|edits=/);
        // To draw a page takes long: of some, at the question that all runs have, where it fails.
        if (kind !== 'P3' || i % 12 !== 0) continue;
        looked++;
        const html = drawn(lab);
        const secrets = [
          NEVER_HAPPENS.title,
          'Show the failure',
          ...(each.fault === null
            ? []
            : [
                each.fault,
                faultTitleLong(each.fault),
                FAULT_WORDS[each.fault].story,
                FAULT_WORDS[each.fault].question,
              ]),
        ];
        for (const secret of secrets) expect(html.includes(secret), `${where} shows “${secret}”`).toBe(false);
        expect(html, where).not.toMatch(/data-tone="fail"|data-result="fail"|Refused|refuses the|fails here/);
        expect(html, where).not.toMatch(/Step \d+ of \d+|step \d+ of \d+/);
        expect(html, where).toContain('1 fault, hidden'.slice(0, each.fault === null ? 0 : undefined));
        if (each.fault === null) expect(html).not.toContain(', hidden');
      }
    }
    expect(looked).toBeGreaterThan(20);
  });
});

describe('The views’ recording', () => {
  it('is at each step what a run is that has gone no further: its end is not in it', () => {
    for (const each of FAULTY_SCENARIOS.filter((_, i) => i % 7 === 0)) {
      const store = storeOf(each);
      const { whole } = store.getState().predict ?? {};
      for (let steps = 0; steps < 500 && store.getState().predict?.revealed === false; steps++) {
        const { recording } = shownLab(store.getState());
        const { predict } = store.getState();
        const last = recording?.steps.at(-1);
        if (predict !== null && recording !== null && predict.edge < (store.getState().recording?.steps.length ?? 0)) {
          expect(recording.events).toHaveLength(last?.until ?? 0);
          expect(recording.steps).toHaveLength(predict.edge);
          expect(recording.prevented).toEqual([]);
          expect(recording.keyLog).toBe('');
          expect(recording.outcome.client.error ?? recording.outcome.server.error).toBeNull();
          expect(recording.scenario.faults).toEqual([]);
          expect(Object.keys(recording.certificates).every((id) => whole?.certificates[id] !== undefined)).toBe(true);
        }
        if (isAsking(store.getState())) store.getState().skipPrediction();
        else store.getState().next();
      }
      expect(store.getState().predict?.revealed).toBe(true);
    }
  });
});
