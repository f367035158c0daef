// What the search finds, in groups. The arrows move through all of it, Enter chooses, and so does a click.
import {
  BookOpen,
  Check,
  CornerDownLeft,
  GraduationCap,
  Info,
  type LucideIcon,
  SlidersHorizontal,
  SquareArrowOutUpRight,
  TriangleAlert,
  Zap,
} from 'lucide-react';
import { type RefObject, useDeferredValue, useEffect, useImperativeHandle, useMemo } from 'react';
import { WHY_SEARCH } from '../../lessons/whySearch.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommands } from '../useCommand.tsx';
import { useNames } from '../useNames.ts';
import { looksLikeMessage } from '../why/whyText.ts';
import { type SearchKind, searchEntries } from './entries.ts';
import { type Found, type FoundGroup, foundGroups, searchOf } from './find.ts';
import styles from './SearchList.module.css';
import { type FoundChoice, useChoices } from './useChoices.ts';

/** What the list does with a key; true where the key is its own. */
export type ListKeys = (key: string) => boolean;

interface Props {
  readonly id: string;
  readonly query: string;
  readonly keys: RefObject<ListKeys | null>;
  /** Whether Enter was pressed before what was typed had been looked for. */
  readonly enter: RefObject<boolean>;
  /** The id of the active option's element. */
  readonly active: string | null;
  readonly onActive: (id: string | null) => void;
  /** Done: the focus goes back to where it was. */
  readonly onLeave: () => void;
}

export default function SearchList({ id, query, keys, enter, active, onActive, onLeave }: Props) {
  const commands = useCommands();
  const names = useNames();
  const search = useMemo(() => searchOf(searchEntries(commands, names)), [commands, names]);
  const asked = useDeferredValue(query);
  const groups = useMemo(() => {
    const found = foundGroups(search(asked));
    return looksLikeMessage(asked) ? [whyGroup(asked), ...found] : found;
  }, [search, asked]);
  const choiceOf = useChoices();
  const options = groups.flatMap(({ found }) => found);
  const optionId = ({ entry }: Found) => `${id}${entry.key.replace(/[^\w-]/g, '_')}`;
  const best = options.reduce<Found | null>((top, each) => (top === null || each.score > top.score ? each : top), null);
  const bestId = best === null ? null : optionId(best);
  // With each search the best of all is chosen, in whatever group it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search may find the same again
  useEffect(() => onActive(bestId), [asked, bestId]);
  useEffect(() => {
    if (active !== null) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (found: Found) => {
    const { run } = choiceOf(found.entry);
    onLeave();
    run();
  };
  useEffect(() => {
    if (!enter.current || asked !== query) return;
    enter.current = false;
    if (best !== null) choose(best);
  });
  useImperativeHandle(keys, () => (key) => {
    const at = options.findIndex((each) => optionId(each) === active);
    if (key === 'Enter') {
      if (asked !== query) {
        enter.current = true;
        return true;
      }
      const chosen = options[at];
      if (chosen !== undefined) choose(chosen);
      return true;
    }
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || options.length === 0) return false;
    const next = options[(at + step + options.length) % options.length];
    if (next !== undefined) onActive(optionId(next));
    return true;
  });

  return (
    <div className={styles.list}>
      {options.length > 0 && (
        <div id={`${id}list`} role="listbox" aria-label="Found" className={styles.groups}>
          {groups.map(({ title, found }) => (
            // biome-ignore lint/a11y/useSemanticElements: options stand in a group of the list
            <div key={title} role="group" aria-label={title} className={styles.group}>
              <div className={styles.title} aria-hidden="true">
                {title}
              </div>
              {found.map((each) => {
                const own = optionId(each);
                return (
                  <Option
                    key={each.entry.key}
                    id={own}
                    found={each}
                    query={asked}
                    choice={choiceOf(each.entry)}
                    active={own === active}
                    onPoint={() => onActive(own)}
                    onChoose={() => choose(each)}
                  />
                );
              })}
            </div>
          ))}
        </div>
      )}
      {options.length === 0 && (
        <p className={styles.none}>
          {asked.trim() === ''
            ? 'Faults, checks, alerts, missions, terms, settings and sections of the standards. Ids work too, and messages of other programs: certificate has expired.'
            : `Nothing is called “${asked.trim().slice(0, 60)}”. Try a shorter word, such as expired, SAN or revoked.`}
        </p>
      )}
      <VisuallyHidden role="status">{statusOf(asked, options.length)}</VisuallyHidden>
      <div className={styles.foot} aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>ids work too: eku, pathLen, SNI</span>
      </div>
    </div>
  );
}

/** What looks like a message of a program can be explained: the first line, and the chosen one where nothing else is found. */
const whyGroup = (message: string): FoundGroup => ({
  title: 'Error messages',
  found: [
    {
      entry: { key: 'why', target: { kind: 'why', id: message }, ...WHY_SEARCH, names: [], also: [], more: '' },
      score: 0,
      words: [],
    },
  ],
});

const statusOf = (query: string, found: number): string =>
  query.trim() === '' ? '' : found === 1 ? '1 result' : `${found} results`;

interface OptionProps {
  readonly id: string;
  readonly found: Found;
  readonly query: string;
  readonly choice: FoundChoice;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, found: { entry, words }, query, choice, active, onPoint, onChoose }: OptionProps) {
  const Icon = ICONS[entry.target.kind];
  const { action, away, note } = choice;
  // What is so in this run is worth more than a long sentence that is cut.
  const parts = entry.target.kind === 'fault' ? [entry.line, note] : [note, entry.line];
  const line = parts.filter((part) => part !== null && part !== '').join(' · ');
  return (
    // The focus stays in the field, whose keys choose.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles.option}
      data-fault={entry.target.kind === 'fault' ? entry.target.id : undefined}
      onPointerMove={active ? undefined : onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon className={styles.icon} size={17} aria-hidden />
      <span className={styles.words}>
        <span className={styles.name}>{underlined(entry.title, words, query)}</span>
        {line !== '' && (
          <>
            <VisuallyHidden>, </VisuallyHidden>
            <span className={styles.line}>{line}</span>
          </>
        )}
      </span>
      <VisuallyHidden>, </VisuallyHidden>
      <span className={styles.action}>
        {action}
        {away && <SquareArrowOutUpRight size={12} aria-hidden />}
        {active && <CornerDownLeft className={styles.enter} size={18} aria-hidden />}
      </span>
    </div>
  );
}

const ICONS: Readonly<Record<SearchKind, LucideIcon>> = {
  fault: Zap,
  check: Check,
  alert: TriangleAlert,
  mission: GraduationCap,
  term: Info,
  setting: SlidersHorizontal,
  command: SlidersHorizontal,
  page: BookOpen,
  section: BookOpen,
  why: TriangleAlert,
};

/** The words of a title that were found, or that the search begins. */
function underlined(title: string, words: readonly string[], query: string) {
  const asked = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const fits = (word: string) => words.includes(word) || asked.some((each) => each.length > 1 && word.startsWith(each));
  let at = 0;
  return title.split(/([\p{L}\p{N}]+)/u).map((part, i) => {
    const key = at;
    at += part.length;
    return i % 2 === 1 && fits(part.toLowerCase()) ? <mark key={key}>{part}</mark> : part;
  });
}
