// A key, as it is printed on a keyboard.
import { keyCap } from '../useCommand.tsx';
import styles from './Kbd.module.css';

export function Kbd({ of }: { readonly of: string }) {
  return <kbd className={styles.kbd}>{keyCap(of)}</kbd>;
}
