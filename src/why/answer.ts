// What the engine answers: all of it plain data, for the page, the command and their tests.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackProtocol, StackRole } from '../stacks/row.ts';
import type { AlertName } from '../tls/alertCodes.ts';
import type { Meaning } from './meaning.ts';
import type { PasteProblem } from './paste.ts';
import type { SpeakerSide } from './signs/rule.ts';

/** What a person knows besides the text. */
export interface WhyOptions {
  readonly program?: string | undefined;
  readonly version?: string | undefined;
  /** Which side the program plays that speaks. */
  readonly role?: StackRole | undefined;
  readonly protocol?: StackProtocol | undefined;
  /** When the text is read, milliseconds since 1970: dates in it are held against that. */
  readonly now?: number | undefined;
}

export type WhyAnswer =
  | { readonly ok: false; readonly problem: PasteProblem }
  | {
      readonly ok: true;
      /** In the order of the text; none where nothing was understood. */
      readonly messages: readonly WhyMessage[];
      /** Certificates of the text, as PEM, for the validator: each once, at most 50. */
      readonly certificates: readonly PastedCertificate[];
      /** Lines where a private key begins. Nothing of it is in this answer. */
      readonly privateKeys: readonly number[];
      /** How many lines the text has, and those that said something. */
      readonly lines: number;
      readonly understood: readonly UnderstoodPart[];
    };

export interface PastedCertificate {
  /** From 1. */
  readonly line: number;
  readonly pem: string;
}

/** A part of the text that a message was read from, for whoever marks it. */
export interface UnderstoodPart {
  /** Index of the message. */
  readonly message: number;
  /** Line of the text, from 1, and what stands there. */
  readonly line: number;
  readonly text: string;
  readonly code: string;
}

export interface WhyMessage {
  /** The line that says most, without control characters, at most 400 characters. */
  readonly text: string;
  /** From 1: where the message begins. */
  readonly line: number;
  readonly lastLine: number;
  /** How often the same was said. */
  readonly count: number;
  /** Null where the words are of no program in particular. */
  readonly program: string | null;
  readonly version: string | null;
  /** `self`: who speaks has refused. `peer`: it was told, or cut off, by the other side. */
  readonly side: SpeakerSide;
  /** Whether the side was decided by measurements rather than by the words. */
  readonly sideMeasured: boolean;
  /** What the program is that speaks; null where nothing tells. */
  readonly role: StackRole | null;
  /** Who refused, as far as side and role tell. */
  readonly refuser: StackRole | null;
  readonly protocol: StackProtocol | null;
  readonly alert: AlertName | null;
  /** The code that says most, such as `verify:10` or `alert:42`. */
  readonly code: string | null;
  readonly codes: readonly string[];
  /** What it says, the telling first. */
  readonly meanings: readonly Meaning[];
  /** The likeliest first. */
  readonly causes: readonly Cause[];
}

/**
 * `text`: this text was measured with this fault. `code`: the same codes were, in other words. `meaning`: nothing was
 * measured; the alert, code or check means this.
 */
export type CauseBasis = 'text' | 'code' | 'meaning';

export interface Cause {
  readonly fault: FaultId;
  /** From 0 to 1; an order, no probability. */
  readonly score: number;
  /** What was measured to say this with this fault: names with versions. */
  readonly stacks: readonly string[];
  /** Whether this program was measured to say it with this fault; any program, where the text names none. */
  readonly measured: boolean;
  readonly basis: CauseBasis;
  readonly protocols: readonly StackProtocol[];
  readonly evidence: readonly CauseEvidence[];
}

/** What in the text speaks for or against a cause; the words are in lessons/why.ts. */
export interface CauseEvidence {
  readonly id: EvidenceId;
  readonly speaks: 'for' | 'against';
  /** What stands in the text: a name, a date, a depth. */
  readonly value: string | null;
}

export const EVIDENCE_IDS = [
  'same-text',
  'leaf-depth',
  'issuer-depth',
  'same-names',
  'other-names',
  'no-authorities',
  'not-after',
  'still-valid',
  'not-before',
  'valid-already',
  'issuer-not-after',
  'issuer-there',
  'issuer-missing',
  'has-names',
  'no-names',
  'right-purpose',
  'wrong-purpose',
  'short-key',
  'strong-key',
  'weak-hash',
  'strong-hash',
] as const;
export type EvidenceId = (typeof EVIDENCE_IDS)[number];
