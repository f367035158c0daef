// Which place of the app an address means: the lab, whose hash is its scenario, or another by its name (places.ts).
import { PLACES, type PlaceKey, type PlaceRow } from './places.ts';

/** A hash with a slash in front belongs to a page; no scenario's has one. */
export const isPageHash = (hash: string): boolean => hash.startsWith('#/') || hash.startsWith('/');

/** What stands behind a question mark belongs to the page itself. `embed`: the lab's diagram alone, in somebody's frame. */
export function pageOf(hash: string): PlaceKey | 'embed' | 'unknown' {
  if (!isPageHash(hash)) return isEmbed(hash) ? 'embed' : 'lab';
  const name = `#${hash.replace(/^#/, '').replace(/\?.*$/s, '').replace(/\/*$/, '')}`;
  const places: readonly (PlaceRow & { readonly key: PlaceKey })[] = PLACES;
  const there = places.find(
    ({ load, hash: own, was, hasParts }) =>
      load !== null && (own === name || was.includes(name) || (hasParts === true && name.startsWith(`${own}/`))),
  );
  return there?.key ?? 'unknown';
}

/** The first one counts, as in every link. `scripts/themeBeforePaint.js` looks for it, too. */
const isEmbed = (hash: string): boolean => new URLSearchParams(hash.replace(/^#/, '')).get('embed') === '1';
