// From an error message to its cause: the text on one side, the answer on the other, in the order in which one asks.
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { programName, WHY_WORDS } from '../../lessons/whyPage.ts';
import type { WhyMaterial } from '../../store/why.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { Button } from '../shared/Button.tsx';
import { KnownBesides } from './KnownBesides.tsx';
import { ReadFromIt } from './ReadFromIt.tsx';
import { TextBox } from './TextBox.tsx';
import { useWhy, useWhyAround } from './useWhy.tsx';
import { WhyResult } from './WhyResult.tsx';

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
    <div className="why-whyPage-page">
      <div className="why-whyPage-bar">
        <h1 ref={heading} tabIndex={-1}>
          {WHY_WORDS.title}
        </h1>
        <p className="why-whyPage-promise">
          <ShieldCheck size={16} aria-hidden />
          {WHY_WORDS.promise}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that belong together, and no field */}
        <div className="why-whyPage-examples" role="group" aria-label="Examples">
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
      <main className="why-whyPage-main" data-answered={hasAnswer}>
        <div className="why-whyPage-given">
          <Boundary name="The text">
            <TextBox onAnswer={() => answer.current?.focus()} />
            <ReadFromIt />
            <KnownBesides programs={material?.programs ?? []} />
          </Boundary>
        </div>
        <section ref={answer} className="why-whyPage-answer" aria-label="Answer" tabIndex={-1}>
          <Boundary name="The answer">
            <WhyResult />
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
