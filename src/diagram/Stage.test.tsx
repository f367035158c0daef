import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { expiredClient } from './recordings.testing.ts';
import { Stage } from './Stage.tsx';

describe('the stage, drawn without a page', () => {
  const recording = expiredClient();
  const html = renderToString(<Stage recording={recording} cursor={8} speed={1} onSeek={() => {}} />);

  it('is an ordered list of buttons with full names', () => {
    expect(html.match(/<button /g)).toHaveLength(recording.steps.length);
    expect(html).toContain('>Step 8, server to client, Certificate, leaf + intermediate, 1,842 bytes</span>');
    expect(html.match(/<ol /g)?.length).toBe(new Set(recording.steps.map((step) => step.phase)).size);
  });

  it('marks one step as current, and has one stop for the Tab key', () => {
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
    expect(/<button[^>]*aria-current="step"[^>]*>/.exec(html)?.[0]).toContain('data-step="8"');
  });

  it('carries no inline style, which a strict content security policy would drop', () => {
    expect(html).not.toMatch(/\sstyle=/);
  });

  it('lists what never happened apart from the steps', () => {
    expect(html).toContain('Never sent, server to client, Finished');
  });

  it('has heads before there is a recording', () => {
    const empty = renderToString(<Stage recording={null} cursor={1} speed={1} onSeek={() => {}} />);
    for (const name of ['Client', 'Server', 'CA']) expect(empty).toContain(name);
    expect(empty).toContain('aria-busy="true"');
  });
});
