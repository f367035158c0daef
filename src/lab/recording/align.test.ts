// Two recordings side by side: every step stands once, in order, beside one that does the same kind of thing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/catalogue.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario, SUITES } from '../scenario/scenario.ts';
import { alignedRows, rowOfStep, stepsAt } from './align.ts';
import { summarise } from './compare.ts';
import type { Recording, Step } from './recording.ts';

await prepareAll();

const run = (change: Partial<Scenario> = {}): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...change }));
const oneWay = run();
const mutual = run({ mode: 'mutual' });
const expired = run({ mode: 'mutual', faults: ['client/expired'] });
const lines = (left: Recording, right: Recording): string[] =>
  alignedRows(left, right).map(({ likeness, left, right }) => `${likeness} ${left?.key ?? '-'} ${right?.key ?? '-'}`);

function expectComplete(left: Recording, right: Recording): void {
  const rows = alignedRows(left, right);
  expect(rows.flatMap((row) => row.left ?? []).map(({ number }) => number)).toEqual(
    left.steps.map(({ number }) => number),
  );
  expect(rows.flatMap((row) => row.right ?? []).map(({ number }) => number)).toEqual(
    right.steps.map(({ number }) => number),
  );
  for (const row of rows) {
    if (row.left && row.right) expect(row.left.key.replace(/#.*/, '')).toBe(row.right.key.replace(/#.*/, ''));
  }
}

describe('Aligned rows', () => {
  it('are the same throughout for a recording and itself', () => {
    for (const recording of [oneWay, mutual, expired]) {
      expect(new Set(alignedRows(recording, recording).map(({ likeness }) => likeness))).toEqual(new Set(['same']));
    }
  });

  it('hold every step of both once, in order, for every fault beside the honest run', () => {
    for (const { id, modes, protocols, revocations } of FAULTS) {
      const protocol = protocols[0] ?? 'tls1.2-rsa';
      const change = { mode: modes[0] ?? 'mutual', protocol, revocation: revocations[0] ?? 'ocsp' } as const;
      const broken = run({ ...change, faults: [id] });
      const honest = run(change);
      expectComplete(broken, honest);
      expect(
        alignedRows(broken, honest).some(({ likeness }) => likeness !== 'same'),
        id,
      ).toBe(true);
    }
  });

  it('show what mutual TLS adds, and that nothing of one-way is left out', () => {
    const rows = lines(oneWay, mutual);
    expect(rows).toContain('rightOnly - server:CertificateRequest');
    expect(rows).toContain('rightOnly - client:CertificateVerify');
    expect(rows).toContain('same client:ClientHello client:ClientHello');
    expect(rows.filter((row) => row.startsWith('leftOnly'))).toEqual([]);
  });

  it('tell other bytes from another outcome', () => {
    const rows = lines(expired, mutual);
    expect(rows).toContain('bytes client:Certificate client:Certificate');
    expect(rows).toContain('differs server:path.validate server:path.validate');
    expect(rows).toContain('rightOnly - server:Finished');
  });

  it('notice secrets that differ behind the same words', () => {
    const thief = run({ faults: ['server/stolen-certificate'] });
    expect(lines(thief, oneWay)).toContain('bytes server:keys.derive server:keys.derive');
    expect(lines(run({ suite: SUITES[2] }), oneWay)).toContain('differs server:ServerHello server:ServerHello');
  });

  it('are turned round when left and right are', () => {
    const count = (rows: readonly { likeness: string }[], of: string) =>
      rows.filter(({ likeness }) => likeness === of).length;
    const [there, back] = [alignedRows(expired, mutual), alignedRows(mutual, expired)];
    expect(count(there, 'leftOnly')).toBe(count(back, 'rightOnly'));
    expect(count(there, 'same')).toBe(count(back, 'same'));
  });

  it('pair as many steps as any alignment can', () => {
    const keys = fc.array(fc.constantFrom('a:x', 'a:y', 'b:x', 'c:z'), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const [left, right] = [made(a), made(b)];
        expectComplete(left, right);
        const paired = alignedRows(left, right).filter((row) => row.left && row.right).length;
        expect(paired).toBe(longestCommon(a, b));
      }),
    );
  });

  it('know the step of each side at every row', () => {
    const rows = alignedRows(oneWay, mutual);
    for (const [index, row] of rows.entries()) {
      const at = stepsAt(rows, index);
      if (row.left) expect([at.left, rowOfStep(rows, row.left.number)]).toEqual([row.left.number, index]);
      if (row.right) expect(at.right).toBe(row.right.number);
    }
  });
});

describe('The summary', () => {
  const bytesOf = (recording: Recording, from: string): number =>
    recording.events.reduce(
      (sum, event) =>
        event.kind === 'sent' && event.message.channel === 'tls' && event.message.from === from
          ? sum + event.message.wire.length / 2
          : sum,
      0,
    );

  it('counts the bytes that were on the wire', () => {
    for (const recording of [oneWay, mutual, expired]) {
      const summary = summarise(recording);
      expect(summary.bytesFromClient).toBe(bytesOf(recording, 'client'));
      expect(summary.bytesFromServer).toBe(bytesOf(recording, 'server'));
      expect(summary.seen.all).toBe(summary.bytesFromClient + summary.bytesFromServer);
    }
  });

  it('knows that TLS 1.2 takes two round trips before the request (RFC 5246 7.3)', () => {
    expect(summarise(oneWay)).toMatchObject({ roundTrips: 2, requestSent: true, questions: 1 });
    expect(summarise(mutual)).toMatchObject({ roundTrips: 2, requestSent: true, questions: 2 });
    expect(summarise(expired)).toMatchObject({ roundTrips: 1, requestSent: false });
    expect(summarise(run({ revocation: 'stapled' }))).toMatchObject({ questions: 0 });
  });

  it('says who has proven what, and no more', () => {
    expect(summarise(oneWay).proven).toEqual({ server: 'key', client: 'nothing' });
    expect(summarise(mutual).proven).toEqual({ server: 'key', client: 'key' });
    expect(summarise(expired).proven).toEqual({ server: 'certificate', client: 'refused' });
    expect(summarise(run({ faults: ['server/expired'] })).proven).toEqual({ server: 'refused', client: 'nothing' });
    const thief = run({ faults: ['server/stolen-certificate'] });
    expect(summarise(thief).proven.server).toBe('certificate');
  });

  it('shows the eavesdropper both certificates of TLS 1.2, and neither request nor response', () => {
    expect(summarise(mutual).seen).toMatchObject({
      server: expect.stringContaining('api.bank.test'),
      client: expect.stringContaining('alice'),
      request: false,
      response: false,
    });
    expect(summarise(oneWay).seen.client).toBeNull();
  });
});

/** A recording of nothing but steps. */
function made(keys: readonly string[]): Recording {
  const steps = keys.map(
    (key, index): Step => ({
      number: index + 1,
      key: `${key}#${index + 1}`,
      kind: 'operation',
      event: index,
      until: index + 1,
      phase: 'hello',
      textbook: null,
    }),
  );
  return { ...oneWay, events: [], steps };
}

/** By brute force. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  const without = longestCommon(rest, b);
  return at < 0 ? without : Math.max(without, 1 + longestCommon(rest, b.slice(at + 1)));
}
