// The settings of a scenario by their names, in a line.
import type { PlainField } from '../lab/scenario/fields.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { PROGRAMS } from './programs.ts';

/** `TLS 1.2, RSA key exchange`, of any id of a protocol. */
export function protocolName(protocol: string): string {
  const [, version = protocol, exchange = ''] = /^tls([\d.]+)-?(.*)$/.exec(protocol) ?? [];
  return [`TLS ${version}`, EXCHANGES[exchange] ?? exchange].filter((part) => part !== '').join(', ');
}

const EXCHANGES: Readonly<Record<string, string>> = { rsa: 'RSA key exchange', ecdhe: 'ECDHE' };

/** `AES-128-GCM` of the suite's whole name. */
export const shortSuiteName = (suite: string): string =>
  suite
    .replace(/^TLS_(.*_WITH_)?/, '')
    .replace(/_SHA\d+$/, '')
    .replaceAll('_', '-');

const REVOCATIONS: Readonly<Record<Scenario['revocation'], string>> = {
  ocsp: 'revocation by OCSP',
  stapled: 'revocation by stapled OCSP',
  crl: 'revocation by CRL',
  off: 'revocation not asked',
};

const CLIENT_CERTIFICATES: Readonly<Record<NonNullable<Scenario['clientCertificate']>, string>> = {
  required: 'client certificate required',
  optional: 'client certificate optional',
  'optional-no-ca': 'client certificate optional, CA not checked',
};

const nothing = (): null => null;

/** What the line says of each setting, in its order; null where it says nothing. */
const SETTINGS: { readonly [F in PlainField]: (scenario: Scenario) => string | null } = {
  mode: ({ mode, clientCertificate }) =>
    clientCertificate === undefined ? mode : `${mode}, ${CLIENT_CERTIFICATES[clientCertificate]}`,
  protocol: ({ protocol }) => protocolName(protocol),
  suite: ({ suite }) => shortSuiteName(suite),
  group: nothing,
  revocation: ({ revocation, revocationPolicy }) =>
    `${REVOCATIONS[revocation]}${revocationPolicy === 'soft' && revocation !== 'off' ? ', soft-fail' : ''}`,
  revocationPolicy: nothing,
  requests: nothing,
  clientCertificate: nothing,
  keyUpdate: ({ keyUpdate }) => (keyUpdate === 'client' ? 'new keys on the way' : null),
  again: ({ again }) => (again === 'resumed' ? 'again with the ticket' : null),
  namedBy: ({ namedBy }) => (namedBy === undefined ? null : `client known by ${namedBy.replace('-', ' and ')}`),
  tlsEnds: ({ tlsEnds }) =>
    tlsEnds === undefined ? null : `TLS ends at a proxy${tlsEnds === 'proxy-secret' ? ' with a secret' : ''}`,
  serverKey: nothing,
  clientKey: nothing,
  caKey: nothing,
  clientLike: ({ clientLike = 'own' }) => (clientLike === 'own' ? null : `client as ${PROGRAMS[clientLike].name}`),
  serverLike: ({ serverLike = 'own' }) => (serverLike === 'own' ? null : `server as ${PROGRAMS[serverLike].name}`),
  seed: nothing,
  bank: ({ bank }) => bank ?? null,
  host: ({ host }) => host ?? null,
  customer: ({ customer }) => customer ?? null,
};

/** The settings of a scenario, in a line. */
export const scenarioLine = (scenario: Scenario): string =>
  Object.values(SETTINGS)
    .flatMap((say) => say(scenario) ?? [])
    .join(' · ');
