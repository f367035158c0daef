// Every id that the engine knows has words, in one house style.
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { BELIEF_DETAILS } from '../lab/files/detailValidators.ts';
import type { BeliefId } from '../lab/recording/details.ts';
import { PHASES, SECRETS } from '../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, MODES, PROTOCOLS, type Protocol, REVOCATIONS } from '../lab/scenario/scenario.ts';
import { PKI_FIELDS } from '../pki/fields.ts';
import type { Evidence } from '../pki/path/evidence.ts';
import { CHECKS, type CheckId, type CheckResult } from '../pki/path/result.ts';
import { ALERT_CODES } from '../tls/alertCodes.ts';
import { TLS_FIELDS } from '../tls/fields.ts';
import { ALERT_WORDS } from './alerts.ts';
import { loadApplicationWords } from './applicationWords.ts';
import { type Belief, beliefText } from './beliefs.ts';
import { evidenceText } from './checks/evidence.ts';
import { failureText } from './checks/failures.ts';
import { CHECK_ORDER } from './checks/why.ts';
import { CHECK_WORDS } from './checks/words.ts';
import { failureWord } from './checks.ts';
import { FAULT_LIST } from './faultList.ts';
import { FAULT_WORDS, faultTitleLong } from './faults.ts';
import { fieldWords, hasWords } from './fields.ts';
import { GLOSSARY } from './glossary.ts';
import { OTHER_IMPLEMENTATIONS, otherImplementationsOf } from './otherImplementations.ts';
import { PHASE_WORDS } from './phases.ts';
import { commonNameIn, date, span } from './phrases.ts';
import { REMEDY_WORDS } from './remedy.ts';
import { SCOPE } from './scope.ts';
import { secretWords } from './secrets.ts';
import { SECTION_WORDS, STANDARD_WORDS } from './sections.ts';
import { storyFor } from './story.ts';
import { plainProblems, styleProblems } from './style.ts';
import { TEXTBOOK, textbookReally, textbookText } from './textbook.ts';
import { loadTls13Words } from './tls13Words.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

await loadTls13Words();
await loadApplicationWords();

describe('words for ids', () => {
  it('has words for every check, in the order in which an endpoint checks', () => {
    expect(CHECK_ORDER).toEqual(CHECKS);
    expect(CHECKS.filter((id) => failureWord(id).includes('.'))).toEqual([]);
  });

  it('says what to mend for every check', () => {
    expect(Object.keys(REMEDY_WORDS)).toEqual([...CHECKS]);
  });

  it('has words for every secret and every phase', () => {
    for (const id of SECRETS) expect(secretWords(id).plain, id).not.toBe('');
    expect(Object.keys(PHASE_WORDS)).toEqual([...PHASES]);
  });

  it('has words for every fault of the catalogue, in its order', () => {
    expect(Object.keys(FAULT_WORDS)).toEqual(FAULTS.map((fault) => fault.id));
    expect(Object.keys(FAULT_LIST)).toEqual(FAULTS.map((fault) => fault.id));
  });

  it('gives every fault a story of its own', () => {
    const titles = FAULTS.map(
      (fault) => storyFor({ ...DEFAULT_SCENARIO, mode: 'mutual', faults: [fault.id] }, null, [fault]).title,
    );
    expect(new Set(titles).size).toBe(FAULTS.length);
  });

  it('gives every alert the number of its standard', () => {
    expect(Object.fromEntries(Object.entries(ALERT_WORDS).map(([name, { number }]) => [name, number]))).toEqual(
      ALERT_CODES,
    );
  });

  it.each([...TLS_FIELDS, ...PKI_FIELDS])('has words for the field %s', (field) => {
    expect(hasWords(field)).toBe(true);
    expect(fieldWords(field).name).not.toBe('');
  });

  it('makes do with the last part of an unknown field id', () => {
    expect(fieldWords('newThing.innerPart')).toEqual({ name: 'Inner part', plain: null });
  });

  it('numbers the textbook steps 1 to 5 one-way and 1 to 6 two-way', () => {
    expect(TEXTBOOK['one-way'].map((step) => step.number)).toEqual([1, 2, 3, 4, 5]);
    expect(TEXTBOOK.mutual.map((step) => step.number)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const mode of MODES) {
      for (const protocol of PROTOCOLS) {
        for (const { number } of TEXTBOOK[mode])
          expect(textbookText(mode, number)).not.toBe(textbookReally({ mode, protocol, revocation: 'ocsp' }, number));
      }
    }
  });
});

describe('beliefs', () => {
  const details = {
    serverName: 'api.bank.test',
    name: 'api.bank.test',
    subject: 'CN=api.bank.test, O=Bank',
    check: 'identity.dns',
    alert: 'unsupported_certificate',
    serial: '6da8ec27',
    status: 'revoked',
    message: 'HelloRetryRequest',
    reason: 'certificateHold',
    number: 20780,
    revoked: 12,
    by: 'server',
    problem: 'request',
  };
  const BELIEFS = Object.keys(BELIEF_DETAILS) as BeliefId[];
  const textOf = (belief: BeliefId) => beliefText({ belief, details } as unknown as Belief);
  const refusal = (check: CheckId) => beliefText({ belief: 'server.refused', details: { check } });

  it.each(BELIEFS)('says %s in at most 34 characters', (belief) => {
    const text = textOf(belief);
    expect(text.length).toBeLessThanOrEqual(34);
    expect(styleProblems('title', text)).toEqual([]);
  });

  it.each(CHECKS)('says a refusal for %s in at most 34 characters', (check) => {
    expect(refusal(check).length).toBeLessThanOrEqual(34);
  });

  it('claims to talk to somebody only once connected', () => {
    const claiming = BELIEFS.filter((belief) => textOf(belief).startsWith('talking to'));
    expect(claiming).toEqual(['client.connected', 'server.connectedAnonymous', 'server.connected']);
  });

  it('does not blame the peer for a record that somebody else may have changed', () => {
    expect(refusal('record.mac')).not.toContain('client');
    expect(refusal('psk.binder')).not.toContain('client');
    expect(refusal('possession')).toBe('refuses client: key not proven');
  });
});

describe('evidence', () => {
  const failed = <Id extends CheckId>(check: Id, evidence: Evidence<Id>): CheckResult<Id> => ({
    certificate: 0,
    check,
    result: 'fail',
    reference: 'pkix.6.1.3.a.2',
    evidence,
  });
  const expired = failed('validity.notAfter', { notAfter: '2026-03-01T00:00:00Z', now: '2026-11-23T12:00:00Z' });

  it('compares dates by the day', () => {
    expect(evidenceText(expired)).toBe('notAfter 2026-03-01 < now 2026-11-23');
    expect(failureText(expired, NOW)).toBe('it expired 267 days ago');
  });

  it('compares times where the days are the same', () => {
    const today = failed('validity.notAfter', { notAfter: '2026-11-23T09:30:00Z', now: '2026-11-23T12:00:00Z' });
    expect(evidenceText(today)).toBe('notAfter 2026-11-23 09:30 < now 2026-11-23 12:00');
    expect(failureText(today, NOW)).toBe('it expired 2 hours ago');
    const justNow = failed('validity.notAfter', { notAfter: '2026-11-23T12:00:00Z', now: '2026-11-23T12:00:05Z' });
    expect(evidenceText(justNow)).toBe('notAfter 2026-11-23 12:00:00Z < now 2026-11-23 12:00:05Z');
  });

  it('says when it is a CA certificate that has expired', () => {
    expect(failureText({ ...expired, certificate: 1 }, NOW)).toBe('a CA certificate on its path expired 267 days ago');
  });

  it('says why a signature does not count, and what is wrong with a key', () => {
    const failure = <Id extends 'signature.verify' | 'crypto.keySize' | 'identity.san'>(id: Id, values: Evidence<Id>) =>
      failureText(failed<CheckId>(id, values), NOW);
    expect(failure('signature.verify', { signature: 'mismatch' })).toBe(
      'its signature does not verify with its issuer’s key',
    );
    expect(failure('signature.verify', { signature: 'unsupported-algorithm' })).toBe(
      'its signature is of a kind that this verifier does not support',
    );
    expect(failure('crypto.keySize', { algorithm: 'RSA', bits: 1024, minimum: 2048 })).toBe(
      'its key has only 1024 bits',
    );
    expect(failure('crypto.keySize', { algorithm: 'RSA', bits: 2052, multipleOf: 8 })).toBe(
      'its key has 2052 bits, a length that is not a multiple of 8',
    );
    expect(failure('identity.san', { wanted: 'ip', subjectAltName: 'dns, email' })).toBe('it carries no IP address');
    const absent = failed('eku.serverAuth', { wanted: 'serverAuth', extKeyUsage: 'absent' });
    expect(evidenceText(absent)).toBe('no extKeyUsage, and serverAuth must be spelled out');
    expect(evidenceText({ ...absent, result: 'pass' })).toBe('no extKeyUsage, so any purpose');
  });

  it('lists values that it has no template for', () => {
    expect(evidenceText(failed('record.mac', { type: 'handshake', length: 12 }))).toBe('type handshake, length 12');
    expect(evidenceText(failed('cert.decode', { field: '' }))).toBe('field (none)');
  });

  it('shows none where nothing was compared', () => {
    expect(evidenceText({ ...expired, result: 'not-reached' })).toBe('');
  });

  it.each(CHECKS)('explains a failed %s without evidence, as half a sentence', (id) => {
    const text = failureText(failed(id, {}), NOW);
    expect(text).toMatch(/^[a-z]/);
    expect(text).not.toMatch(/undefined|\.$/);
  });
});

describe('what others say', () => {
  it('tells a self-signed certificate from one under an untrusted root', () => {
    expect(otherImplementationsOf('chain.trustAnchor', 'server', ['server/self-signed'])?.openssl?.code).toBe(18);
    expect(otherImplementationsOf('chain.trustAnchor', 'server', ['server/untrusted-root'])?.openssl?.code).toBe(19);
    expect(otherImplementationsOf('chain.trustAnchor', 'server', [])).toBeNull();
  });

  it('knows that TLS 1.3 has an alert of its own for a missing certificate (RFC 9846 6.2)', () => {
    const openssl = (protocol: Protocol) =>
      otherImplementationsOf('client.required', 'client', ['client/none'], protocol)?.openssl;
    expect(openssl('tls1.2-ecdhe')?.alert).toBe('handshake_failure');
    expect(openssl('tls1.3')?.alert).toBe('certificate_required');
  });

  it('quotes alerts that exist', () => {
    const alerts = Object.values(OTHER_IMPLEMENTATIONS).flatMap(({ openssl, rustls, go }) =>
      [openssl, rustls, go].flatMap((says) => says?.alert ?? []),
    );
    expect(alerts.filter((alert) => !(alert in ALERT_WORDS))).toEqual([]);
  });
});

describe('small pieces', () => {
  it('finds the common name of a distinguished name', () => {
    expect(commonNameIn('CN=alice, O=Bank Customers')).toBe('alice');
    expect(commonNameIn('O=Bank, CN=Smith\\, John')).toBe('Smith, John');
    expect(commonNameIn('O=Bank')).toBe('O=Bank');
    expect(commonNameIn('')).toBe('no name');
  });

  it('writes dates and spans of time', () => {
    expect(date('2026-03-01T00:00:00Z')).toBe('2026-03-01');
    expect(span(0, 86_400_000)).toBe('1 day');
    expect(span(0, 1000)).toBe('less than an hour');
  });
});

describe('style', () => {
  const sentences: string[] = [
    ...Object.values(CHECK_WORDS).flatMap(({ plain, why, wrong }) => [plain, why, ...(wrong === null ? [] : [wrong])]),
    ...Object.values(REMEDY_WORDS),
    ...Object.values(ALERT_WORDS).map(({ plain }) => plain),
    ...SECRETS.map((id) => secretWords(id).plain),
    ...MODES.flatMap((mode) =>
      TEXTBOOK[mode].flatMap(({ text, number }) => [
        text,
        ...PROTOCOLS.flatMap((protocol) =>
          REVOCATIONS.map((revocation) => textbookReally({ mode, protocol, revocation }, number)),
        ),
      ]),
    ),
    ...[...TLS_FIELDS, ...PKI_FIELDS].flatMap((field) => fieldWords(field).plain ?? []),
    ...Object.values(FAULT_WORDS).map(({ question }) => question),
    ...GLOSSARY.map(({ meaning }) => meaning),
    SCOPE.intro,
    ...SCOPE.modelled,
    ...SCOPE.simplified,
  ];
  const titles: string[] = [
    ...Object.values(CHECK_WORDS).map(({ title }) => title),
    ...Object.values(ALERT_WORDS).map(({ title }) => title),
    ...SECRETS.flatMap((id) => [secretWords(id).title, secretWords(id).whoShould]),
    ...Object.values(PHASE_WORDS).flatMap(({ title, short }) => [title, short]),
    ...Object.values(FAULT_WORDS).map(({ title }) => title),
    ...Object.values(FAULT_LIST).map(({ changes }) => changes),
    ...FAULTS.map(({ id }) => faultTitleLong(id)),
    ...Object.values(SECTION_WORDS),
    ...Object.values(STANDARD_WORDS),
    ...GLOSSARY.flatMap(({ name, expansion }) => (expansion === null ? [name] : [name, expansion])),
    ...[...TLS_FIELDS, ...PKI_FIELDS].map((field) => fieldWords(field).name),
  ];

  it('keeps to the style in every sentence', () => {
    expect(sentences.flatMap((text) => styleProblems('sentence', text))).toEqual([]);
  });

  it('keeps to plain English in the glossary', () => {
    expect(GLOSSARY.flatMap(({ meaning }) => plainProblems(meaning))).toEqual([]);
  });

  it('keeps to the style in every title', () => {
    expect(titles.flatMap((text) => styleProblems('title', text))).toEqual([]);
  });

  it('keeps lines of the drawer to 90 characters, and questions to 130', () => {
    expect(Object.values(FAULT_LIST).filter(({ changes }) => changes.length > 90)).toEqual([]);
    expect(Object.values(FAULT_WORDS).filter(({ question }) => question.length > 130)).toEqual([]);
  });
});
