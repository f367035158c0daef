// A link to a place. The present one leads nowhere: its scenario would be lost.
import type { ReactNode } from 'react';
import { type PlaceLink, usePlaces } from '../usePlaces.tsx';

interface Props {
  readonly place: PlaceLink;
  /** When one is there already. */
  readonly onStay?: () => void;
  readonly children?: ReactNode;
}

export function PlaceAnchor({ place: { key, hash, label }, onStay, children }: Props) {
  const { here, labLink } = usePlaces();
  const present = key === here;
  return (
    <a
      href={key === 'lab' ? labLink : hash}
      aria-current={present ? 'page' : undefined}
      onClick={(event) => {
        if (!present || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onStay?.();
      }}
    >
      {label}
      {children}
    </a>
  );
}
