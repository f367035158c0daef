// RFC 8448, sections 3 and 6, byte for byte: key shares, key schedule, messages, signatures, Finished and records. The
// traces lie outside of this repository (see docs/conformance.md); without them the tests are skipped, and say so.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { accept, agree, offer } from '../../crypto/keyAgreement.ts';
import type { Random } from '../../crypto/random.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { noteSkip } from '../../testing/skipped.ts';
import { expectSpansToCover } from '../../testing/spanRules.ts';
import { schemeOf } from '../codePoints/signatureSchemes.ts';
import { readRecords } from '../record/record.ts';
import { provePossession13 } from './identity.ts';
import {
  applicationTraffic,
  earlyStage,
  finishedKey,
  finishedMac,
  handshakeStage,
  handshakeTraffic,
  mainStage,
  resumptionSecret,
  trafficKeys,
} from './keySchedule.ts';
import { decodeHandshake13, encodeHandshake13 } from './messages/handshake.ts';
import { open13, seal13, trafficOf } from './protection13.ts';
import { signedContent } from './signature13.ts';
import { suite13ByName } from './suites13.ts';

interface Trace {
  readonly messages: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const folder = fileURLToPath(new URL('../../../../shared/conformance/vectors/rfc8448', import.meta.url));
const here = existsSync(join(folder, 'section3.json'));
if (!here) noteSkip('the traces of RFC 8448 are not here (../shared/conformance)');
const read = (section: 3 | 6): Trace =>
  here ? (JSON.parse(readFileSync(join(folder, `section${section}.json`), 'utf8')) as Trace) : { messages: {} };

const suite = suite13ByName('TLS_AES_128_GCM_SHA256');

beforeAll(registerEcc);

it.skipIf(!here)('has both traces, from the ClientHello on', () => {
  for (const section of [3, 6] as const) expect(Object.keys(read(section).messages)).toContain('ClientHello');
});

// The body of a skipped suite runs too, so it is not even begun.
describe.each(here ? ([3, 6] as const) : [])('RFC 8448 section %i', (section) => {
  const trace = read(section);
  const bytes = (field: string): Uint8Array => fromHex(String(trace[field]));
  const message = (name: string): Uint8Array => fromHex(trace.messages[name] ?? '');
  /** All that the server says under handshake keys but its Finished. */
  const serverFlight = [
    'EncryptedExtensions',
    ...(section === 6 ? ['CertificateRequest'] : []),
    'Certificate',
    'CertificateVerify',
  ].map(message);
  const clientFlight = section === 6 ? ['ClientCertificate', 'ClientCertificateVerify'].map(message) : [];
  const hellos = [message('ClientHello'), message('ServerHello')];
  const serverFinished = bytes('server_finished_message');
  const clientFinished = bytes('client_finished_message');
  const hash = (...parts: Uint8Array[]): Uint8Array => digest('sha256', ...parts);

  it('every message is read, and written again as it was', () => {
    for (const [name, text] of Object.entries(trace.messages)) {
      const decoded = decodeHandshake13(fromHex(text));
      if (!decoded.ok) throw decoded.error;
      expectSpansToCover(decoded.value.spans, text.length / 2);
      const encoded = encodeHandshake13(decoded.value.message);
      expect(toHex(encoded.bytes), name).toBe(text);
      expect(encoded.spans, name).toEqual(decoded.value.spans);
    }
  });

  it('the key shares and the secret follow from the private keys', () => {
    const injected =
      (field: string): Random =>
      () =>
        bytes(field);
    const own = offer('x25519', injected('client_private_key'));
    expect(own.share).toEqual(bytes('client_public_key'));
    expect(agree(own.private, bytes('server_public_key'))).toEqual(bytes('shared_secret'));
    if (section === 6) return; // the server's private key is not published
    const answer = accept('x25519', own.share, injected('server_private_key'));
    expect(answer?.share).toEqual(bytes('server_public_key'));
    expect(answer?.secret).toEqual(bytes('shared_secret'));
  });

  it('the key schedule, every secret, key and IV', () => {
    const early = earlyStage('sha256', null);
    expect(early.secret).toEqual(bytes('early_secret'));
    const handshake = handshakeStage(early, bytes('shared_secret'));
    expect(handshake.secret).toEqual(bytes('handshake_secret'));
    const traffic = handshakeTraffic(handshake, hash(...hellos));
    expect(traffic).toEqual({ client: bytes('client_hs_traffic_secret'), server: bytes('server_hs_traffic_secret') });
    for (const side of ['client', 'server'] as const) {
      expect(trafficKeys('sha256', traffic[side], 16)).toEqual({
        key: bytes(`${side}_hs_write_key`),
        iv: bytes(`${side}_hs_write_iv`),
      });
      expect(finishedKey('sha256', traffic[side])).toEqual(bytes(`${side}_finished_key`));
    }
    const main = mainStage(handshake);
    expect(main.secret).toEqual(bytes('master_secret'));
    const upToServer = hash(...hellos, ...serverFlight, serverFinished);
    expect(applicationTraffic(main, upToServer)).toEqual({
      client: bytes('client_ap_traffic_secret'),
      server: bytes('server_ap_traffic_secret'),
      exporter: bytes('exporter_master_secret'),
    });
    expect(trafficKeys('sha256', bytes('client_ap_traffic_secret'), 16)).toEqual({
      key: bytes('client_app_write_key'),
      iv: bytes('client_app_write_iv'),
    });
    const whole = hash(...hellos, ...serverFlight, serverFinished, ...clientFlight, clientFinished);
    expect(resumptionSecret(main, whole)).toEqual(bytes('resumption_master_secret'));
  });

  it('both Finished', () => {
    const server = finishedMac('sha256', bytes('server_hs_traffic_secret'), hash(...hellos, ...serverFlight));
    expect(encodeHandshake13({ type: 'Finished', verifyData: server }).bytes).toEqual(serverFinished);
    const before = hash(...hellos, ...serverFlight, serverFinished, ...clientFlight);
    const client = finishedMac('sha256', bytes('client_hs_traffic_secret'), before);
    expect(encodeHandshake13({ type: 'Finished', verifyData: client }).bytes).toEqual(clientFinished);
  });

  it('the signatures of CertificateVerify prove possession, and none of another transcript', () => {
    const upTo = serverFlight.slice(0, -1);
    expectProof('server', 'Certificate', 'CertificateVerify', hash(...hellos, ...upTo));
    if (section === 3) return;
    const before = hash(...hellos, ...serverFlight, serverFinished, message('ClientCertificate'));
    expectProof('client', 'ClientCertificate', 'ClientCertificateVerify', before);
  });

  function expectProof(side: 'client' | 'server', certificate: string, verify: string, transcript: Uint8Array): void {
    const shown = decodeHandshake13(message(certificate));
    const signed = decodeHandshake13(message(verify));
    if (!shown.ok || !signed.ok) throw new Error('not read');
    const entries = shown.value.message.type === 'Certificate' ? shown.value.message.entries : [];
    const proof = signed.value.message;
    const scheme = proof.type === 'CertificateVerify' ? schemeOf(proof.scheme) : null;
    if (!scheme || proof.type !== 'CertificateVerify' || !entries[0]) throw new Error('no proof');
    const { spki } = parseCertificate(entries[0].certificate);
    expect(provePossession13(spki, scheme, signedContent(side, transcript), proof.signature)).not.toBeNull();
    expect(provePossession13(spki, scheme, signedContent(side, hash(transcript)), proof.signature)).toBeNull();
    const other = side === 'client' ? 'server' : 'client';
    expect(provePossession13(spki, scheme, signedContent(other, transcript), proof.signature)).toBeNull();
  }

  it('the published record opens, and is sealed again to the same bytes', () => {
    const wire = bytes(section === 3 ? 'client_app_record' : 'server_flight_record');
    const secret = bytes(section === 3 ? 'client_ap_traffic_secret' : 'server_hs_traffic_secret');
    const [record] = readRecords(wire).records;
    if (!record) throw new Error('no record');
    const opened = open13(trafficOf(suite, secret), record);
    if (!opened.ok) throw new Error(opened.alert);
    if (section === 6) expect(opened.plaintext).toEqual(concat(...serverFlight, serverFinished));
    const sealed = seal13(trafficOf(suite, secret), opened.type, opened.plaintext);
    expect(toHex(sealed.bytes)).toBe(toHex(wire));
    expectSpansToCover(sealed.spans, wire.length);
    expect(sealed.spans).toEqual(opened.spans);
  });
});
