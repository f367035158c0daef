// The words of the diagram, and the events that they are said about.
import type { Actor, BeliefId, EventOf, Facts, LabEvent, PhaseId, Recording, Step } from '../lab/recording.ts';
import type { Mode } from '../lab/scenario.ts';
import type { CheckResult } from '../pki/path/result.ts';

export { messageDetail, messageTitle } from '../lessons/messages.ts';
export { workDetail, workLabel } from '../lessons/works.ts';
export const beliefText = (belief: BeliefId, facts: Facts): string => `${belief} ${Object.values(facts).join(' ')}`;
export const phaseTitle = (phase: PhaseId): string => phase;
export const actorName = (actor: Actor): string => actor;

export const headWords = (actor: Actor, mode: Mode, root: string | null): { name: string; host: string | null; line: string } =>
  actor === 'client' ? { name: 'Client', host: null, line: `trusts: ${root}` } : actor === 'server' ? { name: 'Server', host: 'api.bank.test', line: mode === 'mutual' ? 'asks for a client certificate': 'asks for no client certificate'} : { name: 'Bank Root CA', host: null, line: 'not part of the conversation' };

/** The event that a step stands on. */
export function eventOf(recording: Recording, step: Step): LabEvent {
  const event = recording.events[step.event];
  if (event === undefined) throw new Error(`step ${step.number} stands on no event`);
  return event;
}

export function checksOf(recording: Recording, work: EventOf<'work'>): CheckResult[] {
  return recording.events.flatMap((event) => (event.kind === 'check' && event.work === work.id ? [event.check] : []));
}
