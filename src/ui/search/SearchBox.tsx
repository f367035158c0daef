// The search box in the first bar: a combobox (ARIA Authoring Practices). Only the closed box is here; the index and the
// list come with the first focus. `/` leads here. Open, it lies over the bar, and on a phone over the whole page.
import { Search } from 'lucide-react';
import { type KeyboardEvent, Suspense, useEffect, useId, useRef, useState } from 'react';
import { Boundary } from '../shared/Boundary.tsx';
import { Kbd } from '../shared/Kbd.tsx';
import { later } from '../shared/later.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './SearchBox.module.css';
import type { ListKeys } from './SearchList.tsx';
import { showWords, useWordsShown } from './wordsShown.ts';

const load = () => import('./SearchList.tsx');
const SearchList = later(load);
const WordsPanel = later(() => import('./WordsPanel.tsx'));

export function SearchBox() {
  const id = useId();
  const place = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<ListKeys>(null);
  /** Enter was pressed before the list was there: it chooses what is found first. */
  const enter = useRef(false);
  /** What had the focus before: it gets it back. */
  const before = useRef<Element | null>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setQuery('');
    setActive(null);
    enter.current = false;
  };
  const leave = () => {
    close();
    const { current } = before;
    before.current = null;
    if (current instanceof HTMLElement && current.isConnected) current.focus();
    else input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (open) leave();
    } else if (!open && event.key === 'ArrowDown') {
      event.preventDefault();
      setOpen(true);
    } else if (open && list.current === null && event.key === 'Enter') {
      event.preventDefault();
      enter.current = query.trim() !== '';
    } else if (open && list.current?.(event.key) === true) event.preventDefault();
  };
  useEffect(() => {
    if (!open) return;
    // The list may come from a page that scrolls: whoever touches anything else is done here.
    const outside = ({ target }: Event) => {
      if (target instanceof Node && place.current?.contains(target) === false) close();
    };
    addEventListener('pointerdown', outside, true);
    return () => removeEventListener('pointerdown', outside, true);
  });
  return (
    <search
      ref={place}
      className={styles.place}
      data-search={open ? 'open' : 'closed'}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && place.current?.contains(relatedTarget) === false) close();
      }}
    >
      <div className={styles.box} data-part="box">
        <div className={styles.field} data-part="field">
          <Search className={styles.icon} size={16} aria-hidden />
          <input
            ref={input}
            id={SEARCH_ID}
            className={styles.input}
            type="text"
            role="combobox"
            aria-label="Search"
            aria-keyshortcuts="/"
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded={open && active !== null}
            aria-controls={open && active !== null ? `${id}list` : undefined}
            aria-activedescendant={open ? (active ?? undefined) : undefined}
            placeholder="Search faults, alerts, terms"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="go"
            maxLength={1000}
            value={query}
            onFocus={({ relatedTarget }) => {
              if (relatedTarget !== null) before.current = relatedTarget;
              load().catch(() => {});
            }}
            onClick={() => setOpen(true)}
            onChange={({ target }) => {
              setQuery(target.value);
              enter.current = false;
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
          />
          {open ? (
            <button type="button" data-part="close" onClick={leave}>
              <VisuallyHidden>Close the search </VisuallyHidden>
              <Kbd of="Escape" />
            </button>
          ) : (
            <span className={styles.key} aria-hidden="true">
              <Kbd of="/" />
            </span>
          )}
        </div>
        {open && (
          <Boundary name="The search">
            <Suspense>
              <SearchList
                id={id}
                query={query}
                keys={list}
                enter={enter}
                active={active}
                onActive={setActive}
                onLeave={leave}
              />
            </Suspense>
          </Boundary>
        )}
      </div>
      <WordsOver />
    </search>
  );
}

/** What a search leads to where it leads to words. */
function WordsOver() {
  const of = useWordsShown();
  if (of === null) return null;
  return (
    <Boundary name="The glossary" onDismiss={() => showWords(null)}>
      <Suspense>
        <WordsPanel of={of} onClose={() => showWords(null)} />
      </Suspense>
    </Boundary>
  );
}

const SEARCH_ID = 'search';

/** Opens the search, from wherever one is; with a text, as if it were typed. */
export function openSearch(text?: string): void {
  const input = document.getElementById(SEARCH_ID);
  input?.focus();
  input?.click();
  if (text) document.execCommand('insertText', false, text);
}
