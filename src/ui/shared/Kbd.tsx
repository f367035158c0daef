// A key, as it is printed on a keyboard.
import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Kbd.module.css';

/** @param of a value of `KeyboardEvent.key`, with `Control+` or `Control+Shift+` in front of it where these go along */
export function Kbd({ of }: { readonly of: string }) {
  return <kbd className={styles.kbd}>{CAPS[of] ?? chord(of)}</kbd>;
}

/** `Ctrl+Shift+Z` */
const chord = (key: string): string =>
  key.startsWith('Control+') ? `Ctrl+${key.slice('Control+'.length).replace(/.$/, (last) => last.toUpperCase())}` : key;

const CAPS: Readonly<Record<string, ReactNode>> = {
  ArrowLeft: <ArrowLeft size={12} strokeWidth={2.4} aria-label="left arrow" />,
  ArrowRight: <ArrowRight size={12} strokeWidth={2.4} aria-label="right arrow" />,
  ' ': 'space',
  Escape: 'esc',
};
