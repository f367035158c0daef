// Two scenarios side by side: what they come to in figures, and both diagrams, row by row, with one cursor.
import { ArrowLeftRight, ChevronDown, ChevronUp, SkipBack, SkipForward, StepBack, StepForward, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type AlignedRow, alignedRows } from '../../lab/recording/align.ts';
import { summarise } from '../../lab/recording/compare.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { scenarioKey } from '../../lab/scenario/scenario.ts';
import { differencesText } from '../../lessons/compare.ts';
import { Button } from '../shared/Button.tsx';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { type CommandId, useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CompareView.module.css';
import { presetsFor } from './presets.ts';
import { ComparedRows, rowName, SideHeads } from './Rows.tsx';
import { SummaryTable } from './SummaryTable.tsx';

interface Props {
  /** Whether it was opened in the page, and not by its link: then the focus goes to the heading. */
  readonly opened: () => boolean;
}

export default function CompareView({ opened }: Props) {
  const recording = useLab((lab) => lab.recording);
  const other = useLab((lab) => lab.other);
  return (
    <main className={styles.page}>
      <Bar recording={recording} other={other} opened={opened} />
      {recording === null || other === null ? (
        <p role="status" className={styles.waiting}>
          The second scenario is being run…
        </p>
      ) : (
        <Both recording={recording} other={other} />
      )}
    </main>
  );
}

function Both({ recording, other }: { readonly recording: Recording; readonly other: Recording }) {
  const rows = alignedRows(recording, other);
  const row = useLab((lab) => lab.row);
  const seekRow = useLab((lab) => lab.seekRow);
  const [side, setSide] = useState<'left' | 'right'>('left');
  const scroller = useRef<HTMLDivElement>(null);
  const [a, b] = useMemo(() => [summarise(recording), summarise(other)], [recording, other]);
  useRowInView(scroller, row);
  const names = useMemo(() => ({ left: recording, right: other }), [recording, other]);
  return (
    <>
      {/* What scrolls must take the keyboard's focus to be scrolled by it; its rows do. */}
      <div ref={scroller} className={styles.scroller} data-show={side}>
        <SummaryTable a={a} b={b} />
        <div className={styles.choose}>
          <Segmented label="Diagram" options={SIDES} value={side} onChange={setSide} />
        </div>
        <SideHeads recordings={names} />
        <ComparedRows recordings={names} rows={rows} row={row} onSeek={seekRow} />
      </div>
      <Steps rows={rows} row={row} recordings={names} />
    </>
  );
}

const SIDES = [
  { value: 'left', label: 'Diagram A' },
  { value: 'right', label: 'Diagram B' },
] as const;

interface BarProps extends Props {
  readonly recording: Recording | null;
  readonly other: Recording | null;
}

function Bar({ recording, other, opened }: BarProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (opened()) heading.current?.focus();
  }, [opened]);
  const scenario = useLab((lab) => lab.scenario);
  const compare = useLab((lab) => lab.compare);
  const setCompare = useLab((lab) => lab.setCompare);
  const swap = useLab((lab) => lab.swap);
  const presets = useMemo(() => presetsFor(scenario), [scenario]);
  const chosen =
    compare === null ? undefined : presets.find((each) => scenarioKey(each.scenario) === scenarioKey(compare));
  const rows = recording !== null && other !== null ? alignedRows(recording, other) : null;
  const options = [
    ...(chosen === undefined ? [{ value: CUSTOM, label: 'as in the link' }] : []),
    ...presets.map(({ id, label }) => ({ value: id, label })),
  ];
  return (
    <div className={styles.bar}>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1}>
          Side by side
        </h1>
        <p>
          {rows === null ? '' : differencesText(rows.filter(({ likeness }) => likeness !== 'same').length, rows.length)}
        </p>
      </div>
      <div className={styles.tools}>
        <Picker
          label="Compare with"
          options={options}
          value={chosen?.id ?? CUSTOM}
          onChange={(id) => {
            const preset = presets.find((each) => each.id === id);
            if (preset !== undefined) setCompare(preset.scenario);
          }}
        />
        <Button icon={ArrowLeftRight} onClick={swap}>
          <span className={styles.word}>Swap</span>
        </Button>
        <Button icon={X} aria-keyshortcuts="Escape" onClick={() => setCompare(null)}>
          <span className={styles.word}>Close</span>
        </Button>
      </div>
    </div>
  );
}

const CUSTOM = 'custom';

function Steps({
  rows,
  row,
  recordings,
}: {
  readonly rows: readonly AlignedRow[];
  readonly row: number;
  readonly recordings: { readonly left: Recording; readonly right: Recording };
}) {
  const seekRow = useLab((lab) => lab.seekRow);
  const differs = ({ likeness }: AlignedRow) => likeness !== 'same';
  const before = rows.slice(0, row).findLastIndex(differs);
  const after = rows.slice(row + 1).findIndex(differs);
  const current = rows[row];
  return (
    <footer className={styles.steps} data-print="none">
      <span className={styles.controls}>
        <CommandButton id="first" icon={SkipBack} />
        <CommandButton id="back" icon={StepBack} />
        <CommandButton id="next" icon={StepForward} />
        <CommandButton id="last" icon={SkipForward} />
      </span>
      <span className={styles.place}>
        row {row + 1} of {rows.length}
      </span>
      <span className={styles.controls}>
        <Button icon={ChevronUp} aria-disabled={before < 0} onClick={() => before >= 0 && seekRow(before)}>
          <span className={styles.word}>Previous difference</span>
        </Button>
        <Button
          icon={ChevronDown}
          tone="strong"
          aria-disabled={after < 0}
          onClick={() => after >= 0 && seekRow(row + 1 + after)}
        >
          <span className={styles.word}>Next difference</span>
        </Button>
      </span>
      <VisuallyHidden role="status">{current === undefined ? '' : rowName(recordings, rows, row)}</VisuallyHidden>
    </footer>
  );
}

/** Where it can do nothing it stays focusable, so that the keyboard's focus is not lost at either end. */
function CommandButton({ id, icon: Icon }: { readonly id: CommandId; readonly icon: typeof StepBack }) {
  const { label, keys, run } = useCommand(id);
  return (
    <Button label={label} aria-keyshortcuts={keys[0]} onClick={run}>
      <Icon size={15} fill="currentColor" aria-hidden />
    </Button>
  );
}

/** Scrolls only when the row is out of sight; at the first one the summary is what one sees. */
function useRowInView(scroller: { readonly current: HTMLElement | null }, row: number): void {
  useEffect(() => {
    const element = scroller.current;
    const current = element?.querySelector<HTMLElement>('[aria-current="step"]');
    if (!element || !current) return;
    if (document.activeElement instanceof HTMLElement && document.activeElement.dataset.row !== undefined) {
      current.focus({ preventScroll: true });
    }
    const [view, box] = [element.getBoundingClientRect(), current.getBoundingClientRect()];
    if (row === 0) element.scrollTo({ top: 0 });
    else if (box.top < view.top + HEADS || box.bottom > view.bottom - MARGIN)
      current.scrollIntoView({ block: 'center' });
  }, [scroller, row]);
}

/** Covered by what stays at the top, in pixels; and what should be seen below a row. */
const HEADS = 100;
const MARGIN = 40;
