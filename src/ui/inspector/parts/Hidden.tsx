// Text for screen readers only.
import styles from './Hidden.module.css';

export const Hidden = ({ children }: { readonly children: string }) => <span className={styles.hidden}>{children}</span>;
