// Name and mark: two ends and the ring that joins them.
import styles from './Brand.module.css';

export function Brand() {
  return (
    <span className={styles.brand}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5.6 12H8M16 12h2.4" stroke="var(--ink)" strokeWidth="2.4" strokeLinecap="round" />
        <circle cx="12" cy="12" r="4.2" fill="none" stroke="var(--ca)" strokeWidth="2.4" />
        <circle cx="3.2" cy="12" r="2.5" fill="var(--client)" />
        <circle cx="20.8" cy="12" r="2.5" fill="var(--server)" />
      </svg>
      <span>Handshake Lab</span>
    </span>
  );
}
