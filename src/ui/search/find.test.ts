import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchEntries } from './entries.ts';
import { foundGroups, searchOf } from './find.ts';

/** As the page's commands, in `app`, which is above. */
const COMMANDS = [
  { id: 'export', label: 'Export' },
  { id: 'compare', label: 'Compare side by side' },
  { id: 'observer', label: 'View as the next one: everyone, client, server, eavesdropper' },
  { id: 'ca', label: 'CA console' },
  { id: 'break', label: 'Inject a fault' },
];
const ENTRIES = searchEntries(COMMANDS);
const search = searchOf(ENTRIES);
const keys = (query: string) => search(query).map(({ entry }) => entry.key);

/** What must come first. */
const FIRST: readonly (readonly [string, string])[] = [
  // Terms and abbreviations of the field.
  ['SNI', 'term sni'],
  ['sni', 'term sni'],
  ['CN', 'term cn'],
  ['common name', 'term cn'],
  ['SAN', 'term san'],
  ['subjectAltName', 'term san'],
  ['subject alternative name', 'term san'],
  ['eku', 'term eku'],
  ['extendedKeyUsage', 'term eku'],
  ['mTLS', 'term mtls'],
  ['two-way SSL', 'term mtls'],
  ['mutual TLS', 'term mtls'],
  ['client authentication', 'term mtls'],
  ['PSK', 'term psk'],
  ['ALPN', 'term alpn'],
  ['HRR', 'term hrr'],
  ['AEAD', 'term aead'],
  ['HKDF', 'term hkdf'],
  ['PFS', 'term forward-secrecy'],
  ['forward secrecy', 'term forward-secrecy'],
  ['ML-KEM', 'term ml-kem'],
  ['Kyber', 'term ml-kem'],
  ['ML-DSA', 'term ml-dsa'],
  ['Dilithium', 'term ml-dsa'],
  ['post-quantum certificates', 'page #/learn/post-quantum'],
  ['size of certificates', 'page #/learn/post-quantum'],
  ['worksheet', 'page #/learn/worksheet'],
  ['premaster', 'term premaster'],
  ['pre-master secret', 'term premaster'],
  ['trust anchor', 'check chain.trustAnchor'],
  ['OCSP stapling', 'term stapling'],
  ['must-staple', 'term must-staple'],
  ['soft fail', 'term soft-fail'],
  ['fingerprint', 'term fingerprint'],
  ['thumbprint', 'term fingerprint'],
  ['PKCS12', 'term pkcs12'],
  ['CSR', 'term csr'],
  ['DER', 'term der'],
  ['nonce', 'term nonce'],
  ['KeyUpdate', 'term key-update'],
  ['CertificateVerify', 'term certificate-verify'],
  ['trust store', 'term trust-store'],
  ['Diffie-Hellman', 'term ecdhe'],
  ['authorized', 'term authorised'],
  // Messages of programs.
  ['unable to get local issuer certificate', 'fault server/missing-intermediate'],
  ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'fault server/missing-intermediate'],
  ['certificate has expired', 'fault server/expired'],
  ['x509: certificate has expired or is not yet valid', 'fault server/expired'],
  ['CERT_HAS_EXPIRED', 'fault server/expired'],
  ['self signed certificate in certificate chain', 'fault server/untrusted-root'],
  ['self signed certificate in chain', 'fault server/untrusted-root'],
  ['self-signed certificate', 'fault server/self-signed'],
  ['x509: certificate signed by unknown authority', 'fault server/untrusted-root'],
  [
    'PKIX path building failed: unable to find valid certification path to requested target',
    'fault server/missing-intermediate',
  ],
  ['no alternative certificate subject name matches target host name', 'fault server/wrong-host'],
  ['hostname mismatch', 'fault server/wrong-host'],
  ['ERR_CERT_AUTHORITY_INVALID', 'fault server/untrusted-root'],
  ['no shared cipher', 'fault hello/no-common-cipher'],
  ['permitted subtree violation', 'fault ca/outside-name-constraints'],
  ['CRL has expired', 'fault ca/crl-expired'],
  // Alerts, by name, number, and as OpenSSL prints them.
  ['bad certificate', 'alert bad_certificate'],
  ['bad_certificate', 'alert bad_certificate'],
  ['sslv3 alert bad certificate', 'alert bad_certificate'],
  ['tlsv1 alert unknown ca', 'alert unknown_ca'],
  ['tlsv13 alert certificate required', 'alert certificate_required'],
  ['alert 42', 'alert bad_certificate'],
  ['48', 'alert unknown_ca'],
  ['handshake failure', 'alert handshake_failure'],
  ['certificate_expired', 'alert certificate_expired'],
  ['decrypt_error', 'alert decrypt_error'],
  // Ids.
  ['server/expired', 'fault server/expired'],
  ['client/expired', 'fault client/expired'],
  ['ca.pathLen', 'check ca.pathLen'],
  ['validity.notAfter', 'check validity.notAfter'],
  ['eku.clientAuth', 'check eku.clientAuth'],
  ['expired', 'fault server/expired'],
  // Faults in one's own words.
  ['expired server certificate', 'fault server/expired'],
  ['expired client certificate', 'fault client/expired'],
  ['wrong host name', 'fault server/wrong-host'],
  ['stolen client certificate', 'fault client/stolen-certificate'],
  ['null byte', 'fault server/nul-in-name'],
  ['corporate proxy', 'fault wire/mitm-trusted'],
  // Missions, sections, settings, commands.
  ['mission 7', 'mission 7'],
  ['Mission 15', 'mission 15'],
  ['mission9', 'mission 9'],
  ['7', 'mission 7'],
  ['10', 'alert unexpected_message'],
  ['name tag', 'mission 1'],
  ['missing link', 'mission 4'],
  ['RFC 5280 4.2.1.9', 'section pkix.4.2.1.9'],
  ['5280 6.1.4(m)', 'section pkix.6.1.4.m'],
  ['RFC 8446 4.4.3', 'section tls13.4.5.2'],
  ['RFC 9846 4.5.2', 'section tls13.4.5.2'],
  ['TLS 1.3', 'setting protocol tls1.3'],
  ['chacha20', 'term chacha'],
  ['Wireshark', 'command export'],
  ['compare', 'command compare'],
  ['TLS_AES_256_GCM_SHA384', 'setting suite TLS_AES_256_GCM_SHA384'],
  // One letter is wrong, missing or too many.
  ['exipred certificate', 'fault server/expired'],
  ['handshke failure', 'alert handshake_failure'],
  ['stapeling', 'term stapling'],
  ['fingerprnt', 'term fingerprint'],
  ['wildcrad', 'term wildcard'],
  ['subjectAltNane', 'term san'],
  ['unable to get local isuer certificate', 'fault server/missing-intermediate'],
  ['hostname missmatch', 'fault server/wrong-host'],
  ['transcrypt', 'term handshake-hash'],
];

/** What must be among the first three. */
const AMONG_FIRST_THREE: readonly (readonly [string, string])[] = [
  ['foward secrecy', 'term forward-secrecy'],
  ['foward secrecy', 'fault wire/server-key-leaks'],
  ['expired', 'fault client/expired'],
  ['pathLen', 'check ca.pathLen'],
  ['pathLen', 'term path-len'],
  ['path length', 'fault ca/path-too-long'],
  ['unable to get local issuer certificate', 'check chain.build'],
  ['unable to get local issuer certificate', 'fault client/missing-intermediate'],
  ['man in the middle', 'fault wire/mitm'],
  ['man in the middle', 'term mitm'],
  ['MITM', 'fault wire/mitm'],
  ['trust anchor', 'term trust-anchor'],
  ['403', 'fault client/not-allowed'],
  ['clock', 'fault clock/client-slow'],
  ['clock', 'fault clock/client-fast'],
  ['post-quantum', 'setting group X25519MLKEM768'],
  ['basicConstraints', 'check ca.basicConstraints'],
  ['revoked', 'fault server/revoked'],
  ['revoked', 'fault client/revoked'],
  ['bad record mac', 'alert bad_record_mac'],
  ['weak key', 'fault server/weak-key'],
  ['key usage', 'check leaf.keyUsage'],
  ['notAfter', 'check validity.notAfter'],
  ['notAfter', 'term not-after'],
  ['nameConstraints', 'term name-constraints'],
  ['downgrade', 'fault wire/downgrade'],
  ['replay', 'fault wire/replay'],
];

describe('the search', () => {
  it.each(FIRST)('finds for “%s” first %s', (query, key) => {
    expect(keys(query)[0], keys(query).slice(0, 4).join(', ')).toBe(key);
  });

  it.each(AMONG_FIRST_THREE)('finds for “%s” among the first three %s', (query, key) => {
    expect(keys(query).slice(0, 3)).toContain(key);
  });

  it('finds each entry by its own title, among the first three of its group', () => {
    const lost = ENTRIES.filter(({ key, title }) => {
      const groups = foundGroups(search(title));
      return !groups.some(({ found }) => found.slice(0, 3).some(({ entry }) => entry.key === key));
    });
    expect(lost.map(({ key, title }) => `${key}: ${title}`)).toEqual([]);
  });

  it('finds each fault, check, alert and term by its id first', () => {
    const kinds = ['fault', 'check', 'alert'] as const;
    const lost = ENTRIES.filter(
      ({ target, key }) => kinds.some((kind) => kind === target.kind) && keys(String(target.id))[0] !== key,
    );
    expect(lost.map(({ key }) => `${key}: ${keys(key.slice(key.indexOf(' ') + 1))[0]}`)).toEqual([]);
  });

  it('finds what is begun: each beginning of three letters or more of “unknown_ca” finds the alert', () => {
    for (let length = 3; length <= 'unknown_ca'.length; length++) {
      const found = keys('unknown_ca'.slice(0, length));
      expect(found, 'unknown_ca'.slice(0, length)).toContain('alert unknown_ca');
    }
  });

  it('shows groups in one order, the best of a group first', () => {
    const titles = [
      'Faults',
      'Checks and alerts',
      'Missions',
      'Terms',
      'Pages',
      'Settings and commands',
      'Sections of standards',
    ];
    for (const [query] of FIRST) {
      const groups = foundGroups(search(query));
      const shown = groups.map(({ title }) => title);
      expect(shown).toEqual(titles.filter((title) => shown.includes(title)));
      for (const { found } of groups) {
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }
    }
  });

  it('finds nothing for nothing, and for what is nowhere', () => {
    for (const query of ['', '   ', '?!', 'the', 'qqqqqqqqqq']) expect(keys(query)).toEqual([]);
  });

  it('never throws, whatever is typed, and reads only the beginning of a long text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (query) => Array.isArray(search(query))),
      { numRuns: 60 },
    );
    const long = `certificate has expired ${'x '.repeat(150)}`;
    expect(keys(long + 'unknown_ca '.repeat(1000))).toEqual(keys(long));
  });
});

describe('the entries', () => {
  it('have a key of their own each', () => {
    expect(new Set(ENTRIES.map(({ key }) => key)).size).toBe(ENTRIES.length);
  });

  it('have a title, and lines without stray ends', () => {
    expect(ENTRIES.filter(({ title, line }) => title.trim() === '' || line !== line.trim())).toEqual([]);
    expect(ENTRIES.filter(({ also }) => also.some((each) => each.trim() === '' || each !== each.trim()))).toEqual([]);
  });
});
