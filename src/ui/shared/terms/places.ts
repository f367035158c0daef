// Where the texts of a panel stand, and which of their terms are marked: those that no text before them has.
import type { TermMark } from '../../../lessons/marking.ts';

interface Place {
  readonly node: Node;
  readonly text: string;
  marks: readonly TermMark[];
}

export interface TermPlaces {
  /** A text at its place in the page; returns the way to take it back. */
  add(node: Node, text: string): () => void;
  /** The marks of the text at that place; none before they are known. Same marks, same array. */
  marksOf(node: Node | null, text: string): readonly TermMark[];
  follow(onChange: () => void): () => void;
}

/** Inside it, a term is marked once. Holds the places of its texts from the time when the glossary has come. */
export interface TermPanel {
  places: TermPlaces | null;
}

/** `find`: for texts in their order, the marks of each. `soon` runs a task before the page is drawn. */
export function termPlaces(
  find: (texts: readonly string[]) => readonly (readonly TermMark[])[],
  soon: (task: () => void) => void,
): TermPlaces {
  const places = new Map<Node, Place>();
  const followers = new Set<() => void>();
  let waits = false;
  const changed = () => {
    if (waits) return;
    waits = true;
    soon(() => {
      waits = false;
      const inOrder = [...places.values()].sort((a, b) => (follows(a.node, b.node) ? -1 : 1));
      const found = find(inOrder.map(({ text }) => text));
      inOrder.forEach((place, i) => {
        const marks = found[i] ?? NONE;
        if (!same(place.marks, marks)) place.marks = marks;
      });
      for (const each of followers) each();
    });
  };
  return {
    add(node, text) {
      const place: Place = { node, text, marks: NONE };
      places.set(node, place);
      changed();
      return () => {
        if (places.get(node) === place) places.delete(node);
        changed();
      };
    },
    marksOf(node, text) {
      const place = node === null ? undefined : places.get(node);
      return place?.text === text ? place.marks : NONE;
    },
    follow(onChange) {
      followers.add(onChange);
      return () => followers.delete(onChange);
    },
  };
}

const NONE: readonly TermMark[] = [];

/** Whether `b` stands behind `a` in the page. */
const follows = (a: Node, b: Node): boolean => (a.compareDocumentPosition(b) & 4) !== 0;

const same = (a: readonly TermMark[], b: readonly TermMark[]): boolean =>
  a.length === b.length && a.every((mark, i) => mark.start === b[i]?.start && mark.term === b[i]?.term);
