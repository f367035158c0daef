// Dates as the inspector writes them, always in UTC and always against the clock of the recording.

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1 Mar 2026`. */
export function shortDate(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `2026-03-01 00:00:00 UTC`. */
export const exactTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

export interface ValidityDates {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Where `now` stands to a validity period, both ends included (RFC 5280 4.1.2.5). */
export function relativeValidity({ notBefore, notAfter }: ValidityDates, now: number): string {
  if (now < notBefore) return `valid ${distance(notBefore - now)} from now`;
  if (now > notAfter) return `expired ${distance(now - notAfter)} ago`;
  return `valid now, expires in ${distance(notAfter - now)}`;
}

/** `267 days`, `3 years`: whole days up to two years, then whole years. */
function distance(ms: number): string {
  const days = Math.floor(ms / DAY);
  if (days < 1) return 'less than a day';
  if (days < 730) return days === 1 ? '1 day' : `${days} days`;
  return `${Math.floor(days / 365.25)} years`;
}
