// What went wrong: with the link the page was opened by, or with the engine.
import { Fragment } from 'react';
import { Banner } from '../ui/shared/Banner.tsx';
import { useLab } from '../ui/useLab.tsx';
import { errorText } from '../workers/problem.ts';
import styles from './Banners.module.css';
import { foremost } from './link.ts';

export function Banners() {
  const problems = useLab((lab) => lab.linkProblems);
  const dismiss = useLab((lab) => lab.dismissLinkProblems);
  const engineProblem = useLab((lab) => lab.engineProblem);
  const shown = useLab((lab) => lab.failed !== null);
  const retry = useLab((lab) => lab.retry);
  const opened = useLab((lab) => lab.opened);
  const closeRecording = useLab((lab) => lab.closeRecording);
  const { kinds, more } = foremost(problems);
  return (
    <>
      {problems.length > 0 && (
        <Banner tone="warning" onDismiss={dismiss}>
          {problems.length === 1 ? 'One part of this link' : `${problems.length} parts of this link`} can’t be used; the
          rest is shown.{' '}
          {kinds.map((kind) => (
            <span key={kind.expected} className={styles.problem}>
              {kind.parts.map(({ number, part, given }) => (
                <Fragment key={number}>
                  {number > 1 && ', '}
                  <code>
                    {part}={given}
                  </code>
                </Fragment>
              ))}{' '}
              {kind.more > 0 && `and ${kind.more} more `}
              should be {kind.expected}.{' '}
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
          This scenario could not be run{shown ? '; the one before is still shown' : ''}. {errorText(engineProblem)}
        </Banner>
      )}
    </>
  );
}
