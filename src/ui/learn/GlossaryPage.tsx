// The glossary as a page: all terms by name, a filter, and an address for each term.
import { useEffect, useRef, useState } from 'react';
import { Glossary } from '../search/Glossary.tsx';
import { glossaryTerms, termInHash } from '../search/glossaryTerms.ts';
import styles from './GlossaryPage.module.css';

interface Props {
  /** Whether one came here from another place: then the focus goes to the heading, or to the term of the address. */
  readonly arrived: boolean;
  /** The address: it may name a term. */
  readonly hash: string;
}

export function GlossaryPage({ arrived, hash }: Props) {
  const all = glossaryTerms('');
  const wanted = termInHash(hash);
  const known = all.some(({ id }) => id === wanted);
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [before, setBefore] = useState(hash);
  // The term that the address names is seen, whatever was looked for until now.
  if (before !== hash) {
    setBefore(hash);
    setQuery('');
  }
  const first = useRef(true);
  useEffect(() => {
    const term = known ? list.current?.querySelector<HTMLElement>(`[data-term="${CSS.escape(wanted)}"]`) : null;
    const came = arrived || !first.current;
    first.current = false;
    term?.scrollIntoView({ block: 'center' });
    if (term) term.focus({ preventScroll: true });
    else if (came) heading.current?.focus();
  }, [wanted, known, arrived]);
  const found = glossaryTerms(query);
  return (
    <main className={styles.main}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          Glossary
        </h1>
        <span className={styles.count} role="status">
          {query.trim() === '' ? `${all.length} terms` : `${found.length} of ${all.length} terms`}
        </span>
        <input
          type="search"
          className={styles.filter}
          aria-label="Filter the terms"
          placeholder="Filter: SAN, revocation, signature…"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      </div>
      {wanted !== '' && !known && (
        <p className={styles.note}>
          The address names “{wanted.slice(0, 60)}”, and no term has that name. Here are all of them.
        </p>
      )}
      {found.length === 0 && (
        <p className={styles.note}>
          No term has “{query.trim().slice(0, 60)}” in its name or meaning. Try a shorter word.
        </p>
      )}
      <div ref={list}>
        <Glossary terms={found} at={wanted} linked />
      </div>
    </main>
  );
}
