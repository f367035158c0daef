import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Dock } from './Dock.tsx';

describe('The dock, drawn without a page', () => {
  const html = renderToString(
    <Dock
      name="Prediction"
      kicker="Prediction 2 of 3"
      title="Where does it fail?"
      said="Right: row 29."
      foot={<b>Go</b>}
    >
      <p>Four choices</p>
    </Dock>,
  );

  it('is a region with a name and a heading', () => {
    expect(html).toMatch(/^<section [^>]*aria-label="Prediction"/);
    expect(html).toMatch(/<h2[^>]*>Where does it fail\?<\/h2>/);
  });

  it('has an empty place for what it will say: words that came along with it would not be announced', () => {
    expect(html).toMatch(/role="status"[^>]*><\/span>/);
  });

  it('says by its button what it folds', () => {
    const [, body = ''] = /aria-expanded="true" aria-controls="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`id="${body}"`);
    expect(html.indexOf(`id="${body}"`)).toBeLessThan(html.indexOf('Four choices'));
  });

  it('carries no inline style, which the content security policy would drop', () => {
    expect(html).not.toMatch(/\sstyle=/);
  });
});
