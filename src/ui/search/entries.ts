// What the search finds: every fault, check, alert, mission, term, setting, command and cited section, each with its names
// and with what people and programs call it. Pure: words of the lessons, ids of the engine.

import { MISSION_IDS, type MissionId } from '../../exercises/missions/mission.ts';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import { type ChoiceField, SCENARIO_FIELDS } from '../../lab/scenario/fields.ts';
import type { LabNames } from '../../lab/scenario/names.ts';
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { CHECK_WORDS } from '../../lessons/checks/words.ts';
import { FAULT_LIST, faultTerms } from '../../lessons/faultList.ts';
import { FAULT_WORDS, faultTitleLong } from '../../lessons/faults.ts';
import { GLOSSARY } from '../../lessons/glossary.ts';
import { MISSION_WORDS } from '../../lessons/missions.ts';
import { OTHER_IMPLEMENTATIONS } from '../../lessons/otherImplementations.ts';
import { inOwnNames } from '../../lessons/ownNames.ts';
import {
  ALERT_PREFIXES,
  CHECK_ALSO,
  COMMAND_ALSO,
  FAULT_MESSAGES,
  MISSION_ALSO,
  PAGE_WORDS,
  SETTING_ALSO,
} from '../../lessons/searchWords.ts';
import { SECTION_WORDS, STANDARD_WORDS } from '../../lessons/sections.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { CITATIONS, type CitationKey, citationText } from '../../pki/citations.ts';
import { CHECKS, type CheckId } from '../../pki/path/checkId.ts';

/** What choosing an entry is about. */
export type SearchTarget =
  | { readonly kind: 'fault'; readonly id: FaultId }
  | { readonly kind: 'check'; readonly id: CheckId }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'mission'; readonly id: MissionId }
  | { readonly kind: 'term'; readonly id: string }
  | { readonly kind: 'section'; readonly id: CitationKey }
  | { readonly kind: 'setting'; readonly id: ChoiceField; readonly value: string }
  | { readonly kind: 'command'; readonly id: string }
  /** A page of its own that the bar does not name, by its address. */
  | { readonly kind: 'page'; readonly id: string }
  /** A message that somebody typed, for the page "Why?". */
  | { readonly kind: 'why'; readonly id: string };
export type SearchKind = SearchTarget['kind'];

export interface SearchEntry {
  /** `fault server/expired`: kind and id. */
  readonly key: string;
  readonly target: SearchTarget;
  readonly title: string;
  /** A second line; empty for none. */
  readonly line: string;
  /** Its title, its id, and how it is written: somebody who types one of these means it. */
  readonly names: readonly string[];
  /** What else it is called. */
  readonly also: readonly string[];
  /** A longer text about it. */
  readonly more: string;
}

/** `commands`: those of the page (app/commands.ts). */
export function searchEntries(
  commands: readonly { readonly id: string; readonly label: string }[],
  names: Partial<LabNames> = {},
): SearchEntry[] {
  return [
    ...FAULTS.map(({ id }) => faultEntry(id, names)),
    ...CHECKS.map(checkEntry),
    ...Object.keys(ALERT_WORDS).map(alertEntry),
    ...MISSION_IDS.map(missionEntry),
    ...GLOSSARY.map(termEntry),
    ...settingEntries(),
    ...commands.filter(({ id }) => !UNLISTED.includes(id)).map(commandEntry),
    ...Object.keys(PAGE_WORDS).map(pageEntry),
    ...(Object.keys(CITATIONS) as CitationKey[]).filter((key) => !key.startsWith('policy.')).map(sectionEntry),
  ];
}

/** Who has the search open needs none of these. */
const UNLISTED: readonly string[] = ['close', 'search'];

const entry = (
  target: SearchTarget,
  words: Pick<SearchEntry, 'title' | 'line'> & Partial<Pick<SearchEntry, 'names' | 'also' | 'more'>>,
): SearchEntry => ({
  key: `${target.kind} ${target.id}${target.kind === 'setting' ? ` ${target.value}` : ''}`,
  target,
  title: words.title,
  line: words.line,
  names: [words.title, ...(words.names ?? [])],
  also: words.also ?? [],
  more: words.more ?? '',
});

const listed = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(/,\s*/));

const faultEntry = (id: FaultId, names: Partial<LabNames>): SearchEntry =>
  entry(
    { kind: 'fault', id },
    {
      title: faultTitleLong(id),
      line: inOwnNames(FAULT_LIST[id].changes, names),
      names: [FAULT_WORDS[id].title, id],
      also: [...listed(FAULT_LIST[id].terms), ...listed(FAULT_MESSAGES[id])],
      more: faultTerms(id),
    },
  );

function checkEntry(id: CheckId): SearchEntry {
  const { title, plain, why } = CHECK_WORDS[id];
  return entry(
    { kind: 'check', id },
    {
      title,
      line: plain,
      names: [id, id.slice(id.indexOf('.') + 1)],
      also: [...listed(CHECK_ALSO[id]), ...saidOf(id)],
      more: why,
    },
  );
}

/** What other programs were heard to say where this check fails. */
function saidOf(id: CheckId): string[] {
  const texts = Object.entries(OTHER_IMPLEMENTATIONS).flatMap(([key, { openssl, chromium, firefox }]) =>
    key.split(' ')[1] === id ? [openssl?.text, chromium?.error, firefox?.error] : [],
  );
  return [...new Set(texts.filter((text) => typeof text === 'string'))];
}

function alertEntry(id: string): SearchEntry {
  const { number = 0, title = id, plain = '' } = ALERT_WORDS[id] ?? {};
  const said = id.replaceAll('_', ' ');
  return entry(
    { kind: 'alert', id },
    {
      title: `${id} (${number})`,
      line: plain,
      names: [id, `alert ${id}`, `alert ${number}`, `${number}`],
      also: [title, ...listed(ALERT_PREFIXES).map((prefix) => `${prefix} ${said}`)],
    },
  );
}

function missionEntry(id: MissionId): SearchEntry {
  const { title, goal } = MISSION_WORDS[id];
  return entry(
    { kind: 'mission', id },
    {
      title: `Mission ${id} · ${title}`,
      line: goal,
      names: [title, `mission ${id}`],
      also: [`${id}`, `mission${id}`, `m${id}`, ...listed(MISSION_ALSO[id])],
    },
  );
}

const termEntry = ({ id, name, expansion, meaning, forms, also }: (typeof GLOSSARY)[number]): SearchEntry =>
  entry(
    { kind: 'term', id },
    {
      title: expansion === null ? name : `${name} · ${expansion}`,
      line: meaning,
      names: [name, ...(expansion === null ? [] : [expansion]), ...forms],
      also: listed(also),
    },
  );

/** Each value of each setting that has values with names. */
function settingEntries(): SearchEntry[] {
  return (Object.keys(SETTING_WORDS) as (keyof typeof SETTING_WORDS)[]).flatMap((field) => {
    const { label, values } = SETTING_WORDS[field];
    if (values === null) return [];
    return Object.entries<string>(values).map(([value, word]) =>
      entry(
        { kind: 'setting', id: field as ChoiceField, value },
        {
          title: `${label}: ${word}`,
          line: SCENARIO_FIELDS[field].link === value ? '' : value,
          names: [value, word],
          also: [label, ...listed(SETTING_ALSO[field]), ...listed(SETTING_ALSO[`${field} ${value}`])],
        },
      ),
    );
  });
}

const commandEntry = ({ id, label }: { readonly id: string; readonly label: string }): SearchEntry =>
  entry({ kind: 'command', id }, { title: label, line: '', also: listed(COMMAND_ALSO[id]) });

function pageEntry(hash: string): SearchEntry {
  const { title = '', line = '', also } = PAGE_WORDS[hash] ?? {};
  return entry({ kind: 'page', id: hash }, { title, line, also: listed(also) });
}

function sectionEntry(id: CitationKey): SearchEntry {
  const standard = STANDARD_WORDS[id.slice(0, id.indexOf('.'))] ?? '';
  return entry(
    { kind: 'section', id },
    {
      title: citationText(id),
      line: `${standard}: ${SECTION_WORDS[id]}`,
      names: [CITATIONS[id].text],
      also: [SECTION_WORDS[id], standard],
    },
  );
}
