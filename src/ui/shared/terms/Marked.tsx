// A text with its terms marked. Loaded with the glossary.
import { Fragment, type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { GLOSSARY, type GlossaryTerm } from '../../../lessons/glossary.ts';
import { firstMarks, type TermMark, termIndex } from '../../../lessons/marking.ts';
import { type TermPanel, type TermPlaces, termPlaces } from './places.ts';
import { Term } from './Term.tsx';

const INDEX = termIndex(GLOSSARY);
const BY_ID: ReadonlyMap<string, GlossaryTerm> = new Map(GLOSSARY.map((term) => [term.id, term]));

interface Props {
  readonly text: string;
  /** Null where the text stands alone. */
  readonly panel: TermPanel | null;
}

export default function Marked({ text, panel }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const [places] = useState(() => placesOf(panel));
  useLayoutEffect(() => (place.current === null ? undefined : places.add(place.current, text)), [places, text]);
  const marks = useSyncExternalStore(places.follow, () => places.marksOf(place.current, text));
  return <span ref={place}>{withTerms(text, marks)}</span>;
}

function placesOf(panel: TermPanel | null): TermPlaces {
  const places = panel?.places ?? termPlaces((texts) => firstMarks(texts, INDEX), queueMicrotask);
  if (panel !== null) panel.places = places;
  return places;
}

function withTerms(text: string, marks: readonly TermMark[]): ReactNode {
  if (marks.length === 0) return text;
  let from = 0;
  const parts = marks.map(({ start, end, term }) => {
    const before = text.slice(from, start);
    from = end;
    const words = BY_ID.get(term);
    const said = text.slice(start, end);
    return (
      <Fragment key={term}>
        {before}
        {words === undefined ? said : <Term words={words}>{said}</Term>}
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
