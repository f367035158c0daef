// The page's light colours as plain values, for pictures that leave the page. `tokens.css` has them for the page itself.
import type { ResultKind } from '../lab/recording/recording.ts';
import type { Hue } from './rows.ts';

export const LIGHT = {
  bg: '#f4f6f9',
  surface: '#ffffff',
  sel: '#fff7d6',
  tunnel: '#e9edf3',
  ink: '#14202e',
  'ink-2': '#4c5b6b',
  'ink-3': '#5c6a7b',
  'line-2': '#c3cdd9',
  edge: '#788595',
  client: '#1d5fd1',
  'client-t': '#e7effd',
  server: '#7a35d6',
  'server-t': '#f2eafd',
  ca: '#0b6e67',
  'ca-t': '#def3f0',
  wire: '#9a5200',
  'wire-t': '#fdf0dc',
  fail: '#c01336',
  'fail-t': '#fdebef',
  pass: '#12713a',
  'pass-t': '#e4f5ea',
} as const;

export interface Paint {
  readonly stroke: string;
  readonly fill: string;
}

export const HUES: Record<Hue, Paint> = {
  client: { stroke: LIGHT.client, fill: LIGHT['client-t'] },
  server: { stroke: LIGHT.server, fill: LIGHT['server-t'] },
  ca: { stroke: LIGHT.ca, fill: LIGHT['ca-t'] },
  attacker: { stroke: LIGHT.wire, fill: LIGHT['wire-t'] },
  fail: { stroke: LIGHT.fail, fill: LIGHT['fail-t'] },
  ghost: { stroke: LIGHT.edge, fill: LIGHT.bg },
};

export const RESULT_PAINTS: Record<ResultKind, Paint> = {
  pass: { stroke: LIGHT.pass, fill: LIGHT['pass-t'] },
  fail: { stroke: LIGHT.fail, fill: LIGHT['fail-t'] },
  neutral: { stroke: LIGHT['ink-2'], fill: LIGHT.surface },
};

export const FONTS = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif";
