// The registry of code points: its numbers against OpenSSL and Wireshark, and that nobody else keeps numbers of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { GROUP_NAMES } from '../../crypto/keyAgreement.ts';
import { SIGNATURE_SCHEME_NAMES } from '../../crypto/signingKey.ts';
import { openssl, outsideJudge, runOutside } from '../../testing/outside.ts';
import { CIPHER_SUITES, suiteName } from './cipherSuites.ts';
import { EXTENSIONS, extensionName } from './extensions.ts';
import { GROUPS, groupName, groupOf } from './groups.ts';
import { HANDSHAKE_TYPES, handshakeTypeName } from './handshakeTypes.ts';
import {
  MORE_CERTIFICATE_TYPES,
  MORE_EXTENSIONS,
  MORE_GROUPS,
  MORE_HANDSHAKE_TYPES,
  MORE_NAMES,
  MORE_SCHEMES,
  UNREGISTERED_EXTENSIONS,
} from './more.ts';
import { MORE_SUITES } from './moreSuites.ts';
import { isGrease, withMoreNames } from './names.ts';
import { CERTIFICATE_TYPES, certificateTypeName } from './parameters.ts';
import { SIGNATURE_SCHEMES, schemeName, schemeOf } from './signatureSchemes.ts';
import { versionName } from './versions.ts';

type Table = Readonly<Record<string, number>>;
const REGISTRIES: readonly (readonly [string, Table, Table])[] = [
  ['cipher suites', CIPHER_SUITES, MORE_SUITES],
  ['signature schemes', SIGNATURE_SCHEMES, MORE_SCHEMES],
  ['groups', GROUPS, MORE_GROUPS],
  ['extensions', EXTENSIONS, { ...MORE_EXTENSIONS, ...UNREGISTERED_EXTENSIONS }],
  ['handshake types', HANDSHAKE_TYPES, MORE_HANDSHAKE_TYPES],
  ['certificate types', CERTIFICATE_TYPES, MORE_CERTIFICATE_TYPES],
];
const named = <T>(work: () => T): T => withMoreNames(MORE_NAMES, work);

describe('code points', () => {
  it.each(REGISTRIES)('of %s stand once, with one name each', (_, base, more) => {
    const codes = [...Object.values(base), ...Object.values(more)];
    const names = [...Object.keys(base), ...Object.keys(more)];
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by the name that crypto knows, and nothing else is', () => {
    for (const name of SIGNATURE_SCHEME_NAMES) expect(schemeOf(SIGNATURE_SCHEMES[name])).toBe(name);
    for (const name of GROUP_NAMES) expect(groupOf(GROUPS[name])).toBe(name);
    expect([schemeOf(0x0808), groupOf(24)]).toEqual([null, null]);
  });

  // RFC 9846 4.3.3 and 4.3.7; draft-ietf-tls-ecdhe-mlkem; draft-ietf-tls-mldsa.
  it('are those of the standards', () => {
    expect(SIGNATURE_SCHEMES).toMatchObject({ ecdsa_secp256r1_sha256: 0x0403, rsa_pss_rsae_sha256: 0x0804 });
    expect(GROUPS).toMatchObject({ secp256r1: 0x0017, x25519: 0x001d, ffdhe2048: 0x0100, X25519MLKEM768: 0x11ec });
    expect(SIGNATURE_SCHEMES).toMatchObject({ mldsa44: 0x0904, mldsa65: 0x0905, mldsa87: 0x0906 });
    expect(EXTENSIONS).toMatchObject({ supported_versions: 43, key_share: 51, session_ticket: 35 });
    expect([0x0303, 0x0304, 0x0305].map(versionName)).toEqual(['TLS 1.2', 'TLS 1.3', '0x0305']);
  });

  it('without a name are shown as numbers', () => {
    expect([suiteName(0x0a1a), schemeName(0x081a), groupName(0x0200), extensionName(57)]).toEqual([
      '0x0a1a',
      '0x081a',
      '0x0200',
      'extension 57',
    ]);
    expect([handshakeTypeName(25), certificateTypeName(67)]).toEqual([null, '67']);
  });

  it('that no endpoint speaks have names for those who ask, and only while they ask', () => {
    const names = (): unknown[] => [
      suiteName(0x0041),
      schemeName(0x081a),
      groupName(0x001a),
      extensionName(0xfe0d),
      handshakeTypeName(25),
      certificateTypeName(67),
    ];
    expect(named(names)).toEqual([
      'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA',
      'ecdsa_brainpoolP256r1tls13_sha256',
      'brainpoolP256r1',
      'encrypted_client_hello',
      'CompressedCertificate',
      'gost_sign256',
    ]);
    expect(names()).toEqual(['0x0041', '0x081a', '0x001a', 'extension 65037', null, '67']);
    expect(() =>
      named(() => {
        throw new RangeError('over');
      }),
    ).toThrow('over');
    expect(schemeName(0x081a)).toBe('0x081a');
  });

  it('that RFC 8701 reserves are GREASE', () => {
    const reserved = Array.from({ length: 16 }, (_, n) => 0x0a0a + n * 0x1010);
    for (const code of reserved) {
      expect(isGrease(code)).toBe(true);
      expect(suiteName(code)).toBe('GREASE');
      expect(named(() => [schemeName(code), groupName(code), extensionName(code)])).toEqual(Array(3).fill('GREASE'));
    }
    const all = REGISTRIES.flatMap(([, base, more]) => [...Object.values(base), ...Object.values(more)]);
    expect(all.filter(isGrease)).toEqual([]);
    expect([0x0a1a, 0x0b0b, 0x0a0b].some(isGrease)).toBe(false);
  });

  it.skipIf(!outsideJudge('openssl'))('bear the names that OpenSSL prints for all of its suites', () => {
    const { stdout } = openssl(['ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0']);
    const listed = [...stdout.toString().matchAll(/0x(\w\w),0x(\w\w) - (TLS_\S+)/g)];
    expect(listed.length).toBeGreaterThan(50);
    for (const [, high, low, name] of listed)
      expect(named(() => suiteName(Number.parseInt(`${high}${low}`, 16)))).toBe(name);
  });

  it.skipIf(!outsideJudge('tshark')).each([
    ['suites', 'ciphersuite', suiteName, 300],
    ['extensions', 'extension.type', extensionName, 45],
    ['groups', 'extensions_supported_group', groupName, 35],
    ['signature schemes', 'sig_hash_alg', schemeName, 15],
  ] as const)('of %s bear the names that Wireshark shows', (_, field, nameOf, atLeast) => {
    const lines = wireshark().matchAll(new RegExp(`^V\ttls\\.handshake\\.${field}\t(\\w+)\t(\\S+)`, 'gm'));
    const shown = new Map([...lines].map(([, code, name = '']) => [Number(code), name]));
    for (const code of Object.values(UNREGISTERED_EXTENSIONS)) shown.delete(code);
    const known = [...shown.keys()].filter((code) => !/^(0x|extension )/.test(named(() => nameOf(code))));
    expect(known.filter((code) => !isGrease(code)).length).toBeGreaterThan(atLeast);
    const different = known.flatMap((code) => {
      const [ours, theirs] = [named(() => nameOf(code)), shown.get(code)];
      return theirs === ours || ours === 'GREASE' || ours in OTHER_SPELLINGS ? [] : [[code, ours, theirs]];
    });
    expect(different).toEqual([]);
  });
});

/** Every name that it has for a number, one a line. */
const wireshark = memo(() => runOutside('tshark', ['-G', 'values']).stdout.toString());

function memo(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Where the registry has another name than Wireshark, in some of its versions. */
const OTHER_SPELLINGS = {
  delegated_credential: 'delegated_credentials: RFC 9345 4.1.1 has the singular',
  MLKEM512: 'frodo640aes: an experiment that had the number before',
  MLKEM768: 'frodo640shake',
  MLKEM1024: 'frodo976aes',
};

describe('the numbers of the registry', () => {
  const SRC = join(import.meta.dirname.replaceAll('\\', '/'), '../..');
  const product = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test(ing)?\.tsx?$/.test(path) && !path.startsWith('testing/'))
    .filter((path) => !path.startsWith('tls/codePoints/'));

  it('stand nowhere else in the product: no second number of four digits', () => {
    expect(product.length).toBeGreaterThan(300);
    expect(product.flatMap((path) => numbersIn(path, readFileSync(join(SRC, path), 'utf8')))).toEqual([]);
  });

  it('stand nowhere else in the product: no second table of names and numbers', () => {
    expect(product.flatMap((path) => tablesIn(path, readFileSync(join(SRC, path), 'utf8')))).toEqual([]);
  });

  it('would be found there', () => {
    expect(numbersIn('tls/a.ts', 'const suite = 0xC02F;')).toEqual(['tls/a.ts: 0xC02F']);
    expect(numbersIn('tls/a.ts', 'const suite = 0x4500; // 0xc02f')).toEqual([]);
    expect(tablesIn('tls/a.ts', "{ server_name: 0, 'key_share': 51 }")).toHaveLength(2);
    expect(tablesIn('tls/a.ts', "{ 13: 'signature_algorithms' }")).toHaveLength(1);
    expect(tablesIn('tls/a.ts', "{ extension: 'server_name', at: 0 }")).toEqual([]);
  });
});

/** Only those of four digits: a small number may mean anything. */
const WIDE = new Set(
  [0x0300, 0x0301, 0x0302, 0x0303, 0x0304].concat(
    REGISTRIES.slice(0, 4).flatMap(([, base]) => Object.values(base).filter((code) => code > 0x00fe)),
  ),
);
const NAMES = REGISTRIES.flatMap(([, base, more]) => [...Object.keys(base), ...Object.keys(more)]).join('|');

const withoutComments = (source: string): string => source.replace(/\/\*.*?\*\/|\/\/.*$/gms, '');

function numbersIn(path: string, source: string): string[] {
  const found = withoutComments(source).match(/(?<![\w'])0x[0-9a-fA-F]{4}\b(?!')/g) ?? [];
  return found.filter((number) => WIDE.has(Number(number))).map((number) => `${path}: ${number}`);
}

function tablesIn(path: string, source: string): string[] {
  const code = withoutComments(source);
  const number = '(?:0x[0-9a-fA-F]+|\\d+)';
  const rows = [
    ...code.matchAll(new RegExp(`(?<![\\w.])'?(${NAMES})'?: ${number}\\b`, 'g')),
    ...code.matchAll(new RegExp(`(?<![\\w.'])${number}: '(${NAMES})'`, 'g')),
  ];
  return rows.map(([row]) => `${path}: ${row}`);
}
