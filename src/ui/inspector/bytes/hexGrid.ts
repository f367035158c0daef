// The hex view as numbers: rows of bytes, the part of a row that a field covers, and a cursor that moves by byte.

export interface HexRow {
  /** Offset of the row's first byte. */
  readonly start: number;
  /** Two digits a byte. */
  readonly cells: readonly string[];
}

export type RowLength = 8 | 16;

export function hexRows(hex: string, perRow: RowLength): HexRow[] {
  const rows: HexRow[] = [];
  for (let start = 0; start < hex.length / 2; start += perRow) {
    rows.push({ start, cells: hex.slice(2 * start, 2 * (start + perRow)).match(/../g) ?? [] });
  }
  return rows;
}

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The part of `range` that lies in the row, as offsets in the bytes; null where they don't meet. */
export function rangeInRow(range: Range | null, row: HexRow): Range | null {
  if (range === null) return null;
  const start = Math.max(range.start, row.start);
  const end = Math.min(range.end, row.start + row.cells.length);
  return start < end ? { start, end } : null;
}

/** Where the byte cursor goes on a key; null: the key is not ours. */
export function moveCursor(key: string, at: number, length: number, perRow: RowLength): number | null {
  const last = Math.max(0, length - 1);
  const clamp = (offset: number) => Math.min(last, Math.max(0, offset));
  const vertical = (rows: number) => {
    const to = at + rows * perRow;
    return to < 0 || to > last ? at : to;
  };
  switch (key) {
    case 'ArrowRight':
      return clamp(at + 1);
    case 'ArrowLeft':
      return clamp(at - 1);
    case 'ArrowDown':
      return vertical(1);
    case 'ArrowUp':
      return vertical(-1);
    case 'PageDown':
      return clamp(at + 8 * perRow);
    case 'PageUp':
      return clamp(at - 8 * perRow);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** `0010`: offsets as hexadecimal, four digits at least. */
export const offsetLabel = (offset: number): string => offset.toString(16).padStart(4, '0');

/** Printable ASCII as it is, everything else as a middle dot. */
export function ascii(cell: string): string {
  const code = Number.parseInt(cell, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
}

/** `16 03 03`: bytes apart, for text; cut after `most` bytes. */
export function spacedHex(hex: string, most = Number.POSITIVE_INFINITY): string {
  const cells = hex.match(/../g) ?? [];
  return cells.length > most ? `${cells.slice(0, most).join(' ')} …` : cells.join(' ');
}
