// The bar of the place Learn: its pages.
import styles from './LearnBar.module.css';

interface Props {
  readonly here: 'missions' | 'build' | 'worksheet' | 'postQuantum' | 'glossary';
}

export function LearnBar({ here }: Props) {
  return (
    <nav className={styles.bar} aria-label="Learn" data-print="none">
      {PAGES.map(({ key, hash, label }) => (
        <a key={key} href={hash} aria-current={key === here ? 'page' : undefined}>
          {label}
        </a>
      ))}
      <a href="#/class">For teachers</a>
    </nav>
  );
}

const PAGES = [
  { key: 'missions', hash: '#/learn', label: 'Missions' },
  { key: 'build', hash: '#/learn/build', label: 'Build the handshake' },
  { key: 'worksheet', hash: '#/learn/worksheet', label: 'Worksheet' },
  { key: 'postQuantum', hash: '#/learn/post-quantum', label: 'Post-quantum' },
  { key: 'glossary', hash: '#/learn/glossary', label: 'Glossary' },
] as const;
