// What one may want to see beside a scenario: each preset changes one thing about it.
import { normalizeScenario, PROTOCOL_SUITES, PROTOCOLS, type Scenario } from '../../lab/scenario/scenario.ts';
import { faultTitleLong } from '../../lessons/faults.ts';
import { protocolName, shortSuiteName } from '../../lessons/scenarioLine.ts';

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly scenario: Scenario;
}

/** The most telling one first. */
export function presetsFor(scenario: Scenario): Preset[] {
  const { mode, faults, protocol, suite } = scenario;
  const other = mode === 'mutual' ? 'one-way' : 'mutual';
  const changed = (id: string, label: string, change: Partial<Scenario>): Preset => ({
    id,
    label,
    scenario: normalizeScenario({ ...scenario, ...change }),
  });
  const example = mode === 'mutual' ? 'client/expired' : 'server/expired';
  const thief = mode === 'mutual' ? 'client/stolen-certificate' : 'server/stolen-certificate';
  return [
    ...(faults.length > 0 ? [changed('honest', 'nothing broken', { faults: [] })] : []),
    changed('mode', other === 'mutual' ? 'mutual TLS' : 'one-way TLS', { mode: other }),
    ...PROTOCOLS.filter((each) => each !== protocol).map((each) =>
      changed(`protocol ${each}`, protocolName(each), { protocol: each }),
    ),
    ...(faults.length > 0
      ? []
      : ([example, thief] as const).map((fault) => changed(fault, faultTitleLong(fault), { faults: [fault] }))),
    ...PROTOCOL_SUITES[protocol]
      .filter((each) => each !== suite)
      .map((each) => changed(`suite ${each}`, shortSuiteName(each), { suite: each })),
    ...(protocol === 'tls1.3' ? ofTls13(scenario, changed) : []),
    ...(scenario.revocation === 'stapled' ? [] : [changed('stapled', 'stapled OCSP', { revocation: 'stapled' })]),
    ...(scenario.revocation === 'off' ? [] : [changed('off', 'revocation not asked', { revocation: 'off' })]),
  ];
}

type Change = (id: string, label: string, change: Partial<Scenario>) => Preset;

/** Back with a ticket, and new keys; or without, where the scenario has them. */
const ofTls13 = ({ again, keyUpdate }: Scenario, changed: Change): Preset[] => [
  again === 'resumed'
    ? changed('again', 'one connection only', { again: 'no' })
    : changed('again', 'back with the ticket', { again: 'resumed' }),
  keyUpdate === 'client'
    ? changed('keyUpdate', 'no new keys', { keyUpdate: 'no' })
    : changed('keyUpdate', 'new keys on the way', { keyUpdate: 'client' }),
];
