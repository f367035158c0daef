// The rings of P3 below the last row: the decisions that a run with the same settings makes in which nothing is broken. They
// are a group of radio buttons; each is as wide as its band, from the lifeline to the end of its words.
import { Flag } from 'lucide-react';
import { useEffect, useRef } from 'react';
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
    if (asking) group.current?.scrollIntoView({ block: 'nearest' });
  }, [asking]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks whenever the flag has moved
  useEffect(() => {
    group.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'nearest' });
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
