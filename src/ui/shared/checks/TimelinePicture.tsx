// Draws a validity period against the clock.
import { shortDate, type ValidityDates } from '../dates.ts';
import { useWidth } from '../useWidth.ts';
import styles from './TimelinePicture.module.css';
import { type TimelineLabel, timeline } from './timeline.ts';

const AXIS = 29;
const HEIGHT = 60;

export function TimelinePicture({ validity, now }: { readonly validity: ValidityDates; readonly now: number }) {
  const [box, width] = useWidth<HTMLDivElement>(360);
  const { bar, now: at, inside, below, above } = timeline(validity, now, width);
  const words = `Valid from ${shortDate(validity.notBefore)} to ${shortDate(validity.notAfter)}; now it is ${shortDate(now)}`;
  return (
    <div ref={box} className={styles.box}>
      <svg
        className={styles.picture}
        data-inside={inside ? '' : undefined}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={words}
      >
        <line className={styles.axis} x1="0" y1={AXIS} x2={width} y2={AXIS} />
        <rect
          className={styles.bar}
          x={bar.x}
          y={AXIS - 6}
          width={bar.width}
          height="12"
          rx={Math.min(6, bar.width / 2)}
        />
        <line className={styles.now} x1={at} y1={AXIS - 12} x2={at} y2={AXIS + 12} />
        {below.map((label) => (
          <text key={label.kind} className={styles.date} y={AXIS + 27} {...anchored(label)}>
            {label.text}
          </text>
        ))}
        {above.map((label) => (
          <text key={label.kind} className={styles.clock} y={AXIS - 17} {...anchored(label)}>
            {label.text}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** The first date sits at the left edge of its room, the last one at the right edge, the clock in the middle. */
function anchored({ kind, x, width }: TimelineLabel) {
  switch (kind) {
    case 'notBefore':
      return { x, textAnchor: 'start' } as const;
    case 'notAfter':
      return { x: x + width, textAnchor: 'end' } as const;
    case 'now':
      return { x: x + width / 2, textAnchor: 'middle' } as const;
  }
}
