// The page of the missions: what there is to do, how far one is, what comes back today, and what one has shown.
import { useEffect, useRef } from 'react';
import { dueReviews } from '../../exercises/progress/progress.ts';
import { progressProblem } from '../../lessons/progress.ts';
import { useProgress } from '../progress/useProgress.ts';
import { GoOn, Mastered, Reviews } from './Aside.tsx';
import styles from './LearnPage.module.css';
import { MissionList } from './MissionList.tsx';
import type { MissionLink, PredictionLink } from './missionLink.ts';
import { ProgressFile } from './ProgressFile.tsx';

interface Props {
  /** Whether one came here from another place: then the focus goes to the mission that is under way, or to the heading. */
  readonly arrived: boolean;
  readonly linkOf: MissionLink;
  readonly predictionLinkOf: PredictionLink;
}

export function LearnPage({ arrived, linkOf, predictionLinkOf }: Props) {
  const progress = useProgress((state) => state.progress);
  const kept = useProgress((state) => state.kept);
  const setAside = useProgress((state) => state.setAside);
  const now = useProgress((state) => state.now);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  const due = dueReviews(progress, now());
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        {kept === 'visit' && (
          <p className={styles.note} role="status">
            This browser keeps nothing for this page. Your progress is kept for this visit only.
          </p>
        )}
        {setAside !== null && (
          <p className={styles.note} role="status">
            The progress that this browser had kept could not be read: {progressProblem(setAside)}. It was set aside,
            and you begin anew.
          </p>
        )}
        <MissionList heading={heading} progress={progress} due={due} linkOf={linkOf} />
      </main>
      <aside className={styles.aside} aria-label="Your progress">
        <GoOn progress={progress} linkOf={linkOf} />
        <Reviews due={due} linkOf={linkOf} predictionLinkOf={predictionLinkOf} />
        <Mastered progress={progress} />
        <ProgressFile />
        <p className={styles.teachers}>
          Teaching a class? <a href="#/class">Make a link for it</a>.
        </p>
      </aside>
    </div>
  );
}
