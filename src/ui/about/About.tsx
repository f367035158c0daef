// About the lab: what is modelled, what is simplified, and how each claim can be checked.
import { SCOPE } from '../../lessons/scope.ts';
import styles from './About.module.css';

export function About() {
  return (
    <>
      <p className={styles.intro}>{SCOPE.intro}</p>
      <Section title="What is modelled" lines={SCOPE.modelled} />
      <Section title="What is simplified" lines={SCOPE.simplified} />
      <Section title="What computes it" lines={SCOPE.computed} />
      <Section title="How to check it" lines={SCOPE.checkIt} />
    </>
  );
}

function Section({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className={styles.section}>
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
