import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRegistry, publicSuffixes } from './publicSuffixes.ts';
import { LIST_SOURCE, registerPublicSuffixes } from './registerPublicSuffixes.ts';

describe('registries, by the Public Suffix List', () => {
  it('are asked for only with a list', () => {
    expect(() => publicSuffixes()).toThrow('registerPublicSuffixes()');
    registerPublicSuffixes();
    expect(publicSuffixes().source).toBe(LIST_SOURCE);
  });

  it('are of the list that the evidence and docs/conformance.md name', () => {
    const folder = new URL('../../node_modules/tldts-icann/', import.meta.url);
    const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string };
    expect(LIST_SOURCE).toBe(`tldts-icann ${version}`);
    expect(readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8')).toContain(LIST_SOURCE);
  });

  it.each([
    ...['com', 'test', 'uk', 'co.uk', 'lg.jp', 'asn.au', 'co.jp', 'xn--55qx5d.cn'],
    // A rule for all below, an exception to it, and the domain of the rule itself.
    ...['kawasaki.jp', 'any.kawasaki.jp', 'ck', 'any.ck'],
  ])('%s is one', (domain) => {
    registerPublicSuffixes();
    expect(isRegistry(domain)).toBe(true);
  });

  it.each([
    ...['web.de', 'info.de', 'id.me', 'gov.us', 'bank.test', 'bank.co.uk', 'city.kawasaki.jp', 'www.ck'],
    // Private registries stand in the list's other section, which BR 3.2.2.6 does not ask for.
    ...['github.io', 's3.amazonaws.com'],
  ])('%s is none', (domain) => {
    registerPublicSuffixes();
    expect(isRegistry(domain)).toBe(false);
  });
});
