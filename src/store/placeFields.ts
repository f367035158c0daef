// The fields of a place but for its scenario: what a link says of where one stands and how one looks on. Rows as those of
// a scenario (lab/scenario/fields.ts); they are settings of the page, so no recording and no option has them.
import { MISSION_IDS } from '../exercises/missions/mission.ts';
import { OBSERVERS } from '../lab/recording/view.ts';
import type { FieldRow, ValueOf } from '../lab/scenario/fields.ts';

export const TABS = ['explain', 'checks', 'certificates', 'bytes', 'secrets'] as const;
export type Tab = (typeof TABS)[number];

export const PLACE_FIELDS = {
  /** The step at which one stands, by its key; empty for the first. */
  at: {
    kind: 'text',
    link: 'at',
    flag: null,
    default: '',
    fits: (text: string) => text !== '',
    wanted: 'the name of a step',
  },
  tab: { kind: 'choice', link: 'tab', flag: null, values: TABS, default: 'explain' },
  /** As whom one looks on. */
  observer: { kind: 'choice', link: 'as', flag: null, values: OBSERVERS, default: 'everyone' },
  /** Nothing beyond the step where one stands is shown; questions are asked on the way. */
  predict: { kind: 'choice', link: 'predict', flag: null, values: ['0', '1'], default: '0' },
  /** The number of the mission that is under way; empty for none. */
  mission: {
    kind: 'text',
    link: 'mission',
    flag: null,
    default: '',
    fits: (text: string) => MISSION_IDS.some((id) => String(id) === text),
    wanted: `the number of a mission, from 1 to ${MISSION_IDS.length}`,
  },
  /** For a projector: large letters, two panes, no bars. */
  present: { kind: 'choice', link: 'present', flag: null, values: ['0', '1'], default: '0' },
  /** The diagram alone, for a frame in a page of somebody else (docs/embed.md). */
  embed: { kind: 'choice', link: 'embed', flag: null, values: ['0', '1'], default: '0' },
  /** Whether it has a sentence on the step, too. */
  text: { kind: 'choice', link: 'text', flag: null, values: ['1', '0'], default: '1' },
  /** The origin of the page around it, which is told where one stands; empty for none. */
  origin: {
    kind: 'text',
    link: 'origin',
    flag: null,
    default: '',
    fits: isOrigin,
    wanted: 'an origin, such as https://school.example',
  },
} as const satisfies Readonly<Record<string, FieldRow>>;

/** Scheme, host and port, as browsers write them (RFC 6454 6.1); an opaque one is none. */
function isOrigin(text: string): boolean {
  const url = text.length <= MOST_ORIGIN && URL.canParse(text) ? new URL(text) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text;
}
const MOST_ORIGIN = 300;

export type PlaceField = keyof typeof PLACE_FIELDS;
export type PlaceValues = { readonly [F in PlaceField]: ValueOf<(typeof PLACE_FIELDS)[F]> };
