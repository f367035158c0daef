import { describe, expect, it } from 'vitest';
import { bitString, enumerated, implicit, integer, nul, oid, sequence, tagged } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import {
  akiOf,
  caExtensions,
  certificatePem,
  cn,
  DAY,
  HOST,
  issueTo,
  leafExtensions,
  makeBank,
  makeServer,
  NOW,
  type Party,
  requestFor,
  skiOf,
  withFolder,
} from '../bank.testing.ts';
import { readDer } from '../fields.ts';
import { toPem } from '../intake/pem.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { type CrlSpec, issueCrl, type RevocationSpec } from '../revocation/crlIssue.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import { encodeGeneralName } from '../x509/generalName.ts';
import { signingWith } from '../x509/sign.ts';
import type { PathRequest } from './request.ts';
import { validatePath } from './validate.ts';

const { root, issuing, server } = makeBank();
const LEAF = server.certificate.serial;

function crlOf(signer: Party, revoked: readonly RevocationSpec[] = [], change: Partial<CrlSpec> = {}): Crl {
  const { der: issuer } = signer.certificate.subject;
  const spec: CrlSpec = { issuer, thisUpdate: NOW - DAY, nextUpdate: NOW + DAY, number: 7, revoked, ...change };
  return parseCrl(issueCrl(spec, signer.key));
}

const raw = (oid: string, critical: boolean, value: Uint8Array): ExtensionSpec => ({
  type: 'unknown',
  oid,
  critical,
  value,
});
const flag = (n: number): Uint8Array => implicit(n, Uint8Array.of(0xff));
const idp = (...fields: readonly Uint8Array[]): ExtensionSpec =>
  raw(OIDS.issuingDistributionPoint, true, sequence(...fields));
const reason = (code: number): ExtensionSpec => raw(OIDS.reasonCode, false, enumerated(code));
const deltaOf = (base: number): ExtensionSpec => raw(OIDS.deltaCRLIndicator, true, integer(base));
const namedBy = (party: Party): Uint8Array =>
  encodeGeneralName({ type: 'dirName', value: party.certificate.subject.der });
const uri = (value: string): Uint8Array => encodeGeneralName({ type: 'uri', value });
const revokedLeaf: RevocationSpec = { serial: LEAF, at: NOW - 2 * DAY };

const rootCrl = crlOf(root);
const freshest = raw(OIDS.freshestCRL, false, sequence(sequence(tagged(0, tagged(0, uri('http://delta/'))))));

/** What fails for the leaf; the issuing CA is on no list. */
function failures(
  crls: readonly Crl[],
  change: Partial<PathRequest> = {},
  parties: readonly Party[] = [server, issuing, root],
) {
  const revocation = { crls: [rootCrl, ...crls], failure: 'hard' } as const;
  return validatePath({ ...requestFor(parties), revocation, ...change }).failures.map(
    ({ check, certificate }) => `${check}@${certificate}`,
  );
}

/** The same list without the version, or some extensions, or nextUpdate, signed again. */
function lesserCrl(
  signer: Party,
  revoked: readonly RevocationSpec[],
  lacking: 'version 2' | 'nextUpdate' | readonly string[],
): Crl {
  const parts = (der: Uint8Array) =>
    readDer(der, 'crl', (r) => r.sequence('crl', (inner) => inner.list((one) => one.any().der))).value;
  const [tbs = new Uint8Array()] = parts(crlOf(signer, revoked).der);
  const fields = parts(tbs);
  const [extensions = new Uint8Array()] = fields.slice(-1);
  const kept = readDer(extensions, 'crl', (r) =>
    r.tagged(0, 'crl.tbs.extensions', (list) =>
      list.sequence('extension.list', (inner) => inner.list((one) => one.any().der)),
    ),
  ).value.filter((one) => typeof lacking === 'string' || !lacking.some((id) => includes(one, oid(id))));
  const some = lacking === 'version 2' ? fields.slice(1, -1) : fields.slice(0, -1);
  const rest = lacking === 'nextUpdate' ? [...some.slice(0, 4), ...some.slice(5)] : some;
  const last = lacking === 'version 2' || kept.length === 0 ? [] : [tagged(0, sequence(...kept))];
  const { algorithm, sign } = signingWith(signer.key, 'sha256');
  const signed = sequence(...rest, ...last);
  return parseCrl(sequence(signed, algorithm, bitString(sign(signed))));
}

const includes = (whole: Uint8Array, part: Uint8Array): boolean => Buffer.from(whole).includes(Buffer.from(part));

insideOnly('a CRL that breaks the rules of section 5 for who issues CRLs', () => {
  const kinds = [
    ['version 1', 'version 2'],
    ['no nextUpdate', 'nextUpdate'],
    ['no authorityKeyIdentifier', [OIDS.authorityKeyIdentifier]],
    ['no cRLNumber', [OIDS.cRLNumber]],
  ] as const;

  it.each(kinds)('%s: revokes what it lists, in every profile (6.3.3)', (_, lacking) => {
    const list = lesserCrl(issuing, [revokedLeaf], lacking);
    for (const profile of ['path', 'rfc5280', 'web'] as const)
      expect(failures([list], { profile }), profile).toEqual(['revocation.status@0']);
  });

  it.each(kinds)('%s: clears nobody where the profile is asked for, and says which rule it breaks', (name, lacking) => {
    const list = lesserCrl(issuing, [], lacking);
    expect(failures([list])).toEqual([]);
    const revocation = { crls: [rootCrl, list], failure: 'hard' } as const;
    const { failures: found } = validatePath({
      ...requestFor([server, issuing, root]),
      revocation,
      profile: 'rfc5280',
    });
    expect(found).toMatchObject([{ check: 'revocation.available', certificate: 0 }]);
    expect(found[0]?.evidence['problem']).toContain(name);
  });

  it('must be genuine all the same: by whom it is not signed, it revokes nobody', () => {
    const list = lesserCrl({ ...root, certificate: issuing.certificate }, [revokedLeaf], 'version 2');
    expect(failures([list], { profile: 'rfc5280' })).toEqual(['revocation.signature@0']);
  });

  it('has an empty list of the revoked (5.1.2.6), or an issuingDistributionPoint that says nothing (5.2.5): clears nobody', () => {
    const empty = crlOf(issuing, [], { extensions: [idp()] });
    expect(failures([empty], { profile: 'rfc5280' })).toEqual(['revocation.available@0']);
    expect(failures([crlOf(issuing, [], { extensions: [idp(flag(1))] })], { profile: 'rfc5280' })).toEqual([]);
    const parts = (der: Uint8Array) =>
      readDer(der, 'crl', (r) => r.sequence('crl', (inner) => inner.list((one) => one.any().der))).value;
    const [tbs = new Uint8Array()] = parts(crlOf(issuing).der);
    const fields = parts(tbs);
    const { algorithm, sign } = signingWith(issuing.key, 'sha256');
    const signed = sequence(...fields.slice(0, -1), sequence(), ...fields.slice(-1));
    const list = parseCrl(sequence(signed, algorithm, bitString(sign(signed))));
    expect(failures([list], { profile: 'rfc5280' })).toEqual(['revocation.available@0']);
    expect(failures([list])).toEqual([]);
  });
});

insideOnly('a CRL (RFC 5280 6.3.3)', () => {
  it('that does not list the certificate clears it, in five checks for each certificate below the anchor', () => {
    const revocation = { crls: [rootCrl, crlOf(issuing)], failure: 'hard' } as const;
    const { accepted, checks } = validatePath({ ...requestFor([server, issuing, root]), revocation });
    expect(accepted).toBe(true);
    const made = checks.filter(({ check }) => check.startsWith('revocation.'));
    expect(made.map(({ check, certificate, result }) => `${check}@${certificate} ${result}`)).toEqual(
      ['available', 'signature', 'cRLSign', 'fresh', 'status'].flatMap((stage) =>
        [0, 1].map((i) => `revocation.${stage}@${i} pass`),
      ),
    );
  });

  it('that lists it revokes it, with date and reason', () => {
    const revocation = {
      crls: [rootCrl, crlOf(issuing, [{ ...revokedLeaf, extensions: [reason(1)] }])],
      failure: 'hard',
    } as const;
    const [failure] = validatePath({ ...requestFor([server, issuing, root]), revocation }).failures;
    expect(failure).toMatchObject({
      check: 'revocation.status',
      certificate: 0,
      evidence: { status: 'revoked', reason: 'keyCompromise', revokedAt: '2026-11-21T12:00:00Z' },
    });
    expect(
      failures([crlOf(issuing)], {
        revocation: {
          crls: [crlOf(root, [{ serial: issuing.certificate.serial, at: NOW }]), crlOf(issuing)],
          failure: 'hard',
        },
      }),
    ).toEqual(['revocation.status@1']);
  });

  it('must be there: hard-fail refuses without, soft-fail goes on, and refuses what is revoked', () => {
    expect(failures([])).toEqual(['revocation.available@0']);
    const soft = (crls: readonly Crl[]) => failures([], { revocation: { crls, failure: 'soft' } });
    expect(soft([])).toEqual([]);
    expect(soft([crlOf(issuing, [revokedLeaf])])).toEqual(['revocation.status@0']);
  });

  it('is signed by the issuer: not by a stranger of its name, not with another algorithm', () => {
    const stranger = issueTo(cn('Issuing'), 'rogueIssuing', null, caExtensions(0));
    expect(failures([crlOf(stranger, [])])).toEqual(['revocation.signature@0']);
    // A forged list next to the true one does no harm.
    expect(failures([crlOf(stranger, [revokedLeaf]), crlOf(issuing)])).toEqual([]);
  });

  it('is signed by a key that may (cRLSign), with a path to the same anchor', () => {
    const mute = issueTo(cn('Issuing'), 'issuing', root, [
      { type: 'basicConstraints', critical: true, ca: true, pathLen: 0 },
      { type: 'keyUsage', critical: true, usages: ['keyCertSign'] },
      skiOf('issuing'),
      akiOf(root),
    ]);
    const parties = [makeServer(mute), mute, root];
    expect(failures([crlOf(mute)], {}, parties)).toEqual(['revocation.cRLSign@0']);
    // The CA's second key, for lists only.
    const lister = issueTo(
      cn('Issuing'),
      'rogueIssuing',
      root,
      [{ type: 'keyUsage', critical: true, usages: ['cRLSign'] }, akiOf(root)],
      { serial: '77' },
    );
    expect(failures([crlOf(lister)], {}, [makeServer(mute), mute, lister, root])).toEqual([]);
    expect(failures([crlOf(lister, [revokedLeaf])], {}, [makeServer(mute), mute, lister, root])).toEqual([
      'revocation.status@0',
    ]);
    const revoked = { crls: [crlOf(root, [{ serial: '77', at: NOW }]), crlOf(lister)], failure: 'hard' } as const;
    expect(failures([], { revocation: revoked }, [makeServer(mute), mute, lister, root])).toEqual([
      'revocation.cRLSign@0',
    ]);
    const foreign = issueTo(
      cn('Issuing'),
      'rogueIssuing',
      issueTo(cn('Rogue'), 'rogueRoot', null, caExtensions(null)),
      caExtensions(0),
    );
    expect(failures([crlOf(foreign)], {}, [makeServer(mute), mute, foreign, root])).toEqual(['revocation.cRLSign@0']);
  });

  it('is of now: thisUpdate has come, nextUpdate has not passed', () => {
    expect(failures([crlOf(issuing, [], { nextUpdate: NOW - 1000 })])).toEqual(['revocation.fresh@0']);
    expect(failures([crlOf(issuing, [], { thisUpdate: NOW + 1000 })])).toEqual(['revocation.fresh@0']);
    expect(failures([crlOf(issuing, [], { nextUpdate: NOW })])).toEqual([]);
  });

  it('gives way to a newer one about the same, in whichever order they come', () => {
    const older = (revoked: readonly RevocationSpec[]) =>
      crlOf(issuing, revoked, { thisUpdate: NOW - 3 * DAY, number: 6 });
    const [clear, listed] = [crlOf(issuing), crlOf(issuing, [revokedLeaf])];
    const held = older([{ ...revokedLeaf, extensions: [reason(6)] }]);
    for (const crls of [
      [older([]), listed],
      [listed, older([])],
    ])
      expect(failures(crls)).toEqual(['revocation.status@0']);
    // Released from hold meanwhile.
    for (const crls of [
      [held, clear],
      [clear, held],
    ])
      expect(failures(crls)).toEqual([]);
    // Within a second, the number tells.
    const second = crlOf(issuing, [revokedLeaf], { number: 9 });
    for (const crls of [
      [clear, second],
      [second, clear],
    ])
      expect(failures(crls)).toEqual(['revocation.status@0']);
    // A newer one that is not authentic, or not of now yet, takes nothing away.
    const stranger = issueTo(cn('Issuing'), 'rogueIssuing', null, caExtensions(0));
    expect(failures([crlOf(stranger, [], { thisUpdate: NOW - 1000 }), listed])).toEqual(['revocation.status@0']);
    expect(failures([crlOf(issuing, [], { thisUpdate: NOW + 1000 }), listed])).toEqual(['revocation.status@0']);
  });

  it('with a critical extension that nobody knows says nothing, in the list or in an entry (5.2, 5.3)', () => {
    const unknown = raw('1.2.3.4', true, nul());
    expect(failures([crlOf(issuing, [], { extensions: [unknown] })])).toEqual(['revocation.available@0']);
    const entry = { serial: '99', at: NOW - DAY, extensions: [unknown] };
    expect(failures([crlOf(issuing, [entry])])).toEqual(['revocation.available@0']);
  });
});

insideOnly('a partitioned CRL (5.2.5)', () => {
  it('is about its kind of certificate only', () => {
    expect(failures([crlOf(issuing, [], { extensions: [idp(flag(1))] })])).toEqual([]);
    expect(failures([crlOf(issuing, [], { extensions: [idp(flag(2))] })])).toEqual(['revocation.available@0']);
    expect(failures([crlOf(issuing, [], { extensions: [idp(flag(5))] })])).toEqual(['revocation.available@0']);
  });

  const at = (value: string) => tagged(0, tagged(0, uri(value)));
  const serverAt = (...points: readonly Uint8Array[]): Party =>
    issueTo(cn(HOST), 'server', issuing, [
      ...leafExtensions('serverAuth', [HOST]),
      akiOf(issuing),
      raw(OIDS.cRLDistributionPoints, false, sequence(...points)),
    ]);

  it('is about certificates that name its distribution point', () => {
    const leaf = serverAt(sequence(at('http://a/')));
    const list = (point: string) => crlOf(issuing, [], { extensions: [idp(at(point))] });
    expect(failures([list('http://a/')], {}, [leaf, issuing, root])).toEqual([]);
    expect(failures([list('http://b/')], {}, [leaf, issuing, root])).toEqual(['revocation.available@0']);
  });

  it('by reasons clears a certificate only together with those for the other reasons', () => {
    // keyCompromise and cACompromise; then all others.
    const [some, others] = [Uint8Array.of(5, 0x60), Uint8Array.of(7, 0x1f, 0x80)];
    const leaf = serverAt(sequence(at('http://a/')), sequence(at('http://b/')));
    const list = (point: string, reasons: Uint8Array) =>
      crlOf(issuing, [], { extensions: [idp(at(point), implicit(3, reasons))] });
    expect(failures([list('http://a/', some)], {}, [leaf, issuing, root])).toEqual(['revocation.available@0']);
    expect(failures([list('http://a/', some), list('http://b/', others)], {}, [leaf, issuing, root])).toEqual([]);
  });

  it('that is indirect speaks of other CAs’ certificates, entry by entry (5.3.3)', () => {
    const lister = issueTo(
      cn('Lister'),
      'client',
      root,
      [{ type: 'keyUsage', critical: true, usages: ['cRLSign'] }, akiOf(root)],
      { serial: '88' },
    );
    const leaf = serverAt(sequence(at('http://a/'), tagged(2, namedBy(lister))));
    const parties = [leaf, issuing, lister, root];
    const about = (party: Party): ExtensionSpec => raw(OIDS.certificateIssuer, true, sequence(namedBy(party)));
    const list = (revoked: readonly RevocationSpec[], ...fields: readonly Uint8Array[]) =>
      crlOf(lister, revoked, { extensions: [idp(at('http://a/'), ...fields)] });
    expect(failures([list([], flag(4))], {}, parties)).toEqual([]);
    expect(failures([list([])], {}, parties)).toEqual(['revocation.available@0']);
    // Its own certificate of that number, not the leaf's.
    expect(failures([list([revokedLeaf], flag(4))], {}, parties)).toEqual([]);
    expect(failures([list([{ ...revokedLeaf, extensions: [about(issuing)] }], flag(4))], {}, parties)).toEqual([
      'revocation.status@0',
    ]);
    // Where no issuer is named, it is that of the entry before.
    const earlier = { serial: '01', at: NOW - DAY, extensions: [about(issuing)] };
    expect(failures([list([earlier, revokedLeaf], flag(4))], {}, parties)).toEqual(['revocation.status@0']);
  });
});

insideOnly('a delta CRL (5.2.4)', () => {
  const delta = (revoked: readonly RevocationSpec[], base = 7, number = 8) =>
    crlOf(issuing, revoked, { number, extensions: [deltaOf(base)] });

  it('adds to a complete one, and takes from it', () => {
    expect(failures([crlOf(issuing), delta([revokedLeaf])])).toEqual(['revocation.status@0']);
    const onHold = { ...revokedLeaf, extensions: [reason(6)] };
    const released = { ...revokedLeaf, extensions: [reason(8)] };
    expect(failures([crlOf(issuing, [onHold])])).toEqual(['revocation.status@0']);
    expect(failures([crlOf(issuing, [onHold]), delta([released])])).toEqual([]);
  });

  it('is of no use alone, or with a complete one older than its base', () => {
    expect(failures([delta([])])).toEqual(['revocation.available@0']);
    expect(failures([crlOf(issuing), delta([revokedLeaf], 8, 9)])).toEqual([]);
  });

  it('keeps a complete one going whose time is over (6.3.3(a))', () => {
    const over = crlOf(issuing, [], { nextUpdate: NOW - 1000 });
    expect(failures([over])).toEqual(['revocation.fresh@0']);
    expect(failures([over, delta([])])).toEqual([]);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('comes to the same verdicts', () => {
    const cases: [string, readonly Crl[]][] = [
      ['good', [crlOf(issuing)]],
      ['revoked', [crlOf(issuing, [revokedLeaf])]],
      ['missing', []],
      ['stale', [crlOf(issuing, [], { nextUpdate: NOW - 1000 })]],
      ['of CAs only', [crlOf(issuing, [], { extensions: [idp(flag(2))] })]],
      ['of users only', [crlOf(issuing, [], { extensions: [idp(flag(1))] })]],
      // OpenSSL looks for deltas only where the complete list says that there are some.
      [
        'delta revokes',
        [
          crlOf(issuing, [], { extensions: [freshest] }),
          crlOf(issuing, [revokedLeaf], { number: 8, extensions: [deltaOf(7)] }),
        ],
      ],
      ['unknown extension', [crlOf(issuing, [], { extensions: [raw('1.2.3.4', true, nul())] })]],
    ];
    for (const [name, crls] of cases) {
      const files = {
        'root.pem': certificatePem(root),
        'ca.pem': certificatePem(issuing),
        'leaf.pem': certificatePem(server),
        'crls.pem': [rootCrl, ...crls].map(({ der }) => toPem('X509 CRL', der)).join(''),
      };
      const { status, stderr } = withFolder(files, (path) =>
        openssl([
          ...['verify', '-crl_check_all', '-extended_crl', '-use_deltas', '-attime', String(NOW / 1000)],
          ...[
            '-CAfile',
            path('root.pem'),
            '-untrusted',
            path('ca.pem'),
            '-CRLfile',
            path('crls.pem'),
            path('leaf.pem'),
          ],
        ]),
      );
      expect([name, failures(crls).length === 0, stderr]).toEqual([name, status === 0, stderr]);
    }
  });

  it('reads what we issue', () => {
    const { der } = crlOf(issuing, [{ ...revokedLeaf, extensions: [reason(4)] }], { extensions: [deltaOf(3)] });
    const shown = openssl(['crl', '-inform', 'DER', '-noout', '-text'], der).stdout.toString();
    expect(shown).toMatch(/X509v3 CRL Number: \s+7\n/);
    expect(shown).toMatch(/X509v3 Delta CRL Indicator: critical\s+3\n/);
    expect(shown).toMatch(new RegExp(`Serial Number: ${LEAF.toUpperCase()}`));
    expect(shown).toMatch(/X509v3 CRL Reason Code: \s+Superseded/);
  });
});
