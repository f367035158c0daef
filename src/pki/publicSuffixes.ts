// Which domains are registries: the Public Suffix List, for those who ask for the web's rules. It is long and changes
// often, so that who needs it registers it first (registerPublicSuffixes.ts); the lab's own handshakes don't load it.

export interface PublicSuffixes {
  /** Where the list comes from, with its version. */
  readonly source: string;
  /** The public suffix of a domain name in lower case, by the section "ICANN DOMAINS" alone. */
  readonly suffixOf: (domain: string) => string;
}

let registered: PublicSuffixes | null = null;

export function setPublicSuffixes(suffixes: PublicSuffixes): void {
  registered = suffixes;
}

/** Throws where none is registered: without a list there is no answer to the question. */
export function publicSuffixes(): PublicSuffixes {
  if (registered === null) throw new Error('the Public Suffix List is needed: call registerPublicSuffixes() first');
  return registered;
}

/**
 * Whether each name directly below a domain belongs to somebody else: the domain is a public suffix, or each domain below
 * it is (rules like `*.kawasaki.jp`).
 */
export function isRegistry(domain: string): boolean {
  const { suffixOf } = publicSuffixes();
  return suffixOf(domain) === domain || suffixOf(`any-name.${domain}`) === `any-name.${domain}`;
}
