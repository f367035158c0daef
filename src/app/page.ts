// Which page of the app an address means: the lab, whose hash is its scenario, or the judge at `#/judge`.

export type Page = 'lab' | 'judge';

/** A hash with a slash in front belongs to a page; no scenario's has one. */
export const isPageHash = (hash: string): boolean => hash.startsWith('#/') || hash.startsWith('/');

export const pageOf = (hash: string): Page => (isPageHash(hash) ? 'judge' : 'lab');
