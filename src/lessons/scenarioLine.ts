// The settings of a scenario by their names, in a line.
import type { Scenario } from '../lab/scenario/scenario.ts';

/** `TLS 1.2, RSA key exchange`, of any id of a protocol. */
export function protocolName(protocol: string): string {
  const [, version = protocol, exchange = ''] = /^tls([\d.]+)-?(.*)$/.exec(protocol) ?? [];
  return [`TLS ${version}`, EXCHANGES[exchange] ?? exchange].filter((part) => part !== '').join(', ');
}

const EXCHANGES: Readonly<Record<string, string>> = { rsa: 'RSA key exchange', ecdhe: 'ECDHE' };

/** `AES-128-GCM` of the suite's whole name. */
export const suiteName = (suite: string): string =>
  suite
    .replace(/^TLS_(.*_WITH_)?/, '')
    .replace(/_SHA\d+$/, '')
    .replaceAll('_', '-');

const REVOCATIONS: Readonly<Record<string, string>> = {
  ocsp: 'revocation by OCSP',
  stapled: 'revocation by stapled OCSP',
  crl: 'revocation by CRL',
  off: 'revocation not asked',
};

/** The settings of a scenario, in a line. */
export function scenarioLine(scenario: Scenario): string {
  const { protocol, suite, mode, revocation, revocationPolicy, again, keyUpdate } = scenario;
  const soft = revocationPolicy === 'soft' && revocation !== 'off' ? ', soft-fail' : '';
  return [
    mode,
    protocolName(protocol),
    suiteName(suite),
    `${REVOCATIONS[revocation] ?? revocation}${soft}`,
    ...(keyUpdate === 'client' ? ['new keys on the way'] : []),
    ...(again === 'resumed' ? ['again with the ticket'] : []),
  ].join(' · ');
}
