// The 15 missions, grouped as the diagram groups its phases: no cards, no locks. One link a line.
import { Check, Circle, CircleDot, Clock } from 'lucide-react';
import type { Ref } from 'react';
import { MISSIONS } from '../../exercises/missions/list.ts';
import { type ConceptId, MISSION_GROUPS, type Mission } from '../../exercises/missions/mission.ts';
import { missionStart } from '../../exercises/missions/start.ts';
import type { MissionProgress, Progress, ReviewItem } from '../../exercises/progress/progress.ts';
import { CONCEPT_WORDS, MISSION_GROUP_WORDS, MISSION_WORDS } from '../../lessons/missions.ts';
import { bestText, hintsText, timeLeftText } from '../../lessons/progress.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './MissionList.module.css';
import type { MissionLink } from './missionLink.ts';

interface Props {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly progress: Progress;
  readonly due: readonly { readonly concept: ConceptId; readonly item: ReviewItem }[];
  readonly linkOf: MissionLink;
}

export function MissionList({ heading, progress, due, linkOf }: Props) {
  const done = MISSIONS.filter(({ id }) => isDone(progress.missions[id]));
  const left = MISSIONS.filter((mission) => !done.includes(mission)).reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <section className={styles.missions} aria-labelledby="missions">
      <div className={styles.title}>
        <h1 id="missions" ref={heading} tabIndex={-1}>
          Missions
        </h1>
        <span className={styles.count}>
          {done.length} of {MISSIONS.length} done
        </span>
        <progress className={styles.bar} max={MISSIONS.length} value={done.length} aria-label="Missions done" />
        <span className={styles.left}>{timeLeftText(left)}</span>
      </div>
      <div className={styles.heads} aria-hidden>
        <span>Mission</span>
        <span>What it shows</span>
        <span>Time</span>
        <span>Result · par</span>
      </div>
      {MISSION_GROUPS.map((group) => (
        <div key={group} className={styles.group}>
          <h2>{MISSION_GROUP_WORDS[group]}</h2>
          <ol>
            {MISSIONS.filter((mission) => mission.group === group).map((mission) => (
              <li key={mission.id}>
                <Line
                  mission={mission}
                  progress={progress.missions[mission.id]}
                  isDue={due.some(({ concept }) => concept === mission.concept)}
                  linkOf={linkOf}
                />
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

interface LineProps {
  readonly mission: Mission;
  readonly progress: MissionProgress | undefined;
  readonly isDue: boolean;
  readonly linkOf: MissionLink;
}

function Line({ mission, progress, isDue, linkOf }: LineProps) {
  const { id, concept, minutes, par } = mission;
  const { title, goal } = MISSION_WORDS[id];
  const done = isDone(progress);
  const underWay = isUnderWay(progress);
  const Icon = done ? Check : underWay ? CircleDot : Circle;
  const shows = mission.tellsConceptAfter && !done ? 'told afterwards' : CONCEPT_WORDS[concept];
  const start = linkOf(mission, missionStart(mission));
  return (
    <a
      className={styles.line}
      data-state={done ? 'done' : underWay ? 'under-way' : 'open'}
      href={underWay && progress?.left ? `#${progress.left}` : start}
    >
      <span className={styles.state}>
        <Icon size={17} aria-hidden />
        <VisuallyHidden>{done ? 'Done:' : underWay ? 'Under way:' : 'Open:'}</VisuallyHidden>
      </span>
      <span className={styles.number}>{id}</span>
      <span className={styles.words}>
        <b>{title}</b>
        <span>{goal}</span>
      </span>
      <span className={styles.shows}>{shows}</span>
      <span className={styles.minutes}>{minutes} min</span>
      <span className={styles.result}>
        {progress?.best ? (
          <>
            <b>{bestText(progress.best, par)}</b>
            {par !== null && ` · par ${par}`}
            {progress.best.hints > 0 && <small>{hintsText(progress.best.hints)}</small>}
          </>
        ) : underWay ? (
          <b>in progress</b>
        ) : (
          par !== null && `par ${par}`
        )}
      </span>
      <span className={styles.end}>
        {isDue && (
          <span className={styles.due}>
            <Clock size={14} aria-hidden /> review today
          </span>
        )}
      </span>
    </a>
  );
}

export const isDone = (progress: MissionProgress | undefined): boolean => (progress?.done.length ?? 0) > 0;
export const isUnderWay = (progress: MissionProgress | undefined): boolean =>
  progress !== undefined && (progress.left !== null || !isDone(progress));
