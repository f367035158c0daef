// The words of the table "Who checks what".
import type { Duty, DutyId, DutyState } from '../exercises/summary/duties.ts';
import { Noun, the } from './phrases.ts';

export const DUTY_TABLE = {
  title: 'Who checks what',
  who: 'Who',
  what: 'Checks',
  behalf: 'For',
  done: 'Done',
} as const;

export const dutyWho = ({ who }: Pick<Duty, 'who'>): string => Noun(who);

export function dutyBehalf({ onBehalfOf, who }: Pick<Duty, 'onBehalfOf' | 'who'>): string {
  if (onBehalfOf === 'all') return 'all who trust it';
  return onBehalfOf === who ? 'itself' : the(onBehalfOf);
}

export const dutyWhat = ({ duty, about }: Pick<Duty, 'duty' | 'about'>): string => WHAT[duty](the(about));

const WHAT: Readonly<Record<DutyId, (about: string) => string>> = {
  request: (about) => `that ${about} holds the key of its request`,
  path: (about) => `${about}’s certificate and its path`,
  status: (about) => `revocation of ${about}’s certificate`,
  key: (about) => `that ${about} holds its private key`,
  finished: (about) => `that ${about} saw the same handshake`,
  access: () => 'what the customer may do',
};

/** Beside the row; `open` and `never` have none. */
export const DUTY_STATES: Readonly<Record<DutyState, string>> = {
  open: 'open',
  done: 'done',
  failed: 'failed',
  passedOver: 'passed over',
  never: 'never',
};
