// The report to take away: each form can be copied and saved.
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import type { AnsweredQuestion } from '../../store/validationState.ts';
import { DownloadButton } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import styles from './Result.module.css';
import { jsonReport, textReport } from './report.ts';

export function Export({ verdict }: { readonly verdict: AnsweredQuestion }) {
  const text = useMemo(() => textReport(verdict), [verdict]);
  const json = useMemo(() => jsonReport(verdict), [verdict]);
  return (
    <div className={styles.part} data-print="none">
      <h3 className={styles.heading}>Report</h3>
      <div className={styles.export}>
        <CopyButton text={text} label="Copy text" />
        <Save text={text} type="text/plain" name="judgement.txt" />
        <CopyButton text={json} label="Copy JSON" />
        <Save text={json} type="application/json" name="judgement.json" />
      </div>
    </div>
  );
}

function Save({ text, type, name }: { readonly text: string; readonly type: string; readonly name: string }) {
  return (
    <DownloadButton icon={Download} download={name} href={`data:${type};charset=utf-8,${encodeURIComponent(text)}`}>
      {name}
    </DownloadButton>
  );
}
