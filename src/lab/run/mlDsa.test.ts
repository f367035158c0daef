// Handshakes of TLS 1.3 with keys of ML-DSA: lengths of signatures from FIPS 204 4, table 2; code points from IANA's registry
// "TLS SignatureScheme".
import { describe, expect, it } from 'vitest';
import { ML_DSA_KEY_KINDS, PROTOCOLS } from '../scenario/choices.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../scenario/scenario.ts';
import { prepareRun } from './prepare.ts';
import { runScenario } from './run.ts';

const BASE: Scenario = { ...DEFAULT_SCENARIO, protocol: 'tls1.3', mode: 'mutual' };
const SIGNATURE_BYTES = { mldsa44: 2420, mldsa65: 3309, mldsa87: 4627 } as const;
const CODES = '090409050906';

async function messagesOf(change: Partial<Scenario>) {
  const scenario = normalizeScenario({ ...BASE, ...change });
  await prepareRun(scenario);
  const { events, outcome } = runScenario(scenario);
  const messages = events.flatMap((event) => (event.kind === 'sent' ? [event.message] : []));
  const ofType = (wanted: string) => messages.filter(({ type }) => type === wanted);
  return { ofType, outcome };
}
type Sent = { readonly plaintext: string | null; readonly wire: string };
/** Hex of the message, unprotected. */
const textOf = (message: Sent | undefined): string => message?.plaintext ?? message?.wire ?? '';

describe.each(ML_DSA_KEY_KINDS)('with keys of %s everywhere', (kind) => {
  it('both sides prove their keys with signatures of its length, and the handshake goes through', async () => {
    const { ofType, outcome } = await messagesOf({ serverKey: kind, clientKey: kind, caKey: kind });
    expect(outcome).toMatchObject({ client: { error: null }, server: { error: null } });
    const proofs = ofType('CertificateVerify');
    expect(proofs.map(({ from }) => from)).toEqual(['server', 'client']);
    for (const proof of proofs) {
      expect(proof.details).toMatchObject({ scheme: kind });
      // RFC 9846 4.5.2: type and length of the message, the scheme, the length of the signature.
      expect(textOf(proof).length / 2 - SIGNATURE_BYTES[kind]).toBe(4 + 2 + 2);
    }
    for (const type of ['ClientHello', 'CertificateRequest']) expect(textOf(ofType(type)[0])).toContain(CODES);
  });

  it('is refused where the certificate is dead, with the same alert as with RSA', async () => {
    const { outcome } = await messagesOf({ serverKey: kind, caKey: kind, faults: ['server/expired'] });
    const { outcome: rsa } = await messagesOf({ faults: ['server/expired'] });
    expect(outcome.client.error).not.toBeNull();
    expect(outcome).toEqual(rsa);
  });

  it('there is none in TLS 1.2: the scenario has RSA in its place', () => {
    for (const protocol of PROTOCOLS.filter((each) => each !== 'tls1.3')) {
      const { serverKey, clientKey, caKey } = normalizeScenario({
        ...BASE,
        protocol,
        serverKey: kind,
        clientKey: kind,
        caKey: kind,
      });
      expect([serverKey, clientKey, caKey]).toEqual(['rsa', 'rsa', 'rsa']);
    }
  });
});

it.each(ML_DSA_KEY_KINDS)(
  'a server whose algorithms exclude a client’s key of %s gets no certificate (RFC 9846 4.5.1)',
  async (kind) => {
    const faults = ['client/key-not-accepted'] as const;
    const { ofType, outcome } = await messagesOf({ clientKey: kind, caKey: kind, faults });
    expect(textOf(ofType('CertificateRequest')[0])).not.toContain(CODES);
    const [, own] = ofType('Certificate');
    expect(own).toMatchObject({ from: 'client', certificates: [] });
    expect(ofType('CertificateVerify').map(({ from }) => from)).toEqual(['server']);
    expect(outcome.server.error).toMatchObject({ alert: 'certificate_required', by: 'self' });
  },
);

it('nobody offers signatures of ML-DSA where no key needs them, so that other recordings keep their bytes', async () => {
  const { ofType } = await messagesOf({ serverKey: 'p256', clientKey: 'ed25519' });
  for (const type of ['ClientHello', 'CertificateRequest']) expect(textOf(ofType(type)[0])).not.toContain(CODES);
});
