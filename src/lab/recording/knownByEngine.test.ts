// What the engine knew stands in the recording: which certificate a check is about, the version that was chosen, and when
// a certificate was revoked. Each is held against the bytes; and a file that does not say it yet is completed to the same.
import { beforeAll, describe, expect, it } from 'vitest';
import { isoTime } from '../../asn1/time.ts';
import { fromHex } from '../../bytes/hex.ts';
import { decodeOcspResponse } from '../../pki/revocation/ocsp.ts';
import { decodeOcspHttpResponse } from '../../pki/revocation/ocspHttp.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { parseRecording, writeRecording } from '../files/recordingFile.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../scenario/scenario.ts';
import { caDatabase } from './caDatabase.ts';
import type { EventOf, Recording } from './recording.ts';

beforeAll(prepareAll);

const SCENARIOS: readonly Partial<Scenario>[] = [
  { mode: 'mutual' },
  { mode: 'mutual', protocol: 'tls1.2-ecdhe' },
  { mode: 'mutual', protocol: 'tls1.3', again: 'resumed' },
  { mode: 'mutual', protocol: 'tls1.3', revocation: 'stapled' },
  { protocol: 'tls1.3', faults: ['wire/downgrade'] },
  { faults: ['server/self-signed'] },
  { faults: ['server/revoked'] },
  { mode: 'mutual', faults: ['client/revoked'] },
  { mode: 'mutual', faults: ['client/expired'] },
  { faults: ['wire/mitm'] },
];
const run = (change: Partial<Scenario>): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...change }));

const of = <Kind extends 'sent' | 'operation' | 'check'>({ events }: Recording, kind: Kind): EventOf<Kind>[] =>
  events.filter((event): event is EventOf<Kind> => event.kind === kind);

describe.each(SCENARIOS.map((change) => [change] as const))('A recording of %j', (change) => {
  const der = (recording: Recording, about: string | null) =>
    parseCertificate(fromHex(recording.certificates[about ?? '']?.der ?? ''));

  it('names the certificate of each check about one: its dates are those that were compared', () => {
    const recording = run(change);
    const dated = of(recording, 'check').filter(({ check }) => check.check.startsWith('validity.'));
    // Who notices a downgrade looks at no certificate.
    expect(dated.length > 0).toBe(!recording.scenario.faults.includes('wire/downgrade'));
    for (const { check, about } of dated) {
      const { notBefore, notAfter } = der(recording, about);
      const { evidence } = check;
      expect([isoTime(notBefore), isoTime(notAfter)]).toContain(evidence.notBefore ?? evidence.notAfter);
    }
  });

  it('names the certificate whose key a peer has to prove: the first in its Certificate message', () => {
    const recording = run(change);
    const proofs = of(recording, 'check').filter(
      ({ check }) => check.check === 'possession' && check.certificate === 0,
    );
    for (const { subject, about } of proofs) {
      const shown = of(recording, 'sent').flatMap(({ message }) =>
        message.type === 'Certificate' && (message.from === subject || message.from === 'attacker')
          ? [message.certificates[0]]
          : [],
      );
      expect(shown).toContain(about);
    }
    for (const { check, about } of of(recording, 'check')) if (check.certificate === null) expect(about).toBeNull();
  });

  it('says in ServerHello which version was chosen: TLS 1.3 where its extension supported_versions says so', () => {
    for (const { message } of of(run(change), 'sent')) {
      if (message.type !== 'ServerHello') continue;
      // RFC 9846 4.3.1: extension 43, two bytes, 0x0304. No other place says TLS 1.3.
      expect(message.details.version).toBe(message.wire.includes('002b00020304') ? 'tls1.3' : 'tls1.2');
    }
  });

  it('says when a certificate was revoked: as the OCSP responder does', () => {
    const recording = run(change);
    const rows = caDatabase(recording, recording.events.length);
    for (const { message } of of(recording, 'sent')) {
      if (message.type !== 'OCSPResponse' || message.details.status !== 'revoked') continue;
      const http = decodeOcspHttpResponse(fromHex(message.wire));
      const response = http.ok ? decodeOcspResponse(http.value.body) : null;
      const single = response?.ok && response.value.status === 'successful' ? response.value.basic.responses[0] : null;
      const at = single && typeof single.status === 'object' ? single.status.revoked.at : Number.NaN;
      const revocation = of(recording, 'operation').find(({ operation }) => operation === 'ca.revoke');
      expect(revocation?.details).toMatchObject({ at: isoTime(at) });
      expect(rows.find(({ serial }) => serial === message.details.serial)?.revokedAt).toBe(isoTime(at));
    }
  });

  it('comes from a file of an older lab, which did not say so, as from one of today', () => {
    const recording = run(change);
    type Old = {
      about?: unknown;
      work?: string;
      facts?: Record<string, unknown>;
      message?: { type: string; facts: Record<string, unknown> };
    };
    const file = JSON.parse(writeRecording(recording)) as { events: Old[] };
    for (const event of file.events) {
      delete event.about;
      if (event.work === 'ca.revoke' && event.facts) delete event.facts['at'];
      if (event.message?.type === 'ServerHello') delete event.message.facts['version'];
    }
    expect(parseRecording(JSON.stringify(file))).toEqual({ ok: true, recording });
  });
});
