// Changes by hand that change nothing in a run: of a message that it does not have, behind a message's end, or to the
// value that is there.
import type { Tampering } from '../scenario/scenario.ts';
import type { Recording } from './recording.ts';

export type IdleReason =
  | { readonly kind: 'noMessage' }
  | { readonly kind: 'beyond'; readonly length: number }
  | { readonly kind: 'same' };

export interface IdleTampering {
  readonly tampering: Tampering;
  readonly reason: IdleReason;
}

export function idleTampering({
  scenario,
  events,
  steps,
}: Pick<Recording, 'scenario' | 'events' | 'steps'>): IdleTampering[] {
  return scenario.tampering.flatMap((tampering): IdleTampering[] => {
    const step = steps.find(({ key }) => key === tampering.message);
    const event = step && events[step.event];
    if (event?.kind !== 'sent') return [{ tampering, reason: { kind: 'noMessage' } }];
    const { wire } = event.message;
    const at = tampering.offset * 2;
    if (at >= wire.length) return [{ tampering, reason: { kind: 'beyond', length: wire.length / 2 } }];
    const before = Number.parseInt(wire.slice(at, at + 2), 16);
    return before === tampering.value ? [{ tampering, reason: { kind: 'same' } }] : [];
  });
}
