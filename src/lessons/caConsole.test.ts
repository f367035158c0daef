// The words of the CA console: in the house style, for every reason, way of revocation and action.
import { describe, expect, it } from 'vitest';
import { caDatabase } from '../lab/recording/caDatabase.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { type CaAction, REVOCATION_REASONS } from '../lab/scenario/caActions.ts';
import { DEFAULT_SCENARIO, REVOCATIONS } from '../lab/scenario/scenario.ts';
import { CRL_REASONS } from '../pki/revocation/ocsp.ts';
import { actionResult, actionText, csrProblemText, outcomeText, REVOCATION_NOTES, whoseName } from './caConsole.ts';
import { REASON_WORDS, reasonText } from './reasons.ts';
import { styleProblems } from './style.ts';

const ACTIONS: readonly CaAction[] = [
  { when: 'before', act: 'request', name: 'shop.test', proof: 'own' },
  { when: 'before', act: 'request', name: 'shop.test', proof: 'other' },
  { when: 'before', act: 'sign', csr: 'MAUCAQ' },
  { when: 'before', act: 'revoke', whose: 'server', reason: 'certificateHold', daysAgo: 2 },
  { when: 'before', act: 'release', whose: 'server' },
  { when: 'before', act: 'publish' },
  { when: 'before', act: 'ask', whose: '4d0011' },
  { when: 'during', act: 'revoke', whose: 'server', reason: 'keyCompromise', daysAgo: 0 },
  { when: 'before', act: 'request', name: 'shop.test', proof: 'other', key: 'p256' },
  { when: 'before', act: 'request', name: 'shop.test', proof: 'own', key: 'ed25519' },
  { when: 'before', act: 'publish', list: 'delta' },
];
await prepareAll();

describe('the words of the CA console', () => {
  it('know every reason that RFC 5280 5.3.1 has, but for the one that is none to revoke', () => {
    expect([...REVOCATION_REASONS, 'removeFromCRL'].sort()).toEqual(Object.keys(CRL_REASONS).sort());
    for (const reason of REVOCATION_REASONS) {
      expect(styleProblems('title', REASON_WORDS[reason].title)).toEqual([]);
      expect(styleProblems('sentence', REASON_WORDS[reason].plain)).toEqual([]);
      expect(reasonText(reason)).toContain(reason);
    }
  });

  it('say of each way of revocation which rows it has and who does it today', () => {
    for (const revocation of REVOCATIONS) {
      const { title, rows, today } = REVOCATION_NOTES[revocation];
      expect(styleProblems('title', title)).toEqual([]);
      expect(styleProblems('sentence', rows)).toEqual([]);
      for (const sentence of today.match(/[^.]+\./g) ?? []) {
        expect(styleProblems('sentence', sentence.trim())).toEqual([]);
      }
    }
  });

  it('tell each action and what came of it', () => {
    const recording = runScenario({ ...DEFAULT_SCENARIO, caWork: ACTIONS });
    const rows = caDatabase(recording, recording.events.length);
    const told = ACTIONS.map((action, index) => {
      const text = actionText(action, (whose) => whoseName(rows, whose));
      const result = actionResult(recording, index);
      expect(styleProblems('title', text)).toEqual([]);
      expect(styleProblems('title', result?.text ?? '')).toEqual([]);
      return [text, result?.failed];
    });
    expect(told).toEqual([
      ['A request for shop.test', false],
      ['A request for shop.test, signed with another key', true],
      ['A request that was pasted', true],
      ['Put api.bank.test on hold, as of 2 days before', false],
      ['Lift the hold on api.bank.test', false],
      ['Publish a list', false],
      ['Ask by OCSP about number 4d0011', false],
      ['Revoke api.bank.test: key compromised', false],
      ['A request for shop.test, with a key on P-256, signed with another key', true],
      ['A request for shop.test, with an Ed25519 key', false],
      ['Publish a delta list', false],
    ]);
    expect(actionResult(recording, 10)?.text).toMatch(/^Delta list published: 0 revoked since list \d+$/);
    expect(actionResult(recording, 6)?.text).toBe('The answer: unknown');
    expect(outcomeText(recording)).toEqual({ failed: true, text: 'The client refuses: certificate_revoked' });
  });

  it('say where a request can’t be read', () => {
    const text = csrProblemText({ kind: 'unreadable', line: 4, field: 'csr', byte: 7, problem: 'a "tag" too many' });
    expect(text).toBe(
      'The request can’t be read at byte 7 (Certificate signing request), in the block that begins in line 4: a ”tag” too many.',
    );
    for (const problem of [{ kind: 'empty' }, { kind: 'nothing' }, { kind: 'tooLarge', bytes: 9, limit: 8 }] as const) {
      expect(styleProblems('sentence', csrProblemText(problem))).toEqual([]);
    }
  });
});
