// The story of the scenario in a line, the way to its failure, and a chip for each thing that is broken.

import { ArrowRight } from 'lucide-react';
import { activeFaults, faultById } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Tampering } from '../lab/scenario/scenario.ts';
import { editedParts } from '../lessons/editing.ts';
import { faultTitleLong, restsFor } from '../lessons/faults.ts';
import { hexByte } from '../lessons/phrases.ts';
import { storyFor } from '../lessons/story.ts';
import { firstFailure } from '../store/place.ts';
import { ObserverChoice } from '../ui/header/Observer.tsx';
import { Button } from '../ui/shared/Button.tsx';
import { Chip } from '../ui/shared/Chip.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './StoryBar.module.css';

export function StoryBar() {
  const recording = useLab((lab) => lab.recording);
  const scenario = useLab((lab) => lab.scenario);
  const pending = useLab((lab) => lab.pending);
  const seek = useLab((lab) => lab.seek);
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  const sheetOpen = useLab((lab) => lab.sheetOpen);
  const setScenario = useLab((lab) => lab.setScenario);
  const { caWork } = scenario;
  const toggleFault = useLab((lab) => lab.toggleFault);
  const untamper = useLab((lab) => lab.untamper);
  const story = recording === null ? null : storyFor(recording.scenario, recording, activeFaults(recording.scenario));
  const failure = recording === null ? null : firstFailure(recording);
  const setEdits = useLab((lab) => lab.setEdits);
  const edited = editedParts(scenario.edits);
  const muted = (id: FaultId) => {
    const lacking = restsFor(faultById(id), scenario);
    return lacking ? `needs ${lacking}` : undefined;
  };

  return (
    <section aria-label="Story" className={styles.story} data-pending={pending} data-sheet={sheetOpen}>
      <div className={styles.words}>
        <h1>{story?.title ?? 'Handshake Lab'}</h1>
        <p>{story?.line}</p>
      </div>
      <div className={styles.tools}>
        {(failure !== null ||
          scenario.faults.length + scenario.tampering.length > 0 ||
          caWork.length > 0 ||
          edited.length > 0) && (
          <div className={styles.broken}>
            {failure !== null && (
              <Button
                icon={ArrowRight}
                onClick={() => {
                  // The drawer would lie over what one wants to see.
                  if (!matchMedia(DRAWER_BESIDE).matches) setBreakOpen(false);
                  seek(failure);
                }}
              >
                Show the failure
              </Button>
            )}
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

/** Where there is room for the drawer beside the diagram: as in App.module.css. */
const DRAWER_BESIDE = '(min-width: 107.5em)';

/** `client’s ClientHello, byte 12: ff`. */
const editTitle = ({ message, offset, value }: Tampering): string => {
  const [sender = '', type = ''] = message.split(':');
  return `${sender === 'ca' ? 'CA' : sender}’s ${type}, byte ${offset}: ${hexByte(value)}`;
};
