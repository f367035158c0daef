// The line above a hex view: which bytes, how many, and a button to copy them.

import type { ReactNode } from 'react';
import { grouped } from '../../../lessons/phrases.ts';
import { CopyButton } from '../CopyButton.tsx';
import styles from './ByteBar.module.css';
import { spacedHex } from './hexGrid.ts';

export function ByteBar({ hex, children }: { readonly hex: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.bar}>
      {children}
      <span className={styles.size}>{grouped(hex.length / 2)} bytes</span>
      <CopyButton text={spacedHex(hex)} label="Copy as hex" />
    </div>
  );
}
