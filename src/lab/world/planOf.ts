// The plan of a scenario: the honest one, as the CA's work needs it, then its faults, then what was edited by hand.

import { applyFaults } from '../faults/catalogue.ts';
import { applyEdits } from '../plan/applyEdits.ts';
import {
  behindProxy,
  DAY,
  honestPlan,
  knowingBy,
  LIST_DAYS,
  midnight,
  type Plan,
  withClientCertificate,
} from '../plan/plan.ts';
import type { CaAction } from '../scenario/caActions.ts';
import { namesOf } from '../scenario/names.ts';
import { LAB_NOW, type Scenario } from '../scenario/scenario.ts';
import { deltaUrl } from './authority.ts';

export function planOf(scenario: Scenario): Plan {
  const publishes = scenario.revocation === 'crl' ? 'crl' : 'ocsp';
  const asked = honestPlan(scenario.mode, LAB_NOW, 'past', publishes, scenario, namesOf(scenario));
  const plan = withClientCertificate(asked, scenario.clientCertificate);
  const { namedBy, tlsEnds } = scenario;
  const knowing = namedBy === undefined ? plan : knowingBy(plan, namedBy);
  const honest = planForWork(tlsEnds === undefined ? knowing : behindProxy(knowing, tlsEnds), scenario.caWork);
  return applyEdits(applyFaults(honest, scenario), scenario.edits);
}

/** Where somebody works at the CA, its list is that of the morning: what happens since is not on it. */
function planForWork(plan: Plan, actions: readonly CaAction[]): Plan {
  if (actions.length === 0) return plan;
  const thisUpdate = midnight(plan.now, 0);
  const pointsToDelta = actions.some((action) => action.act === 'publish' && action.list === 'delta');
  const crl = {
    thisUpdate,
    nextUpdate: thisUpdate + LIST_DAYS * DAY,
    ...(pointsToDelta && { deltaAt: deltaUrl(plan.ca.domain) }),
  };
  return { ...plan, ca: { ...plan.ca, crl } };
}
