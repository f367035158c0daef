// As which program each endpoint of a scenario behaves. The tables are loaded where a scenario names one (prepare.ts): in
// the browser they are a chunk of their own.
import type { Behaviour } from '../../tls/behaviour.ts';
import type { Side } from '../../tls/events.ts';
import type { Behaviours } from '../behaviour/index.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The fields of a scenario that say so. */
export type Alike = 'clientLike' | 'serverLike';

let loaded: Behaviours | null = null;
export function registerBehaviours(behaviours: Behaviours): void {
  loaded = behaviours;
}
export const isBehavioursRegistered = (): boolean => loaded !== null;

/** Undefined where the endpoint behaves as the lab's own. */
export function behaviourOf(side: Side, { clientLike = 'own', serverLike = 'own' }: Pick<Scenario, Alike>) {
  const name = side === 'client' ? clientLike : serverLike;
  if (name === 'own') return undefined;
  if (loaded === null) throw new Error('behaviours are needed: await prepareRun() first');
  const found: Behaviour =
    side === 'client' && clientLike !== 'own' ? loaded.client[clientLike] : serverOf(loaded, serverLike);
  return found;
}

function serverOf({ server }: Behaviours, name: NonNullable<Scenario['serverLike']>): Behaviour {
  if (name === 'own') throw new Error('no behaviour of its own');
  return server[name];
}
