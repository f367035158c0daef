// Terms of the glossary, in a list.
import type { GlossaryTerm } from '../../lessons/glossary.ts';
import { Cite } from '../shared/Cite.tsx';
import styles from './Glossary.module.css';
import { termHash } from './glossaryTerms.ts';

interface Props {
  readonly terms: readonly GlossaryTerm[];
  /** The id of the term to point out; empty for none. */
  readonly at?: string;
  /** Each name leads to the term's own address. */
  readonly linked?: boolean;
}

export function Glossary({ terms, at = '', linked = false }: Props) {
  return (
    <dl className={styles.glossary}>
      {terms.map(({ id, name, expansion, meaning, cite }) => (
        <div key={id} data-term={id} data-here={id === at ? '' : undefined} tabIndex={id === at ? -1 : undefined}>
          <dt>
            {linked ? <a href={termHash(id)}>{name}</a> : name}
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
