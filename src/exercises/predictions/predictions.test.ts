// What is true of each prediction, held against what the standards say must follow (lab/faults/*.testing.ts) and against
// facts of the recording that the predictions do not read.
import { describe, expect, it } from 'vitest';
import { followsFrom } from '../../lab/faults/expected.testing.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { withoutPreparation } from '../../lab/recording/untold.ts';
import { viewOf } from '../../lab/recording/view.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  REVOCATIONS,
  type Scenario,
} from '../../lab/scenario/scenario.ts';
import { inAnotherProtocol } from './another.ts';
import { predictionsOf } from './index.ts';
import {
  type ChoicePrediction,
  type FlagPrediction,
  grade,
  missing,
  PREDICTION_KINDS,
  type Prediction,
} from './prediction.ts';
import { FAULTY_SCENARIOS, recordingOf, runsOfScenario } from './runs.testing.ts';

const asked = (scenario: Scenario): readonly Prediction[] => predictionsOf(runsOfScenario(scenario));
const CASES = FAULTY_SCENARIOS.map((each) => ({
  ...each,
  run: withoutPreparation(recordingOf(each.scenario)),
  predictions: asked(each.scenario),
}));
const SETTINGS = PROTOCOLS.flatMap((protocol) =>
  MODES.flatMap((mode) =>
    REVOCATIONS.map((revocation) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode, revocation })),
  ),
).map((scenario) => ({ scenario, run: withoutPreparation(recordingOf(scenario)), predictions: asked(scenario) }));
const ALL = [...CASES, ...SETTINGS];

const flagOf = (predictions: readonly Prediction[]) =>
  predictions.find((each): each is FlagPrediction => each.form === 'flag');
const choiceOf = (predictions: readonly Prediction[], kind: Prediction['kind']) =>
  predictions.find((each): each is ChoicePrediction => each.kind === kind && each.form !== 'flag');

describe('The predictions of a run', () => {
  it('are at most four, in order, each answered by a step that comes no earlier than the question', () => {
    for (const { run, predictions } of ALL) {
      expect(predictions.length).toBeLessThanOrEqual(4);
      expect(new Set(predictions.map(({ id }) => id)).size).toBe(predictions.length);
      for (const { at, decides, id } of predictions) {
        expect(at, id).toBeGreaterThanOrEqual(1);
        expect(decides, id).toBeGreaterThanOrEqual(at);
        expect(decides, id).toBeLessThanOrEqual(run.steps.length);
      }
      expect(predictions.map(({ at }) => at)).toEqual(predictions.map(({ at }) => at).sort((a, b) => a - b));
    }
  });

  it('are of every kind, over all scenarios', () => {
    const kinds = new Set(ALL.flatMap(({ predictions }) => predictions.map(({ kind }) => kind)));
    expect(PREDICTION_KINDS.filter((kind) => kind !== 'P4' && !kinds.has(kind))).toEqual([]);
  });

  it('have a true choice, and but for ticks no second one', () => {
    for (const { predictions } of ALL) {
      for (const prediction of predictions) {
        const { choices, truth, id } = prediction;
        expect(new Set(choices).size, id).toBe(4);
        expect(choices, id).toEqual(expect.arrayContaining([...truth]));
        if (prediction.form === 'flag') expect(truth.length, id).toBe(prediction.ring === null ? 0 : 1);
        else if (prediction.form === 'choice') expect(truth.length, id).toBe(1);
        else expect(truth.length, id).toBeGreaterThan(0);
        if (prediction.form === 'ticks') expect(truth.length, id).toBeLessThan(4);
      }
    }
  });

  it('stand at the same steps with the same choices and rings whatever is broken, as far as a run goes the same way', () => {
    for (const { name, scenario, run, predictions } of CASES) {
      const honest = asked({ ...scenario, faults: [] });
      const before = honestKeys(scenario);
      for (const prediction of predictions.filter(({ kind }) => !['P5', 'P11', 'P12', 'P13', 'P14'].includes(kind))) {
        const sameWay = run.steps.slice(0, prediction.at + 1).every(({ key }, i) => key === before[i]);
        const twin = honest.find(({ id }) => id === prediction.id);
        if (sameWay) expect(twin?.at, `${name} ${prediction.id}`).toBe(prediction.at);
        if (prediction.form === 'flag') {
          const other = flagOf(honest);
          expect(prediction.rings.map(({ id }) => id)).toEqual(other?.rings.map(({ id }) => id));
        } else if (sameWay && twin !== undefined) expect(prediction.choices, name).toEqual(twin.choices);
      }
      // Nor is one left out.
      for (const twin of honest) {
        const sameWay =
          run.steps.length > twin.at && run.steps.slice(0, twin.at + 1).every(({ key }, i) => key === before[i]);
        if (sameWay && twin.kind !== 'P8')
          expect(
            predictions.map(({ id }) => id),
            name,
          ).toContain(twin.id);
      }
    }
  });
});

const honestKeys = (scenario: Scenario): string[] =>
  withoutPreparation(recordingOf({ ...scenario, faults: [] })).steps.map(({ key }) => key);

describe('Where it fails, and at which check (P3, P4)', () => {
  const flagged = CASES.flatMap((each) => {
    const flag = flagOf(each.predictions);
    return flag === undefined ? [] : [{ ...each, flag }];
  });

  it('is what the standards say must follow from the fault', () => {
    expect(flagged.length).toBeGreaterThan(250);
    for (const { name, fault, scenario, flag } of flagged) {
      const refusal = fault === null ? null : (followsFrom(fault, scenario.protocol, scenario.mode) ?? null);
      expect(flag.truth, name).toEqual(refusal === null ? [] : [refusal.check]);
      expect(flag.rings.find(({ id }) => id === flag.ring)?.actor, name).toBe(
        refusal === null ? undefined : refusal.by,
      );
    }
  });

  it('is asked in each run that comes as far as the client’s first look at the certificates', () => {
    for (const { name, run, predictions } of CASES) {
      const looks = run.steps.some(({ key }) => key === 'client:path.validate');
      expect(flagOf(predictions) !== undefined, name).toBe(looks);
    }
  });

  it('has a row for each ring, and the row of the failure is that of its step', () => {
    for (const { name, flag, run } of flagged) {
      expect(
        flag.rings.every(({ row }) => row >= 0),
        name,
      ).toBe(true);
      expect(flag.rings.map(({ row }) => row)).toEqual(flag.rings.map(({ row }) => row).sort((a, b) => a - b));
      if (flag.row !== null) expect(run.steps[flag.decides - 1]?.key).not.toBe(run.steps[flag.at - 1]?.key);
    }
  });

  it('measures how many rows the flag stands too early or too late', () => {
    const stolen = flagged.find(({ name }) => name === 'tls1.3 mutual server/stolen-certificate');
    const { flag } = stolen ?? {};
    if (flag === undefined) throw new Error('not asked');
    const [path, revocation, signature] = flag.rings;
    expect(grade(flag, { flag: path?.id ?? '', chosen: ['signature.verify'] })).toEqual({
      right: false,
      // path, question to the responder, look-up, answer, decision: the signature is the fifth row behind the first.
      distance: -5,
      place: false,
      choice: false,
    });
    expect(grade(flag, { flag: revocation?.id ?? '', chosen: ['possession'] })).toMatchObject({
      distance: -1,
      choice: true,
    });
    expect(grade(flag, { flag: signature?.id ?? '', chosen: ['possession'] })).toMatchObject({
      right: true,
      distance: 0,
    });
    expect(grade(flag, { flag: null, chosen: [] })).toMatchObject({ right: false, distance: null });
  });

  it('takes “nowhere” for an answer without a check, and nothing else', () => {
    for (const { flag } of flagged) {
      expect(missing(flag, { flag: null, chosen: [] })).toBeNull();
      expect(missing(flag, { flag: flag.rings[0]?.id ?? '', chosen: [] })).toBe('choice');
      expect(missing(flag, { chosen: [...flag.choices] })).toBe('flag');
      expect(grade(flag, { flag: null, chosen: [] }).right).toBe(flag.truth.length === 0);
    }
  });

  it('offers where nothing fails four checks that it offers elsewhere, where one of them fails', () => {
    const sets = (which: readonly (typeof flagged)[number][]) => new Set(which.map(({ flag }) => flag.choices.join()));
    // The same settings with something that fails there: nearly all faults are run where revocation is asked.
    const unasked = PROTOCOLS.flatMap((protocol) => {
      const change = { protocol, mode: 'mutual', revocation: 'off', faults: ['client/missing-intermediate'] } as const;
      return flagOf(asked(normalizeScenario({ ...DEFAULT_SCENARIO, ...change })))?.choices.join() ?? [];
    });
    const failing = new Set([...sets(flagged.filter(({ flag }) => flag.truth.length > 0)), ...unasked]);
    for (const set of sets(flagged.filter(({ flag }) => flag.truth.length === 0))) expect(failing).toContain(set);
  });
});

describe('What is true of the other predictions', () => {
  it('is the alert that the standards name (P5)', () => {
    let found = 0;
    for (const { name, fault, scenario, predictions } of CASES) {
      const told = choiceOf(predictions, 'P5');
      const refusal = fault === null ? null : (followsFrom(fault, scenario.protocol, scenario.mode) ?? null);
      if (told === undefined) continue;
      found++;
      expect(told.truth, name).toEqual([`alert:${refusal?.alert}`]);
    }
    expect(found).toBeGreaterThan(200);
  });

  it('is asked of every refusal, unless something else has come to pass (P5)', () => {
    for (const { name, fault, scenario, predictions } of CASES) {
      const refusal = fault === null ? null : followsFrom(fault, scenario.protocol, scenario.mode);
      const others = predictions.some(({ kind }) => ['P11', 'P12', 'P13', 'P14'].includes(kind));
      if (refusal && !others) expect(choiceOf(predictions, 'P5'), name).toBeDefined();
    }
  });

  it('is that nobody is known from a certificate alone (P1)', () => {
    for (const { predictions } of ALL) {
      const whom = choiceOf(predictions, 'P1');
      if (whom) expect(whom.truth).toEqual(['nobody']);
    }
  });

  it('is what the setting of revocation says (P2)', () => {
    const wanted = { off: 'nobody', stapled: 'nobody', ocsp: 'status', crl: 'list' } as const;
    for (const { scenario, predictions } of ALL) {
      const who = choiceOf(predictions, 'P2');
      if (who) expect(who.truth).toEqual([wanted[scenario.revocation]]);
    }
  });

  it('is that the private key of the certificate opens the premaster secret (P6)', () => {
    for (const { name, fault, predictions } of CASES) {
      const who = choiceOf(predictions, 'P6');
      if (who === undefined) continue;
      const isAttackers = fault === 'wire/mitm-trusted';
      const isForeign = fault === 'server/stolen-certificate';
      expect(who.truth, name).toEqual(['client', ...(isAttackers ? ['wire'] : isForeign ? [] : ['server'])]);
    }
  });

  it('is an empty Certificate where no CA of the list fits (P7; RFC 5246 7.4.6, RFC 9846 4.5.1)', () => {
    const all = ALL.flatMap(({ predictions }) => choiceOf(predictions, 'P7') ?? []);
    expect(all.length).toBeGreaterThan(5);
    for (const { truth } of all) expect(truth).toEqual(['empty']);
  });

  it('is what the view of an eavesdropper shows (P8)', () => {
    let found = 0;
    for (const { scenario, run, predictions } of ALL) {
      const name = choiceOf(predictions, 'P8');
      if (name === undefined) continue;
      found++;
      const heard = viewOf(run, 'eavesdropper', run.steps[name.at - 1]?.until ?? 0).events[
        run.steps[name.at - 1]?.event ?? -1
      ];
      const isSealed = heard?.kind === 'sent' && heard.message.details.veil === 'sealed';
      expect(name.truth).toEqual([isSealed ? 'sealed' : 'clear']);
      expect(isSealed).toBe(scenario.protocol === 'tls1.3');
    }
    expect(found).toBeGreaterThan(5);
  });

  it('is the handshake so far that is signed (P9), and that a TLS 1.3 client is connected with its Finished (P10)', () => {
    for (const { predictions } of ALL) {
      const [signed, finished] = [choiceOf(predictions, 'P9'), choiceOf(predictions, 'P10')];
      if (signed) expect(signed.truth).toEqual(['handshake']);
      if (finished) expect(finished.truth).toEqual(['connected']);
    }
  });

  it('is an HTTP answer to who may not, and asked of nobody else (P11)', () => {
    for (const { name, fault, predictions } of CASES) {
      const what = choiceOf(predictions, 'P11');
      expect(what !== undefined, name).toBe(fault === 'client/not-allowed');
      if (what) expect(what.truth).toEqual(['http']);
    }
  });

  it('is that mutual TLS keeps the answer from a trusted attacker, and never the request (P12)', () => {
    for (const { name, fault, scenario, predictions } of CASES) {
      const what = choiceOf(predictions, 'P12');
      // In TLS 1.2 the server looks at the client's proof before the client is connected, so nothing is sent.
      const comesSoFar = scenario.mode === 'one-way' || scenario.protocol === 'tls1.3';
      expect(what !== undefined, name).toBe(fault === 'wire/mitm-trusted' && comesSoFar);
      if (what)
        expect(what.truth, name).toEqual(scenario.mode === 'mutual' ? ['request'] : ['request', 'answer', 'account']);
    }
  });

  it('is that a stolen key opens what was encrypted to it, and nothing else (P13)', () => {
    for (const { name, fault, scenario, predictions } of CASES) {
      const what = choiceOf(predictions, 'P13');
      expect(what !== undefined, name).toBe(fault === 'wire/server-key-leaks');
      if (what) expect(what.truth, name).toEqual([scenario.protocol === 'tls1.2-rsa' ? 'all' : 'none']);
    }
  });

  it('is that only soft-fail goes on without an answer, revoked or not (P14)', () => {
    const silent = FAULTY_SCENARIOS.filter(({ fault }) => fault === 'ca/ocsp-unreachable');
    for (const { name, scenario } of silent) {
      for (const revocationPolicy of ['hard', 'soft'] as const) {
        const both = normalizeScenario({
          ...scenario,
          revocationPolicy,
          faults: ['server/revoked', 'ca/ocsp-unreachable'],
        });
        for (const each of [{ ...scenario, revocationPolicy }, both]) {
          expect(choiceOf(asked(each), 'P14')?.truth, `${name} ${revocationPolicy}`).toEqual(['softOnly']);
        }
      }
    }
    const kinds = CASES.filter(({ predictions }) => choiceOf(predictions, 'P14')).map(({ fault }) => fault);
    expect(new Set(kinds)).toEqual(new Set(['ca/ocsp-unreachable']));
  });
});

describe('The evidence of a prediction', () => {
  it('is a row of the run that has been reached when the answer is', () => {
    for (const { name, run, predictions } of ALL as readonly {
      name?: string;
      run: Recording;
      predictions: readonly Prediction[];
    }[]) {
      for (const { id, form, evidence, truth, kind, decides } of predictions) {
        const until = run.steps[decides - 1]?.until ?? 0;
        for (const event of Object.values(evidence)) expect(run.events[event]?.id, `${name} ${id}`).toBe(event);
        // Of the true choice there is some, but for P2 and P7, which are about other runs.
        if (kind === 'P2' || kind === 'P7' || (form === 'flag' && truth.length === 0)) continue;
        for (const choice of truth) {
          if (kind !== 'P6') expect(evidence[choice] ?? Number.NaN, `${name} ${id} ${choice}`).toBeLessThan(until);
        }
      }
    }
  });
});

describe('The same question in another protocol', () => {
  it('is asked there, with the same faults and in the same mode', () => {
    let seen = 0;
    for (const { name, scenario, predictions } of CASES) {
      for (const { kind } of predictions) {
        const other = inAnotherProtocol(kind, scenario);
        if (other === null) continue;
        seen++;
        expect(other.protocol, name).not.toBe(scenario.protocol);
        expect([other.faults, other.mode], name).toEqual([scenario.faults, scenario.mode]);
        expect(
          asked(other).map((each) => each.kind),
          `${name} ${kind} in ${other.protocol} ${other.revocation}`,
        ).toContain(kind);
      }
    }
    expect(seen).toBeGreaterThan(300);
  });

  it('is not offered where something was done by hand to this run', () => {
    const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3' });
    expect(inAnotherProtocol('P3', scenario)?.protocol).toBe('tls1.2-ecdhe');
    const tampering = [{ message: 'server:Certificate', offset: 20, value: 1 }];
    expect(inAnotherProtocol('P3', { ...scenario, tampering })).toBeNull();
  });
});
