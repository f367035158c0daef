// The rings of P3 below the last row: the decisions that a run with the same settings makes in which nothing is broken. They
// are a group of radio buttons; each is as wide as its band, from the lifeline to the end of its words.
import { Flag } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { headHeight } from '../../diagram/headHeight.ts';
import { capital, noun } from '../../lessons/phrases.ts';
import { ringText } from '../../lessons/predictions.ts';
import { isAsking, openPrediction } from '../../store/predict.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useLab } from '../useLab.tsx';
import { FORM } from './form.ts';
import styles from './Rings.module.css';

export default function Rings() {
  const prediction = useLab(openPrediction);
  const asking = useLab(isAsking);
  const flag = useLab((lab) => lab.predict?.draft.flag);
  const setFlag = useLab((lab) => lab.setFlag);
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (asking && group.current) return keepInSight(group.current);
    return undefined;
  }, [asking]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks whenever the flag has moved
  useEffect(() => {
    const chosen = group.current?.querySelector<HTMLElement>('[data-chosen="true"]');
    if (chosen) show(chosen);
  }, [flag]);
  if (!asking || prediction?.form !== 'flag') return null;
  return (
    <fieldset ref={group} className={styles.rings}>
      <legend className={styles.title}>
        If all goes well<VisuallyHidden>: where does it fail?</VisuallyHidden>
      </legend>
      {prediction.rings.map((ring) => {
        const chosen = ring.id === flag;
        return (
          <label key={ring.id} className={styles.ring} data-at={ring.actor} data-chosen={chosen}>
            <input
              type="radio"
              name="predicted-place"
              form={FORM}
              autoComplete="off"
              checked={chosen}
              onChange={() => setFlag(ring.id)}
            />
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.text}>
              {chosen && <Flag size={13} aria-hidden />}
              <VisuallyHidden>{capital(noun(ring.actor))} </VisuallyHidden>
              <span className={styles.long}>{ringText(ring)}</span>
              <span className={styles.short}>{ringText(ring, true)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Free space around a ring that was chosen, and below the last one, in pixels. */
const RING_MARGIN = 6;
const END_MARGIN = 14;
/** A stage lower than so many rows shows the rings alone. */
const LOW_IN_ROWS = 3;

/** Below the heads, which cover the stage's top. */
function show(ring: HTMLElement): void {
  ring.style.scrollMarginTop = `${headHeight() + RING_MARGIN}px`;
  ring.style.scrollMarginBottom = `${END_MARGIN}px`;
  ring.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/**
 * All of them, below as many whole rows as there is room for, the cursor's at least; where that is too much, from the first
 * one on. Again when the dock has taken its room from the stage.
 */
function keepInSight(group: HTMLElement): () => void {
  const stage = group.closest<HTMLElement>('section');
  if (stage === null) return () => {};
  const look = () => {
    const head = headHeight();
    const from = stage.getBoundingClientRect().top - stage.scrollTop + head;
    const topOf = (element: Element) => Math.round(element.getBoundingClientRect().top - from);
    const rows = [...stage.querySelectorAll<HTMLElement>('[data-rows] li')];
    const row = rows.find(({ dataset }) => dataset['state'] === 'current');
    if (row === undefined) return;
    const least = topOf(group) + head + group.offsetHeight + END_MARGIN - stage.clientHeight;
    const isLow = stage.clientHeight - head < LOW_IN_ROWS * row.offsetHeight;
    const start = isLow ? topOf(group) : topOf(row);
    stage.scrollTo({ top: rows.map(topOf).find((top) => top >= least && top <= start) ?? start, behavior: 'instant' });
  };
  const observer = new ResizeObserver(look);
  observer.observe(stage);
  return () => observer.disconnect();
}
