// Dates as the editor's fields hold them: `2026-11-23 12:00:00`, always UTC.

export const dateText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Milliseconds since 1970; null where the text is no date. Hours, minutes and seconds may be left out. */
export function parseDate(text: string): number | null {
  const match = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?(?: ?(?:Z|UTC))?\s*$/i.exec(text);
  if (match === null) return null;
  const [, day = '', minute = '00:00', second = ':00'] = match;
  const iso = `${day}T${minute}${second}.000Z`;
  const ms = Date.parse(iso);
  // A day that the month lacks is refused, or rolled over into the next month.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? null : ms;
}

export const DATE_EXAMPLE = 'a date such as 2026-11-23 12:00:00';
