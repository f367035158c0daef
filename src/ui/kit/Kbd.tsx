// A key, as it is printed on a keyboard.
import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Kbd.module.css';

/** @param of a value of `KeyboardEvent.key` */
export function Kbd({ of }: { readonly of: string }) {
  return <kbd className={styles.kbd}>{CAPS[of] ?? of}</kbd>;
}

const CAPS: Readonly<Record<string, ReactNode>> = {
  ArrowLeft: <ArrowLeft size={12} strokeWidth={2.4} aria-label="left arrow" />,
  ArrowRight: <ArrowRight size={12} strokeWidth={2.4} aria-label="right arrow" />,
  ' ': 'space',
  Escape: 'esc',
};
