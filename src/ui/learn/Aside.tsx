// Beside the list: the mission to go on with, the ideas that come back today, and what one has shown of each.
import { ArrowRight, Check } from 'lucide-react';
import { MISSIONS } from '../../exercises/missions/list.ts';
import type { ConceptId, Mission } from '../../exercises/missions/mission.ts';
import { missionStart } from '../../exercises/missions/start.ts';
import { reviewScenario } from '../../exercises/predictions/another.ts';
import { masteryOf, type Progress, type ReviewItem } from '../../exercises/progress/progress.ts';
import { CONCEPT_WORDS, MISSION_WORDS } from '../../lessons/missions.ts';
import { MASTERY_NOTE, reviewText } from '../../lessons/progress.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './Aside.module.css';
import { isDone, isUnderWay } from './MissionList.tsx';
import { type MissionLink, type PredictionLink, reviewProtocol, reviewStart } from './missionLink.ts';

export function GoOn({ progress, linkOf }: { readonly progress: Progress; readonly linkOf: MissionLink }) {
  const underWay = MISSIONS.find(({ id }) => isUnderWay(progress.missions[id]));
  const next = underWay ?? MISSIONS.find(({ id }) => !isDone(progress.missions[id]));
  if (next === undefined)
    return (
      <section className={styles.part}>
        <h2>All missions are done</h2>
        <p>What you got wrong comes back after one, three and seven days.</p>
      </section>
    );
  const { title, goal } = MISSION_WORDS[next.id];
  const own = progress.missions[next.id];
  return (
    <section className={styles.part} aria-label={underWay ? 'Go on' : 'Begin'}>
      <h2>{underWay ? 'Go on' : 'Begin here'}</h2>
      <p className={styles.next}>
        {next.id} · {title}
      </p>
      <p>{goal}</p>
      <p className={styles.buttons}>
        <a className={styles.strong} href={own?.left ? `#${own.left}` : linkOf(next, missionStart(next))}>
          {underWay ? 'Continue' : 'Start'} <ArrowRight size={16} aria-hidden />
        </a>
        {own?.left && <a href={linkOf(next, missionStart(next))}>Start over</a>}
      </p>
    </section>
  );
}

interface ReviewsProps {
  readonly due: readonly { readonly concept: ConceptId; readonly item: ReviewItem }[];
  readonly linkOf: MissionLink;
  readonly predictionLinkOf: PredictionLink;
}

export function Reviews({ due, linkOf, predictionLinkOf }: ReviewsProps) {
  if (due.length === 0) return null;
  return (
    <section className={styles.part} aria-label="Review, due today">
      <h2>Review, due today</h2>
      <p>The same idea, with another protocol or another fault.</p>
      <ul className={styles.reviews}>
        {due.map(({ concept, item }) => {
          if (item.asked !== undefined) {
            // What was predicted comes back as another prediction.
            const scenario = reviewScenario(item.asked, item.shown);
            return (
              <li key={concept}>
                <a href={predictionLinkOf(scenario)}>{CONCEPT_WORDS[concept]}</a>
                <small>{reviewText(item, SETTING_WORDS.protocol.values[scenario.protocol])}</small>
              </li>
            );
          }
          const mission = missionOfConcept(concept);
          if (mission === null) return null;
          const protocol = SETTING_WORDS.protocol.values[reviewProtocol(mission, item.shown)];
          return (
            <li key={concept}>
              <a href={linkOf(mission, reviewStart(mission, item.shown))}>{CONCEPT_WORDS[concept]}</a>
              <small>{reviewText(item, protocol)}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const missionOfConcept = (concept: ConceptId): Mission | null =>
  MISSIONS.find((mission) => mission.concept === concept) ?? null;

export function Mastered({ progress }: { readonly progress: Progress }) {
  return (
    <section className={styles.part}>
      <table className={styles.table}>
        <caption>What you have shown</caption>
        <thead>
          <tr>
            <td />
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MISSIONS.map((mission) => {
            const shown = masteryOf(progress, mission.concept, mission.id);
            const told = !mission.tellsConceptAfter || shown.done;
            return (
              <tr key={mission.id}>
                <th scope="row">{told ? CONCEPT_WORDS[mission.concept] : `Mission ${mission.id}`}</th>
                {COLUMNS.map((column) => (
                  <td key={column}>
                    {shown[column] ? <Check size={16} aria-hidden /> : <span aria-hidden>·</span>}
                    <VisuallyHidden>{shown[column] ? 'yes' : 'not yet'}</VisuallyHidden>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.small}>{MASTERY_NOTE}</p>
    </section>
  );
}

const COLUMNS = ['predicted', 'done', 'unaided'] as const;
