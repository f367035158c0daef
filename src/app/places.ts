// The places of the app, in the order in which the bar shows them: address, name, and what loads its page. A place stands
// here once its page exists. The lab's page is there from the start; each other is loaded when somebody goes there.
import type { PlaceLink, PlacePage } from '../ui/usePlaces.tsx';

export interface PlaceRow extends PlaceLink {
  /** The document's title while one is there; the lab keeps that of the HTML. */
  readonly title: string | null;
  /** Addresses that led here before, or lead here by another name. Each still does. */
  readonly was: readonly string[];
  /** A page that is reached from another one, and has no link in the bar. */
  readonly aside?: true;
  /** What stands behind its address and a slash belongs to it. */
  readonly hasParts?: true;
  /** Null: the lab, whose hash is its scenario. */
  readonly load: (() => Promise<{ readonly default: PlacePage }>) | null;
}

export const PLACES = [
  {
    key: 'learn',
    hash: '#/learn',
    label: 'Learn',
    about: 'missions, and what you have shown',
    title: 'Missions',
    was: ['#/missions'],
    load: () => import('./LearnRoute.tsx'),
  },
  {
    key: 'lab',
    hash: '#',
    label: 'Lab',
    about: 'step through a handshake',
    title: null,
    was: [],
    load: null,
  },
  {
    key: 'validate',
    hash: '#/validate',
    label: 'Validate',
    about: 'your own certificates',
    title: 'Validate your certificates',
    was: ['#/judge'],
    load: () => import('./ValidationRoute.tsx'),
  },
  {
    key: 'why',
    hash: '#/why',
    label: 'Why?',
    about: 'from an error message to its cause',
    title: 'Why did it fail?',
    was: [],
    load: () => import('./WhyRoute.tsx'),
  },
  {
    key: 'build',
    hash: '#/learn/build',
    label: 'Build the handshake',
    about: 'put its messages in order',
    title: 'Build the handshake',
    was: [],
    aside: true,
    load: () => import('./BuildRoute.tsx'),
  },
  {
    key: 'worksheet',
    hash: '#/learn/worksheet',
    label: 'Worksheet',
    about: 'a run on paper, with blanks',
    title: 'Worksheet',
    was: [],
    aside: true,
    load: () => import('./WorksheetRoute.tsx'),
  },
  {
    key: 'glossary',
    hash: '#/learn/glossary',
    label: 'Glossary',
    about: 'what each term means',
    title: 'Glossary',
    was: [],
    aside: true,
    hasParts: true,
    load: () => import('./GlossaryRoute.tsx'),
  },
  {
    key: 'postQuantum',
    hash: '#/learn/post-quantum',
    label: 'Post-quantum',
    about: 'what its certificates cost',
    title: 'Post-quantum certificates',
    was: [],
    aside: true,
    load: () => import('./PostQuantumRoute.tsx'),
  },
  {
    key: 'class',
    hash: '#/class',
    label: 'For teachers',
    about: 'a link for a class, and its result slips',
    title: 'Class',
    was: [],
    aside: true,
    load: () => import('./ClassRoute.tsx'),
  },
] as const satisfies readonly PlaceRow[];

export type PlaceKey = (typeof PLACES)[number]['key'];
