// The lesson plans of the chosen missions, each on a page of its own when they are printed.
import { MISSIONS } from '../../exercises/missions/list.ts';
import type { MissionId } from '../../exercises/missions/mission.ts';
import { LESSON_PLANS } from '../../lessons/lessonPlans.ts';
import { MISSION_WORDS } from '../../lessons/missions.ts';
import styles from './LessonPlans.module.css';

export default function LessonPlans({ missions }: { readonly missions: readonly MissionId[] }) {
  return (
    <div className={styles.plans}>
      {MISSIONS.filter(({ id }) => missions.includes(id)).map(({ id, minutes, par }) => {
        const { title, goal } = MISSION_WORDS[id];
        const { misconception, shows, discussion } = LESSON_PLANS[id];
        return (
          <article key={id} className={styles.plan}>
            <h3>
              Mission {id}: {title}
            </h3>
            <dl>
              <dt>Goal</dt>
              <dd>{goal}</dd>
              <dt>Time</dt>
              <dd>
                {minutes} minutes for the mission
                {par !== null && `, which takes ${par === 1 ? 'one change' : `${par} changes`}`}; as long again to talk
                about it
              </dd>
              <dt>What many believe before</dt>
              <dd>{misconception}</dd>
              <dt>What the run shows</dt>
              <dd>{shows}</dd>
              <dt>To discuss</dt>
              <dd>
                <ul>
                  {discussion.map((question) => (
                    <li key={question}>{question}</li>
                  ))}
                </ul>
              </dd>
            </dl>
          </article>
        );
      })}
    </div>
  );
}
