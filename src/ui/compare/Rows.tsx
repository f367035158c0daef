// The two diagrams in one list: each row shows a step of A, what became of it, and the step of B that stands beside it.

import { ArrowLeft, ArrowRight, Binary, Equal, EqualNot } from 'lucide-react';
import { type KeyboardEvent, memo } from 'react';
import { ArrowView } from '../../diagram/ArrowView.tsx';
import { CardView } from '../../diagram/CardView.tsx';
import { ACTOR_ICONS } from '../../diagram/icons.ts';
import { LANES, LANES_ATTACKED, type Lanes, lanesFor } from '../../diagram/lanes.ts';
import { type StepRow, stepRowAt, visibleParts } from '../../diagram/rows.ts';
import { Sign } from '../../diagram/Sign.tsx';
import stage from '../../diagram/Stage.module.css';
import { activeFaults } from '../../lab/faults/catalogue.ts';
import type { AlignedRow, Likeness } from '../../lab/recording/align.ts';
import { PHASES, type PhaseId, type Recording } from '../../lab/recording/recording.ts';
import { ACTOR_WORDS } from '../../lessons/actors.ts';
import { LIKENESS_WORDS, rowSpoken } from '../../lessons/compare.ts';
import { PHASE_WORDS } from '../../lessons/phases.ts';
import { grouped } from '../../lessons/phrases.ts';
import { scenarioLine } from '../../lessons/scenarioLine.ts';
import { storyFor } from '../../lessons/story.ts';
import styles from './CompareView.module.css';

export interface Pair {
  readonly left: Recording;
  readonly right: Recording;
}

/** The same lanes on both sides, so that one can look across: with the attacker's where it takes part in either. */
const lanesOf = ({ left, right }: Pair): Lanes =>
  [left, right].some((each) => lanesFor(each) === LANES_ATTACKED) ? LANES_ATTACKED : LANES;

/** What stands above the diagrams, in view while one scrolls. */
export function SideHeads({ recordings }: { readonly recordings: Pair }) {
  const lanes = lanesOf(recordings);
  return (
    <div className={`${stage.diagram} ${styles.heads}`} data-lanes={lanes.length}>
      <Head badge="A" side="left" recording={recordings.left} lanes={lanes} />
      <span className={styles.mid} />
      <Head badge="B" side="right" recording={recordings.right} lanes={lanes} />
    </div>
  );
}

function Head({
  badge,
  side,
  recording,
  lanes,
}: {
  readonly badge: string;
  readonly side: string;
  readonly recording: Recording;
  readonly lanes: Lanes;
}) {
  const { scenario } = recording;
  return (
    <div className={styles.head} data-side={side}>
      <h2>
        <span className={styles.badge}>{badge}</span>
        {storyFor(scenario, recording, activeFaults(scenario)).title}
      </h2>
      <p>{scenarioLine(scenario)}</p>
      <p className={styles.lanes} aria-hidden="true">
        {lanes.map(({ actor }) => (
          <span key={actor} className={styles.lane} data-at={actor} data-hue={actor}>
            <Sign name={ACTOR_ICONS[actor]} size={14} />
            {ACTOR_WORDS[actor].title}
          </span>
        ))}
      </p>
    </div>
  );
}

interface RowsProps {
  readonly recordings: Pair;
  readonly rows: readonly AlignedRow[];
  readonly row: number;
  readonly onSeek: (row: number) => void;
}

export function ComparedRows({ recordings, rows, row, onSeek }: RowsProps) {
  const lanes = lanesOf(recordings);
  return (
    <div className={`${stage.diagram} ${styles.rows}`} data-lanes={lanes.length} data-rows>
      <div className={styles.lifelines} aria-hidden="true">
        {(['left', 'right'] as const).map((side) => (
          <span key={side} className={styles.track} data-side={side}>
            <span>
              {lanes.map(({ actor }) => (
                <span key={actor} className={stage.lifeline} data-at={actor} />
              ))}
            </span>
          </span>
        ))}
      </div>
      {phasesOf(rows).map(({ phase, start, rows: members }) => (
        <section key={phase} className={styles.phase} aria-label={PHASE_WORDS[phase].title}>
          <h3 className={styles.phaseTitle}>{PHASE_WORDS[phase].title}</h3>
          <ol start={start + 1}>
            {visibleParts(1, members.length, row - start + 1).map((part) =>
              part.folded ? (
                <li key={`fold ${part.first}`}>
                  <button type="button" className={styles.fold} onClick={() => onSeek(start + part.first - 1)}>
                    {grouped(part.last - part.first + 1)} more rows
                  </button>
                </li>
              ) : (
                members.slice(part.first - 1, part.last).map((member, k) => {
                  const index = start + part.first - 1 + k;
                  return (
                    <RowView
                      key={`${member.left?.key} ${member.right?.key}`}
                      index={index}
                      likeness={member.likeness}
                      left={drawn(recordings.left, member.left?.number)}
                      right={drawn(recordings.right, member.right?.number)}
                      name={rowName(recordings, rows, index)}
                      lanes={lanes}
                      current={index === row}
                      onSeek={onSeek}
                    />
                  );
                })
              ),
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly likeness: Likeness;
  readonly left: StepRow | null;
  readonly right: StepRow | null;
  readonly name: string;
  readonly lanes: Lanes;
  readonly current: boolean;
  readonly onSeek: (row: number) => void;
}

const RowView = memo(function RowView({ index, likeness, left, right, name, lanes, current, onSeek }: RowProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-row={index}
        data-likeness={likeness}
        aria-current={current ? 'step' : undefined}
        tabIndex={current ? 0 : -1}
        onClick={() => onSeek(index)}
        onKeyDown={moveFocus}
      >
        <span className={stage.unseen}>{name}</span>
        <Half row={left} side="left" lanes={lanes} current={current} />
        <span className={styles.mid} aria-hidden="true">
          <Mark likeness={likeness} />
        </span>
        <Half row={right} side="right" lanes={lanes} current={current} />
      </button>
    </li>
  );
});

function Half({
  row,
  side,
  lanes,
  current,
}: {
  readonly row: StepRow | null;
  readonly side: string;
  readonly lanes: Lanes;
  readonly current: boolean;
}) {
  return (
    <span
      className={`${stage.row} ${styles.half}`}
      data-side={side}
      data-shape={row?.body.shape}
      data-state={current ? 'current' : 'past'}
      aria-hidden="true"
    >
      {row !== null && (
        <>
          <span className={styles.number}>
            <span className={stage.number}>{row.number}</span>
          </span>
          <span className={styles.drawing}>
            {row.body.shape === 'arrow' ? (
              <ArrowView arrow={row.body} lanes={lanes} packet={null} />
            ) : (
              <CardView card={row.body} />
            )}
          </span>
        </>
      )}
    </span>
  );
}

function Mark({ likeness }: { readonly likeness: Likeness }) {
  const Icon = ICONS[likeness];
  return (
    <span className={styles.mark} data-likeness={likeness}>
      <Icon size={13} strokeWidth={2.4} />
      {likeness !== 'same' && <span>{LIKENESS_WORDS[likeness]}</span>}
    </span>
  );
}

const ICONS = { same: Equal, bytes: Binary, differs: EqualNot, leftOnly: ArrowLeft, rightOnly: ArrowRight } as const;

/** A row in words: `Row 12 of 46, only in B: Step 15, server to client, …` */
export function rowName(recordings: Pair, rows: readonly AlignedRow[], index: number): string {
  const row = rows[index];
  if (row === undefined) return '';
  const name = (recording: Recording, number: number | undefined) => drawn(recording, number)?.name ?? null;
  const place = `Row ${index + 1} of ${rows.length}`;
  return rowSpoken(
    place,
    row.likeness,
    name(recordings.left, row.left?.number),
    name(recordings.right, row.right?.number),
  );
}

/** Runs of rows of one phase. Phases never go back: a row that only one has stays in the phase around it. */
function phasesOf(rows: readonly AlignedRow[]): { phase: PhaseId; start: number; rows: AlignedRow[] }[] {
  const found: { phase: PhaseId; start: number; rows: AlignedRow[] }[] = [];
  let reached = 0;
  for (const [index, row] of rows.entries()) {
    const own = [row.left, row.right].flatMap((step) => (step === null ? [] : [PHASES.indexOf(step.phase)]));
    reached = Math.max(reached, Math.min(...own));
    const phase = PHASES[reached] ?? 'issuance';
    const last = found.at(-1);
    if (last?.phase === phase) last.rows.push(row);
    else found.push({ phase, start: index, rows: [row] });
  }
  return found;
}

const drawn = (recording: Recording, number: number | undefined): StepRow | null =>
  number === undefined ? null : stepRowAt(recording, number);

/** Up and down walk the list; Enter or Space then selects. All other keys are the page's. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const to = Number(event.currentTarget.dataset.row) + by;
  event.currentTarget.closest('[data-rows]')?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus();
}
