import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSIONS } from '../missions/list.ts';
import { MAX_PROGRESS_LENGTH, readProgress, writeProgress } from './file.ts';
import {
  answered,
  begun,
  dueReviews,
  hinted,
  leftAt,
  MOST_DONE,
  masteryOf,
  NO_PROGRESS,
  type Progress,
  tried,
} from './progress.ts';

const DAY = 86_400_000;
const START = Date.UTC(2028, 1, 29, 12);
const TRY = { id: 3, concept: 'trust', parts: ['connected'], cost: 1, protocol: 'tls1.3' } as const;
const pass = (progress: Progress, now: number, more: object = {}) =>
  tried(progress, { ...TRY, ...more, passed: true }, now);
const fail = (progress: Progress, now: number) => tried(progress, { ...TRY, passed: false }, now);
const due = (progress: Progress, now: number) => dueReviews(progress, now).map(({ concept }) => concept);

describe('An idea that was got wrong', () => {
  it('comes back after one, three and seven days, and then no more', () => {
    let progress = pass(fail(begun(NO_PROGRESS, 3, START), START), START);
    let now = START;
    for (const days of [1, 3, 7]) {
      expect(due(progress, now + days * DAY - 1)).toEqual([]);
      now += days * DAY;
      expect(due(progress, now)).toEqual(['trust']);
      progress = pass(begun(progress, 3, now), now, { protocol: 'tls1.2-ecdhe' });
    }
    expect(due(progress, now + 1000 * DAY)).toEqual([]);
  });

  it('begins again where a review is wrong', () => {
    const wrong = answered(NO_PROGRESS, 'status', false, START);
    const second = answered(wrong, 'status', true, START + DAY);
    const again = answered(second, 'status', false, START + 4 * DAY);
    expect(due(again, START + 5 * DAY - 1)).toEqual([]);
    expect(due(again, START + 5 * DAY)).toEqual(['status']);
  });

  it('is not brought nearer by what is right before it is due', () => {
    const wrong = answered(NO_PROGRESS, 'status', false, START);
    expect(answered(wrong, 'status', true, START + 1).reviews).toEqual(wrong.reviews);
  });

  it('is not one that was solved at the first try without a hint', () => {
    expect(pass(begun(NO_PROGRESS, 3, START), START).reviews).toEqual({});
    expect(pass(hinted(NO_PROGRESS, 3, 1, START), START).reviews).toHaveProperty('trust');
  });

  it('comes as another item each time', () => {
    const wrong = pass(fail(NO_PROGRESS, START), START);
    const shown = [0, 1, 2].map((i) => (i === 0 ? wrong : pass(begun(wrong, 3, START + DAY), START + DAY)));
    expect(shown[0]?.reviews.trust?.shown).not.toBe(shown[1]?.reviews.trust?.shown);
  });
});

describe('An idea is mastered', () => {
  const mastery = (progress: Progress) => masteryOf(progress, 'trust', 3);
  const once = pass(NO_PROGRESS, START);

  it('when it was predicted, done, and done without a hint in another protocol on another day', () => {
    const predicted = answered(once, 'trust', true, START);
    expect(mastery(predicted)).toEqual({ predicted: true, done: true, unaided: false });
    const other = pass(begun(predicted, 3, START + DAY), START + DAY, { protocol: 'tls1.2-rsa' });
    expect(mastery(other)).toEqual({ predicted: true, done: true, unaided: true });
  });

  it.each([
    ['on the same day', START + 1000, 'tls1.2-rsa', 0],
    ['in the same protocol', START + DAY, 'tls1.3', 0],
    ['with a hint', START + DAY, 'tls1.2-rsa', 1],
  ] as const)('not %s', (_, now, protocol, hints) => {
    const again = begun(once, 3, now);
    const ready = hints > 0 ? hinted(again, 3, hints, now) : again;
    expect(mastery(pass(ready, now, { protocol })).unaided).toBe(false);
  });

  it('not by a prediction that is wrong', () => {
    expect(mastery(answered(NO_PROGRESS, 'trust', false, START)).predicted).toBe(false);
  });
});

describe('What a mission keeps', () => {
  it('is its best result, though it is begun again', () => {
    const two = pass(NO_PROGRESS, START, { cost: 2 });
    const one = pass(begun(two, 3, START + 1), START + 1, { cost: 1 });
    expect(begun(pass(one, START + 2, { cost: 3 }), 3, START + 3).missions[3]?.best).toMatchObject({ cost: 1 });
  });

  it('is a bounded list of days', () => {
    let progress = NO_PROGRESS;
    for (let i = 0; i < MOST_DONE + 5; i += 1) progress = pass(progress, START + i);
    expect(progress.missions[3]?.done).toHaveLength(MOST_DONE);
  });

  it('is where the lab was left, until it is solved', () => {
    const left = leftAt(begun(NO_PROGRESS, 3, START), 3, 'mission=3&fault=server/untrusted-root');
    expect(left.missions[3]?.left).toContain('mission=3');
    expect(pass(left, START).missions[3]?.left).toBeNull();
  });
});

describe('Progress as text', () => {
  const whole = MISSIONS.reduce(
    (progress, { id, concept }) =>
      answered(pass(leftAt(hinted(progress, id, 1, START), id, 'x'), START, { id, concept }), concept, false, START),
    NO_PROGRESS,
  );

  it('is read as it was written', () => {
    expect(readProgress(writeProgress(whole))).toEqual({ ok: true, progress: whole });
  });

  it.each([
    ['', 'json', ''],
    ['[]', 'foreign', ''],
    ['{"format":"something-else"}', 'foreign', ''],
    ['{"format":"handshake-lab-progress","version":2}', 'version', 'version'],
    ['{"format":"handshake-lab-progress","version":1,"missions":{}}', 'value', 'predicted'],
    ['{"format":"handshake-lab-progress","version":1,"missions":{"99":{}}}', 'value', 'missions.99'],
    [' '.repeat(MAX_PROGRESS_LENGTH + 1), 'length', ''],
  ])('says what is wrong with it, and where: %.60s', (text, problem, place) => {
    expect(readProgress(text)).toEqual({ ok: false, problem, place });
  });

  it('is whole or refused, whatever somebody changes in it', () => {
    const paths = pathsOf(JSON.parse(writeProgress(whole)));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const changed = JSON.parse(writeProgress(whole));
        const parent = path.slice(0, -1).reduce((at: Record<string, unknown>, key) => at[key] as never, changed);
        parent[path.at(-1) ?? ''] = value;
        const read = readProgress(JSON.stringify(changed));
        if (read.ok) expect(readProgress(writeProgress(read.progress))).toEqual(read);
        else expect(['foreign', 'version', 'value']).toContain(read.problem);
      }),
    );
  });

  it('never throws, whatever text it is', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(readProgress(text).ok).toBe(false)));
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsOf(each, [...path, key])]);
}
