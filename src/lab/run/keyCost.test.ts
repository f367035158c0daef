// What keys cost, against the sizes of the standards: FIPS 204 4, table 2 (public keys and signatures of ML-DSA); RFC 8017
// 8.2.1 (a signature of RSA is as long as its modulus). The limits of TCP: RFC 6928 2, RFC 5681 3.1.
import { beforeAll, describe, expect, it } from 'vitest';
import type { FlightCost } from '../recording/cost.ts';
import { addedRoundTrips, FIRST_WINDOW, SEGMENT_BYTES } from '../recording/tcpWindow.ts';
import { ALL_CA_KEY_KINDS, type CaKeyKind } from '../scenario/choices.ts';
import { costScenario } from '../scenario/costScenario.ts';
import { DEFAULT_SCENARIO } from '../scenario/scenario.ts';
import { type KeyCost, keyCost } from './keyCost.ts';

const SIGNATURE_BYTES = { rsa: 256, mldsa44: 2420, mldsa65: 3309, mldsa87: 4627 } as const;
const PUBLIC_KEY_BYTES = { mldsa44: 1312, mldsa65: 1952, mldsa87: 2592 } as const;
/** RFC 9846 5.2: a header of 5 bytes, the type of the content, and the tag of AES-GCM around a message in a record. */
const PROTECTION = 5 + 1 + 16;

const costs = new Map<CaKeyKind, KeyCost>();
beforeAll(async () => {
  for (const kind of ALL_CA_KEY_KINDS) costs.set(kind, await keyCost(DEFAULT_SCENARIO, kind));
});

function costOf(kind: CaKeyKind): KeyCost['modes'] {
  const cost = costs.get(kind);
  if (cost === undefined) throw new Error(`no cost of ${kind}`);
  return cost.modes;
}
const shownFlights = (kind: CaKeyKind): FlightCost[] => {
  const { mutual, 'one-way': oneWay } = costOf(kind);
  return [oneWay.server, mutual.server, mutual.client];
};

describe.each(['mldsa44', 'mldsa65', 'mldsa87'] as const)('keys of %s', (kind) => {
  it('put a key and a signature of its set into each certificate, and a third signature into CertificateVerify', () => {
    for (const flight of shownFlights(kind)) {
      expect(flight.certificates.map(({ role }) => role)).toEqual(['leaf', 'intermediate']);
      for (const { signature, key, bytes } of flight.certificates) {
        expect(signature).toBe(SIGNATURE_BYTES[kind]);
        // RFC 9881 4: two SEQUENCEs of long length, the identifier of 9 bytes, a BIT STRING of long length.
        expect(key).toBe(PUBLIC_KEY_BYTES[kind] + 4 + 2 + 11 + 5);
        expect(bytes).toBeGreaterThan(key + signature);
      }
      expect(flight.signatures).toBe(3 * SIGNATURE_BYTES[kind]);
      expect(flight.certificateVerify).toBe(SIGNATURE_BYTES[kind] + 8 + PROTECTION);
    }
  });
});

describe.each(ALL_CA_KEY_KINDS)('a flight with keys of %s', (kind) => {
  it('has its bytes in messages, each in a record of its own, and what is no key and no signature is small', () => {
    for (const flight of shownFlights(kind)) {
      const { bytes, certificate, certificateVerify, keys, signatures, stapled } = flight;
      expect(certificate + certificateVerify).toBeLessThan(bytes);
      expect(keys + signatures).toBeLessThan(certificate + certificateVerify);
      expect(stapled).toBe(0);
      expect(bytes - keys - signatures).toBeLessThan(1600);
    }
    const { 'one-way': oneWay, mutual } = costOf(kind);
    // ServerHello, the mark for middleboxes (RFC 9846 E.4), EncryptedExtensions, Certificate, CertificateVerify, Finished.
    expect(oneWay.server.records).toBe(6);
    expect(mutual.server.records).toBe(7);
    expect(oneWay.client).toMatchObject({ certificate: 0, certificateVerify: 0, records: 2, keys: 0, signatures: 0 });
    expect(mutual.client.records).toBe(4);
    expect(oneWay.roundTrips).toBe(1);
  });

  it('has tickets that hold the client’s certificate in mutual TLS, so they grow with it', () => {
    const { 'one-way': oneWay, mutual } = costOf(kind);
    const [leaf] = mutual.client.certificates;
    expect(mutual.tickets - oneWay.tickets).toBeGreaterThanOrEqual(leaf?.bytes ?? Number.NaN);
  });
});

it('RSA signs with as many bytes as its modulus has', () => {
  for (const flight of shownFlights('rsa')) expect(flight.signatures).toBe(3 * SIGNATURE_BYTES.rsa);
});

it('a stapled OCSP answer holds one signature more', async () => {
  const { modes } = await keyCost({ ...DEFAULT_SCENARIO, revocation: 'stapled' }, 'mldsa65');
  const { server } = modes['one-way'];
  expect(server.stapled).toBeGreaterThan(SIGNATURE_BYTES.mldsa65);
  expect(server.certificate - costOf('mldsa65')['one-way'].server.certificate).toBe(server.stapled);
});

it('TCP begins with 10 segments of 1,460 bytes, and doubles its window with each round trip', () => {
  expect(FIRST_WINDOW * SEGMENT_BYTES).toBe(14_600);
  const turns = [0, 1, 10, 11, 30, 31, 70, 71, 150, 151].map(addedRoundTrips);
  expect(turns).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 4]);
  for (const { bytes, segments } of ALL_CA_KEY_KINDS.flatMap(shownFlights))
    expect([segments * SEGMENT_BYTES >= bytes, (segments - 1) * SEGMENT_BYTES < bytes]).toEqual([true, true]);
});

it('whatever else a scenario has, costs are those of the honest handshake', () => {
  const odd = { ...DEFAULT_SCENARIO, faults: ['server/expired'], requests: 7, host: 'host.example' } as const;
  const scenario = costScenario(odd, 'mldsa44', 'mutual');
  expect(scenario).toMatchObject({ faults: [], requests: 1, mode: 'mutual', protocol: 'tls1.3', host: 'host.example' });
});
