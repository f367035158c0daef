// A line that something went wrong, across the page, until it is dismissed.
import { FileClock, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Button } from './Button.tsx';

interface Props {
  readonly tone: 'notice' | 'warning' | 'failure';
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly onDismiss?: () => void;
}

export function Banner({ tone, children, action, onDismiss }: Props) {
  const Icon = tone === 'notice' ? FileClock : TriangleAlert;
  return (
    <div role={tone === 'notice' ? 'status' : 'alert'} className={styles.banner} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div className={styles.words}>{children}</div>
      {action && <Button onClick={action.run}>{action.label}</Button>}
      {onDismiss && <Button icon={X} label="Dismiss" tone="quiet" onClick={onDismiss} />}
    </div>
  );
}
