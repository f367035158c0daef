// Why there are so many checks: what the sentence says is held to what was checked.
import { describe, expect, it } from 'vitest';
import { certificatePem, makeBank, NOW } from '../pki/bank.testing.ts';
import { takeIn } from '../pki/intake/intake.ts';
import { summaryOf } from '../pki/intake/intakeSummary.ts';
import { NOTHING, questionOf, withReading } from '../pki/validator/handedOver.ts';
import { judge } from '../pki/validator/judgement.ts';
import type { Judgement } from '../pki/validator/question.ts';
import { countReason } from './verdict.ts';

const { root, issuing, server } = makeBank();
type Given = typeof root;

function judged(presented: readonly Given[], anchor: Given | null): Judgement {
  const files = [
    [presented.map((each) => certificatePem(each)).join(''), false],
    ...(anchor === null ? [] : [[certificatePem(anchor), true] as const]),
  ] as const;
  const handed = files.reduce((before, [text, trusted], id) => {
    const { items, problems } = takeIn(new TextEncoder().encode(text));
    const summaries = items.flatMap((item) => (item.kind === 'privateKey' ? [] : [summaryOf(item)]));
    return withReading(before, { id, name: `file ${id}`, trusted, output: null }, { items: summaries, problems });
  }, NOTHING);
  const asked = { purpose: null, name: '', profile: 'rfc5280', revocation: 'off', trustSelfSigned: false } as const;
  const question = questionOf(handed, asked, NOW, []);
  if (question === null) throw new Error('nothing to judge');
  return judge(question);
}

describe('the number of checks', () => {
  it('is explained by what an incomplete path leaves open', () => {
    const alone = judged([server], null);
    const open = alone.checks.filter(({ result }) => result === 'not-reached');
    expect(open.length).toBeGreaterThan(1);
    expect(countReason(alone)).toBe(`${open.length} more could not be made, since no trust anchor was reached.`);
  });

  it('grows less by a trust anchor than by the same certificate untrusted, for nobody checks its signature', () => {
    const signaturesAt = ({ checks }: Judgement, certificate: number) =>
      checks.filter((each) => each.check === 'signature.verify' && each.certificate === certificate).length;
    const untrusted = judged([server, issuing, root], null);
    const trusted = judged([server, issuing], root);
    expect([signaturesAt(untrusted, 2), signaturesAt(trusted, 2)]).toEqual([1, 0]);
    expect(countReason(trusted)).toContain('own signature is not among them');
    expect(countReason(untrusted)).not.toContain('own signature');
  });

  it('needs no word where nothing was judged', () => {
    expect(countReason(judged([root, issuing], null))).toBeNull();
  });
});
