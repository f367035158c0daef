// Citations as they are shown and where they lead.
import { describe, expect, it } from 'vitest';
import { CITATIONS, type CitationKey, citationLink, citationText } from './citations.ts';

const KEYS = Object.keys(CITATIONS) as CitationKey[];

describe('a citation', () => {
  it('of TLS 1.3 names the section of RFC 9846 and the one that it had in RFC 8446', () => {
    const tls13 = KEYS.filter((key) => CITATIONS[key].text.startsWith('RFC 9846'));
    expect(tls13.length).toBeGreaterThan(25);
    expect(tls13.filter((key) => !/^RFC 9846 \S+ \(RFC 8446 \S+\)$/.test(citationText(key)))).toEqual([]);
  });

  // By the headings of the two documents.
  it.each([
    ['tls13.4.2.2', 'RFC 9846 4.2.2 (RFC 8446 4.1.2)', 'Client Hello'],
    ['tls13.4.3.8', 'RFC 9846 4.3.8 (RFC 8446 4.2.8)', 'Key Share'],
    ['tls13.4.4.1', 'RFC 9846 4.4.1 (RFC 8446 4.3.1)', 'Encrypted Extensions'],
    ['tls13.4.5.1.3', 'RFC 9846 4.5.1.3 (RFC 8446 4.4.2.4)', 'Receiving a Certificate Message'],
    ['tls13.4.5.2', 'RFC 9846 4.5.2 (RFC 8446 4.4.3)', 'Certificate Verify'],
    ['tls13.4.7.1', 'RFC 9846 4.7.1 (RFC 8446 4.6.1)', 'New Session Ticket Message'],
    ['tls13.E.4', 'RFC 9846 E.4 (RFC 8446 D.4)', 'Middlebox Compatibility Mode'],
  ] as const)('%s is %s, “%s” in both', (key, text, _heading) => {
    expect(citationText(key)).toBe(text);
  });

  it('leads to its section or appendix, without letters in brackets; the Baseline Requirements to their page, local policy nowhere', () => {
    expect(citationLink('pkix.6.1.3.a.2')).toBe('https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3');
    expect(citationLink('tls13.4.5.2')).toBe('https://www.rfc-editor.org/rfc/rfc9846#section-4.5.2');
    expect(citationLink('ocsp.A.1')).toBe('https://www.rfc-editor.org/rfc/rfc6960#appendix-A.1');
    expect(citationLink('policy.keySize')).toBeNull();
    const requirements = 'https://cabforum.org/working-groups/server/baseline-requirements/requirements/';
    expect(citationLink('br.6.1.5')).toBe(requirements);
    expect(citationLink('br.6.3.2')).toBe(
      `${requirements}#632-certificate-operational-periods-and-key-pair-usage-periods`,
    );
  });

  it.each(KEYS)('%s has a link with nothing but number and section, or none', (key) => {
    const link = citationLink(key);
    const { text } = CITATIONS[key];
    if (text.startsWith('CA/Browser Forum')) expect(link).toMatch(/^https:\/\/cabforum\.org\/[a-z/-]+\/(#[a-z\d-]+)?$/);
    else if (!text.startsWith('RFC ')) expect(link).toBeNull();
    else expect(link).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d{4,5}#(section-\d+|appendix-[A-Z])(\.\d+)*$/);
  });
});
