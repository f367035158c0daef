// `#/class`: the teacher's page; with a class behind the question mark, the student's.
import { Printer } from 'lucide-react';
import { type Ref, useEffect, useId, useRef, useState } from 'react';
import { readClassLink } from '../../exercises/class/classLink.ts';
import { classLinkProblemText } from '../../lessons/classWords.ts';
import { Button } from '../shared/Button.tsx';
import { later } from '../shared/later.tsx';
import styles from './Class.module.css';
import type { ClassHost } from './classHost.ts';
import { MakeLink } from './MakeLink.tsx';
import { SlipTable } from './SlipTable.tsx';
import { StudentClass } from './StudentClass.tsx';
import { useOwnPlan } from './useOwnPlan.ts';

const LessonPlans = later(() => import('./LessonPlans.tsx'));

interface Props {
  /** Whether one came here from another place: then the focus goes to the heading. */
  readonly arrived: boolean;
  readonly host: ClassHost;
}

export function ClassPage({ arrived, host }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  const read = host.query === null ? null : readClassLink(host.query);
  return (
    <main className={styles.page}>
      {read === null ? (
        <Teacher heading={heading} host={host} />
      ) : read.ok ? (
        <StudentClass heading={heading} plan={read.plan} host={host} />
      ) : (
        <div className={styles.part}>
          <h1 ref={heading} tabIndex={-1}>
            This class link can’t be used
          </h1>
          <ul>
            {read.problems.map((problem) => (
              <li key={`${problem.part}${problem.problem}`}>{classLinkProblemText(problem)}</li>
            ))}
          </ul>
          <p>
            Copy the link once more, whole. Without a class there are <a href="#/learn">all missions</a>.
          </p>
        </div>
      )}
    </main>
  );
}

function Teacher({ heading, host }: { readonly heading: Ref<HTMLHeadingElement>; readonly host: ClassHost }) {
  const [plan, setPlan] = useOwnPlan();
  const [plans, setPlans] = useState(false);
  const [id, sheets] = [useId(), useId()];
  return (
    <>
      <header className={styles.intro} data-print="none">
        <h1 ref={heading} tabIndex={-1}>
          For teachers
        </h1>
        <p>Make a link for your class. Later, drop the slips of your students here. Nothing leaves this browser.</p>
      </header>
      <MakeLink plan={plan} onChange={setPlan} />
      <section className={styles.part} aria-labelledby={id}>
        <h2 id={id} data-print="none">
          Lesson plans
        </h2>
        <p className={styles.buttons} data-print="none">
          <Button size="small" aria-expanded={plans} onClick={() => setPlans(!plans)}>
            {plans ? 'Hide them' : 'Show them'}
          </Button>
          {plans && (
            <Button size="small" icon={Printer} onClick={() => window.print()}>
              Print
            </Button>
          )}
          <span className={styles.small}>Of the missions that are chosen above: a page for each.</span>
        </p>
        {plans && <LessonPlans missions={plan.missions} />}
      </section>
      <section className={styles.part} aria-labelledby={sheets} data-print="none">
        <h2 id={sheets}>Worksheets</h2>
        <p>
          <a href="#/learn/worksheet">Print the run of the lab</a> with blanks, in two variants, and its answer sheet.
        </p>
      </section>
      <SlipTable plan={plan} onPlan={setPlan} host={host} />
    </>
  );
}
