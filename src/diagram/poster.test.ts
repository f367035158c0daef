import { describe, expect, it } from 'vitest';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { storyFor } from '../lessons/story.ts';
import { posterSvg } from './poster.ts';
import { expiredClient } from './recordings.testing.ts';
import { escapeXml } from './svgText.ts';
import { openElements, textOf } from './wellFormed.ts';

describe('the diagram as a picture that is readable alone', () => {
  const recording = expiredClient();
  const link = 'https://lab.test/#mode=mutual&fault=client/expired';

  it('is well-formed XML, with or without a link', () => {
    for (const each of [null, link, 'javascript:alert(1)'])
      expect(openElements(posterSvg(recording, each))).toEqual([]);
  });

  it('says what it shows, how it was set, and what its signs mean', () => {
    const text = textOf(posterSvg(recording, link));
    expect(text).toContain(escapeXml(storyFor(recording.scenario, recording, activeFaults(recording.scenario)).title));
    for (const part of ['mutual', 'TLS 1.2', 'AES-128-GCM', 'encrypted', 'never sent', 'a check failed']) {
      expect(text).toContain(part);
    }
  });

  it('links to where it comes from, and to nothing but pages', () => {
    expect(posterSvg(recording, link)).toContain(`<a href="${escapeXml(link)}">`);
    expect(posterSvg(recording, 'javascript:alert(1)')).not.toContain('href');
    expect(posterSvg(recording, null)).not.toContain('href');
  });

  it('shortens a long address to what fits', () => {
    const long = `https://lab.test/#${'fault=server/expired&'.repeat(20)}`;
    expect(textOf(posterSvg(recording, long))).toMatch(/fault=server.*…/);
  });
});
