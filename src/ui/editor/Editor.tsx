// "Custom certificates": every certificate of every chain, the clocks and the trust stores, to be changed by hand.
import { Pencil, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { CERTIFICATE_TITLES, signerTitle } from '../../lessons/editing.ts';
import { Button } from '../shared/Button.tsx';
import { useCommand } from '../useCommand.tsx';
import { CertificateForm } from './CertificateForm.tsx';
import styles from './Editor.module.css';
import type { Editable } from './model.ts';
import { EditOutcome } from './Outcome.tsx';
import { ValidityTimeline } from './Timeline.tsx';
import { useEditor } from './useEditor.ts';
import { WorldEditor } from './World.tsx';

export default function Editor() {
  const editor = useEditor();
  const [chosen, setChosen] = useState<Editable['id']>('server');
  if (editor === null) return <div className={styles.body} />;
  const { certificates } = editor;
  const selected = certificates.find(({ id }) => id === chosen) ?? certificates[0];
  return (
    <>
      <div className={styles.top}>
        <EditOutcome />
        <History />
      </div>
      <section className={styles.body} aria-label="Custom certificates">
        <ValidityTimeline editor={editor} selected={selected?.id ?? ''} onSelect={setChosen} />
        <WorldEditor editor={editor} />
        {selected !== undefined && (
          <>
            <h3 className={styles.heading}>Certificates</h3>
            <Chain certificates={certificates} selected={selected.id} onSelect={setChosen} />
            <section aria-label={CERTIFICATE_TITLES[selected.id]}>
              <CertificateForm key={selected.id} editable={selected} editor={editor} />
            </section>
          </>
        )}
      </section>
    </>
  );
}

function History() {
  const undo = useCommand('undo');
  const redo = useCommand('redo');
  return (
    <div className={styles.history}>
      {[
        { ...undo, icon: Undo2 },
        { ...redo, icon: Redo2 },
      ].map(({ id, label, icon, enabled, run }) => (
        <Button key={id} icon={icon} label={label} tone="quiet" disabled={!enabled} onClick={run} />
      ))}
    </div>
  );
}

interface ChainProps {
  readonly certificates: readonly Editable[];
  readonly selected: Editable['id'];
  readonly onSelect: (id: Editable['id']) => void;
}

/** Each certificate under whoever signs it. */
function Chain({ certificates, selected, onSelect }: ChainProps) {
  return (
    <ul className={styles.chain} aria-label="Choose a certificate">
      {certificates.map((editable) => {
        const { id, certificate, edit, signer } = editable;
        const edited = Object.keys(edit).length > 0;
        return (
          <li key={id}>
            <button
              type="button"
              className={styles.certificate}
              aria-pressed={id === selected}
              onClick={() => onSelect(id)}
            >
              <span className={styles.role}>
                {CERTIFICATE_TITLES[id]}
                {edited && (
                  <span className={styles.edited}>
                    <Pencil size={11} aria-hidden /> edited
                  </span>
                )}
              </span>
              <span className={styles.name}>{certificate.subject.text.split(',')[0] || '(no name)'}</span>
              <span className={styles.signer}>signed by {signerTitle(edit.signer ?? signer, id)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
