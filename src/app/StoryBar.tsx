// A chip for each thing that is broken, and as whom one looks on.
import { faultById } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Tampering } from '../lab/scenario/scenario.ts';
import { editedParts } from '../lessons/editing.ts';
import { faultTitleLong, restsFor } from '../lessons/faults.ts';
import { hexByte } from '../lessons/phrases.ts';
import { ObserverChoice } from '../ui/header/Observer.tsx';
import { Chip } from '../ui/shared/Chip.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './StoryBar.module.css';

export function StoryBar() {
  const scenario = useLab((lab) => lab.scenario);
  const pending = useLab((lab) => lab.pending);
  const sheetOpen = useLab((lab) => lab.sheetOpen);
  const setScenario = useLab((lab) => lab.setScenario);
  const { caWork } = scenario;
  const toggleFault = useLab((lab) => lab.toggleFault);
  const untamper = useLab((lab) => lab.untamper);
  const setEdits = useLab((lab) => lab.setEdits);
  const edited = editedParts(scenario.edits);
  const muted = (id: FaultId) => {
    const lacking = restsFor(faultById(id), scenario);
    return lacking ? `needs ${lacking}` : undefined;
  };

  return (
    <section
      aria-label="What is broken, and who looks on"
      className={styles.story}
      data-pending={pending}
      data-sheet={sheetOpen}
    >
      <div className={styles.tools}>
        {(scenario.faults.length + scenario.tampering.length > 0 || caWork.length > 0 || edited.length > 0) && (
          <div className={styles.broken}>
            {caWork.length > 0 && (
              <Chip undoLabel="Undo all that the CA did" onUndo={() => setScenario({ caWork: [] })}>
                {caWork.length === 1 ? 'CA: 1 action' : `CA: ${caWork.length} actions`}
              </Chip>
            )}
            {scenario.tampering.map((edit) => (
              <Chip
                key={`${edit.message}@${edit.offset}`}
                undoLabel={`Undo: ${editTitle(edit)}`}
                onUndo={() => untamper(edit)}
              >
                {editTitle(edit)}
              </Chip>
            ))}
            {scenario.faults.map((id) => (
              <Chip key={id} undoLabel={`Undo: ${faultTitleLong(id)}`} onUndo={() => toggleFault(id)} muted={muted(id)}>
                {faultTitleLong(id)}
              </Chip>
            ))}
            {edited.map(({ key, title, without }) => (
              <Chip key={key} undoLabel={`Undo: ${title}`} onUndo={() => setEdits(without)}>
                {title}
              </Chip>
            ))}
          </div>
        )}
        <ObserverChoice />
      </div>
    </section>
  );
}

/** `client’s ClientHello, byte 12: ff`. */
const editTitle = ({ message, offset, value }: Tampering): string => {
  const [sender = '', type = ''] = message.split(':');
  return `${sender === 'ca' ? 'CA' : sender}’s ${type}, byte ${offset}: ${hexByte(value)}`;
};
