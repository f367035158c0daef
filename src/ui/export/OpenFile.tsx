// The way back in: a recording from a file is looked at, rehearsed, and shown as it was recorded.
import { useState } from 'react';
import { MAX_LENGTH, parseRecording } from '../../lab/files/recordingFile.ts';
import { recordingProblemText } from '../../lessons/recordingFile.ts';
import { FileButton, useDrop } from '../shared/Files.tsx';
import { useLab } from '../useLab.tsx';
import styles from './ExportPanel.module.css';
import { rehearse } from './rehearse.ts';

export function OpenFile() {
  const openRecording = useLab((lab) => lab.openRecording);
  const [problem, setProblem] = useState<string | null>(null);

  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    setProblem(null);
    // Not even loaded: a file of several gigabytes would take the page's memory.
    const read =
      file.size > MAX_LENGTH
        ? ({ ok: false, problem: { kind: 'tooLarge', limit: MAX_LENGTH } } as const)
        : parseRecording(await file.text().catch(() => ''));
    if (!read.ok) return setProblem(`${file.name}: ${recordingProblemText(read.problem)}`);
    const trouble = rehearse(read.recording);
    if (trouble !== null) return setProblem(`${file.name}: This recording can’t be shown. ${trouble}.`);
    openRecording(read.recording, file.name);
  };
  const drop = useDrop(({ files }) => void open(files[0]));

  return (
    <section className={styles.open} aria-labelledby="export-open" {...drop}>
      <div>
        <h3 id="export-open">Open a recording</h3>
        <p>A recording.json, dropped here or chosen. It is shown as it was recorded, and stays in this browser.</p>
      </div>
      <FileButton label="Recording to open" accept=".json,application/json" onFiles={([file]) => void open(file)}>
        Open…
      </FileButton>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    </section>
  );
}
