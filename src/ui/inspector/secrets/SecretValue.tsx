// A secret's bytes: the first few, and all of them on demand.
import { useState } from 'react';
import type { Hex } from '../../../lab/recording/recording.ts';
import { spacedHex } from '../../shared/bytes/hexGrid.ts';
import { CopyButton } from '../../shared/CopyButton.tsx';
import { VisuallyHidden } from '../../shared/VisuallyHidden.tsx';
import styles from './SecretValue.module.css';

const FIRST = 8;

export function SecretValue({ value, label }: { readonly value: Hex; readonly label: string }) {
  const [open, setOpen] = useState(false);
  const size = value.length / 2;
  if (size <= FIRST) return <code className={styles.bytes}>{spacedHex(value)}</code>;
  return (
    <div className={styles.secret}>
      <code className={styles.bytes}>{spacedHex(value, open ? undefined : FIRST)}</code>
      <span className={styles.tools}>
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'fewer' : `all ${size} bytes`}
          <VisuallyHidden>{` of ${label}`}</VisuallyHidden>
        </button>
        {open && <CopyButton text={value} label="Copy" />}
      </span>
    </div>
  );
}
