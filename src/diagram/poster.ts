// The diagram as a picture to hang up: with its title, the settings, a legend of the signs, and where it comes from.
import { activeFaults } from '../lab/faults/catalogue.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { scenarioLine } from '../lessons/scenarioLine.ts';
import { storyFor } from '../lessons/story.ts';
import { diagramSvg } from './exportSvg.ts';
import { ICONS } from './icons.ts';
import { FONTS, LIGHT } from './lightTheme.ts';
import { arrowHead } from './shapes.ts';
import { escapeXml, svgElement } from './svgText.ts';
import { textWidth } from './textWidth.ts';

const MARGIN = 24;
const HEAD = 74;
const FOOT = 96;

/** `link` leads to the page that shows the same; null where nobody knows it. */
export function posterSvg(recording: Recording, link: string | null): string {
  const inner = diagramSvg(recording).replace(/^<\?xml[^>]*\?>\s*/, '');
  const [, width = 0, height = 0] = (/<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(inner) ?? []).map(Number);
  const { scenario } = recording;
  const { title } = storyFor(scenario, recording, activeFaults(scenario));
  const all = HEAD + height + FOOT;
  const foot = HEAD + height;
  const svg = svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: all,
      viewBox: `0 0 ${width} ${Math.round(all * 100) / 100}`,
      role: 'img',
      'aria-labelledby': 'poster-title poster-about',
      'font-family': FONTS,
    },
    svgElement('title', { id: 'poster-title' }, escapeXml(title)),
    svgElement('desc', { id: 'poster-about' }, escapeXml(scenarioLine(scenario))),
    svgElement('rect', { width, height: all, fill: LIGHT.bg }),
    write(title, MARGIN, 36, 20, 680, LIGHT.ink),
    write(scenarioLine(scenario), MARGIN, 58, 12.5, 450, LIGHT['ink-2']),
    inner.trim().replace('<svg ', `<svg y="${HEAD}" `),
    svgElement('line', { x1: MARGIN, x2: width - MARGIN, y1: foot, y2: foot, stroke: LIGHT['line-2'] }),
    ...legend(foot + 26),
    ...origin(link, foot + 74, width),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

/** Each sign with its meaning, in two lines. */
function legend(y: number): string[] {
  const parts: string[] = [];
  let x = MARGIN;
  let line = 0;
  const entry = (sign: (x: number, y: number) => string, width: number, text: string) => {
    const at = y + line * 22;
    parts.push(sign(x, at - 4), write(text, x + width + 8, at, 11.5, 450, LIGHT['ink-2']));
    x += width + 8 + textWidth(text, { size: 11.5, weight: 450 }) + 22;
  };
  entry((at, mid) => arrow(at, mid, LIGHT.client), 34, 'message, in its sender’s colour');
  entry((at, mid) => tunnel(at, mid), 34, 'encrypted');
  entry((at, mid) => arrow(at, mid, LIGHT.ca, '5 4'), 34, 'to and from the CA');
  entry((at, mid) => arrow(at, mid, LIGHT.fail), 34, 'fatal alert');
  entry((at, mid) => arrow(at, mid, LIGHT.edge, '2 5'), 34, 'never sent');
  [x, line] = [MARGIN, 1];
  entry((at, mid) => box(at, mid, LIGHT.pass, LIGHT['pass-t'], ICONS.check), 18, 'a check passed');
  entry((at, mid) => box(at, mid, LIGHT.fail, LIGHT['fail-t'], ICONS.cross), 18, 'a check failed');
  entry((at, mid) => write('T1', at, mid + 4, 11, 550, LIGHT['ink-3']), 14, 'step of the textbook');
  entry((at, mid) => write('B', at + 2, mid + 4, 11, 550, LIGHT['ink-3']), 10, 'bytes on the wire');
  return parts;
}

/** Lower left: the address, shortened to what fits; the whole of it is in the link. */
function origin(link: string | null, y: number, width: number): string[] {
  const font = { size: 11.5, weight: 450 };
  const room = width - 2 * MARGIN;
  let shown = link ?? '';
  while (textWidth(`${shown}…`, font) > room) shown = shown.slice(0, -4);
  if (link !== null && shown !== link) shown = `${shown}…`;
  const name = write(link === null ? 'Handshake Lab' : shown, MARGIN, y, 11.5, 450, LIGHT['ink-3']);
  // Only addresses of pages become links.
  return [link !== null && /^https?:/.test(link) ? svgElement('a', { href: link }, name) : name];
}

function arrow(x: number, y: number, stroke: string, dashes?: string): string {
  const line = { x1: x, x2: x + 28, y1: y, y2: y, stroke, 'stroke-width': 1.9, 'stroke-dasharray': dashes };
  const tip = { d: arrowHead('right'), transform: `translate(${x + 28} ${y})`, fill: stroke };
  return svgElement('line', line) + svgElement('path', tip);
}

const tunnel = (x: number, y: number): string =>
  svgElement('rect', { x, y: y - 7, width: 34, height: 14, rx: 7, fill: 'url(#hatch)' }) +
  arrow(x + 2, y, LIGHT.client);

const box = (x: number, y: number, stroke: string, fill: string, path: string): string =>
  svgElement('rect', { x, y: y - 9, width: 18, height: 18, rx: 5, fill, stroke, 'stroke-width': 1.2 }) +
  svgElement('path', {
    d: path,
    transform: `translate(${x + 3} ${y - 6}) scale(0.5)`,
    fill: 'none',
    stroke,
    'stroke-width': 3,
    'stroke-linecap': 'round',
  });

const write = (text: string, x: number, y: number, size: number, weight: number, fill: string): string =>
  svgElement('text', { x, y, 'font-size': size, 'font-weight': weight, fill }, escapeXml(text));
