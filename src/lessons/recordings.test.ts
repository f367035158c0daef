// The words hold for real recordings: every step, check, belief and field of the honest flows and of each fault.

import { describe, expect, it } from 'vitest';
import { toBase64url } from '../bytes/base64url.ts';
import { fromHex } from '../bytes/hex.ts';
import type { Span } from '../bytes/span.ts';
import { poolKey } from '../crypto/pool.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import { activeFaults, FAULTS } from '../lab/faults/catalogue.ts';
import { TWELVE_FAULTS } from '../lab/faults/expected.testing.ts';
import type { Actor, EventOf, Recording } from '../lab/recording/recording.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import {
  type CaAction,
  type CaMoment,
  formatCaWork,
  REVOCATION_REASONS,
  type RevocationReason,
} from '../lab/scenario/caActions.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  type Scenario,
  SUITES,
} from '../lab/scenario/scenario.ts';
import { CITATIONS } from '../pki/citations.ts';
import { createRequest } from '../pki/csr/request.ts';
import { decodeCertificate } from '../pki/x509/certificate.ts';
import { actorHead } from './actors.ts';
import { ALERT_WORDS } from './alerts.ts';
import { loadApplicationWords } from './applicationWords.ts';
import { beliefText } from './beliefs.ts';
import { evidenceText } from './checks/evidence.ts';
import { failureText } from './checks/failures.ts';
import { notReachedText } from './checks/notReached.ts';
import { hasWords } from './fields.ts';
import { messageDetail, messageTitle } from './messages.ts';
import { operationDetail, operationLabel } from './operations.ts';
import { otherImplementationsOf } from './otherImplementations.ts';
import { stepAnnouncement, stepLesson, stepTitle, stepVerdict } from './steps.ts';
import { storyFor } from './story.ts';
import { styleProblems } from './style.ts';
import { textbookText } from './textbook.ts';
import { loadTls13Words } from './tls13Words.ts';

await prepareAll();
await loadTls13Words();
await loadApplicationWords();

const scenario = (change: Partial<Scenario>): Scenario => ({ ...DEFAULT_SCENARIO, ...change });

const ecdhe = (change: Partial<Scenario>): Scenario =>
  normalizeScenario(scenario({ ...change, protocol: 'tls1.2-ecdhe' }));

const tls13 = (change: Partial<Scenario>): Scenario => normalizeScenario(scenario({ ...change, protocol: 'tls1.3' }));

const SOFT = ['ca/ocsp-unreachable', 'ca/ocsp-forged', 'ca/ocsp-stale'] as const;

const SCENARIOS: Scenario[] = [
  ...MODES.flatMap((mode) => SUITES.map((suite) => scenario({ mode, suite }))),
  ...MODES.map((mode) => scenario({ mode, revocation: 'off' })),
  ...MODES.flatMap((mode) => (['stapled', 'crl'] as const).map((revocation) => scenario({ mode, revocation }))),
  ...FAULTS.flatMap(({ id, modes, revocations }, i) =>
    // Those of the first catalogue in each mode, the rest by turns.
    modes
      .filter((_, at) => TWELVE_FAULTS.includes(id) || at === i % modes.length)
      .map((mode) => scenario({ mode, revocation: revocations[0] ?? 'ocsp', faults: [id] })),
  ),
  ...SOFT.map((id) => scenario({ mode: 'mutual', revocationPolicy: 'soft', faults: [id] })),
  scenario({ mode: 'mutual', revocation: 'stapled', faults: ['ca/ocsp-unreachable'] }),
  scenario({ mode: 'mutual', revocation: 'stapled', faults: ['ca/ocsp-forged'] }),
  scenario({ mode: 'mutual', revocation: 'stapled', faults: ['server/revoked'] }),
  scenario({ mode: 'mutual', revocation: 'crl', faults: ['client/revoked'] }),
  scenario({ mode: 'mutual', revocation: 'crl', revocationPolicy: 'soft', faults: ['ca/crl-expired'] }),
  scenario({ mode: 'mutual', faults: ['client/unlisted-issuer', 'client/none-optional'] }),
  scenario({ mode: 'mutual', faults: ['server/expired', 'server/wrong-host'] }),
  scenario({ mode: 'mutual', faults: ['client/expired', 'client/wrong-eku'] }),
  scenario({ mode: 'one-way', revocation: 'off', faults: ['server/revoked'] }),
  scenario({ mode: 'one-way', suite: SUITES[2], faults: ['server/stolen-certificate'] }),
  ...MODES.flatMap((mode) => PROTOCOL_SUITES['tls1.2-ecdhe'].map((suite) => ecdhe({ mode, suite }))),
  ...MODES.flatMap((mode) => PROTOCOL_GROUPS['tls1.3'].map((group) => tls13({ mode, group }))),
  ...MODES.map((mode) => tls13({ mode, revocation: 'stapled' })),
  ...MODES.flatMap((mode) => [
    tls13({ mode, again: 'resumed' }),
    tls13({ mode, again: 'resumed', keyUpdate: 'client', group: 'secp256r1' }),
    tls13({ mode, again: 'resumed', faults: ['wire/mitm-trusted'] }),
  ]),
  tls13({ mode: 'mutual', again: 'resumed', faults: ['client/none-optional'] }),
  // The last byte of the binder.
  tls13({ again: 'resumed', tampering: [{ message: 'client:ClientHello#2', offset: 496, value: 0 }] }),
  ...(
    [
      'client/none',
      'client/none-optional',
      'client/expired',
      'client/stolen-certificate',
      'client/not-allowed',
    ] as const
  ).map((id) => tls13({ mode: 'mutual', faults: [id] })),
  ...(['server/expired', 'server/stolen-certificate', 'server/self-signed'] as const).map((id) =>
    tls13({ faults: [id] }),
  ),
  tls13({ mode: 'mutual', serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' }),
  ecdhe({ mode: 'mutual', group: 'secp256r1', serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' }),
  ecdhe({ mode: 'one-way', faults: ['server/stolen-certificate'] }),
  ecdhe({ mode: 'mutual', faults: ['client/stolen-certificate'] }),
  ecdhe({ mode: 'mutual', faults: ['server/wrong-key-usage'] }),
  ...FAULTS.filter(({ side }) => side === 'negotiation' || side === 'wire').flatMap(({ id, modes, protocols }) =>
    modes.flatMap((mode) =>
      protocols
        .filter((protocol) => protocol !== 'tls1.2-rsa')
        .map((protocol) => normalizeScenario(scenario({ mode, protocol, faults: [id] }))),
    ),
  ),
];

/** What one has the CA do, and what it can't. */
const before = 'before' as const;
const LONG = 'a-very-long-name-that-somebody-made-up-to-see-what-happens.shop.test';
const revoke = (whose: string, reason: RevocationReason, when: CaMoment = before): CaAction => ({
  when,
  act: 'revoke',
  whose,
  reason,
  daysAgo: 0,
});
/** A request whose key is no point of its curve. */
const OFF_CURVE = offCurve();
function offCurve(): Uint8Array {
  const key = poolKey('customer.p256');
  const csr = createRequest({ subject: [{ type: 'CN', value: 'shop.test' }], key });
  const spki = publicKeyToSpki(key);
  const at = csr.findIndex((_, i) => spki.every((byte, n) => csr[i + n] === byte));
  csr[at + spki.length - 1] = (csr[at + spki.length - 1] ?? 0) ^ 1;
  return csr;
}
const CA_WORK: readonly (readonly CaAction[])[] = [
  REVOCATION_REASONS.filter((reason) => reason !== 'certificateHold').map((reason) => revoke('server', reason)),
  [
    revoke('client', 'certificateHold'),
    { when: before, act: 'release', whose: 'client' },
    { when: before, act: 'release', whose: 'client' },
    { when: before, act: 'release', whose: '0bad' },
    revoke('0bad', 'superseded'),
    { when: before, act: 'publish' },
    { when: 'during', act: 'ask', whose: '0bad' },
    revoke('server', 'keyCompromise', 'during'),
    { when: 'during', act: 'publish' },
  ],
  [
    ...[LONG, 'Bob Example', 'bob@shop.test', 'not_a_host.test'].map(
      (name): CaAction => ({ when: before, act: 'request', name, proof: 'own' }),
    ),
    { when: before, act: 'request', name: LONG, proof: 'other' },
    { when: before, act: 'sign', csr: 'MAUCAQ' },
    { when: before, act: 'ask', whose: 'client' },
  ],
  [
    { when: before, act: 'publish', list: 'delta' },
    revoke('server', 'certificateHold'),
    { when: before, act: 'publish' },
    { when: before, act: 'release', whose: 'server' },
    { when: before, act: 'publish', list: 'delta' },
    { when: before, act: 'request', name: 'shop.test', proof: 'own', key: 'p256' },
    { when: before, act: 'request', name: LONG, proof: 'other', key: 'ed25519' },
    { when: before, act: 'sign', csr: toBase64url(OFF_CURVE) },
  ],
];
SCENARIOS.push(
  ...CA_WORK.map((caWork) => scenario({ caWork })),
  ...CA_WORK.map((caWork) => scenario({ mode: 'mutual', revocation: 'crl', caWork })),
);

const nameOf = ({ mode, suite, revocation, revocationPolicy, faults, caWork }: Scenario): string =>
  [mode, suite === DEFAULT_SCENARIO.suite ? '' : suite, revocation, revocationPolicy, ...faults, formatCaWork(caWork)]
    .filter(Boolean)
    .join(', ');

describe.each(SCENARIOS.map((each) => [nameOf(each), each] as const))('the words for %s', (_name, each) => {
  const recording = runScenario(each);

  it('give every step a title, a lesson with sections, and an announcement', () => {
    for (const step of recording.steps) {
      const lesson = stepLesson(recording, step);
      const verdict = stepVerdict(recording, step);
      expect(styleProblems('title', stepTitle(recording, step))).toEqual([]);
      for (const part of [lesson.plain, lesson.why, lesson.wrong ?? 'None.'])
        expect(styleProblems('sentence', part)).toEqual([]);
      if (verdict !== null) expect(styleProblems('title', verdict.text)).toEqual([]);
      expect(styleProblems('sentence', stepAnnouncement(recording, step))).toEqual([]);
      expect(lesson.cites.length).toBeGreaterThan(0);
      expect(lesson.cites.filter((key) => !(key in CITATIONS))).toEqual([]);
      if (step.textbook !== null) expect(textbookText(each.mode, step.textbook)).not.toBe('');
    }
  });

  it('give every message and every operation a label that fits its arrow or card', () => {
    for (const event of recording.events) {
      if (event.kind === 'sent') {
        expect(styleProblems('title', messageTitle(event.message))).toEqual([]);
        expect(messageTitle(event.message).length).toBeLessThanOrEqual(36);
        expect(messageDetail(event.message).length).toBeLessThanOrEqual(36);
      }
      if (event.kind === 'operation') {
        expect(styleProblems('title', operationLabel(event))).toEqual([]);
        expect(operationLabel(event).length).toBeLessThanOrEqual(30);
        expect(operationDetail(event, checksOf(recording, event)).length).toBeLessThanOrEqual(44);
      }
    }
  });

  it('say what was compared, and why what was never compared was not', () => {
    for (const event of recording.events) {
      if (event.kind !== 'check') continue;
      const { check } = event;
      expect(evidenceText(check)).not.toMatch(/undefined|NaN|object/);
      if (check.result === 'not-reached') expect(styleProblems('sentence', notReachedText(check))).toEqual([]);
      if (check.result === 'fail') expect(failureText(check, recording.now)).not.toMatch(/undefined|some time|NaN/);
    }
  });

  it('say every belief in at most 34 characters', () => {
    for (const event of recording.events) {
      if (event.kind !== 'belief') continue;
      const text = beliefText(event);
      expect(styleProblems('title', text)).toEqual([]);
      expect(text.length).toBeLessThanOrEqual(34);
      expect(text).not.toContain('no name');
    }
  });

  it('name every field of every byte that is shown', () => {
    expect(fieldsOf(recording).filter((field) => !hasWords(field))).toEqual([]);
  });

  it('name the actors after what they are and trust in this run', () => {
    for (const actor of ['client', 'server', 'ca'] satisfies Actor[]) {
      const { name, line } = actorHead(actor, recording);
      expect(styleProblems('title', name)).toEqual([]);
      expect(styleProblems('title', line)).toEqual([]);
    }
    const root = Object.values(recording.certificates).find(({ role }) => role === 'root');
    expect(root?.subject).toContain('CN=');
    const isTricked = each.faults.includes('wire/mitm-trusted');
    const trusted = each.faults.includes('ca/intermediate-anchor') ? 'Bank Issuing CA 1' : 'Bank Root CA';
    expect(actorHead('client', recording).line).toBe(`trusts ${trusted}${isTricked ? ' and 1 more' : ''}`);
  });

  it('tell its story without telling the end', () => {
    const { title, line } = storyFor(each, recording, activeFaults(each));
    expect(styleProblems('title', title)).toEqual([]);
    expect(styleProblems('sentence', line)).toEqual([]);
    expect(line.length).toBeLessThanOrEqual(130);
    expect(Object.keys(ALERT_WORDS).filter((alert) => line.includes(alert))).toEqual([]);
  });
});

describe('the words for a failure', () => {
  const verdictOf = (faults: FaultId[], key: string, mode: Scenario['mode'] = 'mutual') => {
    const recording = runScenario(scenario({ mode, faults }));
    const step = recording.steps.find((each) => each.key === key);
    if (step === undefined) throw new Error(`no step ${key}`);
    return stepVerdict(recording, step);
  };

  it('count the days since the certificate expired', () => {
    expect(verdictOf(['client/expired'], 'server:certificate.decide')).toEqual({
      result: 'fail',
      text: 'Refused: it expired 267 days ago',
    });
  });

  it('name the host that the certificate is for', () => {
    expect(verdictOf(['server/wrong-host'], 'client:certificate.decide')?.text).toBe(
      'Refused: it is for www.bank.test',
    );
  });

  it('give the first reason and count the others', () => {
    expect(verdictOf(['server/expired', 'server/wrong-host'], 'client:certificate.decide')?.text).toMatch(
      /^Refused: it expired \d+ days ago, and 1 more check fails$/,
    );
  });

  it('accept a stolen certificate as valid while its key is unproven, and refuse the client afterwards', () => {
    const faults: FaultId[] = ['client/stolen-certificate'];
    expect(verdictOf(faults, 'server:certificate.decide')).toMatchObject({
      result: 'pass',
      text: expect.stringContaining('still to be proven'),
    });
    expect(verdictOf(faults, 'server:possession.verify')).toMatchObject({
      result: 'fail',
      text: expect.stringMatching(/^Refused/),
    });
  });

  it('show what others say for each fault of a certificate’s content', () => {
    const silent = FAULTS.filter(
      ({ id, side }) => !['negotiation', 'wire'].includes(side) && !id.endsWith('/stolen-certificate'),
    ).filter(({ id, revocations }) => {
      const recording = runScenario(scenario({ mode: 'mutual', revocation: revocations[0] ?? 'ocsp', faults: [id] }));
      const isRefused = recording.outcome.client.error !== null;
      return (
        isRefused &&
        !recording.events.some(
          (event) =>
            event.kind === 'check' &&
            event.check.result === 'fail' &&
            otherImplementationsOf(event.check.check, event.subject, [id]) !== null,
        )
      );
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('say that nobody notices where nobody asks for revocation', () => {
    const unasked = scenario({ revocation: 'off', faults: ['server/revoked'] });
    expect(storyFor(unasked, runScenario(unasked), activeFaults(unasked)).line).toContain('goes through');
  });
});

const checksOf = ({ events }: Recording, operation: EventOf<'operation'>) =>
  events.flatMap((event) => (event.kind === 'check' && event.operation === operation.id ? [event.check] : []));

/** Ids of all fields in messages, in what they protect and seal, and in the certificates. */
function fieldsOf({ events, certificates }: Recording): string[] {
  const found = new Set<string>();
  const add = (spans: readonly Span[]): void => {
    for (const { field, children } of spans) {
      found.add(field);
      add(children);
    }
  };
  for (const event of events) {
    if (event.kind !== 'sent') continue;
    add(event.message.wireSpans);
    add(event.message.plaintextSpans);
    add(event.message.sealed?.spans ?? []);
  }
  for (const { der } of Object.values(certificates)) {
    const decoded = decodeCertificate(fromHex(der));
    if (decoded.ok) add(decoded.value.spans);
  }
  return [...found];
}

describe('a server that is made to answer in TLS 1.2 by somebody on the wire', () => {
  const recording = runScenario(tls13({ mode: 'mutual', faults: ['wire/downgrade'] }));
  const lessonOf = (key: string) => {
    const step = recording.steps.find((each) => each.key === key);
    if (step === undefined) throw new Error(`no step ${key}`);
    return stepLesson(recording, step);
  };

  it('is not said to have chosen TLS 1.3, or to have encrypted its certificate', () => {
    expect(lessonOf('client:ClientHello').cites).toContain('tls13.4.3.1');
    expect(lessonOf('server:ServerHello').plain).toContain('TLS 1.2');
    expect(lessonOf('server:Certificate').plain).not.toContain('encrypted');
  });
});

describe('a proof of TLS 1.3 that was never reached', () => {
  it('is CertificateVerify’s, on either side (RFC 9846 4.5.2)', () => {
    for (const fault of ['server/expired', 'client/expired'] as const) {
      const { events } = runScenario(tls13({ mode: 'mutual', faults: [fault] }));
      const open = events.flatMap((event) =>
        event.kind === 'check' && event.check.check === 'possession' && event.check.result === 'not-reached'
          ? [notReachedText(event.check)]
          : [],
      );
      expect(open).toHaveLength(1);
      expect(open[0]).toContain('CertificateVerify');
    }
  });

  it('is announced as that when the certificate is accepted', () => {
    const recording = runScenario(tls13({}));
    const step = recording.steps.find(({ key }) => key === 'client:certificate.decide');
    if (step === undefined) throw new Error('no verdict');
    expect(stepLesson(recording, step).wrong).toContain('CertificateVerify');
    expect(stepLesson(recording, step).wrong).not.toContain('ServerKeyExchange');
  });
});
