// Edit this message on the wire: writes another value over the selected byte, before it arrives. The whole run follows.
import { Undo2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { MAX_TAMPERING } from '../../../lab/scenario/tampering.ts';
import { Button } from '../../shared/Button.tsx';
import { offsetLabel } from '../../shared/bytes/hexGrid.ts';
import { useLab } from '../../useLab.tsx';
import styles from './EditByte.module.css';

interface EditByteProps {
  /** The message by its step's key. */
  readonly message: string;
  readonly offset: number;
  /** The byte as it was sent, two digits. */
  readonly sent: string;
}

export default function EditByte({ message, offset, sent }: EditByteProps) {
  const tampering = useLab((lab) => lab.scenario.tampering);
  const tamper = useLab((lab) => lab.tamper);
  const untamper = useLab((lab) => lab.untamper);
  const id = useId();
  const [text, setText] = useState('');
  const here = tampering.filter((edit) => edit.message === message);
  const isFull = tampering.length >= MAX_TAMPERING;
  const isByte = /^[0-9a-fA-F]{2}$/.test(text);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isByte || isFull) return;
    tamper({ message, offset, value: Number.parseInt(text, 16) });
    setText('');
  };

  return (
    <section className={styles.edit} aria-label="Edit this message on the wire">
      <form className={styles.form} onSubmit={onSubmit}>
        <label htmlFor={id}>
          Edit on the wire: byte <code>{offsetLabel(offset)}</code>, sent as <code>{sent}</code>, arrives as
        </label>
        <input
          id={id}
          type="text"
          className={styles.value}
          value={text}
          maxLength={2}
          placeholder="00"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={text.length === 2 && !isByte}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={!isByte || isFull}>
          Change
        </Button>
      </form>
      {text.length === 2 && !isByte && <p className={styles.hint}>Two hexadecimal digits: 00 to ff.</p>}
      {isFull && <p className={styles.hint}>{MAX_TAMPERING} bytes are changed: no more are possible.</p>}
      {here.length > 0 && (
        <ul className={styles.list}>
          {here.map((edit) => (
            <li key={edit.offset}>
              <code>
                {offsetLabel(edit.offset)} → {edit.value.toString(16).padStart(2, '0')}
              </code>
              <Button
                icon={Undo2}
                label={`Undo the change of byte ${offsetLabel(edit.offset)}`}
                tone="quiet"
                onClick={() => untamper(edit)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
