// The page's button: a word, an icon or both; an icon alone takes its name from `label`.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';

interface Props extends Omit<ComponentProps<'button'>, 'className'> {
  readonly icon?: LucideIcon;
  /** Name and tooltip of a button that shows an icon alone. */
  readonly label?: string;
  readonly tone?: 'plain' | 'strong' | 'danger' | 'quiet';
  readonly children?: ReactNode;
}

export function Button({ icon: Icon, label, tone = 'plain', children, ...rest }: Props) {
  const classes = [styles.button, styles[tone], children === undefined ? styles.square : null];
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes.filter(Boolean).join(' ')}>
      {Icon && <Icon size={16} strokeWidth={2} aria-hidden />}
      {children}
    </button>
  );
}
