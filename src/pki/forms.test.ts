// Certificates in the forms in which programs and standards hand them on, besides PEM and DER files.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as write from '../asn1/derWriter.ts';
import { concat, toHex, utf8 } from '../bytes/hex.ts';
import { privateKeyToPem } from '../crypto/keyFormat.ts';
import { poolKey } from '../crypto/pool.ts';
import { publicOf } from '../crypto/rsa.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import keyStores from '../testing/knownAnswers/keyStores.json' with { type: 'json' };
import { operationsOf } from '../testing/operations.ts';
import { insideOnly, someOf } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { certificatePem, makeBank, withFolder } from './bank.testing.ts';
import { type Intake, takeIn } from './intake/intake.ts';
import { isIntact } from './intake/keyStore.ts';
import { openInput, readInput } from './intake/readInput.ts';
import { inspectCertificate } from './x509/certificate.ts';

const bank = makeBank();
const chain = [bank.server, bank.issuing, bank.root];
const ders = chain.map(({ certificate }) => toHex(certificate.der));
const pem = certificatePem(bank.server);
const chainPem = certificatePem(...chain);
const der = bank.server.certificate.der;
const [b64, issuing64, root64] = chain.map(({ certificate }) => Buffer.from(certificate.der).toString('base64')) as [
  string,
  string,
  string,
];
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const folded = (text: string, width: number, joint: string): string =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(joint) ?? '';
const key = poolKey('server');
const keyPem = privateKeyToPem(key);
const spki = publicKeyToSpki(publicOf(key));

const certificatesIn = ({ items }: Intake): string[] =>
  items.flatMap((item) => (item.kind === 'certificate' ? [toHex(item.certificate.der)] : []));
const text = (given: string): Intake => takeIn(utf8(given));
const lines = (of: string): string[] => of.trimEnd().split('\n');
const bytes = [...der].map((octet) => octet.toString(16).padStart(2, '0'));

/** As `xxd`, `hexdump -C` and Wireshark print bytes. */
const dump = (line: (address: number, row: readonly string[], shown: string) => string): string =>
  Array.from({ length: Math.ceil(der.length / 16) }, (_, i) => {
    const row = bytes.slice(16 * i, 16 * i + 16);
    const shown = row
      .map((hex) =>
        Buffer.from(hex, 'hex')
          .toString('latin1')
          .replace(/[^ -~]/g, '.'),
      )
      .join('');
    return line(16 * i, row, shown);
  }).join('\n');
const address = (at: number, width: number): string => at.toString(16).padStart(width, '0');

const dumpOf = (
  of: readonly string[],
  width: number,
  line: (address: number, row: readonly string[], shown: string) => string,
): string =>
  Array.from({ length: Math.ceil(of.length / width) }, (_, i) => {
    const row = of.slice(width * i, width * i + width);
    const shown = Buffer.from(row.join(''), 'hex').toString('latin1');
    return line(width * i, row, shown.replace(/[^ -~]/g, '.'));
  }).join('\n');
const dumpBy = (width: number, line: (address: number, row: readonly string[]) => string): string =>
  dumpOf(bytes, width, line);
const pemBytes = [...utf8(pem)].map((octet) => octet.toString(16).padStart(2, '0'));
/** Two bytes each, the lower one first. */
const words = (row: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(row.length / 2) }, (_, i) => (row[2 * i + 1] ?? '00') + row[2 * i]);
const signed = (hex: string): number => (Number.parseInt(hex, 16) << 24) >> 24;
const literal = (octet: number, quote: string, escaped: (octet: number) => string): string => {
  const shown = String.fromCharCode(octet);
  return /[ -~]/.test(shown) && shown !== quote && shown !== '\\' ? shown : escaped(octet);
};

/** PEM as it is copied out of a page, a listing or a log: something stands in front of each line, or behind it. */
const byLine = (line: (text: string, number: number) => string, joint = '\n'): string =>
  lines(pem)
    .map((l, i) => line(l, i + 1))
    .join(joint);
const PAGES: readonly (readonly [string, string])[] = [
  ['in a page, with line breaks', byLine((l) => l, '<br>')],
  ['in a page, with line breaks of XHTML', byLine((l) => l, '<br />\r\n')],
  ['in a page, a paragraph a line', byLine((l) => `<p>${l}</p>`)],
  ['in a page, coloured', byLine((l) => `<span class="nt">${l}</span>`)],
  ['in a page, escaped', byLine((l) => l, '&lt;br&gt;')],
  ['with blanks that do not break', byLine((l) => `\u00a0\u00a0${l}`)],
  ['with blanks of no width', byLine((l) => `\u200b${l}`)],
  ['with line numbers', byLine((l, i) => `${String(i).padStart(3)}  ${l}`)],
  ['with line numbers and colons', byLine((l, i) => `${i}: ${l}`)],
  ['with line numbers and bars', byLine((l, i) => `${String(i).padStart(2)} | ${l}`)],
  ['as grep -n shows it', byLine((l, i) => `conf/a.pem:${i}:${l}`)],
  ['in a page, with line numbers of their own', byLine((l, i) => `<td>${i}</td><td class="c">${l}</td>`)],
  ['in a table', byLine((l) => `| ${l.padEnd(64)} |`)],
  ['in a log', byLine((l, i) => `2026-11-30T12:00:00.${100 + i}Z stdout F ${l}`)],
  ['in the journal', byLine((l, i) => `Nov 30 12:00:${10 + i} host app[12]: ${l}`)],
  ['added by a patch', byLine((l) => `+  ${l}`)],
  ['in quoted-printable', pem.replaceAll('=', '=3D')],
  ['in RTF', byLine((l) => `${l}\\par`)],
];

const ONE: readonly (readonly [string, string])[] = [
  ['percent-encoded, as nginx hands it on', encodeURIComponent(pem)],
  ['percent-encoded as a form', `cert=${encodeURIComponent(pem).replaceAll('%20', '+')}`],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(pem))],
  ['in Envoy’s x-forwarded-client-cert', `Hash=00ff;Cert="${encodeURIComponent(pem)}";Subject="CN=x";URI=spiffe://a/b`],
  ['in Client-Cert of RFC 9440', `Client-Cert: :${b64}:`],
  ['in a header of HAProxy', `X-SSL-Client-DER: ${b64}\r\nHost: x`],
  ['in a header whose line ends became blanks', `X-Client-Cert: ${pem.trim().replaceAll('\n', ' ')}`],
  ['in a header of Traefik, escaped', `X-Forwarded-Tls-Client-Cert: ${encodeURIComponent(b64)}`],
  ['in x5c of a JWK', JSON.stringify({ keys: [{ kty: 'RSA', x5c: [b64] }] })],
  ['in x5c with slashes escaped, as PHP writes JSON', JSON.stringify({ x5c: [b64] }).replaceAll('/', '\\/')],
  [
    'in the head of a JWT',
    `${Buffer.from(JSON.stringify({ alg: 'RS256', x5c: [b64] })).toString('base64url')}.e30.c2ln`,
  ],
  ['in base64url', Buffer.from(der).toString('base64url')],
  ['in LDIF (RFC 2849)', `dn: cn=a\nuserCertificate;binary:: ${folded(b64, 50, '\n ')}\ncn: a\n`],
  ['in SAML metadata', `<ds:X509Certificate>\n${folded(b64, 76, '\n        ')}\n</ds:X509Certificate>`],
  ['in XML with line ends as references', `<X509Certificate>${folded(b64, 76, '&#13;\n')}</X509Certificate>`],
  ['in a property list', `<data>\n\t\t${folded(b64, 52, '\n\t\t')}\n\t\t</data>`],
  ['as PEM in base64, as Kubernetes keeps it', `data:\n  tls.crt: ${base64(pem)}\n  other: x\n`],
  ['as PEM in base64 over several lines', `tls.crt: |\n  ${folded(base64(pem), 76, '\n  ')}\n`],
  ['as PEM in base64 in base64', base64(base64(pem))],
  ['as PEM in base64 in JSON', JSON.stringify({ data: { 'tls.crt': base64(pem) } })],
  [
    'in strings of C',
    `const char c[] =\n${lines(pem)
      .map((l) => `    "${l}\\n"`)
      .join('\n')};`,
  ],
  [
    'in strings of Java',
    `String c = ${lines(pem)
      .map((l) => `"${l}\\n"`)
      .join(' +\n    ')};`,
  ],
  [
    'in strings of PHP',
    `$c = ${lines(pem)
      .map((l) => `'${l}' . "\\n"`)
      .join(' .\n')};`.replaceAll(`' . "\\n"`, "'"),
  ],
  ['in a string of Python with backslashes at line ends', `c = "${lines(pem).join('\\n\\\n')}\\n"`],
  ['in a list of lines', JSON.stringify({ cert: lines(pem) }, null, 2)],
  ['in a template string', `const c = \`${pem}\`;`],
  ['in JSON as .NET escapes it', JSON.stringify({ c: pem }).replaceAll('+', '\\u002B').replaceAll('/', '\\/')],
  [
    'in JSON with every character as an escape',
    `{"c":"${[...pem].map((c) => `\\u${address(c.charCodeAt(0), 4)}`).join('')}"}`,
  ],
  ['in JSON inside a string of JSON', JSON.stringify({ body: JSON.stringify({ c: pem }) })],
  [
    'in a string with octal escapes',
    `"${[...pem].map((c) => (/[+/=\n]/.test(c) ? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}` : c)).join('')}"`,
  ],
  ['in a string of PowerShell', `$c = "${lines(pem).join('`n')}"`],
  [
    'quoted in a mail',
    lines(pem)
      .map((l) => `> ${l}`)
      .join('\n'),
  ],
  [
    'in a comment',
    lines(pem)
      .map((l) => `# ${l}`)
      .join('\n'),
  ],
  ['in hexadecimal', bytes.join('')],
  ['in hexadecimal with colons', bytes.join(':')],
  ['in hexadecimal, wrapped', folded(bytes.join('').toUpperCase(), 64, '\n')],
  [
    'in an array of C',
    `unsigned char c[] = { /* DER */\n${folded(bytes.map((x) => `0x${x}, `).join(''), 72, '\n')} };`,
  ],
  ['in an array of Java', `{ ${bytes.map((x) => `(byte) 0x${x}`).join(', ')} }`],
  ['in a string of hexadecimal escapes', `"${bytes.map((x) => `\\x${x}`).join('')}"`],
  ['in a Buffer of Node', JSON.stringify(Buffer.from(der))],
  ['in signed bytes of Java', `[${[...der].map((x) => (x > 127 ? x - 256 : x)).join(', ')}]`],
  [
    'in a dump of xxd',
    dump((at, row, shown) => `${address(at, 8)}: ${folded(row.join(''), 4, ' ').padEnd(39)}  ${shown}`),
  ],
  [
    'in a dump of hexdump -C',
    dump((at, row, shown) => `${address(at, 8)}  ${row.slice(0, 8).join(' ')}  ${row.slice(8).join(' ')}  |${shown}|`),
  ],
  ['in a dump of Wireshark', dump((at, row, shown) => `${address(at, 4)}   ${row.join(' ').padEnd(47)}   ${shown}`)],
  ['in a dump of 32 bytes a line', dumpBy(32, (at, row) => `${address(at, 8)}: ${folded(row.join(''), 4, ' ')}  .`)],
  ['in a dump of od -t x1', dump((at, row) => `${at.toString(8).padStart(7, '0')} ${row.join(' ')}`)],
  ['in a dump of od -A d -t x1', dump((at, row) => `${String(at).padStart(7, '0')} ${row.join(' ')}`)],
  ['in a dump of hexdump', dump((at, row) => [address(at, 7), ...words(row)].join(' '))],
  [
    'in a dump of od',
    dump((at, row) =>
      [at.toString(8).padStart(7, '0'), ...words(row).map((w) => parseInt(w, 16).toString(8).padStart(6, '0'))].join(
        ' ',
      ),
    ),
  ],
  ['in signed bytes of od', dump((_at, row) => row.map((x) => String(signed(x)).padStart(5)).join(''))],
  [
    'in a dump of OpenSSL',
    dump((at, row, shown) => `${address(at, 4)} - ${row.slice(0, 8).join(' ')}-${row.slice(8).join(' ')}   ${shown}`),
  ],
  [
    'in a dump of gdb',
    dumpBy(8, (at, row) => `0x${address(0x55554000 + at, 12)}:\t${row.map((x) => `0x${x}`).join('\t')}`),
  ],
  [
    'in a dump of gdb with a symbol',
    dumpBy(8, (at, row) => `0x${address(0x55554000 + at, 12)} <cert+${at}>:\t${row.map((x) => `0x${x}`).join('\t')}`),
  ],
  [
    'in a log of Mbed TLS',
    dump((at, row, shown) => `ssl_tls.c:99: |4| ${address(at, 4)}:  ${row.join(' ')}  ${shown}`),
  ],
  ['in a log of GnuTLS', dump((_at, row) => `|<10>| ${row.join(' ')}`)],
  [
    'as a dump of PEM',
    dumpOf(pemBytes, 16, (at, row, shown) => `${address(at, 8)}: ${row.join(' ').padEnd(48)} ${shown}`),
  ],
  ['as PEM in hexadecimal', pemBytes.join('')],
  ['as an object of JavaScript', JSON.stringify({ ...der })],
  ['in bytes of Go', `[${der.join(' ')}]`],
  ['in bytes of Erlang', `<<${[...der].join(',')}>>`],
  ['in bytes of Erlang, in hexadecimal', `<<${bytes.map((x) => `16#${x}`).join(',')}>>`],
  ['in bytes of Lisp', `(${bytes.map((x) => `#x${x}`).join(' ')})`],
  ['in bytes of Pascal', `(${bytes.map((x) => `$${x}`).join(', ')})`],
  ['in numbers without leading zeros', `{ ${[...der].map((x) => `0x${x.toString(16)}`).join(', ')} }`],
  ['in a bytes literal of Python', `b'${[...der].map((x) => literal(x, "'", (o) => `\\x${address(o, 2)}`)).join('')}'`],
  ['in bytes of Rust', `[${bytes.map((x) => `0x${x}u8`).join(', ')}]`],
  ['in bytes of Kotlin', `byteArrayOf(${bytes.map((x) => `0x${x}.toByte()`).join(', ')})`],
  ['in bytes of Verilog', `{${bytes.map((x) => `8'h${x}`).join(', ')}}`],
  ['in bytes of an assembler', dump((_at, row) => `  db ${row.map((x) => `0${x}h`).join(', ')}`)],
  ['in a list of strings', `[${bytes.map((x) => `'${x}'`).join(',')}]`],
  ['in octal escapes of C', `"${[...der].map((x) => `\\${x.toString(8).padStart(3, '0')}`).join('')}"`],
  ['in base64 of short lines', folded(b64, 16, '\n')],
  ['in LDIF of short lines', `dn: cn=a\nc;binary:: ${b64.slice(0, 9)}\n ${folded(b64.slice(9), 19, '\n ')}\ncn: a\n`],
  ['in base64 with line ends spelled out, in JSON', JSON.stringify({ x5c: [folded(b64, 64, '\n')] })],
  [
    'in XML inside a string of JSON',
    JSON.stringify({ a: `<X509Certificate>${folded(b64, 76, '\n')}</X509Certificate>` }),
  ],
  ['in quoted lines of base64', `> ${folded(b64, 64, '\n> ')}`],
  ['in base64 in front of the rest of a mail', `\n${folded(b64, 76, '\r\n')}\r\n--part--\r\n`],
  ['as PEM in base64 in front of the rest of a mail', `\n${folded(base64(pem), 76, '\r\n')}\r\n--part--\r\n`],
  ['where the marks lost their blanks', pem.replaceAll(' CERTIFICATE', 'CERTIFICATE')],
  ['in UTF-16', pem],
  ...PAGES,
];

insideOnly('one certificate', () => {
  it.each(ONE)('is read %s', (form, given) => {
    const intake = form === 'in UTF-16' ? takeIn(Uint8Array.from(Buffer.from(given, 'utf16le'))) : text(given);
    expect(certificatesIn(intake)).toEqual(ders.slice(0, 1));
    expect(intake.problems).toEqual([]);
    expect(intake.items).toHaveLength(1);
  });

  it.each(ONE)('is read, or its damage told, where one character is another, %s', (_form, given) => {
    fc.assert(
      fc.property(
        fc.nat(given.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.boolean(),
        (at, other, cut) => {
          const { items, problems } = text(given.slice(0, at) + (cut ? '' : other + given.slice(at + 1)));
          expect(items.length + problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 8 },
    );
  });
});

insideOnly('several certificates', () => {
  const MANY: readonly (readonly [string, string])[] = [
    ['Client-Cert-Chain of RFC 9440', `Client-Cert: :${b64}:\nClient-Cert-Chain: :${issuing64}:, :${root64}:\n`],
    ['a list of Traefik', `X-Forwarded-Tls-Client-Cert: ${b64},${issuing64},${root64}`],
    ['x5c', JSON.stringify({ x5c: [b64, issuing64, root64] })],
    ['Envoy’s chain', `Chain="${encodeURIComponent(chainPem)}"`],
    [
      'a dump of xxd',
      dumpOf(
        folded(ders.join(''), 2, ' ').split(' '),
        16,
        (at, row) => `${address(at, 8)}: ${folded(row.join(''), 4, ' ')}`,
      ),
    ],
    ['a field of tshark', chain.map(({ certificate }) => toHex(certificate.der)).join(',')],
    [
      'a kubeconfig',
      `ca-data: ${base64(certificatePem(bank.server))}\nclient-data: ${base64(certificatePem(bank.issuing, bank.root))}\n`,
    ],
  ];
  it.each(MANY)('are all read, in their order: %s', (_form, given) => {
    const intake = text(given);
    expect(certificatesIn(intake)).toEqual(ders);
    expect(intake.problems).toEqual([]);
  });

  it('of strings of their own have no order, and those of one string have one', () => {
    const containers = (given: string) =>
      text(given).items.flatMap((item) => (item.kind === 'certificate' ? [item.container] : []));
    expect(new Set(containers(chainPem)).size).toBe(1);
    expect(new Set(containers(JSON.stringify({ a: pem, b: certificatePem(bank.root) }))).size).toBe(2);
    expect(containers(JSON.stringify({ x5c: [b64, root64] }))).toEqual(['', '']);
  });
});

insideOnly('a text that begins with the digit 0 (RFC 7468 2)', () => {
  it('is PEM with explanatory text before it', () => {
    expect(certificatesIn(text(`0 s:CN=x\n   i:CN=y\n${pem}`))).toEqual(ders.slice(0, 1));
    expect(certificatesIn(text(`0: Certificate\n${chainPem}`))).toEqual(ders);
  });

  it('is no DER where nothing is in it', () => {
    expect(text('0123456789').problems).toEqual([{ kind: 'nothing' }]);
  });
});

insideOnly('bytes behind DER', () => {
  it.each([
    ['a newline', Uint8Array.of(10), { bytes: 1, zeros: false }],
    ['zeros', new Uint8Array(300), { bytes: 300, zeros: true }],
    ['anything else', utf8('signature'), { bytes: 9, zeros: false }],
  ])('are told once, and the certificate is read: %s', (_what, behind, told) => {
    const intake = takeIn(concat(der, behind));
    expect(certificatesIn(intake)).toEqual(ders.slice(0, 1));
    expect(intake.problems).toEqual([{ kind: 'trailing', ...told, place: { line: null, byte: der.length } }]);
  });

  it('may be another certificate behind padding, or PEM', () => {
    expect(certificatesIn(takeIn(concat(der, Uint8Array.of(10, 0), bank.issuing.certificate.der)))).toEqual(
      ders.slice(0, 2),
    );
    expect(certificatesIn(takeIn(concat(der, utf8(`\n${certificatePem(bank.issuing)}`))))).toEqual(ders.slice(0, 2));
  });

  it('stand in PEM, too', () => {
    const intake = text(
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(concat(der, new Uint8Array(8))).toString('base64')}\n-----END CERTIFICATE-----\n`,
    );
    expect(certificatesIn(intake)).toEqual(ders.slice(0, 1));
    expect(intake.problems).toMatchObject([
      { kind: 'trailing', bytes: 8, zeros: true, place: { line: 1, byte: der.length } },
    ]);
  });
});

insideOnly('what can’t be read', () => {
  it('stands in its place among the others', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
    const kinds = text(broken + pem + certificatePem(bank.root).replace(/-----END.*\n/, '')).items.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['unreadable', 'certificate', 'unreadable']);
  });

  it('says how much of base64 is missing', () => {
    const intake = text(`Client-Cert: :${b64.slice(0, 200)}:`);
    expect(intake.items).toMatchObject([{ kind: 'unreadable', what: 'certificate' }]);
    expect(intake.problems).toEqual([
      { kind: 'truncated', wanted: der.length, found: 150, place: { line: 1, byte: null } },
    ]);
  });

  it('is the text that OpenSSL prints for people, unless PEM follows it', () => {
    const printed = 'Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number: 17\n';
    expect(text(printed).items).toMatchObject([{ kind: 'other', what: 'printed', place: { line: 1 } }]);
    expect(text(printed + pem).items.map(({ kind }) => kind)).toEqual(['certificate']);
  });

  it('keeps a certificate whose name is no string of its type, or whose TRUE is not FF, with the flaw', () => {
    const name = toHex(bank.server.certificate.subject.der);
    const broken = Uint8Array.from(
      Buffer.from(ders[0]?.replace(name, name.replace('0c0d6170692e', '130d6170e92e')) ?? '', 'hex'),
    );
    expect(inspectCertificate(broken).flaws).toMatchObject([{ field: 'name.attribute.value' }]);
    const odd = Uint8Array.from(Buffer.from(ders[0]?.replace('551d130101ff', '551d13010101') ?? '', 'hex'));
    const read = inspectCertificate(odd);
    expect(read.flaws).toMatchObject([{ field: 'extension.critical' }]);
    expect(read.extensions[0]?.critical).toBe(true);
  });
});

describe('private keys', () => {
  it.each([
    ['in a Kubernetes Secret', `data:\n  tls.crt: ${base64(pem)}\n  tls.key: ${base64(keyPem)}\n`],
    ['in a kubeconfig', `client-certificate-data: ${base64(pem)}\nclient-key-data: ${base64(keyPem)}\n`],
    ['in JSON', JSON.stringify({ cert: pem, key: keyPem })],
    [
      'in strings of C',
      `a =\n${lines(pem + keyPem)
        .map((l) => `"${l}\\n"`)
        .join('\n')}`,
    ],
  ])('are keys, of which the public half is handed on: %s', async (_form, given) => {
    const { items, problems } = await readInput(utf8(given));
    expect(items.map(({ kind }) => kind)).toEqual(['certificate', 'privateKey']);
    expect(items[1]).toMatchObject({ encrypted: false, spki, sealed: null, problem: null });
    expect(problems).toEqual([]);
  });

  describe.skipIf(!outsideJudge('openssl'))('that OpenSSL writes', () => {
    const run = (args: readonly string[], input: string): Uint8Array => {
      const { status, stdout, stderr } = openssl(args, input);
      if (status !== 0) throw new Error(stderr);
      return new Uint8Array(stdout);
    };
    const KINDS = [
      ['RSA', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']],
      ['P-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
      ['P-384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
      ['P-521', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
      ['Ed25519', ['-algorithm', 'ED25519']],
    ] as const;
    it.each(someOf(KINDS))(
      'have the public half that OpenSSL computes, and open with their password alone: %s',
      async (kind, args) => {
        const made = Buffer.from(run(['genpkey', ...args], '')).toString();
        const half = toHex(run(['pkey', '-pubout', '-outform', 'DER'], made));
        const forms: [string, Uint8Array][] = [
          ['PKCS #8', utf8(made)],
          ['PKCS #8 in DER', run(['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER'], made)],
        ];
        if (kind !== 'Ed25519') forms.push(['traditional', run(['pkey', '-traditional'], made)]);
        for (const [form, file] of forms) {
          expect((await readInput(file)).items, form).toMatchObject([
            { kind: 'privateKey', encrypted: false, problem: null },
          ]);
          const [item] = (await readInput(file)).items;
          expect(item?.kind === 'privateKey' && item.spki && toHex(item.spki), form).toBe(half);
        }
        const sealed: [string, Uint8Array][] = [
          ['PBES2 with AES-256', run(['pkcs8', '-topk8', '-passout', 'pass:secret'], made)],
          [
            'triple DES, in DER',
            run(['pkcs8', '-topk8', '-v2', 'des3', '-passout', 'pass:secret', '-outform', 'DER'], made),
          ],
          ['scrypt', run(['pkcs8', '-topk8', '-scrypt', '-passout', 'pass:secret'], made)],
          ['PBES1 of PKCS #12', run(['pkcs8', '-topk8', '-v1', 'PBE-SHA1-3DES', '-passout', 'pass:secret'], made)],
        ];
        if (kind !== 'Ed25519') {
          for (const cipher of ['-aes128', '-aes256', '-des3']) {
            sealed.push([
              `traditional ${cipher}`,
              run(['pkey', '-traditional', cipher, '-passout', 'pass:secret'], made),
            ]);
          }
        }
        for (const [form, file] of sealed) {
          const [item] = (await readInput(file)).items;
          if (item?.kind !== 'privateKey' || item.sealed === null) throw new Error(form);
          expect([item.encrypted, item.spki], form).toEqual([true, null]);
          expect(await openInput(item.sealed, 'wrong'), form).toBeNull();
          const [opened] = (await openInput(item.sealed, 'secret'))?.items ?? [];
          expect(opened?.kind === 'privateKey' && opened.spki && toHex(opened.spki), form).toBe(half);
        }
      },
    );
  });

  it.skipIf(!outsideJudge('openssl'))(
    'of a kind that can’t be judged are keys, and are called by their names',
    async () => {
      const made = (...args: readonly string[]): string => openssl(['genpkey', ...args], '').stdout.toString();
      const parameters = openssl(
        ['genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', 'dsa_paramgen_bits:1024'],
        '',
      );
      const dsa = withFolder({ 'dsa.pem': parameters.stdout.toString() }, (path) =>
        made('-paramfile', path('dsa.pem')),
      );
      const ec = (curve: string) => made('-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`);
      const kinds: [string, string][] = [
        ['DSA', dsa],
        ['DSA', openssl(['pkey', '-traditional'], dsa).stdout.toString()],
        ['X25519', made('-algorithm', 'X25519')],
        ['X448', made('-algorithm', 'X448')],
        ['Ed448', made('-algorithm', 'ED448')],
        ['secp256k1', ec('secp256k1')],
        ['brainpoolP256r1', ec('brainpoolP256r1')],
      ];
      for (const [name, given] of kinds) {
        const der = new Uint8Array(openssl(['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER'], given).stdout);
        for (const file of [utf8(given), der]) {
          const { items, problems } = await readInput(file);
          expect(problems, name).toEqual([]);
          expect(items, name).toMatchObject([{ kind: 'privateKey', encrypted: false, spki: null }]);
          const [key] = items;
          const problem = key?.kind === 'privateKey' ? key.problem : null;
          expect(problem).toContain('can’t be judged here');
          expect(problem).toContain(name);
        }
      }
    },
  );

  it('end any damage in a value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(keyPem.length - 1), fc.string({ minLength: 1, maxLength: 2 }), async (at, other) => {
        const { items, problems } = await readInput(utf8(keyPem.slice(0, at) + other + keyPem.slice(at + 1)));
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('CMS in BER (RFC 5652 1)', () => {
  /** The same element with an indefinite length. */
  const open = (tag: number, ...content: readonly Uint8Array[]): Uint8Array =>
    concat(Uint8Array.of(tag, 0x80), ...content, Uint8Array.of(0, 0));
  const bag = (content: Uint8Array): Uint8Array =>
    open(
      0x30,
      write.oid('1.2.840.113549.1.7.2'),
      open(
        0xa0,
        open(
          0x30,
          write.integer(1),
          write.setOf(),
          open(
            0x30,
            write.oid('1.2.840.113549.1.7.1'),
            open(0xa0, open(0x24, write.octetString(utf8('in ')), write.octetString(utf8('pieces')))),
          ),
          content,
          write.setOf(),
        ),
      ),
    );
  const made = bag(open(0xa0, ...chain.map(({ certificate }) => certificate.der)));

  it('gives its certificates, as DER, as PEM and as base64 alone', () => {
    for (const intake of [
      takeIn(made),
      text(`-----BEGIN CMS-----\n${Buffer.from(made).toString('base64')}\n-----END CMS-----\n`),
      text(Buffer.from(made).toString('base64')),
    ]) {
      expect(certificatesIn(intake)).toEqual(ders);
      expect(intake.problems).toEqual([]);
    }
  });

  it.skipIf(!outsideJudge('openssl'))('is what OpenSSL streams, and what OpenSSL reads of ours', () => {
    withFolder({ 'cert.pem': pem, 'key.pem': keyPem }, (path) => {
      const signed = openssl(
        [
          'cms',
          '-sign',
          '-signer',
          path('cert.pem'),
          '-inkey',
          path('key.pem'),
          '-outform',
          'DER',
          '-nodetach',
          '-stream',
          '-binary',
        ],
        'hello',
      );
      expect(signed.stdout[1]).toBe(0x80);
      expect(certificatesIn(takeIn(new Uint8Array(signed.stdout)))).toEqual(ders.slice(0, 1));
    });
    const printed = openssl(['pkcs7', '-inform', 'DER', '-print_certs', '-noout'], made);
    expect(printed.stdout.toString().match(/subject=/g)).toHaveLength(3);
  });

  it('ends any damage, and any depth, in a value', () => {
    fc.assert(
      fc.property(fc.nat(made.length - 1), fc.nat(255), (at, value) => {
        const changed = made.slice();
        changed[at] = value;
        const { items, problems } = takeIn(changed);
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
    const deep = concat(
      Uint8Array.of(0x30, 0x80, 0x06, 0x01, 0x2a),
      ...Array.from({ length: 100_000 }, () => Uint8Array.of(0xa0, 0x80)),
    );
    expect(takeIn(deep).items).toMatchObject([{ kind: 'unreadable', what: 'pkcs7' }]);
  });
});

insideOnly('key stores of Java', () => {
  const number = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
  const named = (name: string): Uint8Array => concat(Uint8Array.of(0, name.length), utf8(name));
  const block = (content: Uint8Array): Uint8Array => concat(number(content.length), content);
  const trusted = (certificate: Uint8Array): Uint8Array =>
    concat(number(2), named('ca'), new Uint8Array(8), named('X.509'), block(certificate));
  const store = (magic: number, ...entries: readonly Uint8Array[]): Uint8Array =>
    concat(number(magic), number(2), number(entries.length), ...entries, new Uint8Array(20));

  it.each([
    ['JKS', 0xfeedfeed],
    ['JCEKS', 0xcececece],
  ])('give their certificates without a password: %s', (_type, magic) => {
    const made = store(magic, ...chain.map(({ certificate }) => trusted(certificate.der)));
    expect(certificatesIn(takeIn(made))).toEqual(ders);
    expect(takeIn(made).problems).toEqual([]);
    expect(certificatesIn(text(`truststore: ${Buffer.from(made).toString('base64')}\n`))).toEqual(ders);
  });

  it('that break off say so, and keep what came before', () => {
    const made = store(0xfeedfeed, trusted(der), trusted(der));
    const intake = takeIn(made.subarray(0, made.length - 200));
    expect(intake.items.map(({ kind }) => kind)).toEqual(['certificate', 'unreadable']);
    expect(intake.problems).toMatchObject([{ kind: 'unreadable', what: 'keyStore' }]);
  });

  it('say that nobody checked whether they were changed, and show it where the password is known', () => {
    const entries = store(0xfeedfeed, trusted(der)).subarray(0, -20);
    const secret = concat(Uint8Array.from(Buffer.from('pass', 'utf16le').swap16()), utf8('Mighty Aphrodite'), entries);
    const made = concat(entries, createHash('sha1').update(secret).digest());
    expect(takeIn(made).items.at(-1)).toMatchObject({ kind: 'other', what: 'javaStore', label: 'JKS' });
    expect(isIntact(made, 'pass')).toBe(true);
    expect(isIntact(made, 'word')).toBe(false);
    made[60] = (made[60] ?? 0) ^ 1;
    expect(isIntact(made, 'pass')).toBe(false);
  });

  it('of Bouncy Castle, and databases, are named', () => {
    const bks = concat(number(2), number(20), new Uint8Array(40));
    expect(takeIn(bks).items).toMatchObject([{ kind: 'other', what: 'keyStore', label: 'BKS' }]);
    expect(takeIn(utf8('SQLite format 3\0')).items).toMatchObject([{ what: 'keyStore', label: 'NSS' }]);
  });

  it('end any damage in a value', () => {
    const made = store(0xfeedfeed, trusted(der));
    fc.assert(
      fc.property(fc.nat(made.length - 1), fc.nat(255), (at, value) => {
        const changed = made.slice();
        changed[at] = value;
        const { items, problems } = takeIn(changed);
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  const { pairs, mixed, password } = keyStores;
  const fromBase64 = (written: string): Uint8Array => new Uint8Array(Buffer.from(written, 'base64'));

  it.each(pairs)(
    'that keytool writes give their certificate, and their key to the password alone: $type',
    async ({ base64: written }) => {
      const bytes = fromBase64(written);
      expect(isIntact(bytes, password)).toBe(true);
      const { items } = await readInput(bytes);
      const [sealed, certificate] = items;
      if (sealed?.kind !== 'privateKey' || sealed.sealed === null || certificate?.kind !== 'certificate')
        throw new Error('no pair');
      expect(await openInput(sealed.sealed, 'wrong')).toBeNull();
      const opened = (await openInput(sealed.sealed, password))?.items ?? [];
      expect(opened).toMatchObject([
        { kind: 'privateKey', spki: inspectCertificate(certificate.der).spki.slice() },
        { kind: 'other', what: 'javaStore', label: expect.stringMatching(/^(JKS|JCEKS) fits$/) },
      ]);
      // A changed date, which nothing but the digest covers: magic, version, count, tag and a name stand before it.
      const changed = bytes.slice();
      const date = 16 + 2 + (changed[17] ?? 0);
      changed[date + 7] = (changed[date + 7] ?? 0) ^ 1;
      expect((await openInput(changed, password))?.items).toMatchObject([
        { kind: 'privateKey' },
        { kind: 'other', what: 'javaStore', label: expect.stringMatching(/^(JKS|JCEKS) differs$/) },
      ]);
    },
  );

  it('that hold secret keys, too, name them and lose nothing behind them', () => {
    const bytes = fromBase64(mixed.base64);
    const intake = takeIn(bytes);
    expect(certificatesIn(intake)).toEqual(Array(3).fill(toHex(fromBase64(mixed.certificate))));
    expect(intake.items.filter((item) => item.kind === 'other' && item.what === 'secretKey')).toHaveLength(2);
    expect(intake.problems).toEqual([]);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        const { items, problems } = takeIn(changed);
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

insideOnly('bytes in front of DER', () => {
  it.each([
    ['a newline', Uint8Array.of(10)],
    ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf)],
    ['zeros', new Uint8Array(4)],
  ])('are told once, and the certificate is read: %s', (_what, before) => {
    const intake = takeIn(concat(before, der));
    expect(certificatesIn(intake)).toEqual(ders.slice(0, 1));
    expect(intake.problems).toMatchObject([{ kind: 'leading', bytes: before.length, place: { byte: before.length } }]);
  });

  it('are told where certificates stand in any binary file', () => {
    const intake = takeIn(concat(Uint8Array.of(11, 0, 9), der, Uint8Array.of(0, 0, 7), bank.root.certificate.der));
    expect(certificatesIn(intake)).toEqual([ders[0], ders[2]]);
  });
});

insideOnly('a block whose label is wrong', () => {
  const labelled = (label: string, body: string): string =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  it('is told by what is in it', () => {
    const asKey = text(labelled('PRIVATE KEY', b64));
    expect(asKey.items).toMatchObject([{ kind: 'unreadable', what: 'privateKey' }]);
    expect(JSON.stringify(asKey.problems)).toContain('what is in it is a certificate');
    const body = keyPem.replace(/-----.*-----/g, '').trim();
    const asCertificate = text(labelled('CERTIFICATE', body));
    expect(asCertificate.items).toMatchObject([{ kind: 'unreadable', what: 'certificate' }]);
    expect(JSON.stringify(asCertificate.problems)).toContain('what is in it is a private key');
  });
});

insideOnly('a text that a program spoilt', () => {
  it('is said to be: DER that was read as Latin-1, or as UTF-8', () => {
    const latin = takeIn(utf8(Buffer.from(der).toString('latin1')));
    expect(JSON.stringify(latin.problems)).toContain('from Latin-1 to UTF-8');
    const replaced = takeIn(utf8(Buffer.from(der).toString('utf8')));
    expect(JSON.stringify(replaced.problems)).toContain('replaced some');
  });

  it('is text where it begins with 0 and a letter beyond ASCII', () => {
    expect(certificatesIn(takeIn(concat(Uint8Array.of(0x30, 0xfc), utf8(`brig\n${pem}`))))).toEqual(ders.slice(0, 1));
    expect(certificatesIn(text(`0€ is the price\n${pem}`))).toEqual(ders.slice(0, 1));
  });

  it('is text in UTF-16 and UTF-32, with a byte order mark or without', () => {
    const wide = (width: number, at: number) => {
      const all = new Uint8Array(width * pem.length);
      for (const [i, octet] of utf8(pem).entries()) all[width * i + at] = octet;
      return all;
    };
    for (const bytes of [wide(2, 0), wide(2, 1), concat(Uint8Array.of(0xff, 0xfe, 0, 0), wide(4, 0))]) {
      expect(certificatesIn(takeIn(bytes))).toEqual(ders.slice(0, 1));
    }
  });
});

it('reads whatever stands between known pieces, and any piece twice, without losing one', () => {
  const forms = fc.constantFrom(...ONE.filter(([form]) => form !== 'in UTF-16').map(([, given]) => given));
  fc.assert(
    fc.property(
      forms,
      forms,
      fc.string({ maxLength: 40 }).filter((between) => !/[`"'\\%&]|-----/.test(between)),
      (a, b, between) => {
        const found = certificatesIn(text(`${a}\n\n; ${between} ;\n\n${b}`));
        expect(found.length).toBeGreaterThan(0);
        for (const one of found)
          expect(createHash('sha256').update(one).digest('hex')).toBe(
            createHash('sha256')
              .update(ders[0] ?? '')
              .digest('hex'),
          );
      },
    ),
    { numRuns: 60 },
  );
});

describe('work on a text', () => {
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['beginnings of DER in base64', 'MIICqTCC '],
    ['beginnings of DER in short lines', 'MIICqTCC\n'],
    ['beginnings of DER in hexadecimal', '30 82 ff ff 30 82 '],
    ['beginnings of dumps', '0000: 30 82 ff ff 30 82 ff ff\n'],
    ['beginnings of octal dumps', '0000000 060 202 377 377 060 202 002 061\n'],
    ['lines of *', '0000000 060 202 377 377\n*\n'],
    ['beginnings of JWKs', '{"kty":"RSA","d":"{\\"kty'],
    ['JWKs', '{"kty":"RSA","d":"AQAB"}'],
    ['keys of PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPublic-Lines: 9\n'],
    ['beginnings of tokens', 'eyJhbGciOiJSUzI1NiJ9.eyJ'],
    ['beginnings of objects', '{"0":48,"1":130,"2":255,"3":255,"4":48,"5":130,'],
    ['beginnings of literals', `b'0\\x82\\xff\\xff0`],
    ['beginnings of PEM in hexadecimal', '2d2d2d2d2d42 '],
    ['blocks of tags', '-----BEGIN CERTIFICATE-----<br><b>MII</b>\n1: MII|\n-----END CERTIFICATE-----\n'],
    ['escapes', '\\\\n\\u002f%2F&#10;'],
    ['zeros', '0'],
  ];
  it.each([...HOSTILE, ...ONE])('is linear in its length: %s', (_form, given) => {
    const times = Math.ceil(8000 / given.length);
    const work = (count: number) => operationsOf(() => text(`${given}\n`.repeat(count)));
    // Twice the text would be four times the work if that were quadratic.
    expect(work(4 * times) / work(2 * times)).toBeLessThan(3);
  });
});

it('ends any text in items or problems', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 400 }),
        fc.string({
          unit: fc.constantFrom(
            '3',
            '0',
            '8',
            '2',
            ':',
            ' ',
            'M',
            'I',
            '\\',
            'u',
            '"',
            '\n',
            '%',
            '-----BEGIN A-----',
            '-----END A-----',
            'LS0tLS1C',
          ),
          maxLength: 300,
        }),
      ),
      (given) => {
        const { items, problems } = text(given);
        expect(items.length + problems.length).toBeGreaterThan(0);
      },
    ),
  );
});
