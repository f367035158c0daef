import { describe, expect, it } from 'vitest';
import { PAGE_WORDS } from '../lessons/searchWords.ts';
import { pageOf } from './page.ts';
import { PLACES, type PlaceRow } from './places.ts';

describe('the place of an address', () => {
  it('is the lab for every scenario, and for none', () => {
    for (const hash of ['', '#', '#mode=mutual', '#mode=mutual&fault=server/expired', 'mode=mutual'])
      expect(pageOf(hash), hash).toBe('lab');
  });

  it('is the diagram alone for a scenario in a frame', () => {
    for (const hash of ['#embed=1', '#mode=mutual&embed=1&text=0', 'embed=1']) expect(pageOf(hash), hash).toBe('embed');
    for (const hash of ['#embed=0', '#embed=0&embed=1', '#embed=2', '#tab=embed=1', '#/validate?embed=1'])
      expect(pageOf(hash), hash).not.toBe('embed');
  });

  it('is the lab for a mission in a frame, if there is such a mission', () => {
    for (const hash of ['#embed=1&mission=7', '#mission=15&mode=mutual&embed=1'])
      expect(pageOf(hash), hash).toBe('lab');
    for (const hash of ['#embed=1&mission=16', '#embed=1&mission=', '#embed=1&mission=0&mission=7'])
      expect(pageOf(hash), hash).toBe('embed');
  });

  it('is what its name says, with and without a slash or a question behind it', () => {
    for (const { key, hash } of PLACES.filter((place) => place.load !== null))
      for (const end of ['', '/', '?', '?word=a/b', '/?x=1#y']) expect(pageOf(hash + end), hash + end).toBe(key);
  });

  it('stays the same for an address of before', () => {
    expect(pageOf('#/judge')).toBe('validate');
  });

  it('is the glossary for each of its terms', () => {
    for (const hash of ['#/learn/glossary/san', '#/learn/glossary/san/', '#/learn/glossary/a%2Fb?x'])
      expect(pageOf(hash), hash).toBe('glossary');
  });

  it('is none for a name that no place has', () => {
    for (const hash of [
      '#/',
      '#/nope',
      '#/validate/more',
      '#/learn/glossary2',
      '#/learn/build/x',
      '#/Validate',
      '#//validate',
    ])
      expect(pageOf(hash), hash).toBe('unknown');
  });
});

describe('the places', () => {
  it('are where the search says that pages are', () => {
    for (const hash of Object.keys(PAGE_WORDS)) expect(PLACES.map((place) => place.hash)).toContain(hash);
  });

  it('have each a key, an address and a label of their own', () => {
    const places: readonly PlaceRow[] = PLACES;
    const addresses = places.flatMap(({ hash, was }) => [hash, ...was]);
    for (const names of [addresses, places.map(({ key }) => key), places.map(({ label }) => label)])
      expect(new Set(names).size).toBe(names.length);
  });
});
