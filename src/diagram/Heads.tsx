// The actors' heads, which stay in view: who takes part, and under each what it believes at this step.
import { Fragment, memo, type ReactNode, useMemo } from 'react';
import type { Actor, Recording } from '../lab/recording/recording.ts';
import { ACTOR_WORDS, actorHead } from '../lessons/actors.ts';
import { type BeliefLabel, beliefAt, beliefTexts } from './beliefs.ts';
import { ACTOR_ICONS, RESULT_ICONS } from './icons.ts';
import type { Lanes } from './lanes.ts';
import { Sign } from './Sign.tsx';
import s from './Stage.module.css';

interface HeadsProps {
  readonly recording: Recording | null;
  readonly whole: Recording | null;
  readonly lanes: Lanes;
  readonly cursor: number;
  readonly onOpenCa: (() => void) | undefined;
}

export function Heads({ recording, whole, lanes, cursor, onOpenCa }: HeadsProps) {
  const heads = useMemo(() => lanes.map(({ actor }) => ({ actor, ...headOf(actor, whole) })), [lanes, whole]);
  return (
    <div className={s.heads} data-heads>
      <p
        className={s.legend}
        aria-hidden="true"
        data-tip="T2: here begins step 2 of the handshake as textbooks tell it. “Explain” has their words"
      >
        {recording?.steps.some((step) => step.textbook !== null) === true && (
          <>
            <b>T</b> textbook step
          </>
        )}
      </p>
      <ul className={s.actors} aria-label="Who takes part">
        {heads.map(({ actor, name, line }) => (
          <li key={actor} className={s.actor} data-hue={actor}>
            <HeadBox actor={actor} name={name} line={line} onOpen={actor === 'ca' ? onOpenCa : undefined} />
            <BeliefView
              belief={recording === null ? null : beliefAt(recording, actor, cursor)}
              room={recording === null ? NO_TEXTS : textsOf(recording, actor)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One thin line that stays where a window is too low for the heads to stay; below them as long as they are in sight. */
export const Names = memo(function Names({ whole, lanes }: Pick<HeadsProps, 'whole' | 'lanes'>) {
  return (
    <div className={s.names} data-names aria-hidden="true">
      <span className={s.nameRow}>
        {lanes.map(({ actor }) => (
          <span key={actor} data-at={actor} data-hue={actor}>
            {headOf(actor, whole).name.split(' · ')[0]}
          </span>
        ))}
      </span>
    </div>
  );
});

const HeadBox = memo(function HeadBox({
  actor,
  name,
  line,
  onOpen,
}: {
  readonly actor: Actor;
  readonly name: string;
  readonly line: string;
  readonly onOpen: (() => void) | undefined;
}) {
  const [title, ...host] = name.split(' · ');
  const inside = (
    <>
      <span className={s.headIcon}>
        <Sign name={ACTOR_ICONS[actor]} size={22} />
      </span>
      <span className={s.headText}>
        <span className={s.headName} data-host={host.length > 0 || undefined}>
          <span className={s.shortName} aria-hidden="true">
            {ACTOR_WORDS[actor].title}
          </span>
          <span className={s.fullName}>
            {host.length === 0 ? title : <span className={s.role}>{title} · </span>}
            {host.join(' · ')}
          </span>
        </span>
        <span className={s.headLine}>{line}</span>
      </span>
    </>
  );
  if (onOpen === undefined) return <div className={s.headBox}>{inside}</div>;
  return (
    <button
      type="button"
      className={s.headBox}
      onClick={onOpen}
      aria-haspopup="dialog"
      data-tip="CA console"
      data-tip-key="C"
    >
      <span className={s.unseen}>CA console: </span>
      {inside}
      <span className={s.headOpen}>
        <Sign name="enter" size={12} />
      </span>
    </button>
  );
});

const headOf = (actor: Actor, recording: Recording | null) =>
  recording === null ? { name: ACTOR_WORDS[actor].title, line: '' } : actorHead(actor, recording);

/** The pill gets the room of the longest beliefs of the recording, so that nothing moves when it changes. */
const BeliefView = memo(BeliefDrawing, sameBelief);

interface BeliefProps {
  readonly belief: BeliefLabel | null;
  readonly room: readonly string[];
}

/** Most recordings have most beliefs in common. */
function sameBelief(before: BeliefProps, after: BeliefProps): boolean {
  return (
    before.belief?.text === after.belief?.text &&
    before.belief?.result === after.belief?.result &&
    (before.room === after.room || before.room.join() === after.room.join())
  );
}

function BeliefDrawing({ belief, room }: BeliefProps) {
  return (
    <div className={s.beliefs}>
      {room.map((text) => (
        <span key={text} className={s.beliefRoom} aria-hidden="true">
          <Pill result="neutral" text={text} />
        </span>
      ))}
      {belief !== null && (
        <span className={s.belief}>
          <span className={s.unseen}>state: </span>
          <Pill key={belief.text} result={belief.result} text={belief.text} />
        </span>
      )}
    </div>
  );
}

function Pill({ result, text }: BeliefLabel) {
  const firstWord = `${text} `.indexOf(' ');
  return (
    <span className={s.pill} data-tone={result}>
      <span className={s.whole}>
        <Sign name={RESULT_ICONS[result]} size={11} />
        {text.slice(0, firstWord)}
      </span>
      {breakable(text.slice(firstWord))}
    </span>
  );
}

/** Host names and names of alerts may break where they have a joint, if as they are they fit on no line. */
const breakable = (text: string): ReactNode[] =>
  text.split(/ ([^ ]*[._][^ ]+)/).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <Fragment key={part}>
        {' '}
        <span className={s.jointed}>{atJoints(part)}</span>
      </Fragment>
    ),
  );

function atJoints(text: string): ReactNode[] {
  const joints = [...text.matchAll(/[._](?=.)/g)].map(({ index }) => index + 1);
  return [0, ...joints].map((start, i) => (
    <Fragment key={start}>
      {start > 0 && <wbr />}
      {text.slice(start, joints[i])}
    </Fragment>
  ));
}

const NO_TEXTS: readonly string[] = [];
const rooms = new WeakMap<Recording, Map<Actor, string[]>>();

function textsOf(recording: Recording, actor: Actor): string[] {
  const known = rooms.get(recording) ?? new Map<Actor, string[]>();
  rooms.set(recording, known);
  const texts = known.get(actor) ?? longest(beliefTexts(recording, actor));
  known.set(actor, texts);
  return texts;
}

/** Few, for each costs layout: a text of fewer letters seldom takes more lines. */
const longest = (texts: readonly string[]): string[] => [...texts].sort((a, b) => b.length - a.length).slice(0, 3);
