// The hex view as numbers: rows of bytes, the part of a row that a field covers, and a cursor that moves by byte.

export interface HexRow {
  /** Offset of the row's first byte. */
  readonly start: number;
  readonly cells: readonly HexCell[];
}

export interface HexCell {
  readonly offset: number;
  /** The byte as two digits. */
  readonly digits: string;
}

export type RowLength = 8 | 16;

export function hexRows(hex: string, perRow: RowLength): HexRow[] {
  const rows: HexRow[] = [];
  for (let start = 0; start < hex.length / 2; start += perRow) {
    const row = hex.slice(2 * start, 2 * (start + perRow)).match(/../g) ?? [];
    rows.push({ start, cells: row.map((digits, i) => ({ offset: start + i, digits })) });
  }
  return rows;
}

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A block of cells: rows from `row`, columns from `from` up to `to` (exclusive). */
export interface Block {
  readonly row: number;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

/** A range as at most three blocks: the rest of its first row, the whole rows, the beginning of its last one. */
export function blocksOf(range: Range | null, perRow: RowLength): Block[] {
  if (range === null || range.start >= range.end) return [];
  const first = Math.floor(range.start / perRow);
  const last = Math.floor((range.end - 1) / perRow);
  const from = range.start % perRow;
  const to = ((range.end - 1) % perRow) + 1;
  if (first === last) return [{ row: first, rows: 1, from, to }];
  const wholeFrom = from === 0 ? first : first + 1;
  const wholeTo = to === perRow ? last + 1 : last;
  return [
    { row: first, rows: wholeFrom - first, from, to: perRow },
    { row: wholeFrom, rows: wholeTo - wholeFrom, from: 0, to: perRow },
    { row: last, rows: last + 1 - wholeTo, from: 0, to },
  ].filter(({ rows }) => rows > 0);
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
export function asciiColumn(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
}

/** `16 03 03`: bytes apart, for text; cut after `most` bytes. */
export function spacedHex(hex: string, most = Number.POSITIVE_INFINITY): string {
  const cells = hex.match(/../g) ?? [];
  return cells.length > most ? `${cells.slice(0, most).join(' ')} …` : cells.join(' ');
}
