// Makes a class link: a word, missions in their order, what is locked, and whether predictions are asked.
import { ArrowDown, ArrowUp, ExternalLink } from 'lucide-react';
import { useId, useState } from 'react';
import { type ClassPlan, labelOf, MAX_WORD_LENGTH, writeClassLink } from '../../exercises/class/classLink.ts';
import { MISSIONS } from '../../exercises/missions/list.ts';
import { MISSION_CONTROLS, type MissionId } from '../../exercises/missions/mission.ts';
import { ownNames } from '../../lab/scenario/fieldValues.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../../lab/scenario/scenario.ts';
import { CLASS_NAMES } from '../../lessons/classWords.ts';
import { MISSION_CONTROL_WORDS, MISSION_WORDS } from '../../lessons/missions.ts';
import { OwnNames } from '../header/OwnNames.tsx';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { later } from '../shared/later.tsx';
import styles from './Class.module.css';

const QrCode = later(() => import('./QrCode.tsx'));

interface Props {
  readonly plan: ClassPlan;
  readonly onChange: (plan: ClassPlan) => void;
}

export function MakeLink({ plan, onChange }: Props) {
  const { missions, locked, predict } = plan;
  const [word, setWord] = useState(plan.word);
  const [showsCode, setShowsCode] = useState(false);
  const [id, hint] = [useId(), useId()];
  const read = labelOf(word, MAX_WORD_LENGTH);
  const wordIsWrong = read === null || read === '';
  const wrong = wordIsWrong
    ? `The class word has 1 to ${MAX_WORD_LENGTH} characters.`
    : missions.length === 0
      ? 'Choose at least one mission.'
      : null;
  const link = `${location.href.replace(/#.*$/, '')}#/class?${writeClassLink(plan)}`;
  const open = MISSIONS.filter(({ id: each }) => missions.includes(each)).flatMap((mission) => mission.open);
  const minutes = MISSIONS.reduce((sum, each) => sum + (missions.includes(each.id) ? each.minutes : 0), 0);
  return (
    <section className={styles.part} aria-labelledby={id} data-print="none">
      <h2 id={id}>Class link</h2>
      <label className={styles.field}>
        <span>Class word</span>
        <input
          type="text"
          value={word}
          autoComplete="off"
          aria-invalid={wordIsWrong}
          aria-describedby={hint}
          onChange={({ target }) => {
            setWord(target.value);
            const label = labelOf(target.value, MAX_WORD_LENGTH);
            if (label) onChange({ ...plan, word: label });
          }}
        />
      </label>
      <p id={hint} className={styles.small}>
        With the student’s name it gives each student bytes, and hidden faults, of their own. Neighbours’ answers
        differ.
      </p>
      <div className={styles.columns}>
        <fieldset className={styles.group}>
          <legend>Missions, in their order{missions.length > 0 && `: about ${minutes} minutes`}</legend>
          <ol className={styles.chosen}>
            {missions.map((each, i) => (
              <li key={each}>
                <Check
                  on
                  label={missionLabel(each)}
                  onToggle={() => onChange({ ...plan, missions: missions.filter((other) => other !== each) })}
                />
                <Button
                  size="small"
                  icon={ArrowUp}
                  label={`Mission ${each} earlier`}
                  tone="quiet"
                  disabled={i === 0}
                  onClick={() => onChange({ ...plan, missions: moved(missions, i, -1) })}
                />
                <Button
                  size="small"
                  icon={ArrowDown}
                  label={`Mission ${each} later`}
                  tone="quiet"
                  disabled={i === missions.length - 1}
                  onClick={() => onChange({ ...plan, missions: moved(missions, i, 1) })}
                />
              </li>
            ))}
          </ol>
          <ul className={styles.others}>
            {MISSIONS.filter(({ id: each }) => !missions.includes(each)).map(({ id: each }) => (
              <li key={each}>
                <Check
                  label={missionLabel(each)}
                  onToggle={() => onChange({ ...plan, missions: [...missions, each] })}
                />
              </li>
            ))}
          </ul>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Locked, although the missions leave it open</legend>
          <ul className={styles.others}>
            {MISSION_CONTROLS.filter((control) => open.includes(control) || locked.includes(control)).map((control) => (
              <li key={control}>
                <Check
                  on={locked.includes(control)}
                  label={MISSION_CONTROL_WORDS[control]}
                  onToggle={() =>
                    onChange({
                      ...plan,
                      locked: MISSION_CONTROLS.filter((each) => (each === control) !== locked.includes(each)),
                    })
                  }
                />
              </li>
            ))}
          </ul>
          <p className={styles.small}>A mission may then have no solution left: try it first.</p>
          <Check
            on={predict}
            label="Ask for predictions on the way"
            onToggle={() => onChange({ ...plan, predict: !predict })}
          />
        </fieldset>
      </div>
      <details className={styles.names} open={Object.keys(plan.names).length > 0 || undefined}>
        <summary>{CLASS_NAMES.title}</summary>
        <p className={styles.small}>{CLASS_NAMES.note}</p>
        <OwnNames
          names={plan.names}
          onChange={(names) =>
            onChange({ ...plan, names: ownNames(normalizeScenario({ ...DEFAULT_SCENARIO, ...names })) })
          }
        />
      </details>
      {wrong === null ? (
        <>
          <p className={styles.link}>
            <a href={link}>{link}</a>
          </p>
          <p className={styles.buttons}>
            <CopyButton text={link} label="Copy link" />
            <Button size="small" aria-pressed={showsCode} onClick={() => setShowsCode(!showsCode)}>
              QR code
            </Button>
            <a href={link} target="_blank" rel="noreferrer" className={styles.try}>
              <ExternalLink size={14} aria-hidden /> See it as a student
            </a>
          </p>
          {showsCode && <QrCode text={link} />}
        </>
      ) : (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
    </section>
  );
}

interface CheckProps {
  readonly on?: boolean;
  readonly label: string;
  readonly onToggle: () => void;
}

function Check({ on = false, label, onToggle }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={on} onChange={onToggle} /> {label}
    </label>
  );
}

const missionLabel = (id: MissionId): string => `${id} ${MISSION_WORDS[id].title}`;

function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(from + by, 0, one);
  return next;
}
