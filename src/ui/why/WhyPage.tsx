// From an error message to its cause: the text on one side, the answer on the other, in the order in which one asks.
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { programName, WHY_WORDS } from '../../lessons/whyPage.ts';
import type { WhyMaterial } from '../../store/why.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { Button } from '../shared/Button.tsx';
import { Answer } from './Answer.tsx';
import { KnownBesides } from './KnownBesides.tsx';
import { ReadFromIt } from './ReadFromIt.tsx';
import { TextBox } from './TextBox.tsx';
import { useWhy, useWhyAround } from './useWhy.tsx';
import styles from './WhyPage.module.css';

export function WhyPage({ arrived }: { readonly arrived: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const answer = useRef<HTMLElement>(null);
  const hasAnswer = useWhy((why) => why.reading !== null);
  const setText = useWhy((why) => why.setText);
  const material = useMaterial();
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <h1 ref={heading} tabIndex={-1}>
          {WHY_WORDS.title}
        </h1>
        <p className={styles.promise}>
          <ShieldCheck size={16} aria-hidden />
          {WHY_WORDS.promise}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that belong together, and no field */}
        <div className={styles.examples} role="group" aria-label="Examples">
          <span aria-hidden="true">Examples</span>
          {material?.examples.map(({ program, version, role, text }) => (
            <Button
              key={program}
              size="small"
              data-tip={`as ${version} says it, as a ${role}`}
              onClick={() => setText(text, true)}
            >
              {programName(program)}
            </Button>
          ))}
        </div>
      </div>
      <main className={styles.main} data-answered={hasAnswer}>
        <div className={styles.given}>
          <Boundary name="The text">
            <TextBox onAnswer={() => answer.current?.focus()} />
            <ReadFromIt />
            <KnownBesides programs={material?.programs ?? []} />
          </Boundary>
        </div>
        <section ref={answer} className={styles.answer} aria-label="Answer" tabIndex={-1}>
          <Boundary name="The answer">
            <Answer />
          </Boundary>
        </section>
      </main>
    </div>
  );
}

/** Read by the worker, with the corpus. Without it there are no examples; a text can be read nevertheless, or says why not. */
function useMaterial(): WhyMaterial | null {
  const { material } = useWhyAround();
  const [found, setFound] = useState<WhyMaterial | null>(null);
  useEffect(() => {
    let wanted = true;
    material().then(
      (given) => wanted && setFound(given),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [material]);
  return found;
}
