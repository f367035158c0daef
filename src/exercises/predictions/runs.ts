// The runs that questions are about: the one that is shown, the same with nothing broken, and those of “what if”.

import type { Recording } from '../../lab/recording/recording.ts';
import { withoutPreparation } from '../../lab/recording/untold.ts';
import { honestScenario } from '../../lab/scenario/honest.ts';
import { normalizeScenario, type Scenario } from '../../lab/scenario/scenario.ts';
import { genericKinds } from './places.ts';

/** What to run besides the one that is shown. */
export interface OtherScenarios {
  readonly honest: Scenario;
  /** P7: the client's CA is not in the server's list. Null where nobody asks that. */
  readonly unlisted: Scenario | null;
  /** P14: the other policy where nobody can tell whether a certificate is revoked. */
  readonly otherPolicy: Scenario | null;
}

export interface Runs {
  readonly run: Recording;
  readonly honest: Recording;
  readonly unlisted: Recording | null;
  readonly otherPolicy: Recording | null;
}

/** `requests: 1`: of later requests nothing is asked. */
export function otherScenarios(recording: Recording): OtherScenarios {
  const { scenario } = recording;
  const honest = honestScenario(scenario);
  const revocationPolicy = scenario.revocationPolicy === 'soft' ? 'hard' : 'soft';
  return {
    honest,
    unlisted: genericKinds(scenario).includes('P7')
      ? normalizeScenario({ ...honest, faults: ['client/unlisted-issuer'] })
      : null,
    otherPolicy: unanswered(recording) === null ? null : { ...scenario, revocationPolicy },
  };
}

/** All runs, from their first hello on. */
export const fromHello = ({ run, honest, unlisted, otherPolicy }: Runs): Runs => ({
  run: withoutPreparation(run),
  honest: withoutPreparation(honest),
  unlisted: unlisted && withoutPreparation(unlisted),
  otherPolicy: otherPolicy && withoutPreparation(otherPolicy),
});

/** The step of a client's question about revocation to which no answer comes; null where all are answered. */
export function unanswered({ steps, events }: Recording): number | null {
  const asked = steps.find((step, i) => {
    const [event, next] = [events[step.event], events[steps[i + 1]?.event ?? -1]];
    return (
      event?.kind === 'sent' &&
      event.actor === 'client' &&
      (event.message.type === 'OCSPRequest' || event.message.type === 'CRLRequest') &&
      next?.kind === 'operation' &&
      next.operation === 'certificate.decide'
    );
  });
  return asked?.number ?? null;
}
