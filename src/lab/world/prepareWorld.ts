// The world of a scenario: its plan, and all that is made by it before anybody says a word.
import { poolKey } from '../../crypto/pool.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import { type Random, seededRandom } from '../../crypto/random.ts';
import { DAY, type Plan } from '../plan/plan.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { KeyStore } from './authority.ts';
import { makeWorld, type World } from './issuance.ts';
import { planOf } from './planOf.ts';

/**
 * Plan and world of a scenario, as its run finds them. The recorder, where there is one, sees how the world is made.
 * `day`: -1 for a session of the day before, with the same certificates and other random values.
 */
export function prepareWorld(
  scenario: Scenario,
  recorder: Recorder | null,
  day: 0 | -1 = 0,
): { plan: Plan; world: World; keys: KeyStore; random: (who: string) => Random } {
  const today = planOf(scenario);
  const plan = day === 0 ? today : daysLater(today, day);
  const randoms = new Map<string, Random>();
  const random = (who: string): Random => {
    const known = randoms.get(who) ?? seededRandom(scenario.seed, day === 0 || who === 'ca' ? who : `${who} yesterday`);
    randoms.set(who, known);
    return known;
  };
  const keys = (name: PoolKeyName) => poolKey(name);
  return { plan, keys, random, world: makeWorld(plan, { keys, random: random('ca') }, recorder) };
}

/** The same world on another day: certificates as they are, clocks and the CA's list of that day. */
function daysLater(plan: Plan, days: number): Plan {
  const { thisUpdate, nextUpdate } = plan.ca.crl;
  const by = days * DAY;
  return {
    ...plan,
    now: plan.now + by,
    clientNow: plan.clientNow + by,
    ca: { ...plan.ca, crl: { ...plan.ca.crl, thisUpdate: thisUpdate + by, nextUpdate: nextUpdate + by } },
  };
}
