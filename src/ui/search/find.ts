// Ranks entries for what somebody types: words in any order, beginnings of words, one wrong letter; whole names, ids and
// messages of programs first. The index is minisearch's; what comes first is decided here.
import MiniSearch, { type SearchOptions, type SearchResult } from 'minisearch';
import type { SearchEntry, SearchKind } from './entries.ts';

export interface Found {
  readonly entry: SearchEntry;
  readonly score: number;
  /** Words of the entry that fit, in small letters: to underline them. */
  readonly words: readonly string[];
}

/** Longer than any message that is worth to be searched for; the rest is not read. */
const MAX_QUERY = 300;

/** Best first. What fits far worse than the best one is left out. */
export function searchOf(entries: readonly SearchEntry[]): (query: string) => Found[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const index = new MiniSearch({
    idField: 'key',
    fields: ['names', 'also', 'line', 'more'],
    extractField: (entry: SearchEntry, field) => {
      const value = entry[field as 'key' | 'names' | 'also' | 'line' | 'more'];
      return typeof value === 'string' ? value : value.join(' , ');
    },
    tokenize: tokens,
    processTerm: (term) => term,
  });
  index.addAll(entries);
  const order = new Map(entries.map(({ key }, i) => [key, i]));
  const phrases = new Map(entries.map((entry) => [entry.key, phrasesOf(entry)]));

  return (typed) => {
    const query = typed.slice(0, MAX_QUERY);
    if (wordsOf(query).length === 0) return [];
    const asked = plain(query);
    const id = query.trim().toLowerCase();
    const hits = firstThatFinds(ATTEMPTS, (attempt) =>
      index.search(attempt.apart === true ? apart(query) : query, { ...OPTIONS, ...attempt.options }),
    );
    const most = Math.max(0, ...hits.map(({ score }) => score));
    const found = hits.flatMap(({ id: key, score, match }): Found[] => {
      const entry = byKey.get(key);
      const own = phrases.get(key);
      if (entry === undefined || own === undefined || score < most * LEAST_SHARE) return [];
      const { kind, id: entryId } = entry.target;
      const byId = String(entryId).toLowerCase() === id ? 2 : 1;
      const whole = score * WEIGHTS[kind] * closeness(asked, own) * byId;
      return [{ entry, score: inSteps(whole), words: Object.keys(match) }];
    });
    const place = ({ entry }: Found) => order.get(entry.key) ?? 0;
    return found.sort((a, b) => b.score - a.score || place(a) - place(b));
  };
}

const LEAST_SHARE = 0.08;

/** A fifth more or less says nothing: then the order of the catalogue counts. */
const inSteps = (score: number): number => 1.2 ** Math.round(Math.log(score) / Math.log(1.2));

const OPTIONS = {
  tokenize: wordsOf,
  boost: { names: 4, also: 2.5, line: 1, more: 0.4 },
  // Every word may be the beginning of one: the last is perhaps not finished, and plurals are beginnings, too.
  prefix: (term: string) => term.length >= 2,
  weights: { fuzzy: 0.25, prefix: 0.6 },
} as const;

interface Attempt {
  /** `subjectAltNames` is read as three words. */
  readonly apart?: boolean;
  readonly options: Pick<SearchOptions, 'fuzzy' | 'combineWith'>;
}

const lettersWrong = (most: number, least: number) => (term: string) =>
  term.length >= least && !/\d/.test(term) ? most : false;

/** Each is tried where those before it find nothing. Two letters that changed places are two wrong ones. */
const ATTEMPTS: readonly Attempt[] = [
  { options: { combineWith: 'AND' } },
  { options: { combineWith: 'AND', fuzzy: lettersWrong(1, 4) } },
  { options: { combineWith: 'AND' }, apart: true },
  { options: { combineWith: 'AND', fuzzy: lettersWrong(2, 6) } },
  // A message of a program has words that nobody indexed: then whoever has most of them.
  { options: { combineWith: 'OR', fuzzy: lettersWrong(1, 4) } },
];

const apart = (text: string): string => text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

function firstThatFinds(attempts: readonly Attempt[], search: (attempt: Attempt) => SearchResult[]): SearchResult[] {
  for (const attempt of attempts) {
    const hits = search(attempt);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** Where two fit alike: a thing of the lab before a setting, and that before a section of a standard. */
const WEIGHTS: Readonly<Record<SearchKind, number>> = {
  fault: 1.3,
  check: 1,
  alert: 1,
  mission: 0.8,
  term: 1,
  setting: 0.5,
  command: 0.8,
  page: 0.3,
  section: 0.5,
  // Never in the index: it stands before all else, or not at all.
  why: 0,
};

interface Phrases {
  readonly names: readonly string[];
  readonly also: readonly string[];
}

const phrasesOf = ({ names, also }: SearchEntry): Phrases => ({ names: names.map(plain), also: also.map(plain) });

/** How much more than its words alone: all of a name, all of what it is called, or a message that holds that. */
function closeness(asked: string, { names, also }: Phrases): number {
  if (names.includes(asked)) return 8;
  if (also.includes(asked)) return 4;
  const longest = also.reduce((most, each) => (holds(asked, each) ? Math.max(most, each.split(' ').length) : most), 0);
  // A message of two words or more, such as `certificate has expired`, within a longer one.
  if (longest >= 2) return 2 + longest;
  if (names.some((name) => name.startsWith(asked))) return 2;
  return 1;
}

const holds = (text: string, part: string): boolean => part !== '' && ` ${text} `.includes(` ${part} `);

/** Small letters, words with one space between. */
const plain = (text: string): string => allWords(text).join(' ');

/** `6.1.3` stays one word, and so does what has letters and digits only. */
const allWords = (text: string): string[] =>
  text
    .replace(/['’]/g, '')
    .toLowerCase()
    .match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) ?? [];

/** Those that say something. */
function wordsOf(text: string): string[] {
  return allWords(text).filter((word) => !LITTLE.has(word));
}

/** Of entries: what is written in one word, such as `pathLenConstraint`, is found by its parts, too. */
function tokens(text: string): string[] {
  const parts = text.match(/[a-z]{2,}(?=\p{Lu})|(?<=[a-z]{2})\p{Lu}[a-z]+/gu) ?? [];
  return [...wordsOf(text), ...parts.map((part) => part.toLowerCase())];
}

/** Words that say nothing here. */
const LITTLE: ReadonlySet<string> = new Set(
  'a an and are as at be by can for from has have in is it its of on or rfc that the this to was with'.split(' '),
);

/** Which groups there are, and the kinds in each, in the order of the page. */
const GROUPS: readonly { readonly title: string; readonly kinds: readonly SearchKind[] }[] = [
  { title: 'Faults', kinds: ['fault'] },
  { title: 'Checks and alerts', kinds: ['check', 'alert'] },
  { title: 'Missions', kinds: ['mission'] },
  { title: 'Terms', kinds: ['term'] },
  { title: 'Pages', kinds: ['page'] },
  { title: 'Settings and commands', kinds: ['setting', 'command'] },
  { title: 'Sections of standards', kinds: ['section'] },
];

export interface FoundGroup {
  readonly title: string;
  readonly found: readonly Found[];
}

/** Of the best one in its group. */
const LEAST_IN_GROUP = 0.15;

/** The best of each group; more of them where few groups have any. */
export function foundGroups(found: readonly Found[]): FoundGroup[] {
  const groups = GROUPS.map(({ title, kinds }) => ({
    title,
    found: found.filter(({ entry }) => kinds.includes(entry.target.kind)),
  })).filter((group) => group.found.length > 0);
  const most = groups.length === 1 ? 12 : groups.length === 2 ? 6 : groups.length === 3 ? 4 : 3;
  return groups.map(({ title, found: all }) => {
    const [best] = all;
    const close = all.filter(({ score }) => best !== undefined && score >= best.score * LEAST_IN_GROUP);
    return { title, found: close.slice(0, most) };
  });
}
