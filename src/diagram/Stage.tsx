// The stage: the sequence diagram of a recording, also an ordered list for those who can't see it.
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Recording } from '../lab/recording/recording.ts';
import { NEVER_HAPPENS, type RowTag } from '../lessons/phases.ts';
import { useAfterPaint } from './afterPaint.ts';
import { useFollow } from './follow.ts';
import { Heads, Names } from './Heads.tsx';
import { type Lanes, lanesFor } from './lanes.ts';
import { useTravel } from './motion.ts';
import { FoldRowView, GhostRowView, IssuanceRow, StepRowView } from './RowView.tsx';
import { BLOCK, diagramRows, drawnAround, firstRows, isFold, type PhaseRows, type Rows, rowState } from './rows.ts';
import s from './Stage.module.css';

export interface StageProps {
  /** Null before the first run. */
  readonly recording: Recording | null;
  /** The recording with nothing left out, where an observer sees a part of it only: who the actors are comes from it. */
  readonly whole?: Recording | null;
  readonly cursor: number;
  readonly speed: number;
  /** Should be the same function at each render. */
  readonly onSeek: (step: number) => void;
  /** Makes the CA's head a button; the same function at each render, too. */
  readonly onOpenCa?: () => void;
  /** Stands above the heads and scrolls away with the first rows. */
  readonly lead?: ReactNode;
  /** Are the steps before the handshake drawn one by one, and not folded into one row? Left out: yes, for good. */
  readonly issuanceOpen?: boolean;
  /** The same function at each render. */
  readonly onIssuance?: (open: boolean) => void;
  /** Keys of the steps that are marked as new. */
  readonly fresh?: ReadonlySet<string>;
  /** Stands below the last row, on the lifelines. */
  readonly below?: ReactNode;
  /** What stands at the right end of a row, by its number. */
  readonly tags?: ReadonlyMap<number, RowTag>;
  /** Stands behind all rows, over the lifelines. */
  readonly end?: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();

export function Stage({
  recording,
  whole = recording,
  cursor,
  speed,
  onSeek,
  onOpenCa,
  lead,
  issuanceOpen = true,
  onIssuance,
  fresh = NONE,
  below,
  tags,
  end,
}: StageProps) {
  const stage = useRef<HTMLElement>(null);
  const { rows, movesLater } = useRows(recording, cursor);
  const lanes = useMemo(() => lanesFor(whole), [whole]);
  const travel = useTravel(recording, cursor);
  useFollow(stage, recording, cursor, issuanceOpen, movesLater);
  useFocusFollows(stage, cursor);

  return (
    <section ref={stage} className={s.stage} aria-labelledby="diagram-title" aria-busy={recording === null}>
      {lead !== undefined && <div className={s.lead}>{lead}</div>}
      <div className={s.diagram} data-lanes={lanes.length}>
        <h2 id="diagram-title" className={s.unseen}>
          Sequence diagram
        </h2>
        <Names whole={whole} lanes={lanes} />
        <Heads recording={recording} whole={whole} lanes={lanes} cursor={cursor} onOpenCa={onOpenCa} />
        <div className={s.lifelines} aria-hidden="true">
          {lanes.map(({ actor }) => (
            <span key={actor} className={s.lifeline} data-at={actor} />
          ))}
        </div>
        <div className={s.rows} data-rows>
          {rows?.phases.map((phase) => (
            <Phase
              key={phase.phase}
              phase={phase}
              lanes={lanes}
              cursor={cursor}
              travel={travel}
              speed={speed}
              onSeek={onSeek}
              fresh={fresh}
              {...(phase.phase === 'issuance' && onIssuance !== undefined
                ? { fold: { open: issuanceOpen, onToggle: onIssuance } }
                : {})}
              tags={tags}
            />
          ))}
          {below}
          {rows !== null && rows.ghosts.length > 0 && (
            <section className={s.phase} aria-labelledby="phase-never">
              <h3 id="phase-never" className={s.phaseTitle}>
                {NEVER_HAPPENS.title}
              </h3>
              <ul className={s.list}>
                {rows.ghosts.map((row) => (
                  <GhostRowView key={row.key} row={row} lanes={lanes} />
                ))}
              </ul>
            </section>
          )}
        </div>
        {end !== undefined && <div className={s.end}>{end}</div>}
      </div>
    </section>
  );
}

interface PhaseProps {
  readonly phase: PhaseRows;
  readonly lanes: Lanes;
  readonly cursor: number;
  readonly travel: number | null;
  readonly speed: number;
  readonly onSeek: (step: number) => void;
  readonly tags: ReadonlyMap<number, RowTag> | undefined;
  readonly fresh: ReadonlySet<string>;
  /** Of a phase that can be folded into one row. */
  readonly fold?: { readonly open: boolean; readonly onToggle: (open: boolean) => void };
}

function Phase({ phase, lanes, cursor, travel, speed, onSeek, tags, fresh, fold }: PhaseProps) {
  const id = `phase-${phase.first}`;
  const last = lastNumber(phase);
  // What is folded away has no place at which one could stand: its one row has.
  const at = fold?.open === false && cursor <= last ? last + 1 : cursor;
  return (
    <section className={s.phase} aria-labelledby={id}>
      <h3 id={id} className={s.phaseTitle}>
        {phase.title}
      </h3>
      <Foldable phase={phase} last={last} cursor={cursor} fold={last > phase.first ? fold : undefined}>
        <ol className={s.list} start={phase.first}>
          {phase.steps.map((row) =>
            isFold(row) ? (
              <FoldRowView key={row.key} row={row} onSeek={onSeek} />
            ) : (
              <StepRowView
                key={row.key}
                row={row}
                lanes={lanes}
                state={rowState(row.number, at)}
                tabStop={row.number === at}
                speed={row.number === travel ? speed : null}
                tag={tags?.get(row.number)}
                onSeek={onSeek}
                fresh={fresh.has(row.key)}
              />
            ),
          )}
        </ol>
      </Foldable>
    </section>
  );
}

const lastNumber = ({ first, steps }: PhaseRows): number => {
  const row = steps.at(-1);
  return row === undefined ? first : isFold(row) ? row.last : row.number;
};

interface FoldableProps extends Pick<PhaseProps, 'phase' | 'cursor'> {
  readonly last: number;
  readonly fold: PhaseProps['fold'];
  readonly children: ReactNode;
}

/** A native disclosure: it opens without any script, and for a search in the page. */
function Foldable({ phase, last, cursor, fold, children }: FoldableProps) {
  if (fold === undefined) return children;
  return (
    <details
      className={s.foldable}
      open={fold.open}
      onToggle={({ currentTarget }) => currentTarget.open !== fold.open && fold.onToggle(currentTarget.open)}
    >
      <IssuanceRow first={phase.first} last={last} open={fold.open} cursor={cursor} />
      {children}
    </details>
  );
}

interface Drawn {
  readonly rows: Rows | null;
  /** See `firstRows`. */
  readonly movesLater: boolean;
}

/**
 * Rows change with the recording, and with the cursor where it moves on in a long phase. When one recording replaces
 * another, new rows far from the cursor come a frame later.
 */
function useRows(recording: Recording | null, cursor: number): Drawn {
  const painted = useAfterPaint(recording);
  const wanted = drawnAround(recording, cursor);
  const drawn = useAfterPaint(wanted);
  // The next block is drawn already: one more, out of sight, has time.
  const around = painted === recording && Math.abs(wanted - drawn) <= BLOCK ? drawn : wanted;
  const rows = useMemo(() => (recording === null ? null : diagramRows(recording, around)), [recording, around]);
  return useMemo(() => {
    if (rows === null || painted === null || painted === recording) return { rows, movesLater: false };
    const first = firstRows(rows, painted, cursor);
    return { rows: first, movesLater: first.movesLater };
  }, [rows, painted, recording, cursor]);
}

/** Where the keyboard's focus is in the list, it goes along with the cursor. */
function useFocusFollows(stage: RefObject<HTMLElement | null>, cursor: number): void {
  useEffect(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement.dataset.step === undefined) return;
    if (!stage.current?.contains(activeElement)) return;
    stage.current.querySelector<HTMLElement>(`[data-step="${cursor}"]`)?.focus({ preventScroll: true });
  }, [stage, cursor]);
}
