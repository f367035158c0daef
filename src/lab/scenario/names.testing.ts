// For tests: names that a class may have, the hard ones among them, and any that pass.
import fc from 'fast-check';
import { type LabNames, tidyLabel } from './names.ts';

/** Other scripts, signs, names that meet those which the lab makes itself, a domain of two labels, the longest ones. */
export const HARD_NAMES: readonly LabNames[] = [
  { bank: 'Sparkasse Köln', host: 'www.school.example', customer: 'Anna Müller' },
  { bank: 'Shadow', host: 'old.evil.test', customer: 'bob' },
  { bank: "O'Neill & Sons (Bank)", host: 'shop.test', customer: 'D’Arcy-Jones' },
  { bank: '東京銀行', host: 'xn--bcher-kva.example', customer: '李雷' },
  { bank: 'A', host: 'bank.co.uk', customer: '1' },
  { bank: 'B'.repeat(40), host: `${'h'.repeat(59)}.test`, customer: 'Z'.repeat(40) },
];

const label = fc
  .string({ unit: fc.constantFrom(..."aZ9éß東ü .&'’()-"), minLength: 1, maxLength: 40 })
  .map((text) => tidyLabel(`N${text}`).slice(0, 40))
  .map(tidyLabel);
const domainLabel = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,8}[a-z0-9])?$/);

export const anyNames: fc.Arbitrary<LabNames> = fc.record({
  bank: label,
  host: fc.array(domainLabel, { minLength: 2, maxLength: 5 }).map((labels) => labels.join('.')),
  customer: label,
});
