import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../../bytes/hex.ts';
import { arbitraryHandshake } from '../../testing/handshakes.ts';
import { operationsOf } from '../../testing/operations.ts';
import { allSpans, expectSpansToCover } from '../../testing/spanRules.ts';
import { TLS_FIELDS } from '../fields.ts';
import { MAX_HANDSHAKE_BODY } from '../record/flight.ts';
import { decodeHandshake, encodeHandshake, HANDSHAKE_CODES } from './handshake.ts';
import type { ClientHello, Handshake, ServerHello } from './types.ts';

const RANDOM = '11'.repeat(32);
/** A ClientHello around these parts: session id, suites, compression, extensions, each as on the wire. */
const clientHello = (...parts: readonly string[]) => framed(1, `0303 ${RANDOM} ${parts.join('')}`);
const serverHello = (...parts: readonly string[]) => framed(2, `0303 ${RANDOM} ${parts.join('')}`);
const withExtensions = (block: string) => clientHello('00', '0002009c', '0100', vector(2, block));

function framed(type: number, body: string): Uint8Array {
  const bytes = fromHex(body);
  return concat(Uint8Array.of(type, bytes.length >> 16, (bytes.length >> 8) & 255, bytes.length & 255), bytes);
}
function vector(prefix: number, content: string): string {
  const bytes = fromHex(content);
  return bytes.length.toString(16).padStart(2 * prefix, '0') + toHex(bytes);
}
const extension = (code: string, data: string) => code + vector(2, data);
const hexOf = (text: string) => toHex(utf8(text));
function messageIn(bytes: Uint8Array): Handshake {
  const decoded = decodeHandshake(bytes);
  if (!decoded.ok) throw decoded.error;
  return decoded.value.message;
}
const refusal = (bytes: Uint8Array) => {
  const decoded = decodeHandshake(bytes);
  return decoded.ok ? 'accepted' : decoded.error.field;
};

describe('handshake messages (RFC 5246 7.4)', () => {
  it('are read as they were written, with the same spans', () => {
    fc.assert(
      fc.property(arbitraryHandshake, (message) => {
        const { bytes, spans } = encodeHandshake(message);
        expect(decodeHandshake(bytes)).toEqual({ ok: true, value: { message, spans } });
      }),
      { numRuns: 400 },
    );
  });

  it('have a span for every byte, exactly once at the lowest level, and children inside their parents', () => {
    fc.assert(
      fc.property(arbitraryHandshake, (message) => {
        const { bytes, spans } = encodeHandshake(message);
        expectSpansToCover(spans, bytes.length);
      }),
      { numRuns: 200 },
    );
  });

  it('have only spans that the list of fields names, and the list names no other field of theirs', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryHandshake, (message) => {
        for (const span of allSpans(encodeHandshake(message).spans)) seen.add(span.field);
      }),
      { numRuns: 2000, seed: 1 },
    );
    const elsewhere = /^(record|alert|changeCipherSpec|applicationData)\.|^handshake$/;
    expect([...seen].sort()).toEqual(TLS_FIELDS.filter((field) => !elsewhere.test(field)).sort());
  });

  it('from any bytes are a message or an error', () => {
    const types = fc.constantFrom(...Object.values(HANDSHAKE_CODES));
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 300 }), (type, noise) => {
        for (const wire of [noise, framed(type, toHex(noise))]) {
          const decoded = decodeHandshake(wire);
          if (decoded.ok) expectSpansToCover(decoded.value.spans, wire.length);
          else expect(decoded.error.offset).toBeLessThanOrEqual(wire.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('with any one byte changed are a message or an error, and never another exception', () => {
    fc.assert(
      fc.property(arbitraryHandshake, fc.nat(), fc.integer({ min: 1, max: 255 }), (message, place, change) => {
        const { bytes } = encodeHandshake(message);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const decoded = decodeHandshake(bytes);
        // An entry of the list may swallow the one that follows, but no byte may be passed over in silence.
        if (decoded.ok) expectSpansToCover(decoded.value.spans, bytes.length);
        else expect(decoded.error.name).toBe('DecodeError');
      }),
      { numRuns: 500 },
    );
  });

  it('with any byte missing at the end, or one too many, are an error', () => {
    fc.assert(
      fc.property(arbitraryHandshake, fc.nat(), (message, place) => {
        const { bytes } = encodeHandshake(message);
        expect(decodeHandshake(bytes.subarray(0, place % bytes.length)).ok).toBe(false);
        expect(decodeHandshake(concat(bytes, Uint8Array.of(0))).ok).toBe(false);
      }),
    );
  });

  it('of the greatest length that is read are read in steps as many as their bytes, whatever they consist of', () => {
    const length = Math.floor((MAX_HANDSHAKE_BODY - 3) / 4);
    const entries = concat(...Array.from({ length }, () => fromHex('00000141')));
    const message = framed(11, vector(3, toHex(entries)));
    let decoded: ReturnType<typeof decodeHandshake> | undefined;
    const count = operationsOf(() => {
      decoded = decodeHandshake(message);
    });
    expect(decoded).toMatchObject({ ok: true });
    expect(decoded?.ok && decoded.value.message.type === 'Certificate' && decoded.value.message.chain.length).toBe(
      length,
    );
    expect(count).toBeLessThan(100 * length);
    const tooLong = new Uint8Array(4 + MAX_HANDSHAKE_BODY + 1);
    tooLong.set([11, (MAX_HANDSHAKE_BODY + 1) >> 16, 0, 1]);
    expect(refusal(tooLong)).toBe('handshake.length');
  });

  it('of a type that TLS 1.2 does not use are an error of the type', () => {
    expect(refusal(framed(8, '0000'))).toBe('handshake.type');
    expect(refusal(framed(99, ''))).toBe('handshake.type');
  });
});

describe('ClientHello (7.4.1.2)', () => {
  const plain: ClientHello = {
    type: 'ClientHello',
    version: 0x0303,
    random: fromHex(RANDOM),
    sessionId: new Uint8Array(0),
    suites: [0x009c],
    compression: [0],
    extensions: [],
  };

  it('may end without an extensions block, and is written so where there are no extensions', () => {
    const wire = clientHello('00', '0002009c', '0100');
    expect(messageIn(wire)).toEqual(plain);
    expect(encodeHandshake(plain).bytes).toEqual(wire);
    expect(messageIn(withExtensions(''))).toEqual(plain);
  });

  it.each([
    [
      'a session id over 32 bytes',
      clientHello('21', '00'.repeat(33), '0002009c', '0100'),
      'clientHello.sessionId.length',
    ],
    ['no cipher suite', clientHello('00', '0000', '0100'), 'clientHello.cipherSuites.length'],
    ['half a cipher suite', clientHello('00', '0003009c00', '0100'), 'clientHello.cipherSuites.length'],
    ['no compression method', clientHello('00', '0002009c', '00'), 'clientHello.compressionMethods.length'],
    ['bytes behind the extensions', clientHello('00', '0002009c', '0100', '0000', '00'), 'handshake.length'],
    ['a single byte where the extensions are', clientHello('00', '0002009c', '0100', '00'), 'handshake.length'],
    ['a random that is cut short', framed(1, '0303 1111'), 'handshake.length'],
  ])('with %s is refused', (_, wire, field) => expect(refusal(wire)).toBe(field));

  it('that would break its own bounds is not written', () => {
    expect(() => encodeHandshake({ ...plain, suites: [] })).toThrow(RangeError);
    expect(() => encodeHandshake({ ...plain, compression: [] })).toThrow(RangeError);
    expect(() => encodeHandshake({ ...plain, sessionId: new Uint8Array(33) })).toThrow(RangeError);
    expect(() => encodeHandshake({ ...plain, random: new Uint8Array(31) })).toThrow(RangeError);
    expect(() => encodeHandshake({ ...plain, extensions: [{ type: 'server_name', name: null }] })).toThrow(RangeError);
  });

  it('shows its values in the notation of the standard', () => {
    const { spans } = encodeHandshake({
      ...plain,
      suites: [0x009c, 0x00ff],
      extensions: [
        { type: 'server_name', name: 'api.bank.test' },
        { type: 'signature_algorithms', schemes: [0x0401, 0x0501] },
      ],
    });
    const shown = allSpans(spans).map((span) => `${span.field}=${span.value}`);
    expect(shown).toEqual(
      expect.arrayContaining([
        'handshake.type=ClientHello',
        'clientHello.version=TLS 1.2',
        'clientHello.cipherSuites=2',
        'clientHello.cipherSuites.suite=TLS_RSA_WITH_AES_128_GCM_SHA256',
        'clientHello.cipherSuites.suite=TLS_EMPTY_RENEGOTIATION_INFO_SCSV',
        'clientHello.compressionMethods.method=null',
        'extension.server_name=api.bank.test',
        'extension.server_name.name=api.bank.test',
        'extension.signature_algorithms.scheme=rsa_pkcs1_sha384',
      ]),
    );
  });
});

describe('extensions (7.4.1.4)', () => {
  const name = (text: string) => vector(2, `00${vector(2, text)}`);

  it('are read by their RFCs', () => {
    const block = [
      extension('0000', name(hexOf('api.bank.test'))),
      extension('000d', '0004 0401 0201'),
      extension('0017', ''),
      extension('ff01', '00'),
      extension('0010', vector(2, vector(1, hexOf('h2')) + vector(1, hexOf('http/1.1')))),
      extension('0a0a', 'ff'),
    ];
    expect(messageIn(withExtensions(block.join('')))).toMatchObject({
      extensions: [
        { type: 'server_name', name: 'api.bank.test' },
        { type: 'signature_algorithms', schemes: [0x0401, 0x0201] },
        { type: 'extended_master_secret' },
        { type: 'renegotiation_info', verifyData: new Uint8Array(0) },
        { type: 'application_layer_protocol_negotiation', protocols: ['h2', 'http/1.1'] },
        { type: 'unknown', code: 0x0a0a, data: Uint8Array.of(0xff) },
      ],
    });
  });

  it('keep protocol ids that are not text: GREASE (RFC 8701)', () => {
    const wire = withExtensions(extension('0010', vector(2, vector(1, 'eaea'))));
    expect(encodeHandshake(messageIn(wire)).bytes).toEqual(wire);
  });

  it.each([
    [
      'a second one of the same type',
      extension('0017', '') + extension('0017', ''),
      'extension.extended_master_secret',
    ],
    ['a second one of an unknown type', extension('0a0a', '') + extension('0a0a', '00'), 'extension.unknown'],
    ['a server_name without a list', extension('0000', ''), 'extension.server_name.length'],
    ['an empty list of names', extension('0000', '0000'), 'extension.server_name.list.length'],
    ['an empty name', extension('0000', name('')), 'extension.server_name.name.length'],
    ['two names of one type', extension('0000', vector(2, '00000161 00000162')), 'extension.server_name.list.length'],
    ['a name of an undefined type', extension('0000', vector(2, '01000161')), 'extension.server_name.nameType'],
    ['a name with a NUL', extension('0000', name('610062')), 'extension.server_name.name'],
    ['a name that is not ASCII', extension('0000', name('c3a9')), 'extension.server_name.name'],
    ['bytes behind the names', extension('0000', `${name('61')}00`), 'extension.server_name.length'],
    ['no signature algorithm', extension('000d', '0000'), 'extension.signature_algorithms.list.length'],
    ['half a signature algorithm', extension('000d', '0003 040105'), 'extension.signature_algorithms.list.length'],
    ['an extended_master_secret with content', extension('0017', '00'), 'extension.extended_master_secret.length'],
    ['a renegotiation_info without its length', extension('ff01', ''), 'extension.renegotiation_info.length'],
    [
      'an empty protocol list',
      extension('0010', '0000'),
      'extension.application_layer_protocol_negotiation.list.length',
    ],
    [
      'an empty protocol',
      extension('0010', '0003 00 0161'),
      'extension.application_layer_protocol_negotiation.protocol.length',
    ],
    ['one that is longer than the block', '00170001', 'extension.extended_master_secret.length'],
    ['half a type', '00', 'clientHello.extensions.length'],
  ])('with %s are refused', (_, block, field) => expect(refusal(withExtensions(block))).toBe(field));
});

describe('ServerHello (7.4.1.3)', () => {
  const plain: ServerHello = {
    type: 'ServerHello',
    version: 0x0303,
    random: fromHex(RANDOM),
    sessionId: fromHex('aa'),
    suite: 0x009c,
    compression: 0,
    extensions: [],
  };

  it('without extensions is written without the block', () => {
    expect(encodeHandshake(plain).bytes).toEqual(serverHello('01aa', '009c', '00'));
  });

  it('acknowledges server_name with an empty extension (RFC 6066 3)', () => {
    const wire = serverHello('01aa', '009c', '00', '0004', '00000000');
    expect(messageIn(wire)).toEqual({ ...plain, extensions: [{ type: 'server_name', name: null }] });
    expect(refusal(serverHello('00', '009c', '00', vector(2, extension('0000', '00'))))).toBe(
      'extension.server_name.length',
    );
  });

  it('names exactly one protocol in ALPN (RFC 7301 3.1)', () => {
    const two = extension('0010', vector(2, '026832 026833'));
    expect(refusal(serverHello('00', '009c', '00', vector(2, two)))).toBe(
      'extension.application_layer_protocol_negotiation.list',
    );
  });

  it('with a session id over 32 bytes is refused', () => {
    expect(refusal(serverHello('21', '00'.repeat(33), '009c', '00'))).toBe('serverHello.sessionId.length');
  });
});

describe('the other messages', () => {
  it('Certificate: three bytes of length around the list and around each certificate (7.4.2)', () => {
    const message: Handshake = { type: 'Certificate', chain: [fromHex('3000'), fromHex('300100')] };
    expect(encodeHandshake(message).bytes).toEqual(framed(11, '00000b 000002 3000 000003 300100'));
  });

  it('Certificate: a client without one sends an empty list (7.4.6)', () => {
    expect(messageIn(framed(11, '000000'))).toEqual({ type: 'Certificate', chain: [] });
  });

  it('CertificateRequest: types, signature algorithms and authorities (7.4.4)', () => {
    expect(messageIn(framed(13, '0101 0002 0401 0006 0004 31023000'))).toEqual({
      type: 'CertificateRequest',
      certificateTypes: [1],
      schemes: [0x0401],
      authorities: [fromHex('31023000')],
    });
    expect(messageIn(framed(13, '0101 0002 0401 0000'))).toMatchObject({ authorities: [] });
  });

  it.each([
    ['an empty certificate', framed(11, '000003 000000'), 'certificate.list.entry.length'],
    ['a list of certificates that is too short', framed(11, '000002 0000'), 'certificate.list.length'],
    [
      'a CertificateRequest without types',
      framed(13, '00 0002 0401 0000'),
      'certificateRequest.certificateTypes.length',
    ],
    [
      'a CertificateRequest without algorithms',
      framed(13, '0101 0000 0000'),
      'certificateRequest.signatureAlgorithms.length',
    ],
    ['an empty authority', framed(13, '0101 0002 0401 0002 0000'), 'certificateRequest.authorities.name.length'],
    ['a ServerHelloDone with content', framed(14, '00'), 'handshake.length'],
    ['a HelloRequest with content', framed(0, '00'), 'handshake.length'],
    ['a ClientKeyExchange without its length', framed(16, ''), 'handshake.length'],
    ['a ClientKeyExchange whose length lies', framed(16, '0003 aabb'), 'clientKeyExchange.encryptedPremaster.length'],
    ['a CertificateVerify with bytes behind the signature', framed(15, '0401 0001 aa 00'), 'handshake.length'],
    ['a Finished of 11 bytes', framed(20, '00'.repeat(11)), 'handshake.length'],
    ['a Finished of 13 bytes', framed(20, '00'.repeat(13)), 'handshake.length'],
  ])('%s is refused', (_, wire, field) => expect(refusal(wire)).toBe(field));

  it('are not written where they break their own bounds', () => {
    expect(() => encodeHandshake({ type: 'Finished', verifyData: new Uint8Array(11) })).toThrow(RangeError);
    expect(() => encodeHandshake({ type: 'Certificate', chain: [new Uint8Array(0)] })).toThrow(RangeError);
    expect(() =>
      encodeHandshake({ type: 'CertificateRequest', certificateTypes: [], schemes: [0x0401], authorities: [] }),
    ).toThrow(RangeError);
  });
});
