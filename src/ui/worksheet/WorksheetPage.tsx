// `#/learn/worksheet`: a run on paper, with blanks, and its answer sheet. What is printed is what is seen, without the bars.
import { Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Runs } from '../../exercises/predictions/runs.ts';
import { VARIANTS, type Variant } from '../../exercises/worksheet/sheet.ts';
import { makeWorksheet } from '../../exercises/worksheet/worksheet.ts';
import { activeFaults } from '../../lab/faults/catalogue.ts';
import { sheetWords, WORKSHEET_WORDS } from '../../lessons/worksheet.ts';
import { Button } from '../shared/Button.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { PaperSheet } from './PaperSheet.tsx';
import styles from './Worksheet.module.css';

interface Props {
  readonly arrived: boolean;
  readonly variant: Variant;
  readonly answers: boolean;
  /** Says what is chosen, so that the address can have it. */
  readonly onChoose: (variant: Variant, answers: boolean) => void;
  readonly labLink: string;
  /** What could not be read of the address. */
  readonly problems: readonly string[];
  readonly load: () => Promise<Runs>;
}

type Loaded = { readonly runs: Runs } | { readonly problem: string } | null;

export function WorksheetPage({ arrived, variant, answers, onChoose, labLink, problems, load }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { loaded, again } = useRuns(load);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  return (
    <main className={styles.page}>
      <div className={styles.head} data-print="none">
        <h1 ref={heading} tabIndex={-1}>
          {WORKSHEET_WORDS.title}
        </h1>
        <p>
          The run of the lab on paper, with blanks. The variants leave other things blank, so that neighbours differ.{' '}
          <a href={labLink}>Choose another run in the lab</a>.
        </p>
        <div className={styles.choices}>
          <Segmented
            label="Variant"
            options={VARIANTS.map((value) => ({ value, label: `Variant ${value}` }))}
            value={variant}
            onChange={(next) => onChoose(next, answers)}
          />
          <Segmented
            label="What to print"
            options={[
              { value: 'blanks', label: 'Worksheet' },
              { value: 'answers', label: 'Answer sheet' },
            ]}
            value={answers ? 'answers' : 'blanks'}
            onChange={(next) => onChoose(variant, next === 'answers')}
          />
          <Button icon={Printer} tone="strong" onClick={() => window.print()}>
            Print
          </Button>
        </div>
        {problems.length > 0 && (
          <ul role="alert" className={styles.problem}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      {loaded === null && <p role="status">The run is being made…</p>}
      {loaded !== null && 'problem' in loaded && (
        <div role="alert" className={styles.problem}>
          <p>The run could not be made. {loaded.problem}</p>
          <Button onClick={again}>Try again</Button>
        </div>
      )}
      {loaded !== null && 'runs' in loaded && (
        <PaperSheet sheet={makeWorksheet(loaded.runs, variant, WORDS)} answers={answers} />
      )}
    </main>
  );
}

const WORDS = sheetWords(activeFaults);

function useRuns(load: Props['load']) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks for the same once more.
  useEffect(() => {
    let wanted = true;
    setLoaded(null);
    load().then(
      (runs) => wanted && setLoaded({ runs }),
      (error: unknown) => wanted && setLoaded({ problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [load, round]);
  return { loaded, again: () => setRound(round + 1) };
}
