// The diagram's signs, as stroked paths on a 24 by 24 grid: the page and the SVG export draw the same ones.
import type { Actor, ResultKind } from '../lab/recording/recording.ts';

export type IconName = 'laptop' | 'rack' | 'seal' | 'mask' | 'check' | 'cross' | 'dot' | 'lock' | 'enter';

export const ICONS: Record<IconName, string> = {
  laptop: 'M6 5h12a2 2 0 0 1 2 2v9H4V7a2 2 0 0 1 2-2zM1.5 19.5h21',
  rack: 'M5 3.5h14a1.5 1.5 0 0 1 1.5 1.5v4A1.5 1.5 0 0 1 19 10.5H5A1.5 1.5 0 0 1 3.5 9V5A1.5 1.5 0 0 1 5 3.5zM5 13.5h14a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19v-4A1.5 1.5 0 0 1 5 13.5zM7.5 7h.01M7.5 17h.01M11 7h5.5M11 17h5.5',
  seal: 'M12 2.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8.2 14.3 7 21.5l5-2.7 5 2.7-1.2-7.2M9.6 9l1.7 1.7 3.2-3.2',
  mask: 'M3 9h18M7 9l1.5-5h7L17 9M8 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM16 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10.5 16h3',
  check: 'M4.5 12.5 10 18 19.5 7',
  cross: 'M6 6l12 12M18 6 6 18',
  dot: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  enter: 'M7 17 17 7M8.5 7H17v8.5',
  lock: 'M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19.5V12a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V7a4 4 0 0 1 8 0v3.5',
};

export const ACTOR_ICONS: Record<Actor, IconName> = { client: 'laptop', server: 'rack', ca: 'seal', attacker: 'mask' };
export const RESULT_ICONS: Record<ResultKind, IconName> = { pass: 'check', fail: 'cross', neutral: 'dot' };
