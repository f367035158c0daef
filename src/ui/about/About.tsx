// About the lab: what is modelled, what is simplified, and how each claim can be checked.
import { SCOPE } from '../../lessons/scope.ts';
import { Panel } from '../shared/Panel.tsx';
import { useLab } from '../useLab.tsx';
import styles from './About.module.css';

export default function About() {
  const open = useLab((lab) => lab.overlay === 'about');
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="About this lab" width="wide">
      <p className={styles.intro}>{SCOPE.intro}</p>
      <Section title="What is modelled" lines={SCOPE.modelled} />
      <Section title="What is simplified" lines={SCOPE.simplified} />
      <Section title="What computes it" lines={SCOPE.computed} />
      <Section title="How to check it" lines={SCOPE.checkIt} />
    </Panel>
  );
}

function Section({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
