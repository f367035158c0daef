// What the pasted text itself says for or against a cause: depths, names, dates, what the peer asked for.
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { CauseEvidence } from './answer.ts';
import type { FoundMessage } from './messages.ts';

export function evidenceFor(fault: FaultId, { meanings }: FoundMessage, near: string): CauseEvidence[] {
  const found: CauseEvidence[] = [];
  const depth = /\bdepth[ =:]{1,2}(\d{1,2})\b/.exec(near)?.[1];
  if (depth !== undefined && meanings.some((means) => ['expired', 'dates', 'notYet', 'revoked'].includes(means))) {
    const isIssuer = fault.startsWith('ca/');
    if (depth === '0') found.push({ id: 'leaf-depth', speaks: isIssuer ? 'against' : 'for', value: depth });
    else found.push({ id: 'issuer-depth', speaks: isIssuer ? 'for' : 'against', value: depth });
  }
  const names =
    /\bsubject:? ?=?[^\n/]{0,4}(CN ?= ?[^,\n/]{1,80}).{0,80}?issuer:? ?=?[^\n/]{0,4}(CN ?= ?[^,\n/]{1,80})/s.exec(
      near.slice(0, 4000),
    );
  if (
    names !== null &&
    (fault.endsWith('/self-signed') || fault.endsWith('/missing-intermediate') || fault.endsWith('/untrusted-root'))
  ) {
    const isSame = names[1]?.replaceAll(' ', '') === names[2]?.replaceAll(' ', '');
    const isSelf = fault.endsWith('/self-signed');
    found.push({
      id: isSame ? 'same-names' : 'other-names',
      speaks: isSame === isSelf ? 'for' : 'against',
      value: names[2]?.trim() ?? null,
    });
  }
  if (/No client certificate CA names sent/.test(near) && fault === 'client/unlisted-issuer')
    found.push({ id: 'no-authorities', speaks: 'against', value: null });
  return found;
}
