// What outlives a reload of the validation page, and what must not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../pki/validator/question.ts';
import { type Remembered, recall, remember } from './validationMemory.ts';
import { DEFAULT_OPTIONS, type Source } from './validationState.ts';

const place = { line: 1, byte: null };
const entry: Entry = {
  kind: 'certificate',
  id: 'aa',
  source: 1,
  trusted: true,
  place,
  container: 'text',
  fingerprint: 'aa',
  der: Uint8Array.of(0x30, 0, 255, 128),
  subject: 'CN=a',
  issuer: 'CN=b',
  subjectKey: 'a',
  issuerKey: 'b',
  role: 'leaf',
  notBefore: 0,
  notAfter: 1,
  names: [],
  flaw: null,
};
const secret = Uint8Array.of(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
const source: Source = {
  id: 1,
  name: 'file',
  trusted: false,
  output: null,
  parts: [
    { kind: 'certificate', id: 'aa', container: 'text' },
    { kind: 'key', spki: secret, encrypted: false, problem: null, format: 'pki' },
  ],
  certificates: 1,
  crls: 0,
  ocsp: 0,
  known: 0,
  privateKeys: 1,
  others: [],
  problems: [],
  failed: null,
};
const state: Remembered = {
  sources: [source],
  entries: [entry],
  chosen: 'aa',
  options: { ...DEFAULT_OPTIONS, name: 'bücher.example', at: 5 },
};

describe('what the page remembers of a tab', () => {
  it('is all but private keys', () => {
    const text = remember(state) ?? '';
    expect(recall(text)).toEqual({
      ...state,
      sources: [{ ...source, privateKeys: 0, parts: source.parts.slice(0, 1) }],
    });
    expect(text).not.toContain(btoa(String.fromCharCode(...secret)));
  });

  it('is nothing where there is nothing, and nothing that would not fit', () => {
    expect(remember({ sources: [], entries: [], chosen: null, options: DEFAULT_OPTIONS })).toBeNull();
    const huge = { ...entry, der: new Uint8Array(3_000_000) };
    expect(remember({ ...state, entries: [huge] })).toBeNull();
  });

  it('is forgotten where the text is anything else', () => {
    for (const text of [
      '',
      '{',
      '[]',
      '{"version":0}',
      '{"version":1,"sources":[{}],"entries":[],"chosen":null,"options":{}}',
    ])
      expect(recall(text)).toBeNull();
    fc.assert(fc.property(fc.string(), fc.json(), (a, b) => recall(a) === null && recall(b) === null));
  });
});
