// Each server that the lab can behave like, held against the corpus cell by cell: two endpoints, real bytes.
import { beforeAll, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { SERVER_PROGRAMS } from '../lab/scenario/choices.ts';
import { CORPUS, heldAgainst } from './programs.testing.ts';
import { PROGRAMS } from './programs.ts';

beforeAll(prepareAll);

it('A server that behaves like a program accepts what it accepts, and refuses the rest in its way', () => {
  const programs = SERVER_PROGRAMS.filter((each) => each !== 'own');
  const { alike, different } = heldAgainst(programs, 'server');
  expect(different).toEqual([
    // Measured with a ClientHello of which a suite was taken out: with its extended master secret the keys differ. The lab
    // takes that extension out, too.
    'rustls-0.23 tls1.2 wire/edit-hello: measured refuses: bad_record_mac, here refuses: decrypt_error',
  ]);
  expect(alike).toBeGreaterThan(290);
});

it('The version and the day that are shown for a program are those of the corpus', () => {
  for (const [id, { version, date }] of Object.entries(PROGRAMS)) {
    const rows = CORPUS.filter((row) => row.version === version);
    expect(rows.length, id).toBeGreaterThan(20);
    expect(new Set(rows.map((row) => row.date)), id).toEqual(new Set([date]));
  }
});
