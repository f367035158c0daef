// What endpoints bring for the protocol of a scenario: versions, suites, groups and signatures, in order of preference.
import { suiteByName } from '../tls/suites.ts';
import { ECDHE, RSA_KEY_EXCHANGE } from '../tls/tls12/abilities.ts';
import { PROTOCOL_SUITES, type Protocol, type Scenario } from './scenario.ts';

const BY_PROTOCOL = { 'tls1.2-rsa': RSA_KEY_EXCHANGE, 'tls1.2-ecdhe': ECDHE } as const satisfies Record<
  Protocol,
  unknown
>;

/** All that the protocol has here, in its order: what a client offers. */
export const offered = (protocol: Protocol) => ({
  ...BY_PROTOCOL[protocol],
  suites: PROTOCOL_SUITES[protocol].map(suiteByName),
});

/** The same with the scenario's suite and group first: what a server accepts. */
export function preferred({ protocol, suite, group }: Pick<Scenario, 'protocol' | 'suite' | 'group'>) {
  const all = offered(protocol);
  const cipher = suite.replace(/^.*_WITH_/, '');
  const rank = (name: string): number => (name === suite ? 0 : name.endsWith(cipher) ? 1 : 2);
  return {
    ...all,
    suites: [...all.suites].sort((a, b) => rank(a.name) - rank(b.name)),
    groups: [...all.groups].sort((a, b) => Number(b === group) - Number(a === group)),
  };
}
