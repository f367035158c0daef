// What the browser remembers for the next visit: a few small choices. Where storage is forbidden, nothing is remembered.

const SETTINGS = ['theme', 'letterKeys', 'provider', 'start', 'issuance', 'pace'] as const;
export type StoredSetting = (typeof SETTINGS)[number];

export function storedSetting(what: StoredSetting): string | null {
  try {
    return localStorage.getItem(PREFIX + what);
  } catch {
    return null;
  }
}

export function storeSetting(what: StoredSetting, value: string): void {
  try {
    localStorage.setItem(PREFIX + what, value);
  } catch {
    // A private window or a full store: the choice holds until the page is closed.
  }
}

/** Nothing of it is there at the next visit. */
export function forgetSettings(): void {
  try {
    for (const what of SETTINGS) localStorage.removeItem(PREFIX + what);
  } catch {
    // Nothing was kept.
  }
}

/** Whether a student's class is under way in this browser: it is read only by those who are in one. */
export function isInClass(): boolean {
  try {
    return localStorage.getItem(CLASS_KEY) !== null;
  } catch {
    return false;
  }
}

const PREFIX = 'handshake-lab.';
/** Where the student's slip is kept. */
export const CLASS_KEY = `${PREFIX}class`;
