// The second bar in a mission: the goal, what is locked, what is open, and the button that hands in.
import { ArrowLeft, ExternalLink, EyeOff, Flag, Lightbulb, Lock, PenLine, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { writeClassLink } from '../../exercises/class/classLink.ts';
import type { Mission } from '../../exercises/missions/mission.ts';
import { begun, leftAt } from '../../exercises/progress/progress.ts';
import { hintCount } from '../../lessons/missionHints.ts';
import { MISSION_WORDS, MYSTERY_GOAL, MYSTERY_TITLE } from '../../lessons/missions.ts';
import { SETTING_WORDS, valueWord } from '../../lessons/settings.ts';
import { hidesFault, inMystery, type MissionRun } from '../../store/mission.ts';
import { useClassWork } from '../class/useClassWork.ts';
import { BreakButton } from '../header/BreakButton.tsx';
import { BrokenChips } from '../header/BrokenChips.tsx';
import type { LinkOf } from '../header/linkOf.ts';
import { ModeChoice, ProtocolPicker, RevocationPicker, revocationWord } from '../header/Scenario.tsx';
import { progressStore } from '../progress/useProgress.ts';
import { Button } from '../shared/Button.tsx';
import { type LabStore, useLab, useLabStore } from '../useLab.tsx';
import styles from './GoalBar.module.css';
import { handInMission } from './handInMission.ts';
import { useMissionTold } from './missionTold.ts';
import { nextHint, useMission } from './useMission.ts';

export default function GoalBar({ linkOf }: { readonly linkOf: LinkOf }) {
  const under = useMission();
  useLeft(under?.mission ?? null, linkOf);
  useMissionTold(under?.mission ?? null, under?.run ?? null);
  return under && <Bar mission={under.mission} run={under.run} linkOf={linkOf} />;
}

interface BarProps {
  readonly mission: Mission;
  readonly run: MissionRun;
  readonly linkOf: LinkOf;
}

function Bar({ mission, run, linkOf }: BarProps) {
  const store = useLabStore();
  const hides = useLab(hidesFault);
  const mystery = useLab(inMystery);
  const framed = useLab((lab) => lab.embed === '1');
  const pending = useLab((lab) => lab.pending);
  const { title, goal } = MISSION_WORDS[mission.id];
  const { open } = mission;
  const inClass = useClassWork(({ slip }) => (slip?.plan.missions.includes(mission.id) ? slip.plan : null));
  const back = inClass === null ? '#/learn' : `#/class?${writeClassLink(inClass)}`;
  const edits = open.some((control) => control === 'certificates' || control === 'clocks' || control === 'stores');
  const flags = mission.answers.some(({ kind }) => kind === 'row');
  return (
    <section className={styles.bar} aria-label="Mission">
      {framed ? (
        <LabLink linkOf={linkOf} />
      ) : (
        <a className={styles.back} href={back} aria-label="Back to the missions" data-tip="Back to the missions">
          <ArrowLeft size={18} aria-hidden />
        </a>
      )}
      <div className={styles.goal}>
        <p>
          Mission {mission.id} of 15 <span>· {mystery ? MYSTERY_TITLE : title}</span>
        </p>
        <h1>{mystery ? MYSTERY_GOAL : goal}</h1>
      </div>
      <Locked mission={mission} />
      <div className={styles.controls}>
        {open.includes('mode') && <ModeChoice />}
        {open.includes('protocol') && <ProtocolPicker />}
        {open.includes('revocation') && <RevocationPicker />}
        {open.includes('faults') && !hides && <BreakButton />}
        {edits && <EditButton />}
        {hides ? (
          <span className={styles.hidden}>
            <EyeOff size={15} aria-hidden /> 1 fault, hidden
          </span>
        ) : (
          <span className={styles.chips}>
            <BrokenChips />
          </span>
        )}
        {flags && <FlagButton run={run} />}
        {run.aside.length < mission.recordings.count - 1 && (
          <Button icon={Plus} onClick={() => putAside(store)}>
            Keep this run
          </Button>
        )}
      </div>
      <Button
        icon={Lightbulb}
        shortcut="h"
        disabled={run.hints >= hintCount(mission.id)}
        onClick={() => nextHint(store.getState())}
      >
        Hint{run.hints > 0 ? ` ${run.hints}` : ''}
      </Button>
      <Button
        tone="strong"
        shortcut="g"
        disabled={pending || run.judging}
        onClick={() => void handInMission(store.getState())}
      >
        Check
      </Button>
    </section>
  );
}

/** The same mission in a page of its own, in a tab of its own. */
function LabLink({ linkOf }: { readonly linkOf: LinkOf }) {
  const store = useLabStore();
  // What is on screen is in the address.
  useLab((lab) => lab.scenario);
  const href = linkOf({ ...store.getState(), embed: '0', origin: '' });
  return (
    <a
      className={styles.back}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label="Open in Handshake Lab"
      data-tip="Open in Handshake Lab"
    >
      <ExternalLink size={17} aria-hidden />
    </a>
  );
}

/** What can't be changed here, in a grey line: as the second bar of the lab would say it. */
function Locked({ mission: { open } }: { readonly mission: Mission }) {
  const { mode, protocol, revocation, revocationPolicy } = useLab((lab) => lab.scenario);
  const words = [
    open.includes('mode') ? [] : [SETTING_WORDS.mode.values[mode]],
    open.includes('protocol') ? [] : [valueWord('protocol', protocol)],
    open.includes('revocation') ? [] : [revocationWord(revocation, revocationPolicy)],
  ].flat();
  if (words.length === 0) return null;
  return (
    <p className={styles.locked}>
      <Lock size={14} aria-hidden />
      <span>
        <span className={styles.unseen}>Locked: </span>
        {words.join(' · ')}
      </span>
    </p>
  );
}

function EditButton() {
  const store = useLabStore();
  return (
    <Button
      icon={PenLine}
      aria-haspopup="dialog"
      onClick={() => {
        store.getState().setBreakView('own');
        store.getState().setBreakOpen(true);
      }}
    >
      Edit
    </Button>
  );
}

/** The flag goes on the row where one stands. */
function FlagButton({ run }: { readonly run: MissionRun }) {
  const cursor = useLab((lab) => lab.cursor);
  const store = useLabStore();
  const { row } = run.answers;
  return (
    <Button
      icon={Flag}
      aria-pressed={row === String(cursor)}
      onClick={() => store.getState().handIn({ answers: { ...run.answers, row: String(cursor) } })}
    >
      {row === undefined
        ? 'Flag this row'
        : row === String(cursor)
          ? `Flag: row ${row}`
          : `Move the flag from row ${row}`}
    </Button>
  );
}

function putAside(store: LabStore): void {
  const { recording, pending, missionRun, handIn } = store.getState();
  if (recording !== null && !pending && missionRun !== null) handIn({ aside: [...missionRun.aside, recording] });
}

/** Where the lab is left, so that one can go on there; and that it was begun. */
function useLeft(mission: Mission | null, linkOf: LinkOf): void {
  const store = useLabStore();
  useEffect(() => {
    if (mission === null) return;
    const { change } = progressStore().getState();
    change((progress, now) => {
      const own = progress.missions[mission.id];
      return own === undefined || own.left === null ? begun(progress, mission.id, now) : progress;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      const { scenario, mission: here } = store.getState();
      if (here !== String(mission.id) || scenario.edits !== undefined) return;
      const hash = linkOf(store.getState()).split('#')[1] ?? '';
      change((progress) => leftAt(progress, mission.id, hash.length > 3000 ? null : hash));
    };
    const stop = store.subscribe((lab, before) => {
      if (lab.scenario === before.scenario) return;
      clearTimeout(timer);
      timer = setTimeout(keep, 300);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [mission, store, linkOf]);
}
