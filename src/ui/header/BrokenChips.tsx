// A chip for each thing that is broken. The bar has room for two at most; the button behind them opens the drawer, which has
// them all.
import { HiddenChip } from '../predict/PredictSwitch.tsx';
import { Chip } from '../shared/Chip.tsx';
import { useLab } from '../useLab.tsx';
import styles from './BrokenChips.module.css';
import { type Broken, useBroken } from './useBroken.ts';

export function BrokenChips() {
  const broken = useBroken();
  return (
    <div className={styles.room}>
      <HiddenChip />
      {broken.slice(0, 2).map((each) => (
        <BrokenChip key={each.key} broken={each} />
      ))}
      {/* How many are hidden depends on how many have room, which the style sheet decides. */}
      {broken.length > 1 && <More count={broken.length} behind="none" />}
      <More count={broken.length - 1} behind="one" />
      <More count={broken.length - 2} behind="two" />
    </div>
  );
}

export function BrokenChip({ broken: { title, undoLabel, undo, muted } }: { readonly broken: Broken }) {
  const [head = '', tail] = title.split(/ certificate(?= · )/);
  return (
    <Chip undoLabel={undoLabel} onUndo={undo} muted={muted} tip={muted === undefined ? title : `${title}: ${muted}`}>
      {head}
      {tail !== undefined && (
        <>
          <span className={styles.long}> certificate</span>
          {tail}
        </>
      )}
    </Chip>
  );
}

function More({ count, behind }: { readonly count: number; readonly behind: 'none' | 'one' | 'two' }) {
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  if (count < 1) return null;
  return (
    <button type="button" className={styles.more} data-behind={behind} onClick={() => setBreakOpen(true)}>
      + {count}
      <span className={styles.unseen}> more: show all</span>
    </button>
  );
}
