// Validity of all certificates and both clocks on one picture. Their ends are sliders, for pointer and keyboard.
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { DAY } from '../../lab/plan/plan.ts';
import { CLOCK_EARLIEST, CLOCK_LATEST, EARLIEST, type Edits, LATEST } from '../../lab/scenario/edits.ts';
import { CERTIFICATE_TITLES } from '../../lessons/editing.ts';
import { Segmented } from '../shared/Segmented.tsx';
import { useWidth } from '../shared/useWidth.ts';
import { dateText } from './dateText.ts';
import { type Editable, valuesOf } from './model.ts';
import styles from './Timeline.module.css';
import { movedByKey, stretch, type TimeScale, timeScale, type Window } from './timeScale.ts';
import type { EditorState } from './useEditor.ts';

interface Props {
  readonly editor: EditorState;
  readonly selected: string;
  readonly onSelect: (id: Editable['id']) => void;
}

export function ValidityTimeline({ editor, selected, onSelect }: Props) {
  const { plan, basePlan, edits, certificates } = editor;
  const [box, width] = useWidth<HTMLDivElement>(330);
  const [window, setWindow] = useState<Window>('months');
  const clocks = { client: plan.clientNow, server: plan.now };
  const bars = certificates.map((editable) => {
    const { notBefore, notAfter } = { ...valuesOf(editable.certificate), ...editable.edit };
    return { editable, notBefore, notAfter };
  });
  const around = [basePlan.now, basePlan.clientNow, ...(window === 'years' ? Object.values(clocks) : [])];
  const domain = stretch(
    window,
    bars.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter]),
    around,
  );
  // While something is dragged, the picture stands still under it.
  const [held, setHeld] = useState<[number, number] | null>(null);
  const scale = timeScale(held ?? domain, width);
  const hold = (on: boolean) => setHeld(on ? (held ?? domain) : null);
  const setClock = (side: 'client' | 'server', ms: number, gesture: string) => {
    const next: Edits['clocks'] = { ...edits.clocks, [side]: clamp(ms, CLOCK_EARLIEST, CLOCK_LATEST) };
    const before = { client: basePlan.clientNow, server: basePlan.now };
    const kept = Object.entries(next).filter(([each, at]) => before[each as 'client' | 'server'] !== at);
    editor.changeEdits({ clocks: Object.fromEntries(kept) }, gesture);
  };

  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.bar}>
        <span className={styles.title}>Timeline</span>
        <Segmented label="Stretch of time" options={WINDOWS} value={window} onChange={setWindow} />
      </div>
      <div className={styles.rows}>
        <div className={styles.axisRow} ref={box} aria-hidden>
          {scale.ticks.map(({ x, label }) => (
            <span key={x} className={styles.tick} style={{ left: x }}>
              {label}
            </span>
          ))}
        </div>
        {CLOCKS.map(({ side, title, short }) => (
          <div key={side} className={styles.row} data-side={side}>
            <span className={styles.name}>{short}</span>
            <div className={styles.plot}>
              <span
                className={styles.clockLine}
                data-side={side}
                style={{ left: scale.place(clocks[side]).x }}
                aria-hidden
              />
              <Handle
                kind="clock"
                side={side}
                label={title}
                value={clocks[side]}
                scale={scale}
                onHold={hold}
                onMove={(ms, gesture) => setClock(side, ms, gesture)}
              />
            </div>
          </div>
        ))}
        {bars.map(({ editable, notBefore, notAfter }) => (
          <div key={editable.id} className={styles.row} data-selected={editable.id === selected ? '' : undefined}>
            <button type="button" className={styles.name} onClick={() => onSelect(editable.id)}>
              {ROW_TITLES[editable.id] ?? CERTIFICATE_TITLES[editable.id]}
            </button>
            <div className={styles.plot}>
              <Bar from={notBefore} to={notAfter} clocks={judges(editable.id, clocks)} scale={scale} />
              {ENDS.map(({ end, title }) => (
                <Handle
                  key={end}
                  kind={end}
                  label={`${CERTIFICATE_TITLES[editable.id]}: ${title}`}
                  value={end === 'notBefore' ? notBefore : notAfter}
                  scale={scale}
                  onHold={hold}
                  onMove={(ms, gesture) => editor.change(editable, { [end]: clamp(ms, EARLIEST, LATEST) }, gesture)}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  /** Of those who look at it. */
  readonly clocks: readonly number[];
  readonly scale: TimeScale;
}

function Bar({ from, to, clocks, scale }: BarProps) {
  const left = scale.place(from).x;
  const right = scale.place(to).x;
  const inside = clocks.every((now) => from <= now && now <= to);
  return (
    <span
      className={styles.validity}
      data-inside={inside ? '' : undefined}
      data-never={to < from ? '' : undefined}
      style={{ left: Math.min(left, right), width: Math.max(2, Math.abs(right - left)) }}
      aria-hidden
    />
  );
}

interface HandleProps {
  readonly kind: 'notBefore' | 'notAfter' | 'clock';
  readonly side?: 'client' | 'server';
  readonly label: string;
  readonly value: number;
  readonly scale: TimeScale;
  readonly onHold: (on: boolean) => void;
  /** All moves of one drag, or of the keys while the focus stays, are one gesture. */
  readonly onMove: (ms: number, gesture: string) => void;
}

function Handle({ kind, side, label, value, scale, onHold, onMove }: HandleProps) {
  const id = useId();
  const gesture = useRef(0);
  const drag = useRef<{ readonly x: number; readonly value: number } | null>(null);
  const { x, beyond } = scale.place(value);
  const move = (ms: number) => {
    if (ms !== value) onMove(ms, `${id}${gesture.current}`);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.current += 1;
    // One that lies beyond the picture starts from its edge.
    const start =
      beyond === null ? value : value + DAY * Math.round((scale.domain[beyond === 'before' ? 0 : 1] - value) / DAY);
    drag.current = { x: event.clientX, value: start };
    onHold(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (drag.current === null) return;
    const days = scale.days(event.clientX - drag.current.x);
    if (days !== 0 || drag.current.value === value) move(drag.current.value + days * DAY);
  };
  const onPointerEnd = () => {
    drag.current = null;
    gesture.current += 1;
    onHold(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = movedByKey(event.key, event.shiftKey, value, scale.domain);
    if (moved === null) return;
    event.preventDefault();
    move(moved);
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      className={styles.handle}
      data-kind={kind}
      data-side={side}
      data-beyond={beyond ?? undefined}
      style={{ left: x }}
      aria-label={label}
      aria-valuemin={Math.round(Math.min(scale.domain[0], value) / 1000)}
      aria-valuemax={Math.round(Math.max(scale.domain[1], value) / 1000)}
      aria-valuenow={value / 1000}
      aria-valuetext={`${dateText(value)} UTC`}
      title={`${label}: ${dateText(value)} UTC`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onFocus={() => {
        gesture.current += 1;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** A side's own certificate is judged by the other side, a CA's by both. */
function judges(id: Editable['id'], { client, server }: Readonly<Record<'client' | 'server', number>>): number[] {
  if (id === 'server') return [client];
  return id === 'client' ? [server] : [client, server];
}

const clamp = (ms: number, least: number, most: number): number => Math.min(most, Math.max(least, ms));

/** Shorter, where a phone has no room for all of it. */
const ROW_TITLES: Readonly<Partial<Record<Editable['id'], string>>> = {
  server: 'Server’s leaf',
  client: 'Client’s leaf',
};

const WINDOWS = [
  { value: 'months', label: 'Months' },
  { value: 'years', label: 'Years' },
] as const;

const CLOCKS = [
  { side: 'client', title: 'Client’s clock', short: 'Client’s clock' },
  { side: 'server', title: 'Server’s, CA’s clock', short: 'Server’s clock' },
] as const;

const ENDS = [
  { end: 'notBefore', title: 'not before' },
  { end: 'notAfter', title: 'not after' },
] as const;
