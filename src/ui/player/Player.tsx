// The player at the foot of the page: step by step, on its own, or straight to a step.
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { isAsking, isHidden } from '../../store/predict.ts';
import { PACES, type Pace, SPEEDS } from '../../store/state.ts';
import { Button } from '../shared/Button.tsx';
import { Kbd } from '../shared/Kbd.tsx';
import { Picker } from '../shared/Picker.tsx';
import { type CommandId, useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { useView } from '../useView.ts';
import styles from './Player.module.css';
import { Scrubber } from './Scrubber.tsx';

export function Player() {
  return (
    <footer className={styles.player} data-print="none">
      <div className={styles.bar}>
        <div className={styles.controls}>
          <CommandButton id="first">{() => <SkipBack size={14} fill="currentColor" aria-hidden />}</CommandButton>
          <CommandButton id="back">
            {(key) => (
              <>
                <StepBack size={15} fill="currentColor" aria-hidden /> {key}
              </>
            )}
          </CommandButton>
          <PlayButton />
          <CommandButton id="next">
            {(key) => (
              <>
                {key} <StepForward size={15} fill="currentColor" aria-hidden />
              </>
            )}
          </CommandButton>
          <CommandButton id="last">{() => <SkipForward size={14} fill="currentColor" aria-hidden />}</CommandButton>
        </div>
        <div className={styles.scrub}>
          <Track />
        </div>
        <div className={styles.speed}>
          <div className={styles.pace}>
            <PacePicker />
            <span className={styles.paceSign}>
              <Timer size={16} aria-hidden />
            </span>
          </div>
          <SpeedPicker />
        </div>
      </div>
    </footer>
  );
}

/** By itself, so that a step draws no buttons. */
function Track() {
  const recording = useView();
  const cursor = useLab((lab) => lab.cursor);
  const seek = useLab((lab) => lab.seek);
  const asking = useLab(isAsking);
  if (recording === null) return null;
  return (
    <>
      <Scrubber recording={recording} cursor={cursor} onSeek={seek} />
      {asking && <span className={styles.stopped}>stopped: question</span>}
    </>
  );
}

/** Where it can do nothing it stays focusable, so that the keyboard's focus is not lost at either end. */
function CommandButton({ id, children }: { readonly id: CommandId; readonly children: (key: ReactNode) => ReactNode }) {
  const { label, keys, enabled, run } = useCommand(id);
  const key = keys[0] ?? '';
  return (
    <Button label={label} shortcut={key} aria-disabled={!enabled} onClick={() => enabled && run()}>
      <span className={styles.face}>{children(<Kbd of={key} />)}</span>
    </Button>
  );
}

function PlayButton() {
  const { keys, enabled, run } = useCommand('playPause');
  const playing = useLab((lab) => lab.playing);
  const asking = useLab(isAsking);
  const predicting = useLab(isHidden);
  const Icon = playing ? Pause : Play;
  const word = asking ? 'Answer first' : playing ? 'Pause' : 'Play';
  return (
    <span className={styles.play} data-asking={asking}>
      <Button tone="strong" aria-keyshortcuts="Space" aria-disabled={!enabled} onClick={() => enabled && run()}>
        <Icon size={15} fill="currentColor" aria-hidden />
        <span className={styles.word} data-other={predicting ? 'Answer first' : playing ? 'Play' : 'Pause'}>
          {word}
        </span>
        {!asking && (
          <span className={styles.face} aria-hidden="true">
            <Kbd of={keys[0] ?? ''} />
          </span>
        )}
      </Button>
    </span>
  );
}

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

function SpeedPicker() {
  const speed = useLab((lab) => lab.speed);
  const setSpeed = useLab((lab) => lab.setSpeed);
  return (
    <Picker
      label={<span className={styles.speedLabel}>Speed</span>}
      options={SPEED_OPTIONS}
      value={String(speed)}
      onChange={(value) => setSpeed(SPEEDS.find((each) => String(each) === value) ?? 1)}
    />
  );
}

const PACE_LABELS: Record<Pace, string> = { reading: 'Reading', steady: 'Even', key: 'Key steps' };
const PACE_OPTIONS = PACES.map((pace) => ({ value: pace, label: PACE_LABELS[pace] }));

/** As long as the words take, in even time, or on to the next step that decides something. */
function PacePicker() {
  const pace = useLab((lab) => lab.pace);
  const setPace = useLab((lab) => lab.setPace);
  return (
    <Picker
      label={<span className={styles.speedLabel}>Pace</span>}
      options={PACE_OPTIONS}
      value={pace}
      onChange={(value) => setPace(PACES.find((each) => each === value) ?? 'reading')}
    />
  );
}
