// Who refused whom. The words say it first; where the very text was measured and always came from one side, the
// measurement stands, for some words mislead: a plaintext alert of an OpenSSL client looks like a broken record.

import type { StackRole } from '../stacks/row.ts';
import type { WhyOptions } from './answer.ts';
import { type CorpusIndex, lettersOf, type SaidText } from './corpusIndex.ts';
import { type FoundMessage, keyOf } from './messages.ts';
import type { SpeakerSide } from './signs/rule.ts';

export interface Judged {
  readonly side: SpeakerSide;
  readonly sideMeasured: boolean;
  readonly role: StackRole | null;
  /** Texts of the corpus that stand whole in the paste, the longest alone. */
  readonly texts: readonly SaidText[];
  /** Those that the other side was measured to say alike. */
  readonly opposite: readonly SaidText[];
}

export function judged(found: FoundMessage, near: string, index: CorpusIndex, { role, protocol }: WhyOptions): Judged {
  const letters = lettersOf(near);
  const codes = keyOf(found.signs).split(' ');
  const alike = new Set(codes.flatMap((code) => index.byCode.get(code) ?? []));
  const whole = [...alike].filter(
    (said) =>
      said.key.split(' ').every((code) => codes.includes(code)) &&
      said.lines.length > 0 &&
      said.lines.every((line) => letters.includes(line)) &&
      (role === undefined || said.role === role),
  );
  const own = found.program === null ? whole : whole.filter(({ program }) => program === found.program);
  const most = Math.max(...(own.length > 0 ? own : whole).map(({ length }) => length));
  const longest = (own.length > 0 ? own : whole).filter(({ length }) => length === most);
  const digits = lettersOf(near, true);
  const same = longest.filter(({ exact }) => exact.every((line) => digits.includes(line)));
  const texts = same.length > 0 ? same : longest;
  const weigh = (side: 'self' | 'peer'): number =>
    texts
      .filter((said) => said.side === side && (found.role === null || said.role === found.role))
      .reduce(
        (sum, { cells }) => sum + cells.filter((cell) => protocol === undefined || cell.protocol === protocol).length,
        0,
      );
  const [self, peer] = [weigh('self'), weigh('peer')];
  const measured: SpeakerSide | null = self === peer ? null : self > peer ? 'self' : 'peer';
  const side = measured ?? found.side;
  const fitting = texts.filter((said) => said.side === side);
  const roles = new Set(fitting.map((said) => said.role));
  return {
    side,
    sideMeasured: measured !== null && measured !== found.side,
    role: found.role ?? (roles.size === 1 ? ([...roles][0] ?? null) : null),
    texts: fitting,
    opposite: texts.filter((said) => said.side !== side),
  };
}
