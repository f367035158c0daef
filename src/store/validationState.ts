// The shape of the state of the page on which one validates certificates of one's own. Private keys never get here: of one
// that was among the input, only the count is kept.

import type { IntakeProblem } from '../pki/intake/intake.ts';
import type { InputSummary, ItemSummary } from '../pki/intake/intakeSummary.ts';
import type { ToolOutput } from '../pki/intake/toolOutput.ts';
import type { Part } from '../pki/validator/handedOver.ts';
import type { Entry, Judgement, Question } from '../pki/validator/question.ts';

/** Reads and validates somewhere else: in a worker on the page. Rejects where that takes too long. */
export interface Validator {
  read(bytes: Uint8Array): Promise<InputSummary>;
  /** Null where the password is wrong. */
  open(bytes: Uint8Array, password: string): Promise<InputSummary | null>;
  validate(question: Question): Promise<Judgement>;
}

export type { Entry, HandedCertificate } from '../pki/validator/question.ts';

/** One thing that was handed over. */
export interface Source {
  readonly id: number;
  readonly name: string;
  /** Handed over as trust anchors. */
  readonly trusted: boolean;
  /** What was found in it, in order. */
  readonly parts: readonly Part[];
  /** What a program printed around the certificates, or null. */
  readonly output: ToolOutput | null;
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

export interface ValidationOptions {
  /** Null: guessed from the certificate. */
  readonly purpose: Question['purpose'] | null;
  /** As typed; empty where no name is asked for. */
  readonly name: string;
  /** Milliseconds since 1970; null for the real time at the moment of validating. */
  readonly at: number | null;
  readonly profile: Question['profile'];
  readonly revocation: Question['revocation'];
  readonly trustSelfSigned: boolean;
  readonly trustLab: boolean;
}

export interface AnsweredQuestion {
  readonly question: Question;
  readonly judgement: Judgement;
}

export interface ValidationState {
  readonly sources: readonly Source[];
  readonly entries: readonly Entry[];
  readonly locked: readonly Locked[];
  /** Inputs that are being read. */
  readonly reading: number;
  /** The certificate that was chosen to be validated; null leaves it to `selectLeaf`. */
  readonly chosen: string | null;
  readonly options: ValidationOptions;
  /** The answer to the last question; of an older one while `validating`. */
  readonly verdict: AnsweredQuestion | null;
  readonly validating: boolean;
  /** Why there is no answer, or null. */
  readonly problem: string | null;
}

export interface ValidationActions {
  add(name: string, bytes: Uint8Array, trusted: boolean): Promise<void>;
  /** A file that is not even loaded. */
  refuse(name: string, problem: IntakeProblem): void;
  unlock(id: number, password: string): Promise<void>;
  remove(id: string): void;
  removeSource(id: number): void;
  clear(): void;
  choose(id: string): void;
  trust(id: string, trusted: boolean): void;
  set(options: Partial<ValidationOptions>): void;
  /** Once more, with the clock of now. */
  again(): void;
}

export type Validation = ValidationState & ValidationActions;
export const DEFAULT_OPTIONS: ValidationOptions = {
  purpose: null,
  name: '',
  at: null,
  profile: 'rfc5280',
  revocation: 'off',
  trustSelfSigned: false,
  trustLab: false,
};
