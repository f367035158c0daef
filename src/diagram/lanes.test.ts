import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crossings, ends, LANES, LANES_ATTACKED } from './lanes.ts';
import { HUES, LIGHT } from './lightTheme.ts';

const css = readFileSync(new URL('./Stage.module.css', import.meta.url), 'utf8');
const tokens = readFileSync(new URL('../app/tokens.css', import.meta.url), 'utf8');

describe('lanes', () => {
  it.each([
    ['three', LANES, ' '],
    ['four', LANES_ATTACKED, '[data-lanes="4"] '],
  ] as const)('stand in the style sheet where the layout has %s of them', (_, lanes, where) => {
    const at = css.indexOf(`.diagram${where}{`);
    const block = css.slice(at, css.indexOf('}', at));
    for (const { actor, x } of lanes) {
      expect(block).toContain(`--x-${actor}: ${x};`);
      expect(css).toContain(`[data-at="${actor}"]`);
    }
    const columns = lanes.flatMap(({ x, head }, i) => {
      const before = lanes[i - 1];
      const gap = x - head / 2 - (before === undefined ? 0 : before.x + before.head / 2);
      return gap > 0.001 ? [gap, head] : [head];
    });
    const written = columns.map((part) => `minmax(0, ${Math.round(part * 100)}fr)`).join(' ');
    expect(css).toContain(`grid-template-columns: ${written};`);
  });

  it('give an arrow its ends from left to right, whoever sends', () => {
    expect(ends('server', 'client', LANES)).toEqual({ left: 'client', right: 'server' });
    expect(ends('client', 'ca', LANES)).toEqual({ left: 'client', right: 'ca' });
  });

  it('are crossed only between the ends of an arrow', () => {
    expect(crossings('client', 'server', LANES)).toEqual([]);
    expect(crossings('server', 'ca', LANES)).toEqual([]);
    expect(crossings('ca', 'client', LANES)).toHaveLength(1);
    expect(crossings('ca', 'client', LANES)[0]).toBeCloseTo((0.55 - 0.15) / (0.87 - 0.15), 9);
  });

  it('leave room for an attacker between client and server', () => {
    expect(crossings('client', 'attacker', LANES_ATTACKED)).toEqual([]);
    expect(crossings('server', 'client', LANES_ATTACKED)).toHaveLength(1);
    expect(crossings('client', 'ca', LANES_ATTACKED)).toHaveLength(2);
  });
});

describe('the light theme of exported pictures', () => {
  it('is that of the page', () => {
    for (const [name, value] of Object.entries(LIGHT)) expect(tokens).toContain(`--${name}: light-dark(${value}`);
  });

  it('has a paint for every hue', () => {
    for (const paint of Object.values(HUES)) expect(paint.stroke).toMatch(/^#[0-9a-f]{6}$/);
  });
});
