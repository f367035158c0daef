// The state of the page on which one validates certificates of one's own: reading what is handed over, and asking again
// whenever something changes.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { equalBytes } from '../bytes/hex.ts';
import type { InputSummary } from '../pki/intake/intakeSummary.ts';
import { toolOutputIn } from '../pki/intake/toolOutput.ts';
import { partsOf } from '../pki/validator/handedOver.ts';
import type { Question } from '../pki/validator/question.ts';
import type { Remembered } from './validationMemory.ts';
import { isAboutRevocation, selectQuestion } from './validationQuestion.ts';
import {
  DEFAULT_OPTIONS,
  type Entry,
  type Locked,
  type Source,
  type Validation,
  type ValidationState,
  type Validator,
} from './validationState.ts';

export type ValidationStore = StoreApi<Validation>;

const EMPTY = {
  sources: [],
  entries: [],
  locked: [],
  chosen: null,
  verdict: null,
  validating: false,
  problem: null,
} as const;

const NO_ANSWER = { verdict: null, problem: null } as const;

interface ValidationSetting {
  readonly validator: Validator;
  /** The real clock, milliseconds since 1970. */
  readonly clock: () => number;
  /** DER of the root of the lab's own bank, or null where it is not known yet. */
  readonly labRoot: () => Uint8Array | null;
  /** What an earlier visit of the tab left, or null. */
  readonly remembered?: Remembered | null;
}

export function createValidationStore({
  validator,
  clock,
  labRoot,
  remembered = null,
}: ValidationSetting): ValidationStore {
  const store = createStore<Validation>()((set, get) => {
    let lastId = Math.max(0, ...(remembered?.sources ?? []).map(({ id }) => id));
    let running = false;
    let stale = false;

    /** One question at a time: what was changed meanwhile is asked next, and only the last of it. */
    const validate = async () => {
      stale = true;
      if (running) return;
      running = true;
      while (stale) {
        stale = false;
        const question = selectQuestion(get(), clock(), labRoot());
        set({ validating: question !== null });
        const answer: Partial<ValidationState> = question === null ? NO_ANSWER : await ask(question);
        if (!stale) set(answer);
      }
      running = false;
      set({ validating: false });
    };

    const ask = (question: Question): Promise<Partial<ValidationState>> =>
      validator.validate(question).then(
        (judgement) => ({ verdict: { question, judgement }, problem: null }),
        (error: unknown) => ({ verdict: null, problem: messageOf(error) }),
      );

    /** Adds what a reading found to a source; the source is new, or one whose container was opened now. */
    const take = (source: Source, reading: InputSummary, trusted: boolean) => {
      const state = get();
      const { filled, added, locked } = sorted(source, reading, trusted, state.entries, () => ++lastId);
      const isNew = state.sources.every(({ id }) => id !== source.id);
      const isFirst = filled.crls + filled.ocsp > 0 && !state.entries.some(isAboutRevocation);
      const promoted = trusted
        ? new Set(reading.items.flatMap((i) => (i.kind === 'certificate' ? [i.fingerprint] : [])))
        : null;
      set({
        sources: isNew ? [...state.sources, filled] : state.sources.map((one) => (one.id === source.id ? filled : one)),
        entries: [...state.entries.map((one) => (promoted?.has(one.id) ? { ...one, trusted: true } : one)), ...added],
        locked: [...state.locked, ...locked],
        // Whoever hands over CRLs or OCSP responses wants them asked.
        ...(isFirst ? { options: { ...state.options, revocation: 'hard' as const } } : {}),
      });
      void validate();
    };

    return {
      ...EMPTY,
      reading: 0,
      options: DEFAULT_OPTIONS,
      ...remembered,
      add: async (name, bytes, trusted) => {
        const source = { ...newSource(++lastId, name, trusted), output: toolOutputIn(bytes) };
        set({ reading: get().reading + 1 });
        try {
          take(source, await validator.read(bytes), trusted);
        } catch (error) {
          set({ sources: [...get().sources, { ...source, failed: messageOf(error) }] });
        } finally {
          set({ reading: get().reading - 1 });
        }
      },
      refuse: (name, problem) => {
        set({ sources: [...get().sources, { ...newSource(++lastId, name, false), problems: [problem] }] });
      },
      unlock: async (id, password) => {
        const mine = get().locked.find((one) => one.id === id);
        if (mine === undefined || mine.opening) return;
        const change = (part: Partial<Locked>) =>
          set({ locked: get().locked.map((one) => (one.id === id ? { ...one, ...part } : one)) });
        change({ opening: true, wrong: false, failed: null });
        try {
          const reading = await validator.open(mine.bytes, password);
          const source = get().sources.find((one) => one.id === mine.source);
          // Removed meanwhile.
          if (source === undefined) return;
          if (reading === null) return change({ opening: false, wrong: true });
          set({ locked: get().locked.filter((one) => one.id !== id) });
          take(withoutSealed(source, reading), reading, mine.trusted);
        } catch (error) {
          change({ opening: false, failed: messageOf(error) });
        }
      },
      remove: (id) => {
        const { entries, chosen } = get();
        set({ entries: entries.filter((one) => one.id !== id), chosen: chosen === id ? null : chosen });
        void validate();
      },
      removeSource: (id) => {
        const { sources, entries, locked } = get();
        set({
          sources: sources.filter((one) => one.id !== id),
          entries: entries.filter((one) => one.source !== id),
          locked: locked.filter((one) => one.source !== id),
        });
        void validate();
      },
      clear: () => {
        set(EMPTY);
        void validate();
      },
      choose: (id) => {
        set({ chosen: id });
        void validate();
      },
      trust: (id, trusted) => {
        set({ entries: get().entries.map((one) => (one.id === id ? { ...one, trusted } : one)) });
        void validate();
      },
      set: (options) => {
        set({ options: { ...get().options, ...options } });
        void validate();
      },
      again: () => void validate(),
    };
  });
  if (remembered !== null) store.getState().again();
  return store;
}

/** What of a reading is new, what waits for a password, and the source with all of it counted. */
function sorted(
  source: Source,
  reading: InputSummary,
  trusted: boolean,
  entries: readonly Entry[],
  nextId: () => number,
): { readonly filled: Source; readonly added: readonly Entry[]; readonly locked: readonly Locked[] } {
  const { items, problems } = reading;
  const known = new Set(entries.map(({ id }) => id));
  const added: Entry[] = [];
  const locked: Locked[] = [];
  const counts = { certificates: source.certificates, crls: source.crls, ocsp: source.ocsp, known: source.known };
  for (const item of items) {
    // Several keys of one key store ask for one password.
    const sealed = item.kind === 'pkcs12' ? item.bytes : item.kind === 'privateKey' ? item.sealed : null;
    if (sealed !== null && locked.every(({ bytes }) => !equalBytes(bytes, sealed))) {
      const waiting = { wrong: false, opening: false, failed: null };
      locked.push({ id: nextId(), source: source.id, name: source.name, bytes: sealed, trusted, ...waiting });
    }
    if (item.kind === 'certificate' || item.kind === 'crl' || item.kind === 'ocsp') {
      const id = item.fingerprint;
      if (known.has(id)) counts.known++;
      else {
        known.add(id);
        added.push({ ...item, id, source: source.id, trusted: trusted && item.kind === 'certificate' });
        counts[COUNTED[item.kind]]++;
      }
    }
  }
  const filled: Source = {
    ...source,
    ...counts,
    parts: [...source.parts, ...partsOf(reading)],
    privateKeys: source.privateKeys + items.filter(({ kind }) => kind === 'privateKey').length,
    others: [...source.others, ...items.filter((item) => item.kind === 'other')],
    problems: [...source.problems, ...problems],
  };
  return { filled, added, locked };
}

/** The source without the encrypted keys that the reading holds opened, which count once, and without a store's old remark. */
function withoutSealed(source: Source, { items }: InputSummary): Source {
  let opened = items.filter(({ kind }) => kind === 'privateKey').length;
  const parts = source.parts.filter((part) => {
    const gives = opened > 0 && part.kind === 'key' && part.encrypted && part.spki === null;
    if (gives) opened--;
    return !gives;
  });
  const isCompared = items.some((item) => item.kind === 'other' && item.what === 'javaStore');
  const others = isCompared ? source.others.filter(({ what }) => what !== 'javaStore') : source.others;
  return { ...source, parts, others, privateKeys: source.privateKeys - (source.parts.length - parts.length) };
}

const COUNTED = { certificate: 'certificates', crl: 'crls', ocsp: 'ocsp' } as const;

const newSource = (id: number, name: string, trusted: boolean): Source => ({
  id,
  name,
  trusted,
  parts: [],
  output: null,
  certificates: 0,
  crls: 0,
  ocsp: 0,
  known: 0,
  privateKeys: 0,
  others: [],
  problems: [],
  failed: null,
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
