// The words of the page "Post-quantum certificates", in the style of the house.
import { expect, it } from 'vitest';
import type { FlightCost } from '../lab/recording/cost.ts';
import { isMisconception } from './misconception.ts';
import {
  barText,
  COST_COLUMNS,
  COST_LESSONS,
  COST_WORDS,
  costFigures,
  costParts,
  costRemarks,
  WITHOUT_WORDS,
} from './postQuantum.ts';
import { plainProblems, styleProblems } from './style.ts';

const FLIGHT: FlightCost = {
  bytes: 20_000,
  certificate: 12_000,
  certificateVerify: 3_000,
  certificates: [],
  keys: 4_000,
  signatures: 9_000,
  stapled: 3_500,
  records: 6,
  segments: 14,
  addedRoundTrips: 1,
};

it('texts are in the style of the house', () => {
  const cost = { clientHello: 200, server: FLIGHT, client: FLIGHT, roundTrips: 1, tickets: 5_000 };
  const remarks = costRemarks('mldsa65', 'mutual', cost);
  const sentences = [
    COST_WORDS.intro,
    COST_WORDS.caption,
    ...remarks,
    WITHOUT_WORDS.intro,
    WITHOUT_WORDS.misled,
    ...COST_LESSONS.flatMap(({ texts, wrong }) => [...texts, ...(wrong === null ? [] : [wrong])]),
  ];
  expect(sentences.flatMap((text) => [...styleProblems('sentence', text), ...plainProblems(text)])).toEqual([]);
  expect(COST_LESSONS.flatMap(({ heading }) => styleProblems('title', heading))).toEqual([]);
  for (const { wrong } of COST_LESSONS) if (wrong !== null) expect(isMisconception(wrong)).toBe(true);
});

it('the parts of a flight are all of its bytes, and are named with their bytes', () => {
  expect(Object.values(costParts(FLIGHT)).reduce((sum, part) => sum + part, 0)).toBe(FLIGHT.bytes);
  expect(barText(FLIGHT)).toContain('signatures 9,000 bytes');
  expect(barText({ ...FLIGHT, stapled: 0 })).not.toContain('OCSP');
  expect(costFigures(FLIGHT)).toHaveLength(COST_COLUMNS.length);
});

it('what is said of round trips adds those of TLS and of TCP', () => {
  const cost = { clientHello: 200, server: FLIGHT, client: FLIGHT, roundTrips: 1, tickets: 5_000 };
  expect(costRemarks('mldsa87', 'one-way', cost).join(' ')).toContain('after 2 round trips: 1 of TLS, 1 that TCP adds');
});
