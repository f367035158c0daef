// The page on which one validates certificates of one's own: what is handed over on one side, the options and the
// result on the other.
import { ArrowDown, ShieldCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { verdictText } from '../../lessons/verdict.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { type Example, Handover } from './Handover.tsx';
import { Recognised } from './Recognised.tsx';
import { Result, VERDICT_ICONS } from './Result.tsx';
import { useValidation } from './useValidation.tsx';
import styles from './ValidationPage.module.css';

interface Props {
  /** Whether one came here from another place: then the focus goes to the heading. */
  readonly arrived: boolean;
  readonly canTrustLab: boolean;
  /** Certificates to try the page with, or null where there are none. */
  readonly example: Example | null;
}

export function ValidationPage({ arrived, canTrustLab, example }: Props) {
  const result = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <h1 ref={heading} tabIndex={-1}>
          Validate your certificates
        </h1>
        <p className={styles.promise}>
          <ShieldCheck size={16} aria-hidden />
          Nothing that you add leaves this browser. It stays here until you close the tab, without private keys.
        </p>
      </div>
      <main className={styles.main}>
        <div className={styles.given}>
          <Boundary name="The input">
            <Handover example={example} />
            <VerdictBar onShow={() => result.current?.scrollIntoView()} />
            <Recognised canTrustLab={canTrustLab} />
          </Boundary>
        </div>
        <div ref={result} className={styles.result}>
          <Boundary name="The result">
            <Result />
          </Boundary>
        </div>
      </main>
    </div>
  );
}

function VerdictBar({ onShow }: { readonly onShow: () => void }) {
  const verdict = useValidation((state) => state.verdict);
  if (verdict === null) return null;
  const { judgement, question } = verdict;
  const Icon = VERDICT_ICONS[judgement.verdict];
  return (
    <button type="button" className={styles.bar} data-verdict={judgement.verdict} data-print="none" onClick={onShow}>
      <Icon size={19} aria-hidden />
      <span>{verdictText(judgement, question)}</span>
      <ArrowDown size={17} aria-hidden />
    </button>
  );
}
