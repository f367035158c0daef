// The ledger: a fold of check events by proof and by certificate.
import { describe, expect, it } from 'vitest';
import type { Actor, LabEvent } from '../../../lab/recording/recording.ts';
import type { CheckResult } from '../../../pki/path/result.ts';
import { alertAfter } from '../../inspector/checks/alert.ts';
import { countChecks, ledger, total } from './ledger.ts';

const operation = (id: number, actor: Actor, subject: Actor, certificates: readonly string[]): LabEvent => ({
  id,
  actor,
  kind: 'operation',
  operation: 'path.validate',
  result: 'pass',
  subject,
  certificates,
  details: { subject: '', anchored: true, passed: 0, failed: 0 },
});
const check = (
  id: number,
  [actor, subject, of]: readonly [Actor, Actor, number],
  certificate: number | null,
  name: 'signature.verify' | 'validity.notAfter' | 'revocation.status' | 'possession' | 'finished.verify',
  result: CheckResult['result'] = 'pass',
): LabEvent => ({
  id,
  actor,
  kind: 'check',
  operation: of,
  subject,
  check: { certificate, check: name, result, reference: 'pkix.6.1', evidence: {} },
  about: certificate === null ? null : (['leaf', 'issuing', 'root'][certificate] ?? null),
});

const byClient = ['client', 'server', 0] as const;
const later = ['client', 'server', 5] as const;
const byServer = ['server', 'client', 7] as const;
const events: readonly LabEvent[] = [
  operation(0, 'client', 'server', ['leaf', 'issuing', 'root']),
  check(1, byClient, 1, 'signature.verify'),
  check(2, byClient, 0, 'validity.notAfter', 'fail'),
  check(3, byClient, 0, 'signature.verify'),
  check(4, byClient, 0, 'revocation.status', 'not-reached'),
  operation(5, 'client', 'server', []),
  check(6, later, 0, 'revocation.status'),
  operation(7, 'server', 'client', ['alice']),
  check(8, byServer, null, 'possession', 'fail'),
];
const at = (until: number) => ledger({ events }, { until });

describe('the ledger', () => {
  it('is empty before the first check', () => {
    expect(at(1)).toEqual([]);
    expect(countChecks(at(1))).toBe(0);
  });

  it('holds only checks that were made up to the step', () => {
    expect(countChecks(at(3))).toBe(2);
    expect(countChecks(at(5))).toBe(4);
  });

  it('groups by certificate, leaf first, and knows the certificates of the path', () => {
    const [proof] = at(5);
    expect(proof?.groups.map(({ certificate, fingerprint }) => [certificate, fingerprint])).toEqual([
      [0, 'leaf'],
      [1, 'issuing'],
    ]);
  });

  it('lists checks in the order in which an endpoint makes them', () => {
    expect(at(5)[0]?.groups[0]?.entries.map((entry) => entry.check.check)).toEqual([
      'signature.verify',
      'validity.notAfter',
      'revocation.status',
    ]);
  });

  it('lets a later result for the same rule replace an earlier one', () => {
    expect(at(5)[0]?.groups[0]?.counts).toEqual({ passed: 1, failed: 1, notReached: 1 });
    expect(at(7)[0]?.groups[0]?.counts).toEqual({ passed: 2, failed: 1, notReached: 0 });
    expect(countChecks(at(7))).toBe(4);
  });

  it('separates the proofs of server and client, the latest first', () => {
    expect(at(9).map(({ verifier, subject }) => [verifier, subject])).toEqual([
      ['server', 'client'],
      ['client', 'server'],
    ]);
  });

  it('puts checks about no single certificate into a group without one', () => {
    const [proof] = at(9);
    expect(proof?.groups).toHaveLength(1);
    expect(proof?.groups[0]).toMatchObject({ certificate: null, fingerprint: null });
  });

  it('names the failure that comes first in the order of checking', () => {
    expect(at(9).map(({ firstFailure }) => firstFailure?.check.check)).toEqual(['possession', 'validity.notAfter']);
    expect(at(2)[0]?.firstFailure).toBeNull();
  });

  it('counts every entry exactly once', () => {
    for (const proof of at(9)) {
      expect(total(proof.counts)).toBe(proof.groups.reduce((sum, { entries }) => sum + entries.length, 0));
    }
  });
});

describe('the alert after a failure', () => {
  const alert = (id: number, actor: Actor, level: 'warning' | 'fatal'): LabEvent => ({
    id,
    actor,
    kind: 'sent',
    message: {
      from: actor,
      to: actor === 'client' ? 'server' : 'client',
      channel: 'tls',
      type: 'Alert',
      wire: '1503030002022d',
      wireSpans: [],
      encrypted: false,
      plaintext: null,
      plaintextSpans: [],
      sealed: null,
      body: null,
      certificates: [],
      details: { level, description: 'certificate_expired', code: 45 },
    },
  });

  it('is the first fatal one that the verifier sends after it', () => {
    const log = { events: [alert(0, 'server', 'fatal'), alert(1, 'client', 'warning'), alert(2, 'client', 'fatal')] };
    expect(alertAfter(log, 'client', 0)?.id).toBe(2);
    expect(alertAfter(log, 'client', 2)).toBeNull();
    expect(alertAfter(log, 'server', 0)).toBeNull();
  });
});

describe('a second connection', () => {
  it('keeps what was found out of certificates, and nothing else of the first one', () => {
    const again: LabEvent = {
      ...operation(3, 'client', 'client', []),
      operation: 'connection.again',
      subject: null,
    } as LabEvent;
    const both: readonly LabEvent[] = [
      operation(0, 'client', 'server', ['leaf']),
      check(1, byClient, 0, 'signature.verify'),
      check(2, byClient, null, 'finished.verify'),
      again,
    ];
    const checksOf = (until: number) =>
      ledger({ events: both }, { until }).flatMap(({ groups }) =>
        groups.flatMap(({ entries }) => entries.map((entry) => entry.check.check)),
      );
    expect(checksOf(3)).toEqual(['signature.verify', 'finished.verify']);
    expect(checksOf(4)).toEqual(['signature.verify']);
  });
});
