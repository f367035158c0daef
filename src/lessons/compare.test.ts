// Two recordings in words: each line says what the figures say, and nothing is left blank.
import { beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { summarise } from '../lab/recording/compare.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { differencesText, endLines, rowSpoken, summaryLines } from './compare.ts';

beforeAll(prepareAll);

const summaryOf = (change: Partial<Scenario> = {}) => summarise(runScenario({ ...DEFAULT_SCENARIO, ...change }));
const oneWay = summaryOf();
const mutual = summaryOf({ mode: 'mutual' });

describe('The summary in words', () => {
  const line = (label: string) => summaryLines(oneWay, mutual).find((each) => each.label === label);

  it('marks the lines that differ, and those only', () => {
    for (const { left, right, differs } of summaryLines(oneWay, mutual)) expect(differs).toBe(left !== right);
    expect(summaryLines(mutual, mutual).filter(({ differs }) => differs)).toEqual([]);
    expect(line('Round trips before the request')).toMatchObject({ left: '2', right: '2', differs: false });
    expect(line('The client has proven')?.differs).toBe(true);
  });

  it('says whose certificates an eavesdropper reads', () => {
    expect(line('An eavesdropper reads')?.left).toContain('the server’s certificate (api.bank.test);');
    expect(line('An eavesdropper reads')?.right).toContain('the client’s certificate (alice)');
    expect(line('Hidden from the eavesdropper')?.left).toMatch(/^request and response; \d+ B/);
  });

  it('says whose serial numbers an eavesdropper reads in questions to the CA, where TLS 1.3 hides the certificates', () => {
    // RFC 6960 A.1: a request over HTTP; RFC 9846 4.5: certificates are encrypted.
    const tls13 = (change: Partial<Scenario>) =>
      endLines(summaryOf({ protocol: 'tls1.3', ...change })).find((each) => each.label === 'An eavesdropper reads')
        ?.text;
    const [server, client] = ['server', 'client'].map(
      (side) => `the serial number of the ${side}’s certificate (OCSP)`,
    );
    expect(tls13({})).toBe(`the server’s name (SNI), no certificate, ${server}`);
    expect(tls13({ mode: 'mutual' })).toBe(`the server’s name (SNI), no certificate, ${server}, ${client}`);
    for (const revocation of ['crl', 'off'] as const)
      expect(tls13({ mode: 'mutual', revocation })).toBe('the server’s name (SNI), no certificate');
    // What the certificate tells, the question does not tell again.
    expect(line('An eavesdropper reads')?.right).not.toContain('serial');
  });

  it('has words for every fault', () => {
    for (const { id, modes, revocations } of FAULTS) {
      const broken = summaryOf({ mode: modes[0] ?? 'mutual', revocation: revocations[0] ?? 'ocsp', faults: [id] });
      for (const { label, left } of summaryLines(broken, mutual)) {
        expect(left, `${id}: ${label}`).toMatch(/\S/);
        expect(left, `${id}: ${label}`).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
  });

  it('counts rows as one counts', () => {
    expect(differencesText(0, 46)).toBe('Both do exactly the same');
    expect(differencesText(1, 46)).toBe('1 of 46 rows differs');
    expect(differencesText(12, 46)).toBe('12 of 46 rows differ');
  });

  it('speaks a row with the steps of both', () => {
    expect(rowSpoken('Row 1', 'same', 'Step 1, client', 'Step 1, client')).toBe(
      'Row 1, the same in both: Step 1, client',
    );
    expect(rowSpoken('Row 1', 'same', 'Step 1, client', 'Step 4, client')).toBe(
      'Row 1, the same in both: Step 1, client; in B Step 4',
    );
    expect(rowSpoken('Row 1', 'rightOnly', null, 'Step 4, client')).toBe('Row 1, only in B: Step 4, client');
    expect(rowSpoken('Row 1', 'differs', 'Step 1, a', 'Step 2, b')).toBe(
      'Row 1, different. A: Step 1, a. B: Step 2, b',
    );
  });
});
