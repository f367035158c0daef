// How much a peer may ask of this side without bringing the connection any further. The standards set no numbers; these are
// those of widespread libraries, and no honest peer comes near them.

/** Warnings that are ignored (RFC 5246 7.2.2), and user_canceled in TLS 1.3 (RFC 9846 6.1). */
export const MAX_WARNINGS = 4;

/**
 * Whatever else may come at any time, in a whole connection: HelloRequest and another ClientHello in TLS 1.2, dummy
 * ChangeCipherSpec, KeyUpdate and NewSessionTicket in 1.3, and records without content.
 */
export const MAX_IDLE_MESSAGES = 32;

/** Bytes of records with early data that is not accepted, and is skipped (RFC 9846 4.3.10). */
export const MAX_SKIPPED_BYTES = 2 ** 16;
