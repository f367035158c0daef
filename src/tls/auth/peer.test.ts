// Judging the peer: what the CA must have said (RFC 6960 3.2, hard-fail), and which client certificate is shown and asked
// for (RFC 5246 7.4.4, 7.4.6).
import { describe, expect, it } from 'vitest';
import { concat, fromUtf8, utf8 } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { DAY, makeServer, NOW } from '../../pki/bank.testing.ts';
import type { OcspResponseSpec } from '../../pki/revocation/ocspIssue.ts';
import {
  bank,
  customer,
  type Ends,
  newEnds,
  ocspAnswer,
  ocspGood,
  type Setting,
  sentBy,
  talk,
} from '../endpoints.testing.ts';
import { decodeHandshake, encodeHandshake } from '../messages/handshake.ts';
import type { CertificateRequest } from '../messages/types.ts';
import { encodeRecord } from '../record/record.ts';

/** A conversation in which the CA's answers are changed. */
const answeredWith = (
  change: (spec: OcspResponseSpec) => Partial<OcspResponseSpec>,
  signer: 'issuing' | 'rogueIssuing' = 'issuing',
) => talk(newEnds({ mutual: false }), undefined, (question) => ocspAnswer(question, change, signer));

const refusedBy = (check: string) => ({ name: 'failed', error: { kind: 'check', check: { check, result: 'fail' } } });

describe('a client that asks the CA', () => {
  it('goes on where the CA says good', () => {
    expect(answeredWith(() => ({})).ends.client.name).toBe('closed');
  });

  it.each<[string, string, (spec: OcspResponseSpec) => Partial<OcspResponseSpec>]>([
    ['an answer for another nonce, as in a replay', 'revocation.fresh', () => ({ nonce: new Uint8Array(32) })],
    [
      'an answer whose time has passed',
      'revocation.fresh',
      ({ responses }) => ({
        responses: responses.map((one) => ({ ...one, thisUpdate: NOW - 9 * DAY, nextUpdate: NOW - DAY })),
      }),
    ],
    [
      'a certificate that the CA has revoked',
      'revocation.status',
      ({ responses }) => ({
        responses: responses.map((one) => ({ ...one, status: { revoked: { at: NOW - DAY, reason: null } } })),
      }),
    ],
    [
      'a certificate that the CA does not know',
      'revocation.status',
      ({ responses }) => ({ responses: responses.map((one) => ({ ...one, status: 'unknown' })) }),
    ],
    ['an answer about nothing', 'revocation.available', () => ({ responses: [] })],
  ])('refuses %s: %s', (_name, check, change) => {
    expect(answeredWith(change).ends.client).toMatchObject(refusedBy(check));
  });

  it('refuses an answer that a stranger has signed', () => {
    expect(answeredWith(() => ({}), 'rogueIssuing').ends.client).toMatchObject(refusedBy('revocation.signature'));
  });

  it('refuses a good answer under an HTTP status that is no success (RFC 6960 A.1)', () => {
    const { ends } = talk(newEnds({ mutual: false }), undefined, (question) => {
      const [head = '', ...rest] = fromUtf8(ocspGood(question).subarray(0, 15)).split(' ');
      expect([head, ...rest]).toEqual(['HTTP/1.1', '200', 'OK']);
      return concat(utf8('HTTP/1.1 503 NO'), ocspGood(question).subarray(15));
    });
    expect(ends.client).toMatchObject(refusedBy('revocation.available'));
  });

  it('refuses a certificate that does not say whom to ask', () => {
    const silent = makeServer(bank.issuing, {}, (all) => all.filter(({ type }) => type !== 'authorityInfoAccess'));
    const { ends } = talk(withServer(silent.certificate.der));
    expect(ends.client).toMatchObject(refusedBy('revocation.available'));
  });

  it('does not ask about a certificate that it trusts by itself: nobody could have revoked it', () => {
    const ends = newEnds({ mutual: false });
    const config = { ...ends.client.config, anchors: [bank.server.certificate] };
    const { ends: after, happenings } = talk({ ...ends, client: { ...ends.client, config } });
    expect(after.client.name).toBe('closed');
    expect(happenings.flatMap(({ events }) => events.filter(({ kind }) => kind === 'ask'))).toEqual([]);
  });

  it('refuses a Certificate message without a certificate, and one that is none', () => {
    expect(talk(withServer()).ends.client).toMatchObject({ name: 'failed', error: { kind: 'parameter' } });
    expect(talk(withServer(Uint8Array.of(0x30, 0))).ends.client).toMatchObject({
      name: 'failed',
      error: { kind: 'certificate', index: 0 },
    });
  });
});

function withServer(...chain: readonly Uint8Array[]): Ends {
  const ends = newEnds({ mutual: false });
  const whole = chain.length === 0 ? [] : [...chain, bank.issuing.certificate.der];
  return {
    ...ends,
    server: { ...ends.server, config: { ...ends.server.config, credential: { chain: whole, key: poolKey('server') } } },
  };
}

/** The mutual handshake; what the server asks for is changed on its way, up to the point where that matters. */
function asked(
  change: Partial<CertificateRequest>,
  setting: Partial<Setting> = {},
  sendUnlisted = false,
): Uint8Array[] {
  const ends = newEnds({ mutual: true, revocation: 'off', ...setting });
  const config = { ...ends.client.config, sendUnlisted };
  const conversation = talk({ ...ends, client: { ...ends.client, config } }, (_from, sent) =>
    sent.map(({ type, wire }) => {
      if (type !== 'CertificateRequest') return wire;
      const decoded = decodeHandshake(wire.subarray(5));
      if (!decoded.ok || decoded.value.message.type !== 'CertificateRequest') throw new Error('no CertificateRequest');
      return encodeRecord('handshake', encodeHandshake({ ...decoded.value.message, ...change }).bytes).bytes;
    }),
  );
  const shown = sentBy(conversation, 'client').find(({ type }) => type === 'Certificate');
  const decoded = decodeHandshake(shown?.wire.subarray(5) ?? new Uint8Array());
  if (!decoded.ok || decoded.value.message.type !== 'Certificate') throw new Error('no Certificate');
  const types = sentBy(conversation, 'client').map(({ type }) => type);
  expect(types.includes('CertificateVerify')).toBe(decoded.value.message.chain.length > 0); // 7.4.8
  return [...decoded.value.message.chain];
}

const ALICE = [customer.certificate.der, bank.issuing.certificate.der];
const OTHER_CA = bank.server.certificate.subject.der;

describe('the client’s certificate (7.4.6)', () => {
  it('is shown with its chain where the server names a CA of it', () => {
    expect(asked({})).toEqual(ALICE);
    expect(asked({ authorities: [OTHER_CA, bank.issuing.certificate.subject.der] })).toEqual(ALICE);
  });

  it('is shown where the server names no CA at all (7.4.4)', () => {
    expect(asked({ authorities: [] })).toEqual(ALICE);
  });

  it('is not shown where the server names other CAs: the list is empty', () => {
    expect(asked({ authorities: [OTHER_CA] })).toEqual([]);
  });

  it('is shown nevertheless by a client that is set to', () => {
    expect(asked({ authorities: [OTHER_CA] }, {}, true)).toEqual(ALICE);
  });

  it('is not shown where the server can not take RSA signatures, or none with a hash that the client makes', () => {
    expect(asked({ certificateTypes: [64] })).toEqual([]);
    expect(asked({ schemes: [0x0201, 0x0403] })).toEqual([]);
  });

  it('is not asked for in one-way TLS', () => {
    const types = sentBy(talk(newEnds({ mutual: false })), 'server').map(({ type }) => type);
    expect(types).not.toContain('CertificateRequest');
  });
});

describe('the server’s CertificateRequest (7.4.4)', () => {
  it('asks for an RSA key, hashes from SHA-256 on, and a CA that it trusts', () => {
    const message = sentBy(talk(newEnds()), 'server').find(({ type }) => type === 'CertificateRequest');
    const decoded = decodeHandshake(message?.wire.subarray(5) ?? new Uint8Array());
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        message: {
          certificateTypes: [1],
          schemes: [0x0401, 0x0501, 0x0601],
          authorities: [bank.root.certificate.subject.der],
        },
      },
    });
  });
});

describe('a client without a certificate', () => {
  const anonymous = (clientCertificate: 'request' | 'require') => {
    const ends = newEnds({ mutual: true });
    return talk({
      client: { ...ends.client, config: { ...ends.client.config, credential: null } },
      server: { ...ends.server, config: { ...ends.server.config, clientCertificate } },
    });
  };

  it('is refused with handshake_failure by a server that requires one (7.4.6)', () => {
    const { client, server } = anonymous('require').ends;
    expect(server).toMatchObject(refusedBy('client.required'));
    expect(client).toMatchObject({ name: 'failed', error: { kind: 'alert', alert: 'handshake_failure' } });
  });

  it('is let in as nobody in particular by a server that only asks (7.4.6)', () => {
    const { ends, happenings } = anonymous('request');
    expect([ends.client.name, ends.server.name]).toEqual(['closed', 'closed']);
    const connected = happenings.find(({ side, after }) => side === 'server' && after.name === 'connected')?.after;
    expect(connected).toMatchObject({ identity: { kind: 'anonymous' } });
    const beliefs = happenings.flatMap(({ events }) => events.flatMap((e) => (e.kind === 'belief' ? [e.belief] : [])));
    expect(beliefs).toContain('server.connectedAnonymous');
    expect(beliefs).not.toContain('server.connected');
  });
});
