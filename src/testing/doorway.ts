// Whether one may go outside now: in tests that are declared to ask nothing there (otherDay.ts), nobody may.

let inside: string | null = null;

/** From now on nothing outside may be asked, since `tests` are said not to; `null` ends that. Returns what was said before. */
export function stayInside(tests: string | null): string | null {
  const before = inside;
  inside = tests;
  return before;
}

/** Throws where it may not be. */
export function goOutside(what: string): void {
  if (inside === null) return;
  throw new Error(`“${inside}” is said to ask nothing outside (insideOnly), and asks for ${what}`);
}
