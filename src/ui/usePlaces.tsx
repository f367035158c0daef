// The places of the app, for the bar that leads to them. The table is `app/places.ts`; it is handed down here, so that `ui`
// needs not import `app`.
import { type ComponentType, createContext, type ReactNode, use } from 'react';
import type { LinkOf } from './header/linkOf.ts';

export interface PlaceLink {
  readonly key: string;
  /** Its address in this document: `#/validate`. */
  readonly hash: string;
  /** One or two words, as the link says it. */
  readonly label: string;
  /** What one does there, in a few words, beside the label where there is room. */
  readonly about: string;
}

export interface PlaceProps {
  readonly linkOf: LinkOf;
  /** Whether one came here from another place, and not by a link from outside: then the focus goes to the heading. */
  readonly arrived: boolean;
}

/** What a place shows below the first bar. */
export type PlacePage = ComponentType<PlaceProps>;

interface Places {
  readonly places: readonly PlaceLink[];
  /** The key of the present one. */
  readonly here: string;
  /** The address of the lab as it was left. */
  readonly labLink: string;
  /** The address of a state of the lab. */
  readonly linkOf: LinkOf;
}

const PlacesContext = createContext<Places | null>(null);

export function PlacesProvider({ children, ...places }: Places & { readonly children: ReactNode }) {
  return <PlacesContext value={places}>{children}</PlacesContext>;
}

export function usePlaces(): Places {
  const places = use(PlacesContext);
  if (places === null) throw new Error('usePlaces outside of PlacesProvider');
  return places;
}
