// The page's button: a word, an icon or both; an icon alone takes its name from `label`. A link that looks like one, for
// files, and a button that looks like a link, for a place in the page.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';

interface Look {
  readonly icon?: LucideIcon;
  /** `small`: beside what it is about, in a row of text. */
  readonly size?: 'usual' | 'small';
}

interface Props extends Look, Omit<ComponentProps<'button'>, 'className'> {
  /** Name and tooltip (tips.ts) of a button that shows an icon alone. */
  readonly label?: string;
  /** A value of `KeyboardEvent.key` that does the same: the tooltip names it. */
  readonly shortcut?: string | undefined;
  readonly tone?: 'plain' | 'strong' | 'danger' | 'quiet';
  readonly children?: ReactNode;
}

export function Button({ icon, size = 'usual', label, shortcut, tone = 'plain', children, ...rest }: Props) {
  const classes = [styles.button, styles[tone], styles[size], children === undefined ? styles.square : null];
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      data-tip-key={shortcut && keyName(shortcut)}
      aria-keyshortcuts={shortcut}
      {...rest}
      className={classes.filter(Boolean).join(' ')}
    >
      <Icon icon={icon} size={size} />
      {children}
    </button>
  );
}

/** A file to be saved: a link, as a browser offers it, that looks like a small button. */
export function DownloadButton({ icon, children, ...rest }: Look & Omit<ComponentProps<'a'>, 'className'>) {
  return (
    <a {...rest} className={`${styles.button} ${styles.small}`}>
      <Icon icon={icon} size="small" />
      {children}
    </a>
  );
}

/** Leads to another place of the page, in a line of text. */
export function LinkButton(props: Omit<ComponentProps<'button'>, 'className'>) {
  return <button type="button" {...props} className={styles.link} />;
}

function Icon({ icon: Drawn, size }: { readonly icon: LucideIcon | undefined; readonly size: 'usual' | 'small' }) {
  return Drawn && <Drawn size={size === 'small' ? 14 : 16} strokeWidth={2} aria-hidden />;
}

/** As one would say it; a letter as it stands on the keyboard. */
const keyName = (key: string): string => KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ' ': 'space', Escape: 'Esc' };
