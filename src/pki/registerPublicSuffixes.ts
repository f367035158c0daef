// The Public Suffix List (https://publicsuffix.org/), its section "ICANN DOMAINS", as the package tldts-icann ships it. A
// chunk of its own in the browser.
import { getPublicSuffix } from 'tldts-icann';
import { setPublicSuffixes } from './publicSuffixes.ts';

/** The package's version; published on 2026-09-27. */
export const LIST_SOURCE = 'tldts-icann 7.4.16';

const AS_WRITTEN = { extractHostname: false, validateHostname: false, detectIp: false } as const;

/** To be called once, before anybody is judged by the web's rules. */
export const registerPublicSuffixes = (): void =>
  setPublicSuffixes({
    source: LIST_SOURCE,
    suffixOf: (domain) => getPublicSuffix(domain, AS_WRITTEN) ?? domain,
  });
