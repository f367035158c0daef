// Two recordings side by side: which step of one stands beside which step of the other, and whether both do the same.
import type { LabEvent, Recording, Step } from './recording.ts';

export type Likeness =
  /** Both do the same, byte by byte. */
  | 'same'
  /** The same to look at, with other bytes. */
  | 'bytes'
  /** Both do it, and differently: another size, another result, encrypted or not. */
  | 'differs'
  | 'leftOnly'
  | 'rightOnly';

export type AlignedRow =
  | { readonly likeness: 'same' | 'bytes' | 'differs'; readonly left: Step; readonly right: Step }
  | { readonly likeness: 'leftOnly'; readonly left: Step; readonly right: null }
  | { readonly likeness: 'rightOnly'; readonly left: null; readonly right: Step };

/** Every step of both, in order. As many as possible stand beside one that does the same kind of thing. */
export function alignedRows(left: Recording, right: Recording): readonly AlignedRow[] {
  const known = memory.get(left)?.get(right);
  if (known) return known;
  const rows = align(left, right);
  const others = memory.get(left) ?? new WeakMap<Recording, readonly AlignedRow[]>();
  memory.set(left, others.set(right, rows));
  return rows;
}

const memory = new WeakMap<Recording, WeakMap<Recording, readonly AlignedRow[]>>();

/** Index of the row on which a step of the left recording stands; that of its predecessor where it has none. */
export function rowOfStep(rows: readonly AlignedRow[], number: number): number {
  return Math.max(
    0,
    rows.findLastIndex((row) => row.left !== null && row.left.number <= number),
  );
}

/** The steps on which left and right stand at a row: its own, or the last ones before it. */
export function stepsAt(rows: readonly AlignedRow[], index: number): { left: number; right: number } {
  const until = rows.slice(0, index + 1);
  return {
    left: until.findLast((row) => row.left !== null)?.left?.number ?? 1,
    right: until.findLast((row) => row.right !== null)?.right?.number ?? 1,
  };
}

/**
 * A longest common subsequence of what the steps are. Common beginnings and ends, which long recordings mostly consist
 * of, are paired first; the table is for what lies between.
 */
function align(left: Recording, right: Recording): AlignedRow[] {
  const [a, b] = [left.steps.map((step) => kindOf(step)), right.steps.map((step) => kindOf(step))];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const rows: AlignedRow[] = [];
  const push = (i: number | null, j: number | null) => {
    const [l, r] = [i === null ? undefined : left.steps[i], j === null ? undefined : right.steps[j]];
    if (l && r) rows.push({ likeness: likeness(left, l, right, r), left: l, right: r });
    else if (l) rows.push({ likeness: 'leftOnly', left: l, right: null });
    else if (r) rows.push({ likeness: 'rightOnly', left: null, right: r });
  };
  for (let i = 0; i < start; i++) push(i, i);
  for (const [i, j] of pairs(a.slice(start, a.length - end), b.slice(start, b.length - end))) {
    push(i === null ? null : i + start, j === null ? null : j + start);
  }
  for (let i = end; i > 0; i--) push(a.length - i, b.length - i);
  return rows;
}

/** Cells of the table at most: beyond, what is left stands one below the other. */
const MOST_CELLS = 4_000_000;

function pairs(a: readonly string[], b: readonly string[]): [number | null, number | null][] {
  const found: [number | null, number | null][] = [];
  if (a.length * b.length > MOST_CELLS) {
    return [...a.map((_, i): [number, null] => [i, null]), ...b.map((_, j): [null, number] => [null, j])];
  }
  // lengths[i][j]: of the longest common subsequence of what is behind i and j.
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) found.push([i++, j++]);
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) found.push([i++, null]);
    else found.push([null, j++]);
  }
  return found;
}

/** `client:Certificate` of `client:Certificate#2`. */
const kindOf = ({ key }: Step): string => key.replace(/#\d+$/, '');

function likeness(left: Recording, a: Step, right: Recording, b: Step): 'same' | 'bytes' | 'differs' {
  const [one, other] = [traces(left, a), traces(right, b)];
  if (one.look !== other.look) return 'differs';
  return one.bytes === other.bytes ? 'same' : 'bytes';
}

/** What one sees of a step, and the bytes that took part, as texts to compare. */
function traces({ events }: Recording, step: Step): { look: string; bytes: string } {
  const event = events[step.event];
  if (event?.kind === 'sent') {
    const { from, to, encrypted, wire, plaintext, details } = event.message;
    return { look: JSON.stringify([from, to, encrypted, wire.length, byName(details)]), bytes: `${wire} ${plaintext}` };
  }
  if (event?.kind !== 'operation') return { look: '', bytes: '' };
  const checks = events
    .slice(step.event, step.until)
    .flatMap((each: LabEvent) =>
      each.kind === 'check' && each.operation === event.id
        ? [[each.check.certificate, each.check.check, each.check.result]]
        : [],
    );
  const secrets = events
    .slice(step.event, step.until)
    .flatMap((each: LabEvent) => (each.kind === 'secret' ? [each.value] : []));
  const { operation, result, details, certificates } = event;
  return {
    look: JSON.stringify([operation, result, byName(details), certificates.length, checks]),
    bytes: [...certificates, ...secrets].join(),
  };
}

/** Details in an order of their own: in a file they may stand in another one. */
const byName = (details: object): [string, unknown][] => Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
