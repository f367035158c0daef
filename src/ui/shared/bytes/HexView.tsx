// Bytes in rows of 16 or 8, with one byte cursor: a single tab stop, moved by arrow keys, read out as a slider.
import { type CSSProperties, type KeyboardEvent, memo, type PointerEvent, useLayoutEffect } from 'react';
import { useWidth } from '../useWidth.ts';
import styles from './HexView.module.css';
import { asciiColumn, blocksOf, hexRows, moveCursor, offsetLabel, type Range, type RowLength } from './hexGrid.ts';

interface HexViewProps {
  readonly hex: string;
  /** Name for screen readers. */
  readonly label: string;
  readonly cursor: number;
  /** What a screen reader hears besides the byte: the field's name. */
  readonly describe: (offset: number) => string;
  readonly highlight: Range | null;
  /** The field around the highlighted one. */
  readonly around: Range | null;
  readonly onHover: (offset: number | null) => void;
  readonly onSelect: (offset: number) => void;
}

export function HexView({ hex, label, cursor, describe, highlight, around, onHover, onSelect }: HexViewProps) {
  const [box, width] = useWidth<HTMLDivElement>(420);
  const perRow: RowLength = width >= 360 ? 16 : 8;
  const withText = width >= 540;
  const length = hex.length / 2;
  useRowInView(box, highlight?.start ?? cursor, perRow);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = moveCursor(event.key, cursor, length, perRow);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(to);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') onHover(byteUnder(event.target));
  };

  return (
    <div
      ref={box}
      className={styles.box}
      data-per-row={perRow}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, length - 1)}
      aria-valuenow={cursor}
      aria-valuetext={`Byte ${cursor + 1} of ${length}: ${hex.slice(2 * cursor, 2 * cursor + 2)}. ${describe(cursor)}`}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => {
        const offset = byteUnder(event.target);
        if (offset !== null) onSelect(offset);
      }}
    >
      <div className={styles.grid}>
        <Lit range={around} perRow={perRow} kind="weak" />
        <Lit range={highlight} perRow={perRow} kind="strong" />
        <Lit range={{ start: cursor, end: cursor + 1 }} perRow={perRow} kind="cursor" />
        <Cells hex={hex} perRow={perRow} withText={withText} />
      </div>
    </div>
  );
}

interface LitProps {
  readonly range: Range | null;
  readonly perRow: RowLength;
  readonly kind: 'weak' | 'strong' | 'cursor';
}

/** Marks lie behind the bytes, so that moving one redraws no byte. */
function Lit({ range, perRow, kind }: LitProps) {
  return blocksOf(range, perRow).map(({ row, rows, from, to }) => (
    <span
      key={row}
      className={styles.lit}
      data-kind={kind}
      style={{ '--row': row, '--rows': rows, '--from': from, '--cells': to - from } as CSSProperties}
    />
  ));
}

interface CellsProps {
  readonly hex: string;
  readonly perRow: RowLength;
  readonly withText: boolean;
}

const Cells = memo(function Cells({ hex, perRow, withText }: CellsProps) {
  return hexRows(hex, perRow).map((row) => (
    <div key={row.start} className={styles.row} data-row={row.start}>
      <span className={styles.offset}>{offsetLabel(row.start)}</span>
      <span className={styles.cells}>
        {row.cells.map(({ offset, digits }) => (
          <span key={offset} data-byte={offset} className={styles.cell}>
            {digits}
          </span>
        ))}
      </span>
      {withText && <span className={styles.text}>{row.cells.map(({ digits }) => asciiColumn(digits)).join('')}</span>}
    </div>
  ));
});

function byteUnder(target: EventTarget | null): number | null {
  if (!(target instanceof HTMLElement)) return null;
  const text = target.dataset.byte;
  return text === undefined ? null : Number(text);
}

/** Scrolls the box, and nothing around it, so that the row with `offset` shows. */
function useRowInView(box: { readonly current: HTMLElement | null }, offset: number, perRow: number): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || element.matches(':hover')) return;
    const row = element.querySelector<HTMLElement>(`[data-row="${offset - (offset % perRow)}"]`);
    if (row === null) return;
    const top = row.offsetTop;
    const bottom = top + row.offsetHeight;
    if (top < element.scrollTop) element.scrollTop = top - 8;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight + 8;
  }, [box, offset, perRow]);
}
