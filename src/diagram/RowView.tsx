// A row of the diagram: one step, which a click selects, or the ghost of a message that never was sent.
import { type KeyboardEvent, memo } from 'react';
import { ISSUANCE_WORDS, ROW_TAGS, type RowTag } from '../lessons/phases.ts';
import { ArrowView } from './ArrowView.tsx';
import { CardView } from './CardView.tsx';
import type { Lanes } from './lanes.ts';
import { type FoldRow, type GhostRow, type RowState, type StepRow, sameRow, shallowEqual } from './rows.ts';
import s from './Stage.module.css';

export interface StepRowProps {
  readonly row: StepRow;
  readonly lanes: Lanes;
  readonly state: RowState;
  /** Whether Tab leads here. */
  readonly tabStop: boolean;
  /** Set while the step is shown in motion. */
  readonly speed: number | null;
  readonly tag?: RowTag | undefined;
  readonly onSeek: (step: number) => void;
  /** Marked as new. */
  readonly fresh: boolean;
}

export const StepRowView = memo(StepRowDrawing, sameStepRow);

function StepRowDrawing({ row, lanes, state, tabStop, speed, tag, onSeek, fresh }: StepRowProps) {
  const { body } = row;
  return (
    <li
      className={s.row}
      data-state={state}
      data-shape={body.shape}
      data-veil={row.veil ?? undefined}
      data-fresh={fresh || undefined}
      data-travels={speed !== null || undefined}
    >
      <button
        type="button"
        className={s.hit}
        aria-current={state === 'current' ? 'step' : undefined}
        tabIndex={tabStop ? 0 : -1}
        data-step={row.number}
        onClick={() => onSeek(row.number)}
        onKeyDown={moveFocus}
      >
        {/* As content, not as a label: what is written in the row stays part of its name (WCAG 2.5.3). */}
        <span className={s.unseen}>
          {row.name}
          {fresh && ', new in mutual TLS'}
          {tag !== undefined && `, ${ROW_TAGS[tag]}`}
        </span>
        <span className={s.drawing} aria-hidden="true">
          <span className={s.mark}>
            {fresh && <span className={s.fresh}>new</span>}
            {row.textbook !== null && row.opensTextbook && (
              <span className={s.textbook} data-tip={`Step ${row.textbook} of the textbook begins here`}>
                T{row.textbook}
              </span>
            )}
            <span className={s.number}>{row.number}</span>
          </span>
          {body.shape === 'arrow' ? (
            <ArrowView arrow={body} lanes={lanes} packet={speed === null ? null : { speed }} />
          ) : (
            <CardView card={body} />
          )}
          {tag !== undefined && (
            <span className={s.tag} data-tag={tag}>
              {ROW_TAGS[tag]}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** Two recordings share most of their rows word for word: those need no drawing when one replaces the other. */
function sameStepRow(before: StepRowProps, after: StepRowProps): boolean {
  return (
    before.state === after.state &&
    before.tabStop === after.tabStop &&
    before.speed === after.speed &&
    before.tag === after.tag &&
    before.lanes === after.lanes &&
    before.onSeek === after.onSeek &&
    before.fresh === after.fresh &&
    sameRow(before.row, after.row)
  );
}

interface IssuanceProps {
  readonly first: number;
  readonly last: number;
  readonly open: boolean;
  readonly cursor: number;
}

/** What stands for the steps before the handshake, and opens and closes them. */
export const IssuanceRow = memo(function IssuanceRow({ first, last, open, cursor }: IssuanceProps) {
  const current = !open && cursor <= last;
  return (
    <summary
      className={s.issuance}
      data-state={current ? 'current' : open ? undefined : 'past'}
      aria-current={current ? 'step' : undefined}
    >
      <span className={s.mark}>
        {!open && (
          <span className={s.number}>
            <span className={s.unseen}>Steps </span>
            {first}–{last}
          </span>
        )}
      </span>
      <span className={s.issuanceText}>
        {!open && <span className={s.issuanceWords}>{ISSUANCE_WORDS}</span>}
        <span className={s.issuanceButton}>{open ? 'Fold these steps' : `Show ${last - first + 1} steps`}</span>
      </span>
    </summary>
  );
});

/** Leads to the first of the steps that it stands for. */
export function FoldRowView({ row, onSeek }: { readonly row: FoldRow; readonly onSeek: (step: number) => void }) {
  return (
    <li className={s.fold}>
      <button type="button" className={s.foldButton} onClick={() => onSeek(row.first)}>
        {row.label}
        <span className={s.unseen}>
          , {row.first} to {row.last}: go to the first
        </span>
      </button>
    </li>
  );
}

interface GhostRowProps {
  readonly row: GhostRow;
  readonly lanes: Lanes;
}

export const GhostRowView = memo(
  GhostRowDrawing,
  (before, after) => before.lanes === after.lanes && shallowEqual(before.row.body, after.row.body),
);

function GhostRowDrawing({ row, lanes }: GhostRowProps) {
  return (
    <li className={s.row} data-state="ghost" data-shape="arrow">
      <span className={s.unseen}>{row.name}</span>
      <span className={s.hit} aria-hidden="true">
        <span className={s.mark}>
          <span className={s.number} />
        </span>
        <ArrowView arrow={row.body} lanes={lanes} packet={null} />
      </span>
    </li>
  );
}

/** Up and down walk the list; Enter or Space then selects. All other keys are the player's. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = Number(event.currentTarget.dataset.step) + by;
  event.preventDefault();
  event.currentTarget.closest('[data-rows]')?.querySelector<HTMLElement>(`[data-step="${to}"]`)?.focus();
}
