// Certificates and dates in the pasted text speak for or against a cause. Each certificate is one that the lab issues for a
// fault: the fault itself says what must be seen in it.
import { describe, expect, it } from 'vitest';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO } from '../lab/scenario/scenario.ts';
import { prepareWorld } from '../lab/world/prepareWorld.ts';
import { toPem } from '../pki/intake/pem.ts';
import corpus from '../stacks/corpus.json' with { type: 'json' };
import { readCorpus } from '../stacks/corpus.ts';
import type { Cause, EvidenceId } from './answer.ts';
import { indexOf } from './corpusIndex.ts';
import { explain } from './why.ts';

const index = indexOf(readCorpus(corpus));

/** A client refused this server's certificate, and does not say why. */
const VAGUE_ALERT =
  'error:0A000416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:../ssl/record/rec_layer_s3.c:1601:SSL alert number 46';

function causes(text: string, now?: number): readonly Cause[] {
  const answer = explain(text, index, { role: 'server', program: 'openssl', now });
  return answer.ok ? (answer.messages[0]?.causes ?? []) : [];
}

/** What a server shows with a fault, behind the alert, as `openssl s_client -showcerts` prints it. */
function withCertificates(faults: readonly FaultId[]): { readonly text: string; readonly now: number } {
  const { plan, world } = prepareWorld({ ...DEFAULT_SCENARIO, protocol: 'tls1.2-ecdhe', faults }, null);
  const chain = world.server.chain.map((der) => toPem('CERTIFICATE', der)).join('');
  return { text: `${VAGUE_ALERT}\n---\nCertificate chain\n${chain}---\n`, now: plan.now };
}

const evidenceOf = (all: readonly Cause[], fault: FaultId): readonly string[] =>
  all.find((cause) => cause.fault === fault)?.evidence.map(({ id, speaks }) => `${speaks} ${id}`) ?? [];

describe('A certificate in the text speaks for the fault that it has', () => {
  it.each<[FaultId, EvidenceId]>([
    ['server/expired', 'not-after'],
    ['server/not-yet-valid', 'not-before'],
    ['ca/intermediate-expired', 'issuer-not-after'],
    ['server/no-san', 'no-names'],
    ['server/wrong-eku', 'wrong-purpose'],
    ['server/weak-key', 'short-key'],
    ['server/weak-signature', 'weak-hash'],
    ['server/self-signed', 'same-names'],
    ['server/missing-intermediate', 'issuer-missing'],
  ])('%s: %s', (fault, id) => {
    const { text, now } = withCertificates([fault]);
    const all = causes(text, now);
    expect(evidenceOf(all, fault)).toContain(`for ${id}`);
    const without = causes(VAGUE_ALERT, now);
    const place = (some: readonly Cause[]): number => some.findIndex((cause) => cause.fault === fault);
    expect(place(all)).toBeLessThanOrEqual(place(without));
    // Somebody may have pasted one certificate of several.
    if (fault !== 'server/missing-intermediate') expect(place(all)).toBeLessThan(5);
  });

  it('and a sound one speaks against them all', () => {
    const { text, now } = withCertificates([]);
    const all = causes(text, now);
    const speaking = all.flatMap(({ evidence }) =>
      evidence.filter(({ id, speaks }) => speaks === 'for' && id !== 'same-text'),
    );
    expect(speaking).toEqual([]);
    for (const fault of ['server/expired', 'server/self-signed', 'server/weak-key'] as const)
      expect(evidenceOf(all, fault).some((said) => said.startsWith('against'))).toBe(true);
  });

  it('without a clock nothing is said of its dates', () => {
    const { text } = withCertificates(['server/expired']);
    expect(evidenceOf(causes(text), 'server/expired').join()).not.toMatch(/not-after|still-valid/);
  });
});

describe('The dates that a tool prints speak without the certificate', () => {
  const now = Date.UTC(2026, 0, 15);
  it.each([
    ['curl', '*  start date: Jan  1 00:00:00 2025 GMT\n*  expire date: Jan  1 00:00:00 2026 GMT'],
    ['openssl x509 -dates', 'notBefore=Jan  1 00:00:00 2025 GMT\nnotAfter=Jan  1 00:00:00 2026 GMT'],
    ['openssl s_client', '   v:NotBefore: Jan  1 00:00:00 2025 GMT; NotAfter: Jan  1 00:00:00 2026 GMT'],
    ['openssl x509 -text', 'Not Before: Jan  1 00:00:00 2025 GMT\n            Not After : Jan  1 00:00:00 2026 GMT'],
    [
      'gnutls-cli',
      "- subject `CN=api.bank.test', activated `2025-01-01 00:00:00 UTC', expires `2026-01-01 00:00:00 UTC'",
    ],
  ])('%s', (_, printed) => {
    const all = causes(`${VAGUE_ALERT}\n${printed}`, now);
    expect(evidenceOf(all, 'server/expired')).toContain('for not-after');
    expect(evidenceOf(all, 'server/not-yet-valid')).toContain('against valid-already');
    expect(evidenceOf(causes(`${VAGUE_ALERT}\n${printed}`, Date.UTC(2025, 5, 1)), 'server/expired')).toContain(
      'against still-valid',
    );
  });
});
