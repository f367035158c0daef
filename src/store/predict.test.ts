// Predict, then reveal: where the player stops and asks, and that nothing beyond is in what views get.
import { describe, expect, it } from 'vitest';
import type { Prediction } from '../exercises/predictions/prediction.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { isCut } from '../lab/recording/untold.ts';
import { REVOCATIONS } from '../lab/scenario/scenario.ts';
import { fakeRecording } from './fakeRecording.testing.ts';
import { createLabStore } from './lab.ts';
import { isAsking, shownLab } from './predict.ts';

const KEYS = ['hello', 'certificate', 'path', 'proof!', 'alert'];
const WHO: Prediction = {
  ...{ id: 'P1@certificate', kind: 'P1', form: 'choice', at: 2, decides: 2, evidence: {} },
  ...{ choices: ['nobody', 'host', 'issuer', 'encrypted'], truth: ['nobody'] },
};
const WHERE: Prediction = {
  ...{ id: 'P3@certificate', kind: 'P3', form: 'flag', at: 2, decides: 4, evidence: {} },
  ...{ choices: ['possession', 'identity.dns'], truth: ['possession'], ring: 'proof', row: 3 },
  rings: [
    { id: 'path', actor: 'client', what: 'path', subject: 'server', row: 2 },
    { id: 'proof', actor: 'client', what: 'signature', subject: 'server', row: 3 },
  ],
};

function lab(predictions: readonly Prediction[] = [WHO, WHERE], keys = KEYS) {
  const whole: Recording = fakeRecording({ faults: ['server/expired'] }, ['made!', ...keys]);
  const recording = {
    ...whole,
    steps: whole.steps.map((step, i) => (i === 0 ? { ...step, phase: 'issuance' as const } : step)),
  };
  const waiting: (() => void)[] = [];
  const store = createLabStore({
    engine: { run: () => Promise.resolve(recording) },
    faults: [{ id: 'server/expired', modes: ['one-way'], protocols: ['tls1.2-rsa'], revocations: REVOCATIONS }],
    schedule: (_, run) => {
      waiting.push(run);
      return () => void waiting.splice(waiting.indexOf(run), 1);
    },
    initial: { recording, scenario: recording.scenario, cursor: 3 },
  });
  store.getState().setPredict(true);
  store.getState().setPredictions(recording, predictions);
  const tick = () => waiting.shift()?.();
  return { store, recording, tick, now: store.getState, seen: () => shownLab(store.getState()) };
}

describe('While predict is on', () => {
  it('a run begins at its first hello, and what views get ends at the live edge and names nothing that is broken', () => {
    const { seen, now } = lab();
    expect(now().cursor).toBe(1);
    expect(seen().recording?.steps.map(({ key }) => key)).toEqual(['hello']);
    expect(seen().recording?.events).toHaveLength(2);
    expect(seen().recording?.scenario.faults).toEqual([]);
    expect(seen().scenario.faults).toEqual([]);
    expect(seen().recording && isCut(seen().recording as Recording)).toBe(true);
    expect(now().scenario.faults).toEqual(['server/expired']);
  });

  it('no edit takes the place of those that are hidden', () => {
    const { now } = lab();
    const before = now().scenario;
    now().setEdits({ clocks: { client: 0 } });
    expect(now().scenario).toBe(before);
    now().setPredict(false);
    now().setEdits({ clocks: { client: 0 } });
    expect(now().scenario.edits).toEqual({ clocks: { client: 0 } });
  });

  it('what views get is the same object as long as nothing has changed', () => {
    const { seen, now } = lab();
    const before = seen();
    now().setTab('checks');
    expect(seen().recording).toBe(before.recording);
    expect(seen().scenario).toBe(before.scenario);
  });

  it('neither seeking nor the last step nor a link leads beyond the live edge', () => {
    const { now } = lab();
    now().seek(4);
    expect(now().cursor).toBe(1);
    now().last();
    expect(now().cursor).toBe(1);
  });

  it('the player stops at a question, and goes on only when it is answered or skipped', () => {
    const { now, tick } = lab();
    now().play();
    tick();
    expect(now()).toMatchObject({ cursor: 2, playing: false });
    expect(now().predict?.open).toEqual({ id: 'P1@certificate', answered: false });
    now().next();
    now().play();
    expect(now()).toMatchObject({ cursor: 2, playing: false });
    now().back();
    expect(now().cursor).toBe(1);
    now().skipPrediction();
    expect(now().cursor).toBe(2);
    expect(now().predict?.open?.id).toBe('P3@certificate');
    now().skipPrediction();
    now().next();
    expect(now().cursor).toBe(3);
    expect(now().predicted).toEqual([]);
  });

  it('says what an answer lacks, and takes it when it is whole', () => {
    const { now } = lab();
    now().next();
    now().submitPrediction(false);
    expect(now().predict?.lacks).toBe('choice');
    now().chooseAnswer('host');
    expect(now().predict?.lacks).toBeNull();
    now().submitPrediction(false);
    expect(now().predict?.open).toEqual({ id: 'P1@certificate', answered: true });
    expect(now().predicted).toMatchObject([{ kind: 'P1', concept: 'possession', chosen: ['host'], right: false }]);
  });

  it('plays from an answer to the step that shows what is true, and stops there', () => {
    const { now, tick } = lab([WHERE]);
    now().next();
    now().setFlag('path');
    now().chooseAnswer('possession');
    now().submitPrediction(false);
    expect(now()).toMatchObject({ playing: true, cursor: 2 });
    tick();
    tick();
    expect(now()).toMatchObject({ playing: false, cursor: 4 });
    expect(now().predict?.open).toEqual({ id: 'P3@certificate', answered: true });
    expect(now().predicted.map(({ kind, right }) => [kind, right])).toEqual([
      ['P3', false],
      ['P4', true],
    ]);
  });

  it('shows the answer at once where motion is not wanted', () => {
    const { now } = lab([WHERE]);
    now().next();
    now().setFlag(null);
    now().submitPrediction(true);
    expect(now()).toMatchObject({ cursor: 4, playing: false });
    expect(now().predicted.map(({ kind }) => kind)).toEqual(['P3']);
  });

  it('asks what comes on the way before it shows what an earlier answer waits for', () => {
    const later: Prediction = { ...WHO, id: 'P8@path', kind: 'P8', at: 3, decides: 3 };
    const { now } = lab([WHERE, later]);
    now().next();
    now().setFlag('proof');
    now().chooseAnswer('possession');
    now().submitPrediction(true);
    expect(now().predict?.open).toEqual({ id: 'P8@path', answered: false });
    now().skipPrediction();
    now().next();
    expect(now().predict?.open).toEqual({ id: 'P3@certificate', answered: true });
  });

  it('reveals at the end what is broken, and what came before the first hello', () => {
    const { now, seen, recording } = lab([]);
    for (const _ of KEYS) now().next();
    expect(now().predict?.revealed).toBe(true);
    expect(seen().recording).toBe(recording);
    expect(now().cursor).toBe(6);
    expect(seen().scenario.faults).toEqual(['server/expired']);
  });

  it('reveals it before the end where that is asked for, at the same step', () => {
    const { now, recording } = lab([WHO]);
    now().next();
    now().reveal();
    expect(now()).toMatchObject({ recording, cursor: 3 });
    expect(isAsking(now())).toBe(false);
    now().last();
    expect(now().cursor).toBe(6);
  });

  it('nothing that tells all can be opened: files, the CA’s books, two runs side by side', () => {
    const { now } = lab();
    now().setOverlay('export');
    now().setOverlay('ca');
    now().setCompare(now().scenario);
    expect(now()).toMatchObject({ overlay: null, compare: null });
    now().setPredict(false);
    now().setOverlay('export');
    expect(now().overlay).toBe('export');
  });

  it('is left with all that there is, at the same step', () => {
    const { now, recording } = lab([]);
    now().next();
    now().setPredict(false);
    expect(now()).toMatchObject({ recording, cursor: 3, predict: null });
  });

  it('begins anew with another run', async () => {
    const { now } = lab([]);
    now().next();
    now().clearFaults();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(now().predict).toMatchObject({ edge: 1, predictions: null, revealed: false });
    expect(now().cursor).toBe(1);
  });
});
