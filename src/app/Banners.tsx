// What went wrong: with the link the page was opened by, or with the engine.
import { Banner } from '../ui/kit/Banner.tsx';
import { problemText } from '../ui/kit/problem.ts';
import { useLab } from '../ui/useLab.tsx';
import styles from './Banners.module.css';

export function Banners() {
  const problems = useLab((lab) => lab.linkProblems);
  const dismiss = useLab((lab) => lab.dismissLinkProblems);
  const engineProblem = useLab((lab) => lab.engineProblem);
  const shown = useLab((lab) => lab.failed !== null);
  const retry = useLab((lab) => lab.retry);
  const opened = useLab((lab) => lab.opened);
  const closeRecording = useLab((lab) => lab.closeRecording);
  return (
    <>
      {problems.length > 0 && (
        <Banner tone="warning" onDismiss={dismiss}>
          {problems.length === 1 ? 'One part of this link' : `${problems.length} parts of this link`} can’t be used; the
          rest is shown.{' '}
          {problems.map(({ part, given, expected }) => (
            <span key={`${part}=${given}`} className={styles.problem}>
              <code>
                {part}={given}
              </code>{' '}
              should be {expected}.{' '}
            </span>
          ))}
        </Banner>
      )}
      {opened !== null && (
        <Banner tone="notice" action={{ label: 'Back to the lab', run: closeRecording }}>
          Opened from the file <strong>{opened.name}</strong>: shown as it was recorded, and not run again here.
        </Banner>
      )}
      {engineProblem !== null && (
        <Banner tone="failure" action={{ label: 'Try again', run: retry }}>
          This scenario could not be run{shown ? '; the one before is still shown' : ''}. {problemText(engineProblem)}
        </Banner>
      )}
    </>
  );
}
