// Which account a verified certificate names, by each field at which a server may look.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../../bytes/hex.ts';
import { toPem } from '../../pki/intake/pem.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import type { EventOf, Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import {
  DEFAULT_SCENARIO,
  LAB_NOW,
  NAMED_BY,
  type NamedBy,
  normalizeScenario,
  PROTOCOLS,
  type Scenario,
} from '../scenario/scenario.ts';
import { findAccount, openAccounts } from './accounts.ts';
import { namingField } from './namingField.ts';

beforeAll(prepareAll);

const run = (change: Partial<Scenario>): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', ...change }));

const operations = ({ events }: Recording) =>
  events.filter((event): event is EventOf<'operation'> => event.kind === 'operation');

function found(recording: Recording) {
  const event = operations(recording).find(({ operation }) => operation === 'account.find');
  if (event?.operation !== 'account.find') throw new Error('nobody looked for an account');
  return { ...event.details, der: fromHex(recording.certificates[event.certificates[0] ?? '']?.der ?? '') };
}

const statusOf = (recording: Recording): string => {
  const decided = operations(recording).find(({ operation }) => operation === 'application.decide');
  return decided?.operation === 'application.decide' ? decided.details.status : '';
};

/** Those that name a client by a name alone, whoever gave it. */
const NAMES: readonly NamedBy[] = ['cn', 'email', 'dns', 'uri'];
/** Those that name one certificate (RFC 5280 4.1.2.2: a serial number is unique at its CA). */
const ONE_CERTIFICATE: readonly NamedBy[] = ['issuer-serial', 'fingerprint'];

describe('A server that knows its clients', () => {
  const byOthers = NAMED_BY.filter((by) => by !== 'cn');

  it.each(byOthers)('by %s finds the account of its customer, in the bytes that it says', (namedBy) => {
    const recording = run({ namedBy });
    const { value, offset = 0, bytes = 0, account, noted, der } = found(recording);
    expect(account).toBe('alice');
    expect(noted).toBe(value);
    expect(statusOf(recording)).toBe('200');
    const octets = der.subarray(offset, offset + bytes);
    if (NAMES.includes(namedBy)) expect(octets).toEqual(utf8(value ?? ''));
    if (namedBy === 'issuer-serial') expect(value?.startsWith(`${Buffer.from(octets).toString('hex')};`)).toBe(true);
  });

  it.each(PROTOCOLS)('finds it in %s as well, and once only, however many requests come', (protocol) => {
    const recording = run({ protocol, namedBy: 'uri', requests: 3 });
    expect(operations(recording).filter(({ operation }) => operation === 'account.find')).toHaveLength(1);
    expect(found(recording)).toMatchObject({ value: 'spiffe://bank.test/customer/alice', account: 'alice' });
  });

  it('finds it behind a ticket, too: the certificate is the one of the first connection', () => {
    const recording = run({ protocol: 'tls1.3', namedBy: 'fingerprint', again: 'resumed' });
    const looked = operations(recording).filter(({ operation }) => operation === 'account.find');
    expect(looked).toHaveLength(2);
    expect(looked[1]?.details).toEqual(looked[0]?.details);
  });

  it('by a SPIFFE ID or a DNS name has it in the certificates, and no other setting changes them', () => {
    const leaf = (namedBy: NamedBy) => {
      const recording = run({ namedBy });
      const sent = recording.events.find(
        (event) => event.kind === 'sent' && event.actor === 'client' && event.message.type === 'Certificate',
      );
      return sent?.kind === 'sent' ? sent.message.certificates[0] : null;
    };
    const usual = leaf('cn');
    expect(NAMED_BY.filter((by) => leaf(by) !== usual)).toEqual(['dns', 'uri']);
  });

  it('knows another customer by each field, and answers 403', () => {
    for (const namedBy of byOthers) {
      const recording = run({ namedBy, faults: ['client/not-allowed'] });
      expect(found(recording).account, namedBy).toBe('bob');
      expect(statusOf(recording), namedBy).toBe('403');
    }
  });
});

describe('The same name from another trusted CA', () => {
  it.each(NAMED_BY)('takes the account where the server looks at %s, or does not', (namedBy) => {
    const recording = run({ namedBy, faults: ['client/same-name-other-ca'], revocation: 'off' });
    expect(recording.outcome.server.error).toBeNull();
    const isTaken = NAMES.includes(namedBy);
    expect(found(recording).account).toBe(isTaken ? 'alice' : '');
    expect(statusOf(recording)).toBe(isTaken ? '200' : '403');
    expect(found(recording).otherIssuer?.includes('Shadow') ?? false).toBe(isTaken);
  });

  it('is issued to another key, by the second root in the trust store', () => {
    const recording = run({ faults: ['client/same-name-other-ca'], revocation: 'off' });
    const leaf = parseCertificate(found(recording).der);
    const usual = parseCertificate(found(run({ namedBy: 'email' })).der);
    expect(leaf.subject.key).toBe(usual.subject.key);
    expect(leaf.spki).not.toEqual(usual.spki);
    expect(leaf.issuer.text).toContain('Shadow');
    const trusted = operations(recording).filter(
      ({ operation, actor }) => operation === 'trust.install' && actor === 'server',
    );
    expect(trusted).toHaveLength(2);
  });
});

describe('A renewed certificate', () => {
  it.each(NAMED_BY.filter((by) => by !== 'cn'))('known by %s is found, or it is not', (namedBy) => {
    const recording = run({ namedBy, faults: ['client/renewed'] });
    expect(recording.outcome.server.error).toBeNull();
    const isLost = ONE_CERTIFICATE.includes(namedBy);
    expect(found(recording).account).toBe(isLost ? '' : 'alice');
    expect(statusOf(recording)).toBe(isLost ? '403' : '200');
  });

  it('has the name and key of the one before, and another serial number; the bank has noted the one before', () => {
    const recording = run({ faults: ['client/renewed'] });
    const issued = recording.events.flatMap((event) =>
      event.kind === 'sent' && event.message.type === 'IssuedCertificate' && event.message.to === 'client'
        ? [parseCertificate(fromHex(recording.certificates[event.message.certificates[0] ?? '']?.der ?? ''))]
        : [],
    );
    const [before, after] = issued;
    if (before === undefined || after === undefined) throw new Error('it was not issued twice');
    expect(after.subject.key).toBe(before.subject.key);
    expect(after.spki).toEqual(before.spki);
    expect(after.serial).not.toBe(before.serial);
    expect(before.notAfter).toBeGreaterThan(LAB_NOW);
    const { by, value, noted } = found(recording);
    expect(by).toBe('fingerprint');
    expect([value, noted]).toEqual([after, before].map((each) => namingField('fingerprint', each)?.value));
  });
});

describe('A certificate', () => {
  const names = { bank: 'Bank', host: 'api.bank.test', customer: 'alice' };
  const withNames = (uris: readonly string[]) => {
    const mailbox = { type: 'email' as const, value: 'alice@bank.test' };
    const subjectAltName = [mailbox, ...uris.map((value) => ({ type: 'uri' as const, value }))];
    const recording = run({ namedBy: 'uri', edits: { certificates: { client: { subjectAltName } } } });
    return parseCertificate(found(recording).der);
  };

  it('with more than one URI is nobody’s (SPIFFE, X509-SVID 5.2)', () => {
    const own = 'spiffe://bank.test/customer/alice';
    const accounts = openAccounts(names, new Map());
    expect(findAccount(accounts, 'uri', withNames([own])).account?.customer).toBe('alice');
    expect(findAccount(accounts, 'uri', withNames([own, 'spiffe://other.test/a'])).account).toBeNull();
    expect(findAccount(accounts, 'uri', withNames([])).field).toBeNull();
  });

  it('is found by its DNS name in small and large letters (RFC 4343), by its mailbox only as it is written', () => {
    const subjectAltName = [
      { type: 'dns' as const, value: 'ALICE.customers.Bank.test' },
      { type: 'email' as const, value: 'Alice@bank.test' },
    ];
    const recording = run({ namedBy: 'dns', edits: { certificates: { client: { subjectAltName } } } });
    const leaf = parseCertificate(found(recording).der);
    const accounts = openAccounts(names, new Map());
    expect(findAccount(accounts, 'dns', leaf).account?.customer).toBe('alice');
    expect(findAccount(accounts, 'email', leaf).account).toBeNull();
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('reads the same names, number and fingerprint in the certificates', () => {
    for (const namedBy of NAMED_BY.filter((by) => by !== 'cn')) {
      const { value = '', der } = found(run({ namedBy }));
      const certificate = parseCertificate(der);
      const pem = toPem('CERTIFICATE', der);
      const args = [
        'x509',
        '-noout',
        '-nameopt',
        'RFC2253',
        '-serial',
        '-fingerprint',
        '-sha256',
        '-issuer',
        '-subject',
      ];
      const text = openssl([...args, '-ext', 'subjectAltName'], pem).stdout.toString();
      const [, serial = ''] = /^serial=(\w+)$/m.exec(text) ?? [];
      const [, print = ''] = /^sha256 Fingerprint=(.*)$/im.exec(text) ?? [];
      const [, subject] = /^subject=(.*)$/m.exec(text) ?? [];
      expect(namingField('issuer-serial', certificate)?.value.startsWith(`${serial.toLowerCase()};`)).toBe(true);
      expect(namingField('fingerprint', certificate)?.value).toBe(print.replaceAll(':', '').toLowerCase());
      expect(subject).toContain(`CN=${namingField('cn', certificate)?.value}`);
      if (namedBy === 'uri') expect(text).toContain(`URI:${value}`);
      if (namedBy === 'dns') expect(text).toContain(`DNS:${value}`);
      if (namedBy === 'email') expect(text).toContain(`email:${value}`);
    }
  });
});
