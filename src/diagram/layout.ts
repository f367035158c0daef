// Gives every row a place: (recording, width) -> positions in pixels. Pure; the SVG export draws from it alone.
import type { Actor, Recording } from '../lab/recording/recording.ts';
import { NEVER_HAPPENS } from '../lessons/phases.ts';
import { crossings, type Lanes, laneOf, lanesFor } from './lanes.ts';
import { linearScale } from './linearScale.ts';
import { type Arrow, type Card, diagramRows, type FoldRow, type GhostRow, type Rows, type StepRow } from './rows.ts';
import { type Font, textWidth, wrapText } from './textWidth.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextRun {
  readonly text: string;
  readonly role: 'label' | 'detail';
}

/** One line of text; its runs stand beside each other. */
export interface PlacedLine {
  readonly runs: readonly TextRun[];
  /** Left end and baseline. `width` is an estimate, and includes the room of an icon at the left. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly icon: boolean;
}

export interface PlacedArrow {
  readonly shape: 'arrow';
  readonly arrow: Arrow;
  /** From the sender's lifeline to the receiver's. */
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Lifelines passed on the way. */
  readonly crossings: readonly number[];
}

export interface PlacedCard {
  readonly shape: 'card';
  readonly card: Card;
  readonly box: Box;
}

/** Stands for steps that are not drawn. */
export interface PlacedFold {
  readonly shape: 'fold';
}

export interface PlacedRow {
  readonly row: StepRow | GhostRow | FoldRow;
  readonly y: number;
  readonly height: number;
  readonly mark: { readonly x: number; readonly y: number };
  readonly body: PlacedArrow | PlacedCard | PlacedFold;
  readonly lines: readonly PlacedLine[];
}

export interface PlacedPhase {
  readonly title: string;
  readonly y: number;
  readonly rows: readonly PlacedRow[];
}

export interface PlacedLane {
  readonly actor: Actor;
  readonly x: number;
  readonly head: Box;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  /** The last one is "Not reached" where a failure prevented something. */
  readonly phases: readonly PlacedPhase[];
}

export const LABEL: Font = { size: 13, weight: 600 };
export const DETAIL: Font = { size: 12, weight: 450 };
export const MARGIN = 16;
export const HEAD_HEIGHT = 62;
const BELIEF_HEIGHT = 46;

const GUTTER = 92;
const LINE = 17;
export const LABEL_GAP = 8;
export const ICON_ROOM = 18;
const ARROW_ROOM = 15;
const ROW_PAD = 4;
const CARD_PAD = { x: 12, y: 8 };
const PHASE_HEIGHT = 30;
const MAX_CARD = 330;

export function layoutDiagram(recording: Recording, width: number, rows: Rows = diagramRows(recording)): DiagramLayout {
  const place = linearScale([0, 1], [MARGIN + GUTTER, width - MARGIN]);
  const used = lanesFor(recording);
  const lanes = used.map(({ actor, x, head }) => {
    const boxWidth = Math.min((place(head) - place(0)) * 0.96, 232);
    return {
      actor,
      x: place(x),
      head: { x: place(x) - boxWidth / 2, y: MARGIN, width: boxWidth, height: HEAD_HEIGHT },
    };
  });

  let y = MARGIN + HEAD_HEIGHT + BELIEF_HEIGHT;
  const groups: { title: string; rows: readonly (StepRow | GhostRow | FoldRow)[] }[] = rows.phases.map(
    ({ title, steps }) => ({
      title,
      rows: steps,
    }),
  );
  if (rows.ghosts.length > 0) groups.push({ title: NEVER_HAPPENS.title, rows: rows.ghosts });
  const phases = groups.map((group): PlacedPhase => {
    const top = y;
    y += PHASE_HEIGHT;
    const placed = group.rows.map((row) => {
      const next = placeRow(row, y, place, used);
      y += next.height;
      return next;
    });
    y += ROW_PAD;
    return { title: group.title, y: top, rows: placed };
  });
  return { width, height: y + MARGIN, lanes, phases };
}

type Place = (fraction: number) => number;

function placeRow(row: StepRow | GhostRow | FoldRow, y: number, place: Place, lanes: Lanes): PlacedRow {
  if (!('body' in row)) return placeFold(row, y, place);
  return row.body.shape === 'arrow'
    ? placeArrow(row, row.body, y, place, lanes)
    : placeCard(row, row.body, y, place, lanes);
}

function placeFold(row: FoldRow, y: number, place: Place): PlacedRow {
  const width = textWidth(row.label, DETAIL);
  const line: PlacedLine = {
    runs: [{ text: row.label, role: 'detail' }],
    x: place(0.5) - width / 2,
    y: y + ROW_PAD + 17,
    width,
    icon: false,
  };
  return { row, y, height: 34, mark: mark(y + 17), body: { shape: 'fold' }, lines: [line] };
}

const mark = (y: number) => ({ x: MARGIN + 62, y });

function placeArrow(row: StepRow | GhostRow, arrow: Arrow, y: number, place: Place, lanes: Lanes): PlacedRow {
  const [a, b] = [laneOf(arrow.from, lanes).x, laneOf(arrow.to, lanes).x];
  const middle = (a + b) / 2;
  const room = 2 * Math.min(place(middle) - place(0), place(1) - place(middle));
  const lock = arrow.encrypted ? ICON_ROOM : 0;
  const labelWidth = textWidth(arrow.label, LABEL) + lock;
  const detailWidth = textWidth(arrow.detail, DETAIL);
  const span = Math.abs(place(b) - place(a)) - 24;

  const lines: PlacedLine[] = [];
  let baseline = y + ROW_PAD + 13;
  const centred = (runs: readonly TextRun[], width: number) => {
    if (lines.length > 0) baseline += LINE - 1;
    const icon = lines.length === 0 && arrow.encrypted;
    lines.push({ runs, x: place(middle) - width / 2, y: baseline, width, icon });
  };
  const label: TextRun = { text: arrow.label, role: 'label' };
  const detail = (text: string): TextRun => ({ text, role: 'detail' });
  if (arrow.detail === '') {
    centred([label], labelWidth);
  } else if (labelWidth + LABEL_GAP + detailWidth <= span) {
    centred([label, detail(arrow.detail)], labelWidth + LABEL_GAP + detailWidth);
  } else {
    centred([label], labelWidth);
    for (const line of wrapText(arrow.detail, room, DETAIL)) centred([detail(line)], textWidth(line, DETAIL));
  }
  const arrowY = baseline + ARROW_ROOM - 3;
  const { left, right } = a < b ? { left: a, right: b } : { left: b, right: a };
  return {
    row,
    y,
    height: arrowY + 9 + ROW_PAD - y,
    mark: mark(arrowY),
    body: {
      shape: 'arrow',
      arrow,
      from: place(a),
      to: place(b),
      y: arrowY,
      crossings: crossings(arrow.from, arrow.to, lanes).map((at) => place(left + at * (right - left))),
    },
    lines,
  };
}

function placeCard(row: StepRow | GhostRow, card: Card, y: number, place: Place, lanes: Lanes): PlacedRow {
  const room = Math.min(MAX_CARD, place(1) - place(0)) - 2 * CARD_PAD.x;
  const icon = card.result === 'neutral' ? 0 : ICON_ROOM;
  const labels = wrapText(card.label, room - icon, LABEL);
  const details = card.detail === '' ? [] : wrapText(card.detail, room, DETAIL);
  const textWide = Math.max(
    ...labels.map((line) => textWidth(line, LABEL) + icon),
    ...details.map((line) => textWidth(line, DETAIL)),
  );
  const box: Box = {
    ...across(laneOf(card.at, lanes).x, Math.max(textWide + 2 * CARD_PAD.x, 150), place),
    y: y + ROW_PAD,
    height: 2 * CARD_PAD.y + labels.length * LINE + details.length * (LINE - 1) - 2,
  };
  const left = box.x + CARD_PAD.x;
  const first = box.y + CARD_PAD.y + 11;
  const afterLabels = first + labels.length * LINE;
  const line = (text: string, role: TextRun['role'], at: number, i: number): PlacedLine => ({
    runs: [{ text, role }],
    x: left,
    y: at,
    width: textWidth(text, role === 'label' ? LABEL : DETAIL) + (role === 'label' ? icon : 0),
    icon: role === 'label' && icon > 0 && i === 0,
  });
  const lines = [
    ...labels.map((text, i) => line(text, 'label', first + i * LINE, i)),
    ...details.map((text, i) => line(text, 'detail', afterLabels + i * (LINE - 1), i)),
  ];
  const height = box.height + 2 * ROW_PAD;
  return { row, y, height, mark: mark(y + height / 2), body: { shape: 'card', card, box }, lines };
}

/** A box of `width` through which the lifeline passes at the same fraction as it stands at in the diagram. */
function across(x: number, width: number, place: Place): { x: number; width: number } {
  return { x: place(0) + x * (place(1) - place(0) - width), width };
}
