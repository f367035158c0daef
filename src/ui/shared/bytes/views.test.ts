// Truth of what the Bytes tab shows, over whole runs of the lab: every byte has its field, every field its bytes.
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../bytes/hex.ts';
import type { EventOf } from '../../../lab/recording/recording.ts';
import { runScenario } from '../../../lab/run/run.ts';
import { DEFAULT_SCENARIO } from '../../../lab/scenario/scenario.ts';
import { flatten, innermostAt } from './spanTree.ts';
import { byteViews } from './views.ts';

const recording = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual' });
const sent = recording.events.filter((event): event is EventOf<'sent'> => event.kind === 'sent');
const views = sent.flatMap(({ message }) =>
  byteViews(message, recording.certificates).map((view) => ({ ...view, message, nodes: flatten(view.spans) })),
);

describe('the fields of every message, in every view', () => {
  it('leave no byte without a field', () => {
    for (const { message, id, hex, nodes } of views) {
      const lost = [...fromHex(hex).keys()].find((offset) => innermostAt(nodes, offset) === null);
      expect(lost, `${message.type} from ${message.from}, ${id}`).toBeUndefined();
    }
  });

  it('lie within the fields around them, side by side and in order', () => {
    for (const { message, hex, nodes } of views) {
      for (const { span } of nodes) {
        const inner = span.children.flatMap(({ start, end }) => [start, end]);
        const bounds = [span.start, ...inner, span.end];
        expect(bounds, `${message.type}: ${span.field}`).toEqual([...bounds].sort((a, b) => a - b));
        expect(span.end).toBeLessThanOrEqual(hex.length / 2);
      }
    }
  });
});

describe('a Certificate message', () => {
  const [view] = views.filter(({ message, id }) => message.type === 'Certificate' && id === 'wire');

  it('opens to the certificates in it, at their own bytes', () => {
    if (view === undefined) throw new Error('no Certificate message');
    const serials = view.nodes.filter(({ span }) => span.field === 'certificate.tbs.serialNumber');
    expect(serials).toHaveLength(view.message.certificates.length);
    view.message.certificates.forEach((fingerprint, i) => {
      const record = recording.certificates[fingerprint];
      const span = serials[i]?.span;
      if (record === undefined || span === undefined) throw new Error('a certificate without a serial number');
      const { serialNumber } = new X509Certificate(fromHex(record.der));
      // Tag and length are a byte each.
      const shown = view.hex.slice(2 * span.start + 4, 2 * span.end).replace(/^00/, '');
      expect(shown.toUpperCase()).toBe(serialNumber);
    });
  });
});

describe('ClientKeyExchange', () => {
  const of = (id: string) => views.find((view) => view.message.type === 'ClientKeyExchange' && view.id === id);
  const premaster = recording.events.find(
    (event) => event.kind === 'secret' && event.secret === 'premasterSecret' && event.actor === 'client',
  );

  it('holds inside what RFC 8017 7.2.1 prescribes: 00 02, padding without zeros, 00, the premaster secret', () => {
    const bytes = fromHex(of('inside')?.hex ?? '');
    const separator = bytes.indexOf(0, 2);
    expect(toHex(bytes.subarray(0, 2))).toBe('0002');
    expect(separator - 2).toBeGreaterThanOrEqual(8);
    expect(premaster?.kind === 'secret' && premaster.value).toBe(toHex(bytes.subarray(separator + 1)));
  });

  it('shows none of that on the wire', () => {
    expect(of('wire')?.hex).not.toContain(of('inside')?.hex.slice(-92));
  });
});

describe('an encrypted message', () => {
  it('can be looked at on the wire and decrypted, a plain one only on the wire', () => {
    for (const { message } of sent) {
      const ids = byteViews(message, recording.certificates).map(({ id }) => id);
      expect(ids.includes('decrypted'), message.type).toBe(message.encrypted);
    }
  });
});
