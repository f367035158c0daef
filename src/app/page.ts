// Which place of the app an address means: the lab, whose hash is its scenario, or another by its name (places.ts).
import { missionId } from '../store/mission.ts';
import { PLACES, type PlaceKey, type PlaceRow } from './places.ts';

/** A hash with a slash in front belongs to a page; no scenario's has one. */
export const isPageHash = (hash: string): boolean => hash.startsWith('#/') || hash.startsWith('/');

/**
 * What stands behind a question mark belongs to the page itself. `embed`: the lab's diagram alone, in somebody's frame; a
 * mission in a frame needs the lab, whose first bar is away then.
 */
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
function isEmbed(hash: string): boolean {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  return parts.get('embed') === '1' && missionId(parts.get('mission') ?? '') === null;
}
