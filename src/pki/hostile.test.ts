// Hostile input to the validator: whatever the bytes, an answer or our own error, in bounded time and memory.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, integer, oid, sequence, setOf, tagged } from '../asn1/derWriter.ts';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, toHex, utf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import { operationsOf } from '../testing/operations.ts';
import {
  akiOf,
  caExtensions,
  cn,
  DAY,
  HOST,
  issueTo,
  leafExtensions,
  makeBank,
  NOW,
  requestFor,
  skiOf,
} from './bank.testing.ts';
import { decodeRequest } from './csr/csr.ts';
import { createRequest } from './csr/request.ts';
import { readDer } from './fields.ts';
import { readPkcs7 } from './intake/pkcs7.ts';
import type { RevocationInputs } from './path/request.ts';
import { validatePath } from './path/validate.ts';
import { certIdOf } from './revocation/certId.ts';
import { type Crl, decodeCrl, parseCrl } from './revocation/crl.ts';
import {
  decodeCrlHttpRequest,
  decodeCrlHttpResponse,
  encodeCrlHttpRequest,
  encodeCrlHttpResponse,
} from './revocation/crlHttp.ts';
import { issueCrl } from './revocation/crlIssue.ts';
import { decodeOcspRequest, decodeOcspResponse } from './revocation/ocsp.ts';
import { encodeOcspResponse } from './revocation/ocspIssue.ts';
import { encodeOcspRequest } from './revocation/ocspRequest.ts';
import { inspectCertificate } from './x509/certificate.ts';
import type { GeneralNameSpec } from './x509/generalName.ts';
import { encodeName } from './x509/name.ts';

const { root, issuing, server } = makeBank();
const crl = issueCrl(
  {
    issuer: issuing.certificate.subject.der,
    thisUpdate: NOW - DAY,
    nextUpdate: NOW + DAY,
    number: 1,
    revoked: [{ serial: '05', at: NOW - 2 * DAY }],
    extensions: [
      { type: 'unknown', oid: '2.5.29.28', critical: true, value: sequence(element(0x81, Uint8Array.of(0xff))) },
    ],
  },
  issuing.key,
);

/** A certificate, or a DecodeError that points into the input. */
function outcome(bytes: Uint8Array, decode: (bytes: Uint8Array) => unknown): unknown {
  const result = attempt(() => decode(bytes));
  if (result.ok) return result.value;
  expect(result.error).toBeInstanceOf(DecodeError);
  expect(result.error.offset).toBeLessThanOrEqual(bytes.length);
  return null;
}

/** What `work` comes to, if it takes no more operations than that. */
function within<T>(limit: number, work: () => T): T {
  const results: T[] = [];
  const count = operationsOf(() => void results.push(work()));
  expect(count).toBeLessThan(limit);
  return results[0] as T;
}

const change = fc.record({
  at: fc.nat(1 << 20),
  value: fc.nat(255),
  kind: fc.constantFrom('set', 'flip', 'cut', 'double'),
});
const changes = fc.array(change, { minLength: 1, maxLength: 4 });

const mutate = (der: Uint8Array, edits: readonly { at: number; value: number; kind: string }[]): Uint8Array => {
  let bytes: Uint8Array = der.slice();
  for (const { at, value, kind } of edits) {
    const i = at % bytes.length;
    if (kind === 'set') bytes[i] = value;
    else if (kind === 'flip') bytes[i] = (bytes[i] ?? 0) ^ (1 << (value & 7));
    else if (kind === 'cut')
      bytes = concat(bytes.subarray(0, i), bytes.subarray(Math.min(bytes.length, i + 1 + (value & 3))));
    else bytes = concat(bytes.subarray(0, i), bytes.subarray(Math.max(0, i - (value & 15))));
    if (bytes.length === 0) return bytes;
  }
  return bytes;
};

describe('mutations of real certificates', () => {
  it('are refused: no changed byte of a certificate goes unnoticed', () => {
    const parties = [server, issuing, root];
    fc.assert(
      fc.property(fc.nat(1), changes, (which, edits) => {
        const target = parties[which]?.certificate.der ?? new Uint8Array();
        const mutant = mutate(target, edits);
        if (mutant.length === target.length && mutant.every((byte, i) => byte === target[i])) return;
        const read = outcome(mutant, inspectCertificate) as ReturnType<typeof inspectCertificate> | null;
        if (read === null) return;
        const presented = [server.certificate, issuing.certificate].map((honest, i) => (i === which ? read : honest));
        const { accepted, failures } = validatePath({
          ...requestFor([server, issuing, root]),
          presented,
          profile: 'web',
        });
        expect(accepted).toBe(false);
        expect(failures.length).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
  });

  it('of a CRL are a CRL or a DecodeError', () => {
    fc.assert(
      fc.property(changes, (edits) => {
        const result = decodeCrl(mutate(crl, edits));
        if (!result.ok) expect(result.error).toBeInstanceOf(DecodeError);
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodeCrl(bytes)));
  });
});

describe('mutations of what says whether a certificate is revoked', () => {
  const list = (issuer: typeof root) =>
    issueCrl(
      {
        issuer: issuer.certificate.subject.der,
        thisUpdate: NOW - DAY,
        nextUpdate: NOW + DAY,
        number: 1,
        revoked: [],
      },
      issuer.key,
    );
  const answer = encodeOcspResponse(
    {
      responses: [
        {
          certId: certIdOf(server.certificate, issuing.certificate),
          status: 'good',
          thisUpdate: NOW - DAY,
          nextUpdate: NOW + DAY,
        },
      ],
      producedAt: NOW - DAY,
      responder: { byName: issuing.certificate },
      nonce: null,
      certs: [],
    },
    issuing.key,
  ).bytes;
  const top = parseCrl(list(root));
  const isAccepted = (material: Pick<RevocationInputs, 'ocsp'> & { readonly crl?: Crl }) =>
    validatePath({
      ...requestFor([server, issuing, root]),
      revocation: {
        crls: material.crl === undefined ? [top] : [top, material.crl],
        failure: 'hard',
        ...(material.ocsp === undefined ? {} : { ocsp: material.ocsp }),
      },
    }).accepted;

  it('never make a good answer of an OCSP response whose signed part is another', () => {
    expect(isAccepted({ ocsp: [{ der: answer, nonce: null }] })).toBe(true);
    const signed = (der: Uint8Array): string | null => {
      const read = decodeOcspResponse(der);
      return read.ok && read.value.status === 'successful' ? toHex(read.value.basic.tbsBytes) : null;
    };
    fc.assert(
      fc.property(changes, (edits) => {
        const der = mutate(answer, edits);
        if (isAccepted({ ocsp: [{ der, nonce: null }] })) expect(signed(der)).toBe(signed(answer));
      }),
      { numRuns: 1500 },
    );
  });

  it('never make a good answer of a CRL whose signed part is another', () => {
    const honest = parseCrl(list(issuing));
    expect(isAccepted({ crl: honest })).toBe(true);
    fc.assert(
      fc.property(changes, (edits) => {
        const read = decodeCrl(mutate(honest.der, edits));
        if (read.ok && isAccepted({ crl: read.value })) expect(toHex(read.value.tbsBytes)).toBe(toHex(honest.tbsBytes));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('mutations of containers and messages', () => {
  const signedData = sequence(
    oid('1.2.840.113549.1.7.2'),
    tagged(
      0,
      sequence(
        integer(1),
        setOf(),
        sequence(oid('1.2.840.113549.1.7.1')),
        tagged(0, server.certificate.der, issuing.certificate.der),
        tagged(1, crl),
        setOf(),
      ),
    ),
  );
  const request = createRequest({ subject: cn(HOST), dnsNames: [HOST], key: server.key });
  const question = encodeOcspRequest({
    certIds: [certIdOf(server.certificate, issuing.certificate)],
    nonce: new Uint8Array(16),
  }).bytes;
  const cases: readonly [string, Uint8Array, (bytes: Uint8Array) => Decoded<unknown>][] = [
    ['PKCS #7', signedData, readPkcs7],
    ['a request for a certificate', request, decodeRequest],
    ['an OCSP request', question, decodeOcspRequest],
    ['a request for a CRL over HTTP', encodeCrlHttpRequest({ host: 'a.test', path: '/x' }).bytes, decodeCrlHttpRequest],
    ['a CRL over HTTP', encodeCrlHttpResponse({ body: crl, now: NOW }).bytes, decodeCrlHttpResponse],
  ];

  it.each(cases)('%s are a value or a DecodeError', (_what, bytes, decode) => {
    expect(decode(bytes).ok).toBe(true);
    const check = (given: Uint8Array) => {
      const result = decode(given);
      if (result.ok) return;
      expect(result.error).toBeInstanceOf(DecodeError);
      expect(result.error.offset).toBeLessThanOrEqual(given.length);
    };
    fc.assert(
      fc.property(changes, (edits) => check(mutate(bytes, edits))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check));
  });
});

describe('bad DER', () => {
  it('that is cut off anywhere is a DecodeError', () => {
    const { der } = server.certificate;
    for (let length = 0; length < der.length; length++)
      expect(attempt(() => inspectCertificate(der.subarray(0, length))).ok).toBe(false);
  });

  it('with indefinite or overlong lengths is a DecodeError (X.690 10.1)', () => {
    const { der } = server.certificate;
    const content = der.subarray(4);
    for (const head of [
      [0x30, 0x80],
      [0x30, 0x83, 0, der[2] ?? 0, der[3] ?? 0],
      [0x30, 0x84, 0, 0, der[2] ?? 0, der[3] ?? 0],
    ]) {
      expect(attempt(() => inspectCertificate(concat(Uint8Array.from(head), content, Uint8Array.of(0, 0)))).ok).toBe(
        false,
      );
    }
  });

  it('with times that no calendar has, up to the ends of the years, is a DecodeError', () => {
    const inTime = (text: string) =>
      attempt(() =>
        readDer(concat(Uint8Array.of(0x18, text.length), utf8(text)), 'certificate', (r) =>
          r.time('certificate.tbs.validity.notAfter'),
        ),
      );
    for (const text of ['99991332000000Z', '99991231240000Z', '99991231235960Z', '00000000000000Z', '00000101000000Z'])
      expect([text, inTime(text).ok]).toEqual([text, text === '00000101000000Z']);
    expect(inTime('99991231235959Z')).toMatchObject({ ok: true, value: { value: Date.UTC(9999, 11, 31, 23, 59, 59) } });
  });

  it('nested a thousand levels deep, or of twenty megabytes, ends soon', () => {
    let deep: Uint8Array = Uint8Array.of(5, 0);
    for (let level = 0; level < 1000; level++) deep = sequence(deep);
    const ca = issueTo(cn('deep'), 'root', null, [{ type: 'unknown', oid: '1.2.3', critical: false, value: deep }]);
    expect(ca.certificate.extensions[0]?.type).toBe('unknown');
    expect(within(1000, () => attempt(() => inspectCertificate(deep)).ok)).toBe(false);
    const huge = new Uint8Array(20_000_000);
    huge.set([0x30, 0x84, 0x01, 0x31, 0x2c, 0xfa]);
    expect(within(1000, () => attempt(() => inspectCertificate(huge)).ok)).toBe(false);
    expect(within(1000, () => decodeCrl(huge).ok)).toBe(false);
    const many = sequence(new Uint8Array(400_000).map((_, i) => (i % 2 === 0 ? 5 : 0)));
    expect(within(1000, () => attempt(() => inspectCertificate(many)).ok)).toBe(false);
  });
});

describe('work that others choose', () => {
  const constrained = (count: number) => {
    const trees = Array.from({ length: count }, (_, i): GeneralNameSpec => ({ type: 'dns', value: `n${i}.test` }));
    return issueTo(cn('Issuing'), 'issuing', root, [
      ...caExtensions(0),
      skiOf('issuing'),
      akiOf(root),
      { type: 'nameConstraints', critical: true, permitted: trees, excluded: [] },
    ]);
  };
  const named = (ca: ReturnType<typeof constrained>, count: number) =>
    issueTo(cn(HOST), 'server', ca, [
      ...leafExtensions(
        'serverAuth',
        Array.from({ length: count }, (_, i) => `n${i}.test`),
      ),
      akiOf(ca),
    ]);
  const judge = (names: number, trees: number) => {
    const ca = constrained(trees);
    const request = { ...requestFor([named(ca, names), ca, root]), peerName: null };
    const { failures } = within(10_000_000, () => validatePath(request));
    return failures.map(({ check, certificate }) => `${check}@${certificate}`);
  };

  it('with ten thousand names is refused at the bound, and below it done', () => {
    expect(judge(10_000, 1000)).toEqual(['chain.bound@0']);
    expect(judge(1000, 1000)).toEqual([]);
    expect(judge(1001, 1000)).toEqual(['nc.permitted@0']);
  });

  it('with policies that would make a tree of billions of nodes is done (RFC 9618)', () => {
    const policies = Array.from({ length: 10 }, (_, i) => `1.2.3.${i}`);
    const mappings = policies.flatMap((issuer) => policies.map((subject) => ({ issuer, subject })));
    const parties = [issueTo(cn('CA 0'), 'root', null, caExtensions(null))];
    for (let i = 1; i <= 20; i++) {
      const above = parties[0] ?? root;
      const extensions = [
        ...caExtensions(null),
        { type: 'certificatePolicies', critical: true, policies },
        { type: 'policyMappings', critical: true, mappings },
      ] as const;
      parties.unshift(issueTo(cn(`CA ${i}`), i % 2 === 0 ? 'root' : 'issuing', above, extensions));
    }
    const leaf = issueTo(cn(HOST), 'server', parties[0] ?? root, [
      ...leafExtensions('serverAuth', [HOST]),
      { type: 'certificatePolicies', critical: true, policies: ['1.2.3.4'] },
    ]);
    const policy = { requireExplicit: true, inhibitMapping: false, inhibitAny: false };
    const failuresFor = (initial: string) => {
      const request = { ...requestFor([leaf, ...parties]), policy: { ...policy, initial: [initial] } };
      return within(1_000_000, () => validatePath(request)).failures.map(({ check }) => check);
    };
    expect(failuresFor('1.2.3.9')).toEqual([]);
    expect(failuresFor('1.2.4')).toEqual(['policy.explicit']);
  });

  it('with a pool in which everybody certified everybody is given up, and says so', () => {
    const keys = ['issuing', 'rogueIssuing', 'client', 'thief'] as const;
    const cas = keys.flatMap((subject) => keys.map((issuer) => ({ subject, issuer })));
    const certificates = Array.from({ length: 6 }, (_, copy) =>
      cas.map(({ subject, issuer }) => {
        const from = issueTo(cn(`${issuer}`), issuer, null, caExtensions(null));
        return issueTo(cn(`${subject}`), subject, from, caExtensions(null), { serial: `0${copy + 1}` });
      }),
    ).flat();
    // The one way to the anchor is through an expired certificate.
    const top = issueTo(cn('issuing'), 'issuing', root, caExtensions(null), { notAfter: NOW - DAY });
    const leaf = issueTo(
      cn(HOST),
      'server',
      issueTo(cn('client'), 'client', null, []),
      leafExtensions('serverAuth', [HOST]),
    );
    const request = requestFor([leaf, ...certificates, top, root]);
    const { accepted, failures } = within(10_000_000, () => validatePath(request));
    expect(accepted).toBe(false);
    expect(failures.map(({ check }) => check)).toContain('chain.bound');
  });

  it('of names in a CRL with many entries is linear', () => {
    const revoked = Array.from({ length: 20_000 }, (_, i) => ({
      serial: (i + 1).toString(16).padStart(6, '0'),
      at: NOW - DAY,
    }));
    const der = issueCrl(
      { issuer: encodeName(cn('Issuing')), thisUpdate: NOW, nextUpdate: NOW + DAY, number: 2, revoked },
      poolKey('issuing'),
    );
    const read = within(10_000_000, () => decodeCrl(der));
    expect(read.ok && read.value.revoked.length).toBe(20_000);
  });

  it('in texts that are no names ends in an error of ours', () => {
    for (const text of ['', '*', '.'.repeat(10_000), 'a'.repeat(100_000), '*.'.repeat(5_000), '\u0000']) {
      const odd = issueTo(cn(HOST), 'server', issuing, [
        ...leafExtensions('serverAuth', []).filter(({ type }) => type !== 'subjectAltName'),
        {
          type: 'subjectAltName',
          critical: false,
          names: [
            { type: 'dns', value: utf8(text) },
            { type: 'email', value: utf8(`${text}@${text}`) },
            { type: 'uri', value: utf8(`https://${text}`) },
          ],
        },
        akiOf(issuing),
      ]);
      const request = { ...requestFor([odd, issuing, root]), profile: 'web' as const };
      expect(within(1_000_000, () => validatePath(request)).accepted).toBe(false);
    }
  });
});
