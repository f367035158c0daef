// The rules for those who issue certificates: RFC 5280 section 4 (profile `rfc5280`) and the Baseline Requirements (`web`).

import { describe, expect, it } from 'vitest';
import {
  bitString,
  element,
  generalizedTime,
  implicit,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  tagged,
} from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { attempt } from '../../bytes/error.ts';
import { utf8 } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { publicOf, rsaPublicKey } from '../../crypto/rsa.ts';
import {
  akiOf,
  caExtensions,
  cn,
  DAY,
  HOST,
  issueTo,
  keyId,
  makeBank,
  makeServer,
  type Party,
  requestFor,
  skiOf,
  spansOf,
} from '../bank.testing.ts';
import { readDer } from '../fields.ts';
import type { PathRequest } from '../path/request.ts';
import { validatePath } from '../path/validate.ts';
import { registerPublicSuffixes } from '../registerPublicSuffixes.ts';
import { extensionOf, inspectCertificate, unreadableCertificate } from '../x509/certificate.ts';
import type { KeyUsage } from '../x509/extension.ts';
import type { ExtensionSpec, Purpose } from '../x509/extensionSpec.ts';
import type { GeneralNameSpec } from '../x509/generalName.ts';
import type { CertificateSpec } from '../x509/issue.ts';
import { isRegistryWildcard } from './webRules.ts';

registerPublicSuffixes();

const { root, issuing, server } = makeBank();

function failures(parties: readonly Party[], change: Partial<PathRequest>): string[] {
  return validatePath(requestFor(parties, change)).failures.map(({ check, certificate }) => `${check}@${certificate}`);
}
const rfc = (parties: readonly Party[]) => failures(parties, { profile: 'rfc5280' });
const web = (parties: readonly Party[], change: Partial<PathRequest> = {}) =>
  failures(parties, { profile: 'web', ...change });

type Edit = (all: ExtensionSpec[]) => ExtensionSpec[];
const without =
  (type: ExtensionSpec['type']): Edit =>
  (all) =>
    all.filter((e) => e.type !== type);
const instead =
  (extension: ExtensionSpec): Edit =>
  (all) => [...without(extension.type)(all), extension];
const adding =
  (extension: ExtensionSpec): Edit =>
  (all) => [...all, extension];
const leaf = (edit: Edit, change: Partial<CertificateSpec> = {}) => [makeServer(issuing, change, edit), issuing, root];
const same: Edit = (all) => all;
const raw = (oid: string, critical: boolean, value: Uint8Array): ExtensionSpec => ({
  type: 'unknown',
  oid,
  critical,
  value,
});
const san = (names: readonly GeneralNameSpec[], critical = false): ExtensionSpec => ({
  type: 'subjectAltName',
  critical,
  names,
});
const host: GeneralNameSpec = { type: 'dns', value: HOST };
const ca = (edit: Edit, change: Partial<CertificateSpec> = {}) => {
  const party = issueTo(
    cn('Issuing'),
    'issuing',
    root,
    edit([...caExtensions(0), skiOf('issuing'), akiOf(root)]),
    change,
  );
  return [makeServer(party), party, root];
};

/** The same certificate with its validity as two GeneralizedTimes; its signature no longer fits. */
function withLongDates(der: Uint8Array): Uint8Array {
  const partsOf = (bytes: Uint8Array) =>
    readDer(bytes, 'certificate', (r) => r.sequence('certificate', (inner) => inner.list((one) => one.any()))).value;
  const { notBefore, notAfter } = inspectCertificate(der);
  const [tbs, ...signed] = partsOf(der).map((part) => part.der);
  const fields = partsOf(tbs ?? new Uint8Array()).map((part) => part.der);
  fields[4] = sequence(generalizedTime(notBefore), generalizedTime(notAfter));
  return sequence(sequence(...fields), ...signed);
}

/** The same certificate, which has no extensions, without the field that says version 3. */
function asVersion1(der: Uint8Array): Uint8Array {
  const partsOf = (bytes: Uint8Array) =>
    readDer(bytes, 'certificate', (r) => r.sequence('certificate', (inner) => inner.list((one) => one.any()))).value;
  const [tbs, ...signed] = partsOf(der).map((part) => part.der);
  const [, ...fields] = partsOf(tbs ?? new Uint8Array()).map((part) => part.der);
  return sequence(sequence(...fields), ...signed);
}

describe('the lab’s own chain', () => {
  it('keeps the profile of RFC 5280; its common name is among its names, as the web wants it', () => {
    expect(rfc([server, issuing, root])).toEqual([]);
    expect(web([server, issuing, root])).toEqual([]);
  });
});

describe('the profile of RFC 5280', () => {
  it('is not asked for in path validation alone', () => {
    expect(failures(leaf(same, { serial: '00' }), {})).toEqual([]);
    expect(failures(ca(without('subjectKeyIdentifier')), {})).toEqual([]);
  });

  it('wants a serial number that is positive and at most 20 octets long (4.1.2.2)', () => {
    expect(rfc(leaf(same, { serial: '00' }))).toEqual(['profile.serialNumber@0']);
    expect(rfc(leaf(same, { serial: '7f'.repeat(20) }))).toEqual([]);
    expect(rfc(leaf(same, { serial: '7f'.repeat(21) }))).toEqual(['profile.serialNumber@0']);
  });

  it('wants dates through 2049 as UTCTime, which path validation reads in either form (4.1.2.5)', () => {
    const { certificate } = makeServer(issuing, { notAfter: Date.UTC(2049, 11, 31) });
    const long = { certificate: inspectCertificate(withLongDates(certificate.der)), key: server.key };
    expect(long.certificate.notAfter).toBe(certificate.notAfter);
    expect(rfc([long, issuing, root])).toEqual(['signature.verify@0', 'profile.validity@0']);
    expect(failures([long, issuing, root], {})).toEqual(['signature.verify@0']);
    expect(rfc(leaf(same, { notAfter: Date.UTC(2050, 0, 1) }))).toEqual([]);
  });

  it('wants names of issuers and of CAs (4.1.2.4, 4.1.2.6)', () => {
    const nameless = issueTo([], 'root', null, [...caExtensions(null), skiOf('root')]);
    const below = issueTo(cn(HOST), 'server', nameless, [san([host]), akiOf(nameless)]);
    expect(rfc([below, nameless])).toEqual(['profile.names@0', 'profile.names@1']);
  });

  it('wants key identifiers, but for a self-signed certificate’s issuer (4.2.1.1, 4.2.1.2)', () => {
    expect(rfc(leaf(without('authorityKeyIdentifier')))).toEqual(['profile.keyIdentifiers@0']);
    expect(rfc(ca(without('authorityKeyIdentifier')))).toEqual(['profile.keyIdentifiers@1']);
    expect(rfc(ca(without('subjectKeyIdentifier')))).toEqual(['profile.keyIdentifiers@1']);
    expect(rfc(leaf(without('subjectKeyIdentifier')))).toEqual([]);
  });

  it('says which extensions are critical, and which never', () => {
    expect(rfc(ca(instead({ type: 'basicConstraints', critical: false, ca: true, pathLen: 0 })))).toEqual([
      'profile.criticality@1',
    ]);
    expect(rfc(leaf(instead({ type: 'basicConstraints', critical: false, ca: false, pathLen: null })))).toEqual([]);
    expect(rfc(leaf(instead({ type: 'authorityKeyIdentifier', critical: true, keyId: keyId(issuing.key) })))).toEqual([
      'profile.criticality@0',
    ]);
    const constraints = (critical: boolean): ExtensionSpec => ({
      type: 'nameConstraints',
      critical,
      permitted: [{ type: 'dns', value: 'bank.test' }],
      excluded: [],
    });
    expect(rfc(ca(adding(constraints(true))))).toEqual([]);
    expect(rfc(ca(adding(constraints(false))))).toEqual(['profile.criticality@1']);
    expect(web(ca(adding(constraints(false))))).toEqual([]);
    expect(
      rfc(
        ca(
          adding({ type: 'policyConstraints', critical: false, requireExplicitPolicy: 5, inhibitPolicyMapping: null }),
        ),
      ),
    ).toEqual(['profile.criticality@1']);
    expect(rfc(ca(adding({ type: 'inhibitAnyPolicy', critical: false, skipCerts: 0 })))).toEqual([
      'profile.criticality@1',
    ]);
  });

  it('wants keyUsage and basicConstraints to agree (4.2.1.3, 4.2.1.9)', () => {
    expect(
      rfc(leaf(instead({ type: 'keyUsage', critical: true, usages: ['keyEncipherment', 'keyCertSign'] }))),
    ).toEqual(['profile.keyUsage@0']);
    expect(rfc(ca(without('keyUsage')))).toEqual(['profile.keyUsage@1']);
  });

  it('wants alternative names of the syntax of their kind (4.2.1.6)', () => {
    const named = (...names: readonly GeneralNameSpec[]) => rfc(leaf(instead(san([host, ...names]))));
    for (const value of [
      'foo_bar.test',
      '.bank.test',
      'bank.test.',
      'a..b',
      '-a.test',
      'a-.test',
      'ä.test',
      '',
      ' ',
      'a b.test',
      'x.*.test',
    ]) {
      expect(named({ type: 'dns', value }), value).toEqual(['profile.subjectAltName@0']);
    }
    expect(
      named(
        { type: 'dns', value: '*.bank.test' },
        { type: 'dns', value: 'xn--n3h.test' },
        { type: 'dns', value: '1a.2' },
      ),
    ).toEqual([]);
    expect(named({ type: 'ip', value: Uint8Array.of(1, 2, 3, 4, 255, 255, 255, 0) })).toEqual([
      'profile.subjectAltName@0',
    ]);
    expect(named({ type: 'email', value: 'nobody' })).toEqual(['profile.subjectAltName@0']);
    expect(named({ type: 'uri', value: 'no address' })).toEqual(['profile.subjectAltName@0']);
    expect(named({ type: 'uri', value: 'urn:a:b' }, { type: 'email', value: 'a.b@c.test' })).toEqual([]);
  });

  it('lets a subject be empty only where there are alternative names, and they are critical (4.2.1.6)', () => {
    const nobody = (extension: ExtensionSpec) => rfc(leaf(instead(extension), { subject: [] }));
    expect(nobody(san([host], true))).toEqual([]);
    expect(nobody(san([host], false))).toEqual(['profile.subjectAltName@0']);
  });

  it('wants name constraints of CAs only, not empty, without distances, well-formed (4.2.1.10)', () => {
    const constraints = (value: Uint8Array) => rfc(ca(adding(raw(OIDS.nameConstraints, true, value))));
    expect(constraints(sequence())).toEqual(['profile.nameConstraints@1']);
    const permitted: ExtensionSpec = {
      type: 'nameConstraints',
      critical: true,
      permitted: [{ type: 'email', value: 'a@b@c.test' }],
      excluded: [],
    };
    expect(rfc(ca(adding(permitted)))).toEqual(['profile.nameConstraints@1']);
    expect(rfc(leaf(adding({ ...permitted, permitted: [host] })))).toEqual(['profile.nameConstraints@0']);
  });

  it('shows a constraint on addresses as a range, or with its mask where that is no prefix', () => {
    const shown = (...value: readonly number[]) => {
      const excluded: ExtensionSpec = {
        type: 'nameConstraints',
        critical: true,
        permitted: [],
        excluded: [{ type: 'ip', value: Uint8Array.from(value) }],
      };
      const party = ca(adding(excluded))[1];
      const constraints = party && extensionOf(party.certificate, 'nameConstraints');
      return constraints?.excluded[0]?.base.value;
    };
    expect(shown(192, 0, 2, 0, 255, 255, 255, 0)).toBe('192.0.2.0/24');
    expect(shown(0, 0, 0, 0, 0, 0, 0, 0)).toBe('0.0.0.0/0');
    expect(shown(192, 0, 2, 1, 255, 255, 255, 255)).toBe('192.0.2.1/32');
    expect(shown(192, 0, 2, 0, 255, 0, 255, 0)).toBe('192.0.2.0/255.0.255.0');
    expect(
      shown(...[0x20, 1, 0xd, 0xb8], ...new Array(12).fill(0), ...[255, 255, 255, 255], ...new Array(12).fill(0)),
    ).toBe('2001:db8::/32');
    expect(shown(192, 0, 2)).toBe('c00002');
  });

  it('names the certificate that can’t be read', () => {
    expect(rfc(leaf(adding(raw(OIDS.policyConstraints, false, utf8('?')))))).toEqual(['cert.decode@0']);
    expect(rfc(ca(adding(raw(OIDS.nameConstraints, true, nul()))))).toEqual(['cert.decode@1']);
    expect(rfc(leaf(adding(raw(OIDS.subjectAltName, false, sequence(integer(1))))))).toEqual(['cert.decode@0']);
  });

  it('names the certificate whose key can’t be read, whatever stands in its place', () => {
    const [, party] = ca(same);
    const changed = party?.certificate.der.slice() ?? new Uint8Array();
    const spki = spansOf(party?.certificate.spans ?? [], 'certificate.tbs.subjectPublicKeyInfo')[0];
    // No DER inside: the content of the SEQUENCE begins with the end of an indefinite length.
    changed.fill(0, (spki?.start ?? 0) + 4, spki?.end);
    const broken: Party = { certificate: inspectCertificate(changed), key: poolKey('issuing') };
    const found = rfc([server, broken, root]);
    expect(found).toContain('cert.decode@1');
    expect(found).toContain('signature.verify@0');
  });
});

/** The certificate with the fields of its tbsCertificate changed; its signature no longer fits. */
function remade(party: Party, edit: (fields: Uint8Array[]) => Uint8Array[]): Party {
  const parts = (der: Uint8Array) =>
    readDer(der, 'certificate', (r) => r.sequence('certificate', (inner) => inner.list((one) => one.any().der))).value;
  const [tbs = new Uint8Array(), ...signed] = parts(party.certificate.der);
  return {
    certificate: inspectCertificate(sequence(sequence(...edit(parts(tbs))), ...signed)),
    key: party.key,
  };
}

describe('more rules for those who issue certificates', () => {
  const both = (parties: readonly Party[]) => {
    const found = rfc(parties).filter((one) => !one.startsWith('signature.'));
    expect(web(parties).filter((one) => !one.startsWith('signature.'))).toEqual(found);
    expect(failures(parties, {}).filter((one) => !one.startsWith('signature.'))).toEqual([]);
    return found;
  };

  it('a serial number of 20 octets has a sign bit among them (4.1.2.2)', () => {
    expect(both(leaf(same, { serial: `80${'00'.repeat(19)}` }))).toEqual(['profile.serialNumber@0']);
    expect(both(leaf(same, { serial: `80${'00'.repeat(18)}` }))).toEqual([]);
  });

  it('there are no unique identifiers (4.1.2.8), but in an anchor', () => {
    for (const n of [1, 2]) {
      const withId = (party: Party) =>
        remade(party, (fields) => [...fields.slice(0, 7), implicit(n, Uint8Array.of(0, 1)), ...fields.slice(7)]);
      expect(both([withId(server), issuing, root])).toEqual(['profile.names@0']);
      expect(both([server, withId(issuing), root])).toEqual(['profile.names@1']);
      expect(both([server, issuing, withId(root)])).toEqual([]);
    }
  });

  it('each part of a subject keeps its bound, in characters (A.1), but in an anchor', () => {
    const named = (value: string, type: 'CN' | 'O' | 'OU' | 'C') =>
      rfc(leaf(same, { subject: [{ type, value }] })).filter((one) => one.startsWith('profile'));
    for (const type of ['CN', 'O', 'OU'] as const) {
      expect(named('ä'.repeat(64), type)).toEqual([]);
      expect(named('a'.repeat(65), type)).toEqual(['profile.names@0']);
      expect(named('', type)).toEqual(['profile.names@0']);
    }
    expect(named('DE', 'C')).toEqual([]);
    expect(named('DEU', 'C')).toEqual(['profile.names@0']);
    const long = issueTo(cn('R'.repeat(65)), 'root', null, [...caExtensions(null), skiOf('root')]);
    const below = issueTo(cn('Issuing'), 'issuing', long, [...caExtensions(0), skiOf('issuing'), akiOf(long)]);
    expect(rfc([makeServer(below), below, long])).toEqual([]);
  });

  it('keyUsage and extKeyUsage have a purpose in common (4.2.1.12)', () => {
    const agreed = (usage: KeyUsage, ...purposes: readonly Purpose[]) =>
      failures(
        leaf((all) =>
          instead({ type: 'extKeyUsage', critical: false, purposes })(
            instead({ type: 'keyUsage', critical: true, usages: [usage] })(all),
          ),
        ),
        { profile: 'rfc5280', purpose: 'any', leafKeyUsage: null },
      );
    expect(agreed('dataEncipherment', 'serverAuth')).toEqual(['profile.keyUsage@0']);
    expect(agreed('keyEncipherment', 'clientAuth')).toEqual(['profile.keyUsage@0']);
    expect(agreed('keyEncipherment', 'serverAuth', 'clientAuth')).toEqual([]);
    expect(agreed('keyAgreement', 'serverAuth')).toEqual([]);
    expect(agreed('nonRepudiation', 'codeSigning')).toEqual(['profile.keyUsage@0']);
    expect(agreed('nonRepudiation', 'timeStamping', 'codeSigning')).toEqual([]);
    // Of any purpose, and of purposes that the section does not name, nothing is said.
    expect(agreed('dataEncipherment', 'anyExtendedKeyUsage')).toEqual([]);
  });

  it('the purpose that is asked for is the one that keyUsage must agree with (4.2.1.12)', () => {
    const parties = leaf((all) =>
      instead({ type: 'extKeyUsage', critical: false, purposes: ['serverAuth', 'clientAuth'] })(
        instead({ type: 'keyUsage', critical: true, usages: ['keyEncipherment'] })(all),
      ),
    );
    const asked = (purpose: PathRequest['purpose'], change: Partial<PathRequest> = {}) =>
      failures(parties, { profile: 'rfc5280', purpose, leafKeyUsage: null, ...change });
    expect(asked('server')).toEqual([]);
    expect(asked('client')).toEqual(['profile.keyUsage@0']);
    expect(asked('client', { profile: 'path' })).toEqual([]);
  });

  it('everything is in DER: FALSE is not written out, keyUsage does not end in zeros (X.690 11.5, 11.2.2)', () => {
    const replaced = (id: string, ...rest: readonly Uint8Array[]) => {
      const body = sequence(oid(id), ...rest);
      const odd = remade(server, (fields) => {
        const [last = new Uint8Array()] = fields.slice(-1);
        const all = readDer(last, 'certificate', (r) =>
          r.tagged(3, 'certificate.tbs.extensions', (list) =>
            list.sequence('extension.list', (inner) => inner.list((one) => one.any().der)),
          ),
        ).value;
        const kept = all.filter((one) => !Buffer.from(one).includes(Buffer.from(oid(id))));
        return [...fields.slice(0, -1), tagged(3, sequence(...kept, body))];
      });
      return both([odd, issuing, root]);
    };
    const yes = element(0x01, Uint8Array.of(0xff));
    const no = element(0x01, Uint8Array.of(0));
    const usage = (...content: number[]) => octetString(element(0x03, Uint8Array.from(content)));
    expect(replaced(OIDS.keyUsage, yes, usage(5, 0xa0))).toEqual([]);
    expect(replaced(OIDS.keyUsage, yes, usage(4, 0xa0))).toEqual(['profile.encoding@0']);
    expect(replaced(OIDS.keyUsage, yes, usage(7, 0xa0, 0))).toEqual(['profile.encoding@0']);
    expect(replaced(OIDS.keyUsage, no, usage(5, 0xa0))).toEqual(['profile.encoding@0']);
    expect(replaced(OIDS.basicConstraints, yes, octetString(sequence(no)))).toEqual(['profile.encoding@0']);
    expect(replaced(OIDS.basicConstraints, yes, octetString(sequence()))).toEqual([]);
  });
});

describe('extensions from elsewhere', () => {
  it('a critical ocsp-nocheck is known (RFC 6960 4.2.2.2.1)', () => {
    expect(rfc(leaf(adding(raw(OIDS['ocsp-nocheck'], true, nul()))))).toEqual([]);
  });

  it('Netscape’s certificate type limits what a leaf is for, as in OpenSSL', () => {
    const typed = (bits: number) => leaf(adding(raw(OIDS.nsCertType, false, element(0x03, Uint8Array.of(0, bits)))));
    expect(failures(typed(0x40), {})).toEqual([]);
    expect(failures(typed(0x80), {})).toEqual(['eku.serverAuth@0']);
    expect(failures(typed(0xc0), {})).toEqual([]);
    expect(failures(typed(0x80), { purpose: 'any' })).toEqual([]);
  });
});

describe('a certificate that can’t be read, on the way to the anchor', () => {
  const [, party] = ca(same);
  const spanOf = (field: string) => spansOf(party?.certificate.spans ?? [], field)[0];
  const asked = (der: Uint8Array) => {
    const opened = attempt(() => inspectCertificate(der));
    return validatePath({
      ...requestFor([server, root]),
      ...(opened.ok
        ? { presented: [server.certificate, opened.value] }
        : { unreadable: [unreadableCertificate(der, opened.error)] }),
    }).failures.map(({ check, certificate }) => `${check}@${certificate}`);
  };

  it('is named as the one at fault: its issuer’s signature with unused bits', () => {
    const der = party?.certificate.der.slice() ?? new Uint8Array();
    const signature = spanOf('certificate.signatureValue')?.start ?? 0;
    // BIT STRING, three octets of length, and the number of unused bits.
    der[signature + 4] = 1;
    expect(asked(der)).toContain('cert.decode@1');
    expect(asked(der)).not.toContain('chain.build@0');
  });

  it('is named, and not only missed, whatever is wrong in it, as long as its subject can be read', () => {
    const der = party?.certificate.der.slice() ?? new Uint8Array();
    // No month 99.
    der
      .fill(0x39, (spanOf('certificate.tbs.validity.notBefore')?.start ?? 0) + 4)
      .set(
        party?.certificate.der.subarray((spanOf('certificate.tbs.validity.notBefore')?.start ?? 0) + 6) ?? [],
        (spanOf('certificate.tbs.validity.notBefore')?.start ?? 0) + 6,
      );
    expect(asked(der)).toEqual(['cert.decode@1']);
    expect(asked(der.subarray(0, -1))).toEqual(['chain.build@0']);
  });
});

describe('an elliptic key that describes its curve', () => {
  it('is refused in every profile: a curve is named (RFC 5480 2.1.1)', () => {
    const described = sequence(
      sequence(oid(OIDS['id-ecPublicKey']), sequence(integer(1))),
      bitString(Uint8Array.of(4, 1, 1)),
    );
    const parts = (der: Uint8Array) =>
      readDer(der, 'certificate', (r) => r.sequence('certificate', (inner) => inner.list((one) => one.any().der)))
        .value;
    const [tbs = new Uint8Array(), ...signed] = parts(server.certificate.der);
    const fields = parts(tbs);
    fields[6] = described;
    const odd = { certificate: inspectCertificate(sequence(sequence(...fields), ...signed)), key: server.key };
    for (const profile of ['path', 'rfc5280', 'web'] as const)
      expect(failures([odd, issuing, root], { profile }), profile).toContain('cert.decode@0');
    expect(odd.certificate.flaws[0]?.problem).toContain('names its curve');
  });
});

describe('a trust anchor is taken for what it is, not for how it was issued (RFC 5280 6.1.1(d))', () => {
  const rootWith = (extensions: readonly ExtensionSpec[], change: Partial<CertificateSpec> = {}) =>
    issueTo(cn('Root'), 'root', null, extensions, change);
  const under = (anchor: Party) => {
    const intermediate = issueTo(cn('Issuing'), 'issuing', anchor, [
      ...caExtensions(0),
      skiOf('issuing'),
      akiOf(anchor),
    ]);
    return [makeServer(intermediate), intermediate, anchor];
  };
  const usual = [...caExtensions(null), skiOf('root')];
  const noKeyUsage = usual.filter(({ type }) => type !== 'keyUsage');

  it('its serial number may be 0, as that of several roots in use is; a leaf’s and an intermediate’s may not', () => {
    expect(rfc(under(rootWith(usual, { serial: '00' })))).toEqual([]);
    expect(web(under(rootWith(usual, { serial: '00' })))).toEqual([]);
    expect(rfc(leaf(same, { serial: '00' }))).toEqual(['profile.serialNumber@0']);
    expect(rfc(ca(same, { serial: '00' }))).toEqual(['profile.serialNumber@1']);
  });

  it('it may lack keyUsage, as what “openssl req -x509” makes does; an intermediate may not (4.2.1.3)', () => {
    expect(rfc(under(rootWith(noKeyUsage)))).toEqual([]);
    expect(web(under(rootWith(noKeyUsage)))).toEqual([]);
    expect(rfc(ca(without('keyUsage')))).toEqual(['profile.keyUsage@1']);
    expect(web(ca(without('keyUsage')))).toEqual(['profile.keyUsage@1']);
  });

  it('where it has keyUsage, this binds: without keyCertSign nothing below it is accepted', () => {
    const usages: ExtensionSpec = { type: 'keyUsage', critical: true, usages: ['cRLSign'] };
    expect(failures(under(rootWith([...noKeyUsage, usages])), {})).toEqual(['ca.keyCertSign@2']);
  });

  it('its dates may be GeneralizedTime before 2050; those of others may not (4.1.2.5)', () => {
    const long = (party: Party): Party => ({
      certificate: inspectCertificate(withLongDates(party.certificate.der)),
      key: party.key,
    });
    expect(rfc(under(long(rootWith(usual))))).toEqual([]);
    const [end, intermediate, anchor] = under(rootWith(usual));
    if (end === undefined || intermediate === undefined || anchor === undefined) throw new Error('three are made');
    expect(rfc([end, long(intermediate), anchor])).toContain('profile.validity@1');
  });

  it('it may name no issuer’s key, even where its issuer is another; an intermediate must (4.2.1.1)', () => {
    const crossed = issueTo(
      cn('Root'),
      'root',
      issueTo(cn('Elder'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]),
      usual,
    );
    expect(rfc(under(crossed))).toEqual([]);
    expect(rfc(ca(without('authorityKeyIdentifier')))).toEqual(['profile.keyIdentifiers@1']);
  });

  it('it may be of version 1, which has no extensions; the web wants version 3 (BR 7.1.1)', () => {
    const { certificate, key } = rootWith([]);
    const old = { certificate: inspectCertificate(asVersion1(certificate.der)), key };
    expect(old.certificate.version).toBe(1);
    expect(rfc(under(old))).toEqual([]);
    expect(web(under(old))).toEqual(['web.version@2']);
  });

  it('it has a key identifier of its own, which those below it name (4.2.1.2), and critical basicConstraints (4.2.1.9)', () => {
    expect(rfc(under(rootWith(usual.filter(({ type }) => type !== 'subjectKeyIdentifier'))))).toEqual([
      'profile.keyIdentifiers@2',
    ]);
    const mild: ExtensionSpec = { type: 'basicConstraints', critical: false, ca: true, pathLen: null };
    expect(rfc(under(rootWith([mild, ...usual.slice(1)])))).toEqual(['profile.criticality@2']);
  });
});

describe('the web’s profile', () => {
  it('limits the lifetime by the day on which it begins (BR 6.3.2)', () => {
    const lasting = (from: number, days: number, now = from + DAY) =>
      web([makeServer(issuing, { notBefore: from, notAfter: from + days * DAY - 1000 }), issuing, root], {
        now,
      }).filter((f) => f.startsWith('web.'));
    const rules: [number, number][] = [
      [Date.UTC(2019, 0, 1), 825],
      [Date.UTC(2020, 8, 1), 398],
      [Date.UTC(2026, 2, 14), 398],
      [Date.UTC(2026, 2, 15), 200],
      [Date.UTC(2027, 2, 15), 100],
      [Date.UTC(2029, 2, 15), 47],
    ];
    for (const [from, days] of rules) {
      expect(lasting(from, days)).toEqual([]);
      expect(lasting(from, days + 1)).toEqual(['web.lifetime@0']);
    }
  });

  it('wants purposes: serverAuth in the leaf, and none that a server must not have (BR 7.1.2.7.10)', () => {
    const purposes = (...list: readonly ('serverAuth' | 'clientAuth' | 'anyExtendedKeyUsage' | 'OCSPSigning')[]) =>
      web(leaf(instead({ type: 'extKeyUsage', critical: false, purposes: list })));
    expect(web(leaf(without('extKeyUsage')))).toEqual(['eku.serverAuth@0']);
    expect(purposes('serverAuth', 'clientAuth')).toEqual([]);
    expect(purposes('anyExtendedKeyUsage')).toEqual(['eku.serverAuth@0', 'web.extKeyUsage@0']);
    expect(purposes('serverAuth', 'OCSPSigning')).toEqual(['web.extKeyUsage@0']);
    expect(web(leaf(instead({ type: 'extKeyUsage', critical: true, purposes: ['serverAuth'] })))).toEqual([
      'web.extKeyUsage@0',
    ]);
    expect(web(ca(adding({ type: 'extKeyUsage', critical: false, purposes: ['anyExtendedKeyUsage'] })))).toEqual([
      'eku.serverAuth@1',
    ]);
  });

  it('wants leaves that are no CAs (BR 7.1.2.7.8)', () => {
    expect(web(leaf(instead({ type: 'basicConstraints', critical: true, ca: true, pathLen: null })))).toEqual([
      'leaf.notCA@0',
    ]);
  });

  it('wants DNS names and addresses, critical only without a subject (BR 7.1.2.7.12)', () => {
    expect(web(leaf(instead(san([host], true))))).toEqual(['web.subjectAltName@0']);
    expect(web(leaf(instead(san([host, { type: 'email', value: 'a@bank.test' }]))))).toEqual(['web.subjectAltName@0']);
    expect(web(leaf(instead(san([host, { type: 'dns', value: '*.co.uk' }]))))).toEqual(['web.subjectAltName@0']);
  });

  it.each<[string, boolean]>([
    ['*', true],
    ['*.com', true],
    ['*.co.uk', true],
    ['*.LG.jp', true],
    ['*.web.de', false],
    ['*.info.de', false],
    ['*.bank.test', false],
    ['*.bank.co.uk', false],
    ['co.uk', false],
  ])('takes %s for a wildcard over a registry: %s (BR 3.2.2.6)', (name, expected) => {
    expect(isRegistryWildcard(name)).toBe(expected);
  });

  it('wants a common name that is a copy of an alternative name (BR 7.1.4.3)', () => {
    const named = (value: string, ...names: readonly GeneralNameSpec[]) =>
      web(leaf(instead(san([host, ...names])), { subject: cn(value) }));
    const address: GeneralNameSpec = { type: 'ip', value: Uint8Array.of(192, 0, 2, 1) };
    expect(named(HOST)).toEqual([]);
    for (const value of [HOST.toUpperCase(), 'other.test', 'Bänk', '192.0.2.1', '0xc0000201', '2001:DB8::1']) {
      expect(named(value), value).toEqual(['web.commonName@0']);
    }
    expect(named('192.0.2.1', address)).toEqual([]);
    expect(named('192.000.002.001', address)).toEqual(['web.commonName@0']);
    expect(named('bank.test', { type: 'dns', value: '*.bank.test' })).toEqual([]);
  });

  it('wants RSA keys of whole bytes (BR 6.1.5)', () => {
    const { n, e } = publicOf(poolKey('server'));
    expect(web(leaf(same, { publicKey: rsaPublicKey(n * 2n ** 4n + 1n, e) }))).toEqual(['crypto.keySize@0']);
  });

  it('wants the authority key identifier to be just that (BR 7.1.2.11.1)', () => {
    const odd = issueTo(cn('Root'), 'root', null, [
      ...caExtensions(null),
      skiOf('root'),
      { type: 'authorityKeyIdentifier', critical: false, keyId: Uint8Array.of(1) },
    ]);
    expect(web([makeServer(issuing), issuing, odd]).filter((f) => f.startsWith('web.'))).toEqual([
      'web.authorityKeyId@2',
    ]);
  });
});

describe('roots of the web', () => {
  const below = (hash: 'sha1' | 'sha256', notBefore: number) => {
    const extensions = [...caExtensions(null), skiOf('root')];
    return [server, issuing, issueTo(cn('Root'), 'root', null, extensions, { hash, notBefore })];
  };

  it('may be signed with SHA-1 only if they are from before 2016 (BR 7.1.3)', () => {
    expect(web(below('sha1', Date.UTC(2015, 0)))).toEqual([]);
    expect(web(below('sha1', Date.UTC(2020, 0)))).toEqual(['crypto.signatureHash@2']);
    expect(web(below('sha256', Date.UTC(2020, 0)))).toEqual([]);
    expect(rfc(below('sha1', Date.UTC(2020, 0)))).toEqual([]);
  });

  it('change their keys by self-issued certificates that name the old key (RFC 5280 3.2)', () => {
    const rollover = issueTo(cn('Root'), 'rogueRoot', root, [...caExtensions(null), skiOf('rogueRoot'), akiOf(root)]);
    const newIssuing = issueTo(cn('Issuing'), 'issuing', rollover, [
      ...caExtensions(0),
      skiOf('issuing'),
      akiOf(rollover),
    ]);
    expect(web([server, newIssuing, rollover, root])).toEqual([]);
  });
});

describe('Microsoft’s application policies, critical', () => {
  const policies = raw('1.3.6.1.4.1.311.21.10', true, sequence(sequence(oid(OIDS.serverAuth))));

  it('are an older spelling of extKeyUsage, which counts where it stands beside them', () => {
    expect(rfc(leaf(adding(policies)))).toEqual([]);
    expect(rfc(leaf((all) => adding(policies)(without('extKeyUsage')(all))))).toEqual(['ext.unknownCritical@0']);
  });
});

describe('names to be asked for', () => {
  it('may be addresses and mailboxes (RFC 9525 6.4, RFC 5280 4.2.1.6)', () => {
    const parties = leaf(
      instead(
        san([host, { type: 'ip', value: Uint8Array.of(192, 0, 2, 1) }, { type: 'email', value: 'Alice@Bank.test' }]),
      ),
    );
    const asked = (peerName: PathRequest['peerName']) => failures(parties, { peerName });
    expect(asked({ ip: '192.0.2.1' })).toEqual([]);
    expect(asked({ ip: '192.0.2.2' })).toEqual(['identity.ip@0']);
    expect(asked({ ip: '192.0.2.01' })).toEqual(['identity.ip@0']);
    expect(asked({ email: 'Alice@bank.TEST' })).toEqual([]);
    expect(asked({ email: 'alice@bank.test' })).toEqual(['identity.email@0']);
    expect(failures([server, issuing, root], { peerName: { ip: '192.0.2.1' } })).toEqual(['identity.san@0']);
    expect(failures(parties, { peerName: { dns: HOST }, morePeerNames: [{ dns: 'shop.test' }] })).toEqual([
      'identity.dns@0',
    ]);
    const v6 = leaf(
      instead(san([{ type: 'ip', value: Uint8Array.from([0x20, 1, 0xd, 0xb8, ...new Array<number>(11).fill(0), 1]) }])),
    );
    expect(failures(v6, { peerName: { ip: '2001:db8::1' } })).toEqual([]);
    expect(failures(v6, { peerName: { ip: '2001:0DB8:0:0::0.0.0.1' } })).toEqual([]);
  });
});
