// Where to go from the end of a run: the same in another protocol, beside the honest run, and one fault further.
import { activeFaults, applies, FAULTS } from '../../lab/faults/catalogue.ts';
import { honestScenario, isHonest } from '../../lab/scenario/honest.ts';
import { normalizeScenario, type Protocol, type Scenario } from '../../lab/scenario/scenario.ts';
import { faultTitleLong, prefixOf } from '../../lessons/faults.ts';
import { NEXT_LABELS } from '../../lessons/summary.ts';

export type NextStep =
  | { readonly kind: 'protocol' | 'compare' | 'fault'; readonly label: string; readonly scenario: Scenario }
  | { readonly kind: 'inject'; readonly label: string }
  | { readonly kind: 'build'; readonly label: string; readonly href: string };

/** Two or three, the nearest first. */
export function nextSteps(scenario: Scenario): readonly NextStep[] {
  return [otherProtocol(scenario), beside(scenario), neighbour(scenario)].filter((step) => step !== null);
}

/** TLS 1.3 where it is not that, else 1.2; null where a fault that is on would change nothing there. */
function otherProtocol(scenario: Scenario): NextStep | null {
  const protocol: Protocol = scenario.protocol === 'tls1.3' ? 'tls1.2-ecdhe' : 'tls1.3';
  const active = activeFaults(scenario);
  if (!active.every((fault) => applies(fault, { ...scenario, protocol }))) return null;
  const label = active.length === 1 ? NEXT_LABELS.sameFault : NEXT_LABELS.same;
  return { kind: 'protocol', label: label(protocol), scenario: normalizeScenario({ ...scenario, protocol }) };
}

function beside(scenario: Scenario): NextStep {
  if (!isHonest(scenario)) return { kind: 'compare', label: NEXT_LABELS.honest, scenario: honestScenario(scenario) };
  const mode = scenario.mode === 'mutual' ? 'one-way' : 'mutual';
  return { kind: 'compare', label: NEXT_LABELS.mode(mode), scenario: normalizeScenario({ ...scenario, mode }) };
}

/** The same messages, to be put in order. */
const build = ({ mode, protocol }: Scenario): NextStep => ({
  kind: 'build',
  label: NEXT_LABELS.build,
  href: `#/learn/build?mode=${mode}&protocol=${protocol}`,
});

/** The next fault of the same side; of the last one, the first. */
function neighbour(scenario: Scenario): NextStep | null {
  const active = activeFaults(scenario);
  const [fault] = active;
  if (fault === undefined) return isHonest(scenario) ? build(scenario) : { kind: 'inject', label: NEXT_LABELS.inject };
  if (active.length > 1) return null;
  const same = FAULTS.filter((each) => prefixOf(each.id) === prefixOf(fault.id) && applies(each, scenario));
  const next = same[(same.findIndex(({ id }) => id === fault.id) + 1) % same.length];
  if (next === undefined || next.id === fault.id) return null;
  return {
    kind: 'fault',
    label: NEXT_LABELS.fault(faultTitleLong(next.id)),
    scenario: { ...scenario, faults: [next.id] },
  };
}
