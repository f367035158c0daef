// The policy of the built page: nothing from elsewhere, nothing to elsewhere, and of inline code and styles exactly
// those that the page was built with, each by its digest (Content Security Policy Level 3).
import { createHash } from 'node:crypto';

const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Characters of the first paint stand in the page.
  'font-src': ["'self'", 'data:'],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/** Of a page in one file: all stands in it, and it asks nobody for anything. */
const ONE_FILE: Readonly<Record<string, readonly string[]>> = {
  ...DIRECTIVES,
  'script-src': [],
  'style-src': [],
  'font-src': ['data:'],
  'img-src': ['data:', 'blob:'],
  'connect-src': ["'none'"],
  'worker-src': ['blob:'],
};

/** The policy for a page, as the content of its meta element. */
export const contentSecurityPolicy = (html: string): string => policyOf(html, DIRECTIVES);

/** The same for a page in one file. */
export const oneFilePolicy = (html: string): string => policyOf(html, ONE_FILE);

function policyOf(html: string, base: Readonly<Record<string, readonly string[]>>): string {
  const scripts = contents(html, /<script(?: id="[^"]*")?>(.*?)<\/script>/gs);
  const styles = contents(html, /<style>(.*?)<\/style>/gs);
  // React sets styles through the object model, which no policy restricts; in prerendered markup they are attributes.
  const attributes = contents(html, / style="([^"]*)"/g).map(unescapeAttribute);
  const directives: Record<string, readonly string[]> = {
    ...base,
    'script-src': [...(base['script-src'] ?? []), ...digests(scripts)],
    'style-src': [...(base['style-src'] ?? []), ...digests(styles)],
    ...(attributes.length === 0 ? {} : { 'style-src-attr': ["'unsafe-hashes'", ...digests(attributes)] }),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

function contents(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, content = '']) => content);
}

function digests(texts: readonly string[]): string[] {
  const of = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [...new Set(texts.map(of))];
}

/** Undoes what React does to the text of an attribute. */
function unescapeAttribute(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
