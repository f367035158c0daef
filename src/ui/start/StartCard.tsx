// The card for a first visit: ways to begin. It goes away with the first thing that one does, and stays away.
import { CircleQuestionMark, GraduationCap, Play, X, Zap } from 'lucide-react';
import { Dock } from '../dock/Dock.tsx';
import { Button } from '../shared/Button.tsx';
import { useLab, useLabStore } from '../useLab.tsx';
import styles from './StartCard.module.css';

export default function StartCard() {
  const store = useLabStore();
  const setStartCard = useLab((lab) => lab.setStartCard);
  const watch = (mode: 'one-way' | 'mutual') => {
    const lab = store.getState();
    lab.setStartCard(false);
    lab.setMode(mode);
    lab.first();
    lab.play();
  };
  const predict = () => {
    const lab = store.getState();
    lab.setStartCard(false);
    lab.setPredict(true);
  };
  const breakSomething = () => {
    const lab = store.getState();
    lab.setStartCard(false);
    lab.setBreakOpen(true);
  };
  return (
    <Dock
      name="Where to begin"
      title="Where do you want to begin?"
      aside={<Button icon={X} label="Dismiss" tone="quiet" onClick={() => setStartCard(false)} />}
    >
      <div className={styles.ways}>
        <button type="button" className={styles.way} onClick={() => watch('one-way')}>
          <Play size={16} fill="currentColor" aria-hidden />
          <strong>Watch one-way TLS</strong>
          <span>Only the server proves who it is.</span>
        </button>
        <button type="button" className={styles.way} onClick={() => watch('mutual')}>
          <Play size={16} fill="currentColor" aria-hidden />
          <strong>Watch mutual TLS</strong>
          <span>Both sides prove who they are.</span>
        </button>
        <button type="button" className={styles.way} onClick={breakSomething}>
          <Zap size={16} aria-hidden />
          <strong>Break something</strong>
          <span>Choose a fault, and see who notices it.</span>
        </button>
        <button type="button" className={styles.way} onClick={predict}>
          <CircleQuestionMark size={16} aria-hidden />
          <strong>Predict</strong>
          <span>Say what comes next, before the diagram shows it.</span>
        </button>
        <a className={styles.way} href="#/learn">
          <GraduationCap size={16} aria-hidden />
          <strong>Solve a mission</strong>
          <span>15 puzzles with a goal, 5 to 8 minutes each.</span>
        </a>
      </div>
    </Dock>
  );
}
