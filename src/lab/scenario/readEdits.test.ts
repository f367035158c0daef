// Edits from outside: what is good is read, what is not is refused with its place, and nothing else ever happens.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEdits } from './edits.testing.ts';
import { EditsError, isIdentifier, readEdits } from './readEdits.ts';

const problem = (value: unknown): string => {
  try {
    readEdits(value);
  } catch (error) {
    if (error instanceof EditsError) return `${error.path} | ${error.expected}`;
    throw error;
  }
  return 'fine';
};
const ofServer = (edit: unknown) => ({ certificates: { server: edit } });

describe('edits', () => {
  it('read and written again are the same text', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const once = readEdits(JSON.parse(JSON.stringify(edits)));
        expect(JSON.stringify(readEdits(JSON.parse(JSON.stringify(once))))).toBe(JSON.stringify(once));
      }),
    );
  });

  it('keep every value, whatever the order in which it stood', () => {
    const edits = { certificates: { server: { hash: 'sha1', notBefore: 0 } }, clocks: { server: 1_000_000_000_000 } };
    expect(JSON.stringify(readEdits(edits))).toBe(
      '{"clocks":{"server":1000000000000},"certificates":{"server":{"notBefore":0,"hash":"sha1"}}}',
    );
  });

  it('that are none are nothing', () => {
    for (const none of [{}, { clocks: {} }, { trust: {} }, ofServer({}), ofServer({ critical: {}, without: [] })])
      expect(readEdits(none)).toEqual({});
  });

  it('keep an empty trust store and an empty subject, which say something', () => {
    expect(readEdits({ trust: { client: [] } })).toEqual({ trust: { client: [] } });
    expect(readEdits(ofServer({ subject: [] }))).toEqual(ofServer({ subject: [] }));
  });
});

describe('what is wrong', () => {
  it.each([
    [null, ' | an object'],
    ['{}', ' | an object'],
    [[], ' | an object'],
    [{ clock: {} }, 'clock | one of clocks, trust, certificates'],
    [{ clocks: { client: 1 } }, 'clocks.client | whole seconds'],
    [{ clocks: { client: '2026' } }, 'clocks.client | whole seconds'],
    [{ trust: { client: ['mallory'] } }, 'trust.client[0] | one of bank, namesake, rogue'],
    [{ certificates: { mallory: {} } }, 'certificates.mallory | one of root'],
    [ofServer({ notAfter: 253_402_300_800_000 }), 'certificates.server.notAfter | whole seconds'],
    [ofServer({ subject: [{ type: 'CN', value: '' }] }), 'certificates.server.subject[0].value | text'],
    [ofServer({ subject: [{ type: 'CN', value: '\ud800' }] }), 'certificates.server.subject[0].value | text'],
    [ofServer({ subject: [{ type: 'C', value: 'nl' }] }), 'certificates.server.subject[0].value | two capital letters'],
    [
      ofServer({ subject: [{ type: 'CN', value: 'x'.repeat(65) }] }),
      'certificates.server.subject[0].value | at most 64',
    ],
    [ofServer({ key: 'mallory' }), 'certificates.server.key | one of'],
    [ofServer({ key: 'toString' }), 'certificates.server.key | one of'],
    [ofServer({ hash: 'md5' }), 'certificates.server.hash | one of'],
    [ofServer({ signer: 'issuing' }), 'certificates.server.signer | one of bank, root, self, rogue, customer'],
    [ofServer({ basicConstraints: { ca: 1 } }), 'certificates.server.basicConstraints.ca | true or false'],
    [ofServer({ basicConstraints: { ca: true, pathLen: 1.5 } }), 'certificates.server.basicConstraints.pathLen | null'],
    [ofServer({ keyUsage: [] }), 'certificates.server.keyUsage | a list of 1 to 100'],
    [ofServer({ extKeyUsage: ['ipsecUser'] }), 'certificates.server.extKeyUsage[0] | serverAuth'],
    [ofServer({ subjectAltName: [{ type: 'dns', value: 'bücher.test' }] }), '.subjectAltName[0].value | ASCII'],
    [ofServer({ subjectAltName: [{ type: 'ip', value: '1.2.3' }] }), '.subjectAltName[0].value | an address'],
    [ofServer({ nameConstraints: {} }), 'certificates.server.nameConstraints | at least one name'],
    [
      ofServer({ nameConstraints: { permitted: [{ type: 'ip', value: '10.0.0.0/33' }] } }),
      '.permitted[0].value | an address and',
    ],
    [
      ofServer({ nameConstraints: { permitted: [{ type: 'directory', value: 'DC=test' }] } }),
      '.permitted[0].value | a name of CN, OU, O and C',
    ],
    [ofServer({ padding: 'oaep' }), 'certificates.server.padding | one of pkcs1, pss'],
    [ofServer({ unknown: '3.1' }), 'certificates.server.unknown | an object identifier'],
    [ofServer({ without: ['serialNumber'] }), 'certificates.server.without[0] | one of'],
    [ofServer({ critical: { keyUsage: 'yes' } }), 'certificates.server.critical.keyUsage | true or false'],
    [ofServer({ subjectAltName: Array(101).fill({ type: 'dns', value: 'a' }) }), 'a list of 1 to 100'],
  ])('%j is said with its place', (value, expected) => {
    expect(problem(value)).toContain(expected);
  });

  it('is never worse than an EditsError, whatever stands there', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => void problem(value)),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void problem({ certificates: { server: value } })));
    fc.assert(
      fc.property(anyEdits, fc.jsonValue(), (edits, value) => {
        // A good value with one part replaced by anything.
        const server = { ...edits.certificates?.server, subjectAltName: value, keyUsage: value };
        problem({ ...edits, certificates: { ...edits.certificates, server } });
      }),
    );
  });
});

describe('object identifiers', () => {
  it.each(['0.39', '1.2.840.113549', '2.999.1'])('%s is one', (text) => expect(isIdentifier(text)).toBe(true));
  it.each(['', '1', '3.1', '1.40', '2.01', '1.2.', '1..2', '2.999.1 '])('%j is none', (text) =>
    expect(isIdentifier(text)).toBe(false),
  );
});
