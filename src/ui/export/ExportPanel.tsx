// "Export": the recording and all that belongs to it as files, the commands that show the same with OpenSSL, and
// the way back in for recordings.
import { Archive, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Exporter, RecordingArchive } from '../../diagram/recordingArchive.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { FOREIGN, PUBLIC_KEYS } from '../../lessons/export.ts';
import { errorText, messageOf } from '../../workers/problem.ts';
import type { LinkOf } from '../header/linkOf.ts';
import { Button } from '../shared/Button.tsx';
import { Panel } from '../shared/Panel.tsx';
import { type Lab, useLab, useLabStore } from '../useLab.tsx';
import { CommandList } from './Commands.tsx';
import styles from './ExportPanel.module.css';
import { FileList } from './FileList.tsx';
import { OpenFile } from './OpenFile.tsx';
import { save } from './save.ts';
import { sizeText } from './size.ts';

type Packed =
  | { readonly state: 'packing' }
  | { readonly state: 'ready'; readonly archive: RecordingArchive }
  | { readonly state: 'failed'; readonly problem: string };

export function ExportPanel({ exporter, linkOf }: { readonly exporter: Exporter; readonly linkOf: LinkOf }) {
  const open = useLab((lab) => lab.overlay === 'export');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const recording = useLab((lab) => lab.recording);
  const foreign = useLab((lab) => lab.opened !== null);
  const [packed, again] = usePacked(exporter, linkOf, open ? recording : null, foreign);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Export" width="wide">
      <div className={styles.all}>
        {packed.state === 'failed' && (
          <p role="alert" className={styles.problem}>
            The files could not be made. {errorText(packed.problem)} <Button onClick={again}>Try again</Button>
          </p>
        )}
        {packed.state === 'packing' && (
          <p role="status" className={styles.packing}>
            <LoaderCircle size={16} aria-hidden /> Packing…
          </p>
        )}
        {packed.state === 'ready' && recording !== null && (
          <Ready archive={packed.archive} recording={recording} foreign={foreign} />
        )}
        <OpenFile />
      </div>
    </Panel>
  );
}

function Ready({
  archive: { files, zip, reproduction },
  recording,
  foreign,
}: {
  readonly archive: RecordingArchive;
  readonly recording: Recording;
  readonly foreign: boolean;
}) {
  return (
    <>
      <section className={styles.archive} aria-labelledby="export-all">
        <Button icon={Archive} tone="strong" onClick={() => save('handshake-lab.zip', zip)}>
          handshake-lab.zip <span className={styles.size}>{sizeText(zip.length)}</span>
        </Button>
        <div>
          <h3 id="export-all">Everything in one archive</h3>
          <p>All files below, with a README that says what each of them is and how to see the same again.</p>
        </div>
      </section>
      {foreign && <p className={styles.note}>{FOREIGN}</p>}
      {!foreign && (
        <p className={styles.note}>
          For a class: <a href="#/learn/worksheet">print this run as a worksheet</a>, with blanks and an answer sheet.
        </p>
      )}
      <FileList files={files} />
      {!foreign && <p className={styles.note}>{PUBLIC_KEYS}</p>}
      {reproduction !== null && <CommandList reproduction={reproduction} scenario={recording.scenario} />}
    </>
  );
}

/** Packs the recording that is on screen; null: nothing is wanted now. */
function usePacked(
  exporter: Exporter,
  linkOf: LinkOf,
  recording: Recording | null,
  foreign: boolean,
): readonly [Packed, again: () => void] {
  const store = useLabStore();
  const [packed, setPacked] = useState<{ of: Recording | null; attempt: number; is: Packed }>(NOTHING);
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    if (recording === null) return;
    let current = true;
    const take = (is: Packed) => current && setPacked({ of: recording, attempt, is });
    exporter.pack(recording, linkOf(plainly(store.getState())), foreign).then(
      (archive) => take({ state: 'ready', archive }),
      (error: unknown) => take({ state: 'failed', problem: messageOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [exporter, linkOf, recording, foreign, store, attempt]);
  const mine = recording === null || (packed.of === recording && packed.attempt === attempt);
  return [mine ? packed.is : PACKING, () => setAttempt(attempt + 1)];
}

/** The place without the step that one happens to stand on, and without what it is compared with. */
const plainly = (lab: Lab): Lab => ({ ...lab, cursor: 1, compare: null, tab: 'explain' });

const PACKING: Packed = { state: 'packing' };
const NOTHING = { of: null, attempt: 0, is: PACKING };
