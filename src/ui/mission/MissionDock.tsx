// What the mission answers, below the diagram: the parts of the goal with their rows, what is missing, hints, and what it
// showed.
import { Check, Lightbulb, X } from 'lucide-react';
import { Fragment } from 'react';
import { MISSIONS } from '../../exercises/missions/list.ts';
import type { Mission, MissionRow } from '../../exercises/missions/mission.ts';
import { missionFacts } from '../../exercises/missions/missionFacts.ts';
import { GOAL_PART_WORDS } from '../../lessons/missionGoals.ts';
import { hintCount, missionHint } from '../../lessons/missionHints.ts';
import { nearMissText } from '../../lessons/missionNearMisses.ts';
import { doneText, successText, variantText } from '../../lessons/missionSuccess.ts';
import { MISSION_WORDS, MYSTERY_GOAL, mysteryText } from '../../lessons/missions.ts';
import { inMystery, type MissionRun } from '../../store/mission.ts';
import { useClassWork } from '../class/useClassWork.ts';
import { Dock } from '../dock/Dock.tsx';
import { Button } from '../shared/Button.tsx';
import { RowLink } from '../shared/RowLink.tsx';
import { useLab, useLabStore } from '../useLab.tsx';
import { AnswerFields } from './AnswerFields.tsx';
import { isWhole } from './handInMission.ts';
import styles from './MissionDock.module.css';
import { beginMission, beginMystery } from './missionPlaces.ts';
import { nextHint, useMission } from './useMission.ts';

export default function MissionDock() {
  const under = useMission();
  return under && <Panel mission={under.mission} run={under.run} />;
}

function Panel({ mission, run }: { readonly mission: Mission; readonly run: MissionRun }) {
  const store = useLabStore();
  const past = useLab((lab) => lab.past.length > 0);
  const undo = useLab((lab) => lab.undo);
  // Whoever frames a mission has chosen it: no other one follows.
  const framed = useLab((lab) => lab.embed === '1');
  const mystery = useLab(inMystery);
  const observer = useLab((lab) => lab.observer);
  const handIn = useLab((lab) => lab.handIn);
  const { judged, problem } = run;

  const solved = judged !== null && isWhole(judged.judgement);
  const kept = mystery || judged?.judgement.passed ? 0 : run.aside.length;
  const missed = judged !== null && !judged.judgement.passed;
  const title =
    problem !== null
      ? `It could not be judged: ${problem}`
      : judged === null
        ? mystery
          ? MYSTERY_GOAL
          : MISSION_WORDS[mission.id].goal
        : solved
          ? doneText(judged.judgement)
          : missed
            ? 'Not yet'
            : 'Half of it is done';
  return (
    <Dock
      name="Mission"
      kicker={run.tries === 0 || judged === null ? `Mission ${mission.id}` : `${ordinal(run.tries)} check`}
      title={title}
      aside={
        judged &&
        `${judged.judgement.cost} ${judged.judgement.cost === 1 ? 'edit' : 'edits'}${mission.par === null ? '' : ` · par ${mission.par}`}`
      }
      said={judged === null ? '' : `${title}. ${verdictText(mission, run)}`}
      foot={
        <div className={styles.foot}>
          {solved ? (
            <>
              {!framed && <NextMission mission={mission} />}
              {mission.variant !== null && (
                <Button onClick={() => beginMission(store.getState(), mission, true)}>{variantText(mission)}</Button>
              )}
            </>
          ) : (
            <>
              {judged?.judgement.left === 'mystery' && (
                <Button tone="strong" onClick={() => beginMystery(store.getState(), mission)}>
                  Go on with the mystery
                </Button>
              )}
              <span className={styles.more}>
                <Button
                  icon={Lightbulb}
                  shortcut="h"
                  disabled={run.hints >= hintCount(mission.id)}
                  onClick={() => nextHint(store.getState())}
                >
                  {run.hints === 0 ? 'A hint' : 'Next hint'}
                </Button>
              </span>
              <Button tone="quiet" disabled={!past} onClick={undo}>
                Undo the last change
              </Button>
              <Button tone="quiet" onClick={() => beginMission(store.getState(), mission, false)}>
                Start over
              </Button>
            </>
          )}
        </div>
      }
    >
      {mystery && judged === null && <p className={styles.words}>{mysteryText(observer)}</p>}
      {kept > 0 && (
        <p className={styles.words}>
          {kept === 1 ? 'One run is' : `${kept} runs are`} kept. The run on screen is handed in with{' '}
          {kept === 1 ? 'it' : 'them'}. <Button onClick={() => handIn({ aside: [] })}>Forget what is kept</Button>
        </p>
      )}
      <AnswerFields mission={mission} run={run} />
      {judged !== null && (
        <>
          <ul className={styles.parts}>
            {judged.judgement.parts.map((part) => (
              <li key={part.id} data-passed={part.passed}>
                {part.passed ? <Check size={15} aria-label="passed:" /> : <X size={15} aria-label="not yet:" />}
                {GOAL_PART_WORDS[part.id]} <Row of={part.row} run={run} />
              </li>
            ))}
          </ul>
          <p className={styles.words}>
            {verdictText(mission, run)}{' '}
            <Row of={solved ? judged.judgement.shown : (judged.judgement.nearMiss?.row ?? null)} run={run} />
          </p>
        </>
      )}
      {!solved && <Hints mission={mission} run={run} />}
    </Dock>
  );
}

/** What is missing, or what it showed: of the run that it is about. */
function verdictText(mission: Mission, { judged }: MissionRun): string {
  if (judged === null) return '';
  const { judgement, recordings } = judged;
  const { nearMiss, shown } = judgement;
  const run = nearMiss === null ? (shown?.run ?? 0) : (nearMiss.row?.run ?? recordings.length - 1);
  const recording = recordings[run] ?? recordings[0];
  if (recording === undefined) return '';
  const facts = missionFacts(recording);
  return nearMiss === null ? successText(mission.id, facts) : nearMissText(nearMiss.id, facts);
}

/** A row of the run on screen is a link; one of a run that was put aside is named. */
function Row({ of, run: { judged } }: { readonly of: MissionRow | null; readonly run: MissionRun }) {
  const shown = useLab((lab) => lab.recording);
  if (of === null || judged === null) return null;
  if (judged.recordings[of.run] === shown) return <RowLink step={of.step} />;
  return (
    <span className={styles.other}>
      row {of.step} of run {of.run + 1}
    </span>
  );
}

function Hints({ mission, run }: { readonly mission: Mission; readonly run: MissionRun }) {
  const recording = useLab((lab) => lab.recording);
  if (run.hints === 0 || recording === null) return null;
  const facts = missionFacts(recording);
  const hint = missionHint(mission.id, run.hints, facts);
  if (hint === null) return null;
  return (
    <p className={styles.hint} role="status">
      <Lightbulb size={16} aria-hidden />
      <span>
        <b>
          Hint {run.hints} of {hintCount(mission.id)}
        </b>{' '}
        {hint.text} {hint.row !== null && <RowLink step={hint.row} />}
      </span>
    </p>
  );
}

function NextMission({ mission }: { readonly mission: Mission }) {
  const store = useLabStore();
  const order = useClassWork(({ slip }) => (slip?.plan.missions.includes(mission.id) ? slip.plan.missions : null));
  const following = order === null ? mission.id + 1 : order[order.indexOf(mission.id) + 1];
  const next = MISSIONS.find(({ id }) => id === following);
  return (
    <Fragment>
      {next !== undefined && (
        <Button tone="strong" onClick={() => beginMission(store.getState(), next, false)}>
          Next mission
        </Button>
      )}
      <a className={styles.all} href="#/learn">
        All missions
      </a>
    </Fragment>
  );
}

function ordinal(n: number): string {
  const tens = n % 100;
  const end = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
}
