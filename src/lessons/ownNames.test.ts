// Texts say the names of the scenario: none quotes a certificate with the lab's own where the class has others.
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { HARD_NAMES } from '../lab/scenario/names.testing.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import { textsOf } from '../testing/allTexts.ts';
import { loadApplicationWords } from './applicationWords.ts';
import { FAULT_LIST } from './faultList.ts';
import { inOwnNames } from './ownNames.ts';
import { REMEDY_WORDS } from './remedy.ts';
import { loadTls13Words } from './tls13Words.ts';

await prepareAll();
await loadTls13Words();
await loadApplicationWords();

const [NAMES] = HARD_NAMES;
/** The lab's names; `the bank` alone is who it is, whatever it is called. */
const USUAL = /bank\.test|\balice\b|\bBank (Root|Issuing|Customers)/;
/** Examples of configuration, for any certificate. */
const GENERAL = Object.values(REMEDY_WORDS);

const textsWith = (change: Partial<Scenario>) =>
  textsOf(runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...change })))
    .map(({ text }) => text)
    .filter((text) => !GENERAL.includes(text));

const RUNS: readonly Partial<Scenario>[] = [
  { mode: 'mutual' },
  { mode: 'mutual', protocol: 'tls1.3', again: 'resumed' },
  { mode: 'one-way', protocol: 'tls1.2-ecdhe', revocation: 'crl' },
  ...(
    [
      'server/wrong-host',
      'server/wildcard-too-deep',
      'server/nul-in-name',
      'ca/not-a-ca',
      'ca/excluded-name',
      'hello/unknown-name',
      'client/stolen-certificate',
      'client/not-allowed',
      'wire/mitm-trusted',
    ] as const
  ).map((id) => ({ mode: 'mutual' as const, faults: [id] })),
];

describe('The texts of a run', () => {
  it('say the names of the scenario, and none of the lab’s', () => {
    for (const change of RUNS) {
      const usual = textsWith(change);
      const own = textsWith({ ...change, ...NAMES });
      expect(usual.some((text) => USUAL.test(text))).toBe(true);
      expect(own.filter((text) => USUAL.test(text))).toEqual([]);
      expect(own.join().includes(NAMES?.host ?? '')).toBe(true);
    }
  });
});

describe('The list of faults', () => {
  it('says what is changed by the names of the scenario', () => {
    const own = FAULTS.map(({ id }) => inOwnNames(FAULT_LIST[id].changes, NAMES ?? {}));
    expect(own.filter((text) => USUAL.test(text))).toEqual([]);
    expect(own).toContain('issued for *.school.example, and the client asks for a.www.school.example');
    expect(own).toContain('a good certificate, for bob; the account is Anna Müller’s');
  });

  it('is as it is where the scenario has no names of its own', () => {
    for (const { changes } of Object.values(FAULT_LIST)) expect(inOwnNames(changes, {})).toBe(changes);
  });
});
