// Progress leaves the browser by the learner's hand alone: as a file, which can be read again here or elsewhere; or it goes.
import { Download, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { MAX_PROGRESS_LENGTH } from '../../exercises/progress/file.ts';
import { progressProblem } from '../../lessons/progress.ts';
import { progressStore, useProgress } from '../progress/useProgress.ts';
import { Button, DownloadButton } from '../shared/Button.tsx';
import { FileButton } from '../shared/Files.tsx';
import styles from './Aside.module.css';

export function ProgressFile() {
  const progress = useProgress((state) => state.progress);
  const [said, setSaid] = useState('');
  const [sure, setSure] = useState(false);
  const { importText, exportText, erase } = progressStore().getState();
  const file = useFile(exportText(), progress);
  const take = async ([first]: readonly File[]) => {
    if (first === undefined) return;
    // In bytes; what is longer in bytes may be shorter in characters, by no more than four times.
    const text = first.size > 4 * MAX_PROGRESS_LENGTH ? null : await first.text().catch(() => null);
    const read = text === null ? { ok: false as const, problem: 'length' as const, place: '' } : importText(text);
    setSaid(
      read.ok
        ? 'The file was read: this is your progress now.'
        : `Not read: ${progressProblem(read)}. Nothing was changed.`,
    );
  };
  return (
    <section className={styles.part} aria-label="Progress as a file">
      <h2>Progress as a file</h2>
      <p className={styles.buttons}>
        <DownloadButton icon={Download} href={file} download="handshake-lab-progress.json">
          Export
        </DownloadButton>
        <FileButton label="A file of progress" accept=".json,application/json" onFiles={take}>
          Import
        </FileButton>
        <Button
          icon={Trash2}
          tone={sure ? 'danger' : 'plain'}
          onClick={() => {
            if (sure) {
              erase();
              setSaid('Your progress was erased.');
            } else setSaid('This erases your progress in this browser. Press the button again to do so.');
            setSure(!sure);
          }}
        >
          {sure ? 'Erase all of it' : 'Erase'}
        </Button>
      </p>
      <p role="status" className={styles.small}>
        {said}
      </p>
    </section>
  );
}

/** An address of the text in this page, for as long as the text is shown. */
function useFile(text: string, _of: unknown): string | undefined {
  const [href, setHref] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    setHref(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return href;
}
