// Names of one's own change the bytes and nothing else: each fault has the same outcome in each protocol.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../../bytes/hex.ts';
import { commonName, parseCertificate } from '../../pki/x509/certificate.ts';
import type { Recording } from '../recording/recording.ts';
import { prepareRun } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { HARD_NAMES } from '../scenario/names.testing.ts';
import { derivedNames, type LabNames } from '../scenario/names.ts';
import { DEFAULT_SCENARIO, MODES, normalizeScenario, PROTOCOLS, type Scenario } from '../scenario/scenario.ts';
import { FAULTS } from './catalogue.ts';
import { acceptedCases, refusedCases } from './expected.testing.ts';

beforeAll(async () => {
  for (const protocol of PROTOCOLS) await prepareRun(normalizeScenario({ ...DEFAULT_SCENARIO, protocol }));
});

const run = (more: Partial<Scenario>): Recording => runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...more }));

const CASES = [
  ...refusedCases().map(({ by, check, alert, ...place }) => ({ ...place, ends: { by, check, alert } })),
  ...acceptedCases().map((place) => ({ ...place, ends: null })),
];

/** Each fault in one or two of its protocols and one of its modes, with names that take turns. */
const SAMPLE = [...new Set(CASES.map(placeOf))].flatMap((place, i, places) => {
  const modes = CASES.filter((each) => placeOf(each) === place);
  const [first] = modes as [(typeof CASES)[number]];
  const isFirst = !places.slice(0, i).some((other) => other.startsWith(`${first.fault} `));
  if (i % 2 === 1 && !isFirst) return [];
  const turn = Math.floor(i / 2);
  const taken = {
    ...(modes[turn % modes.length] as (typeof CASES)[number]),
    names: HARD_NAMES[turn % HARD_NAMES.length] as LabNames,
  };
  return [taken];
});

function placeOf({ fault, protocol }: (typeof CASES)[number]): string {
  return `${fault} ${protocol}`;
}

describe('With names of one’s own', () => {
  it('the sample has every fault, and each set of names', () => {
    const faults = new Set(SAMPLE.map(({ fault }) => fault));
    expect(FAULTS.flatMap(({ id }) => (faults.has(id) ? [] : [id]))).toEqual([]);
    expect(new Set(SAMPLE.map(({ names }) => names)).size).toBe(HARD_NAMES.length);
  });

  it.each(SAMPLE)(
    '$fault in $protocol, $mode, ends as with the lab’s',
    ({ fault, protocol, mode, revocation, names, ends }) => {
      const { outcome } = run({ faults: [fault], protocol, mode, revocation, ...names });
      const own = (['client', 'server'] as const).flatMap((side) => {
        const { error } = outcome[side];
        return error?.by === 'self' ? [{ by: side, check: error.code, alert: error.alert }] : [];
      });
      if (ends === null) expect(own).toEqual([]);
      else expect(own).toContainEqual(ends);
    },
  );

  it.each(HARD_NAMES)('certificates, hello and HTTP name $bank, $host and $customer', (names) => {
    for (const mode of MODES) {
      const { events, certificates } = run({ mode, protocol: 'tls1.3', requests: 2, ...names });
      const { domain, mailbox } = derivedNames(names);
      const subjects = Object.values(certificates).map(({ der }) => parseCertificate(fromHex(der)));
      const named = subjects.map((certificate) => commonName(certificate));
      expect(named).toEqual(
        expect.arrayContaining([
          `${names.bank} Root CA`,
          `${names.bank} Issuing CA 1`,
          names.host,
          ...(mode === 'mutual' ? [names.customer] : []),
        ]),
      );
      expect(requestIn(events)).toContain(`\r\nHost: ${names.host}\r\n`);
      // Nothing is left of the lab's own names.
      const text = JSON.stringify(events);
      expect(['bank.test', 'alice', '"Bank ', 'CN=Bank '].filter((usual) => text.includes(usual))).toEqual([]);
      const all = subjects.flatMap(({ der }) => [Buffer.from(der).toString('latin1')]).join();
      const addresses = [`http://ocsp.${domain}/`, ...(mode === 'mutual' ? [`${mailbox}@${domain}`] : [])];
      expect(addresses.filter((each) => !all.includes(each))).toEqual([]);
    }
  });

  it('the password of a client without certificate is the customer’s, in UTF-8 (RFC 7617 2.1)', () => {
    const [names] = HARD_NAMES;
    const { events, outcome } = run({ mode: 'one-way', ...names });
    const credentials = Buffer.from(`${names?.customer}:balance please`, 'utf8').toString('base64');
    expect(requestIn(events)).toContain(`\r\nAuthorization: Basic ${credentials}\r\n`);
    expect(outcome.server.error).toBeNull();
    const status = events.flatMap((event) =>
      event.kind === 'operation' && event.operation === 'application.decide' ? [event.details.status] : [],
    );
    expect(status).toEqual(['200']);
  });
});

/** What the client asked once it was connected, as the lab noted it. */
function requestIn(events: Recording['events']): string {
  const [request = ''] = events.flatMap((event) =>
    event.kind === 'secret' && event.secret === 'request' && event.actor === 'client' ? [event.value] : [],
  );
  return Buffer.from(request, 'hex').toString('latin1');
}
