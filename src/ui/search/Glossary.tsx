// All terms of the glossary, by their names.
import { GLOSSARY } from '../../lessons/glossary.ts';
import { Cite } from '../shared/Cite.tsx';
import styles from './Glossary.module.css';

const BY_NAME = [...GLOSSARY].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

/** `at`: the id of the term to point out; empty for none. */
export function Glossary({ at = '' }: { readonly at?: string }) {
  return (
    <dl className={styles.glossary}>
      {BY_NAME.map(({ id, name, expansion, meaning, cite }) => (
        <div key={id} data-term={id} data-here={id === at ? '' : undefined} tabIndex={id === at ? -1 : undefined}>
          <dt>
            {name}
            {expansion !== null && <span className={styles.expansion}>{expansion}</span>}
          </dt>
          <dd>
            {meaning}
            {cite !== null && <Cite of={cite} className={styles.cite} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
