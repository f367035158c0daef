// Each client that the lab can behave like, held against the corpus cell by cell: two endpoints, real bytes.
import { beforeAll, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { CLIENT_PROGRAMS } from '../lab/scenario/choices.ts';
import { heldAgainst } from './programs.testing.ts';

beforeAll(prepareAll);

const PROGRAMS = CLIENT_PROGRAMS.filter((each): each is Exclude<typeof each, 'own'> => each !== 'own');

it('A client that behaves like a program accepts what it accepts, and refuses the rest with its alert', () => {
  const { alike, different } = heldAgainst(PROGRAMS, 'client');
  expect(different).toEqual(elsewhere(different));
  // So that nothing goes unmeasured.
  expect(alike).toBeGreaterThan(400);
});

/**
 * The closed list of what the lab cannot show: it cuts the client's ClientHello short and turns a bit in the client's
 * data, where the measurement did so to what the server sends.
 */
const elsewhere = (different: readonly string[]): string[] =>
  different.filter((line) =>
    /^\S+ tls1\.[23] wire\/(truncate|flip-record): measured refuses.*, here accepts$/.test(line),
  );
