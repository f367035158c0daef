// The state of the page on which one judges certificates of one's own. Private keys never get here: of one that was
// among the input, only the count is kept.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IntakeProblem } from '../pki/intake.ts';
import type { CertificateSummary, CrlSummary, ItemSummary, OcspSummary, Reading } from '../pki/intakeSummary.ts';
import { parseIp } from '../pki/ipAddress.ts';
import type { Judgement, Question } from '../pki/judgement.ts';
import type { PeerName } from '../pki/path/request.ts';

/** Reads and judges somewhere else: in a worker on the page. Rejects where that takes too long. */
export interface JudgeDesk {
  read(bytes: Uint8Array): Promise<Reading>;
  /** Null where the password is wrong. */
  open(bytes: Uint8Array, password: string): Promise<Reading | null>;
  judge(question: Question): Promise<Judgement>;
}

export type Entry = (CertificateSummary | CrlSummary | OcspSummary) & {
  /** Its fingerprint. */
  readonly id: string;
  /** Where it came from first. */
  readonly source: number;
  readonly trusted: boolean;
};
export type CertificateEntry = Entry & CertificateSummary;

/** One thing that was handed over. */
export interface Source {
  readonly id: number;
  readonly name: string;
  readonly certificates: number;
  readonly crls: number;
  readonly ocsp: number;
  /** Already there from another source, or twice in this one. */
  readonly known: number;
  readonly privateKeys: number;
  readonly others: readonly (ItemSummary & { kind: 'other' })[];
  readonly problems: readonly IntakeProblem[];
  /** The reading itself failed: too much work, or out of memory. */
  readonly failed: string | null;
}

/** PKCS #12 that waits for its password. */
export interface Locked {
  readonly id: number;
  readonly source: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly trusted: boolean;
  readonly wrong: boolean;
  readonly opening: boolean;
  readonly failed: string | null;
}

export interface JudgeOptions {
  readonly purpose: Question['purpose'];
  /** As typed; empty where no name is asked for. */
  readonly name: string;
  /** Milliseconds since 1970; null for the real time at the moment of judging. */
  readonly at: number | null;
  readonly profile: Question['profile'];
  readonly revocation: Question['revocation'];
  readonly trustSelfSigned: boolean;
  readonly trustLab: boolean;
}

export interface Verdict {
  readonly question: Question;
  readonly judgement: Judgement;
}

export interface JudgeState {
  readonly sources: readonly Source[];
  readonly entries: readonly Entry[];
  readonly locked: readonly Locked[];
  /** Inputs that are being read. */
  readonly reading: number;
  /** The certificate that was chosen to be judged; null leaves it to `leafOf`. */
  readonly chosen: string | null;
  readonly options: JudgeOptions;
  /** The answer to the last question; of an older one while `judging`. */
  readonly verdict: Verdict | null;
  readonly judging: boolean;
  /** Why there is no answer, or null. */
  readonly problem: string | null;
}

export interface JudgeActions {
  add(name: string, bytes: Uint8Array, trusted: boolean): Promise<void>;
  /** A file that is not even loaded. */
  refuse(name: string, problem: IntakeProblem): void;
  unlock(id: number, password: string): Promise<void>;
  remove(id: string): void;
  removeSource(id: number): void;
  clear(): void;
  choose(id: string): void;
  trust(id: string, trusted: boolean): void;
  set(options: Partial<JudgeOptions>): void;
  /** Once more, with the clock of now. */
  again(): void;
}

export type Judge = JudgeState & JudgeActions;
export type JudgeStore = StoreApi<Judge>;

export const DEFAULT_OPTIONS: JudgeOptions = {
  purpose: 'server',
  name: '',
  at: null,
  profile: 'rfc5280',
  revocation: 'off',
  trustSelfSigned: false,
  trustLab: false,
};

const EMPTY = {
  sources: [],
  entries: [],
  locked: [],
  chosen: null,
  verdict: null,
  judging: false,
  problem: null,
} as const;

const NO_ANSWER = { verdict: null, problem: null } as const;

interface JudgeSetting {
  readonly desk: JudgeDesk;
  /** The real clock, milliseconds since 1970. */
  readonly clock: () => number;
  /** DER of the root of the lab's own bank, or null where it is not known yet. */
  readonly labRoot: () => Uint8Array | null;
}

export function createJudgeStore({ desk, clock, labRoot }: JudgeSetting): JudgeStore {
  return createStore<Judge>()((set, get) => {
    let lastId = 0;
    let running = false;
    let stale = false;

    /** One question at a time: what was changed meanwhile is asked next, and only the last of it. */
    const judge = async () => {
      stale = true;
      if (running) return;
      running = true;
      while (stale) {
        stale = false;
        const question = questionOf(get(), clock(), labRoot());
        set({ judging: question !== null });
        const answer: Partial<JudgeState> = question === null ? NO_ANSWER : await ask(question);
        if (!stale) set(answer);
      }
      running = false;
      set({ judging: false });
    };

    const ask = (question: Question): Promise<Partial<JudgeState>> =>
      desk.judge(question).then(
        (judgement) => ({ verdict: { question, judgement }, problem: null }),
        (error: unknown) => ({ verdict: null, problem: messageOf(error) }),
      );

    /** Adds what a reading found to a source; the source is new, or one whose container was opened now. */
    const take = (source: Source, reading: Reading, trusted: boolean) => {
      const state = get();
      const known = new Set(state.entries.map(({ id }) => id));
      const added: Entry[] = [];
      const counts = { certificates: source.certificates, crls: source.crls, ocsp: source.ocsp, known: source.known };
      const locked: Locked[] = [];
      for (const item of reading.items) {
        if (item.kind === 'certificate' || item.kind === 'crl' || item.kind === 'ocsp') {
          if (known.has(item.fingerprint)) counts.known++;
          else {
            known.add(item.fingerprint);
            added.push({
              ...item,
              id: item.fingerprint,
              source: source.id,
              trusted: trusted && item.kind === 'certificate',
            });
            counts[COUNTED[item.kind]]++;
          }
        } else if (item.kind === 'pkcs12') {
          const waiting = { wrong: false, opening: false, failed: null };
          locked.push({ id: ++lastId, source: source.id, name: source.name, bytes: item.bytes, trusted, ...waiting });
        }
      }
      const filled: Source = {
        ...source,
        ...counts,
        privateKeys: source.privateKeys + reading.items.filter(({ kind }) => kind === 'privateKey').length,
        others: [...source.others, ...reading.items.filter((item) => item.kind === 'other')],
        problems: [...source.problems, ...reading.problems],
      };
      const isNew = state.sources.every(({ id }) => id !== source.id);
      const isFirst = counts.crls + counts.ocsp > 0 && !state.entries.some(isAboutRevocation);
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
      void judge();
    };

    return {
      ...EMPTY,
      reading: 0,
      options: DEFAULT_OPTIONS,
      add: async (name, bytes, trusted) => {
        const source = newSource(++lastId, name);
        set({ reading: get().reading + 1 });
        try {
          take(source, await desk.read(bytes), trusted);
        } catch (error) {
          set({ sources: [...get().sources, { ...source, failed: messageOf(error) }] });
        } finally {
          set({ reading: get().reading - 1 });
        }
      },
      refuse: (name, problem) => {
        set({ sources: [...get().sources, { ...newSource(++lastId, name), problems: [problem] }] });
      },
      unlock: async (id, password) => {
        const mine = get().locked.find((one) => one.id === id);
        if (mine === undefined || mine.opening) return;
        const change = (part: Partial<Locked>) =>
          set({ locked: get().locked.map((one) => (one.id === id ? { ...one, ...part } : one)) });
        change({ opening: true, wrong: false, failed: null });
        try {
          const reading = await desk.open(mine.bytes, password);
          const source = get().sources.find((one) => one.id === mine.source);
          // Removed meanwhile.
          if (source === undefined) return;
          if (reading === null) return change({ opening: false, wrong: true });
          set({ locked: get().locked.filter((one) => one.id !== id) });
          take(source, reading, mine.trusted);
        } catch (error) {
          change({ opening: false, failed: messageOf(error) });
        }
      },
      remove: (id) => {
        const { entries, chosen } = get();
        set({ entries: entries.filter((one) => one.id !== id), chosen: chosen === id ? null : chosen });
        void judge();
      },
      removeSource: (id) => {
        const { sources, entries, locked } = get();
        set({
          sources: sources.filter((one) => one.id !== id),
          entries: entries.filter((one) => one.source !== id),
          locked: locked.filter((one) => one.source !== id),
        });
        void judge();
      },
      clear: () => {
        set(EMPTY);
        void judge();
      },
      choose: (id) => {
        set({ chosen: id });
        void judge();
      },
      trust: (id, trusted) => {
        set({ entries: get().entries.map((one) => (one.id === id ? { ...one, trusted } : one)) });
        void judge();
      },
      set: (options) => {
        set({ options: { ...get().options, ...options } });
        void judge();
      },
      again: () => void judge(),
    };
  });
}

export const certificatesOf = (entries: readonly Entry[]): CertificateEntry[] =>
  entries.filter((entry): entry is CertificateEntry => entry.kind === 'certificate');

/** Of no use but to say which certificates are revoked. */
export const isAboutRevocation = ({ kind }: Entry): boolean => kind !== 'certificate';

const COUNTED = { certificate: 'certificates', crl: 'crls', ocsp: 'ocsp' } as const;

/** The certificate to be judged: the chosen one; else an end entity that issued no other; else who issued nobody; else the first. */
export function leafOf({ entries, chosen }: Pick<JudgeState, 'entries' | 'chosen'>): CertificateEntry | null {
  const all = certificatesOf(entries);
  const picked = all.find(({ id }) => id === chosen);
  if (picked !== undefined) return picked;
  const issuers = new Set(
    all.filter(({ subjectKey, issuerKey }) => subjectKey !== issuerKey).map((one) => one.issuerKey),
  );
  const ends = all.filter(({ subjectKey }) => !issuers.has(subjectKey));
  return ends.find(({ role }) => role === 'leaf') ?? ends.find(({ trusted }) => !trusted) ?? ends[0] ?? all[0] ?? null;
}

/**
 * What a typed name is: with an @ a mailbox, an address if it reads as one, else a DNS name. As in a browser's address
 * line, a whole URI stands for its host, letters beyond ASCII for their A-labels (RFC 9525 4.1), and a dot at the end for
 * the root that every name has.
 */
export function peerNameOf(typed: string): PeerName | null {
  const text = typed.trim();
  if (text === '') return null;
  const isUri = text.includes('://');
  if (text.includes('@') && !isUri) return { email: text };
  const host = (isUri || /[^!-~]/.test(text) ? hostOf(isUri ? text : `https://${text}`) : null) ?? text;
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (parseIp(address) !== null) return { ip: address };
  return { dns: host.length > 1 ? host.replace(/\.$/, '') : host };
}

/** Null where it is no URI, or has no host. */
function hostOf(uri: string): string | null {
  try {
    return new URL(uri).hostname || null;
  } catch {
    return null;
  }
}

function questionOf(state: JudgeState, now: number, labRoot: Uint8Array | null): Question | null {
  const leaf = leafOf(state);
  if (leaf === null) return null;
  const { purpose, name, at, profile, revocation, trustSelfSigned, trustLab } = state.options;
  const all = certificatesOf(state.entries);
  const isAnchor = (one: CertificateEntry) => one.trusted || (trustSelfSigned && one.subjectKey === one.issuerKey);
  const dersOf = (wanted: Entry['kind']) => state.entries.filter(({ kind }) => kind === wanted).map(({ der }) => der);
  return {
    certificates: [leaf, ...all.filter((one) => one !== leaf)].map(({ der }) => der),
    anchors: [...all.filter(isAnchor).map(({ der }) => der), ...(trustLab && labRoot !== null ? [labRoot] : [])],
    crls: dersOf('crl'),
    ocsp: dersOf('ocsp'),
    now: at ?? now,
    purpose,
    name: peerNameOf(name),
    profile,
    revocation: state.entries.some(isAboutRevocation) ? revocation : 'off',
  };
}

const newSource = (id: number, name: string): Source => ({
  id,
  name,
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
