// What missions say: in the house style, whatever run it is said of.
import { describe, expect, it } from 'vitest';
import { changed, handIn, mission, runOnce, scenarioOf } from '../exercises/missions/handIn.testing.ts';
import { MISSIONS } from '../exercises/missions/list.ts';
import { GOAL_PARTS, type MissionId, NEAR_MISSES } from '../exercises/missions/mission.ts';
import { type MissionFacts, missionFacts } from '../exercises/missions/missionFacts.ts';
import { PROTOCOLS } from '../lab/scenario/scenario.ts';
import { GOAL_PART_WORDS } from './missionGoals.ts';
import { hintCount, missionHint } from './missionHints.ts';
import { nearMissText } from './missionNearMisses.ts';
import { doneText, successText, variantText } from './missionSuccess.ts';
import { plainProblems, styleProblems } from './style.ts';

/** Runs of all kinds: words must not show that something of a run is not there. */
const SOME = await Promise.all(
  [
    ...PROTOCOLS.flatMap((protocol) => (['one-way', 'mutual'] as const).map((mode) => scenarioOf({ protocol, mode }))),
    ...(
      ['server/tampered', 'client/expired', 'wire/drop-message', 'ca/ocsp-stale', 'wire/server-key-leaks'] as const
    ).map((id) => scenarioOf({ mode: 'mutual', protocol: 'tls1.3', faults: [id] })),
  ].map(async (scenario) => missionFacts(await runOnce(scenario))),
);
const ownFacts = async (id: MissionId): Promise<MissionFacts> => missionFacts(await runOnce(changed(id)));

const problems = (text: string) => [...styleProblems('sentence', text), ...plainProblems(text)];

describe('What a mission says', () => {
  it.each(NEAR_MISSES)('of a near-miss is one or two sentences, of any run: %s', (id) => {
    for (const facts of SOME) expect(problems(nearMissText(id, facts))).toEqual([]);
  });

  it('of near-misses is never the same of two in one run', () => {
    for (const facts of SOME) {
      const texts = NEAR_MISSES.filter((id) => !/fault-off|cost|status$/.test(id)).map((id) => nearMissText(id, facts));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it.each(MISSIONS)('after success is sentences: $id', async ({ id }) => {
    for (const facts of [...SOME, await ownFacts(id)]) expect(problems(successText(id, facts))).toEqual([]);
  });

  it('of its parts is a few words', () => {
    expect(Object.keys(GOAL_PART_WORDS)).toEqual([...GOAL_PARTS]);
    for (const text of Object.values(GOAL_PART_WORDS)) expect(styleProblems('title', text)).toEqual([]);
  });

  it('of the result counts edits', () => {
    expect(doneText({ cost: 1, par: 1 })).toBe('Done in 1 edit, par 1');
    expect(doneText({ cost: 2, par: 1 })).toBe('Done in 2 edits, par 1');
    expect(doneText({ cost: 0, par: null })).toBe('Done');
    expect(variantText(mission(2))).toBe('Same idea in TLS 1.2');
    expect(variantText(mission(11))).toBe('Same idea in mutual TLS');
    expect(variantText(mission(14))).toBeNull();
  });
});

describe('The hints', () => {
  it.each(MISSIONS)('are of this run: each names a row that it has: $id', async ({ id }) => {
    const facts = await ownFacts(id);
    expect(hintCount(id)).toBeGreaterThanOrEqual(2);
    for (let n = 1; n <= hintCount(id); n++) {
      const hint = missionHint(id, n, facts);
      expect(problems(hint?.text ?? '')).toEqual([]);
      // An alert comes with the first run that is refused.
      if (id !== 15) expect(hint?.row, `hint ${n}`).toBeGreaterThan(0);
    }
    expect(missionHint(id, hintCount(id) + 1, facts)).toBeNull();
  });

  it.each(MISSIONS)('say no word that names the answer: $id', async ({ id }) => {
    const facts = await ownFacts(id);
    const texts = Array.from({ length: hintCount(id) }, (_, i) => missionHint(id, i + 1, facts)?.text ?? '').join(' ');
    expect(texts).not.toMatch(ANSWERS[id] ?? /\bsolution\b/i);
  });

  it('can be given of any run', () => {
    for (const facts of SOME) {
      for (const { id } of MISSIONS) {
        for (let n = 1; n <= hintCount(id); n++) expect(problems(missionHint(id, n, facts)?.text ?? '')).toEqual([]);
      }
    }
  });
});

/** What one would have to do, or to name. */
const ANSWERS: Readonly<Partial<Record<MissionId, RegExp>>> = {
  1: /possession|verif(y|ies)/i,
  2: /stolen|thief/i,
  3: /rogue|trust store/i,
  4: /signed? by the root/i,
  5: /subjectAltName\b.*(add|write)/i,
  6: /basicConstraints|keyUsage|second|customer/i,
  7: /stolen|thief/i,
  8: /trust store|rogue/i,
  9: /forged|stale|silent|soft|hard/i,
  10: /set the clock/i,
  11: /ECDHE|Diffie|TLS 1\.3/i,
  12: /mutual/i,
  13: /CertificateVerify/i,
};

it('What is shown after success is the row that a mission is about', async () => {
  const found = await handIn(2, [changed(2, { faults: ['server/stolen-certificate'] })]);
  const facts = missionFacts(await runOnce(changed(2, { faults: ['server/stolen-certificate'] })));
  expect(found.shown?.step).toBe(facts.rows.failure === null ? null : facts.rows.clientProof);
  expect(successText(2, facts)).toContain('does not have its key');
});
