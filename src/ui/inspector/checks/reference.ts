// A citation as the ledger's right column has it.
import { CITATIONS, type CitationKey } from '../../../pki/citations.ts';

/** `5280 §6.1.3(a)(2)` for RFC 5280 6.1.3(a)(2); anything else as it stands, without its remark in brackets. */
export function shortReference(key: CitationKey): string {
  const { text } = CITATIONS[key];
  const section = /^RFC (\d+) (\S.*)$/.exec(text);
  return section === null ? text.replace(/ \(.*\)$/, '') : `${section[1]} §${section[2]}`;
}
