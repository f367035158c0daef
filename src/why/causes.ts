// Which faults can be behind a message, the likeliest first. What was measured of this text in this program is named
// whole; what was measured of its codes elsewhere, and what they mean, stands behind as a guess.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackProtocol, StackRole } from '../stacks/row.ts';
import { ALERT_CODES } from '../tls/alertCodes.ts';
import type { Cause, CauseBasis, CauseEvidence, EvidenceId } from './answer.ts';
import { type CertificatesInText, certificateEvidence } from './certificateEvidence.ts';
import { type CorpusIndex, type SaidText, triedKey } from './corpusIndex.ts';
import { evidenceFor } from './evidence.ts';
import { MEANS, VAGUE } from './meaning.ts';
import { codesIn, type FoundMessage, keyOf } from './messages.ts';

export interface CauseContext {
  /** Texts of the corpus that stand whole in the paste. */
  readonly texts: readonly SaidText[];
  /** The same words of the other side: who refused may be taken wrong. */
  readonly opposite: readonly SaidText[];
  readonly refuser: StackRole | null;
  readonly protocol: StackProtocol | null;
  readonly version: string | null;
  readonly near: string;
  readonly certificates: CertificatesInText;
}

/** How alike the codes of measured texts are: all the same, those and more, one that tells, or the alert alone. */
type Closeness = 'equal' | 'containing' | 'sharing' | 'alert';

/** What a measurement in other words counts, in the same program and in others. One in the very words counts 1. */
const CLOSE: Readonly<Record<Closeness, { readonly own: number; readonly others: number }>> = {
  equal: { own: 0.6, others: 0.4 },
  containing: { own: 0.6, others: 0.4 },
  sharing: { own: 0.4, others: 0.3 },
  alert: { own: 0.3, others: 0.2 },
};
const SAID_PLAINLY = 0.3;
const SAID_VAGUELY = 0.25;
/** Where the role is unknown, and this side refused: most often a client refuses a server, since most TLS is one-way. */
const OF_A_SERVER = 0.85;

/** Guesses by meaning that are named besides what was measured. */
const MOST_GUESSES = 30;

export function causesOf(found: FoundMessage, context: CauseContext, index: CorpusIndex): Cause[] {
  const { program } = found;
  const isOwn = (said: SaidText): boolean => program === null || said.program === program;
  const exact = ofVersion(context.texts.filter(isOwn), context.version);
  const { texts: same, closeness } = sameCodes(found, index, context.refuser);
  const isRoleOpen = context.refuser === null && found.side === 'self';
  const telling = found.meanings.some((means) => !VAGUE.has(means));
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
  const weights = CLOSE[closeness];
  add(kin, 'code', weights.own, exact.length === 0);
  add(others, 'code', weights.others, false);
  add(context.opposite, 'code', 0.3, false);
  for (const fault of guesses(found, context.refuser, drafts))
    drafts.set(fault, {
      basis: 'meaning',
      weight: telling ? SAID_PLAINLY : SAID_VAGUELY,
      measured: false,
      rows: 0,
      likelihood: 0.5,
      stacks: new Set(),
      protocols: new Set(),
      fits: true,
    });
  const most = (draft: Draft): number =>
    [...drafts.values()].reduce(
      (rows, other) => (other.weight === draft.weight ? Math.max(rows, other.rows) : rows),
      1,
    );
  // In these very words, how often a fault ends so; in others, which fault does most often.
  const likely = (draft: Draft): number =>
    draft.basis === 'code' ? draft.rows / most(draft) : Math.min(1, draft.likelihood);
  const causes = [...drafts].map(([fault, draft]): Cause & { readonly order: number } => {
    const evidence = unique([
      ...evidenceFor(fault, found, context.near),
      ...certificateEvidence(fault, context.certificates),
    ]);
    return {
      fault,
      score: round(
        draft.weight *
          (0.35 + 0.65 * likely(draft)) *
          meant(fault, found, context.refuser) *
          (draft.fits ? 1 : 0.6) *
          weighed(evidence) *
          (isRoleOpen && fault.startsWith('client/') ? OF_A_SERVER : 1),
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
function sameCodes(
  found: FoundMessage,
  index: CorpusIndex,
  refuser: StackRole | null,
): { readonly texts: readonly SaidText[]; readonly closeness: Closeness } {
  const key = keyOf(found.signs);
  const codes = codesIn(key);
  const fits = ({ role, side }: SaidText): boolean =>
    (found.side === 'unknown' || side === found.side) &&
    (refuser === null || (side === 'self' ? role : role === 'client' ? 'server' : 'client') === refuser);
  const near = [...new Set(codes.flatMap((code) => index.byCode.get(code) ?? []))].filter(fits);
  const equal = near.filter((said) => said.key === key);
  if (equal.length > 0) return { texts: equal, closeness: 'equal' };
  const containing = near.filter((said) => codes.every((code) => codesIn(said.key).includes(code)));
  if (containing.length > 0) return { texts: containing, closeness: 'containing' };
  // An alert is one in whatever words: NSS has codes of its own for it.
  const alert = found.alert === null ? [] : [`alert:${ALERT_CODES[found.alert]}${found.side === 'peer' ? '<' : '>'}`];
  const told = alert.flatMap((code) => index.byCode.get(code) ?? []).filter(fits);
  if (found.side === 'peer' && told.length > 0) return { texts: told, closeness: 'sharing' };
  const telling = found.signs
    .filter(({ slot, means }) => slot !== 'program' && means !== null && !VAGUE.has(means))
    .map(({ code }) => code);
  const sharing = near.filter((said) =>
    telling.some((code) => codesIn(said.key).some((one) => one.replace(/[<>]$/, '') === code)),
  );
  return sharing.length > 0 ? { texts: sharing, closeness: 'sharing' } : { texts: told, closeness: 'alert' };
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
  return Math.max(best, 0.55);
}

/** Each thing is said once: a certificate's names stand in the text twice. */
const unique = (evidence: readonly CauseEvidence[]): CauseEvidence[] =>
  evidence.filter(({ id }, at) => evidence.findIndex((other) => other.id === id) === at);

/** What a certificate shows by itself. */
const DECISIVE: ReadonlySet<EvidenceId> = new Set<EvidenceId>([
  'not-after',
  'not-before',
  'issuer-not-after',
  'no-names',
  'wrong-purpose',
  'short-key',
  'weak-hash',
]);

const weighed = (evidence: readonly CauseEvidence[]): number =>
  evidence.reduce(
    (weight, { id, speaks }) => weight * (speaks === 'against' ? 0.5 : DECISIVE.has(id) ? 2.4 : 1.15),
    1,
  ) / 1.6;

const round = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
