import { expect, it } from 'vitest';
import { iframeFor } from './iframe.ts';

it('the markup of a frame shows the same place, the diagram alone', () => {
  const markup = iframeFor(
    'https://lab.example/x/#mode=mutual&at=server:sign&tab=checks&predict=1',
    'A “title” & more',
  );
  expect(markup).toContain('src="https://lab.example/x/#embed=1&amp;mode=mutual&amp;at=server:sign"');
  expect(markup).toContain('title="A “title” &amp; more"');
});

it('the markup of a mission keeps the mission, and has room for its controls', () => {
  const markup = iframeFor('https://lab.example/#hidden=abc&mission=6&predict=1', 'A mission');
  expect(markup).toContain('src="https://lab.example/#embed=1&amp;hidden=abc&amp;mission=6"');
  expect(markup).toContain('width="960" height="600"');
});

it('an address without a scenario becomes that of the first one', () => {
  expect(iframeFor('https://lab.example/', 'T')).toContain('src="https://lab.example/#embed=1"');
});

it('no address ends the attribute in which it stands', () => {
  expect(iframeFor('https://lab.example/?"><script>#mode="x"', '"><b>')).not.toMatch(/="[^"]*"(?![ >])|<script|<b>/);
});
