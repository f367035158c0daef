// Where a mission begins: its start, a review of its idea, or the lab as it was left.
import type { Mission } from '../../exercises/missions/mission.ts';
import { missionStart } from '../../exercises/missions/start.ts';
import { normalizeScenario, PROTOCOLS, type Protocol, type Scenario } from '../../lab/scenario/scenario.ts';

/** The address of the lab in a mission, with its #. */
export type MissionLink = (mission: Mission, scenario: Scenario) => string;

/** The address of the lab in predict mode, which does not name what is broken. */
export type PredictionLink = (scenario: Scenario) => string;

/**
 * The n-th review of a mission's idea, from 0: never the item that one had before. The protocol moves on, and with it the
 * seed, which chooses what is hidden.
 */
export function reviewStart(mission: Mission, n: number): Scenario {
  const scenario = missionStart(mission, REVIEW_SEED + n, true);
  return normalizeScenario({ ...scenario, protocol: reviewProtocol(mission, n) });
}

export function reviewProtocol(mission: Mission, n: number): Protocol {
  const first = mission.start.protocol ?? PROTOCOLS[0];
  const variant = mission.variant?.protocol;
  const others = PROTOCOLS.filter((each) => each !== first && each !== variant);
  const round = variant === undefined ? [first] : mission.id === 14 ? [first] : [variant, ...others, first];
  return round[n % round.length] ?? first;
}

const REVIEW_SEED = 1000;
