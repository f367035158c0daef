// The fonts that ship hold what the page shows: their characters and weights, compared with what our sources contain.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { charactersOf, firstCharacters, WEIGHTS } from './subsetFontsPlugin.ts';

const src = join(import.meta.dirname, '../src');

describe('the fonts that ship', () => {
  it('have Latin-1, and the arrows and quotation marks of our words', () => {
    const characters = charactersOf(src);
    for (const each of 'Az09~Ééß·×§→…“”’✓') expect(characters).toContain(each);
    expect(new Set(characters).size, 'each of them once').toBe([...characters].length);
  });

  it('have in the page itself what English is written with, and all of that from the same font', () => {
    const first = firstCharacters(src);
    for (const each of 'AZaz09 &~§·×…“”’–') expect(first).toContain(each);
    expect(first).not.toContain('é');
    expect(
      [...first].filter((each) => !charactersOf(src).includes(each)),
      'characters that no file has',
    ).toEqual([]);
  });

  it('have every weight that a style asks for', () => {
    const styles = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));
    const weights = styles
      .filter((path) => !path.endsWith('fonts.css'))
      .flatMap((path) => [...readFileSync(join(src, path), 'utf8').matchAll(/font-weight:\s*(\d+)/g)])
      .map((match) => Number(match[1]));
    expect(weights.length).toBeGreaterThan(10);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(WEIGHTS.min);
    expect(Math.max(...weights)).toBeLessThanOrEqual(WEIGHTS.max);
  });
});
