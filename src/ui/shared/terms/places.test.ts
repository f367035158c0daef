import { describe, expect, it } from 'vitest';
import { GLOSSARY } from '../../../lessons/glossary.ts';
import { firstMarks, termIndex } from '../../../lessons/marking.ts';
import { termPlaces } from './places.ts';

const INDEX = termIndex(GLOSSARY);

/** A node that knows where it stands, as those of a page do (DOM 4.4, compareDocumentPosition: 4 is "follows"). */
const at = (position: number): Node => {
  const node = {
    position,
    compareDocumentPosition: (other: { position: number }) => (other.position > position ? 4 : 2),
  };
  return node as unknown as Node;
};

function panel() {
  const tasks: (() => void)[] = [];
  const places = termPlaces(
    (texts) => firstMarks(texts, INDEX),
    (task) => tasks.push(task),
  );
  const settle = () => {
    for (const task of tasks.splice(0)) task();
  };
  const terms = (node: Node, text: string) => places.marksOf(node, text).map(({ term }) => term);
  return { places, settle, terms };
}

describe('the terms of a panel', () => {
  it('are marked in the first text of the page that has them, in whatever order the texts come', () => {
    const { places, settle, terms } = panel();
    const [above, below] = [at(1), at(2)];
    places.add(below, 'A CRL and OCSP.');
    places.add(above, 'By OCSP.');
    settle();
    expect(terms(above, 'By OCSP.')).toEqual(['ocsp']);
    expect(terms(below, 'A CRL and OCSP.')).toEqual(['crl']);
  });

  it('pass to the next text when the first one goes', () => {
    const { places, settle, terms } = panel();
    const [above, below] = [at(1), at(2)];
    const away = places.add(above, 'By OCSP.');
    places.add(below, 'OCSP again.');
    settle();
    expect(terms(below, 'OCSP again.')).toEqual([]);
    away();
    settle();
    expect(terms(below, 'OCSP again.')).toEqual(['ocsp']);
  });

  it('are never those of a text that has changed since', () => {
    const { places, settle, terms } = panel();
    const node = at(1);
    places.add(node, 'By OCSP.');
    settle();
    expect(terms(node, 'Something else.')).toEqual([]);
  });

  it('are looked for once, however many texts come together, and keep their array where nothing changes', () => {
    const { places, settle } = panel();
    let told = 0;
    places.follow(() => {
      told += 1;
    });
    const nodes = Array.from({ length: 20 }, (_, i) => at(i));
    for (const node of nodes) places.add(node, 'By OCSP.');
    settle();
    expect(told).toBe(1);
    const [first] = nodes;
    const before = places.marksOf(first ?? null, 'By OCSP.');
    places.add(at(50), 'A CRL.');
    settle();
    expect(places.marksOf(first ?? null, 'By OCSP.')).toBe(before);
  });
});
