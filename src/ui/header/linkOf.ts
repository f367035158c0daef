// Who makes links for the page: `app` does, which `ui` does not know.

import type { Lab } from '../useLab.tsx';

/** The address of what is on screen. */
export type LinkOf = (lab: Lab) => string;
