// What a server makes of a client's certificate: the policies of servers, against certificates of all kinds. RFC 5246 7.4.6
// and RFC 9846 4.5.1.3 leave it to the server whether it goes on without a certificate, or with one that is not valid.
import { describe, expect, it } from 'vitest';
import { parseRecording, writeRecording } from '../files/recordingFile.ts';
import type { EventOf, Recording } from '../recording/recording.ts';
import type { FaultId } from '../scenario/faultId.ts';
import {
  CLIENT_CERTIFICATES,
  type ClientCertificate,
  DEFAULT_SCENARIO,
  normalizeScenario,
  PROTOCOLS,
  type Protocol,
  type Scenario,
} from '../scenario/scenario.ts';
import { prepareAll } from './prepare.ts';
import { runScenario } from './run.ts';

await prepareAll();

/** What the client shows. */
const SHOWN = {
  valid: [],
  none: ['client/none'],
  'self-signed': ['client/self-signed'],
  'of a CA that nobody trusts': ['client/untrusted-root'],
  expired: ['client/expired'],
  revoked: ['client/revoked'],
  'somebody else’s': ['client/stolen-certificate'],
} as const satisfies Readonly<Record<string, readonly FaultId[]>>;
type Shown = keyof typeof SHOWN;

/** How TLS ends, and what the application answers to whom. `refused` by the check that is named. */
type End = { readonly refused: string } | { readonly status: string; readonly by: string };
const known: End = { status: '200', by: 'certificate' };
const byPassword: End = { status: '200', by: 'password' };
const unverified: End = { status: '403', by: 'unverified' };
const refused = (check: string): End => ({ refused: check });

const EXPECTED: Readonly<Record<ClientCertificate, Readonly<Record<Shown, End>>>> = {
  required: {
    valid: known,
    none: refused('client.required'),
    'self-signed': refused('chain.trustAnchor'),
    'of a CA that nobody trusts': refused('chain.trustAnchor'),
    expired: refused('validity.notAfter'),
    revoked: refused('revocation.status'),
    'somebody else’s': refused('possession'),
  },
  optional: {
    valid: known,
    none: byPassword,
    'self-signed': refused('chain.trustAnchor'),
    'of a CA that nobody trusts': refused('chain.trustAnchor'),
    expired: refused('validity.notAfter'),
    revoked: refused('revocation.status'),
    'somebody else’s': refused('possession'),
  },
  // Whose key is proven is taken, and nobody else.
  'optional-no-ca': {
    valid: known,
    none: byPassword,
    'self-signed': unverified,
    'of a CA that nobody trusts': unverified,
    expired: unverified,
    revoked: unverified,
    'somebody else’s': refused('possession'),
  },
};

const runs = new Map<string, Recording>();
function run(protocol: Protocol, change: Partial<Scenario>): Recording {
  const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol, ...change });
  const key = JSON.stringify(scenario);
  const recording = runs.get(key) ?? runScenario(scenario);
  runs.set(key, recording);
  return recording;
}

const decision = ({ events }: Recording) =>
  events.find(
    (event): event is Extract<EventOf<'operation'>, { operation: 'application.decide' }> =>
      event.kind === 'operation' && event.operation === 'application.decide',
  )?.details;

const CASES = CLIENT_CERTIFICATES.flatMap((policy) =>
  PROTOCOLS.flatMap((protocol) =>
    (Object.keys(SHOWN) as Shown[]).map((shown) => ({ policy, protocol, shown, end: EXPECTED[policy][shown] })),
  ),
);

describe('A server for which a client certificate is', () => {
  it.each(CASES)('$policy, shown one that is $shown, $protocol', ({ policy, protocol, shown, end }) => {
    const recording = run(protocol, { clientCertificate: policy, faults: SHOWN[shown] });
    if ('refused' in end) expect(recording.outcome.server.error).toMatchObject({ code: end.refused, by: 'self' });
    else {
      expect(recording.outcome.server).toEqual({ state: 'closed', error: null });
      expect(decision(recording)).toMatchObject(end);
    }
  });

  it.each(PROTOCOLS)('required, asks in the same bytes as one for which it is not, %s', (protocol) => {
    const sent = (policy: ClientCertificate) =>
      run(protocol, { clientCertificate: policy }).events.flatMap((event) =>
        event.kind === 'sent' ? [event.message.wire] : [],
      );
    expect(sent('optional')).toEqual(sent('required'));
    expect(sent('optional-no-ca')).toEqual(sent('required'));
  });
});

describe.each(PROTOCOLS)('A certificate that is taken although it is not valid, %s', (protocol) => {
  const recording = run(protocol, { clientCertificate: 'optional-no-ca', faults: ['client/expired'] });
  const checks = recording.events.flatMap((event) =>
    event.kind === 'check' && event.actor === 'server' ? [event.check] : [],
  );

  it('has the failed check in its ledger as not enforced, all others made, and no check that counts as failed', () => {
    expect(checks.filter(({ enforced }) => enforced === false).map(({ check }) => check)).toEqual([
      'validity.notAfter',
    ]);
    expect(checks.filter(({ result }) => result === 'fail')).toEqual([]);
    expect(checks).toContainEqual(expect.objectContaining({ check: 'signature.verify', result: 'pass' }));
    expect(checks).toContainEqual(expect.objectContaining({ check: 'possession', result: 'pass' }));
  });

  it('makes the server believe no name', () => {
    const beliefs = recording.events.flatMap((event) => (event.kind === 'belief' ? [event.belief] : []));
    expect(beliefs).toContain('server.connectedUnverified');
    for (const each of ['server.certificateValid', 'server.possessionProven', 'server.connected'] as const)
      expect(beliefs).not.toContain(each);
  });

  it('comes back from its file as it was', () => {
    expect(parseRecording(writeRecording(recording))).toEqual({ ok: true, recording });
  });

  it('lets whoever writes a customer’s name into a certificate be that customer, where the application does not ask', () => {
    expect(decision(run(protocol, { faults: ['client/verdict-ignored'] }))).toEqual({
      customer: 'alice',
      by: 'name',
      status: '200',
    });
  });
});

it('gives no ticket to a client that it has not verified: what is resumed would count as verified', () => {
  const { events } = run('tls1.3', {
    clientCertificate: 'optional-no-ca',
    faults: ['client/self-signed'],
    again: 'resumed',
  });
  const types = events.flatMap((event) => (event.kind === 'sent' ? [event.message.type] : []));
  expect(types).not.toContain('NewSessionTicket');
  expect(types.filter((type) => type === 'ClientHello')).toHaveLength(1);
});
