// The phases of the diagram.
import type { PhaseId, SealedStep, Step } from '../lab/recording/recording.ts';

export interface PhaseWords {
  readonly title: string;
  /** For the scrubber. */
  readonly short: string;
}

export const PHASE_WORDS: Record<PhaseId, PhaseWords> = {
  issuance: {
    title: 'Before: certificates are issued',
    short: 'Before',
  },
  hello: {
    title: 'Hello',
    short: 'Hello',
  },
  'server-proves': {
    title: 'Server’s certificate',
    short: 'Server',
  },
  'client-proves': {
    title: 'Client proves itself',
    short: 'Client',
  },
  keys: {
    title: 'Keys',
    short: 'Keys',
  },
  upstream: {
    title: 'The attacker’s own connection',
    short: 'Attacker',
  },
  data: {
    title: 'Protected data',
    short: 'Data',
  },
  again: {
    title: 'Second connection, with the ticket',
    short: 'Again',
  },
  inside: {
    title: 'Past the proxy',
    short: 'Past it',
  },
  tomorrow: {
    title: 'The day after',
    short: 'Day after',
  },
};

/** The words of a step's phase, as far as the observer knows it; the same object for the same words. */
export const phaseWords = (step: Step | SealedStep): PhaseWords =>
  'sealed' in step ? SEALED_PHASE : PHASE_WORDS[step.phase];

const SEALED_PHASE: PhaseWords = { title: 'Encrypted', short: 'Encrypted' };

/** Of the first phase, where it is folded into one row. */
export const ISSUANCE_WORDS = 'The CA issues the certificates';

/** What a failure prevents. */
export const NEVER_HAPPENS: PhaseWords = {
  title: 'Not reached',
  short: 'Not sent',
};

/** At the end of a row, once a prediction is answered: where the learner's flag was, and where it fails. */
export type RowTag = 'flag' | 'fails';
export const ROW_TAGS: Readonly<Record<RowTag, string>> = { flag: 'your flag', fails: 'fails here' };
