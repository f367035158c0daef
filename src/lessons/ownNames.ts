// Texts are written with the lab's own names. Where bank, host or customer have others, texts that quote a certificate or
// an address of the scenario read these.
import { derivedNames, LAB_NAMES, type LabNames, namesOf } from '../lab/scenario/names.ts';

/** What a text can name, longer names first; the bank's only where its CAs and customers are meant. */
function quoted(names: LabNames): readonly string[] {
  const { deeper, sibling, former, outside, otherCustomer, domain } = derivedNames(names);
  const { bank, host, customer } = names;
  const organizations = ['Root CA', 'Issuing CA', 'Customers'].map((behind) => `${bank} ${behind}`);
  return [...organizations, deeper, sibling, former, host, outside, domain, customer, otherCustomer];
}

const USUAL = /* @__PURE__ */ quoted(LAB_NAMES);

/** The text with the scenario's names in place of the lab's; the same text where it has no others. */
export function inOwnNames(text: string, scenario: Partial<LabNames>): string {
  if (scenario.bank === undefined && scenario.host === undefined && scenario.customer === undefined) return text;
  const own = quoted(namesOf(scenario));
  return text.replace(PATTERN, (usual) => own[USUAL.indexOf(usual)] ?? usual);
}

const PATTERN = /* @__PURE__ */ new RegExp(
  `\\b(?:${USUAL.map((name) => name.replaceAll('.', '\\.')).join('|')})\\b`,
  'g',
);
