// Which faults can be behind a message, the likeliest first. What was measured of this text in this program is named
// whole; what was measured of its codes elsewhere, and what they mean, stands behind as a guess.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackProtocol, StackRole } from '../stacks/row.ts';
import type { Cause, CauseBasis, CauseEvidence } from './answer.ts';
import { type CorpusIndex, type SaidText, triedKey } from './corpusIndex.ts';
import { evidenceFor } from './evidence.ts';
import { MEANS, VAGUE } from './meaning.ts';
import { type FoundMessage, keyOf } from './messages.ts';

export interface CauseContext {
  /** Texts of the corpus that stand whole in the paste. */
  readonly texts: readonly SaidText[];
  /** The same words of the other side: who refused may be taken wrong. */
  readonly opposite: readonly SaidText[];
  readonly refuser: StackRole | null;
  readonly protocol: StackProtocol | null;
  readonly version: string | null;
  readonly near: string;
}

/** Guesses by meaning that are named besides what was measured. */
const MOST_GUESSES = 8;

export function causesOf(found: FoundMessage, context: CauseContext, index: CorpusIndex): Cause[] {
  const { program } = found;
  const isOwn = (said: SaidText): boolean => program === null || said.program === program;
  const exact = ofVersion(context.texts.filter(isOwn), context.version);
  const same = sameCodes(found, index, context.refuser);
  const kin = same.filter(isOwn);
  const others = [...context.texts, ...same].filter((said) => !isOwn(said));
  const drafts = new Map<FaultId, Draft>();
  const add = (texts: readonly SaidText[], basis: CauseBasis, weight: number, measured: boolean): void => {
    for (const said of texts)
      for (const cell of said.cells) {
        const draft = drafts.get(cell.fault) ?? {
          basis,
          weight,
          measured,
          rows: 0,
          likelihood: 0,
          stacks: new Set(),
          protocols: new Set(),
          fits: false,
        };
        drafts.set(cell.fault, draft);
        draft.stacks.add(cell.version);
        draft.protocols.add(cell.protocol);
        if (draft.basis !== basis || draft.weight !== weight) continue;
        draft.rows++;
        if (context.protocol === null || cell.protocol === context.protocol) draft.fits = true;
        draft.likelihood += 1 / (index.tried.get(triedKey(said.program, said.role, said.side, cell.fault)) ?? 1);
      }
  };
  add(exact, 'text', 1, true);
  add(kin, 'code', 0.6, exact.length === 0);
  add(others, 'code', 0.4, false);
  add(context.opposite, 'code', 0.3, false);
  for (const fault of guesses(found, context.refuser, drafts))
    drafts.set(fault, {
      basis: 'meaning',
      weight: 0.2,
      measured: false,
      rows: 0,
      likelihood: 0.5,
      stacks: new Set(),
      protocols: new Set(),
      fits: true,
    });
  const causes = [...drafts].map(([fault, draft]): Cause & { readonly order: number } => {
    const evidence = evidenceFor(fault, found, context.near);
    return {
      fault,
      score: round(
        draft.weight *
          (0.35 + 0.65 * Math.min(1, draft.likelihood)) *
          meant(fault, found, context.refuser) *
          (draft.fits ? 1 : 0.6) *
          weighed(evidence),
      ),
      stacks: [...draft.stacks].sort(),
      measured: draft.measured,
      basis: draft.basis,
      protocols: [...draft.protocols].sort(),
      evidence: draft.basis === 'text' ? [{ id: 'same-text', speaks: 'for', value: null }, ...evidence] : evidence,
      order: draft.rows,
    };
  });
  return causes
    .sort((a, b) => b.score - a.score || b.order - a.order || (a.fault < b.fault ? -1 : 1))
    .map(({ order: _, ...cause }) => cause);
}

interface Draft {
  readonly basis: CauseBasis;
  readonly weight: number;
  readonly measured: boolean;
  rows: number;
  likelihood: number;
  readonly stacks: Set<string>;
  readonly protocols: Set<StackProtocol>;
  fits: boolean;
}

/** Of the version that is known, where it was measured; else of all. */
function ofVersion(texts: readonly SaidText[], version: string | null): readonly SaidText[] {
  if (version === null) return texts;
  const cut = texts
    .map((said) => ({ ...said, cells: said.cells.filter((cell) => cell.version.includes(version)) }))
    .filter(({ cells }) => cells.length > 0);
  return cut.length > 0 ? cut : texts;
}

/** Texts with the same codes; else those that have them all and more; else those that share the telling one. */
function sameCodes(found: FoundMessage, index: CorpusIndex, refuser: StackRole | null): readonly SaidText[] {
  const key = keyOf(found.signs);
  const codes = key.split(' ').filter((code) => code !== '');
  const fits = ({ role, side }: SaidText): boolean =>
    (found.side === 'unknown' || side === found.side) &&
    (refuser === null || (side === 'self' ? role : role === 'client' ? 'server' : 'client') === refuser);
  const near = [...new Set(codes.flatMap((code) => index.byCode.get(code) ?? []))].filter(fits);
  const equal = near.filter((said) => said.key === key);
  if (equal.length > 0) return equal;
  const containing = near.filter((said) => codes.every((code) => said.key.split(' ').includes(code)));
  if (containing.length > 0) return containing;
  const telling = found.signs
    .filter(({ slot, means }) => slot !== 'program' && means !== null && !VAGUE.has(means))
    .map(({ code }) => code);
  return near.filter((said) =>
    telling.some((code) => said.key.split(' ').some((one) => one.replace(/[<>]$/, '') === code)),
  );
}

function guesses(found: FoundMessage, refuser: StackRole | null, known: ReadonlyMap<FaultId, unknown>): FaultId[] {
  const roles: readonly StackRole[] = refuser === null ? ['client', 'server'] : [refuser];
  const telling = found.meanings.filter((means) => !VAGUE.has(means));
  const faults = (telling.length > 0 ? telling : found.meanings).flatMap((means) =>
    roles.flatMap((role) => MEANS[means][role]),
  );
  return [...new Set(faults)].filter((fault) => !known.has(fault)).slice(0, MOST_GUESSES);
}

/** How well a fault fits what the message means: the first of its meaning fits best. */
function meant(fault: FaultId, { meanings }: FoundMessage, refuser: StackRole | null): number {
  const roles: readonly StackRole[] = refuser === null ? ['client', 'server'] : [refuser];
  let best = 0;
  for (const [rank, means] of meanings.entries())
    for (const role of roles) {
      const at = MEANS[means][role].indexOf(fault);
      if (at >= 0) best = Math.max(best, (1 / (1 + 0.12 * at)) * (rank === 0 ? 1 : 0.85));
    }
  return best === 0 ? 0.55 : best;
}

const weighed = (evidence: readonly CauseEvidence[]): number =>
  evidence.reduce((weight, { speaks }) => weight * (speaks === 'for' ? 1.15 : 0.5), 1) / 1.6;

const round = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
