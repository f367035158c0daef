// How much TCP sends before it waits: its first window, and how the window grows.

/** A frame of Ethernet carries 1,500 bytes; the headers of IPv4 and TCP take 20 each where they have no options. */
export const SEGMENT_BYTES = 1460;
/** Segments that TCP sends before anything is acknowledged. RFC 6928 2: min(10 * MSS, max(2 * MSS, 14600)) bytes. */
export const FIRST_WINDOW = Math.min(10, Math.max(2, Math.floor(14_600 / SEGMENT_BYTES)));

/**
 * Turns in which TCP waits before the last of so many segments leaves. Slow start (RFC 5681 3.1), without loss, where each
 * segment is acknowledged: the window doubles with every round trip. It grows more slowly where the receiver acknowledges
 * every second segment (RFC 5681 4.2): there may be more turns, not fewer.
 */
export function addedRoundTrips(segments: number): number {
  let turns = 0;
  for (let sent = FIRST_WINDOW, window = FIRST_WINDOW; sent < segments; turns++) {
    window *= 2;
    sent += window;
  }
  return turns;
}
