// Two certificates side by side: nothing is lost, and what was put in does not shift the rest.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../bytes/hex.ts';
import { certificateIds } from '../../../lab/recording/certificateIds.ts';
import type { Recording } from '../../../lab/recording/recording.ts';
import { prepareAll } from '../../../lab/run/prepare.ts';
import { runScenario } from '../../../lab/run/run.ts';
import { anyEdits } from '../../../lab/scenario/edits.testing.ts';
import type { CertificateEdit } from '../../../lab/scenario/edits.ts';
import { readEdits } from '../../../lab/scenario/readEdits.ts';
import { DEFAULT_SCENARIO, withEdits } from '../../../lab/scenario/scenario.ts';
import { decodeCertificate } from '../../../pki/x509/certificate.ts';
import { alignDer, type BytePair, type Der } from './derDiff.ts';
import { differences, honestCounterpart } from './differences.ts';

await prepareAll();
const honest = runScenario(DEFAULT_SCENARIO);
const withServer = (edit: CertificateEdit) =>
  runScenario(withEdits(DEFAULT_SCENARIO, readEdits({ certificates: { server: edit } })));

function serverOf(recording: Recording): Der & { readonly fingerprint: string } {
  const fingerprint = certificateIds(recording).get('server') ?? '';
  const bytes = fromHex(recording.certificates[fingerprint]?.der ?? '');
  const decoded = decodeCertificate(bytes);
  return { bytes, spans: decoded.ok ? decoded.value.spans : [], fingerprint };
}

const column = (pairs: readonly BytePair[], side: 'a' | 'b') => pairs.flatMap((pair) => pair[side] ?? []);
const range = (length: number) => Array.from({ length }, (_, i) => i);

describe('bytes side by side', () => {
  it('are all bytes of both, each once and in order, and the same where it says so', () => {
    const a = serverOf(honest);
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const b = serverOf(runScenario(withEdits(DEFAULT_SCENARIO, readEdits(JSON.parse(JSON.stringify(edits))))));
        const pairs = alignDer(a, b);
        expect(column(pairs, 'a')).toEqual(range(a.bytes.length));
        expect(column(pairs, 'b')).toEqual(range(b.bytes.length));
        for (const { a: i, b: j, same } of pairs)
          expect(same).toBe(i !== null && j !== null && a.bytes[i] === b.bytes[j]);
      }),
      { numRuns: 15 },
    );
  });

  it('are equal throughout for the same certificate', () => {
    expect(alignDer(serverOf(honest), serverOf(honest)).every(({ same }) => same)).toBe(true);
  });

  it('show an extension that was put in as put in, lengths and the signature as changed, and nothing else', () => {
    const a = serverOf(honest);
    const pairs = alignDer(a, serverOf(withServer({ unknown: '2.999.1' })));
    const added = pairs.filter(({ a: i }) => i === null);
    // SEQUENCE { OID 2.999.1, TRUE, OCTET STRING { NULL } }: 2 + 5 + 3 + 4 bytes.
    expect(added).toHaveLength(14);
    const changed = pairs.filter(({ a: i, b: j, same }) => !same && i !== null && j !== null).map(({ a: i }) => i ?? 0);
    const beforeSignature = changed.filter((i) => i < a.bytes.length - 256);
    // The lengths of certificate, of what is signed, of the list of extensions and of the field around it.
    expect(beforeSignature.length).toBeGreaterThan(2);
    expect(beforeSignature.length).toBeLessThanOrEqual(8);
  });

  it('show an extension that is missing as standing on one side alone', () => {
    const pairs = alignDer(serverOf(honest), serverOf(withServer({ without: ['keyUsage'] })));
    expect(pairs.some(({ a }) => a === null)).toBe(false);
    // SEQUENCE { OID keyUsage, TRUE, OCTET STRING { BIT STRING } }: 2 + 5 + 3 + 6 bytes.
    expect(pairs.filter(({ b }) => b === null)).toHaveLength(16);
  });
});

describe('fields that differ', () => {
  const compare = (edit: CertificateEdit) => {
    const recording = withServer(edit);
    const { fingerprint, bytes } = serverOf(recording);
    const other = honestCounterpart(recording, honest, fingerprint);
    const decoded = decodeCertificate(bytes);
    if (other === null || !decoded.ok) throw new Error('no certificate to compare with');
    return differences(decoded.value, other.certificate);
  };

  it('are those that were edited, and the signature over them', () => {
    const { fields, extensions, missing } = compare({ notAfter: Date.UTC(2030, 0, 1) });
    expect([...fields.keys()]).toEqual(['notAfter', 'signature']);
    expect(fields.get('notAfter')).toBe('2027-02-28 00:00:00 UTC');
    expect(extensions.size + missing.length).toBe(0);
  });

  it('say of an extension what the honest one holds, its criticality included', () => {
    const { extensions, missing } = compare({
      subjectAltName: [{ type: 'dns', value: 'x.test' }],
      critical: { keyUsage: false },
      unknown: '2.999.1',
      without: ['extKeyUsage'],
    });
    expect(extensions.get('2.5.29.17')).toEqual({ values: ['DNS api.bank.test'], critical: null });
    expect(extensions.get('2.5.29.15')).toEqual({ values: null, critical: true });
    expect(extensions.get('2.999.1')).toBeNull();
    expect(missing.map(({ type }) => type)).toEqual(['extKeyUsage']);
  });
});
