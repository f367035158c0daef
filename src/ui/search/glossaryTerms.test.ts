import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GLOSSARY } from '../../lessons/glossary.ts';
import { glossaryTerms, termHash, termInHash } from './glossaryTerms.ts';

const ids = (query: string) => glossaryTerms(query).map(({ id }) => id);

describe('the filter of the glossary', () => {
  it('shows every term by name where nothing is asked', () => {
    const names = glossaryTerms(' ').map(({ name }) => name.toLowerCase());
    expect(names).toHaveLength(GLOSSARY.length);
    expect(names).toEqual([...names].sort());
  });

  it('shows a term among the first by each of its names: id, abbreviation, expansion, synonym', () => {
    for (const { id, name, expansion, also } of GLOSSARY)
      for (const asked of [id, name, expansion ?? name, ...also.split(/,\s*/)]) {
        // Two terms may share a synonym: none that is not called so stands before them.
        if (asked !== '') expect(ids(asked).slice(0, 3), asked).toContain(id);
      }
    expect(ids('server name indication')[0]).toBe('sni');
    expect(ids('thumbprint')[0]).toBe('fingerprint');
  });

  it('needs every word, and finds nothing for what no term says', () => {
    expect(ids('name server')).toContain('sni');
    expect(ids('sni zebra')).toEqual([]);
  });
});

describe('the address of a term', () => {
  it('leads back to it', () => {
    for (const { id } of GLOSSARY) for (const end of ['', '/', '?x=1']) expect(termInHash(termHash(id) + end)).toBe(id);
    fc.assert(fc.property(fc.string(), (id) => id.endsWith('/') || termInHash(termHash(id)) === id));
  });

  it('is the whole list for the bare page, and never fails, whatever stands there', () => {
    for (const hash of ['#/learn/glossary', '#/learn/glossary/', '#/learn', '']) expect(termInHash(hash)).toBe('');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof termInHash(`#/learn/glossary/${text}`)).toBe('string');
      }),
    );
  });
});
