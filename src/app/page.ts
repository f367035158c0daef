// Which page of the app an address means: the lab, whose hash is its scenario, or the validation of certificates at
// `#/validate`, which was `#/judge` and still is.

export type Page = 'lab' | 'validation' | 'unknown';

/** A hash with a slash in front belongs to a page; no scenario's has one. */
export const isPageHash = (hash: string): boolean => hash.startsWith('#/') || hash.startsWith('/');

export function pageOf(hash: string): Page {
  if (!isPageHash(hash)) return 'lab';
  return ROUTES.has(hash.replace(/^#/, '').replace(/[/?]*$/, '')) ? 'validation' : 'unknown';
}

const ROUTES: ReadonlySet<string> = new Set(['/validate', '/judge']);
