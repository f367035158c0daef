// How much may be tried with secrets that may not belong here, and with numbers that records may not have: for a whole
// capture, so that no file makes work without end. What is certain costs nothing.

export class TrialBudget {
  #left: number;

  /** `left`: bytes that may be opened in vain. */
  constructor(left = 2 ** 29) {
    this.#left = left;
  }

  /** False where it is used up. */
  take(bytes: number): boolean {
    if (this.#left < bytes) return false;
    this.#left -= bytes;
    return true;
  }
}

/** What a trial costs beside its bytes, and what it costs to make keys. */
export const TRIAL = 1024;
export const KEYS = 16_384;
