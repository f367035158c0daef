// The story of the scenario in a line, and the way to its failure.
import { ArrowRight } from 'lucide-react';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { storyFor } from '../lessons/story.ts';
import { firstFailure } from '../store/place.ts';
import { Button } from '../ui/shared/Button.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './StoryBar.module.css';

export function StoryBar() {
  const recording = useLab((lab) => lab.recording);
  const seek = useLab((lab) => lab.seek);
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  const sheetOpen = useLab((lab) => lab.sheetOpen);
  const story = recording === null ? null : storyFor(recording.scenario, recording, activeFaults(recording.scenario));
  const failure = recording === null ? null : firstFailure(recording);
  return (
    <section aria-label="Story" className={styles.story} data-sheet={sheetOpen}>
      <div className={styles.words}>
        <h1>{story?.title ?? 'Handshake Lab'}</h1>
        <p>{story?.line}</p>
      </div>
      {/* Always there, so that the bar is as high with a failure as without. */}
      <div className={styles.tools}>
        {failure !== null && (
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
      </div>
    </section>
  );
}

/** Where there is room for the drawer beside the diagram: as in App.module.css. */
const DRAWER_BESIDE = '(min-width: 107.5em)';
