// What went wrong: with the link the page was opened by, or with the engine.
import { Banner } from '../ui/kit/Banner.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './Banners.module.css';
import { foremost } from './link.ts';

export function Banners() {
  const problems = useLab((lab) => lab.linkProblems);
  const dismiss = useLab((lab) => lab.dismissLinkProblems);
  const engineProblem = useLab((lab) => lab.engineProblem);
  const retry = useLab((lab) => lab.retry);
  const opened = useLab((lab) => lab.opened);
  const closeRecording = useLab((lab) => lab.closeRecording);
  const { shown, more } = foremost(problems);
  return (
    <>
      {problems.length > 0 && (
        <Banner tone="warning" onDismiss={dismiss}>
          {problems.length === 1 ? 'One part of this link' : `${problems.length} parts of this link`} can’t be used; the
          rest is shown.{' '}
          {shown.map(({ number, part, given, expected }) => (
            <span key={number} className={styles.problem}>
              <code>
                {part}={given}
              </code>{' '}
              should be {expected}.{' '}
            </span>
          ))}
          {more > 0 && `And ${more} more.`}
        </Banner>
      )}
      {opened !== null && (
        <Banner tone="notice" action={{ label: 'Back to the lab', run: closeRecording }}>
          Opened from the file <strong>{opened.name}</strong>: shown as it was recorded, and not run again here.
        </Banner>
      )}
      {engineProblem !== null && (
        <Banner tone="failure" action={{ label: 'Try again', run: retry }}>
          The engine could not run this scenario: {engineProblem}
        </Banner>
      )}
    </>
  );
}
