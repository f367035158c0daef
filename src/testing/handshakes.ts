// Arbitrary handshake messages that keep to the bounds of RFC 5246 7.4, RFC 6066 8, RFC 8422 5.1, for property tests.
import fc from 'fast-check';
import { concat } from '../bytes/hex.ts';
import { EXTENSION_CODES } from '../tls/messages/extensions.ts';
import { DOWNGRADED_TO_1_2 } from '../tls/messages/helloHead.ts';
import type { Handshake, HelloExtension } from '../tls/messages/types.ts';

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });
const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const known: readonly number[] = Object.values(EXTENSION_CODES);
const latin1 = (minLength: number, maxLength: number, from: number, to: number) =>
  fc
    .array(fc.integer({ min: from, max: to }), { minLength, maxLength })
    .map((codes) => codes.map((code) => String.fromCharCode(code)).join(''));

const shared: fc.Arbitrary<HelloExtension>[] = [
  fc.record({ type: fc.constant('signature_algorithms'), schemes: fc.array(u16, { minLength: 1, maxLength: 20 }) }),
  fc.record({ type: fc.constant('extended_master_secret') }),
  fc.record({ type: fc.constant('renegotiation_info'), verifyData: bytes(0, 255) }),
  fc.record({
    type: fc.constant('unknown'),
    code: u16.filter((code) => !known.includes(code)),
    data: bytes(0, 40),
  }),
];
const alpn = (maxLength: number): fc.Arbitrary<HelloExtension> =>
  fc.record({
    type: fc.constant('application_layer_protocol_negotiation'),
    protocols: fc.array(latin1(1, 255, 0, 255), { minLength: 1, maxLength }),
  });
const statusRequest: fc.Arbitrary<HelloExtension> = fc.record({
  type: fc.constant('status_request'),
  request: fc.oneof(
    fc.record({
      type: fc.constant('ocsp'),
      responders: fc.array(bytes(1, 60), { maxLength: 3 }),
      extensions: bytes(0, 60),
    }),
    fc.record({ type: fc.constant('other'), code: u8.filter((code) => code !== 1), data: bytes(0, 40) }),
  ),
});
const groups: fc.Arbitrary<HelloExtension> = fc.record({
  type: fc.constant('supported_groups'),
  groups: fc.array(u16, { minLength: 1, maxLength: 20 }),
});
const formats: fc.Arbitrary<HelloExtension> = fc.record({
  type: fc.constant('ec_point_formats'),
  formats: fc.array(u8, { minLength: 1, maxLength: 3 }),
});
const versions = (maxLength: number): fc.Arbitrary<HelloExtension> =>
  fc.record({
    type: fc.constant('supported_versions'),
    versions: fc.array(u16, { minLength: 1, maxLength }),
  });
const clientExtension: fc.Arbitrary<HelloExtension> = fc.oneof(
  ...shared,
  groups,
  formats,
  versions(5),
  alpn(5),
  statusRequest,
  fc.record({ type: fc.constant('server_name'), name: latin1(1, 100, 0x21, 0x7e) }),
);
const serverExtension: fc.Arbitrary<HelloExtension> = fc.oneof(
  ...shared,
  formats,
  versions(1),
  alpn(1),
  fc.record({ type: fc.constant('status_request'), request: fc.constant(null) }),
  fc.record({ type: fc.constant('server_name'), name: fc.constant(null) }),
);
const each = (extension: fc.Arbitrary<HelloExtension>) =>
  fc.uniqueArray(extension, { maxLength: 8, selector: (one) => (one.type === 'unknown' ? one.code : one.type) });

export const arbitraryHandshake: fc.Arbitrary<Handshake> = fc.oneof(
  fc.record({
    type: fc.constant('ClientHello'),
    version: u16,
    random: bytes(32, 32),
    sessionId: bytes(0, 32),
    suites: fc.array(u16, { minLength: 1, maxLength: 40 }),
    compression: fc.array(u8, { minLength: 1, maxLength: 255 }),
    extensions: each(clientExtension),
  }),
  fc.record({
    type: fc.constant('ServerHello'),
    version: u16,
    // A few with the mark of a downgrade at their end.
    random: fc.oneof(
      bytes(32, 32),
      bytes(24, 24).map((start) => concat(start, DOWNGRADED_TO_1_2)),
    ),
    sessionId: bytes(0, 32),
    suite: u16,
    compression: u8,
    extensions: each(serverExtension),
  }),
  fc.record({ type: fc.constant('Certificate'), chain: fc.array(bytes(1, 600), { maxLength: 5 }) }),
  fc.record({ type: fc.constant('CertificateStatus'), response: bytes(1, 600) }),
  fc.record({
    type: fc.constant('CertificateRequest'),
    certificateTypes: fc.array(u8, { minLength: 1, maxLength: 255 }),
    schemes: fc.array(u16, { minLength: 1, maxLength: 40 }),
    authorities: fc.array(bytes(1, 300), { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('ServerHelloDone') }),
  fc.record({ type: fc.constant('HelloRequest') }),
  fc.record({ type: fc.constant('ClientKeyExchange'), encryptedPremaster: bytes(0, 512) }),
  fc.record({ type: fc.constant('ClientKeyExchange'), point: bytes(1, 255) }),
  fc.record({
    type: fc.constant('ServerKeyExchange'),
    group: u16,
    point: bytes(1, 255),
    scheme: u16,
    signature: bytes(0, 512),
  }),
  fc.record({ type: fc.constant('CertificateVerify'), scheme: u16, signature: bytes(0, 512) }),
  fc.record({ type: fc.constant('Finished'), verifyData: bytes(12, 12) }),
);
