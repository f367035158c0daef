// Dates in certificates: UTCTime and GeneralizedTime as RFC 5280 4.1.2.5 restricts them, and ISO 8601 for people.

/** `2026-11-23T12:00:00Z`; milliseconds since 1970 in. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** UTCTime `YYMMDDHHMMSSZ` (RFC 5280 4.1.2.5.1: 50 to 99 are 19YY); null where it is not one. */
export function parseUtcTime(text: string): number | null {
  if (!/^\d{12}Z$/.test(text)) return null;
  const year = Number(text.slice(0, 2));
  return fromParts(year < 50 ? 2000 + year : 1900 + year, text.slice(2));
}

/** GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280 4.1.2.5.2: no fraction); null where it is not one. */
export function parseGeneralizedTime(text: string): number | null {
  return /^\d{14}Z$/.test(text) ? fromParts(Number(text.slice(0, 4)), text.slice(4)) : null;
}

/** `YYYYMMDDHHMMSSZ`; a UTCTime is the same without the century. */
export function formatGeneralizedTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  if (iso.length !== '2026-11-23T12:00:00.000Z'.length) throw new RangeError(`${iso} has no four-digit year`);
  return `${iso.slice(0, 19).replace(/[-T:]/g, '')}Z`;
}

function fromParts(year: number, rest: string): number | null {
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => Number(rest.slice(at, at + 2)));
  if (month === undefined || day === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0, 0);
  // A day or an hour that the calendar lacks rolls over into the next, be it in the year 10000: then the text comes back
  // changed.
  const back = date.toISOString().replace(/[-T:]|\.000/g, '');
  return back === String(year).padStart(4, '0') + rest ? date.getTime() : null;
}
