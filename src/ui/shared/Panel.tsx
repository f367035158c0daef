// A modal panel over the page: title, words, a button to close. Focus goes in, Escape closes, focus goes back.
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './Panel.module.css';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly width?: 'narrow' | 'wide' | 'room';
  /** On a phone it stands at the lower edge, as wide as the window. */
  readonly sheet?: boolean;
}

export function Panel({ open, onClose, title, children, width = 'narrow', sheet = false }: Props) {
  const close = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={`${styles.popup} ${styles[width]}`} data-sheet={sheet} initialFocus={close}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <Dialog.Close ref={close} render={<Button icon={X} label="Close" tone="quiet" />} />
          </div>
          <section className={styles.body} aria-label={title} {...SCROLLABLE}>
            {children}
          </section>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What scrolls must take the keyboard's focus to be scrolled by it. */
const SCROLLABLE = { tabIndex: 0 };
