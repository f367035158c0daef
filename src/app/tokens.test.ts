// Contrast of the design tokens, WCAG 2.2 success criteria 1.4.3 and 1.4.11.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

const SURFACES = ['bg', 'surface', 'raised', 'sel', 'tunnel'];
const TINTS = ['client-t', 'server-t', 'ca-t', 'wire-t', 'fail-t', 'pass-t'];
const TEXT = ['ink', 'ink-2', 'ink-3', 'client', 'server', 'ca', 'wire', 'fail', 'pass'];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const pairs = [...SURFACES, ...TINTS].flatMap((ground) => TEXT.map((text) => [text, ground] as const));

  it.each(pairs)('%s on %s has a contrast of at least 4.5:1', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...SURFACES, ...TINTS])('edge on %s has a contrast of at least 3:1', (ground) => {
    expect(contrast(colour('edge', theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it.each(['ink', 'fail', 'client', 'server', 'ca', 'pass'])('surface on %s (badges) has at least 4.5:1', (ground) => {
    expect(contrast(colour('surface', theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
});

function colour(name: string, theme: 'light' | 'dark'): string {
  const pair = tokens.get(name);
  if (pair === undefined) throw new Error(`no token --${name}`);
  return pair[theme];
}

/** Contrast ratio of two colours `#rrggbb`, as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
