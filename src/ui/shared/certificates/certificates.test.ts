// Chains and PEM, with the lab's own certificates; node:crypto reads what we write.

import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EventOf, Recording } from '../../../lab/recording/recording.ts';
import { runScenario } from '../../../lab/run/run.ts';
import type { FaultId } from '../../../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO } from '../../../lab/scenario/scenario.ts';
import { seenCertificates } from '../../inspector/selection.ts';
import { type Chain, chains, knownCertificates } from './chains.ts';
import { certificatePem, pemFileName } from './pem.ts';

/** The chains in the server's Certificate message. */
function serverChains(faults: readonly FaultId[]): { readonly recording: Recording; readonly found: readonly Chain[] } {
  const recording = runScenario({ ...DEFAULT_SCENARIO, faults });
  const event = recording.events.find(
    (candidate): candidate is EventOf<'sent'> => candidate.kind === 'sent' && candidate.message.type === 'Certificate',
  );
  if (event === undefined) throw new Error('no Certificate message');
  const carried = knownCertificates(recording, event.message.certificates);
  const seen = knownCertificates(recording, seenCertificates(recording, event.id));
  return { recording, found: chains(carried, seen) };
}

describe('the chain of the server’s Certificate message', () => {
  it('leads from the leaf over the issuing CA to the root, which is not sent', () => {
    const { found } = serverChains([]);
    expect(found).toHaveLength(1);
    expect(found[0]?.map(({ record, carried, issuer }) => [record.role, carried, issuer])).toEqual([
      ['leaf', true, 'next'],
      ['intermediate', true, 'next'],
      ['root', false, 'self'],
    ]);
  });

  it('ties each certificate to the one whose key verifies its signature', () => {
    const { recording, found } = serverChains([]);
    const x509 = (fingerprint: string) => {
      const record = recording.certificates[fingerprint];
      if (record === undefined) throw new Error('an unknown certificate');
      return new X509Certificate(certificatePem(record.der));
    };
    const chain = found[0] ?? [];
    chain.forEach((link, i) => {
      const issuer = chain[i + 1] ?? link;
      expect(x509(link.fingerprint).verify(x509(issuer.fingerprint).publicKey)).toBe(true);
    });
  });

  it('ends at once where the leaf is signed by itself', () => {
    const { found } = serverChains(['server/self-signed']);
    expect(found[0]?.map(({ issuer }) => issuer)).toEqual(['self']);
  });
});

describe('PEM', () => {
  const { recording } = serverChains([]);

  it('is read by others as the same certificate', () => {
    for (const [fingerprint, { der }] of Object.entries(recording.certificates)) {
      const { fingerprint256 } = new X509Certificate(certificatePem(der));
      expect(fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
    }
  });

  it('has lines of 64 characters, but for the last (RFC 7468 2)', () => {
    const [record] = Object.values(recording.certificates);
    const lines = certificatePem(record?.der ?? '')
      .trimEnd()
      .split('\n');
    expect(lines.slice(1, -2).every((line) => line.length === 64)).toBe(true);
    expect(lines.at(-2)?.length).toBeLessThanOrEqual(64);
  });

  it('is saved under a name of plain letters, digits, dots and hyphens', () => {
    const name = (subject: string) => pemFileName({ der: '', subject, role: 'leaf' });
    expect(name('CN=Bank Issuing CA 1, O=Bank')).toBe('bank-issuing-ca-1.pem');
    expect(name('CN=api.bank.test, O=Bank')).toBe('api.bank.test.pem');
    expect(name('CN=../../etc/passwd')).toBe('etc-passwd.pem');
    expect(name('CN=???')).toBe('certificate.pem');
  });
});
