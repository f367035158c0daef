// The state of the page "Why?": a text, what else is known, the answer of the worker, and what one looks at of it. No
// private key gets in here: it is taken out of a text before anything else happens.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StackRole, StackRow } from '../stacks/row.ts';
import type { WhyAnswer, WhyMessage, WhyOptions } from '../why/answer.ts';
import { MAX_PASTE } from '../why/paste.ts';
import { programOf } from '../why/programs.ts';
import { keysTakenOut } from './keysTakenOut.ts';
import type { MarkedRow } from './markedText.ts';

/** What the worker says of a text. */
export interface WhyReading {
  readonly answer: WhyAnswer;
  readonly marked: readonly MarkedRow[];
}

/** A measured text to try the page with. */
export interface WhyExample {
  readonly program: string;
  readonly version: string;
  readonly role: StackRole;
  readonly text: string;
}

/** A program that was measured, and its versions as it names them. */
export interface MeasuredProgram {
  readonly program: string;
  readonly versions: readonly string[];
}

export interface WhyMaterial {
  readonly examples: readonly WhyExample[];
  readonly programs: readonly MeasuredProgram[];
}

export interface WhyState {
  /** As it was handed over, without private keys. */
  readonly text: string;
  /** How many private keys were taken out of it. */
  readonly keysTaken: number;
  /** Read the whole of it; it is not put into the field, which would take long to draw it. */
  readonly isLong: boolean;
  readonly options: WhyOptions;
  /** The answer to the last question that was answered, of an older text while `asking`; null where there is none. */
  readonly reading: WhyReading | null;
  readonly asking: boolean;
  /** Why there is no answer, or null. */
  readonly problem: string | null;
  /** The message that one looks at: an index. */
  readonly message: number;
  /** Places of the causes that are open. */
  readonly open: ReadonlySet<number>;
}

export interface WhyActions {
  /** Another text. `whole`: it takes the place of the one before, with all that was said about that. */
  setText(text: string, whole?: boolean): void;
  /** A file that is too long to be loaded. */
  refuse(problem: string): void;
  setOptions(change: WhyOptions): void;
  choose(message: number): void;
  toggle(cause: number): void;
  /** Asks once more. */
  again(): void;
}

export type Why = WhyState & WhyActions;
export type WhyStore = StoreApi<Why>;

export interface WhySetting {
  readonly ask: (text: string, options: WhyOptions) => Promise<WhyReading>;
  /** Calls back after so many milliseconds, unless the function that it returns is called before. */
  readonly wait: (ms: number, run: () => void) => () => void;
}

/** From the last letter that is typed to the question. */
export const TYPING_MS = 150;
/** Longer texts are not put into the field. */
const MOST_IN_FIELD = 100_000;

const FIRST_OPEN: ReadonlySet<number> = new Set([0]);
const NOTHING_ASKED = { reading: null, asking: false, problem: null, message: 0, open: FIRST_OPEN } as const;

export function createWhyStore({ ask, wait }: WhySetting): WhyStore {
  return createStore<Why>()((set, get) => {
    let stopWaiting = () => {};
    let running = false;
    let stale = false;

    /** One question at a time: what was changed meanwhile is asked next, and only the last of it. */
    const askNow = async () => {
      stale = true;
      if (running) return;
      running = true;
      while (stale) {
        stale = false;
        const { text, options } = get();
        if (text.trim() === '') break;
        const answer = await ask(text, options).then(
          (reading) => ({ reading, problem: null }),
          (error: unknown) => ({ reading: null, problem: error instanceof Error ? error.message : String(error) }),
        );
        // An answer to what is no longer asked is dropped.
        if (!stale && get().text === text && get().options === options)
          set({ ...answer, message: kept(get(), answer.reading) });
      }
      running = false;
      set({ asking: false });
    };
    const askSoon = (ms: number) => {
      stopWaiting();
      if (get().text.trim() === '') {
        stale = false;
        set(NOTHING_ASKED);
        return;
      }
      set({ asking: true });
      stopWaiting = wait(ms, () => void askNow());
    };

    return {
      text: '',
      keysTaken: 0,
      isLong: false,
      options: {},
      ...NOTHING_ASKED,
      setText: (given, whole = false) => {
        const { text, keys } = keysTakenOut(given.slice(0, MAX_PASTE + 1));
        const keysTaken = whole || text === '' ? keys : get().keysTaken + keys;
        set({ text, keysTaken, isLong: text.length > MOST_IN_FIELD, open: FIRST_OPEN, message: 0 });
        if (whole || text === '') set({ options: {}, reading: null, problem: null });
        askSoon(whole ? 0 : TYPING_MS);
      },
      refuse: (problem) => {
        stopWaiting();
        stale = false;
        set({ ...NOTHING_ASKED, text: '', keysTaken: 0, isLong: false, options: {}, problem });
      },
      setOptions: (change) => {
        const { options } = get();
        const next = { ...options, ...change };
        // A version is one of a program.
        if ('program' in change && change.program !== options.program) next.version = undefined;
        set({ options: next, open: FIRST_OPEN });
        askSoon(0);
      },
      choose: (message) => set({ message, open: FIRST_OPEN }),
      toggle: (cause) => {
        const open = new Set(get().open);
        if (!open.delete(cause)) open.add(cause);
        set({ open });
      },
      again: () => askSoon(0),
    };
  });
}

/** The same message as before, where there still is one at its place. */
const kept = ({ message }: WhyState, reading: WhyReading | null): number =>
  message < (messagesIn(reading)?.length ?? 0) ? message : 0;

/** Null where nothing was read. */
export const messagesIn = (reading: WhyReading | null): readonly WhyMessage[] | null =>
  reading?.answer.ok === true ? reading.answer.messages : null;

export const chosenMessage = ({ reading, message }: Pick<WhyState, 'reading' | 'message'>): WhyMessage | null =>
  messagesIn(reading)?.[message] ?? null;

/** Programs by name, and a text of each of a few: a program, its role, and the fault that it met there. */
export function whyMaterialOf(rows: readonly StackRow[]): WhyMaterial {
  const versions = new Map<string, Set<string>>();
  for (const { version } of rows) {
    const program = programOf(version);
    versions.set(program, (versions.get(program) ?? new Set()).add(version));
  }
  return {
    examples: EXAMPLES.flatMap((wanted) => exampleOf(rows, wanted)),
    programs: [...versions]
      .map(([program, all]) => ({ program, versions: [...all].sort() }))
      .sort((a, b) => (a.program < b.program ? -1 : 1)),
  };
}

type Wanted = readonly [program: string, role: StackRole, fault: StackRow['fault'], told: boolean];
/** `told`: it was refused, and not the one who refused. */
const EXAMPLES: readonly Wanted[] = [
  ['java', 'client', 'client/expired', true],
  ['go', 'server', 'client/expired', false],
  ['nginx', 'server', 'client/none', false],
  ['curl', 'client', 'server/missing-intermediate', false],
  ['node', 'client', 'server/wrong-host', false],
];

function exampleOf(rows: readonly StackRow[], [program, role, fault, told]: Wanted): WhyExample[] {
  for (const row of rows) {
    const [version, text] = told ? [row.peer, row.peerMessage] : [row.version, row.message];
    const isOurs = programOf(version) === program && (row.role === role) !== told;
    if (!isOurs || row.fault !== fault || !row.refused || text === null) continue;
    return [{ program, version, role, text: text.split(' | ').map(withoutHarness).join('\n') }];
  }
  return [];
}

/** How the programs that were measured with name the call that failed. */
const withoutHarness = (line: string): string => line.replace(/^ERR (?:in|during) \w+: /, '');
