// Bytes in rows of 16 or 8, with one byte cursor: a single tab stop, moved by arrow keys, read out as a slider.
import { type KeyboardEvent, memo, type PointerEvent, useLayoutEffect, useMemo } from 'react';
import { useWidth } from '../parts/useWidth.ts';
import styles from './HexView.module.css';
import {
  ascii,
  type HexRow,
  hexRows,
  moveCursor,
  offsetLabel,
  type Range,
  type RowLength,
  rangeInRow,
} from './hexGrid.ts';

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
  const rows = useMemo(() => hexRows(hex, perRow), [hex, perRow]);
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
      {rows.map((row) => {
        const strong = rangeInRow(highlight, row);
        const weak = rangeInRow(around, row);
        const inRow = row.start <= cursor && cursor < row.start + perRow;
        return (
          <Row
            key={row.start}
            row={row}
            withText={withText}
            strongStart={strong?.start ?? -1}
            strongEnd={strong?.end ?? -1}
            weakStart={weak?.start ?? -1}
            weakEnd={weak?.end ?? -1}
            cursor={inRow ? cursor : -1}
          />
        );
      })}
    </div>
  );
}

interface RowProps {
  readonly row: HexRow;
  readonly withText: boolean;
  readonly strongStart: number;
  readonly strongEnd: number;
  readonly weakStart: number;
  readonly weakEnd: number;
  readonly cursor: number;
}

const Row = memo(function Row({ row, withText, strongStart, strongEnd, weakStart, weakEnd, cursor }: RowProps) {
  return (
    <div className={styles.row} data-row={row.start}>
      <span className={styles.offset}>{offsetLabel(row.start)}</span>
      <span className={styles.cells}>
        {row.cells.map((cell, i) => {
          const at = row.start + i;
          const strong = at >= strongStart && at < strongEnd;
          const weak = at >= weakStart && at < weakEnd;
          return (
            <span
              key={at}
              data-byte={at}
              className={styles.cell}
              data-lit={strong ? 'strong' : weak ? 'weak' : undefined}
              data-cursor={at === cursor ? '' : undefined}
            >
              {cell}
            </span>
          );
        })}
      </span>
      {withText && <span className={styles.text}>{row.cells.map(ascii).join('')}</span>}
    </div>
  );
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
