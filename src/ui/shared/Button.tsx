// The page's button: a word, an icon or both; an icon alone takes its name from `label`.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';

interface Props extends Omit<ComponentProps<'button'>, 'className'> {
  readonly icon?: LucideIcon;
  /** Name and tooltip (tips.ts) of a button that shows an icon alone. */
  readonly label?: string;
  /** A value of `KeyboardEvent.key` that does the same: the tooltip names it. */
  readonly shortcut?: string | undefined;
  readonly tone?: 'plain' | 'strong' | 'danger' | 'quiet';
  readonly children?: ReactNode;
}

export function Button({ icon: Icon, label, shortcut, tone = 'plain', children, ...rest }: Props) {
  const classes = [styles.button, styles[tone], children === undefined ? styles.square : null];
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
      {Icon && <Icon size={16} strokeWidth={2} aria-hidden />}
      {children}
    </button>
  );
}

/** As one would say it; a letter as it stands on the keyboard. */
const keyName = (key: string): string => KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ' ': 'space', Escape: 'Esc' };
