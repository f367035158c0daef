// At the head of the list of faults: what is on and has no box there, each with a button that takes it away.
import { Undo2 } from 'lucide-react';
import { type MouseEvent, useMemo } from 'react';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import styles from './ByHandList.module.css';
import { byHand } from './byHand.ts';

/** `onEmpty`: the last one was taken away; the focus must go somewhere. */
export default function ByHandList({ onEmpty }: { readonly onEmpty: () => void }) {
  const caWork = useLab((lab) => lab.scenario.caWork);
  const tampering = useLab((lab) => lab.scenario.tampering);
  const edits = useLab((lab) => lab.scenario.edits);
  const setScenario = useLab((lab) => lab.setScenario);
  const setEdits = useLab((lab) => lab.setEdits);
  const all = useMemo(
    () => byHand({ caWork, tampering, ...(edits === undefined ? {} : { edits }) }),
    [caWork, tampering, edits],
  );
  const remove = ({ of, without }: (typeof all)[number], { currentTarget }: MouseEvent<HTMLElement>) => {
    // The button goes; its neighbour is there.
    const row = currentTarget.closest('li');
    const near = row?.nextElementSibling ?? row?.previousElementSibling;
    if (near) near.querySelector('button')?.focus();
    else onEmpty();
    if (of === 'edit') setEdits(without.edits ?? {});
    else setScenario(without);
  };
  return (
    <section className={styles.byHand} aria-label="Changed by hand">
      <h3>Changed by hand</h3>
      <ul>
        {all.map((each) => (
          <li key={each.key} data-of={each.of}>
            <span className={styles.title}>{each.title}</span>
            <Button icon={Undo2} aria-label={`Undo: ${each.title}`} onClick={(event) => remove(each, event)}>
              Undo
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
