// The picture of a validity period against the clock: where the bar, the marker and their labels go.
import { linearScale } from '../../../diagram/linearScale.ts';
import { shortDate, type ValidityDates } from '../dates.ts';

export interface TimelineLabel {
  readonly kind: 'notBefore' | 'notAfter' | 'now';
  readonly text: string;
  /** Left edge and width of the text. */
  readonly x: number;
  readonly width: number;
}

export interface Timeline {
  readonly bar: { readonly x: number; readonly width: number };
  /** Position of the clock. */
  readonly now: number;
  readonly inside: boolean;
  /** Labels below the axis, then those above it: no two of a row overlap. */
  readonly below: readonly TimelineLabel[];
  readonly above: readonly TimelineLabel[];
}

/** Upper bound of a character's width, in pixels, at the size the labels are set in. */
const CHARACTER = 6.6;
const GAP = 8;

/** Lays a validity period out on `width` pixels. Dates go below the axis, the clock above it, so they never meet. */
export function timeline(validity: ValidityDates, now: number, width: number): Timeline {
  const first = Math.min(validity.notBefore, now);
  const last = Math.max(validity.notAfter, now);
  const margin = Math.max(1, last - first) * 0.06;
  const scale = linearScale([first - margin, last + margin], [0, width]);
  const from = scale(validity.notBefore);
  const to = scale(validity.notAfter);
  const at = scale(now);

  const start = label('notBefore', shortDate(validity.notBefore), from, 'start', width);
  const end = label('notAfter', shortDate(validity.notAfter), to, 'end', width);
  return {
    bar: { x: from, width: Math.max(2, to - from) },
    now: at,
    inside: validity.notBefore <= now && now <= validity.notAfter,
    below: apart(start, end, width),
    above: [label('now', `now · ${shortDate(now)}`, at, 'middle', width)],
  };
}

function label(
  kind: TimelineLabel['kind'],
  text: string,
  anchor: number,
  align: 'start' | 'middle' | 'end',
  width: number,
): TimelineLabel {
  const own = text.length * CHARACTER;
  const x = align === 'start' ? anchor : align === 'end' ? anchor - own : anchor - own / 2;
  return { kind, text, x: clamp(x, own, width), width: own };
}

/** Moves two labels of one row apart when they would touch, and keeps both on the picture. */
function apart(left: TimelineLabel, right: TimelineLabel, width: number): TimelineLabel[] {
  const overlap = left.x + left.width + GAP - right.x;
  if (overlap <= 0) return [left, right];
  const wanted = clamp(left.x - overlap / 2, left.width, width);
  const x = clamp(wanted + left.width + GAP, right.width, width);
  return [
    { ...left, x: Math.max(0, Math.min(wanted, x - GAP - left.width)) },
    { ...right, x },
  ];
}

const clamp = (x: number, own: number, width: number): number => Math.max(0, Math.min(x, width - own));
