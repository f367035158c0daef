// The page's side of SCORM 1.2: finds the learning platform's API object above this window, tells it a score and a status,
// and leaves there with what one goes on at the next launch. (SCORM 1.2, Run-Time Environment: API adapter, `cmi.core`,
// `cmi.suspend_data`.)

/** The functions of the platform's API object that are used here. Each answers "true" or "false", as a text. */
export interface LmsApi {
  LMSInitialize(nothing: ''): unknown;
  LMSGetValue?(element: string): unknown;
  LMSSetValue(element: string, value: string): unknown;
  LMSCommit(nothing: ''): unknown;
  LMSFinish(nothing: ''): unknown;
}

/** The little of a window that is looked at. */
export interface LmsWindow {
  readonly parent?: LmsWindow | null;
  readonly opener?: LmsWindow | null;
  readonly API?: unknown;
}

export interface LmsSession {
  /** What was left at an earlier launch; empty at the first. */
  readonly left: string;
  /** Leaves a text for the next launch, of at most MAX_LEFT characters. */
  leave(text: string): void;
  /** How many missions of how many are passed. */
  report(passed: number, of: number): void;
  /** Once: afterwards nothing is told any more. */
  finish(): void;
}

/** Of `cmi.suspend_data`, a CMIString4096. */
export const MAX_LEFT = 4096;

/** Frames within frames; a platform has two or three. */
const MOST_FRAMES = 10;

/** The API object of a window above this one, or above the one that opened it; null where there is none. */
export function findLms(own: LmsWindow): LmsApi | null {
  return above(own) ?? above(looked(own, 'opener'));
}

/** Null where the platform does not begin a session. */
export function beginLms(api: LmsApi): LmsSession | null {
  if (!isTrue(() => api.LMSInitialize(''))) return null;
  let open = true;
  const set = (element: string, value: string) => isTrue(() => api.LMSSetValue(element, value));
  return {
    left: textOf(() => api.LMSGetValue?.('cmi.suspend_data')),
    leave: (text) => {
      if (!open || text.length > MAX_LEFT) return;
      set('cmi.suspend_data', text);
      // Else a platform may begin anew.
      set('cmi.core.exit', 'suspend');
      isTrue(() => api.LMSCommit(''));
    },
    report: (passed, of) => {
      if (!open || of <= 0) return;
      set('cmi.core.score.min', '0');
      set('cmi.core.score.max', '100');
      set('cmi.core.score.raw', String(Math.round((100 * passed) / of)));
      set('cmi.core.lesson_status', passed >= of ? 'passed' : 'incomplete');
      isTrue(() => api.LMSCommit(''));
    },
    finish: () => {
      if (!open) return;
      open = false;
      isTrue(() => api.LMSFinish(''));
    },
  };
}

function above(from: LmsWindow | null): LmsApi | null {
  let at = from;
  for (let i = 0; at !== null && i < MOST_FRAMES; i++) {
    const api = looked(at, 'API');
    if (isLmsApi(api)) return api;
    const parent = looked(at, 'parent');
    at = parent === at ? null : parent;
  }
  return null;
}

/** A window of another origin refuses to be looked into: no platform is there. */
function looked<K extends keyof LmsWindow>(window: LmsWindow, key: K): NonNullable<LmsWindow[K]> | null {
  try {
    return window[key] ?? null;
  } catch {
    return null;
  }
}

const FUNCTIONS = ['LMSInitialize', 'LMSSetValue', 'LMSCommit', 'LMSFinish'] as const;

function isLmsApi(value: unknown): value is LmsApi {
  if (typeof value !== 'object' || value === null) return false;
  return FUNCTIONS.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}

function textOf(ask: () => unknown): string {
  try {
    const text = ask();
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/** A platform that fails does not stop the page. */
function isTrue(ask: () => unknown): boolean {
  try {
    return String(ask()) === 'true';
  } catch {
    return false;
  }
}
