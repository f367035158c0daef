// The story of the scenario, above the heads in the diagram's own scroller: it asks, and goes away with the first scroll.
import { ArrowRight } from 'lucide-react';
import { memo } from 'react';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { storyFor } from '../lessons/story.ts';
import { firstFailure } from '../store/place.ts';
import { isHidden } from '../store/predict.ts';
import { HiddenChip, PredictSwitch } from '../ui/predict/PredictSwitch.tsx';
import { Button } from '../ui/shared/Button.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './Story.module.css';

export const StoryLead = memo(function StoryLead() {
  const recording = useLab((lab) => lab.recording);
  const seek = useLab((lab) => lab.seek);
  const mission = useLab((lab) => lab.mission !== '');
  const hidden = useLab(isHidden);
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  const story = recording === null ? null : storyFor(recording.scenario, recording, activeFaults(recording.scenario));
  const failure = recording === null ? null : firstFailure(recording);
  // The goal stands in the bar, and the story would give it away.
  if (mission) return null;
  return (
    <section aria-label="Story" className={styles.story}>
      <div className={styles.words}>
        <h1>{story?.title ?? 'Handshake Lab'}</h1>
        <p>{story?.line}</p>
      </div>
      {failure !== null && !hidden && (
        <Button
          icon={ArrowRight}
          onClick={() => {
            // The drawer would lie over what one wants to see.
            if (!matchMedia(DRAWER_BESIDE).matches) setBreakOpen(false);
            seek(failure);
          }}
        >
          Show the failure
        </Button>
      )}
      <span className={styles.predict}>
        <HiddenChip />
        <PredictSwitch />
      </span>
    </section>
  );
});

/** Where there is room for the drawer beside the diagram: as in App.module.css. */
const DRAWER_BESIDE = '(min-width: 80em)';
