// The scrubber: every step of the recording on one track, under the titles of the phases.
import { Slider } from '@base-ui/react/slider';
import { memo, useMemo } from 'react';
import { useAfterPaint } from '../../diagram/afterPaint.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { isCut } from '../../lab/recording/untold.ts';
import { NEVER_HAPPENS, phaseWords } from '../../lessons/phases.ts';
import { stepTitle, stepVerdict } from '../../lessons/steps.ts';
import styles from './Scrubber.module.css';
import { type Track, trackOf } from './track.ts';

interface Props {
  readonly recording: Recording;
  readonly cursor: number;
  readonly onSeek: (step: number) => void;
}

export function Scrubber({ recording, cursor, onSeek }: Props) {
  const painted = useAfterPaint(recording);
  const track = useMemo(() => trackOf(painted), [painted]);
  const step = recording.steps[cursor - 1];
  const result = step === undefined ? undefined : stepVerdict(recording, step)?.result;
  return (
    <div className={styles.scrubber}>
      <Slider.Root
        className={styles.root}
        min={1}
        max={Math.max(2, recording.steps.length)}
        largeStep={5}
        value={cursor}
        onValueChange={(value) => onSeek(value)}
      >
        <PhaseTitles track={track} onSeek={onSeek} />
        <Slider.Control className={styles.control}>
          <Slider.Track className={styles.track}>
            <Slider.Indicator className={styles.indicator} />
            <Ticks track={track} />
            <Slider.Thumb
              className={styles.thumb}
              data-tone={result}
              aria-label="Step"
              getAriaValueText={(_, value) => valueText(recording, value)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      {track.tail && (
        <div className={styles.tail} aria-hidden="true">
          <FittingText full={NEVER_HAPPENS.title} short={NEVER_HAPPENS.short} />
        </div>
      )}
    </div>
  );
}

function valueText(recording: Recording, number: number): string {
  const step = recording.steps[number - 1];
  if (step === undefined) return String(number);
  const place = isCut(recording) ? String(number) : `${number} of ${recording.steps.length}`;
  return `${place}, ${phaseWords(step).title}: ${stepTitle(recording, step)}`;
}

/**
 * Each leads to the first step of its phase; for the keyboard there are the slider and the diagram's headings. Placed by
 * attributes, not by styles: the page's policy would drop inline styles from prerendered markup.
 */
const PhaseTitles = memo(function PhaseTitles({ track, onSeek }: { readonly track: Track } & Pick<Props, 'onSeek'>) {
  return (
    <svg className={styles.phases} width="100%" height="18" overflow="visible" aria-hidden="true">
      {track.phases.map(({ first, title, short, from, to }) => (
        <foreignObject key={first} x={`${from}%`} y="-6" width={`${to - from}%`} height="24">
          <button type="button" tabIndex={-1} className={styles.phase} data-phase={first} onClick={() => onSeek(first)}>
            <FittingText full={title} short={short} />
          </button>
        </foreignObject>
      ))}
    </svg>
  );
});

/** The full text where it fits on one line, else the short one, else nothing: the style sheet alone decides. */
function FittingText({ full, short }: { readonly full: string; readonly short: string }) {
  return (
    <span className={styles.fitting}>
      <span className={styles.line}>
        <span>{short}</span>
      </span>
      <span className={styles.line}>
        <span>{full}</span>
      </span>
    </span>
  );
}

const Ticks = memo(function Ticks({ track }: { readonly track: Track }) {
  return (
    <svg className={styles.ticks} width="100%" height="14" aria-hidden="true">
      {track.ticks.map(({ step, at, opensPhase }) => (
        <line
          key={step}
          x1={`${at}%`}
          x2={`${at}%`}
          y1={opensPhase ? 0 : 4}
          y2={opensPhase ? 14 : 10}
          data-phase={opensPhase}
        />
      ))}
    </svg>
  );
});
