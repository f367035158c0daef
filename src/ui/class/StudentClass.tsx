// What a student sees who opens a class link: a name, if one likes; the missions in their order; and the slip.
import { Check, Circle, CircleDot, Download } from 'lucide-react';
import { type Ref, useId, useState } from 'react';
import {
  type ClassPlan,
  classSeed,
  labelOf,
  MAX_STUDENT_LENGTH,
  writeClassLink,
} from '../../exercises/class/classLink.ts';
import { type Slip, writeSlip } from '../../exercises/class/slip.ts';
import { missionOf } from '../../exercises/missions/list.ts';
import type { MissionId } from '../../exercises/missions/mission.ts';
import { missionStart } from '../../exercises/missions/start.ts';
import { LMS_TOLD, SLIP_CONTENTS } from '../../lessons/classWords.ts';
import { MISSION_CONTROL_WORDS, MISSION_WORDS } from '../../lessons/missions.ts';
import { Button, DownloadButton } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { useFileLink } from '../shared/useFileLink.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './Class.module.css';
import type { ClassHost } from './classHost.ts';
import { findLms } from './lms.ts';
import { useClassWork } from './useClassWork.ts';

interface Props {
  readonly heading: Ref<HTMLHeadingElement>;
  readonly plan: ClassPlan;
  readonly host: ClassHost;
}

export function StudentClass({ heading, plan, host }: Props) {
  const slip = useClassWork((state) => state.slip);
  const isHere = slip !== null && writeClassLink(slip.plan) === writeClassLink(plan);
  return (
    <>
      <header className={styles.intro}>
        <h1 ref={heading} tabIndex={-1}>
          Class: {plan.word}
        </h1>
        <p>
          {plan.missions.length === 1 ? 'One mission' : `${plan.missions.length} missions`}
          {plan.predict && ', with predictions on the way'}
          {plan.locked.length > 0 &&
            `. Locked: ${plan.locked.map((control) => MISSION_CONTROL_WORDS[control].toLowerCase()).join(', ')}`}
          .
        </p>
      </header>
      {isHere ? <Missions slip={slip} host={host} /> : <Begin plan={plan} before={slip} />}
    </>
  );
}

/** The name is asked first: the seed follows from it. */
function Begin({ plan, before }: { readonly plan: ClassPlan; readonly before: Slip | null }) {
  const begin = useClassWork((state) => state.begin);
  const [name, setName] = useState('');
  const [id, hint] = [useId(), useId()];
  const label = labelOf(name, MAX_STUDENT_LENGTH);
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (label !== null) begin(plan, label);
      }}
    >
      <label className={styles.field} htmlFor={id}>
        <span>Your name, if you like</span>
        <input
          id={id}
          type="text"
          autoComplete="off"
          value={name}
          aria-invalid={label === null}
          aria-describedby={hint}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <p id={hint} className={label === null ? styles.wrong : styles.small}>
        {label === null
          ? `A name has at most ${MAX_STUDENT_LENGTH} characters, and none that nobody sees.`
          : 'From it and from the class word your own bytes are made. It stays in this browser until you hand in your slip.'}
      </p>
      <p className={styles.small}>{SLIP_CONTENTS}</p>
      {before !== null && before.entries.length > 0 && (
        <p className={styles.small}>
          The slip of the class “{before.plan.word}” is still here: <SaveSlip slip={before} /> It ends when you begin.
        </p>
      )}
      <p className={styles.buttons}>
        <Button type="submit" tone="strong" disabled={label === null}>
          Begin
        </Button>
      </p>
    </form>
  );
}

function Missions({ slip, host }: { readonly slip: Slip; readonly host: ClassHost }) {
  const passed = useClassWork((state) => state.passed);
  const leave = useClassWork((state) => state.leave);
  const [inLms] = useState(() => findLms(window) !== null);
  const [sure, setSure] = useState(false);
  const { plan, name, entries } = slip;
  const seed = classSeed(plan.word, name);
  const first = plan.missions.find((id) => !passed.includes(id));
  return (
    <>
      <ol className={styles.missions} aria-label="Missions">
        {plan.missions.map((id) => (
          <MissionLine
            key={id}
            id={id}
            state={passed.includes(id) ? 'done' : entries.some(({ mission }) => mission === id) ? 'begun' : 'open'}
            isNext={id === first}
            href={linkOf(host, id, seed, plan)}
          />
        ))}
      </ol>
      <section className={styles.part} aria-label="Your slip">
        <h2>Your slip{name !== '' && `: ${name}`}</h2>
        <p className={styles.small}>{SLIP_CONTENTS}</p>
        {inLms && <p className={styles.small}>{LMS_TOLD}</p>}
        {entries.length === 0 && slip.predictions.length === 0 ? (
          <p>There is nothing to hand in yet. A mission counts when you press “Check” in it.</p>
        ) : (
          <p className={styles.buttons}>
            <SaveSlip slip={slip} />
            <CopyButton text={writeSlip(slip)} label="Copy as text" />
          </p>
        )}
        <p className={styles.buttons}>
          <Button
            size="small"
            tone={sure ? 'danger' : 'quiet'}
            onClick={() => {
              if (sure) leave();
              setSure(!sure);
            }}
          >
            {sure ? 'Leave, and erase the slip in this browser' : 'Leave the class, or change the name'}
          </Button>
        </p>
      </section>
    </>
  );
}

function linkOf(host: ClassHost, id: MissionId, seed: number, { predict, names }: ClassPlan): string {
  const mission = missionOf(id);
  return mission === null ? '#/learn' : host.missionLink(mission, missionStart(mission, seed, false, names), predict);
}

interface LineProps {
  readonly id: MissionId;
  readonly state: 'done' | 'begun' | 'open';
  readonly isNext: boolean;
  readonly href: string;
}

function MissionLine({ id, state, isNext, href }: LineProps) {
  const { title, goal } = MISSION_WORDS[id];
  const Icon = { done: Check, begun: CircleDot, open: Circle }[state];
  return (
    <li data-state={state} data-next={isNext}>
      <a href={href}>
        <Icon size={17} aria-hidden />
        <span>
          <VisuallyHidden>{{ done: 'Passed:', begun: 'Begun:', open: 'Open:' }[state]}</VisuallyHidden> <b>{title}</b>
          <span>{goal}</span>
        </span>
      </a>
    </li>
  );
}

function SaveSlip({ slip }: { readonly slip: Slip }) {
  const href = useFileLink(writeSlip(slip), 'application/json');
  const name = slip.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'student';
  return (
    <DownloadButton icon={Download} href={href} download={`slip-${name}.json`}>
      Save the slip
    </DownloadButton>
  );
}
