// The diagram as one SVG file that is readable alone: light, with its own background, drawn from the layout, in any Node.
import type { Actor, Recording } from '../lab/recording/recording.ts';
import { actorHead } from '../lessons/actors.ts';
import { beliefAt } from './beliefs.ts';
import { ACTOR_ICONS, ICONS, type IconName, RESULT_ICONS } from './icons.ts';
import { LANES, lanesFor } from './lanes.ts';
import {
  type Box,
  DETAIL,
  HEAD_HEIGHT,
  ICON_ROOM,
  LABEL,
  LABEL_GAP,
  layoutDiagram,
  MARGIN,
  type PlacedArrow,
  type PlacedCard,
  type PlacedLane,
  type PlacedPhase,
  type PlacedRow,
  type TextRun,
} from './layout.ts';
import { FONTS, HUES, LIGHT, RESULT_PAINTS } from './lightTheme.ts';
import { type RowState, rowState } from './rows.ts';
import { arrowHead, HEAD, hop } from './shapes.ts';
import { escapeXml, svgElement } from './svgText.ts';
import { type Font, textWidth, wrapText } from './textWidth.ts';

const WIDTH = 880;
const WIDTH_ATTACKED = 1080;

/** The whole diagram. `cursor` is the step to mark; without it, all has happened and nothing is marked. */
export function diagramSvg(recording: Recording, cursor?: number): string {
  const layout = layoutDiagram(recording, lanesFor(recording) === LANES ? WIDTH : WIDTH_ATTACKED);
  const { width, height, lanes, phases } = layout;
  const at = cursor ?? recording.steps.length;
  const stateOf = (row: PlacedRow): RowState | 'ghost' => {
    if (!('number' in row.row)) return 'ghost';
    return cursor === undefined ? 'past' : rowState(row.row.number, cursor);
  };
  const svg = svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${Math.round(height * 100) / 100}`,
      role: 'img',
      'aria-labelledby': 'title',
      'font-family': FONTS,
    },
    svgElement('title', { id: 'title' }, escapeXml(`TLS handshake, ${recording.scenario.mode}`)),
    svgElement('defs', {}, HATCH),
    svgElement('rect', { width, height, fill: LIGHT.bg }),
    ...phases.flatMap((phase) => phase.rows.filter((row) => stateOf(row) === 'current').map((row) => band(row, width))),
    ...lanes.map((lane) => lifeline(lane, height)),
    ...phases.map((phase, i) => phaseTitle(phase, i, width)),
    ...phases.flatMap((phase) => phase.rows.map((row) => drawRow(row, stateOf(row)))),
    ...lanes.map((lane) => head(recording, lane, at)),
    ...(recording.steps.some((step) => step.textbook !== null) ? [LEGEND] : []),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

function drawRow(row: PlacedRow, state: RowState | 'ghost'): string {
  const body = drawBody(row.body, state);
  return svgElement('g', { 'data-row': row.row.key }, mark(row, state), ...body, ...drawLines(row, state));
}

function drawBody(body: PlacedRow['body'], state: RowState | 'ghost'): string[] {
  switch (body.shape) {
    case 'arrow':
      return drawArrow(body, state);
    case 'card':
      return drawCard(body, state);
    case 'fold':
      return [];
  }
}

function drawArrow({ arrow, from, to, y, crossings }: PlacedArrow, state: RowState | 'ghost'): string[] {
  const direction = to > from ? 'right' : 'left';
  const sign = to > from ? 1 : -1;
  const { stroke } = HUES[arrow.hue];
  const end = to - sign * (HEAD.reach + 3);
  const dashes = arrow.hue === 'ghost' ? '2 5' : arrow.dashed ? '5 4' : undefined;
  const behind = state === 'current' ? LIGHT.sel : LIGHT.bg;
  const shift = (x: number) => ({ transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})` });
  const tunnel = svgElement('rect', {
    x: Math.min(from, to) + 2,
    y: y - 8,
    width: Math.abs(to - from) - 4,
    height: 16,
    rx: 8,
    fill: 'url(#hatch)',
  });
  const shaft = svgElement('line', {
    x1: from + sign * 3,
    x2: end,
    y1: y,
    y2: y,
    stroke,
    'stroke-width': arrow.hue === 'fail' ? 2.5 : 1.9,
    'stroke-dasharray': dashes,
  });
  const hops = crossings.map((x) =>
    svgElement(
      'g',
      { ...shift(x), fill: 'none' },
      svgElement('line', { x1: -6, x2: 6, stroke: behind, 'stroke-width': 4 }),
      svgElement('path', { d: hop(), stroke, 'stroke-width': 1.9 }),
    ),
  );
  const tip = svgElement('path', { ...shift(end), d: arrowHead(direction), fill: stroke });
  const faded = svgElement('g', { opacity: state === 'future' ? 0.5 : undefined }, shaft, ...hops, tip);
  return [...(arrow.encrypted ? [tunnel] : []), faded];
}

function drawCard({ card, box }: PlacedCard, state: RowState | 'ghost'): string[] {
  const { stroke, fill } =
    card.result === 'neutral' ? { ...HUES[card.at], fill: LIGHT.surface } : RESULT_PAINTS[card.result];
  const future = state === 'future';
  const paint = { fill: future ? LIGHT.bg : fill, stroke: future ? LIGHT['line-2'] : stroke };
  const shape = svgElement('rect', {
    ...box,
    rx: 9,
    ...paint,
    'stroke-width': card.result === 'fail' && !future ? 2 : 1.2,
  });
  return [shape];
}

/** Labels of arrows get a halo in the background's colour, so that no lifeline runs through them. */
function drawLines(row: PlacedRow, state: RowState | 'ghost'): string[] {
  const { body, lines } = row;
  const halo = body.shape === 'arrow' ? (state === 'current' ? LIGHT.sel : LIGHT.bg) : undefined;
  return lines.flatMap((line) => {
    const runs = line.runs.map(({ text, role }, i) => {
      const { size, weight } = role === 'label' ? LABEL : DETAIL;
      const fill = textColour(row, role, state);
      const attributes = { dx: i > 0 ? LABEL_GAP : undefined, 'font-size': size, 'font-weight': weight, fill };
      return svgElement('tspan', attributes, escapeXml(text));
    });
    const { x, y, width } = line;
    const centred = body.shape === 'arrow' && !line.icon;
    const text = svgElement(
      'text',
      {
        x: centred ? x + width / 2 : x + (line.icon ? ICON_ROOM : 0),
        y,
        'text-anchor': centred ? 'middle' : undefined,
        stroke: halo,
        'stroke-width': halo === undefined ? undefined : 6,
        'stroke-linejoin': halo === undefined ? undefined : 'round',
        'paint-order': halo === undefined ? undefined : 'stroke',
      },
      ...runs,
    );
    if (!line.icon) return [text];
    const colour = textColour(row, 'label', state);
    const sign =
      body.shape === 'arrow'
        ? icon('lock', x, y - 11, 13, colour, 2.4)
        : icon(RESULT_ICONS[body.shape === 'card' ? body.card.result : 'neutral'], x, y - 11, 13, colour, 3);
    return [text, sign];
  });
}

function textColour({ body }: PlacedRow, role: TextRun['role'], state: RowState | 'ghost'): string {
  if (role === 'detail') return body.shape === 'card' && state !== 'future' ? LIGHT['ink-2'] : LIGHT['ink-3'];
  if (body.shape === 'arrow' && body.arrow.hue === 'fail') return LIGHT.fail;
  if (state === 'future' || state === 'ghost') return LIGHT['ink-3'];
  return body.shape === 'card' && body.card.result !== 'neutral' ? RESULT_PAINTS[body.card.result].stroke : LIGHT.ink;
}

function mark({ row, mark: { x, y } }: PlacedRow, state: RowState | 'ghost'): string {
  const current = state === 'current';
  const circle = svgElement('circle', {
    cx: x,
    cy: y,
    r: 11,
    fill: current ? LIGHT.ink : state === 'ghost' ? 'none' : LIGHT.surface,
    stroke: current ? LIGHT.ink : state === 'past' ? LIGHT['ink-3'] : LIGHT.edge,
    'stroke-width': 1.2,
    'stroke-dasharray': state === 'ghost' ? '2 3' : undefined,
  });
  if (!('number' in row)) return circle;
  const small = { size: 11, weight: 650 };
  const number = write(String(row.number), x, y + 4, small, current ? LIGHT.surface : LIGHT['ink-2'], 'middle');
  const textbook =
    row.textbook === null
      ? []
      : [write(`T${row.textbook}`, x - 19, y + 4, { ...small, weight: 550 }, LIGHT['ink-3'], 'end')];
  return [circle, number, ...textbook].join('');
}

const band = (row: PlacedRow, width: number): string =>
  svgElement('rect', {
    x: MARGIN - 6,
    y: row.y,
    width: width - 2 * MARGIN + 12,
    height: row.height,
    rx: 10,
    fill: LIGHT.sel,
  });

function lifeline({ actor, x, head: box }: PlacedLane, height: number): string {
  return svgElement('line', {
    x1: x,
    x2: x,
    y1: box.y + box.height,
    y2: height - 10,
    stroke: LIGHT['line-2'],
    'stroke-width': 1.5,
    'stroke-dasharray': actor === 'ca' ? '2 5' : undefined,
  });
}

function phaseTitle({ title, y }: PlacedPhase, index: number, width: number): string {
  const rule = svgElement('line', {
    x1: MARGIN,
    x2: width - MARGIN,
    y1: y,
    y2: y,
    stroke: LIGHT['line-2'],
    'stroke-dasharray': '1 4',
  });
  return [...(index > 0 ? [rule] : []), write(title, MARGIN, y + 17, { size: 11.5, weight: 650 }, LIGHT['ink-3'])].join(
    '',
  );
}

function head(recording: Recording, { actor, x, head: box }: PlacedLane, cursor: number): string {
  const { name, line } = actorHead(actor, recording);
  const { stroke, fill } = HUES[actor];
  const left = box.x + 54;
  return [
    svgElement('rect', { ...box, rx: 12, fill: LIGHT.surface, stroke, 'stroke-width': 1.6 }),
    svgElement('rect', { x: box.x + 10, y: box.y + (HEAD_HEIGHT - 36) / 2, width: 36, height: 36, rx: 9, fill }),
    icon(ACTOR_ICONS[actor], box.x + 17, box.y + HEAD_HEIGHT / 2 - 11, 22, stroke, 1.8),
    ...headLines(name, line, left, box),
    belief(recording, actor, x, box, cursor),
  ].join('');
}

function headLines(name: string, line: string, left: number, box: Box): string[] {
  const room = box.x + box.width - left - 8;
  const lines = [
    ...wrapText(name, room, { size: 13.5, weight: 650 }).map((text) => ({
      text,
      font: { size: 13.5, weight: 650 },
      fill: LIGHT.ink,
    })),
    ...wrapText(line, room, { size: 11.5, weight: 450 }).map((text) => ({
      text,
      font: { size: 11.5, weight: 450 },
      fill: LIGHT['ink-2'],
    })),
  ];
  const step = lines.length > 2 ? 14.5 : 18;
  const top = box.y + box.height / 2 - ((lines.length - 1) * step) / 2 + 4;
  return lines.map(({ text, font, fill }, i) => write(text, left, top + i * step, font, fill));
}

function belief(recording: Recording, actor: Actor, x: number, box: Box, cursor: number): string {
  const held = beliefAt(recording, actor, cursor);
  if (held === null) return '';
  const font = { size: 11.5, weight: 600 };
  const { stroke, fill } = RESULT_PAINTS[held.result];
  const lines = wrapText(held.text, box.width - 34, font);
  const width = Math.min(box.width, Math.max(...lines.map((text) => textWidth(text, font))) + 34);
  const left = x - width / 2;
  const top = box.y + box.height + 6;
  const height = lines.length * 14.5 + 6;
  return [
    svgElement('rect', { x: left, y: top, width, height, rx: 10.5, fill, stroke, 'stroke-opacity': 0.4 }),
    icon(RESULT_ICONS[held.result], left + 9, top + 5, 11, stroke, 3),
    ...lines.map((text, i) => write(text, left + 25, top + 14.5 + i * 14.5, font, stroke)),
  ].join('');
}

function icon(name: IconName, x: number, y: number, size: number, stroke: string, width: number): string {
  return svgElement('path', {
    d: ICONS[name],
    transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${(size / 24).toFixed(4)})`,
    fill: name === 'dot' ? stroke : 'none',
    stroke,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

function write(
  text: string,
  x: number,
  y: number,
  { size, weight }: Font,
  fill: string,
  anchor?: 'middle' | 'end',
): string {
  const attributes = { x, y, 'font-size': size, 'font-weight': weight, fill, 'text-anchor': anchor };
  return svgElement('text', attributes, escapeXml(text));
}

const LEGEND = svgElement(
  'text',
  { x: MARGIN, y: MARGIN + HEAD_HEIGHT + 18, 'font-size': 11, fill: LIGHT['ink-3'] },
  svgElement('tspan', { 'font-weight': 650 }, 'T'),
  ' textbook step',
);

/** Around an encrypted message. */
const HATCH = svgElement(
  'pattern',
  { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
  svgElement('rect', { width: 7, height: 7, fill: LIGHT.tunnel }),
  svgElement('line', { y2: 7, stroke: LIGHT['line-2'], 'stroke-width': 1.4 }),
);
