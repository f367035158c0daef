// What the browser remembers for the next visit: a few small choices. Where storage is forbidden, nothing is remembered.

export type StoredSetting = 'theme' | 'letterKeys' | 'provider' | 'start' | 'issuance' | 'pace';

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

const PREFIX = 'handshake-lab.';
